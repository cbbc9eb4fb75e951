"""Keys and indexes on a real server: made, found by people, migrated, and never those of others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.core.errors import StoreError
from kg.store.neo4j.neo4j_store import Neo4jStore
from kg.store.neo4j.server_schema import define, definitions
from tests.neo4j_server import Server
from tests.test_stores import SMALL, Held, assert_holds, method, paper

BY_WORDS = "CALL db.index.fulltext.queryNodes('kg_words', $text) YIELD node RETURN node.id AS id"

NAMED = Held(
    (
        paper("arxiv:1", "Sharper tides", abstract="We train ResNet-50 (not GPT-4) on ImageNet."),
        paper("arxiv:2", "Tides of ImageNet", abstract="Nothing else."),
        method("gpt-4", "GPT-4", "GPT4"),
        method("resnet-50", "ResNet-50"),
        method("resnet-101", "ResNet-101", "deep net"),
    )
)


@pytest.fixture
def store(neo4j_server: Server) -> Iterator[Neo4jStore]:
    with Neo4jStore(neo4j_server.url, password=neo4j_server.password) as opened:
        opened.query("MATCH (n) DETACH DELETE n", write=True)
        define(opened.connection)
        yield opened
        opened.query("MATCH (n) DETACH DELETE n", write=True)


def by_words(store: Neo4jStore, text: str) -> list[object]:
    return [row[0] for row in store.query(BY_WORDS, {"text": text}).rows]


def shown(store: Neo4jStore) -> dict[str, object]:
    rows = store.query("SHOW INDEXES YIELD name, properties", write=True).rows
    return {str(name): properties for name, properties in rows}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ImageNet", {"arxiv:1", "arxiv:2"}),
        ("imagenet", {"arxiv:1", "arxiv:2"}),
        ('"ResNet-50"', {"method/resnet-50", "arxiv:1"}),
        ('name:"GPT-4"', {"method/gpt-4"}),
        ("GPT4", {"method/gpt-4"}),
        ("not", {"arxiv:1"}),
    ],
)
def test_words_are_found_as_they_are_written(
    store: Neo4jStore, text: str, found: set[object]
) -> None:
    store.replace(NAMED)
    assert set(by_words(store, text)) == found


def test_the_best_answer_comes_first(store: Neo4jStore) -> None:
    store.replace(NAMED)
    assert by_words(store, "ResNet-50")[0] == "method/resnet-50"


def test_definitions_of_an_earlier_version_are_made_anew(store: Neo4jStore) -> None:
    store.replace(NAMED)
    for change in (
        "DROP INDEX kg_words",
        "CREATE FULLTEXT INDEX kg_words FOR (n:Paper|Method) ON EACH [n.kg_words] OPTIONS"
        " {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
        "DROP INDEX kg_uses_paper",
        "CREATE INDEX kg_uses_paper FOR ()-[r:USES]-() ON (r.paper)",
        "DROP CONSTRAINT kg_task_key",
        "CREATE CONSTRAINT kg_task_key FOR (n:Task) REQUIRE n.id IS UNIQUE",
    ):
        store.query(change, write=True)
    assert by_words(store, "ImageNet") == []
    store.replace(NAMED)
    assert len(by_words(store, "ImageNet")) == 2
    held = shown(store)
    assert {each.name: list(each.properties) for each in definitions()}.items() <= held.items()


def test_an_index_of_others_with_our_name_is_left_alone(store: Neo4jStore) -> None:
    store.query("DROP INDEX kg_words", write=True)
    store.query("CREATE INDEX kg_words FOR (n:Person) ON (n.surname)", write=True)
    try:
        with pytest.raises(StoreError, match=r"for Person\(surname\).*\(DROP INDEX `kg_words`\)"):
            store.replace(SMALL)
        assert shown(store)["kg_words"] == ["surname"]
    finally:
        store.query("DROP INDEX kg_words", write=True)
    store.replace(SMALL)
    assert_holds(store, SMALL)


def test_an_index_in_the_way_of_a_key_is_named(store: Neo4jStore) -> None:
    store.query("DROP CONSTRAINT kg_paper_key", write=True)
    store.query("CREATE INDEX mine FOR (n:Paper) ON (n.kg, n.id)", write=True)
    try:
        with pytest.raises(StoreError, match=r"'mine'.*the key kg_paper_key.*\(DROP INDEX `mine`"):
            store.replace(SMALL)
    finally:
        store.query("DROP INDEX mine", write=True)
    store.replace(SMALL)
    assert_holds(store, SMALL)
