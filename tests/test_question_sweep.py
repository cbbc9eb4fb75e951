"""Every named question about entities that many papers have: no error, equal rows on both stores.

Here a sample of the 200 most used of the five pages, drawn anew with `SEED`; `make bench-questions`
asks about all of them, and about 2,000 of a large graph.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator

import pytest

import kg
from bench.questions import Asked, Named, every, most_used
from kg.core.schema import AUTHOR, CATEGORY, PAPER
from kg.questions.query import ask
from kg.store import Store
from kg.store.ladybug.projection import open_projection
from kg.store.named_queries import NamedQuery, named_queries
from kg.store.neo4j.neo4j_store import Neo4jStore
from tests.fixtures_built import SEEDS
from tests.neo4j_server import Server

EACH = 50
"""Entities of each of the four labels, the most used first: 200."""

DRAWN = 6
"""Questions of each name: with two stores under a minute on busy cores."""

SEED = 14


BY_ADA = {
    "title": "Wherry: Rowing on Shallow Water",
    "abstract": "We propose Wherry, a boat for shallow water.",
    "authors": "Ada Lee, Bo Chu",
    "categories": "cs.LG",
}
"""A paper with what listing pages leave out: authors and categories."""


@pytest.fixture(scope="module")
def embedded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    graph = "pages_graph" if SEEDS.is_dir() else "sample_graph"
    place = tmp_path_factory.mktemp("sweep")
    shutil.copytree(request.getfixturevalue(graph), place / "papers.kg")
    (place / "ada.jsonl").write_text(json.dumps(BY_ADA), encoding="utf-8")
    kg.build([place / "ada.jsonl"], place / "papers.kg")
    with open_projection(place / "papers.kg") as store:
        yield store


@pytest.fixture(scope="module")
def server(embedded: Store, neo4j_server: Server) -> Iterator[Store]:
    login = {"user": neo4j_server.user, "password": neo4j_server.password}
    with Neo4jStore(f"{neo4j_server.url}/neo4j#sweep", **login) as store:
        store.replace(embedded)
        yield store
        store.query("MATCH (n {kg: 'sweep'}) DETACH DELETE n", write=True)


@pytest.fixture(scope="module")
def drawn(embedded: Store) -> dict[str, list[Asked]]:
    """Name of a query -> what is asked of it."""
    named = [
        Named(node.label, node.id, str(node.properties["name"]))
        for node in embedded.nodes()
        if node.label in (PAPER, AUTHOR, CATEGORY)
    ]
    papers = [each for each in named if each.label == PAPER]
    people = [each for each in named if each.label != PAPER]
    asked: dict[str, list[Asked]] = {}
    for query, given in every([*most_used(embedded, EACH), *people], papers):
        asked.setdefault(query.name, []).append((query, given))
    rng = random.Random(SEED)
    return {name: rng.sample(all_, len(all_)) for name, all_ in asked.items()}


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_both_stores_answer_alike(
    embedded: Store, server: Store, drawn: dict[str, list[Asked]], query: NamedQuery
) -> None:
    questions = [given for _, given in drawn[query.name]]
    for given in questions[:DRAWN]:
        assert ask(server, query.name, given) == ask(embedded, query.name, given), given
    is_rare = query.name in _RARE
    assert is_rare or any(ask(embedded, query.name, given).rows for given in questions)


_RARE = {"board-neighbours", "compare", "compare-board", "lineage-links", "variants-of"} | {
    "cited-by",
    "drift",
    "influential",
}
"""Questions whose answers need what few papers state, or full texts."""
