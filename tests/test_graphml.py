"""GraphML as another program reads it."""

from __future__ import annotations

from pathlib import Path

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core.types import Node
from kg.exporters.formats.graphml import write_graphml
from tests.fixtures_graphs import Listed, hostile_graph, reading_list


def read(path: Path) -> networkx.MultiDiGraph[str]:
    graph = networkx.read_graphml(path, force_multigraph=True)
    assert isinstance(graph, networkx.MultiDiGraph)
    return graph


def test_networkx_reads_every_node_and_edge(tmp_path: Path) -> None:
    graph = reading_list(30)
    written = write_graphml(graph, tmp_path / "graph.graphml")
    again = read(tmp_path / "graph.graphml")
    assert set(again) == {node.id for node in graph.nodes()}
    assert sorted((s, d["label"], t) for s, t, d in again.edges(data=True)) == sorted(
        (edge.source, edge.type, edge.target) for edge in graph.edges()
    )
    assert (written.nodes, written.edges) == (len(again), again.number_of_edges())


def test_attributes_keep_their_types(tmp_path: Path) -> None:
    graph = reading_list(4)
    write_graphml(graph, tmp_path / "graph.graphml")
    again = read(tmp_path / "graph.graphml")
    for node in graph.nodes():
        attributes = again.nodes[node.id]
        assert attributes["type"] == node.label
        if node.label == "Result":
            assert attributes["value"] == node.properties["value"]
            assert attributes["raw"] == node.properties["raw"]
            assert attributes["label"] == f"{node.properties['value']} %"
        elif node.label == "Method":
            assert attributes["aliases"] == "; ".join(node.properties["aliases"])  # type: ignore[arg-type]
    edges = {(e.source, e.target, e.type): e for e in graph.edges()}
    for source, target, data in again.edges(data=True):
        edge = edges[source, target, data["label"]]
        evidence = edge.evidence[0]
        assert (data["start"], data["end"]) == (evidence.start, evidence.end)
        assert (data["text"], data["sentence"]) == (evidence.text, evidence.sentence)
        assert data["score"] == evidence.score
        assert data["weight"] == len(edge.evidence)
        assert data.get("confidence") == edge.properties.get("confidence")


def test_hostile_texts_stay_text(tmp_path: Path) -> None:
    graph = hostile_graph()
    write_graphml(graph, tmp_path / "graph.graphml")
    again = read(tmp_path / "graph.graphml")
    for node in graph.nodes():
        name = str(node.properties.get("name", node.properties.get("title")))
        legal = name.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
        assert again.nodes[node.id]["label"] == legal


@given(st.text(st.characters(), min_size=1, max_size=12))
def test_any_name_leaves_readable_xml(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    path = tmp_path_factory.mktemp("graphml") / "graph.graphml"
    write_graphml(Listed((Node("Task", "task/x", {"name": name}),), ()), path)
    label = read(path).nodes["task/x"]["label"]
    assert len(label) == len(name)
    assert all(a in (b, "\ufffd") for a, b in zip(label, name, strict=True))


def test_equal_graphs_are_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_graphml(reading_list(10), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_two_ids_are_two_nodes_whatever_xml_cannot_hold(tmp_path: Path) -> None:
    ids = ("p\x01", "p\x02", "p\\u0001", "p\ufffd", "p\\\x01")
    nodes = tuple(Node("Paper", each, {"title": "T"}) for each in ids)
    write_graphml(Listed(nodes, ()), tmp_path / "g.graphml")
    assert len(read(tmp_path / "g.graphml")) == len(ids)
