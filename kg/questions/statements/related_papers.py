"""Papers that have something to do with a name, as the rows of a table of related work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from kg.core.errors import NotFoundError
from kg.core.schema import ENTITY_LABELS
from kg.core.value_text import change_text
from kg.papers.citation_keys import CitedPaper, citation_keys
from kg.questions.answer_records import Answers
from kg.questions.node_description import find_ids
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store

__all__ = ["RelatedPaper", "related"]

_STRENGTH = (
    "INTRODUCES",
    "ADDRESSES",
    "COMPARES_WITH",
    "USES",
    "EVALUATES_ON",
    "TRAINS_ON",
    "REPORTS",
    "MENTIONS",
)
"""Roles of a paper towards the name, the most telling first."""

_NAMED = 3  # things of a kind in a row
_CONFIDENT = 0.5

_Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RelatedPaper:
    """A paper with its role towards the name that was asked for, and what it is known for.

    ``key`` is its key in the BibTeX that `kg.export` writes. ``roles`` are edge types, the most
    telling first; ``introduces``, ``datasets`` and ``results`` are at most three each, the surest
    first, and ``sentence`` is the one behind the first role.
    """

    paper: str
    key: str
    title: str
    authors: tuple[str, ...]
    date: str | None
    roles: tuple[str, ...]
    introduces: tuple[str, ...]
    datasets: tuple[str, ...]
    results: tuple[str, ...]
    sentence: str


def related(graph: Askable, name: str, *, limit: int = 30) -> list[RelatedPaper]:
    """The papers that are linked with an entity: what introduces it first, then by role and date.

    Args:
        graph: a graph directory, a server's URL, a graph, or an open store.
        name: name, alias or id of a method, a dataset, a metric or a task.
        limit: maximum number of papers.

    Raises:
        NotFoundError: no entity is called so.
    """
    kinds = tuple(f"{label.lower()}/" for label in ENTITY_LABELS)
    with opened_store(graph) as store:
        ids = [each for each in find_ids(store, name) if each.startswith(kinds)]
        if not ids:
            raise NotFoundError(
                f"{name!r} is no method, dataset, metric or task: `kg similar` asks"
            )
        links = _by_paper(ask(store, "papers-with", {"ids": ids}).records())
        chosen = sorted(links, key=lambda paper: _rank(links[paper]))[: max(limit, 0)]
        things = _by_paper(ask(store, "linked-things", {"papers": chosen}).records())
        results = _by_paper(ask(store, "results-in", {"papers": chosen}).records())
        all_papers = ask(store, "references", {}).records()
    cited = {str(row["paper"]): _cited(row) for row in all_papers}
    keys = citation_keys(list(cited.values()))
    return Answers(
        _record(cited[paper], keys[paper], links[paper], things[paper], results[paper])
        for paper in chosen
    )


def _by_paper(rows: Iterable[_Row]) -> defaultdict[str, list[_Row]]:
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[str(row["paper"])].append(row)
    return found


def _rank(rows: Sequence[_Row]) -> tuple[int, str, str]:
    """Role first, then the newest, then the title."""
    date = "".join(chr(ord("9") - ord(sign) + ord("0")) for sign in str(rows[0]["date"] or ""))
    return min(map(_strength, rows)), date or "~", str(rows[0]["title"])


def _strength(row: _Row) -> int:
    role = str(row["role"])
    return _STRENGTH.index(role) if role in _STRENGTH else len(_STRENGTH)


def _cited(row: _Row) -> CitedPaper:
    authors = tuple(cast("Sequence[str]", row["authors"] or ()))
    return CitedPaper(str(row["paper"]), str(row["title"] or ""), authors, str(row["date"] or ""))


def _record(
    cited: CitedPaper, key: str, links: list[_Row], things: list[_Row], results: list[_Row]
) -> RelatedPaper:
    links = sorted(links, key=_strength)
    return RelatedPaper(
        paper=cited.id,
        key=key,
        title=cited.title,
        authors=tuple(cited.authors),
        date=cited.date or None,
        roles=tuple(dict.fromkeys(str(row["role"]) for row in links)),
        introduces=_names(things, "method/", ("INTRODUCES",)),
        datasets=_names(things, "dataset/", ("INTRODUCES", "EVALUATES_ON", "TRAINS_ON")),
        results=_results(results),
        sentence=str(links[0]["sentence"]),
    )


def _names(things: Iterable[_Row], kind: str, roles: Sequence[str]) -> tuple[str, ...]:
    found = [row for row in things if str(row["id"]).startswith(kind) and row["role"] in roles]
    found.sort(key=lambda row: -cast("float", row["score"] or 0.0))
    return tuple(dict.fromkeys(str(row["name"]) for row in found))[:_NAMED]


def _results(rows: Iterable[_Row]) -> tuple[str, ...]:
    """'FID 2.27 on ImageNet' of the surest results that have a metric or a data set."""
    sure = [row for row in rows if cast("float", row["confidence"] or 0.0) >= _CONFIDENT]
    sure.sort(key=lambda row: -cast("float", row["confidence"]))
    texts = (_result(row) for row in sure if row["metric"] or row["dataset"])
    return tuple(dict.fromkeys(texts))[:_NAMED]


def _result(row: _Row) -> str:
    number, unit, kind = row["number"], row["unit"], row["kind"]
    value = change_text(
        str(row["value"]),
        number if isinstance(number, float) else None,
        unit if isinstance(unit, str) else None,
        kind if isinstance(kind, str) else None,
    )
    on = f" on {row['dataset']}" if row["dataset"] else ""
    return f"{row['metric'] or ''} {value}{on}".strip()
