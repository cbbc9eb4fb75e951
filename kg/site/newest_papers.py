"""What is new since a day: the newest days, each with its papers and what they bring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.core import schema
from kg.site.addresses import page_of
from kg.site.staged_graph import Record, StagedGraph

__all__ = ["newest_days"]

_PAPERS = 300
"""Papers of the page, at most."""

_NEWEST = """
SELECT id, date FROM node
WHERE label = 'Paper' AND date IS NOT NULL AND json_extract(properties, '$.read') IS NOT 0
ORDER BY date DESC, id LIMIT ?
"""
_INTRODUCES = schema.ROLE_EDGES[schema.METHOD, "introduces"]


def newest_days(graph: StagedGraph) -> Record:
    """The days of the newest papers, newest first: what stands above a day is new since it.

    A paper has what it introduces and the values that it states; a date may be a month or a year.
    """
    days: dict[str, list[Record]] = {}
    for paper, date in list(graph.rows(_NEWEST, _PAPERS)):
        days.setdefault(date, []).append(_paper(graph, paper))
    total = next(graph.rows("SELECT count(*) FROM node WHERE label = 'Paper'"))[0]
    return {
        "kind": "new",
        "name": "New",
        "total": total,
        "shown": sum(map(len, days.values())),
        "days": [{"day": day, "papers": papers} for day, papers in days.items()],
    }


def _paper(graph: StagedGraph, paper: str) -> Record:
    links = graph.links_from(paper)
    introduced = (link.target for link in links if link.type == _INTRODUCES)
    values = (link.target for link in links if link.type == schema.STATES)
    return {
        **graph.reference(paper),
        "introduced": [graph.reference(each) for each in _once(introduced)],
        "values": [_value(graph, each) for each in _once(values)],
    }


def _value(graph: StagedGraph, result: str) -> Record:
    """A stated value, with the names of its metric and its data set."""
    names = {link.type: graph.reference(link.target)["name"] for link in graph.links_from(result)}
    return {
        "shown": graph.reference(result)["name"],
        "page": f"{page_of(schema.RESULT, result)}.html",
        "metric": names.get("MEASURES"),
        "dataset": names.get("ON"),
    }


def _once(identifiers: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(identifiers))
