"""The part of a graph that one page can show, chosen by a stated rule.

A picture of more than a few thousand nodes is only texture, so a page has a budget. Entities
and organizations come first by how many papers link to them (of equals, what a paper
introduces, then what was found with the higher score), papers by how many links they have
to the chosen; each side gets half of the budget and what the other leaves. Results are nodes
only where they are few; else they are folded into what the page says of their paper. Authors and
categories are not drawn: a paper has ten of them, and they link what is not alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.core import schema
from kg.core.judgement import judged_text
from kg.core.types import Edge, Evidence, Node, PropertyGraph
from kg.core.value_text import value_text
from kg.exporters.communities.community_titles import (
    COMMON_TITLE,
    REST_TITLE,
    community_titles,
)
from kg.exporters.communities.link_communities import Communities, link_communities

_NO_LINK = (schema.RESULT, schema.PAPER, *schema.CATALOGUED)
"""Ends of edges of papers that do not count as links: other papers and results are no entities."""
_INTRODUCES = schema.ROLE_EDGES[schema.METHOD, "introduces"]

MAX_RESULT_NODES = 40
"""Beyond this many results their nodes hide the papers and entities that they join."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What a folded result says of one entity: edge type, entity, and a compared value."""

    type: str
    id: str
    name: str
    shown: str | None


