"""The named questions, asked of a graph whose answers are known, on both engines."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

import neo4j
import pytest

from kg.core.types import Edge, Node, PropertyGraph
from kg.questions.query import ask
from kg.store import Store, Table
from kg.store.ladybug.ladybug_store import LadybugStore
from kg.store.named_queries import (
    NODE_KINDS,
    NamedQuery,
    Parameter,
    bind_parameters,
    find_query,
    named_queries,
)
from kg.store.neo4j.neo4j_store import Neo4jStore
from tests.fixtures_graphs import reading_list
from tests.fixtures_questions import HOSTILE, questions_graph
from tests.neo4j_server import Server
from tests.questions_cases import PAPERS_AND_METHODS, Case
from tests.questions_cases_names import NAMES_AND_NEIGHBOURS
from tests.strategies import HOSTILE as HOSTILE_TEXTS
from tests.test_stores import Held

CASES = [*PAPERS_AND_METHODS, *NAMES_AND_NEIGHBOURS]

_case = pytest.mark.parametrize(
    "case", CASES, ids=lambda case: " ".join((case.query, *case.given.values()))
)


@pytest.fixture(scope="module")
def ladybug(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with LadybugStore(tmp_path_factory.mktemp("questions") / "graph") as store:
        store.replace(questions_graph())
        yield store


@pytest.fixture(scope="module")
def server(neo4j_server: Server) -> Iterator[Store]:
    """The graph on the shared server, beside another that holds the same and more."""
    login = {"user": neo4j_server.user, "password": neo4j_server.password}
    url = f"{neo4j_server.url}/neo4j"
    with Neo4jStore(url, **login) as store, Neo4jStore(f"{url}#another", **login) as another:
        store.query("MATCH (n) DETACH DELETE n", write=True)
        store.replace(questions_graph())
        another.replace(Held(*_retold(questions_graph())))
        yield store
        store.query("MATCH (n) DETACH DELETE n", write=True)


def _retold(graph: PropertyGraph) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """The graph with a later date on all papers, and a copy of each paper and its edges."""
    copies = {node.id: f"{node.id}x" for node in graph.nodes() if node.label in ("Paper", "Result")}
    nodes = [
        replace(node, id=i, properties={**node.properties, **_LATER.get(node.label, {})})
        for node in graph.nodes()
        for i in sorted({node.id, copies.get(node.id, node.id)})
    ]
    edges = [
        replace(
            edge, paper=f"{edge.paper}{x}", source=f"{edge.source}{x}", target=f"{edge.target}{y}"
        )
        for edge in graph.edges()
        if edge.source in copies
        for x in ("", "x")
        for y in (x if edge.target in copies else "",)
    ]
    return tuple(nodes), tuple(edges)


_LATER = {"Paper": {"date": "2031-01-01"}}


@contextlib.contextmanager
def _holding(graph: PropertyGraph, *stores: Store) -> Iterator[None]:
    """The stores hold another graph for a while."""
    for store in stores:
        store.replace(graph)
    try:
        yield
    finally:
        for store in stores:
            store.replace(questions_graph())


def _ask(store: Store, query: str, given: dict[str, str]) -> Table:
    return ask(store, query, given)


def _some(table: Table, columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in columns.split()) for row in table.records()]


@_case
def test_the_rows_are_exactly_these(ladybug: Store, case: Case) -> None:
    table = _ask(ladybug, case.query, case.given)
    assert _some(table, case.columns) == case.rows
    assert table.columns == find_query(case.query).columns


@_case
def test_both_engines_give_equal_rows_in_equal_order(
    ladybug: Store, server: Store, case: Case
) -> None:
    assert _ask(server, case.query, case.given) == _ask(ladybug, case.query, case.given)


OF_FULL_TEXTS = {"cited-by", "drift", "influential"}
"""Asked in tests/test_citations.py and tests/test_drift.py: no paper here has a body."""


def test_every_question_is_asked_above() -> None:
    asked = {case.query for case in CASES}
    assert asked == {query.name for query in named_queries()} - OF_FULL_TEXTS


def test_a_judged_result_is_not_to_be_judged(ladybug: Store, server: Store) -> None:
    graph = questions_graph()
    rows = _ask(ladybug, "results-to-judge", {}).rows
    by_ada = {"judged_by": "person:ada"}
    nodes = tuple(
        replace(node, properties={**node.properties, **by_ada}) if node.id == rows[0][0] else node
        for node in graph.nodes()
    )
    with _holding(Held(nodes, tuple(graph.edges())), ladybug, server):
        for store in (ladybug, server):
            assert _ask(store, "results-to-judge", {}).rows == rows[1:]


@pytest.mark.parametrize("name", ["Quill", "qUILL", "quick letter READER", "method/quill"])
def test_a_name_an_alias_and_an_id_ask_alike(ladybug: Store, name: str) -> None:
    for query in ("builds-on", "compare", "compare-stated", "lineage"):
        by_name = _ask(ladybug, query, {"method": "Quill"})
        assert by_name.rows
        assert _ask(ladybug, query, {"method": name}) == by_name


def test_a_limit_cuts_the_end_off(ladybug: Store) -> None:
    for case in CASES:
        if "limit" in [parameter.name for parameter in find_query(case.query).parameters]:
            table = _ask(ladybug, case.query, {**case.given, "limit": "1"})
            assert _some(table, case.columns) == case.rows[:1]


_HOSTILE_VALUES = (*HOSTILE_TEXTS, HOSTILE, "'", '"', "\\", "$limit", "' OR 1 = 1 //", "%", ".*")

_BY_NAME = [
    q.name
    for q in named_queries()
    if {p.name for p in q.parameters} & {"method", "dataset", "name"}
]


@pytest.mark.parametrize("query", _BY_NAME)
def test_hostile_values_find_nothing(ladybug: Store, query: str) -> None:
    for value in _HOSTILE_VALUES:
        assert _ask(ladybug, query, _fill(query, value)).rows == []


@pytest.mark.parametrize("query", [query.name for query in named_queries()])
def test_hostile_values_meet_both_engines_alike_and_change_nothing(
    ladybug: Store, server: Store, query: str
) -> None:
    before = ladybug.counts()
    for value in _HOSTILE_VALUES:
        given = _fill(query, value)
        assert _ask(server, query, given) == _ask(ladybug, query, given)
    assert server.counts() == ladybug.counts() == before


def _fill(query: str, value: str) -> dict[str, str]:
    """The value for every parameter that takes text, and a day for every date."""
    given = {"string": value, "date": "2024", "ids": value, **dict.fromkeys(NODE_KINDS, value)}
    return {p.name: given[p.kind] for p in find_query(query).parameters if p.kind in given}


def test_both_engines_agree_on_a_longer_list(ladybug: Store, server: Store) -> None:
    """More rows than the engines take at a time, many ties, and aliases of every length."""
    with _holding(reading_list(400), ladybug, server):
        for query in named_queries():
            for given in _samples(ladybug, query):
                table = _ask(ladybug, query.name, given)
                assert _ask(server, query.name, given) == table, (query.name, given)


def _samples(store: Store, query: NamedQuery) -> Iterator[dict[str, str]]:
    """Parameters for a query from what the store holds: the needed ones, then all of them."""
    for needed in (True, False):
        for place in (0, 40):
            yield {
                parameter.name: _sample(store, parameter, place)
                for parameter in query.parameters
                if parameter.required or not needed
            }


def _sample(store: Store, parameter: Parameter, place: int) -> str:
    fixed = {
        "date": "2025-01-20",
        "int": "2000",
        "float": "0.6",
        "no|yes": "yes",
        "year|month|day": "day",
    }
    if parameter.kind in fixed:
        return fixed[parameter.kind]
    if parameter.kind.startswith("any|"):
        return "any"
    labels = {"paper": "Paper", "dataset": "Dataset", "metric": "Metric", "task": "Task"}
    label = "Paper" if parameter.name == "papers" else labels.get(parameter.name, "Method")
    nodes = store.query(
        f"MATCH (n:{label})<-[e]-() RETURN n.name AS name, n.id AS id, count(e) AS edges"
        " ORDER BY edges DESC, id"
        if label != "Paper"
        else "MATCH (n:Paper) RETURN n.title AS name, n.id AS id ORDER BY id"
    ).records()
    if parameter.kind == "ids":
        return " ".join(str(node["id"]) for node in nodes[place:][:3])
    return str(nodes[place % len(nodes)]["name"])


def test_neo4j_never_scans_all_nodes_nor_multiplies(server: Store, neo4j_server: Server) -> None:
    login = (neo4j_server.user, neo4j_server.password)
    with neo4j.GraphDatabase.driver(neo4j_server.url, auth=login) as driver:
        for case in CASES:
            query = find_query(case.query)
            summary = driver.execute_query(
                f"EXPLAIN {query.text('neo4j')}", _bound(server, case), database_="neo4j"
            ).summary
            assert summary.plan is not None
            operators = set(_operators(summary.plan))
            assert not operators & {"AllNodesScan", "CartesianProduct"}, case.query


def _bound(store: Store, case: Case) -> dict[str, object]:
    """What a query takes on the server: every parameter, with lists of ids for names."""
    query = find_query(case.query)
    values: dict[str, object] = {"kg": "kg", **bind_parameters(query, case.given)}
    for parameter in query.parameters:
        if labels := NODE_KINDS.get(parameter.kind):
            name = values[parameter.name]
            rows = store.called(str(name), labels) if name else []
            values[parameter.name] = [row["id"] for row in rows]
    return values


def _operators(plan: dict[str, object]) -> Iterator[str]:
    yield str(plan["operatorType"]).split("@")[0]
    children = plan.get("children", [])
    assert isinstance(children, list)
    for child in children:
        yield from _operators(child)
