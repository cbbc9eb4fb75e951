"""One node of the graph, found by name, with its links and their sentences as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import cast

from kg.core.errors import NotFoundError
from kg.core.full_texts.table_text import aligned_rows, is_quoted_row
from kg.core.judgement import judged_text
from kg.core.names import key
from kg.core.people.catalogued import orcid_of
from kg.core.schema import (
    AUTHOR,
    CITES,
    EDGE_TYPES,
    IN,
    RELATION_EDGES,
    VARIANT_OF,
    WROTE,
)
from kg.core.value_text import value_text
from kg.questions.answer_records import Lines
from kg.questions.name_lookup import ANY, unknown_name
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store
from kg.store import Store

__all__ = ["describe", "find_ids", "show"]


def find_ids(store: Store, name: str) -> list[str]:
    """The ids of the nodes with this name, alias, id or title, or of the one that has it in it.

    Raises:
        NotFoundError: there is none, or the text is a part of several names.
    """
    rows = _links(store, name)
    return sorted({str(row["id"]) for row in rows}) if rows else [_only(store, name)]


def _links(store: Store, name: str) -> list[dict[str, object]]:
    return ask(store, "neighbourhood", {"name": name, "limit": _ALL}).records()


def show(graph: Askable, name: str, *, limit: int = 10, ids: bool = False) -> list[str]:
    """A node with its links and the sentences behind them, as lines.

    Of a paper first authors, date, links and abstract; of a method last who shares its boards.

    Args:
        graph: a graph directory, a server's URL, a graph, or an open store.
        name: a name, an alias or an id of an entity; the title of a paper.
        limit: maximum number of links of each kind.
        ids: whether results are listed with their ids.

    Raises:
        NotFoundError: no node has this name, alias, id or title.
    """
    with opened_store(graph) as store:
        return Lines(describe(store, name, limit, ids=ids))


def describe(store: Store, name: str, limit: int = 10, *, ids: bool = False) -> Iterator[str]:
    """A node with its links and the sentences behind them, a line at a time.

    Raises:
        NotFoundError: no node has this name, alias, id or title.
    """
    rows = _links(store, name) or _links(store, _only(store, name))
    for identifier, linked in groupby(rows, key=lambda row: row["id"]):
        yield from _node_lines(store, str(identifier), list(linked), limit, ids=ids)


_ALL = 1_000_000  # a hub has no more links than this
_ROW = 76  # characters of the row of a table: a terminal of 80, indented


def _only(store: Store, text: str) -> str:
    """The id of the one node whose name or title has the text in it."""
    entities = ask(store, "find-name", {"text": text, "limit": 6}).records()
    papers = ask(store, "find-paper", {"text": text, "limit": 6}).records()
    found = [str(row.get("id") or row["paper"]) for row in (*entities, *papers)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(unknown_name(store, ANY, text))
    names = [str(row.get("name") or row["title"]) for row in (*entities, *papers)]
    shown = ", ".join(repr(name) for name in names[:6])
    raise NotFoundError(f"{text!r} is a part of several names: {shown}; say which")


def _node_lines(
    store: Store, identifier: str, rows: list[dict[str, object]], limit: int, *, ids: bool
) -> Iterator[str]:
    yield f"{rows[0]['name']}  [{identifier}]"
    for record in ask(store, "paper-record", {"paper": identifier}).records():
        yield from _paper_lines(record)
    aliases = [
        row["aliases"]
        for row in ask(store, "find-name", {"text": rows[0]["name"]}).records()
        if row["id"] == identifier
    ]
    other = {key(str(rows[0]["name"])): ""}
    for alias in cast("list[str]", aliases[0] if aliases else []):
        other.setdefault(key(alias), alias)
    if shown := ", ".join(filter(None, other.values())):
        yield f"also written: {shown}"
    if identifier.startswith(f"{AUTHOR.lower()}/") and orcid_of(identifier) is None:
        yield "known by the name alone, which may be that of several people"
    by_kind = sorted(
        (row for row in rows if (row["edge"], row["direction"]) not in _HEAD), key=_kind
    )
    for (_, direction), links in groupby(by_kind, key=_kind):
        yield ""
        yield from _link_lines(list(links), direction, limit, ids=ids)
    if identifier.startswith("method/"):
        yield from _related_lines(store, identifier, limit)


_HEAD = frozenset(((WROTE, "in"), (IN, "out")))
"""Links of a paper that stand above them: its authors and categories."""

_SITES = {"arxiv": "https://arxiv.org/abs/", "doi": "https://doi.org/", "url": ""}


def _paper_lines(record: Mapping[str, object]) -> Iterator[str]:
    """Authors with their ORCIDs or byline, date and categories, links, and the abstract."""
    names = cast("list[str]", record["authors"] or [])
    orcids = cast("list[str]", record["orcids"] or [""] * len(names))
    authors = ", ".join(
        f"{name} ({orcid})" if orcid else name for name, orcid in zip(names, orcids, strict=True)
    )
    if people := authors or record["byline"]:
        yield str(people).lstrip("• ")
    facts = [record["date"], ", ".join(cast("list[str]", record["categories"] or []))]
    if shown := "  ".join(str(fact) for fact in facts if fact):
        yield shown
    yield from dict.fromkeys(
        f"{site}{record[name]}" for name, site in _SITES.items() if record[name]
    )
    if record["abstract"]:
        yield ""
        yield str(record["abstract"])


def _related_lines(store: Store, method: str, limit: int) -> Iterator[str]:
    """Who shares the boards of a method, by how many of them."""
    rows = ask(store, "board-neighbours", {"method": method, "limit": _ALL}).records()
    if rows:
        yield ""
        yield f"related: shares a board ({len(rows)})"
    for row in rows[:limit]:
        more = f" and {cast('int', row['boards']) - 1} more" if row["boards"] != 1 else ""
        yield f"  {row['method']}  [{row['id']}]  {row['metric']} on {row['dataset']}{more}"
    if len(rows) > limit:
        yield f"  ... and {len(rows) - limit} more (--limit)"


def _kind(row: Mapping[str, object]) -> tuple[int, str]:
    return EDGE_TYPES.index(str(row["edge"])), str(row["direction"])


def _link_lines(
    rows: list[dict[str, object]], direction: str, limit: int, *, ids: bool
) -> Iterator[str]:
    """The links of one kind: each neighbour once, with the sentence that is surest.

    Of results those of the abstract come first, then the paper's own, then those that it quotes.
    """
    found: dict[object, list[dict[str, object]]] = {}
    for row in sorted(rows, key=_place):
        found.setdefault(row["neighbour"], []).append(row)
    edge = str(rows[0]["edge"])
    inward = direction == "in" and edge in (*RELATION_EDGES, VARIANT_OF, CITES)
    yield f"{edge}{' this' if inward else ''} ({len(found)})"
    for said in list(found.values())[:limit]:
        papers = f"  said by {len(said)} papers" if len(said) > 1 else ""
        result = str(said[0]["neighbour"]).startswith("result/")
        place = "" if result and not ids else f"  [{said[0]['neighbour']}]"
        name = str(said[0]["neighbour_name"])
        value = said[0]["caption"] if said[0]["field"] else _value(said[0], name)
        yield f"  {value if result else name}{place}{papers}"
        if facts := ", ".join(_facts(said[0])):
            yield f"    {facts}"
        if edge not in (WROTE, IN):  # their words are the name alone
            yield from _quoted(str(said[0]["sentence"]), name)
    if len(found) > limit:
        yield f"  ... and {len(found) - limit} more (--limit)"


def _place(row: Mapping[str, object]) -> tuple[bool, bool, float]:
    return row["own"] is False, row["field"] is not None, -cast("float", row["score"])


def _quoted(sentence: str, words: str) -> Iterator[str]:
    """The sentence, or the row of a table in columns."""
    lines = aligned_rows(sentence, words, _ROW) if is_quoted_row(sentence) else [sentence]
    yield from (f"    {line}" for line in lines)


def _value(row: Mapping[str, object], raw: str) -> str:
    number, unit = cast("float | None", row["number"]), cast("str | None", row["unit"])
    return value_text(raw, number, unit)


def _facts(row: Mapping[str, object]) -> Iterator[str]:
    """What is known of a result beside its value."""
    if row["kind"]:
        yield str(row["kind"])
    if row["higher_is_better"] is not None:
        yield "higher is better" if row["higher_is_better"] else "lower is better"
    for condition in cast("list[str]", row["conditions"] or []):
        yield condition.partition("=")[2]
    if row["deviation"] is not None:
        yield f"± {row['deviation']:g}"
    if row["compared"]:
        before = value_text(str(row["compared"]), unit=cast("str | None", row["unit"]))
        yield f"compared with {before}"
    if row["own"] is False:
        yield "of a method that is not the paper's"
    if row["judged_by"]:
        yield judged_text(str(row["judged_by"]))
