"""What users add to a pushed graph stays; what they change of ours, a thorough push mends."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import neo4j
import pytest

from kg.core.types import PropertyGraph
from kg.store.neo4j.batch_writer import PushCounts
from kg.store.neo4j.neo4j_store import Neo4jStore
from kg.store.neo4j.push import push
from tests.neo4j_server import Server
from tests.test_stores import SMALL, Held, assert_holds, method, paper, uses

EMBEDDING = [0.25, 0.5, -1.0]

CHANGED = Held(
    (paper("arxiv:1", "A new title", byline=None, doi=None), method("lora", "LoRA", "lora")),
    (uses("arxiv:1", "method/lora"),),
)


@pytest.fixture
def store(neo4j_server: Server) -> Iterator[Neo4jStore]:
    with Neo4jStore(neo4j_server.url, password=neo4j_server.password) as opened:
        opened.query("MATCH (n) DETACH DELETE n", write=True)
        opened.replace(SMALL)
        yield opened
        opened.query("MATCH (n) DETACH DELETE n", write=True)


@pytest.fixture
def by_hand(neo4j_server: Server) -> Iterator[neo4j.Driver]:
    """A driver of a user's own: the store would note that data may have changed."""
    login = (neo4j_server.user, neo4j_server.password)
    with neo4j.GraphDatabase.driver(neo4j_server.url, auth=login) as driver:
        yield driver


def change(driver: neo4j.Driver, statement: neo4j.Query) -> None:
    driver.execute_query(statement, {"embedding": EMBEDDING}, database_="neo4j")


def embedded(store: Neo4jStore) -> list[object]:
    rows = store.query(
        "MATCH (n) WHERE n.embedding = $e RETURN n.id ORDER BY n.id", {"e": EMBEDDING}
    )
    return [row[0] for row in rows.rows]


@pytest.mark.parametrize("thorough", [False, True])
def test_an_embedding_survives_a_push_of_what_changed(
    store: Neo4jStore, by_hand: neo4j.Driver, thorough: bool
) -> None:
    change(
        by_hand,
        neo4j.Query("MATCH (n) WHERE n.id IS NOT NULL SET n.embedding = $embedding"),
    )
    change(by_hand, neo4j.Query("MATCH ()-[r]->() SET r.seen = true"))
    assert push(store.connection, SMALL, thorough=thorough).written == 0
    push(store.connection, CHANGED, thorough=thorough)
    assert_holds(store, CHANGED)
    assert embedded(store) == ["arxiv:1", "method/lora"]
    gone = store.query("MATCH (p:Paper) RETURN p.doi, p.title, p.name").rows
    assert gone == [(None, "A new title", "A new title")]
    assert store.query("MATCH ()-[r]->() RETURN r.seen").rows == [(True,)]


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (m:Method {id: 'method/lora'}) SET m.name = 'renamed', m.embedding = $embedding",
        "MATCH (m:Method {id: 'method/lora'}) SET m.id = 'method/other'",
        "MATCH (m:Method {id: 'method/lora'}) SET m.aliases = [1, 2]",
        "MATCH (m:Method {id: 'method/lora'}) REMOVE m:Method",
        "MATCH (m:Method {id: 'method/lora'}) REMOVE m:Method SET m:Dataset",
        "MATCH (m:Method {id: 'method/lora'}) SET m:Dataset",
        "MATCH (p:Paper {id: 'arxiv:1'}) SET p.published = date('1999-01-01')",
        "MATCH (p:Paper {id: 'arxiv:1'}) REMOVE p.kg_words",
        "MATCH (r:Result {id: 'result/arxiv:1/1'}) SET r.better = 'up'",
        "MATCH (:Paper {id: 'arxiv:1'})-[r:USES]->() SET r.sentence = 'none'",
    ],
)
def test_what_was_changed_by_hand_is_mended_by_a_thorough_push(
    store: Neo4jStore, by_hand: neo4j.Driver, statement: str
) -> None:
    change(by_hand, neo4j.Query(statement))
    push(store.connection, SMALL, thorough=True)
    assert_whole(store, SMALL)
    assert push(store.connection, SMALL, thorough=True) == PushCounts(same=16)


def assert_whole(store: Neo4jStore, graph: PropertyGraph) -> None:
    """The server holds the graph, and no node with a label too few or too many."""
    assert_holds(store, graph)
    labels = store.query("MATCH (n) WHERE n.kg_digest IS NOT NULL RETURN DISTINCT labels(n)").rows
    assert all(isinstance(names, list) and len(names) == 1 for (names,) in labels)
    assert store.query("MATCH (n) WHERE n.better IS NOT NULL RETURN n").rows == []


def test_papers_have_their_date_as_a_date(store: Neo4jStore) -> None:
    held = Held(
        (paper("a"), *(paper(name, date=date) for name, date in (("b", "2024-03"), ("c", "2023"))))
    )
    store.replace(held)
    early = (
        "MATCH (p:Paper) WHERE p.published < date('2024-02-29') RETURN p.id, p.date, p.published"
    )
    assert store.query(early).rows == [("c", "2023", "2023-01-01")]
    rows = store.query("MATCH (p:Paper) RETURN p.published ORDER BY p.id").rows
    assert [datetime.date.fromisoformat(str(row[0])).month for row in rows] == [2, 3, 1]
