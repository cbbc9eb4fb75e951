"""What the page knows: the chosen nodes and edges as compact records for its script.

Nodes and edges are named by position. Each sentence stands once; a piece of evidence is
``[sentence, start, length, ...]``, with offsets of what to mark in the sentence in UTF-16
code units, because that is how JavaScript counts: a surface (of length 0 if it is not found),
or where a relation names its two ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from math import hypot, inf
from typing import Any

from kg.core import schema
from kg.core.paper_ids import paper_page
from kg.core.types import Edge, Evidence, Node
from kg.exporters.communities.community_layout import Disc
from kg.exporters.first_evidence import first_evidence
from kg.exporters.overview import FoldedResult, Group, Overview, display_name, result_facts
from kg.graph.passages import field_texts, place_in_sentence

_STYLES: Mapping[str, tuple[str, str]] = {
    schema.PAPER: ("dot", "#7d8796"),
    schema.METHOD: ("square", "#2f6fdf"),
    schema.DATASET: ("diamond", "#d9730d"),
    schema.METRIC: ("triangle", "#22995a"),
    schema.TASK: ("hexagon", "#8b46c8"),
    schema.RESULT: ("star", "#d6336c"),
    schema.ORGANIZATION: ("triangleDown", "#8a5a3b"),
    schema.AUTHOR: ("dot", "#0b7285"),
    schema.CATEGORY: ("square", "#5c6670"),
}

_SPARE_COLOURS = ("#1098ad", "#5c940d", "#c2255c", "#495057")

NODE_STYLES: Mapping[str, tuple[str, str]] = {
    label: _STYLES.get(label, ("square", colour))
    for label, colour in zip(schema.LABELS, cycle(_SPARE_COLOURS), strict=False)
}
"""Label -> shape (as vis-network names it) and colour; a label that is new to the schema gets a
square in a colour of its own."""

_EDGE_COLOURS = (
    "#0b7285",
    "#4c7ef3",
    "#e03131",
    "#9aa3af",
    "#f08c00",
    "#a9741f",
    "#2b8a3e",
    "#862e9c",
    "#d6336c",
    "#4263eb",
    "#d9800f",
    "#37a35f",
    "#9c36b5",
    "#c92a2a",
    "#795548",
    "#1098ad",
    "#7048e8",
    "#e64980",
    "#b8860b",
    "#e8590c",
    "#c92a2a",
    "#74b816",
    "#ae3ec9",
    "#748ffc",
    "#846358",
    "#3b8c99",
    "#868e96",
)
"""One a type, in the order of `kg.core.schema.EDGE_TYPES`."""

_GROUP_COLOURS = (
    "#2f6fdf",
    "#cf6a0a",
    "#22875a",
    "#8b46c8",
    "#c2255c",
    "#0b8599",
    "#94700a",
    "#5b62d6",
    "#5c8a12",
    "#b8441f",
    "#a83fa0",
    "#4a7a8c",
)
"""Of communities, by size: each at least 3 to 1 against white and against the dark paper."""

_NO_FIELD_COLOUR = "#7d8796"

MAX_SENTENCES = 10_000_000
"""Characters of sentences in a page of very many links: 10 of 30 MB that still open in seconds."""

_BETWEEN = frozenset((*schema.RELATION_EDGES, schema.VARIANT_OF))


@dataclass(slots=True)
class _Sentences:
    """Sentences by first use."""

    index: dict[str, int] = field(default_factory=dict)

    def refer(
        self, evidence: Evidence, texts: Mapping[str, str], marked: Iterable[Evidence] = ()
    ) -> list[int]:
        """The sentence, and in it the places of what is marked: of the evidence itself if
        nothing else is given."""
        start = place_in_sentence(evidence, texts.get(evidence.field, ""))
        number = self.index.setdefault(evidence.sentence, len(self.index))
        if start is None:
            return [number, 0, 0]
        places = [number]
        for each in sorted(marked) or [evidence]:
            begin = start + each.start - evidence.start
            places += [_units(evidence.sentence[:begin]), _units(each.text)]
        return places


@dataclass(frozen=True, slots=True)
class _Mentions:
    """Where each paper names each entity, as the paper's own links to them have it."""

    found: Mapping[tuple[str, str], list[Evidence]]

    def ends(self, edge: Edge, evidence: Evidence) -> list[Evidence]:
        """What names the ends of a relation within its evidence; empty if they overlap."""
        named = [
            next((m for m in self.found.get((edge.paper, end), ()) if evidence.covers(m)), None)
            for end in (edge.source, edge.target)
        ]
        one, other = sorted(filter(None, named)) if all(named) else (evidence, evidence)
        return [one, other] if one.end <= other.start else []


def _mentions(edges: Iterable[Edge]) -> _Mentions:
    found: dict[tuple[str, str], list[Evidence]] = {}
    for edge in edges:
        if edge.source_label == schema.PAPER:
            found.setdefault((edge.paper, edge.target), []).extend(edge.evidence)
    return _Mentions(found)


