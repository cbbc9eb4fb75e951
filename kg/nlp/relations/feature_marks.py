"""Which features hold for which rows, as (row, column) entries, and the matrix of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Bools",
    "Ints",
    "Marks",
    "mark_each",
    "mark_lists",
    "mark_matrix",
    "mark_ranges",
    "mark_where",
    "to_arrays",
]

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Marks(NamedTuple):
    """Features that hold: for each entry its row and its column, which broadcast."""

    rows: Ints
    columns: Ints


def mark_matrix(marks: Iterable[Marks], rows: int, columns: int) -> Bools:
    """(rows, columns + 1): true at each entry; the last column is of features not asked for."""
    table = np.zeros((rows, columns + 1), np.bool_)
    for each in marks:
        table[each.rows, each.columns] = True
    return table


def mark_lists(lists: Iterable[Iterable[int | None]]) -> Marks:
    """The columns of each row, given as a list for each; None has no column."""
    marks = [(row, c) for row, own in enumerate(lists) for c in own if c is not None]
    return Marks(*to_arrays(marks, 2))


def mark_ranges(low: Ints, high: Ints, columns: Ints) -> Marks:
    """For each row, the columns from position ``low`` up to ``high``."""
    lengths = np.maximum(high - low, 0)
    rows = np.repeat(np.arange(len(low)), lengths)
    starts = np.cumsum(lengths) - lengths
    return Marks(rows, columns[np.arange(len(rows)) + np.repeat(low - starts, lengths)])


def mark_each(columns: Ints) -> Marks:
    """One column a row, or several: ``columns`` is (rows,) or (rows, some)."""
    return Marks(np.arange(len(columns)).reshape(-1, *[1] * (columns.ndim - 1)), columns)


def mark_where(chosen: Bools, column: int) -> Marks:
    """One column in the chosen rows."""
    rows = np.flatnonzero(chosen)
    return Marks(rows, np.full(len(rows), column))


def to_arrays(table: Sequence[tuple[int, ...]], width: int) -> list[Ints]:
    """The columns of a table, each made by itself: much quicker than one array of rows."""
    columns = zip(*table, strict=True) if table else [()] * width
    return [np.array(column, np.int64) for column in columns]
