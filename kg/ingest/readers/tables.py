"""Tables of text: CSV with commas, semicolons, bars or tabs, told apart by their header."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.core.errors import InputError
from kg.core.types import Problem
from kg.ingest.fields.columns import column_key, field_of, is_blank
from kg.ingest.input_files import Input
from kg.ingest.reading import MAX_FIELD, ReadOptions, Record

_DELIMITERS = (",", ";", "\t", "|")
_WHOLE = 1 << 15
"""Characters of a beginning below which it is the whole input."""

_MOST_BEFORE = 10
"""Lines before a header, at most, that say what was exported and when."""

_LONGEST_NAME = 60
"""Characters of a column's name, at most; a longer cell is no header but a row."""

csv.field_size_limit(MAX_FIELD)


def is_table(head: str) -> bool:
    """Whether a text begins with a header that names a title, or with rows of one shape."""
    return _delimiter(head) is not None


def _delimiter(head: str) -> tuple[str, int] | None:
    """What divides the cells of a table, and how many lines stand before its header."""
    lines = head.lstrip("\ufeff").splitlines()[:_MOST_BEFORE]
    for above, line in enumerate(lines):
        for delimiter in _DELIMITERS:
            header = _cells(line, delimiter)
            named = _is_header(header) and any(field_of(cell) == "title" for cell in header)
            if named and len(header) > (2 if above and any(map(str.strip, lines[:above])) else 1):
                return delimiter, above
    return _of_one_width(head)


def _of_one_width(head: str) -> tuple[str, int] | None:
    """What divides rows of one shape under a header that names no title."""
    whole = len(head) < _WHOLE or head.endswith("\n")
    lines = [line for line in head.splitlines()[: 20 if whole else -1][:20] if line.strip()]
    first = lines[0].lstrip("\ufeff") if lines else ""
    for delimiter in _DELIMITERS:
        widths = {len(_cells(line, delimiter)) for line in lines}
        names = _cells(first, delimiter)
        bare = all(name == name.strip() for name in names)  # prose has blanks behind its commas
        apart = len({column_key(name) for name in names}) == len(names) > 1
        if len(lines) > 1 and len(widths) == 1 and apart and bare and _is_header(names):
            return delimiter, 0
    return None


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _is_header(cells: Sequence[str]) -> bool:
    """Whether cells are names of columns: short, with letters, no prose."""
    names = [cell.strip() for cell in cells if cell.strip()]
    short = all(
        len(name) <= _LONGEST_NAME and not re.search(r"[.!?]\s|https?:", name) for name in names
    )
    worded = all(len(name.split()) <= 6 and re.search(r"[^\W\d_]", name) for name in names)
    return bool(names) and short and worded


def read_table(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:
    """A record a row, by the names of the columns; one row in memory at a time.

    Raises:
        InputError: no column is a title, by its name or by the user's.
    """
    delimiter, above = _delimiter(source.head) or (",", 0)
    texts = (text for number, text in source.text_lines() if number > above)
    rows = csv.reader(texts, delimiter=delimiter)
    line = above + 1
    names: list[str] | None = None
    try:
        for cells in rows:
            at, line = line, above + rows.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if names is None:
                names = cells
                check_columns(names, options, source)
                continue
            if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
                reason = f"{len(cells)} cells in a table of {len(names)} columns: quote its texts"
                yield Problem(source.path, at, reason)
                continue
            if delimiter == "\t" and any(_holds_rows(cell, len(names)) for cell in cells):
                reason = (
                    "a quotation mark that opens in this row is not closed: the next rows are lost"
                )
                yield Problem(source.path, at, reason)
                continue
            yield Record(at, row_fields(names, cells))
    except csv.Error as error:
        yield Problem(source.path, max(above + rows.line_num, 1), f"a damaged row: {error}")


def _holds_rows(cell: str, count: int) -> bool:
    """Whether a cell has whole rows of a table of that many columns in it."""
    return any(line.count("\t") >= count - 1 for line in cell.split("\n")[1:])


def row_fields(names: Iterable[object], cells: Iterable[object]) -> Mapping[str, object]:
    """A row by the names of its columns, without what is blank."""
    fields: dict[str, object] = {}
    for name, cell in zip(names, cells, strict=False):
        if name is not None and not is_blank(cell):
            fields.setdefault(str(name), cell)
    return fields


def check_columns(names: Sequence[object], options: ReadOptions, source: Input) -> None:
    """Nothing, if a table has a column of titles.

    Raises:
        InputError: it has none, or one that the user named is not there; lists those it has.
    """
    keys = {column_key(name) for name in names}
    seen = ", ".join(" ".join(str(name).split())[:40] or "(blank)" for name in names)
    for column in options.columns.values():
        if column_key(column) not in keys:
            raise InputError(f"no column {column!r} in a table of: {seen}", source.path, 1)
    if "title" not in options.columns and not any(field_of(name) == "title" for name in names):
        raise InputError(
            f"a table in which no column is known to hold titles; it has: {seen}. "
            "Name them, as in --map title=COLUMN,abstract=COLUMN",
            source.path,
            1,
        )
