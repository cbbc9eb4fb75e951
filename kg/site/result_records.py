"""A stated value as a page shows it: in a row of a table, and on the page that is its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.core import schema
from kg.core.judgement import judged_text
from kg.core.paper_ids import paper_page
from kg.core.value_text import change_text, value_text
from kg.site.addresses import board_id, page_of
from kg.site.staged_graph import Link, Record, StagedGraph

__all__ = ["board_of", "claim_record", "reading_places", "result_row"]

_SLOTS: Mapping[str, str] = {edge: slot for slot, (edge, _) in schema.RESULT_EDGES.items()}


def reading_places(paper: Record) -> list[Record]:
    """Where a paper is read: its own page, arXiv, the DOI; each address once.

    >>> reading_places({"url": "javascript:alert(1)", "arxiv": "2106.09685", "doi": None})
    [{'name': 'arXiv 2106.09685', 'href': 'https://arxiv.org/abs/2106.09685'}]
    """
    url, arxiv, doi = (paper.get(name) for name in ("url", "arxiv", "doi"))
    places = {
        paper_page(None, arxiv, None): f"arXiv {arxiv}",
        paper_page(None, None, doi): f"DOI {doi}",
    }
    places.setdefault(paper_page(url, None, None), "its page")
    return [{"name": name, "href": href} for href, name in places.items() if href]


def result_row(graph: StagedGraph, result: str) -> Record:
    """A value with what it is about: one row of a table of results."""
    facts = graph.properties(result)
    row: Record = {
        "id": result,
        "page": f"{page_of(schema.RESULT, result)}.html",
        "name": facts.get("name"),
        "shown": _shown(facts),
        "facts": graph.facts(result),
        **dict.fromkeys(schema.RESULT_EDGES),
        "conditions": facts.get("conditions") or [],
        "confidence": facts.get("confidence"),
        "judged_by": facts.get("judged_by"),
        "paper": None,
        "quotes": [],
    }
    for link in graph.links_from(result):
        row[_SLOTS.get(link.type, link.type)] = graph.reference(link.target)
    if facts.get("baseline_raw"):
        row["baseline_shown"] = value_text(facts["baseline_raw"], unit=facts.get("unit"))
    for link in graph.links_to(result):
        row["paper"], row["quotes"] = graph.reference(link.source), link.quotes
    return row


def _shown(facts: Record) -> str:
    """The value as a board shows it; a change with its kind, so that it never looks like a level.

    >>> _shown({"raw": "81.2%", "value": 81.2, "unit": "%", "kind": "absolute", "deviation": 0.4})
    '81.2 ± 0.4 %'
    """
    raw, number, unit, kind = (facts.get(name) for name in ("raw", "value", "unit", "kind"))
    if kind != "absolute":
        return change_text(str(raw or ""), number, unit, kind)
    low, high = facts.get("interval_low"), facts.get("interval_high")
    interval = None if low is None or high is None else (low, high)
    return value_text(str(raw or ""), number, unit, facts.get("deviation"), interval)


def board_of(row: Record) -> Record | None:
    """The boards that a result is on; None without data set or metric."""
    if not row["dataset"] or not row["metric"]:
        return None
    dataset, metric = row["dataset"]["name"], row["metric"]["name"]
    identifier = board_id(dataset, metric)
    return {
        "id": identifier,
        "name": f"{metric} on {dataset}",
        "page": f"{page_of('Board', identifier)}.html",
    }


def claim_record(graph: StagedGraph, result: str) -> Record:
    """The page of a value: what is stated, its sentence, its paper, and how to cite it."""
    facts, row = graph.properties(result), result_row(graph, result)
    paper = graph.properties(row["paper"]["id"]) if row["paper"] else {}
    known = ("value", "raw", "unit", "kind", "higher_is_better", "baseline", "baseline_raw")
    more = ("deviation", "interval_low", "interval_high", "is_own")
    return {
        "kind": "claim",
        **row,
        "stated": {name: facts.get(name) for name in (*known, *more)},
        "certainty": _certainty(row),
        "board": board_of(row),
        "extractor": paper.get("extractor"),
        "links": reading_places(paper),
        "cite": _citation(row, paper),
    }


def _certainty(row: Record) -> str:
    if row["judged_by"]:
        return judged_text(row["judged_by"])
    sure = row["confidence"]
    return "not known" if sure is None else f"{sure:.0%} sure".replace("%", "\u00a0%")


def _citation(row: Record, paper: Record) -> str:
    """The paper, then the value with its sentence, in plain text."""
    authors = _people(paper.get("authors") or [])
    year = f" ({paper['date'][:4]})" if paper.get("date") else ""
    title = str(paper.get("title") or "").rstrip(".")
    places = reading_places(paper)
    where = f" {places[0]['href']}." if places else ""
    said = f" “{row['quotes'][0]['sentence']}”" if row["quotes"] else ""
    return f"{authors}{year}{'. ' if authors or year else ''}{title}.{where}{said}".strip()


def _people(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"{names[0]} et al."
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def stated_by(links: Sequence[Link]) -> list[str]:
    """The results among the links of a paper or to an entity, each once."""
    found = {
        link.target if link.target_label == schema.RESULT else link.source
        for link in links
        if schema.RESULT in (link.source_label, link.target_label)
    }
    return sorted(found)
