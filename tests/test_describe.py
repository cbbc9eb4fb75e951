"""What `kg show` says of a node: its links, what entities are to each other, and results."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.core.types import Value
from kg.questions.node_description import describe
from kg.store.ladybug.ladybug_store import LadybugStore
from tests.fixtures_graphs import Listed
from tests.fixtures_questions import questions_graph


def _shown(graph: Listed, name: str, place: Path) -> str:
    with LadybugStore(place / "graph") as store:
        store.replace(graph)
        return "\n".join(describe(store, name))


def _graph() -> Listed:
    graph = questions_graph()
    return Listed(tuple(graph.nodes()), tuple(graph.edges()))


def test_relations_are_told_from_both_ends(tmp_path: Path) -> None:
    said = "    Quillet is a small QUILL for letter reading."
    assert f"KIND_OF (1)\n  Quill  [method/quill]\n{said}" in _shown(_graph(), "Quillet", tmp_path)
    quill = _shown(_graph(), "Quill", tmp_path)
    assert f"KIND_OF this (1)\n  Quillet  [method/quillet]\n{said}" in quill
    assert "\n\nUSES (5)\n" in quill
    assert "\n  81.5 %\n" in quill
    assert "\n    absolute, higher is better, compared with 78.0 %\n    Quill reaches" in quill


def test_conditions_and_deviation_of_a_result_are_shown(tmp_path: Path) -> None:
    facts: dict[str, Value] = {
        "conditions": ("split=test", "shots=5-shot"),
        "deviation": 0.5,
        "judged_by": "person:ada",
    }
    graph = _graph()
    nodes = tuple(
        replace(node, properties={**node.properties, **facts})
        if node.properties.get("raw") == "81.5%"
        else node
        for node in graph.all_nodes
    )
    shown = _shown(Listed(nodes, graph.all_edges), "Quill", tmp_path)
    said = "absolute, higher is better, test, 5-shot, ± 0.5, compared with 78.0 %"
    assert f"{said}, judged right by ada\n" in shown


def test_a_paper_is_shown_with_its_links_and_abstract(tmp_path: Path) -> None:
    shown = _shown(_graph(), "Quill: reading long letters", tmp_path)
    assert shown.startswith(
        "Quill: reading long letters  [arxiv:2401.00001]\n"
        "north-lab North Laboratory\n2024-01-05\nhttps://arxiv.org/abs/2401.00001\n\n"
        "We propose Quill, short for Quick Letter Reader, for letter reading. It builds on"
    )


def test_ids_of_results_are_shown_when_asked_for(tmp_path: Path) -> None:
    assert "[result/" not in _shown(_graph(), "Fade", tmp_path)
    with LadybugStore(tmp_path / "ids") as store:
        store.replace(_graph())
        assert "[result/arxiv:2401.00005/" in "\n".join(describe(store, "Fade", ids=True))


def test_a_method_is_shown_with_those_that_share_its_boards(tmp_path: Path) -> None:
    shown = _shown(_graph(), "Ferry", tmp_path)
    assert "\n\nrelated: shares a board (3)\n  Fade  [method/fade]  legibility on L" in shown
    assert "related" not in _shown(_graph(), "Ink Attention", tmp_path / "b")


def test_papers_that_say_the_same_are_counted(tmp_path: Path) -> None:
    graph = _graph()
    edge = next(edge for edge in graph.edges() if edge.type == "KIND_OF")
    again = replace(edge, paper="arxiv:2401.00005")
    edges = sorted((*graph.all_edges, again), key=lambda e: (e.paper, *e.key))
    shown = _shown(Listed(graph.all_nodes, tuple(edges)), "Quillet", tmp_path)
    assert "KIND_OF (1)\n  Quill  [method/quill]  said by 2 papers\n" in shown
