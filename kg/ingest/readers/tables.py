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

_LONGEST_NAME = 60
"""Characters of a column's name, at most; a longer cell is no header but a row."""

csv.field_size_limit(MAX_FIELD)


def is_table(head: str) -> bool:
    """Whether a text begins with a header that names a title, or with rows of one shape."""
    return _delimiter(head) is not None


def _delimiter(head: str) -> str | None:
    first = _first_line(head)
    for delimiter in _DELIMITERS:
        header = _cells(first, delimiter)
        if len(header) > 1 and _is_header(header) and any(field_of(c) == "title" for c in header):
            return delimiter
    whole = len(head) < _WHOLE or head.endswith("\n")
    lines = [line for line in head.splitlines()[: 20 if whole else -1][:20] if line.strip()]
    for delimiter in _DELIMITERS:
        widths = {len(_cells(line, delimiter)) for line in lines}
        names = _cells(first, delimiter)
        bare = all(name == name.strip() for name in names)  # prose has blanks behind its commas
        if len(lines) > 1 and len(widths) == 1 and len(names) > 1 and bare and _is_header(names):
            return delimiter
    return None


def _first_line(head: str) -> str:
    line = head.lstrip("\ufeff\r\n").partition("\n")[0]
    return line.removesuffix("\r")


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _is_header(cells: Sequence[str]) -> bool:
    """Whether cells are names of columns: short, with letters, no two alike, no prose."""
    names = [cell.strip() for cell in cells if cell.strip()]
    short = all(
        len(name) <= _LONGEST_NAME and not re.search(r"[.!?]\s|https?:", name) for name in names
    )
    worded = all(len(name.split()) <= 6 and re.search(r"[^\W\d_]", name) for name in names)
    return bool(names) and short and worded and len({column_key(n) for n in names}) == len(names)


def read_table(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:
    """A record a row, by the names of the columns; one row in memory at a time.

    Raises:
        InputError: no column is a title, by its name or by the user's.
    """
    delimiter = _delimiter(source.head) or ","
    rows = csv.reader((text for _, text in source.text_lines()), delimiter=delimiter)
    line = 1
    names: list[str] | None = None
    try:
        for cells in rows:
            at, line = line, rows.line_num + 1
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
            yield Record(at, row_fields(names, cells))
    except csv.Error as error:
        yield Problem(source.path, max(rows.line_num, 1), f"a damaged row: {error}")


def row_fields(names: Iterable[object], cells: Iterable[object]) -> Mapping[str, object]:
    """A row by the names of its columns, without what is blank."""
    pairs = zip(names, cells, strict=False)
    return {str(name): cell for name, cell in pairs if name is not None and not is_blank(cell)}


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
