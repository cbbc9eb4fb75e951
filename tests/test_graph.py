from __future__ import annotations

from dataclasses import replace
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.core import schema
from kg.core.judgement import Judgement
from kg.core.types import (
    Document,
    Edge,
    Entity,
    Evidence,
    Extraction,
    Node,
    Organization,
    PropertyGraph,
    Relation,
    Result,
)
from kg.exporters.networkx_graph import to_networkx
from kg.graph.audit import audit
from kg.graph.fold import fold_papers
from kg.graph.neighbourhood import neighbourhood
from kg.graph.paper_subgraph import paper_node, result_nodes
from tests.strategies import extractions

papers = st.lists(extractions(), max_size=6)


def dump(graph: PropertyGraph) -> list[str]:
    return [*map(repr, graph.nodes()), *map(repr, graph.edges())]


@settings(deadline=None)  # the first example loads the tables
@given(papers, st.randoms())
def test_shuffled_and_repeated_papers_give_the_same_graph(
    found: list[Extraction], random: object
) -> None:
    shuffled = [*found, *found[:2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert dump(fold_papers(found)) == dump(fold_papers(shuffled))


@settings(deadline=None)  # the first example loads the tables
@given(papers)
def test_any_graph_passes_its_audit_and_stands_in_canonical_order(found: list[Extraction]) -> None:
    graph = fold_papers(found)
    assert list(audit(graph)) == []
    nodes = [(schema.LABELS.index(n.label), n.id) for n in graph.nodes()]
    edges = [(e.paper, *e.key) for e in graph.edges()]
    assert nodes == sorted(set(nodes))
    assert edges == sorted(set(edges))


@settings(deadline=None)  # the first example loads the tables
@given(papers)
def test_nodes_and_edges_hold_what_the_schema_lists(found: list[Extraction]) -> None:
    graph = fold_papers(found)
    for node in graph.nodes():
        assert set(node.properties) == set(schema.NODE_PROPERTIES[node.label])
    for edge in graph.edges():
        assert {"confidence"} <= set(edge.properties) <= {"confidence", "raw"}


@settings(deadline=None)  # the first example loads the tables
@given(papers)
def test_networkx_holds_every_node_and_edge(found: list[Extraction]) -> None:
    graph = fold_papers(found)
    out: networkx.MultiDiGraph[str] = to_networkx(graph)
    assert set(out) == {node.id for node in graph.nodes()}
    found_keys = {(f["type"], s, t, f["paper"]) for s, t, f in out.edges(data=True)}
    assert found_keys == {e.key for e in graph.edges()}


TEXT = "Acme\nWe train Acme on Blobs. Acme reaches 91.5% accuracy on Blobs, Base 80.1%."


def _entity(label: str, name: str, role: str) -> Entity:
    start = TEXT.index(name, 5)
    evidence = Evidence(start, start + len(name), name, TEXT.split("\n")[1], "test@1", 0.5)
    return Entity(label, name, (name,), role, 0.5, (evidence,))


def _paper() -> Extraction:
    title, abstract = TEXT.split("\n")
    start = TEXT.index("91.5%")
    result = Result(
        "Acme", None, "Blobs", "accuracy", "91.5%", "Base", "80.1%",
        start, start + 5, abstract, 0.8, "test@1", 91.5, "%", "absolute", True, 80.1,
        0.4, (90.9, 92.1), (("split", "test"), ("shots", "5-shot")),
    )  # fmt: skip
    document = Document(
        "title:1",
        title,
        abstract,
        byline="acme ACME Labs",
        organization=Organization("acme", "ACME Labs", 5, 14),
    )
    entities = (
        _entity("Method", "Acme", "introduces"),
        _entity("Method", "Base", "compares"),
        _entity("Dataset", "Blobs", "evaluates_on"),
        _entity("Metric", "accuracy", "reports"),
    )
    relations = (
        Relation(
            "TRAINED_ON", "Acme", "Method", "Blobs", "Dataset",
            (_reach("Acme on Blobs", 0.6),), 0.7,
        ),
        Relation(
            "COMPARED_WITH", "Acme", "Method", "Base", "Method",
            (_reach(abstract[abstract.index("Acme") : abstract.index(" 80")], 0.6),), 0.5,
        ),
    )  # fmt: skip
    return Extraction(document, entities, (result,), "test@1", relations)


def _reach(text: str, score: float) -> Evidence:
    start = TEXT.index(text, 5)
    return Evidence(start, start + len(text), text, TEXT.split("\n")[1], "test@1", score)


def test_a_paper_becomes_nodes_and_edges() -> None:
    graph = fold_papers([_paper()])
    result = next(n.id for n in graph.nodes() if n.label == "Result")
    assert {(e.type, e.source, e.target) for e in graph.edges()} == {
        ("INTRODUCES", "title:1", "method/acme"),
        ("COMPARES_WITH", "title:1", "method/base"),
        ("EVALUATES_ON", "title:1", "dataset/blob"),
        ("REPORTS", "title:1", "metric/accuracy"),
        ("FROM", "title:1", "organization/acme"),
        ("STATES", "title:1", result),
        ("OF", result, "method/acme"),
        ("ON", result, "dataset/blob"),
        ("MEASURES", result, "metric/accuracy"),
        ("AGAINST", result, "method/base"),
        ("TRAINED_ON", "method/acme", "dataset/blob"),
        ("COMPARED_WITH", "method/acme", "method/base"),
    }
    confidence = {e.type: e.properties["confidence"] for e in graph.edges()}
    assert (confidence["TRAINED_ON"], confidence["ON"], confidence["FROM"]) == (0.7, 0.8, 1.0)


def test_papers_that_say_the_same_give_edges_side_by_side() -> None:
    other = replace(_paper(), document=replace(_paper().document, id="title:2", title="Acmf"))
    graph = fold_papers([_paper(), other])
    of = [(e.paper, e.target) for e in graph.edges() if e.type == "TRAINED_ON"]
    assert of == [("title:1", "dataset/blob"), ("title:2", "dataset/blob")]
    assert to_networkx(graph).number_of_edges("method/acme", "dataset/blob") == 2


def test_ends_that_are_one_node_have_no_relation() -> None:
    same = Judgement("Method", "Base", "Acme", 1.0, "said so", "test@1")
    assert "COMPARED_WITH" not in {e.type for e in fold_papers([_paper()], [same]).edges()}


def test_the_audit_finds_a_relation_whose_words_leave_an_end_out() -> None:
    graph = fold_papers([_paper()])
    edges = [
        replace(e, evidence=(_reach("Acme", 0.5),)) if e.type == "TRAINED_ON" else e
        for e in graph.edges()
    ]
    (problem,) = audit(Broken(list(graph.nodes()), edges))  # type: ignore[arg-type]
    edge = "(method/acme)-[TRAINED_ON]->(dataset/blob)"
    assert problem == f"{edge}: 'Acme' mentions no dataset/blob"
    against = next(e for e in graph.edges() if e.type == "AGAINST")
    assert against.properties == {"raw": "80.1%", "confidence": 0.8}
    stated = next(n for n in graph.nodes() if n.label == "Result")
    assert stated.properties == {
        "name": "Acme, accuracy 91.5 % on Blobs",
        "value": 91.5, "raw": "91.5%", "unit": "%", "kind": "absolute", "higher_is_better": True,
        "baseline": 80.1, "baseline_raw": "80.1%", "confidence": 0.8,
        "deviation": 0.4, "interval_low": 90.9, "interval_high": 92.1,
        "conditions": ("split=test", "shots=5-shot"), "judged_by": None,
        "field": None, "is_own": None, "quoted_from": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("slots", "name"),
    [
        ({}, "Acme, accuracy 91.5 % on Blobs"),
        ({"dataset": None}, "Acme, accuracy 91.5 % for blob counting"),
        ({"dataset": None, "task": None}, "Acme, accuracy 91.5 %"),
        ({"method": None, "metric": None}, "91.5 % on Blobs"),
        (
            {"kind": "ratio", "value": "3.7times", "number": 3.7},
            "Acme, accuracy 3.7x (ratio) on Blobs",
        ),
    ],
)
def test_a_result_is_called_by_what_it_states(slots: dict[str, Any], name: str) -> None:
    paper = _paper()
    (stated,) = paper.results
    stated = replace(stated, **{"task": "blob counting", **slots})
    (node,) = result_nodes(replace(paper, results=(stated,)))
    assert node.properties["name"] == name


@pytest.mark.parametrize(
    ("date", "year"), [("2024-02-29", 2024), ("2024", 2024), (None, None), ("undated", None)]
)
def test_a_paper_has_its_title_for_a_name_and_a_year(date: str | None, year: int | None) -> None:
    paper = _paper()
    node = paper_node(replace(paper, document=replace(paper.document, date=date)))
    assert node.properties["name"] == node.properties["title"] == paper.document.title
    assert node.properties["year"] == year


def test_results_of_papers_whose_ids_begin_alike_are_in_order() -> None:
    ids = ("doi:10.1/a", "doi:10.1/a-b", "doi:10.1/a-b/c", "doi:10.1/b")
    graph = fold_papers([replace(_paper(), document=replace(_paper().document, id=i)) for i in ids])
    found = [node.id for node in graph.nodes() if node.label == schema.RESULT]
    assert found == sorted(found)
    assert len(found) == 4


def test_a_neighbourhood_ends_after_its_hops() -> None:
    graph = fold_papers([_paper()])
    near = neighbourhood(graph, ["method/acme"], 1)
    assert {n.label for n in near.nodes()} == {"Paper", "Method", "Dataset", "Result"}
    kinds = {"INTRODUCES", "EVALUATES_ON", "COMPARES_WITH", "STATES", "OF", "ON", "AGAINST"}
    assert {e.type for e in near.edges()} == kinds | {"TRAINED_ON", "COMPARED_WITH"}
    everything = neighbourhood(graph, ["method/acme"], 2)
    assert list(everything.edges()) == list(graph.edges())


class Broken:
    """A sound graph with one edge or node replaced."""

    def __init__(self, nodes: list[Node], edges: list[Edge]) -> None:
        self._nodes, self._edges = nodes, edges

    def nodes(self) -> list[Node]:
        return self._nodes

    def edges(self) -> list[Edge]:
        return self._edges


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"evidence": ()}, "no evidence"),
        ({"target": "dataset/none"}, "there is no Dataset dataset/none"),
        ({"type": "REPORTS"}, "the schema does not let"),
        ({"paper": "title:2"}, "its paper title:2 is not in the graph"),
    ],
)
def test_the_audit_finds_what_is_wrong_with_an_edge(change: dict[str, object], said: str) -> None:
    graph = fold_papers([_paper()])
    edges = [
        replace(e, **change) if e.type == "EVALUATES_ON" else e  # type: ignore[arg-type]
        for e in graph.edges()
    ]
    found = list(audit(Broken(list(graph.nodes()), edges)))  # type: ignore[arg-type]
    assert any(said in problem for problem in found), found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start": 0, "end": 5}, "does not stand at 0"),
        ({"sentence": "Nobody wrote this of Blobs."}, "is not in its paper's text"),
        ({"score": 1.5}, "outside [0, 1]"),
        ({"by": ""}, "nothing says what found"),
    ],
)
def test_the_audit_finds_what_is_wrong_with_evidence(change: dict[str, object], said: str) -> None:
    graph = fold_papers([_paper()])
    edges = [
        replace(e, evidence=(replace(e.evidence[0], **change),))  # type: ignore[arg-type]
        if e.type == "EVALUATES_ON"
        else e
        for e in graph.edges()
    ]
    found = list(audit(Broken(list(graph.nodes()), edges)))  # type: ignore[arg-type]
    assert any(said in problem for problem in found), found


def test_the_audit_finds_orphans_and_doubles() -> None:
    graph = fold_papers([_paper()])
    nodes, edges = list(graph.nodes()), list(graph.edges())
    lonely = Node("Method", "method/lonely", {"name": "lonely", "aliases": ()})
    found = list(audit(Broken([*nodes, lonely, nodes[0]], [*edges, edges[-1]])))  # type: ignore[arg-type]
    assert any("that no edge reaches" in problem for problem in found)
    assert any("two nodes have this id" in problem for problem in found)
    assert any("comes twice" in problem for problem in found)
