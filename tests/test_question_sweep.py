"""Every named question about the most used entities: no error, equal rows on both stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.questions.query import ask
from kg.store import Store
from kg.store.ladybug.projection import open_projection
from kg.store.named_queries import NODE_KINDS, NamedQuery, named_queries
from kg.store.neo4j.neo4j_store import Neo4jStore
from tests.neo4j_server import Server

ENTITIES = 6
"""How many of each label, the most used first: with two stores under a minute on busy cores."""

NAMED = [
    query
    for query in named_queries()
    if any(parameter.kind in NODE_KINDS for parameter in query.parameters)
]


@pytest.fixture(scope="module")
def embedded(sample_graph: Path) -> Iterator[Store]:
    with open_projection(sample_graph) as store:
        yield store


@pytest.fixture(scope="module")
def server(embedded: Store, neo4j_server: Server) -> Iterator[Store]:
    login = {"user": neo4j_server.user, "password": neo4j_server.password}
    with Neo4jStore(f"{neo4j_server.url}/neo4j#sweep", **login) as store:
        store.replace(embedded)
        yield store
        store.query("MATCH (n) DETACH DELETE n", write=True)


@pytest.fixture(scope="module")
def most_used(embedded: Store) -> dict[str, list[str]]:
    """Label -> names of entities, the most used first."""
    return {
        label: [
            str(row["name"])
            for row in ask(embedded, "names", {"label": label, "limit": ENTITIES}).records()
        ]
        for label in NODE_KINDS["entity"]
    }


def _asked(query: NamedQuery, most_used: dict[str, list[str]]) -> Iterator[dict[str, object]]:
    """One name for each of the parameters that take one, alone."""
    for parameter in query.parameters:
        for label in NODE_KINDS.get(parameter.kind, ()):
            for name in most_used.get(label, ()):
                given: dict[str, object] = {parameter.name: name}
                needed = (p.name for p in query.parameters if p.required and p.name not in given)
                yield {**given, **dict.fromkeys(needed, name)}


def test_there_are_names_to_ask_for(most_used: dict[str, list[str]]) -> None:
    assert len(NAMED) > 10
    assert all(len(names) >= 3 for names in most_used.values())


@pytest.mark.parametrize("query", NAMED, ids=lambda query: query.name)
def test_both_stores_answer_alike(
    embedded: Store, server: Store, most_used: dict[str, list[str]], query: NamedQuery
) -> None:
    answered = 0
    for given in _asked(query, most_used):
        rows = ask(embedded, query.name, given)
        answered += bool(rows.rows)
        assert ask(server, query.name, given) == rows, given
    assert answered > 0 or query.name in _RARE


_RARE = {"compare", "lineage-links"}
"""Questions whose answers need what few papers of the sample state."""
