"""Servers that are down, refuse the login, lack the database, or hold data of others."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.core.errors import KGError, StoreError
from kg.store import Store
from kg.store.neo4j.batch_writer import PushCounts
from kg.store.neo4j.neo4j_store import Neo4jStore
from kg.store.neo4j.push import push
from kg.workflows.sync import pull
from tests.neo4j_server import Server
from tests.test_stores import SMALL, Held, assert_holds, method, paper, uses

ASKING: dict[str, Callable[[Store], object]] = {
    "replace": lambda store: store.replace(SMALL),
    "query": lambda store: store.query("RETURN 1 AS x"),
    "counts": lambda store: store.counts(),
    "nodes": lambda store: list(store.nodes()),
    "edges": lambda store: list(store.edges()),
}


def one_line(error: KGError, *secrets: str) -> bool:
    text = f"{error} {error!r}"
    return "\n" not in str(error) and not any(secret in text for secret in secrets)


@pytest.mark.parametrize("ask", ASKING.values(), ids=ASKING.keys())
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_is_down(
    ask: Callable[[Store], object], scheme: str, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"{scheme}://127.0.0.1:{closed.getsockname()[1]}"
    caplog.set_level(logging.DEBUG)
    with (
        Neo4jStore(url, password="hush-hush") as store,
        pytest.raises(StoreError, match="not there") as caught,
    ):
        ask(store)
    assert one_line(caught.value, "hush-hush")
    assert url in str(caught.value)
    assert "hush-hush" not in caplog.text


@pytest.fixture
def store(neo4j_server: Server) -> Iterator[Neo4jStore]:
    with Neo4jStore(neo4j_server.url, password=neo4j_server.password) as opened:
        opened.query("MATCH (n) DETACH DELETE n", write=True)
        yield opened
        opened.query("MATCH (n) DETACH DELETE n", write=True)


def test_a_wrong_password(neo4j_server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with (
        Neo4jStore(neo4j_server.url, password="hush-hush") as store,
        pytest.raises(StoreError, match="login of user 'neo4j' is refused") as caught,
    ):
        store.replace(SMALL)
    assert one_line(caught.value, "hush-hush", neo4j_server.password)
    assert "hush-hush" not in caplog.text
    assert "hush-hush" not in repr(store)


@pytest.mark.parametrize("ask", ASKING.values(), ids=ASKING.keys())
def test_an_unknown_database(neo4j_server: Server, ask: Callable[[Store], object]) -> None:
    url = f"neo4j://127.0.0.1:{neo4j_server.port}/nosuch"
    with (
        Neo4jStore(url, password=neo4j_server.password) as store,
        pytest.raises(StoreError, match="no database 'nosuch'") as caught,
    ):
        ask(store)
    assert one_line(caught.value, neo4j_server.password)


def test_data_that_violates_a_key(store: Neo4jStore) -> None:
    store.replace(Held())
    store.query("DROP CONSTRAINT kg_method_key", write=True)
    store.query("UNWIND [1, 2] AS i CREATE (:Method {kg: 'papers', id: 'method/x'})", write=True)
    with pytest.raises(StoreError, match="two nodes there have one key of the graph") as caught:
        store.replace(SMALL)
    assert one_line(caught.value)
    assert store.counts().nodes["Paper"] == 0
    advice = re.search(r"Delete both \((MATCH .*? DETACH DELETE n)\), and push", str(caught.value))
    assert advice is not None
    store.query(advice[1], write=True)
    store.replace(SMALL)
    assert_holds(store, SMALL)


def test_a_constraint_of_others_is_named(store: Neo4jStore) -> None:
    store.query("CREATE (:Paper {id: 'arxiv:1'})", write=True)
    store.query("CREATE CONSTRAINT mine FOR (n:Paper) REQUIRE n.id IS UNIQUE", write=True)
    try:
        with pytest.raises(StoreError, match=r"'mine' for Paper\(id\)") as caught:
            store.replace(SMALL)
        assert one_line(caught.value)
        advice = re.search(r"DROP CONSTRAINT `mine`", str(caught.value))
        assert advice is not None
    finally:
        store.query("DROP CONSTRAINT mine", write=True)
    store.replace(SMALL)
    assert_holds(store, SMALL)


def test_a_graph_that_is_not_there_is_an_error_with_those_that_are(
    store: Neo4jStore, neo4j_server: Server, tmp_path: Path
) -> None:
    login = {"user": neo4j_server.user, "password": neo4j_server.password}
    none = pytest.raises(StoreError, match=r"no graph of that name there; `kg push` makes one")
    with Neo4jStore(neo4j_server.url, **login) as empty, none:
        empty.counts()
    store.replace(SMALL)
    url = f"{neo4j_server.url}#paperz"
    asking: dict[str, Callable[[Neo4jStore], object]] = {
        "counts": lambda store: store.counts(),
        "nodes": lambda store: list(store.nodes()),
        "edges": lambda store: list(store.edges()),
        "answer": lambda store: store.answer("MATCH (n {kg: $kg}) RETURN n"),
        "query": lambda store: store.query("MATCH (n:Paper {kg: $kg}) RETURN n.id"),
        "search": lambda store: store.search_names(["lora"], 5),
        "called": lambda store: store.called("LoRA", ["Method"]),
        "pull": lambda _: pull(url, tmp_path / "copy.kg", **login),
    }
    for ask in asking.values():
        with Neo4jStore(url, **login) as misspelt, pytest.raises(StoreError) as caught:
            ask(misspelt)
        assert str(caught.value).endswith("no graph of that name there; there are 'papers'")
    with Neo4jStore(url, **login) as misspelt:
        assert misspelt.query("MATCH (n:Method) RETURN count(*) AS n").rows == [(2,)]


def test_data_of_others_is_neither_counted_nor_touched(store: Neo4jStore) -> None:
    store.query(
        "CREATE (p:Paper {id: 'arxiv:1', title: 'theirs'})-[:USES]->(:Method {id: 'method/lora'}),"
        " (:Person {id: 'arxiv:1'})-[:WROTE]->(p)",
        write=True,
    )
    store.replace(SMALL)
    assert_holds(store, SMALL)
    store.query(
        "MATCH (p:Person), (m:Method {kg: 'papers', id: 'method/lora'}) CREATE (p)-[:LIKES]->(m)"
        " CREATE (m)-[:USES]->(p)",
        write=True,
    )
    smaller = Held((paper("arxiv:1"), method("lora", "LoRA")), (uses("arxiv:1", "method/lora"),))
    store.replace(smaller)
    assert_holds(store, smaller)
    theirs = store.query(
        "MATCH (a)-[r]->(b) WHERE r.kg IS NULL RETURN type(r) AS t, a.title AS a ORDER BY t, a"
    )
    assert theirs.rows == [("LIKES", None), ("USES", "theirs"), ("USES", None), ("WROTE", None)]


def test_graphs_share_a_database_by_name(store: Neo4jStore, neo4j_server: Server) -> None:
    other = Held((paper("arxiv:1", "another"),))
    with Neo4jStore(f"{neo4j_server.url}#other", password=neo4j_server.password) as second:
        store.replace(SMALL)
        second.replace(other)
        assert_holds(store, SMALL)
        assert_holds(second, other)
        second.replace(Held())
        assert_holds(store, SMALL)


def test_the_second_time_nothing_is_written(store: Neo4jStore) -> None:
    size = len(SMALL.some_nodes) + len(SMALL.some_edges)
    assert push(store.connection, SMALL) == PushCounts(written=size)
    assert push(store.connection, SMALL) == PushCounts(same=size)
    assert push(store.connection, SMALL, thorough=True) == PushCounts(same=size)


def test_edges_that_came_twice_are_mended(store: Neo4jStore) -> None:
    store.replace(SMALL)
    store.query(
        "MATCH (p:Paper)-[r:USES]->(m:Method) WITH p, r, m LIMIT 1"
        " CREATE (p)-[s:USES]->(m) SET s = properties(r)",
        write=True,
    )
    store.replace(SMALL)
    assert_holds(store, SMALL)
