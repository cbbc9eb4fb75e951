"""The Atom feed of a site: its newest papers, each with an id that never changes.

Source: RFC 4287; links are relative to the address that the feed is read from.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from kg.site.staged_graph import Record, StagedGraph

__all__ = ["feed_record"]

_UNDATED = "0001-01-01"
_DAY = "-01-01"  # what a year lacks; a month lacks its end


def feed_record(graph: StagedGraph, papers: Iterable[Record]) -> Record:
    """What the template of the feed shows of the papers, the newest first."""
    entries = [_entry(graph, paper) for paper in papers]
    return {
        "id": _urn(f"graph:{graph.digest}"),
        "updated": entries[0]["updated"] if entries else _moment(None),
        "entries": entries,
    }


def _entry(graph: StagedGraph, paper: Record) -> Record:
    own = graph.properties(paper["id"])
    return {
        **paper,
        "urn": _urn(paper["id"]),
        "updated": _moment(paper.get("date")),
        "authors": ", ".join(own.get("authors") or []),
        "abstract": own.get("abstract") or "",
    }


def _urn(identifier: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, identifier).urn


def _moment(day: str | None) -> str:
    """The beginning of an ISO day, month or year, as Atom writes it.

    >>> _moment("2024-02"), _moment("2024-02-03")
    ('2024-02-01T00:00:00Z', '2024-02-03T00:00:00Z')
    """
    known = day or _UNDATED
    return f"{known}{_DAY[len(known) - 4 :] if len(known) < len(_UNDATED) else ''}T00:00:00Z"
