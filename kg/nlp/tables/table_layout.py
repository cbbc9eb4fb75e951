"""What heads the values of a table: header rows, columns of names, rows that open a section.

LaTeXML guesses header cells by rules that often fail, so that the layout is read from where the
values stand. Names that are broken over rows (without spans, between two lines of the table) are
put together, and empty cells take what stands above them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.core.paper_tables import Table, TableCell
from kg.nlp.tables.cell_values import is_blank, is_deviation, is_value

__all__ = ["Header", "Layout", "Level", "ValuePlace", "read_layout"]

_MOST_STUBS = 4
"""Columns of names at the left of a table."""
_BEHIND_CITATION = re.compile(r"(?:[,;)].*|\([^()]*\)\s*)?", re.DOTALL)
"""What is left of 'Ada et al. (2019), small' without its citation, and is no name by itself."""
_NAMING_ROWS = 2
"""Header rows at the top that name things in any case."""
_MOST_JOINED = 2
"""Rows that a name may be broken over."""

Level = tuple[str, int]
"""An axis ('row', 'col', 'section') and which of its columns or rows of names, from 0."""


@dataclass(frozen=True, slots=True)
class Header:
    """What heads values: the words of a cell, or of several put together.

    ``text`` is as seen, ``name`` without citations and marks; ``cells`` are the cells that it is
    read from. ``part`` is 'head' or 'tail' where `split_headers` parted it from another.
    """

    text: str
    name: str
    level: Level
    cells: tuple[TableCell, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class ValuePlace:
    """A cell with a value, and its headers: of its section, of its row, of its column.

    ``deviation`` is the cell that holds only its deviation.
    """

    cell: TableCell
    row: int
    col: int
    headers: tuple[Header, ...]
    deviation: TableCell | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The values of a table with their headers; ``corners`` heads the columns of names by level.

    ``parameters`` are the settings of rows that stand in columns of numbers: row -> 'K = 5'.
    """

    places: tuple[ValuePlace, ...]
    corners: dict[int, str]
    stubs: int
    header_rows: int
    parameters: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Walk:
    """What holds at a row of the body: the header rows above it, its section, its names."""

    heads: list[int]
    section: Header | None
    stubs: list[list[TableCell]]


def read_layout(table: Table) -> Layout | None:
    """The layout of a table; None where it has no two rows and columns, or no value."""
    if len(table.rows) < 2 or table.width < 2:
        return None
    stubs = _stub_columns(table)
    heads = _header_rows(table, stubs)
    broken = _are_names_broken(table, stubs, heads)
    places = tuple(_places(table, stubs, heads, broken))
    if not places:
        return None
    corners = {
        col: " ".join(dict.fromkeys(t for r in range(heads) if (t := table.text_at(r, col))))
        for col in range(stubs)
    }
    return Layout(places, corners, stubs, heads)


def _is_value_at(table: Table, row: int, col: int) -> bool:
    return is_value(table.text_at(row, col))


def _stub_columns(table: Table) -> int:
    """The number of columns at the left that hold names: the first, and others without values."""
    for col in range(1, min(_MOST_STUBS + 1, table.width)):
        texts = [table.text_at(row, col) for row in range(1, len(table.rows))]
        filled = [text for text in texts if not is_blank(text)]
        values = sum(map(is_value, filled))
        if not filled or 2 * values >= len(filled):
            return col
    return 1


def _filled(table: Table, row: int) -> list[tuple[int, TableCell]]:
    """The cells of a row that are not empty, each once, with their first column there."""
    found: dict[int, tuple[int, TableCell]] = {}
    for col, cell in enumerate(table.rows[row]):
        if cell is not None and cell.text:
            found.setdefault(id(cell), (col, cell))
    return list(found.values())


def _is_section(table: Table, row: int, stubs: int) -> bool:
    """Whether a row holds nothing but a name: in its first columns, or over all columns."""
    filled = _filled(table, row)
    if len(filled) != 1:
        return False
    col, cell = filled[0]
    is_wide = cell.colspan > 1 and cell.colspan >= table.width - stubs
    return (col < stubs or is_wide) and not is_value(cell.text)


