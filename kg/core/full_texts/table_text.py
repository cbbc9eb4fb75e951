"""A table as lines of text: what offsets of evidence in a table refer to.

A row is a line, its places are divided by ' | ', and a cell that covers several places stands at
the first of them. So a cell has offsets like any other words of a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.core.paper_tables import Table, TablePlace

__all__ = [
    "aligned_rows",
    "caption_field",
    "cell_span",
    "cell_spans",
    "is_quoted_row",
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
_NUMBER = re.compile(r"\s*+[-−+±~≈<>]?\s*+\d[\d.,]*")
_WIDEST = 26
"""Characters of a column in `aligned_rows`, at most."""
_GAP, _OMITTED = "  ", "…"
_MOST_SECTIONS = 0.34
"""Rows that open a section, as a share of all, at most."""
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
    heads, sections = _header_rows(lines), _sections(lines)
    return [
        "\n".join([*(joined[at] for at in (*heads, *sections[row]) if at < row), line])
        for row, line in enumerate(joined)
    ]


def quoted_row(table: Table, row: int) -> str:
    """A row below the rows of the header and the name of its section, as evidence quotes it:
    lines of `table_text`."""
    return quoted_rows(table)[row]


def is_quoted_row(sentence: str) -> bool:
    """Whether a sentence is the row of a table, below its header or as a part of it.

    >>> is_quoted_row("Model | F1\\nNet | 9"), is_quoted_row("Net has an F1 of 9.")
    (True, False)
    """
    return _BETWEEN in sentence and ("\n" in sentence or sentence.count(_BETWEEN) > 1)


def aligned_rows(sentence: str, value: str, width: int) -> list[str]:
    """A quoted row and its header in columns, the value in brackets.

    Columns that do not fit are left out, the farthest from the value first; the first column stays.

    >>> aligned_rows("Model | F1 | Recall\\nNet | 9 | 8", "8", 40)
    ['Model  F1  Recall', 'Net    9   [8]']
    """
    rows = [line.split(_BETWEEN) for line in sentence.split("\n")]
    count = max(map(len, rows))
    rows = [[text.strip() for text in row] + [""] * (count - len(row)) for row in rows]
    holding = sorted((text != value, at) for at, text in enumerate(rows[-1]) if value in text)
    marked = holding[0][1] if holding else 0
    rows[-1][marked] = rows[-1][marked].replace(value, f"[{value}]", 1)
    cells = [[_short(text, _WIDEST) for text in column] for column in zip(*rows, strict=True)]
    sizes = [max(map(len, column)) for column in cells]
    shown = {0, marked}
    for at in sorted(range(count), key=lambda at: (abs(at - marked), at)):
        wanted = shown | {at}
        if _width(wanted, sizes) <= width:
            shown = wanted
    parts = [
        ([_OMITTED] * len(rows), 1) if at is None else (cells[at], sizes[at])
        for at in _with_gaps(sorted(shown), count)
    ]
    lines = zip(*([f"{text:{size}}" for text in column] for column, size in parts), strict=True)
    found = [_GAP.join(line).rstrip() for line in lines]
    return [line for line in found if line.strip(f" {_OMITTED}")]


def _width(shown: Iterable[int], sizes: Sequence[int]) -> int:
    """The characters of a line of some columns, with signs of what is left out between them."""
    parts = [1 if at is None else sizes[at] for at in _with_gaps(sorted(shown), len(sizes))]
    return sum(parts) + len(_GAP) * (len(parts) - 1)


def _with_gaps(shown: Sequence[int], count: int) -> Iterable[int | None]:
    """The columns, and None where some between them or behind them are left out."""
    last = -1
    for at in shown:
        if at > last + 1:
            yield None
        yield at
        last = at
    if last < count - 1:
        yield None


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _header_rows(lines: Sequence[Sequence[str]]) -> Sequence[int]:
    """The rows above the first one that has a number beside its first column, without those that
    open a section."""
    for at, texts in enumerate(lines[: _MOST_HEADERS + 1]):
        if any(_NUMBER.match(text) for text in texts[1:]):
            return [row for row in range(at) if row == 0 or not _is_section(lines[row])]
    return range(1)


def _sections(lines: Sequence[Sequence[str]]) -> Sequence[Sequence[int]]:
    """For each row the one above it that opens its section, if any.

    Names that are broken over two rows look alike, but there are as many of them as values.
    """
    found = [row for row, texts in enumerate(lines) if row and _is_section(texts)]
    if len(found) > _MOST_SECTIONS * len(lines):
        return [()] * len(lines)
    return [[at for at in found if at < row][-1:] for row in range(len(lines))]


def _is_section(texts: Sequence[str]) -> bool:
    return bool(texts[0]) and not any(texts[1:]) and not _NUMBER.fullmatch(texts[0])
