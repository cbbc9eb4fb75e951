"""Boards: one thing measured each, levels alone, and what speaks against a value."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.core.errors import NotFoundError
from kg.questions.boards.leaderboards import (
    RANKED_CONFIDENCE,
    RANKED_TABLE_CONFIDENCE,
    LeaderboardEntry,
    ranked,
)
from kg.questions.boards.measured import level_of
from kg.store import Store
from kg.store.ladybug.ladybug_store import LadybugStore
from tests.fixtures_questions import questions_graph

ROW: dict[str, object] = {
    "dataset": "Corpus",
    "dataset_aliases": ["Corpus"],
    "metric": "accuracy",
    "metric_id": "metric/accuracy",
    "unit": "%",
    "kind": "absolute",
    "higher_is_better": True,
    "stands": "result",
    "compared": False,
    "method": "A",
    "method_aliases": ["A"],
    "deviation": None,
    "interval_low": None,
    "interval_high": None,
    "conditions": [],
    "paper": "arxiv:2402.00001",
    "title": "On values",
    "date": None,
    "confidence": 1.0,
    "judged_by": None,
    "field": None,
}


def _value(raw: str, sentence: str | None = None, **facts: Any) -> dict[str, object]:
    """A row: an accuracy on Corpus of method A, in percent unless it is told else."""
    unit = "%" if raw.endswith("%") else None
    number = float(raw.rstrip("%\\ "))
    said = sentence or f"We reach {raw}."
    row = {**ROW, "value": raw, "number": number, "unit": unit, "sentence": said}
    return {**row, "result": f"result/{raw}/{facts}", **facts}


def _board(*rows: dict[str, object]) -> list[LeaderboardEntry]:
    """The entries of rows, each of a method and a paper of its own unless it names them."""
    own = (
        {**row, "paper": f"arxiv:2402.{at:05d}", "method": row["method"] if row["method"] != "A"
         else f"M{at}", "method_aliases": []}
        for at, row in enumerate(rows)
    )  # fmt: skip
    return ranked(own)


def test_equal_values_share_a_rank() -> None:
    found = _board(*map(_value, ("80%", "90%", "80%", "70%")))
    assert [(e.rank, e.value) for e in found] == [(1, "90%"), (2, "80%"), (2, "80%"), (4, "70%")]
    assert {e.board for e in found} == {"accuracy on Corpus; higher is better"}


def test_less_is_better_where_the_metric_says_so() -> None:
    down: dict[str, Any] = {"metric": "error", "higher_is_better": False}
    assert [e.value for e in _board(_value("12%", **down), _value("7%", **down))] == ["7%", "12%"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_value("91.2%"), _value("0.935")),
        (_value("91.2%"), _value("93.5")),
        (_value("12", metric="BLEU"), _value("0.34", metric="BLEU")),
        (
            _value("12", unit="ms", metric="latency", higher_is_better=False),
            _value("1", unit="s", metric="latency", higher_is_better=False),
        ),
        (
            _value("91%", metric="top-1 accuracy"),
            _value("93%", metric="accuracy", conditions=["variant=top-1"]),
        ),
        (
            _value("91%", dataset="LibriSpeech test-clean"),
            _value("93%", dataset="LibriSpeech", conditions=["split=test-clean"]),
        ),
        (_value("91%", dataset="test-clean"), _value("93%", dataset="LibriSpeech test-clean")),
        (_value("91%", dataset="Set 64times 64"), _value("93%", dataset="Set (64x64)")),
        (_value("91%", dataset="ImageNet-1K"), _value("93%", dataset="ImageNet")),
        (
            _value("5%", metric="WER", higher_is_better=False),
            _value("6%", metric="word error rate", higher_is_better=False),
        ),
    ],
)
def test_one_thing_written_two_ways_is_one_board(
    one: dict[str, object], other: dict[str, object]
) -> None:
    found = _board(one, other)
    assert [e.rank for e in found] == [1, 2]
    assert len({e.board for e in found}) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"conditions": ["split=validation"]},
        {"conditions": ["resolution=512x512"]},
        {"conditions": ["shots=0-shot"]},
        {"conditions": None, "sentence": "It is 95% zero-shot."},
        {"dataset": "Corpus v2.0"},
        {"dataset": "Corpus En-De"},
        {"dataset": "Corpus 64x64"},
        {"dataset": "Corpus-C"},
        {"metric": "top-5 accuracy"},
        {"metric": "F1"},
        {"unit": "s", "metric": "latency", "higher_is_better": False},
    ],
    ids=str,
)
def test_another_thing_measured_has_a_board_of_its_own(facts: dict[str, Any]) -> None:
    *_, last = _board(_value("80%"), _value("90%"), _value("95%", **facts))
    assert (last.rank, last.value, last.status) == (1, "95%", "ranked")
    assert last.board != "accuracy on Corpus; higher is better"


_CORPUS = {"dataset_aliases": ["Corpus"]}

NO_LEVELS: list[tuple[dict[str, object], str]] = [
    (_value("95%", kind="relative"), "it is a relative change"),
    (_value("95%", kind="difference"), "it is a difference"),
    (_value("95", kind="ratio"), "it is a multiple of another value"),
    (_value("95%", kind=None), "it may be a value or a change"),
    (_value("95%", number=None), "it is no number"),
    (_value("95%", metric=None), "no metric is named"),
    (_value("95%", method=None), "no method is named"),
    (_value("95", metric="colours", higher_is_better=None), "which way colours is better is not"),
    (_value("95", unit="h"), "h is no unit of accuracy"),
    (_value("95%", metric="parameters", higher_is_better=False), "% is no unit of parameters"),
    (_value("85.7", metric="parameters", higher_is_better=False), "85.7 is no count"),
    (_value("225"), "225 is outside the range of accuracy"),
    (_value("9.5", metric="accuracy drop"), "accuracy drop is a change"),
    (_value("2.4", metric="speedup"), "speedup is a change"),
    (_value("89.8", metric="human score"), "it is a value of people"),
    (_value("80.5", metric="GLUE score"), "GLUE score is measured on another data set"),
    (_value("95%", value="1.8% to 9.5%"), "it is a range"),
    (_value("95%", conditions=["split=dev or test"]), "its sentence does not settle the split"),
    (_value("95%", "It gains 95% on Corpus."), "its sentence states a change"),
    (_value("95%", "It has 95% lower error on Corpus."), "its sentence states a change"),
    (_value("83%", "It retains 83% of the accuracy on Corpus."), "it is a share of another value"),
    (_value("99%", "It has 99% of the performance of B on Corpus."), "it is a share of another"),
    (_value("86.8%", "It gets 51% while people reach 86.8%."), "it is a value of people"),
    (
        _value("85.0", "It has 85.0 F1 on CoQA, and on Corpus 80.1."),
        "its sentence states it on CoQA",
    ),
    (
        _value("8.6", "On Other it falls to 8.6, and on Corpus to 17.5."),
        "its sentence states it on",
    ),
    (_value("9.1", "It has 7.3, 9.1 and 8.2 on A1, B2 and Corpus."), "its list gives it to B2"),
    (_value("82.9%", "On Other, it has 82.9%; on Corpus, it has 78.7%."), "states it on Other"),
    (_value("0.19%", "It has 0.19%, 1.2% and 3% higher accuracy."), "its sentence states a change"),
    (_value("4.8%", "With audio from Corpus it is still 4.8%."), "names Corpus as training data"),
    (
        _value("50.9%", "It has 56.8%, compared with 50.9% for Zebra.", method="Llama"),
        "it for Zebra",
    ),
    (_value("71.0%", "R1-Zero improves to 71.0%.", method="R1"), "names a longer name than R1"),
    (
        _value("91.7%", "With GPT-3 it gives 91.7%.", method="GPT-3"),
        "states it with GPT-3, not of it",
    ),
]


@pytest.mark.parametrize(("row", "reason"), NO_LEVELS, ids=[reason for _, reason in NO_LEVELS])
def test_what_is_no_level_has_its_reason(row: dict[str, object], reason: str) -> None:
    first, last = ranked([_value("80%", method="B"), row])
    assert (first.rank, first.status) == (1, "ranked")
    assert (last.rank, last.status, last.board) == (None, "not ranked", "")
    assert last.apart is not None
    assert reason in last.apart


@pytest.mark.parametrize(
    "sentence",
    [
        "A has 95% on Corpus.",
        "It has 95% and 3.2 on Corpus and Other.",
        "It has 93% on Other and 95% on challenging Corpus.",
        "Of 99 tasks on Other, it has 95% on the 19 tasks of Corpus.",
        "It goes from 90% to 95% on Corpus and from 40% to 50% on Other.",
        "Trained on Corpus, A has 95% on Corpus.",
        "It has 95% for A on Corpus.",
        "It has 7.3%, 95% and 8.2% on A1, Corpus and B2.",
        "A based on Big-LM has 95% accuracy.",
        "It maintains 95% accuracy under noise.",
    ],
)
def test_plain_words_are_not_held_against_a_value(sentence: str) -> None:
    (found,) = ranked([_value("95%", sentence)])
    assert found.status == "ranked", found.apart


def test_a_value_that_is_not_sure_stands_apart_with_its_board() -> None:
    found = _board(_value("90%"), _value("95%", confidence=RANKED_CONFIDENCE - 0.01))
    assert [(e.status, e.rank, e.value) for e in found] == [
        ("ranked", 1, "90%"),
        ("unsure", None, "95%"),
    ]
    assert found[1].board == found[0].board
    assert found[1].apart == f"its confidence is below {RANKED_CONFIDENCE:.0%}".replace("%", " %")


def test_values_of_running_text_are_not_ranked_unless_asked_for() -> None:
    rows = [_value("90%", field="table 1"), _value("95%", field="section 4.2 ¶3")]
    found = ranked(rows)
    assert [(entry.value, entry.status) for entry in found] == [
        ("90%", "ranked"),
        ("95%", "unsure"),
    ]
    assert found[1].apart == "it stands in running text"
    assert [entry.status for entry in ranked(rows, min_confidence=0.5)] == ["ranked", "ranked"]


def test_values_of_tables_need_more_confidence() -> None:
    sure, unsure = RANKED_TABLE_CONFIDENCE, RANKED_TABLE_CONFIDENCE - 0.01
    found = _board(
        _value("90%", field="table 1", confidence=sure),
        _value("95%", field="table 1", confidence=unsure),
        _value("85%", confidence=unsure),
    )
    assert [(entry.value, entry.status) for entry in found] == [
        ("90%", "ranked"),
        ("85%", "ranked"),
        ("95%", "unsure"),
    ]


def test_brackets_of_a_metric_are_kept_whole() -> None:
    (found,) = _board(_value("90%", metric="Jaccard index (IoU)", metric_id="metric/jaccard"))
    assert found.board.startswith("Jaccard index (IoU) on Corpus")


def test_what_a_person_judged_right_is_ranked() -> None:
    (found,) = _board(_value("95%", confidence=0.4, judged_by="person:ada"))
    assert (found.status, found.judged_by) == ("ranked", "person:ada")


def test_a_value_that_several_papers_state_is_one_row_with_its_sources() -> None:
    rows = [
        _value("90%", method="ViT", paper="p:2", date="2021-01-01", stands="baseline"),
        _value("0.90", method="ViT", paper="p:1", date="2022-01-01"),
        _value("90.0%", method="vit", paper="p:3", compared=True),
        _value("91%", method="ViT", paper="p:4"),
    ]
    first, second = ranked(rows)
    assert (first.value, first.sources) == ("91%", ())
    assert (second.paper, second.stands, second.sources) == ("p:1", "result", ("p:2", "p:3"))


def test_values_of_rivals_are_baselines() -> None:
    found = _board(_value("90%"), _value("80%", stands="baseline"), _value("70%", compared=True))
    assert [e.stands for e in found] == ["result", "baseline", "baseline"]


def test_values_are_shown_for_reading() -> None:
    facts: dict[str, Any] = {"deviation": 0.4, "interval_low": 11.9, "interval_high": 12.7}
    (found,) = ranked([_value("12.3\\%", unit="%", **facts)])
    assert found.shown == "12.3 ± 0.4 % [11.9, 12.7]"
    assert (found.level, found.scale, found.interval) == (12.3, "%", (11.9, 12.7))


@given(st.lists(st.sampled_from(range(0, 101, 5)), min_size=1, max_size=9), st.booleans())
def test_ranks_count_the_better_values(levels: list[int], up: bool) -> None:
    rows = [_value(f"{level}%", higher_is_better=up) for level in levels]
    sign = 1 if up else -1
    for entry in _board(*rows):
        assert entry.level is not None
        better = sum(sign * level > sign * entry.level for level in levels)
        assert entry.rank == better + 1


@given(st.floats(0.001, 1), st.sampled_from(["accuracy", "F1", "recall", "error"]))
def test_a_share_and_its_percentage_are_one_level(part: float, metric: str) -> None:
    share, unit = level_of(part, None, metric)
    percent, same = level_of(part * 100, "%", metric)
    assert unit == same == "%"
    assert share == pytest.approx(percent)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with LadybugStore(tmp_path_factory.mktemp("boards") / "graph") as store:
        store.replace(questions_graph())
        yield store


def test_the_rival_s_value_stands_on_the_board_as_a_baseline(store: Store) -> None:
    found = kg.leaderboard(store, dataset="LetterBench", metric="legibility", min_confidence=0.8)
    assert [(e.rank, e.value, e.method, e.stands, e.sources) for e in found] == [
        (1, "85.0%", "Ferry II", "result", ()),
        (2, "83.0%", "Quill", "result", ("arxiv:2401.00008",)),
        (3, "81.5%", "Quill", "result", ()),
        (4, "79.9%", "Ferry", "result", ()),
        (5, "78.0%", "Ferry", "baseline", ()),
        (6, "60.0%", "Fade", "result", ()),
        (None, "84.1%", None, "result", ()),
        (None, "twofold", "Fade", "result", ()),
    ]


def test_without_a_metric_or_a_data_set_every_board_is_listed(store: Store) -> None:
    found = kg.leaderboard(store, dataset="LetterBench", min_confidence=0.8)
    boards = {e.board for e in found if e.status == "ranked"}
    assert boards == {
        "legibility on LetterBench; higher is better",
        "delay on LetterBench, in s; lower is better",
    }
    delays = [e.value for e in found if e.metric == "delay" and e.rank]
    assert delays == ["12 ms", "30 ms"]
    assert {e.dataset for e in kg.leaderboard(store, metric="stampscore")} == {"StampSet"}
    assert {e.dataset for e in kg.leaderboard(store)} == {"LetterBench", "StampSet"}
    assert len(kg.leaderboard(store, limit=2)) == 2
    unsure = kg.leaderboard(store, dataset="LetterBench", min_confidence=0.9)
    assert {e.status for e in unsure} == {"unsure", "not ranked"}


def test_a_name_with_a_condition_finds_the_thing_and_asks_for_it(store: Store) -> None:
    asked = functools.partial(kg.leaderboard, store, metric="legibility", min_confidence=0.8)
    found = asked(dataset="LetterBench")
    assert asked(dataset="LetterBench test-clean") == [
        entry for entry in found if entry.status == "not ranked"
    ]
    with pytest.raises(NotFoundError, match="no dataset is called 'LeterBench'"):
        kg.leaderboard(store, dataset="LeterBench 64x64")


def test_entries_are_plain_records(store: Store) -> None:
    from kg.questions.answer_records import table_of_records

    rows: list[dict[str, Any]] = table_of_records(
        LeaderboardEntry, kg.leaderboard(store, dataset="LetterBench")
    ).records()
    assert {"board", "status", "rank", "shown", "conditions", "sources"} <= set(rows[0])


def test_values_of_one_list_are_not_ranked() -> None:
    listed = "A reaches 99.1% for axial and 99.8% for sagittal views."
    found = ranked([_value("99.1%", listed), _value("99.8%", listed)])
    assert [(each.status, each.apart) for each in found] == [
        ("unsure", "its sentence gives several values of it")
    ] * 2
    apart = (
        "A reaches 91.1% on Corpus after all of its epochs, and is remarkably fast too: it has"
        " an accuracy of 90.2% after a tenth of them."
    )
    assert {e.status for e in ranked([_value("91.1%", apart), _value("90.2%", apart)])} == {
        "ranked"
    }
    others = [_value("99.1%", listed), _value("99.8%", listed, method="B")]
    assert {each.status for each in ranked(others)} == {"ranked"}


def test_a_bound_on_the_bad_side_is_no_level() -> None:
    reasons = [
        entry.apart
        for entry in ranked(
            [
                _value("50%", "Most accuracies stay below 50%."),
                _value("51%", "Models reach no more than 51%."),
                _value("90%", "Its accuracy is over 90%."),
            ]
        )
    ]
    assert reasons == [None, "it is a bound on the bad side", "it is a bound on the bad side"]
