"""Rows of tables in Markdown that have a column of titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.ingest.fields.columns import column_key, field_of
from kg.ingest.markdown.markdown_titles import opened
from kg.ingest.reading import Record

__all__ = ["table_lines", "table_rows"]

_SEPARATOR = re.compile(r" {0,3}\|?\s*+:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+\|?\s*+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FOLDED = re.compile(r"<summary\b[^<>]*>[^<>]{0,200}</summary>|</?details\b[^<>]*>", re.IGNORECASE)
_OPENING = (("**", "**"), ("<p>", "</p>"), ("<details", "</details>"), ("$", "$"), ("`", "`"))
"""Marks within which a bar divides no cells."""


def table_lines(lines: Sequence[str]) -> set[int]:
    """Numbers of the lines, from 1, that are of tables."""
    found: set[int] = set()
    within = False
    for number, line in enumerate(lines, 1):
        if "|" in line and _SEPARATOR.fullmatch(line) and number > 1 and "|" in lines[number - 2]:
            within = True
            found |= {number - 1, number}
        elif within and "|" in line:
            found.add(number)
        else:
            within = False
    return found


def table_rows(lines: Sequence[str]) -> Iterator[Record]:
    """The rows of each table that has a column of titles."""
    names: list[str] = []
    for number, line in enumerate(lines, 1):
        if _SEPARATOR.fullmatch(line) and "-" in line and number > 1 and "|" in lines[number - 2]:
            names = [cell.strip("*_ ") for cell in _cells(lines[number - 2], 0)]
            if not any(map(_is_title, names)):
                names = []
        elif names and "|" in line:
            yield Record(number, _row(names, _cells(line, len(names))))
        else:
            names = []


def _is_title(name: str) -> bool:
    return field_of(name) == "title" or column_key(name) == "paper"


def _cells(line: str, count: int) -> list[str]:
    """The cells of a row; where there are more than columns, bars within bold type, formulas and
    folded text divide none."""
    cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
    if not count or len(cells) <= count:
        return cells
    joined: list[str] = []
    for cell in cells:
        if joined and any(_is_open(joined[-1], *marks) for marks in _OPENING):
            joined[-1] += f" | {cell}"
        else:
            joined.append(cell)
    return joined


def _is_open(text: str, opening: str, closing: str) -> bool:
    if opening == closing:
        return text.count(opening) % 2 == 1
    return text.count(opening) > text.count(closing)


def _row(names: Sequence[str], cells: Sequence[str]) -> dict[str, object]:
    fields: dict[str, object] = {}
    links: list[str] = []
    for name, cell in zip(names, cells, strict=False):
        text = _FOLDED.sub("", cell.replace("\\|", "|")).strip()
        if _is_title(name) and "title" not in fields:
            parts = [part for part in map(str.strip, _BREAK.split(text)) if part]
            titles = [(opened(part, 0), part) for part in parts]
            links += [link for title, _ in titles for link in title.links]
            best = next(
                (title for title, _ in titles if title.title), titles[0][0] if titles else None
            )
            if best:
                fields |= {"title": best.title, **({"abstract": best.rest[0]} if best.rest else {})}
        else:
            links += opened(text, 0).links
            fields[name] = text
    return {**fields, "links": links}
