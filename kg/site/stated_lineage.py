"""What builds on what, as `kg lineage` reads it in sentences, for every method in one walk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.core import schema
from kg.core.codec import encode_evidence
from kg.core.types import Evidence
from kg.questions.statements.lineages import paper_links
from kg.site.staged_graph import Record, StagedGraph

__all__ = ["lineage_of_all"]


def lineage_of_all(graph: StagedGraph) -> Mapping[str, list[Record]]:
    """Id of a method -> what it builds on (``towards`` "up"), and what builds on it ("down").

    Each other method once in each direction, by the paper that comes first.
    """
    found: dict[str, dict[tuple[str, str], Record]] = {}
    for (paper,) in list(graph.rows(_PAPERS)):
        for link in paper_links(_rows(graph, paper)):
            for own, other, towards in (
                (link.child[1], link.parent[1], "up"),
                (link.parent[1], link.child[1], "down"),
            ):
                if own == other:
                    continue
                found.setdefault(own, {}).setdefault(
                    (towards, other),
                    {
                        "towards": towards,
                        **graph.reference(other),
                        "how": link.how,
                        "words": link.words,
                        "paper": graph.reference(paper),
                        "quotes": [{"sentence": link.sentence, "mark": _mark(link)}],
                    },
                )
    return {own: list(links.values()) for own, links in found.items()}


_PAPERS = """
SELECT paper FROM edge WHERE source_label = 'Paper' AND target_label = 'Method'
GROUP BY paper HAVING count(DISTINCT target) > 1 ORDER BY paper
"""


def _mark(link: Any) -> list[int] | None:
    start = link.sentence.find(link.words) if link.words else -1
    return None if start < 0 else [start, start + len(link.words)]


def _rows(graph: StagedGraph, paper: str) -> list[dict[str, object]]:
    return list(_methods(graph, paper))


def _methods(graph: StagedGraph, paper: str) -> Iterator[dict[str, object]]:
    """The methods of a paper, with the columns of ``cypher/lineage.cypher``."""
    own = graph.reference(paper)
    links = [link for link in graph.links_from(paper) if link.target_label == schema.METHOD]
    for link in sorted(links, key=lambda link: (link.type, link.target)):
        evidence = [_evidence(quote) for quote in link.quotes]
        yield {
            "paper": paper,
            "title": own["name"],
            "date": own.get("date"),
            "role": link.type,
            "other": graph.reference(link.target)["name"],
            "id": link.target,
            "confidence": link.confidence,
            "sentence": link.quotes[0]["sentence"],
            "evidence": encode_evidence(sorted(evidence)),
        }


def _evidence(quote: Record) -> Evidence:
    start, end = quote["mark"] or (0, 0)
    surface = quote["sentence"][start:end]
    place = quote["start"], quote["end"]
    return Evidence(*place, surface, quote["sentence"], quote["by"], field=quote["field"])
