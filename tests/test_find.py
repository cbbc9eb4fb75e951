"""`kg find` on a graph whose answers are known, step by step on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

import kg
from kg.store import Store
from kg.store.ladybug.ladybug_store import LadybugStore
from kg.store.neo4j.neo4j_store import Neo4jStore
from tests.fixtures_questions import questions_graph
from tests.neo4j_server import Server
from tests.questions_cases import SMALL


class Case(NamedTuple):
    """What is asked, and some columns of all answers."""

    asked: dict[str, object]
    columns: str
    rows: list[tuple[object, ...]]


CASES = [
    Case(
        {"method": "Quill", "dataset": "LetterBench"},
        "paper binding method metric value baseline baseline_value",
        [
            # Quill is the baseline here.
            ("arxiv:2401.00008", "full", "Ferry II", "legibility", "85.0%", "Quill", "83.0%"),
            ("arxiv:2401.00002", "full", "Quill", "legibility", "83.0%", None, None),
            ("arxiv:2401.00001", "full", "Quill", "legibility", "81.5%", "Ferry", "78.0%"),
            # No number; a number without its method; a benchmark that compares. 5 mentions, 6
            # trains, and what 9 reports on LetterBench is of Ferry: none of them is a row.
            ("arxiv:2401.00003", "partial", "Quill", None, None, None, None),
            ("arxiv:2401.00004", "partial", "Quill", "legibility", "84.1%", None, None),
            ("arxiv:2401.00007", "partial", "Quill", None, None, None, None),
        ],
    ),
    Case(
        {"method": "Quill", "dataset": "LetterBench", "metric": "legibility"},
        "paper binding value also",
        [
            ("arxiv:2401.00008", "full", "85.0%", ()),
            ("arxiv:2401.00002", "full", "83.0%", ()),
            ("arxiv:2401.00001", "full", "81.5%", ()),
            ("arxiv:2401.00004", "partial", "84.1%", (SMALL,)),
        ],
    ),
    Case(
        {"method": "Quill"},
        "paper binding dataset metric value",
        [
            ("arxiv:2401.00009", "full", "StampSet", "stampscore", "64.0"),
            ("arxiv:2401.00008", "full", "LetterBench", "legibility", "85.0%"),
            # Two datasets, two metrics, two numbers: two rows, not four.
            ("arxiv:2401.00002", "full", "LetterBench", "legibility", "83.0%"),
            ("arxiv:2401.00002", "full", "StampSet", "stampscore", "71.2"),
            ("arxiv:2401.00001", "full", "LetterBench", "legibility", "81.5%"),
            ("arxiv:2401.00003", "partial", None, None, None),
            ("arxiv:2401.00004", "partial", None, None, None),
            ("arxiv:2401.00006", "partial", None, None, None),
        ],
    ),
    Case(
        {"method": "Quill", "dataset": "StampSet", "metric": "legibility"},
        "paper",
        [],
    ),
    Case(
        {"dataset": "StampSet", "since": "2024-02-03"},
        "paper method metric value sentence",
        [
            (
                "arxiv:2401.00009",
                "Quill",
                "stampscore",
                "64.0",
                "Quill reaches a stampscore of 64.0 on StampSet.",
            ),
            (
                "arxiv:2401.00002",
                "Quill",
                "stampscore",
                "71.2",
                "On StampSet its stampscore is 71.2 in all.",
            ),
        ],
    ),
    Case(
        {"method": "Quill", "dataset": "StampSet"},
        "paper binding sentence also",
        [
            (
                "arxiv:2401.00009",
                "full",
                "Quill reaches a stampscore of 64.0 on StampSet.",
                (),
            ),
            ("arxiv:2401.00002", "full", "On StampSet its stampscore is 71.2 in all.", ()),
            ("arxiv:2401.00006", "partial", None, ("We test Quill on StampSet.",)),
        ],
    ),
    Case(
        # The task is only linked: no number of theirs is bound to it.
        {"method": "Quill", "task": "letter reading"},
        "paper binding bound linked dataset value also",
        [
            ("arxiv:2401.00004", "partial", (), ("method", "task"), None, None, (SMALL,)),
            (
                "arxiv:2401.00002",
                "partial",
                ("method", "dataset", "metric"),
                ("task",),
                "LetterBench",
                "83.0%",
                (_TWICE := "We test Quill twice in letter reading.",),
            ),
            (
                "arxiv:2401.00002",
                "partial",
                ("method", "dataset", "metric"),
                ("task",),
                "StampSet",
                "71.2",
                (_TWICE,),
            ),
            (
                "arxiv:2401.00001",
                "partial",
                ("method", "dataset", "metric", "baseline"),
                ("task",),
                "LetterBench",
                "81.5%",
                ("We propose Quill, short for Quick Letter Reader, for letter reading.",),
            ),
        ],
    ),
    Case(
        {"task": "letter reading"},
        "paper linked method value",
        [
            ("arxiv:2401.00004", ("task",), None, "84.1%"),
            ("arxiv:2401.00002", ("task",), "Quill", "83.0%"),
            ("arxiv:2401.00002", ("task",), "Quill", "71.2"),
            ("arxiv:2401.00001", ("task",), "Quill", "81.5%"),
            ("arxiv:2401.00007", ("task",), None, None),
        ],
    ),
    Case(
        {"method": "Ferry", "metric": "delay"},
        "paper",
        [],
    ),
    Case(
        # Ferry II is a variant of Ferry.
        {"method": "Ferry", "metric": "delay", "variants": True},
        "paper binding method value",
        [("arxiv:2401.00008", "full", "Ferry II", "12 ms")],
    ),
]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with LadybugStore(tmp_path_factory.mktemp("found") / "graph") as store:
        store.replace(questions_graph())
        yield store


@pytest.fixture(scope="module")
def server(neo4j_server: Server) -> Iterator[Store]:
    login = {"user": neo4j_server.user, "password": neo4j_server.password}
    with Neo4jStore(f"{neo4j_server.url}/neo4j#found", **login) as store:
        store.replace(questions_graph())
        yield store
        store.query("MATCH (n {kg: 'found'}) DETACH DELETE n", write=True)


_case = pytest.mark.parametrize(
    "case", CASES, ids=lambda case: " ".join(map(str, case.asked.values()))
)


def _rows(found: list[kg.FoundResult], columns: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(each, name) for name in columns.split()) for each in found]


@_case
def test_the_answers_are_exactly_these(embedded: Store, case: Case) -> None:
    found = kg.find(embedded, **case.asked)  # type: ignore[arg-type]
    assert _rows(found, case.columns) == case.rows
    assert kg.find(embedded, **case.asked, limit=1) == found[:1]  # type: ignore[arg-type]


@_case
def test_both_engines_find_the_same_in_the_same_order(
    embedded: Store, server: Store, case: Case
) -> None:
    assert kg.find(server, **case.asked) == kg.find(embedded, **case.asked)  # type: ignore[arg-type]
