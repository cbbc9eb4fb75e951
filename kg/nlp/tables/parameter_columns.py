"""Columns of numbers that are settings of their rows: layers, window sizes; they are no results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.nlp.tables.header_features import word_groups
from kg.nlp.tables.split_headers import is_metric_name
from kg.nlp.tables.table_layout import Layout, ValuePlace

__all__ = ["without_parameters"]

_WHOLE = re.compile(r"[∼~]?\d[\d,]*[kKM]?")
_LONGEST_SYMBOL = 2


def without_parameters(layout: Layout) -> Layout:
    """The layout without columns at the left that hold settings; these become parameters of rows.

    They hold whole numbers, are headed by a symbol or a word for a setting, and columns at the
    right of them have decimals.
    """
    columns: dict[int, list[ValuePlace]] = {}
    for place in layout.places:
        columns.setdefault(place.col, []).append(place)
    dropped: set[int] = set()
    for col in sorted(columns):
        right = [p for other, places in columns.items() if other > col for p in places]
        has_decimals = 2 * sum("." in p.cell.text for p in right) > len(right) > 0
        if not (has_decimals and _is_parameter(columns[col])):
            break
        dropped.add(col)
    if not dropped:
        return layout
    places = tuple(p for p in layout.places if p.col not in dropped)
    settings = [columns[col] for col in sorted(dropped)]
    rows = sorted({place.row for place in layout.places})
    return replace(layout, places=places, parameters=_parameters(settings, rows))


def _parameters(
    columns: Sequence[Sequence[ValuePlace]], rows: Sequence[int]
) -> Mapping[int, tuple[str, ...]]:
    """The settings of each row; one without a number has that of the rows above."""
    found: dict[int, tuple[str, ...]] = {}
    stated: list[str | None] = [None] * len(columns)
    by_row = [{place.row: place for place in column} for column in columns]
    for row in rows:
        for at, places in enumerate(by_row):
            if place := places.get(row):
                head = next(h.name for h in reversed(place.headers) if h.level[0] == "col")
                stated[at] = f"{head} = {place.cell.text.strip()}"
        found[row] = tuple(each for each in stated if each)
    return found


def _is_parameter(places: list[ValuePlace]) -> bool:
    if not all(_WHOLE.fullmatch(place.cell.text.strip()) for place in places):
        return False
    names = [h.name for h in places[0].headers if h.level[0] == "col"]
    if not names or any(is_metric_name(name) or "↑" in name or "↓" in name for name in names):
        return False
    return len(names[-1]) <= _LONGEST_SYMBOL or "setting" in set(word_groups(names[-1]))
