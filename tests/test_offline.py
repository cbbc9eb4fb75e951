"""Graphs written for Neo4j without a server: a script that is replayed, and an offline import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.core.errors import KGError, StoreError
from kg.core.types import Evidence, Node
from kg.questions.node_description import show
from kg.store.neo4j.batch_writer import PushCounts
from kg.store.neo4j.cypher_script import cypher_literal, write_script
from kg.store.neo4j.import_csv import write_csv
from kg.store.neo4j.neo4j_store import Neo4jStore
from kg.store.neo4j.push import push
from tests.fixtures_neo4j import require_server
from tests.neo4j_server import LATEST, LTS, Server, import_offline
from tests.strategies import HOSTILE
from tests.test_stores import SAID, SMALL, Held, assert_holds, method, paper, uses

TEXTS = (
    *HOSTILE,
    "{a: 1}",
    "$x",
    "Ａ\ufffd",
    "\\u0041 \\\\u0041 \\",
    "a\r\nb\nc\rd",
    '"',
    '""',
    "''",
    ";",
    " lead ",
    "\t",
    "\x1c\x1d\x1e",
    "",
)


def hostile() -> Held:
    nodes = [paper("arxiv:1", HOSTILE[0], abstract="".join(HOSTILE))]
    edges = []
    for number, text in enumerate(TEXTS):
        identifier = f"title:{text[:80]}{number}"
        nodes.append(Node("Paper", identifier, {**nodes[0].properties, "title": text}))
        nodes.append(method(f"{number}~{text[:80]}", text, text, "", text[::-1]))
        said = Evidence(number, number + len(text), text, f"{text}.", text, 0.5)
        edges.append(uses(identifier, nodes[-1].id, said, SAID))
    lists = (method("one", "one", ""), method("none", "none"))
    absent = Node("Method", "method/absent", {"name": None, "aliases": None})
    return Held((*nodes, *lists, absent), tuple(edges))


GRAPHS = {"hostile": hostile(), "small": SMALL, "empty": Held()}


def replay(store: Neo4jStore, path: Path) -> None:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            assert line.endswith(";\n")
            store.query(line[:-2], write=True)


@pytest.fixture
def store(neo4j_server: Server) -> Iterator[Neo4jStore]:
    with Neo4jStore(f"{neo4j_server.url}#papers", password=neo4j_server.password) as opened:
        opened.query("MATCH (n) DETACH DELETE n", write=True)
        yield opened
        opened.query("MATCH (n) DETACH DELETE n", write=True)


@pytest.mark.parametrize("name", GRAPHS)
def test_a_script_makes_the_graph_and_a_push_finds_it_done(
    store: Neo4jStore, name: str, tmp_path: Path
) -> None:
    graph = GRAPHS[name]
    counts = write_script(graph, tmp_path / "all.cypher")
    for _ in range(2):
        replay(store, tmp_path / "all.cypher")
        assert_holds(store, graph)
    assert store.counts() == counts
    assert push(store.connection, graph, thorough=True).written == 0
    assert [path.name for path in tmp_path.iterdir()] == ["all.cypher"]


@pytest.fixture(scope="module", params=[LTS, LATEST], ids=lambda release: release.version)
def imported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Path]]:
    """A server of its own, made by the importer from the hostile graph."""
    require_server(request.param)
    place = tmp_path_factory.mktemp("offline")
    write_csv(hostile(), place / "csv", name="mine")
    script = place / "csv" / "import.sh"
    server = import_offline(place / "home", script, "neo4j", request.param)
    yield server, place / "csv"
    server.kill()


def test_the_importer_makes_the_graph(imported: tuple[Server, Path]) -> None:
    server, place = imported
    graph = hostile()
    with Neo4jStore(f"{server.url}#mine", password=server.password) as store:
        first = push(store.connection, graph)
        assert 0 < first.written < 5 + len(TEXTS), "what has empty lists, and no more"
        assert_holds(store, graph)
        replay(store, place / "finish.cypher")
        assert_holds(store, graph)
        size = len(graph.some_nodes) + len(graph.some_edges)
        assert push(store.connection, graph, thorough=True) == PushCounts(same=size)


def test_either_release_takes_a_push_and_answers(imported: tuple[Server, Path]) -> None:
    """Keys and indexes, a push, a search, words as they are written, questions, a push again."""
    server, _ = imported
    with Neo4jStore(f"{server.url}#pushed", password=server.password) as store:
        store.replace(SMALL)
        assert_holds(store, SMALL)
        size = len(SMALL.some_nodes) + len(SMALL.some_edges)
        for thorough in (False, True):
            assert push(store.connection, SMALL, thorough=thorough) == PushCounts(same=size)
        assert [row["id"] for row in store.search_names(["low", "rank"], 5)] == ["method/lora"]
        words = "CALL db.index.fulltext.queryNodes('kg_words', 'LoRA') YIELD node RETURN node.kg"
        assert ("pushed",) in store.query(words).rows
        assert show(store, "LoRA")[0] == "LoRA  [method/lora]"
        later = "MATCH (p:Paper {kg: $kg}) WHERE p.published > date('2024-01-01') RETURN p.year"
        assert store.query(later).rows == [(2024,)]
        store.replace(Held())
        assert_holds(store, Held())


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        write_csv(SMALL, tmp_path / "file")
    with pytest.raises(KGError, match=r"cannot write .*x\.cypher"):
        write_script(SMALL, tmp_path / "none" / "x.cypher")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_its_literal(store: Neo4jStore, text: str) -> None:
    line = f"RETURN {cypher_literal([text, {'end': text}])} AS x"
    assert "\n" not in line
    assert store.query(line).rows == [([text, {"end": text}],)]