def _header_rows(table: Table, stubs: int) -> int:
    """The number of rows at the top that head the columns."""
    corner = table.rows[0][0]
    least = corner.rowspan if corner and corner.rowspan < len(table.rows) else 1
    for row in range(len(table.rows)):
        if row and _is_section(table, row, stubs):
            return max(row, 1)
        texts = {id(c): c.text for c in table.rows[row][stubs:] if c and not is_blank(c.text)}
        values = sum(map(is_value, texts.values()))
        if values and 2 * values >= len(texts):
            if row == 0:
                return least if _is_numbered_head(table, stubs) else 0
            return max(row, min(least, row + 1))
    return least


def _is_numbered_head(table: Table, stubs: int) -> bool:
    """Whether a first row of numbers heads the columns: 1, 2, 3 over values with decimals."""
    first = [table.text_at(0, col) for col in range(stubs, table.width)]
    below = [table.text_at(1, col) for col in range(stubs, table.width)]
    return len(first) > 1 and not any("." in t for t in first) and any("." in t for t in below)


def _are_names_broken(table: Table, stubs: int, heads: int) -> bool:
    """Whether every row of values is followed by one that ends its name."""
    kinds = [_is_section(table, row, stubs) for row in range(heads, len(table.rows))]
    if len(kinds) < 4 or kinds[0]:
        return False
    follows = sum(not one and two for one, two in pairwise(kinds))
    return sum(kinds) == follows and follows * 2 >= 0.8 * len(kinds)


def _places(table: Table, stubs: int, heads: int, broken: bool) -> Iterator[ValuePlace]:
    walk = _Walk(list(range(heads)), None, [[] for _ in range(stubs)])
    groups = _groups(table, stubs, heads)
    for row in range(heads, len(table.rows)):
        cells = table.rows[row]
        if _is_section(table, row, stubs):
            if not broken:
                cell = _filled(table, row)[0][1]
                walk.section = Header(cell.text, cell.name or cell.text, ("section", 0), (cell,))
                walk.stubs = [[] for _ in range(stubs)]
            continue
        values = [col for col in range(stubs, table.width) if _is_first(table, row, col)]
        if not values:
            if _is_repeated_head(table, row, stubs):
                walk.heads = [row]
            continue
        texts = [table.text_at(row, col) for col in values]
        if all(text.startswith("±") for text in texts):
            continue  # deviations of the row above
        _take_names(table, row, stubs, walk, groups, broken)
        for col in values:
            left = table.text_at(row, col - 1)
            if left.endswith("±") or (is_deviation(table.text_at(row, col)) and col - 1 in values):
                continue
            if (value := cells[col]) is not None:
                headers = (*_row_headers(walk), *_column_headers(table, walk.heads, stubs, col))
                yield ValuePlace(value, row, col, headers, _deviation(table, row, col))


def _is_first(table: Table, row: int, col: int) -> bool:
    """Whether a value stands first at a place, and not by the span of a cell."""
    cell = table.rows[row][col]
    return cell is not None and (cell.row, cell.col) == (row, col) and is_value(cell.text)


def _is_repeated_head(table: Table, row: int, stubs: int) -> bool:
    """Whether a row without values within the body heads what follows, as in a second table."""
    texts = [t for col in range(stubs, table.width) if not is_blank(t := table.text_at(row, col))]
    following = (
        [table.text_at(row + 1, c) for c in range(stubs, table.width)]
        if (row + 1 < len(table.rows))
        else []
    )
    return len(texts) > 1 and sum(map(is_value, following)) > 1


def _deviation(table: Table, row: int, col: int) -> TableCell | None:
    """The cell at the right, or below, that holds only the deviation of a value."""
    right = table.rows[row][col + 1] if col + 1 < table.width else None
    text = table.text_at(row, col)
    if right and (is_deviation(right.text) or (text.endswith("±") and is_value(right.text))):
        return right
    below = table.rows[row + 1][col] if row + 1 < len(table.rows) else None
    return below if below and below.text.startswith("±") else None


