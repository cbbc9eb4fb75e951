"""The proof that a graph keeps its promises: every edge has its words, and they are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from kg.core import schema
from kg.core.types import Edge, Evidence, PropertyGraph
from kg.graph.passages import field_texts

_Texts = dict[str, Mapping[str, str]]
_ROLES = frozenset(schema.ROLE_EDGES.values())


def audit(graph: PropertyGraph) -> Iterator[str]:
    """What is wrong with a graph, a sentence a problem; nothing for a sound one.

    Checked: ids are unique; every edge joins what the schema lets it join, exists at both
    ends, comes once, and has evidence; every surface and sentence stands in its paper at its
    offsets, and those of a relation reach over a mention of each of its ends; scores are in
    [0, 1]; no entity, result or organization is without an edge. Memory grows with the texts
    of the papers.
    """
    texts: _Texts = {}
    labels: dict[str, str] = {}
    for node in graph.nodes():
        if node.id in labels:
            yield f"{node.id}: two nodes have this id"
        labels[node.id] = node.label
        if node.label == schema.PAPER:
            texts[node.id] = field_texts(node)
    joined: set[str] = set()
    for _, edges in groupby(graph.edges(), attrgetter("paper")):
        of_paper = list(edges)
        joined.update(end for edge in of_paper for end in (edge.source, edge.target))
        yield from _paper_problems(of_paper, labels, texts)
    for identifier, label in labels.items():
        if label != schema.PAPER and identifier not in joined:
            yield f"{identifier}: a {label} that no edge reaches"


def _shown(edge: Edge) -> str:
    return f"({edge.source})-[{edge.type}]->({edge.target})"


def _paper_problems(edges: list[Edge], labels: dict[str, str], texts: _Texts) -> Iterator[str]:
    """What is wrong with the edges of one paper."""
    mentions: dict[str, list[Evidence]] = {}
    for edge in edges:
        if edge.type in _ROLES:
            mentions.setdefault(edge.target, []).extend(edge.evidence)
    last: Edge | None = None
    for edge in edges:
        if last is not None and last.key == edge.key:
            yield f"{_shown(edge)}: the edge comes twice"
        last = edge
        yield from _edge_problems(edge, labels, texts)
        if edge.type in schema.RELATION_EDGES:
            yield from _reach_problems(edge, mentions)


def _reach_problems(edge: Edge, mentions: dict[str, list[Evidence]]) -> Iterator[str]:
    for end in (edge.source, edge.target):
        for evidence in edge.evidence:
            if not any(evidence.covers(mention) for mention in mentions.get(end, ())):
                yield f"{_shown(edge)}: {evidence.text!r:.80} mentions no {end}"


def _edge_problems(edge: Edge, labels: dict[str, str], texts: _Texts) -> Iterator[str]:
    if (edge.source_label, edge.target_label) not in schema.EDGE_ENDS.get(edge.type, ()):
        yield f"{_shown(edge)}: the schema does not let this edge join these"
    for end, label in ((edge.source, edge.source_label), (edge.target, edge.target_label)):
        if labels.get(end) != label:
            yield f"{_shown(edge)}: there is no {label} {end}"
    if not edge.evidence:
        yield f"{_shown(edge)}: no evidence"
    if edge.paper not in texts:
        yield f"{_shown(edge)}: its paper {edge.paper} is not in the graph"
        return
    for evidence in edge.evidence:
        for problem in _evidence_problems(evidence, texts[edge.paper]):
            yield f"{_shown(edge)}: {problem}"


def _evidence_problems(evidence: Evidence, texts: Mapping[str, str]) -> Iterator[str]:
    text = texts.get(evidence.field, "")
    if not evidence.text or text[evidence.start : evidence.end] != evidence.text:
        where = "text" if evidence.field == "text" else evidence.field
        yield f"{evidence.text!r} does not stand at {evidence.start} of its paper's {where}"
    elif evidence.text not in evidence.sentence or not evidence.stands_in(text):
        yield f"the sentence of {evidence.text!r} is not in its paper's text"
    if not 0.0 <= evidence.score <= 1.0:
        yield f"score {evidence.score} is outside [0, 1]"
    if not evidence.by:
        yield f"nothing says what found {evidence.text!r}"