@dataclass(frozen=True, slots=True)
class FoldedResult:
    """A stated number that the page lists instead of drawing."""

    paper: str
    shown: str
    facts: str
    slots: tuple[Slot, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A community of the whole graph, and which of its nodes are shown, in canonical order.

    ``is_field`` is false of what is common to many communities and of the small ones together.
    """

    title: str
    members: tuple[str, ...]
    total: int
    is_field: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The chosen nodes and the edges among them, in canonical order, and what is left out.

    Each node is in one of the groups; the largest community is first.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    results: tuple[FoldedResult, ...]
    groups: tuple[Group, ...]
    total_nodes: int
    total_edges: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Census:
    """The counts of one walk over the nodes and one over the edges, without texts."""

    labels: dict[str, str]
    names: dict[str, str]
    facts: dict[str, str]
    before: dict[str, str | None]
    links: dict[tuple[str, str], float]
    related: set[tuple[str, str]]
    introduced: set[str]
    edges: int

    def having(self, *labels: str) -> list[str]:
        return [i for i, label in self.labels.items() if label in labels]


def overview(graph: PropertyGraph, max_nodes: int) -> Overview:
    """At most `max_nodes` nodes of the graph, and the edges that join them.

    The graph is walked twice, and what is not chosen is not held.
    """
    census = _census(graph)
    results = census.having(schema.RESULT)
    fold = len(results) > MAX_RESULT_NODES or len(census.labels) > max_nodes
    chosen = _choose(census, max_nodes).union(() if fold else results)
    nodes = tuple(node for node in graph.nodes() if node.id in chosen)
    edges: list[Edge] = []
    of_results: list[Edge] = []
    for edge in graph.edges():
        if edge.source in chosen and edge.target in chosen:
            edges.append(edge)
        elif fold and edge.paper in chosen:
            of_results.append(edge)
    return Overview(
        nodes=nodes,
        edges=tuple(edges),
        results=tuple(_folded(of_results, census)),
        groups=tuple(_groups(census, nodes, edges)),
        total_nodes=len(census.labels),
        total_edges=census.edges,
        rule=_rule(census, chosen),
    )


def community_members(graph: PropertyGraph, ids: Iterable[str]) -> frozenset[str]:
    """The ids of the nodes of the communities that hold one of these, with the results of their
    papers; what is common to many communities, or in none, is one group each."""
    wanted = frozenset(ids)
    groups = _communities(_census(graph)).groups
    members = {node for group in groups if wanted.intersection(group) for node in group}
    stated = {e.target for e in graph.edges() if e.type == schema.STATES and e.source in members}
    return frozenset(members | stated)


def display_name(node: Node) -> str:
    r"""What a person calls the node: its name, title or stated value, else its id.

    >>> display_name(Node("Result", "result/x/0", {"raw": "92.4\\%"}))
    '92.4 %'
    """
    if node.label == schema.RESULT:
        return _shown(node, "raw", "value") or node.id
    named = (node.properties.get(key) for key in ("name", "title"))
    return next((text for text in named if isinstance(text, str) and text), node.id)


def _shown(node: Node, raw: str, number: str) -> str | None:
    """A value of a result for reading: the stated one, or the one that it is compared with."""
    text, value, unit = (node.properties.get(key) for key in (raw, number, "unit"))
    if not isinstance(text, str):
        return None
    known = value if isinstance(value, float) else None
    return value_text(text, known, unit if isinstance(unit, str) else None)


_DIRECTION = {"True": "higher is better", "False": "lower is better"}


def result_facts(node: Node) -> str:
    r"""What is known of a result beside its value, for reading; empty where nothing is.

    >>> facts = {"kind": "absolute", "conditions": ("shots=5-shot",), "confidence": 0.824}
    >>> result_facts(Node("Result", "x", {**facts, "deviation": 0.4}))
    'absolute · 5-shot · ± 0.4 · 82\xa0%\xa0sure'
    >>> result_facts(Node("Result", "x", {**facts, "judged_by": "person:ada"}))
    'absolute · 5-shot · judged right by ada'
    """
    facts = node.properties
    before, sure = _shown(node, "baseline_raw", "baseline"), facts.get("confidence")
    named = facts.get("conditions")
    parts = (
        facts.get("kind"),
        *(each.partition("=")[2] for each in (named if isinstance(named, tuple) else ())),
        *_uncertainty(node),
        _DIRECTION.get(str(facts.get("higher_is_better"))),
        f"compared with {before}" if before else None,
        _certainty(facts.get("judged_by"), sure),
    )
    return " · ".join(str(part) for part in parts if part)


def _certainty(judged_by: object, sure: object) -> str | None:
    if isinstance(judged_by, str):
        return judged_text(judged_by)
    return f"{sure:.0%}".replace("%", "\u00a0%\u00a0sure") if isinstance(sure, float) else None


def _uncertainty(node: Node) -> Iterator[str]:
    deviation, low, high = (
        node.properties.get(key) for key in ("deviation", "interval_low", "interval_high")
    )
    if isinstance(deviation, float):
        yield f"± {deviation:g}"
    if isinstance(low, float) and isinstance(high, float):
        yield f"interval {low:g} to {high:g}"


def _census(graph: PropertyGraph) -> _Census:
    census = _Census({}, {}, {}, {}, {}, set(), set(), 0)
    for node in graph.nodes():
        if node.properties.get("read") is False or node.label in schema.CATALOGUED:
            continue  # a paper has fifty of the one: the page would show little else
        census.labels[node.id] = node.label
        census.names[node.id] = display_name(node)
        if node.label == schema.RESULT:
            census.facts[node.id] = result_facts(node)
            census.before[node.id] = _shown(node, "baseline_raw", "baseline")
    count = 0
    for edge in graph.edges():
        if edge.type in (schema.WROTE, schema.IN):
            continue
        count += 1
        if edge.source_label == schema.PAPER and edge.target_label not in _NO_LINK:
            pair = (edge.source, edge.target)
            census.links[pair] = max(edge.score, census.links.get(pair, 0.0))
            if edge.type == _INTRODUCES:
                census.introduced.add(edge.target)
        elif edge.source_label in schema.ENTITY_LABELS:
            census.related.add((edge.source, edge.target))
    return replace(census, edges=count)


def _choose(census: _Census, max_nodes: int) -> set[str]:
    papers = census.having(schema.PAPER)
    entities = census.having(*schema.ENTITY_LABELS, schema.ORGANIZATION)
    if len(papers) + len(entities) <= max_nodes:
        return {*papers, *entities}
    room = max(max_nodes // 2, max_nodes - len(papers))
    named = Counter(target for _, target in census.links)
    sure: Counter[str] = Counter()
    for (_, target), score in census.links.items():
        sure[target] += round(score * 1000)

    def rank(entity: str) -> tuple[int, bool, int, str, str]:
        name = census.names[entity]
        return -named[entity], entity not in census.introduced, -sure[entity], name, entity

    kept = set(sorted(entities, key=rank)[:room])
    links = Counter(source for source, target in census.links if target in kept)
    papers.sort(key=lambda i: (-links[i], i))
    return kept | set(papers[: max_nodes - len(kept)])


def _rule(census: _Census, chosen: set[str]) -> str:
    """How the shown were chosen, in words; empty where all papers and entities are shown."""
    papers = census.having(schema.PAPER)
    entities = census.having(*schema.ENTITY_LABELS, schema.ORGANIZATION)
    shown = sum(i in chosen for i in papers)
    rest = sum(i in chosen for i in entities)
    if shown + rest == len(papers) + len(entities):
        return ""
    return (
        f"chosen by number of links: {shown:,} of {len(papers):,} papers, "
        f"{rest:,} of {len(entities):,} entities"
    )


def _groups(census: _Census, nodes: Iterable[Node], edges: Iterable[Edge]) -> Iterator[Group]:
    """The groups of the whole graph that have shown nodes; a result goes with its paper."""
    found = _communities(census)
    titles = community_titles(found.members, census.links, names=census.names, labels=census.labels)
    titled = [(members, title, True) for members, title in zip(found.members, titles, strict=True)]
    titled += [(found.common, COMMON_TITLE, False), (found.rest, REST_TITLE, False)]
    of = {node: number for number, (members, _, _) in enumerate(titled) for node in members}
    of |= {e.target: of[e.source] for e in edges if e.type == schema.STATES}
    shown: list[list[str]] = [[] for _ in titled]
    for node in nodes:
        shown[of.get(node.id, -1)].append(node.id)
    for (members, title, is_field), ids in zip(titled, shown, strict=True):
        if ids:
            yield Group(title, tuple(ids), len(members), is_field)


def _communities(census: _Census) -> Communities:
    entities = census.having(schema.PAPER, *schema.ENTITY_LABELS, schema.ORGANIZATION)
    return link_communities(entities, {*census.links, *census.related})


def _folded(edges: Iterable[Edge], census: _Census) -> Iterator[FoldedResult]:
    """The results among the edges, by paper and id."""
    stated: list[Edge] = []
    slots: dict[str, list[Slot]] = {}
    for edge in edges:
        if edge.target_label == schema.RESULT:
            stated.append(edge)
        elif edge.source_label == schema.RESULT:
            name = census.names.get(edge.target, edge.target)
            before = census.before.get(edge.source) if edge.properties.get("raw") else None
            slot = Slot(edge.type, edge.target, name, before)
            slots.setdefault(edge.source, []).append(slot)
    for edge in stated:
        found = tuple(sorted(slots.get(edge.target, []), key=_slot_order))
        name, facts = census.names.get(edge.target, ""), census.facts.get(edge.target, "")
        yield FoldedResult(edge.source, name, facts, found, edge.evidence)


def _slot_order(slot: Slot) -> int:
    return schema.EDGE_TYPES.index(slot.type)