def _groups(table: Table, stubs: int, heads: int) -> dict[int, tuple[int, int]]:
    """Row -> the rows [start, end) between two lines of the table that it stands in.

    Only where the first column groups rows: a cell there is empty beside values, or spans rows.
    """
    body = range(heads, len(table.rows))
    firsts = [table.rows[row][0] for row in body]
    is_grouping = any(cell is not None and cell.rowspan > 1 for cell in firsts) or any(
        (cell is None or not cell.text)
        and any(_is_value_at(table, row, c) for c in range(stubs, table.width))
        for row, cell in zip(body, firsts, strict=True)
    )
    if not is_grouping:
        return {}
    starts = [
        row
        for row in body
        if row == heads or ((cell := table.rows[row][0]) and cell.has_rule and cell.row == row)
    ]
    ends = [*starts[1:], len(table.rows)]
    if len(starts) < 2:
        return {}
    return {
        row: (start, end)
        for start, end in zip(starts, ends, strict=True)
        for row in range(start, end)
    }


def _take_names(
    table: Table,
    row: int,
    stubs: int,
    walk: _Walk,
    groups: dict[int, tuple[int, int]],
    broken: bool,
) -> None:
    """The names at the left of a row; an empty cell keeps the name above it."""
    for col in range(stubs):
        joined = _joined(table, row, col, groups)
        cell = table.rows[row][col]
        if joined:
            walk.stubs[col] = joined
        elif cell is not None and not (is_blank(cell.text) and not cell.text):
            walk.stubs[col] = [cell]
            if broken and row + 1 < len(table.rows) and _is_section(table, row + 1, stubs):
                rest = table.rows[row + 1][col]
                if rest and rest.text and rest is not cell:
                    walk.stubs[col] = [cell, rest]


def _joined(
    table: Table, row: int, col: int, groups: dict[int, tuple[int, int]]
) -> list[TableCell]:
    """The cells of one name that is broken over the rows of a group: 'ImageNet' over '256×256'."""
    group = groups.get(row)
    if group is None or col > 0:
        return []
    cells = [table.rows[r][col] for r in range(*group)]
    filled = [cell for cell in dict.fromkeys(cells) if cell and cell.text]
    if len(cells) < 2 or not filled or cells[0] is not filled[0]:
        return []
    named = [cell for cell in filled if "±" not in cell.text]
    return named if len(named) <= _MOST_JOINED else []


def _row_headers(walk: _Walk) -> Iterator[Header]:
    if walk.section:
        yield walk.section
    for col, cells in enumerate(walk.stubs):
        if header := _header(cells, ("row", col)):
            yield header


def _column_headers(table: Table, heads: Sequence[int], stubs: int, col: int) -> Iterator[Header]:
    """The headers of a column from the top; names broken over rows without spans are one.

    A third row with words of its own at the left holds an attribute of what the others name, such
    as 'Architecture'.
    """
    first = [row for row in heads if row < heads[0] + _NAMING_ROWS]
    corner = {table.text_at(row, at) for row in first for at in range(stubs)}
    heads = [
        row
        for row in heads
        if row in first or {table.text_at(row, at) for at in range(stubs)} <= {"", *corner}
    ]
    cells = [table.rows[row][col] for row in heads]
    distinct = [cell for cell in dict.fromkeys(cells) if cell is not None and cell.text]
    wide = any(cell is not None and cell.colspan > 1 for row in heads for cell in table.rows[row])
    if len(distinct) > 1 and not wide:
        if header := _header(distinct, ("col", 0)):
            yield header
        return
    for cell in distinct:
        level = next((n for n, row in enumerate(heads) if row >= cell.row), 0)
        if header := _header([cell], ("col", level)):
            yield header


def _header(cells: Sequence[TableCell], level: Level) -> Header | None:
    text = " ".join(cell.text for cell in cells if cell.text)
    name = unicodedata.normalize("NFKC", " ".join(cell.name for cell in cells if cell.name))
    is_rest = _BEHIND_CITATION.fullmatch(name) is not None
    return Header(text, text if is_rest else name, level, tuple(cells)) if text else None
