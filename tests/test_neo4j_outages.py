"""A server that is killed, restarted, cut off, far away, read-only or full: never a wrong graph."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.core.errors import StoreError
from kg.core.types import Node, PropertyGraph
from kg.store.neo4j.connection import Connection
from kg.store.neo4j.neo4j_store import Neo4jStore
from kg.store.neo4j.push import push
from tests.fixtures_graphs import reading_list
from tests.fixtures_neo4j import require_server
from tests.neo4j_server import LTS, Server, ensure_jars, running, start
from tests.slow_link import linked
from tests.test_stores import SMALL, Held, assert_holds, method, paper

MANY = reading_list(300)


def emptied(store: Neo4jStore) -> Neo4jStore:
    store.query("MATCH (n) WHERE n.kg = $kg DETACH DELETE n", write=True)
    return store


def settled(server: Server, graph: PropertyGraph) -> Neo4jStore:
    """The server's store after a push that was let through; it holds the graph."""
    store = Neo4jStore(f"{server.url}#outage", password=server.password)
    push(store.connection, graph)
    assert_holds(store, graph)
    return store


REFUSED = "read-only|not currently available"
"""What a server says that may not write: without writing it cannot recover from a kill either."""


class Hasty(Connection):
    """A connection that gives up soon."""

    patience = 2.0


@contextlib.contextmanager
def hasty(server: Server) -> Iterator[Hasty]:
    url = f"{server.url}#outage"
    with contextlib.closing(Hasty(url, user=server.user, password=server.password)) as connection:
        yield connection


@pytest.mark.parametrize("turn", [3, 6, 9, 12, 15])
def test_a_connection_that_is_cut_is_mended_or_told(neo4j_server: Server, turn: int) -> None:
    """The driver tries again by itself, or the next push finishes."""
    with linked(neo4j_server.port) as link:
        url = f"bolt://127.0.0.1:{link.port}#outage"
        with Neo4jStore(url, password=neo4j_server.password) as store:
            emptied(store)
            link.cut_at = link.turns + turn
            with contextlib.suppress(StoreError):
                push(store.connection, SMALL)
    settled(neo4j_server, SMALL).close()


def test_few_round_trips_are_made(neo4j_server: Server) -> None:
    """At a second each, as on a bad line, a small push takes less than a minute."""
    with linked(neo4j_server.port) as link:
        url = f"bolt://127.0.0.1:{link.port}#outage"
        with Neo4jStore(url, password=neo4j_server.password) as store:
            emptied(store)
            push(store.connection, Held((paper("a"),)))
            before = link.turns
            push(store.connection, MANY)
            first = link.turns - before
            push(store.connection, MANY)
            again = link.turns - before - first
    assert first <= 60
    assert again <= 45


def test_a_slow_line_is_waited_for(neo4j_server: Server) -> None:
    with linked(neo4j_server.port, delay=0.1) as link:
        url = f"bolt://127.0.0.1:{link.port}#outage"
        with Neo4jStore(url, password=neo4j_server.password) as store:
            push(store.connection, SMALL)
            assert_holds(store, SMALL)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, neo4j_server: Server) -> Iterator[Server]:
    """A server of its own, which may be killed."""
    with running(tmp_path_factory.mktemp("outages")) as server:
        yield server


def test_a_server_killed_in_the_middle_is_finished_after_its_restart(home: Server) -> None:
    """Killed at the first batch; then it may not write, which the logins of the community edition
    cannot say, but its configuration can; then all is well."""
    told: list[int] = []

    def kill(settled: int) -> None:
        told.append(settled)
        home.kill()

    with hasty(home) as connection, pytest.raises(StoreError, match="the connection broke"):
        push(connection, MANY, progress=kill)
    assert told

    refusing = start(home.home, home.port, home.password, read_only=True)
    try:
        with hasty(home) as connection, pytest.raises(StoreError, match=REFUSED) as caught:
            push(connection, MANY)
        assert "\n" not in str(caught.value)
    finally:
        refusing.kill()

    again = start(home.home, home.port, home.password)
    try:
        with Neo4jStore(f"{again.url}#outage", password=again.password) as store:
            push(store.connection, MANY)
            assert [_said(node) for node in store.nodes()] == [_said(n) for n in MANY.nodes()]
            assert {edge.key for edge in store.edges()} == {edge.key for edge in MANY.edges()}
    finally:
        again.kill()


def _said(node: Node) -> Node:
    """The node with the properties that say something: a store gives all of its label."""
    told = {name: value for name, value in node.properties.items() if value is not None}
    return replace(node, properties=told)


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A new server that gives each transaction little memory."""
    require_server(LTS)
    little = {"db.memory.transaction.max": "4m"}
    with running(tmp_path_factory.mktemp("narrow"), settings=little) as server:
        yield server


def test_the_first_look_at_a_new_database_is_at_the_graph(narrow: Server) -> None:
    with Neo4jStore(f"{narrow.url}#outage", password=narrow.password) as store:
        more = Held((*SMALL.some_nodes, method("x", "X")), SMALL.some_edges)
        for graph in (SMALL, more):
            push(store.connection, graph)
            looked = store.query("MATCH (n) RETURN labels(n)[0] LIMIT 7").rows
            assert [row[0] for row in looked if str(row[0]).startswith("Kg")] == []
            assert store.query("MATCH (g:KgGraph) RETURN g.state IS NOT NULL").rows == [(True,)]


def test_batches_halve_where_a_transaction_has_little_memory(narrow: Server) -> None:
    """What is too large at once goes in parts; what is too large alone names the setting."""
    text = "long " * 4_000
    settled(narrow, Held(tuple(paper(f"p{i:04}", text) for i in range(400)))).close()
    refused = pytest.raises(StoreError, match=r"raise db\.memory\.transaction\.max in neo4j")
    with hasty(narrow) as connection, refused:
        push(connection, Held((paper("p", text * 200),)))


def test_a_full_disk_is_told_and_finished_when_there_is_room(tmp_path: Path) -> None:
    """No file may grow over a few megabytes, as if the disk were full: the server gives up."""
    ensure_jars()
    with running(tmp_path) as server:
        texts = ["".join(chr(97 + (i * j) % 26) for j in range(4_000)) for i in range(1, 400)]
        large = Held(tuple(paper(f"p{i:04}", text) for i, text in enumerate(texts)))
        with hasty(server) as connection:
            push(connection, Held((method("x", "X"),)))
            room = max(p.stat().st_size for p in tmp_path.rglob("*") if p.is_file())
            limits = resource.prlimit(
                server.process.pid, resource.RLIMIT_FSIZE, (room + 65_536, resource.RLIM_INFINITY)
            )
            with pytest.raises(StoreError) as caught:
                push(connection, large)
            assert "\n" not in str(caught.value)
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, limits)
        server.kill()
        again = start(server.home, server.port, server.password)
        try:
            settled(again, large).close()
        finally:
            again.kill()
