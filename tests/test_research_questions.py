"""Questions of research as functions: what they return, in which order, and what they refuse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import kg
from kg.core.errors import GraphError, NotFoundError, QueryError
from kg.graph.fold import fold_papers
from kg.questions.conditions import conditions
from kg.questions.leaderboards import ranked
from kg.questions.name_lookup import nearest
from kg.store import Store
from kg.store.directory.graph_directory import append_papers, writing
from kg.store.ladybug.ladybug_store import LadybugStore
from tests.fixtures_questions import PAPERS, questions_graph


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with LadybugStore(tmp_path_factory.mktemp("research") / "graph") as store:
        store.replace(questions_graph())
        yield store


def test_find_tells_what_a_result_binds_and_what_is_only_linked(store: Store) -> None:
    found = kg.find(store, method="Quill", dataset="LetterBench", metric="legibility")
    assert [(f.paper[-2:], f.binding, f.bound, f.linked, f.value) for f in found] == [
        ("08", "full", ("method", "dataset", "metric", "baseline"), (), "85.0%"),
        ("02", "full", ("method", "dataset", "metric"), (), "83.0%"),
        ("01", "full", ("method", "dataset", "metric", "baseline"), (), "81.5%"),
        ("04", "partial", ("dataset", "metric"), ("method",), "84.1%"),
    ]
    assert found[0].sentence is not None
    assert "85.0%" in found[0].sentence
    assert found[-1].also == ("Quillet is a small QUILL for letter reading.",)


def test_a_variant_stands_for_the_thing_where_that_is_asked_for(store: Store) -> None:
    assert {f.method for f in kg.find(store, method="Ferry")} == {"Ferry", "Quill"}
    with_variants = kg.find(store, method="Ferry", variants=True)
    assert {f.method for f in with_variants} == {"Ferry", "Ferry II", "Quill"}


@pytest.mark.parametrize(
    "name",
    ["Quill", "quills", "QUILL", "quick-letter reader", "method/quill", "Quick_Letter Readers"],
)
def test_a_name_is_found_in_any_spelling(store: Store, name: str) -> None:
    assert kg.find(store, method=name) == kg.find(store, method="Quill")
    assert kg.trend(store, name) == kg.trend(store, "Quill")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"method": "Quil"}, "no method is called 'Quil'; did you mean 'Quill' or 'Quillet'?"),
        (
            {"dataset": "leterbench"},
            "no dataset is called 'leterbench'; did you mean 'LetterBench'",
        ),
        ({"dataset": "Quill"}, "no dataset is called 'Quill', but a method is: ask for that"),
        (
            {"metric": "zzzzzz"},
            "no metric is called 'zzzzzz'; `kg query names` lists what there is",
        ),
        ({"task": ""}, "name a method, a dataset, a metric or a task"),
    ],
)
def test_a_name_that_is_not_there_is_answered_with_the_nearest(
    store: Store, asked: dict[str, Any], said: str
) -> None:
    with pytest.raises((NotFoundError, QueryError)) as error:
        kg.find(store, **asked)
    assert str(error.value).startswith(said)


def test_the_nearest_are_few_and_the_nearest_first(store: Store) -> None:
    assert nearest(store, "any", "leter reeding")[0] == "letter reading"
    assert set(nearest(store, "Task", "letter")) == {"letter sorting", "letter reading"}


def _value(raw: str, sentence: str | None = None, **facts: object) -> dict[str, object]:
    """A row: an accuracy on Corpus, in percent and better upward unless it is told else."""
    number = float(raw.rstrip("%"))
    row = {
        "dataset": "Corpus",
        "metric": "accuracy",
        "unit": "%" if raw.endswith("%") else None,
        "kind": "absolute",
        "higher_is_better": True,
        "stands": "result",
        "method": "A",
        "value": raw,
        "number": number,
        "title": "On values",
        "date": None,
        "confidence": 1.0,
        "sentence": sentence or f"We reach {raw}.",
    }
    return {**row, **facts}


def _board(*rows: dict[str, object]) -> list[tuple[str, int | None, str, str | None]]:
    papers = ({**row, "paper": f"arxiv:2402.{number:05d}"} for number, row in enumerate(rows))
    return [(s.board, s.rank, s.value, s.apart) for s in ranked(papers)]


_BOARD = "accuracy on Corpus, in %; higher is better"


def test_equal_values_share_a_rank() -> None:
    values = ("80%", "90%", "80%", "70%")
    assert [row[:3] for row in _board(*map(_value, values))] == [
        (_BOARD, 1, "90%"),
        (_BOARD, 2, "80%"),
        (_BOARD, 2, "80%"),
        (_BOARD, 4, "70%"),
    ]


def test_less_is_better_where_the_metric_says_so() -> None:
    rows = _board(_value("12%", higher_is_better=False), _value("7%", higher_is_better=False))
    assert [row[1:3] for row in rows] == [(1, "7%"), (2, "12%")]
    assert rows[0][0] == "accuracy on Corpus, in %; lower is better"


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        (_value("0.9"), "the unit is not given"),
        (_value("95%", "It is 95% on the val set."), "measured at validation"),
        (_value("95%", "It is 95% at 512x512."), "measured at 512x512"),
        (_value("95%", "It is 95% zero-shot."), "measured at 0-shot"),
    ],
)
def test_a_value_measured_otherwise_has_a_board_of_its_own(
    other: dict[str, object], apart: str
) -> None:
    *_, last = _board(_value("80%"), _value("90%"), other)
    assert last[0] not in ("", _BOARD)
    assert last[1:] == (1, other["value"], apart)


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        (_value("95%", kind="relative"), "it is a share of another value"),
        (_value("95%", kind="difference"), "it is a difference"),
        (_value("95", kind="ratio"), "it is a multiple of another value"),
        (_value("95%", kind=None), "it may be a value or a change"),
        (_value("95%", higher_is_better=None), "which way accuracy is better is not known"),
        (_value("95%", number=None), "it is no number"),
        (_value("95%", metric=None), "no metric is named"),
        (_value("95", unit="h"), "h is no unit of accuracy"),
        (
            _value("95%", "It is 95% on the dev set and 93% on the test set."),
            "its sentence names several conditions: development, test",
        ),
    ],
)
def test_what_cannot_be_compared_has_no_rank(other: dict[str, object], apart: str) -> None:
    rows = _board(_value("80%"), other)
    assert rows == [(_BOARD, 1, "80%", None), ("", None, other["value"], apart)]


def test_the_rival_s_value_stands_on_the_board_as_a_baseline(store: Store) -> None:
    standings = kg.leaderboard(store, dataset="LetterBench", metric="legibility")
    assert [(s.rank, s.value, s.method, s.stands) for s in standings] == [
        (1, "85.0%", "Ferry II", "result"),
        (2, "84.1%", None, "result"),
        (3, "83.0%", "Quill", "result"),
        (3, "83.0%", "Quill", "baseline"),
        (5, "81.5%", "Quill", "result"),
        (6, "79.9%", "Ferry", "result"),
        (7, "78.0%", "Ferry", "baseline"),
        (8, "60.0%", "Fade", "result"),
        (None, "twofold", "Fade", "result"),
    ]
    assert standings[0].board == "legibility on LetterBench, in %; higher is better"


def test_without_a_metric_every_metric_has_its_board(store: Store) -> None:
    standings = kg.leaderboard(store, dataset="LetterBench")
    ranked = [s for s in standings if s.rank is not None]
    assert {s.metric for s in ranked} == {"legibility", "delay"}
    assert [s.value for s in ranked if s.metric == "delay"] == ["12 ms", "30 ms"]
    assert all(s.apart is None for s in ranked)


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("It reaches 80% on ImageNet.", {}),
        ("A FID of 2 at $256 \\times 256$.", {"size": ("256x256",)}),
        ("A FID of 2 on 64 times 64, in 4times fewer steps.", {"size": ("64x64",)}),
        ("On COCO test-dev and COCO val2017.", {"split": ("test-dev", "validation")}),
        ("In the five-shot and few-shot settings.", {"shots": ("5-shot", "few-shot")}),
        ("We test it on data of 2017.", {}),
        ("It gets 50.1 on COCO and 73.2 on Cityscapes val2017 and ADE20K 512x512.", {}),
        (
            "At 512x512 it gets 50.1 on MS-COCO minival.",
            {"split": ("minival",), "size": ("512x512",)},
        ),
        ("It trains 2x faster.", {}),
    ],
)
def test_conditions_are_read_from_the_sentence(
    sentence: str, named: dict[str, tuple[str, ...]]
) -> None:
    assert conditions(sentence, "COCO") == named


def test_gaps_are_the_pairs_of_which_nothing_was_read(store: Store) -> None:
    cells = kg.gaps(store, "letter reading")
    assert [(c.method, c.dataset, c.status, c.papers, c.results) for c in cells] == [
        ("Quill", "LetterBench", "result", 3, 3),
        ("Quill", "StampSet", "result", 2, 2),
        ("Ferry", "LetterBench", "result", 2, 2),
        ("Ferry", "StampSet", "nothing", 0, 0),
    ]
    assert all((c.sentence is None) == (c.status == "nothing") for c in cells)
    assert len(kg.gaps(store, "letter reading", methods=1, datasets=1)) == 1


def test_a_dataset_that_is_better_known_for_another_task_is_no_column(store: Store) -> None:
    assert kg.gaps(store, "letter sorting") == []


def test_gaps_and_leaderboard_never_contradict(sample_graph: Path) -> None:
    """Whatever a board lists is a result in the matrix of every task that has both."""
    with kg.open(sample_graph).open_store() as store:
        tasks = [str(row["id"]) for row in kg.query(store, "names", param={"label": "Task"})]
        cells = {
            (cell.method, cell.dataset): cell.status
            for task in tasks
            for cell in kg.gaps(store, task, methods=1000, datasets=1000)
        }
        datasets = {dataset for _, dataset in cells}
        listed = {
            (entry.method, dataset)
            for dataset in datasets
            for entry in kg.leaderboard(store, dataset=dataset)
            if entry.dataset == dataset
        }
    common = listed & set(cells)
    assert len(common) > 20
    assert {pair for pair in common if cells[pair] != "result"} == set()
    numbers = {pair for pair, status in cells.items() if status == "result"}
    assert len(numbers & listed) > len(numbers) / 2


def test_a_trend_tells_the_share_of_each_period(store: Store) -> None:
    years = [(p.period, p.papers, p.of, p.share) for p in kg.trend(store, "Quill", by="year")]
    assert years == [("2022", 0, 1, 0), ("2023", 1, 1, 1), ("2024", 7, 8, 0.875), (None, 1, 2, 0.5)]


def test_a_comparison_says_who_is_ahead(store: Store) -> None:
    said = kg.compare(store, "Quill")
    assert [(c.how, c.method, c.value, c.rival, c.rival_value, c.ahead) for c in said] == [
        ("result", "Ferry II", "85.0%", "Quill", "83.0%", "Ferry II"),
        ("result", "Quill", "81.5%", "Ferry", "78.0%", "Quill"),
        ("stated", "Quill", None, "Ferry", None, None),
    ]
    assert kg.compare(store, "Ferry", "Quill") == kg.compare(store, "Quill", "Ferry") == said[1:]


def test_a_lineage_is_walked_step_by_step(store: Store) -> None:
    near = kg.lineage(store, "Quillet")
    assert [(k.towards, k.step, k.other, k.how) for k in near] == [("up", 1, "Quill", "kind of")]
    far = kg.lineage(store, "Quillet", depth=3)
    assert [(k.step, k.other, k.of, k.how, k.words) for k in far] == [
        (1, "Quill", "Quillet", "kind of", "is a"),
        (2, "Ink Attention", "Quill", "based on", "builds on"),
    ]
    assert [k.other for k in kg.lineage(store, "ink attention", depth=2)] == ["Quill", "Quillet"]


def test_a_rival_and_a_method_that_is_only_used_are_no_kin(store: Store) -> None:
    assert {k.other for k in kg.lineage(store, "Quill", depth=5)} == {"Ink Attention", "Quillet"}
    (version,) = kg.lineage(store, "Ferry II")
    assert (version.other, version.how, version.words) == ("Ferry", "version of", None)
    assert kg.lineage(store, "Quillet", min_confidence=0.95) == []


def test_a_directory_a_graph_and_a_store_answer_alike(store: Store, tmp_path: Path) -> None:
    with writing(tmp_path / "g.kg") as directory:
        append_papers(directory, PAPERS)
    answers = kg.find(store, dataset="StampSet")
    assert kg.find(tmp_path / "g.kg", dataset="StampSet") == answers
    assert kg.find(kg.open(tmp_path / "g.kg"), dataset="StampSet") == answers
    assert kg.find(fold_papers(PAPERS), dataset="StampSet") == answers
    with pytest.raises(GraphError, match="is no graph directory"):
        kg.find(tmp_path, dataset="StampSet")


def test_pandas_takes_the_records(store: Store) -> None:
    frame = pd.DataFrame(kg.find(store, method="Quill"))
    assert list(frame.columns[:4]) == ["paper", "title", "date", "binding"]
    assert len(frame) == len(kg.find(store, method="Quill"))
