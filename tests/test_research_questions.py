"""Questions of research as functions: what they return, in which order, and what they refuse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import kg
from kg.core.errors import GraphError, NotFoundError, QueryError
from kg.core.types import PropertyGraph
from kg.graph.fold import fold_papers
from kg.questions.empty_answers import explain_empty, linked_only
from kg.questions.name_lookup import nearest
from kg.questions.statements.comparisons import verdicts
from kg.store import Store
from kg.store.directory.graph_directory import append_papers, writing
from kg.store.ladybug.ladybug_store import LadybugStore
from tests.fixtures_questions import PAPERS, invented_paper, questions_graph


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


@pytest.mark.parametrize(
    ("asked", "since", "lines"),
    [
        (
            {"method": "Fade", "metric": "stampscore"},
            None,
            [
                "no paper meets all conditions:",
                "  without metric stampscore: 2 papers, with legibility, delay",
                "  without method Fade: 2 papers, with Quill",
            ],
        ),
        (
            {"method": "Fade"},
            "2025",
            [
                "no paper meets all conditions:",
                "  without since 2025: 2 papers, the newest of 2023-11-20",
            ],
        ),
    ],
)
def test_an_empty_answer_says_which_condition_fails(
    store: Store, asked: dict[str, Any], since: str | None, lines: list[str]
) -> None:
    assert kg.find(store, **asked, since=since) == []
    assert explain_empty(store, asked, since) == lines


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("Ferry", "1 more paper is linked with Ferry, without a test that was read: kg show Ferry"),
        (
            "Quill",
            "2 more papers are linked with Quill, without a test that was read: kg show Quill",
        ),
        ("Fade", None),
    ],
)
def test_papers_that_only_use_a_thing_are_counted(
    store: Store, method: str, said: str | None
) -> None:
    answered = {found.paper for found in kg.find(store, method=method)}
    assert linked_only(store, {"method": method}, None, answered) == said


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
            (str(entry.method), dataset)
            for dataset in datasets
            for entry in kg.leaderboard(store, dataset=dataset)
            if entry.dataset == dataset
        }
    common = listed & set(cells)
    assert len(common) > 20
    assert {pair for pair in common if cells[pair] != "result"} == set()
    numbers = {pair for pair, status in cells.items() if status == "result"}
    assert len(numbers & listed) > len(numbers) / 2


def test_a_trend_gives_the_share_of_each_period(store: Store) -> None:
    """The ids of the papers are of January 2024, whatever day a listing has."""
    years = [(p.period, p.papers, p.of, p.share) for p in kg.trend(store, "Quill", by="year")]
    assert years == [("2024", 9, 12, 0.75)]
    months = kg.trend(store, "Quill", by="month")
    assert [(p.period, p.papers) for p in months] == [("2024-01", 9)]
    assert kg.trend(store, "Quill") == months


def _dated(*dates: str | None) -> PropertyGraph:
    papers = (
        invented_paper(number, f"Paper {number}", "We use Skiff.", Method={"uses": "Skiff"})
        for number in range(len(dates))
    )
    return fold_papers(
        replace(p, document=replace(p.document, id=f"title:{i}", date=date))
        for i, (p, date) in enumerate(zip(papers, dates, strict=True))
    )


@pytest.mark.parametrize(
    ("dates", "periods"),
    [
        (("2019-05-01", "2023-01-02", None), ["2019", "2023", None]),
        (("2022-05-01", "2023-01-02"), ["2022-05", "2023-01"]),
        (("2023-01-30", "2023-02-02"), ["2023-01-30", "2023-02-02"]),
        ((None,), [None]),
    ],
)
def test_periods_are_as_long_as_the_span_suggests(
    dates: tuple[str | None, ...], periods: list[str | None]
) -> None:
    assert [p.period for p in kg.trend(_dated(*dates), "Skiff")] == periods


def test_a_comparison_says_who_is_ahead(store: Store) -> None:
    said = kg.compare(store, "Quill")
    assert [(c.how, c.method, c.value, c.rival, c.rival_value, c.ahead) for c in said] == [
        ("result", "Ferry II", "85.0%", "Quill", "83.0%", "Ferry II"),
        ("result", "Quill", "81.5%", "Ferry", "78.0%", "Quill"),
        ("sentence", "Quill", None, "Ferry", None, None),
    ]
    assert {c.asked for c in said} == {"Quill"}
    assert verdicts(said) == (1, 1, 1)


def test_a_comparison_is_the_same_from_both_ends_and_versions_stand_for_it(store: Store) -> None:
    """Ferry II is a version of Ferry."""
    near, far = kg.compare(store, "Ferry", "Quill"), kg.compare(store, "Quill", "Ferry")
    assert {(c.method, c.value, c.rival, c.sentence) for c in near} == {
        (c.method, c.value, c.rival, c.sentence) for c in far
    }
    assert len(near) == 3
    assert {c.asked for c in near} == {"Ferry", "Ferry II"}
    assert {c.asked for c in far} == {"Quill"}
    assert verdicts(near) == (1, 1, 1)
    assert kg.compare(store, "Ferry", "Fade") == []


@pytest.fixture(scope="module")
def rivals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two papers: one with two levels on a board, one whose name holds another's."""
    one = invented_paper(
        1,
        "Skiff",
        "We propose Skiff. On Lakes Skiff has a legibility of 81.0%. Raft has 79.5% there.",
        {"method": "Skiff", "dataset": "Lakes", "metric": "legibility", "value": "81.0%"},
        {"method": "Raft", "dataset": "Lakes", "metric": "legibility", "value": "79.5%"},
        Method={"introduces": "Skiff", "compares": "Raft"},
        Dataset={"evaluates_on": "Lakes"},
        Metric={"reports": "legibility"},
    )
    two = invented_paper(
        2,
        "Fair training",
        "We study fair training. FFA-Raft outperforms Punt.",
        Method={"introduces": "fair training", "uses": "FFA-Raft", "compares": "Raft|Punt"},
    )
    with LadybugStore(tmp_path_factory.mktemp("rivals") / "graph") as store:
        store.replace(fold_papers((one, two)))
        yield store


def test_two_levels_of_one_paper_on_one_board_are_a_comparison(rivals: Store) -> None:
    found = [c for c in kg.compare(rivals, "Skiff") if c.value is not None]
    assert [(c.how, c.method, c.value, c.rival, c.rival_value, c.ahead) for c in found] == [
        ("board", "Skiff", "81.0%", "Raft", "79.5%", "Skiff")
    ]


def test_a_name_within_a_longer_name_is_no_rival(rivals: Store) -> None:
    assert {c.asked for c in kg.compare(rivals, "Raft")} == {"Raft"}
    assert {frozenset((c.method, c.rival)) for c in kg.compare(rivals, "Raft")} == {
        frozenset(("Skiff", "Raft"))
    }
    assert kg.compare(rivals, "fair training") == []


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
