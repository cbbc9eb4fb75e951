"""Rows of boards against labels: what counts as ranked, and what as right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.core.types import Document, Entity, Extraction, Result
from kg.evaluate.board_scores import BoardScore, least_confidence, score_boards
from kg.evaluate.scoring import Count
from kg.train.labels.labelled_papers import LabelledEntity, LabelledPaper, LabelledResult

SENTENCE = "OwlNet has an accuracy of 91.5% on NightSet, against 88.0% for LarkNet."
TEXT = Document("p", "On owls", SENTENCE)
PAPER = LabelledPaper(
    TEXT,
    (
        LabelledEntity("Method", "OwlNet", ("owl network",), "introduces"),
        LabelledEntity("Method", "LarkNet", (), "compares"),
        LabelledEntity("Dataset", "NightSet", (), "evaluates_on"),
        LabelledEntity("Metric", "accuracy", (), "reports"),
    ),
    (
        LabelledResult(
            "91.5%",
            {
                "method": "OwlNet",
                "dataset": "NightSet",
                "metric": "accuracy",
                "baseline": "LarkNet",
            },
            "88.0%",
        ),
        LabelledResult("3x", {"method": "OwlNet", "metric": "accuracy"}),
    ),
    "set",
)
RESULT = Result(
    "owl networks", None, "NightSet", "accuracy", "91.5%", "LarkNet", "88.0%",
    0, 5, SENTENCE, 0.9, "test@1", 91.5, "%", "absolute", True, 88.0,
)  # fmt: skip


def _count(*results: Result, least: float = 0.5) -> Count:
    entity = Entity("Method", "owl networks", ("owl networks", "OwlNet"), "introduces", 1.0, ())
    extraction = Extraction(TEXT, (entity,), results, "test@1")
    (score,) = score_boards([(PAPER, extraction)], [least])
    return score.count


def test_a_result_and_its_baseline_are_rows() -> None:
    assert _count(RESULT) == Count(right=2, wrong=0, missed=0)
    assert _count() == Count(right=0, wrong=0, missed=2)


@pytest.mark.parametrize(
    ("changed", "count"),
    [
        ({"method": "LarkNet"}, Count(1, 1, 1)),
        ({"dataset": "DaySet"}, Count(0, 0, 2)),  # its sentence states it on NightSet
        ({"dataset": "DaySet", "sentence": "It is 91.5% and 88.0%."}, Count(0, 2, 2)),
        ({"metric": "recall"}, Count(0, 2, 2)),
        ({"number": 90.0, "value": "90.0%"}, Count(1, 1, 1)),
        ({"baseline": "OwlNet"}, Count(1, 0, 1)),  # its sentence states it for LarkNet
        ({"baseline": "HawkNet", "sentence": "It is 91.5% and 88.0%."}, Count(1, 1, 1)),
        ({"value": "91.5\\%"}, Count(2, 0, 0)),
        ({"baseline": None}, Count(1, 0, 1)),
        ({"dataset": None}, Count(0, 0, 2)),
        ({"kind": "difference"}, Count(0, 0, 2)),
        ({"conditions": (("split", "dev or test"),)}, Count(0, 0, 2)),
        ({"confidence": 0.4}, Count(0, 0, 2)),
    ],
    ids=str,
)
def test_a_row_is_right_in_all_its_slots(changed: dict[str, object], count: Count) -> None:
    assert _count(replace(RESULT, **changed)) == count  # type: ignore[arg-type]


def test_the_threshold_is_the_lowest_from_which_on_all_are_precise() -> None:
    counts = {0.2: Count(9, 1), 0.4: Count(7, 3), 0.6: Count(6, 0), 0.8: Count(0, 0)}
    scores = [BoardScore(least, count) for least, count in counts.items()]
    assert least_confidence(scores, 0.9) == 0.6
    assert least_confidence(scores, 0.5) == 0.2
    assert least_confidence(scores[:2], 0.95) is None
