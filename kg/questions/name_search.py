"""Names, aliases and titles searched by words, and ranked alike on every engine."""

from __future__ import annotations

from kg.core.errors import NotFoundError
from kg.core.schema import LABELS
from kg.questions.store_access import Askable, opened_store
from kg.store import Table
from kg.store.codec.search_key import names_of, rank_by_name, search_keys

CANDIDATES = 1_000
"""Nodes that are ranked, at most: those with the fewest words in their names."""


def search(graph: Askable, text: str, *, limit: int = 20) -> Table:
    """Entities and papers whose names contain all the words of a text, best first.

    A name that is the text comes before an alias that is, and that before names of which it
    is a part, the larger the better; then papers come after entities, and ids are in order.
    ``as`` is the alias that fits best, where it is not the name.

    Raises:
        NotFoundError: the text has no letter or digit.
    """
    asked = search_keys(text)
    if not asked:
        raise NotFoundError(f"{text!r} has no letter or digit to search by")
    with opened_store(graph) as store:
        found = store.search_names(asked, CANDIDATES)
    ranked = sorted(found, key=lambda row: _place(asked, row))
    rows: list[tuple[object, ...]] = [
        (row["label"], row["name"], _alias(asked, row), row["date"], row["id"])
        for row in ranked[:limit]
    ]
    return Table(("label", "name", "as", "date", "id"), rows)


def _place(asked: list[str], row: dict[str, object]) -> tuple[object, ...]:
    label = (*LABELS[1:], *LABELS[:1]).index(str(row["label"]))
    return (*rank_by_name(asked, row["name"], row["aliases"]), label, str(row["id"]))


def _alias(asked: list[str], row: dict[str, object]) -> str | None:
    """The name that fits best; None if it is the first."""
    names = names_of(row["name"], row["aliases"])
    best = min(names, key=lambda name: rank_by_name(asked, name, ()), default=None)
    return best if names and best != names[0] else None