def page_data(
    shown: Overview, discs: Sequence[Disc] = (), *, sentences: int | None = None
) -> dict[str, Any]:
    """A JSON object: types, relations, nodes, edges, sentences, results, groups and the banner.

    ``discs`` are where the groups stand; without them the page has no groups. With a limit of
    ``sentences``, in characters, a link has its surest sentence alone, and no more links have one
    than the limit allows.
    """
    position = {node.id: number for number, node in enumerate(shown.nodes)}
    texts = {node.id: field_texts(node) for node in shown.nodes if node.label == schema.PAPER}
    said, mentions = _Sentences(), _mentions(shown.edges)
    edges = shown.edges if sentences is None else first_evidence(shown.edges, sentences)
    return {
        "types": _types(shown.nodes),
        "relations": _relations(shown.edges),
        "nodes": [_node(node) for node in shown.nodes],
        "edges": [_edge(edge, position, texts, said, mentions) for edge in edges],
        "results": [_result(result, position, texts, said) for result in shown.results],
        "sentences": list(said.index),
        "brief": sentences is not None,
        "groups": [
            _group(group, disc, color, position)
            for group, disc, color in zip(
                shown.groups, discs, _group_colours(shown.groups, discs), strict=False
            )
        ],
        "banner": banner(shown),
    }


def _group(group: Group, disc: Disc, color: str, position: Mapping[str, int]) -> dict[str, Any]:
    return {
        "title": group.title,
        "color": color,
        "field": group.is_field,
        "total": group.total,
        "members": [position[node] for node in group.members],
        "disc": [disc.x, disc.y, round(disc.radius, 1)],
    }


def _group_colours(groups: Sequence[Group], discs: Sequence[Disc]) -> list[str]:
    """A colour for each community: the one whose nearest use so far is farthest away."""
    chosen: list[str] = []
    for group, disc in zip(groups, discs, strict=False):
        used = dict.fromkeys(_GROUP_COLOURS, inf)
        for other, color in zip(discs, chosen, strict=False):
            apart = hypot(disc.x - other.x, disc.y - other.y) - other.radius
            used[color] = min(used.get(color, inf), apart)
        used.pop(_NO_FIELD_COLOUR, None)
        chosen.append(max(used, key=used.__getitem__) if group.is_field else _NO_FIELD_COLOUR)
    return chosen


def banner(shown: Overview) -> str:
    """What is shown of what, and by which rule, in a sentence or two."""
    results = f" {len(shown.results):,} results are in the panel." if shown.results else ""
    if not shown.rule:
        what = "all papers and entities:" if shown.results else "all of"
        return f"Showing {what} {len(shown.nodes):,} nodes and {len(shown.edges):,} edges.{results}"
    rest = " More: --max-nodes, or a part by --focus, --community, --task, --since or --type."
    return (
        f"Showing {len(shown.nodes):,} of {shown.total_nodes:,} nodes, {shown.rule}.{results}{rest}"
    )


def _types(nodes: Iterable[Node]) -> list[dict[str, Any]]:
    counts = Counter(node.label for node in nodes)
    return [
        {"label": label, "shape": shape, "color": color, "count": counts[label]}
        for label, (shape, color) in NODE_STYLES.items()
    ]


def _relations(edges: Iterable[Edge]) -> list[dict[str, Any]]:
    counts = Counter(edge.type for edge in edges)
    return [
        {
            "type": edge,
            "phrase": edge.replace("_", " ").lower(),
            "color": color,
            "count": counts[edge],
            "between": edge in _BETWEEN,
        }
        for edge, color in zip(schema.EDGE_TYPES, cycle(_EDGE_COLOURS), strict=False)
    ]


def _node(node: Node) -> dict[str, Any]:
    aliases = node.properties.get("aliases")
    name = display_name(node)
    record = {
        "type": list(NODE_STYLES).index(node.label),
        "id": node.id,
        "name": name,
        "date": node.properties.get("date"),
        "links": _pages(node) if node.label == schema.PAPER else None,
        "facts": result_facts(node) if node.label == schema.RESULT else None,
        "aliases": [a for a in aliases if a != name] if isinstance(aliases, tuple) else [],
    }
    return {key: value for key, value in record.items() if value not in (None, "", [])}


def _pages(paper: Node) -> list[tuple[str, str]]:
    """Where to read a paper: what each place is, and its address."""
    own = (paper.properties.get(name) for name in ("url", "arxiv", "doi"))
    url, arxiv, doi = (each if isinstance(each, str) else None for each in own)
    pages = {
        paper_page(None, arxiv, None): "arXiv",
        paper_page(None, None, doi): "DOI",
        paper_page(url, None, None): "Page",
    }
    return [(kind, address) for address, kind in pages.items() if address is not None]


def _edge(
    edge: Edge,
    position: Mapping[str, int],
    texts: Mapping[str, Mapping[str, str]],
    sentences: _Sentences,
    mentions: _Mentions,
) -> list[Any]:
    paper = texts.get(edge.paper, {})
    best_first = sorted(edge.evidence, key=lambda evidence: -evidence.score)
    sure = edge.properties.get("confidence")
    return [
        position[edge.source],
        position[edge.target],
        schema.EDGE_TYPES.index(edge.type),
        position.get(edge.paper, -1),
        [
            sentences.refer(e, paper, mentions.ends(edge, e) if edge.type in _BETWEEN else ())
            for e in best_first
        ],
        round(100 * sure) if isinstance(sure, float) else None,
    ]


def _result(
    result: FoldedResult,
    position: Mapping[str, int],
    texts: Mapping[str, Mapping[str, str]],
    sentences: _Sentences,
) -> dict[str, Any]:
    return {
        "paper": position[result.paper],
        "shown": result.shown,
        "facts": result.facts,
        "slots": [
            [schema.EDGE_TYPES.index(slot.type), position.get(slot.id, -1), slot.name, slot.shown]
            for slot in result.slots
        ],
        "evidence": [sentences.refer(e, texts[result.paper]) for e in result.evidence],
    }


def _units(text: str) -> int:
    """The length in UTF-16 code units.

    >>> _units("a🙂")
    3
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
