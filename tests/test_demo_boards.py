"""Every row that the boards of the packaged sample rank, against what was read by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.core.names import key
from tests.board_answers import ANSWERS, FAULTS, Answer

LEAST_RIGHT = 65
"""Rows ranked and right; 69 on the day of writing."""
MOST_FAULTS = 2


def _known(entry: kg.LeaderboardEntry) -> list[Answer]:
    return [a for a in ANSWERS if a.value == entry.value and entry.sentence.startswith(a.sentence)]


def _is_right(entry: kg.LeaderboardEntry, answer: Answer) -> bool:
    methods = {key(method) for method in answer.method.split("|")}
    return key(entry.method or "") in methods and entry.board.partition("; ")[0] == answer.board


@pytest.fixture(scope="module")
def ranked(sample_graph: Path) -> list[kg.LeaderboardEntry]:
    """The ranked rows of all boards; a row of several papers counts for the one it is of."""
    return [entry for entry in kg.leaderboard(sample_graph) if entry.status == "ranked"]


def _cases() -> list[object]:
    reasons = {place: reason for reason, places in FAULTS.items() for place in places}
    return [
        pytest.param(
            answer,
            id=f"{answer.value} {answer.sentence}",
            marks=[pytest.mark.xfail(strict=True, reason=reason)]
            if (reason := reasons.get((answer.value, answer.sentence)))
            else [],
        )
        for answer in ANSWERS
    ]


@pytest.mark.parametrize("answer", _cases())
def test_a_ranked_value_is_what_its_sentence_states(
    answer: Answer, ranked: list[kg.LeaderboardEntry]
) -> None:
    wrong = [e for e in ranked if answer in _known(e) and not _is_right(e, answer)]
    shown = [(e.method, e.board) for e in wrong]
    assert shown == [], f"the sentence states {answer.method!r}, {answer.board!r}"


def test_every_ranked_value_was_read(ranked: list[kg.LeaderboardEntry]) -> None:
    unread = [(e.value, e.sentence) for e in ranked if not _known(e)]
    assert unread == [], "read these by eye and write them into tests/board_answers.py"


def test_the_right_rows_are_many_and_the_faults_are_few(
    ranked: list[kg.LeaderboardEntry],
) -> None:
    right = sum(any(_is_right(e, a) for a in _known(e)) for e in ranked)
    assert right >= LEAST_RIGHT
    assert sum(map(len, FAULTS.values())) <= MOST_FAULTS


def _asked(graph: Path, dataset: str, metric: str) -> dict[str, str | None]:
    found = kg.leaderboard(graph, dataset=dataset, metric=metric, min_confidence=0.0)
    return {e.board.partition("; ")[0]: e.apart for e in found if e.status == "ranked"}


def test_a_data_set_is_asked_for_with_its_conditions(sample_graph: Path) -> None:
    assert _asked(sample_graph, "ImageNet", "FID") == {
        "FID on ImageNet, 256x256": "256x256",
        "FID on ImageNet": None,
        "FID on ImageNet, 512x512": "512x512",
    }
    for name in ("ImageNet 256x256", "imagenet 256times256", "ImageNet-256"):
        assert _asked(sample_graph, name, "FID") == {"FID on ImageNet, 256x256": None}
    clean = _asked(sample_graph, "LibriSpeech test-clean", "WER")
    assert clean == {"word error rate on LibriSpeech, test-clean": None}


def test_a_variant_of_a_metric_is_linked_with_the_plain_one(sample_graph: Path) -> None:
    found = _asked(sample_graph, "ImageNet", "top-1 accuracy")
    assert found["top-1 accuracy on ImageNet"] is None
    assert found["accuracy on ImageNet"] == "top-1 is not stated"
    assert not any("top-5" in board for board in found)


def test_the_faults_are_answers() -> None:
    known = {(answer.value, answer.sentence) for answer in ANSWERS}
    assert set().union(*FAULTS.values()) <= known
    assert len(known) == len(ANSWERS)
