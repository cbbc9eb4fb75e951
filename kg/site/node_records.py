"""Pages of papers and of what they name: links with their sentences, results, roles by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.core import schema
from kg.site.plots.neighbours import entity_neighbours, paper_neighbours
from kg.site.result_records import board_of, reading_places, result_row, stated_by
from kg.site.staged_graph import Link, Record, StagedGraph

__all__ = ["entity_record", "paper_record"]

_BETWEEN: Mapping[str, tuple[str, str]] = {
    "USED_FOR": ("Used for", "Methods used for this"),
    "PART_OF": ("Part of", "Parts of this"),
    "KIND_OF": ("Kind of", "Kinds of this"),
    "TRAINED_ON": ("Trained on", "Methods trained on this"),
    "EVALUATED_ON": ("Evaluated on", "Methods evaluated on this"),
    "COMPARED_WITH": ("Compared with", "Compared with this"),
    "BENCHMARK_FOR": ("Benchmark for", "Benchmarks for this"),
    "SUBTASK_OF": ("Subtask of", "Subtasks of this"),
    schema.VARIANT_OF: ("Version of", "Versions of this"),
}
"""Type of an edge between entities -> how it reads from its source, and from its target."""

_ROLES = tuple(dict.fromkeys(schema.ROLE_EDGES.values()))
_UNDATED = "no date"


def paper_record(graph: StagedGraph, identifier: str) -> Record:
    """The page of a paper: what it introduces, uses and reports, each with its sentence."""
    own, links = graph.properties(identifier), graph.links_of_paper(identifier)
    named = [link for link in links if link.source == identifier]
    results = [result_row(graph, each) for each in stated_by(links)]
    roles = _roles(graph, named)
    return {
        "kind": "paper",
        "id": identifier,
        "name": graph.reference(identifier)["name"],
        "date": own.get("date"),
        "read": own.get("read") is not False,
        "authors": own.get("authors") or [],
        "orcids": own.get("orcids") or [],
        "byline": own.get("byline"),
        "categories": own.get("categories") or [],
        "abstract": own.get("abstract") or "",
        "links": reading_places(own),
        "roles": roles,
        "neighbours": paper_neighbours(roles),
        "results": results,
        "relations": _stated_relations(graph, links),
        "organizations": [_pointed(graph, link) for link in named if link.type == schema.FROM],
        "cites": [_pointed(graph, link) for link in named if link.type == schema.CITES],
        "cited_by": [
            _pointed(graph, link, link.source)
            for link in graph.links_to(identifier)
            if link.type == schema.CITES
        ],
        "extractor": own.get("extractor"),
        "sources": own.get("sources") or [],
    }


def _pointed(graph: StagedGraph, link: Link, end: str | None = None) -> Record:
    return {
        **graph.reference(end or link.target),
        "confidence": link.confidence,
        "quotes": link.quotes,
    }


def _roles(graph: StagedGraph, links: Iterable[Link]) -> list[Record]:
    """What a paper names, by its role there, then by type."""
    found: dict[tuple[int, int], list[Record]] = {}
    for link in links:
        if link.type in _ROLES and link.target_label in schema.ENTITY_LABELS:
            place = _ROLES.index(link.type), schema.ENTITY_LABELS.index(link.target_label)
            found.setdefault(place, []).append(_pointed(graph, link))
    return [
        {"role": _words(_ROLES[role]), "label": schema.ENTITY_LABELS[label], "entities": listed}
        for (role, label), listed in sorted(found.items())
    ]


def _words(edge: str) -> str:
    return edge.replace("_", " ").lower()


def _stated_relations(graph: StagedGraph, links: Iterable[Link]) -> list[Record]:
    """What a paper states of two things: both ends, and the sentence."""
    return [
        {
            "source": graph.reference(link.source),
            "phrase": _BETWEEN.get(link.type, (_words(link.type), ""))[0].lower(),
            "target": graph.reference(link.target),
            "confidence": link.confidence,
            "quotes": link.quotes,
        }
        for link in links
        if {link.source_label, link.target_label}.isdisjoint((schema.PAPER, schema.RESULT))
    ]


def entity_record(graph: StagedGraph, identifier: str, lineage: Sequence[Record]) -> Record:
    """The page of a method, data set, metric, task or organisation.

    ``lineage`` are the links of `kg.site.stated_lineage` to and from a method.
    """
    own, links = graph.properties(identifier), graph.links_to(identifier)
    reference = graph.reference(identifier)
    uses = [link for link in links if link.source_label == schema.PAPER]
    rows = [result_row(graph, each) for each in stated_by(links)]
    boards = {board["id"]: board for row in rows if (board := board_of(row))}
    between = _relations(graph, identifier, [*graph.links_from(identifier), *links])
    return {
        "kind": str(reference["label"]).lower(),
        "id": identifier,
        "name": reference["name"],
        "aliases": [each for each in own.get("aliases") or [] if each != reference["name"]],
        "papers": len({link.source for link in uses}),
        "years": _years(graph, uses),
        "uses": _uses(graph, uses),
        "lineage": list(lineage),
        "relations": between,
        "neighbours": entity_neighbours(graph, identifier, between),
        "boards": sorted(boards.values(), key=lambda board: (board["name"], board["id"])),
        "results": sorted(rows, key=_newest_first),
    }


def _newest_first(row: Record) -> tuple[bool, int, str]:
    day = (row["paper"] or {}).get("date") or ""
    return not day, -int("".join(filter(str.isdigit, day))[:8].ljust(8, "0")), row["id"]


def _years(graph: StagedGraph, uses: Iterable[Link]) -> list[Record]:
    """Roles of the papers that name an entity, by year."""
    counts: dict[str, Counter[str]] = {}
    for link in uses:
        year = (graph.reference(link.source).get("date") or "")[:4] or _UNDATED
        counts.setdefault(year, Counter())[_words(link.type)] += 1
    return [{"year": year, "roles": dict(counts[year])} for year in sorted(counts)]


def _uses(graph: StagedGraph, uses: Iterable[Link]) -> list[Record]:
    """The papers that name an entity, by role, the newest first."""
    found: dict[str, list[Record]] = {}
    for link in uses:
        found.setdefault(link.type, []).append(_pointed(graph, link, link.source))
    order = [*_ROLES, schema.FROM]
    return [
        {"role": _words(role), "papers": sorted(found[role], key=_by_day, reverse=True)}
        for role in sorted(found, key=lambda each: order.index(each) if each in order else 99)
    ]


def _by_day(paper: Record) -> tuple[str, str]:
    return paper.get("date") or "", paper["id"]


def _relations(graph: StagedGraph, own: str, links: Iterable[Link]) -> list[Record]:
    """What papers state between an entity and others: each other end once, with all who say so."""
    groups: dict[str, dict[str, Record]] = {}
    for link in links:
        if not {link.source_label, link.target_label}.isdisjoint((schema.PAPER, schema.RESULT)):
            continue
        leaves = link.source == own
        phrases = _BETWEEN.get(link.type, (_words(link.type), f"{_words(link.type)} this"))
        other = link.target if leaves else link.source
        entry = groups.setdefault(phrases[not leaves], {}).setdefault(
            other, {**graph.reference(other), "said": []}
        )
        entry["said"].append(
            {
                "paper": graph.reference(link.paper),
                "confidence": link.confidence,
                "quotes": link.quotes,
            }
        )
    order = [phrase for pair in _BETWEEN.values() for phrase in pair]
    listed = sorted(groups, key=lambda p: (order.index(p) if p in order else 99, p))
    return [{"phrase": phrase, "others": _most_said(groups[phrase].values())} for phrase in listed]


def _most_said(others: Iterable[Record]) -> list[Record]:
    return sorted(others, key=lambda other: (-len(other["said"]), other["name"], other["id"]))
