"""Names become ids by one look-up: alike with the index, without it, and on a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.core.types import Document, Edge, Extraction
from kg.store import Store
from kg.store.directory.graph_directory import append_papers, remove_papers, writing
from kg.store.ladybug.ladybug_store import LadybugStore
from kg.store.ladybug.projection import FILE, open_projection, project_directory
from kg.store.named_queries import NODE_KINDS
from kg.store.neo4j.neo4j_store import Neo4jStore
from tests.neo4j_server import Server
from tests.test_stores import Held, method, paper, uses

NAMES = (
    ("lora", "LoRA", "Low-Rank Adaptation", "low-rank  adaptation"),
    ("c++", "C++"),
    ("emoji", "😀"),
    ("größe", "Größe", "GRÖẞE"),
    ("quoted", 'O\'Brien "x" `y` \\', "a AND b", "+a -b *"),
    ("long", "x" * 300),
    ("gpt-4", "GPT-4", "LoRA"),
)
ASKED = {
    "LoRA": ["method/gpt-4", "method/lora"],
    "lora": ["method/gpt-4", "method/lora"],
    "LOW-RANK ADAPTATION": ["method/lora"],
    "low-rank  adaptation": ["method/lora"],
    "method/lora": ["method/lora"],
    "METHOD/LORA": ["method/lora"],
    "c++": ["method/c++"],
    "C": [],
    "😀": ["method/emoji"],
    "GRÖSSE": [],
    "größe": ["method/größe"],
    'o\'brien "X" `Y` \\': ["method/quoted"],
    "a and b": ["method/quoted"],
    "+a -b *": ["method/quoted"],
    "X" * 300: ["method/long"],
    "x" * 64: [],
    "gpt-4": ["method/gpt-4"],
    "gpt": [],
    "On things": ["p"],
    "p": ["p"],
    "": [],
    "  ": [],
    "*": [],
}
"""Name -> the ids of what is called so."""


def _graph() -> Held:
    methods = sorted((method(*name) for name in NAMES), key=lambda node: node.id)
    edges: list[Edge] = [uses("p", node.id) for node in methods]
    return Held((paper("p"), *methods), tuple(edges))


@pytest.fixture(scope="module", params=["embedded", "server"])
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    if request.param == "embedded":
        with LadybugStore(tmp_path_factory.mktemp("called") / "graph") as opened:
            opened.replace(_graph())
            yield opened
        return
    server: Server = request.getfixturevalue("neo4j_server")
    login = {"user": server.user, "password": server.password}
    with Neo4jStore(f"{server.url}/neo4j", **login) as named:
        named.query("MATCH (n) DETACH DELETE n", write=True)
        named.replace(_graph())
        yield named
        named.query("MATCH (n) DETACH DELETE n", write=True)


@pytest.mark.parametrize("name", ASKED, ids=ascii)
def test_a_name_in_any_case_is_looked_up(store: Store, name: str) -> None:
    rows = store.called(name, NODE_KINDS["node"])
    assert [row["id"] for row in rows] == ASKED[name]
    assert {tuple(row) for row in map(sorted, rows)} <= {("aliases", "date", "id", "label", "name")}


def test_only_the_labels_that_are_asked_for_are_found(store: Store) -> None:
    assert store.called("LoRA", ["Dataset"]) == []
    assert store.called("On things", ["Method"]) == []
    assert [row["label"] for row in store.called("On things", ["Paper"])] == ["Paper"]


def test_the_index_answers_as_a_scan_does(sample_graph: Path) -> None:
    with open_projection(sample_graph) as indexed, LadybugStore(sample_graph / FILE) as scanning:
        names = [
            text
            for node in list(scanning.nodes())[::5]
            if node.label != "Result"
            for text in (node.id, node.properties.get("name"), node.properties.get("title"))
            if isinstance(text, str)
        ]
        assert len(names) > 50
        for name in names[:60]:
            found = indexed.called(name, NODE_KINDS["node"])
            assert found
            assert found == scanning.called(name, NODE_KINDS["node"])


def test_names_that_went_are_found_no_more(tmp_path: Path, two_papers: list[Extraction]) -> None:
    with writing(tmp_path / "g.kg") as directory:
        project_directory(append_papers(directory, two_papers)).close()
    title = two_papers[0].document.title
    with open_projection(tmp_path / "g.kg") as store:
        assert len(store.called(title.upper(), ["Paper"])) == 1
    with writing(tmp_path / "g.kg") as directory:
        project_directory(remove_papers(directory, [two_papers[0].document.id])).close()
    with open_projection(tmp_path / "g.kg") as store:
        assert store.called(title, ["Paper"]) == []
        assert len(store.called(two_papers[1].document.title, ["Paper"])) == 1


@pytest.fixture
def two_papers() -> list[Extraction]:
    return [
        Extraction(Document(f"title:{i:016x}", f"A title {i}", "Some text."), extractor="1:x@1")
        for i in range(2)
    ]
