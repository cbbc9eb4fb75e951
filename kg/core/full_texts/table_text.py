"""A table as lines of text: what offsets of evidence in a table refer to.

A row is a line, its places are divided by ' | ', and a cell that covers several places stands at
the first of them. So a cell has offsets like any other words of a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.core.paper_tables import Table, TablePlace

__all__ = [
    "caption_field",
    "cell_span",
    "cell_spans",
    "is_table_field",
    "quoted_row",
    "quoted_rows",
    "table_field_names",
    "table_text",
]

_FIELDS = ("table ", "tabular ")
_CAPTION = " caption"
_BETWEEN = " | "
_LABEL = re.compile(r"(?i)tab(?:le|\.)?\s*([\w.-]{1,12})")
_NUMBER = re.compile(r"\s*[-−+±~≈<>]?\s*\d[\d.,]*")
_MOST_HEADERS = 3
"""Rows of a header that are quoted with a row, at most."""


def table_field_names(tables: Iterable[Table]) -> Mapping[int, str]:
    """Index of a table -> the name of its field: by its label, else by its index.

    >>> table_field_names([Table(0, ()), Table(3, (), label="Table 2")])
    {0: 'tabular 0', 3: 'table 2'}
    """
    names: dict[int, str] = {}
    for table in tables:
        label = _LABEL.fullmatch(table.label)
        name = f"table {label[1]}" if label else ""
        taken = not name or table.is_nested or name in names.values()
        names[table.index] = f"tabular {table.index}" if taken else name
    return names


def caption_field(name: str) -> str:
    """The name of the field of the caption of a table, by that of the table."""
    return f"{name}{_CAPTION}"


def is_table_field(field: str) -> bool:
    """Whether a field is the grid of a table.

    >>> is_table_field("table 2"), is_table_field("table 2 caption"), is_table_field("text")
    (True, False, False)
    """
    return field.startswith(_FIELDS) and not field.endswith(_CAPTION)


def _lines(table: Table) -> list[list[str]]:
    """The texts of each row, of each cell once."""
    return [
        [
            cell.text if cell is not None and (cell.row, cell.col) == (row, col) else ""
            for col, cell in enumerate(cells)
        ]
        for row, cells in enumerate(table.rows)
    ]


def table_text(table: Table) -> str:
    r"""The rows of a table as lines.

    >>> from kg.core.paper_tables import TableCell
    >>> table_text(Table(0, ((TableCell(0, 0, "Model"), TableCell(0, 1, "F1")),)))
    'Model | F1'
    """
    return "\n".join(map(_BETWEEN.join, _lines(table)))


def cell_span(table: Table, place: TablePlace) -> tuple[int, int]:
    """The characters ``[start, end)`` of a cell in the text of its table.

    Raises:
        IndexError: the table has no such place.
    """
    lines = _lines(table)
    cell = table.rows[place.row][place.col]
    row, col = (place.row, place.col) if cell is None else (cell.row, cell.col)
    start = sum(len(_BETWEEN.join(line)) + 1 for line in lines[:row])
    start += sum(len(text) + len(_BETWEEN) for text in lines[row][:col])
    return start, start + len(lines[row][col])


def cell_spans(table: Table) -> Mapping[tuple[int, int], tuple[int, int]]:
    """The characters ``[start, end)`` of every cell, by its first (row, column).

    >>> from kg.core.paper_tables import TableCell
    >>> cell_spans(Table(0, ((TableCell(0, 0, "Model"), TableCell(0, 1, "F1")),)))
    {(0, 0): (0, 5), (0, 1): (8, 10)}
    """
    found: dict[tuple[int, int], tuple[int, int]] = {}
    start = 0
    for row, texts in enumerate(_lines(table)):
        for col, text in enumerate(texts):
            found[row, col] = (start, start + len(text))
            start += len(text) + len(_BETWEEN)
        start += 1 - (len(_BETWEEN) if texts else 0)
    return found


def quoted_rows(table: Table) -> Sequence[str]:
    """Every row as `quoted_row` has it, in order."""
    lines = _lines(table)
    joined = [_BETWEEN.join(line) for line in lines]
    heads = _header_rows(lines)
    return [
        "\n".join([*(joined[at] for at in heads if at < row), line])
        for row, line in enumerate(joined)
    ]


def quoted_row(table: Table, row: int) -> str:
    """A row below the rows of the header, as evidence quotes it: lines of `table_text`."""
    lines = _lines(table)
    headers = [_BETWEEN.join(lines[at]) for at in _header_rows(lines) if at < row]
    return "\n".join([*headers, _BETWEEN.join(lines[row])])


def _header_rows(lines: Sequence[Sequence[str]]) -> Sequence[int]:
    """The rows above the first one that has a number beside its first column."""
    for at, texts in enumerate(lines[: _MOST_HEADERS + 1]):
        if any(_NUMBER.match(text) for text in texts[1:]):
            return range(at)
    return range(1)
