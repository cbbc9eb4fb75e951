"""Title, authors and abstract at the head of a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.ingest.pdf.page_columns import Line

__all__ = ["FrontMatter", "read_first_page"]

_ABSTRACT = re.compile(r"\W*(?:abstract|summary)\W{0,3}", re.I)
_RUN_IN = re.compile(r"(?:Abstract|ABSTRACT)\s*[-—–.:]{1,2}\s*")
_END = re.compile(
    r"(?:(?:\d|I)\.?\s+)?(?:introduction|keywords|index terms|ccs concepts|categories and subject"
    r"|general terms|acm reference)\b.*",
    re.I,
)
_FIRST = re.compile(r"(?:1|I)\.?\s+[A-Z].{2,60}")
_MOST_AUTHOR_LINES = 12
"""Lines of title, authors and affiliations, at most, where no heading follows."""

_LONGEST_TITLE = 400
_FEWEST_LETTERS = 6
_SAME_SIZE = 0.6


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Lines of title, authors and abstract; ``used`` are all lines before the text."""

    title: tuple[Line, ...]
    authors: tuple[Line, ...]
    abstract: tuple[Line, ...]
    used: frozenset[int]


def read_first_page(lines: Sequence[Line], size: float) -> FrontMatter:
    """What the head of a paper holds.

    The title is in the largest letters of the upper half, the abstract stands between its heading
    and the next, and what is between both are authors and affiliations.

    Args:
        lines: in reading order.
        size: of the letters of the text, in points.
    """
    first = [n for n, line in enumerate(lines) if line.page == 0]
    start, text_start = _abstract_start(lines, first)
    stop = _introduction(lines, first) if start is None else start
    title = _title(lines, [n for n in first if n < stop], size)
    authors = [n for n in first if title and title[-1] < n < stop]
    end = text_start
    if start is not None:
        end = _abstract_end(lines, text_start)
    if start is not None:
        used = frozenset(range(end))
    else:
        used = frozenset((*title, *authors)) if _is_heading(lines, stop) else frozenset(title)
    return FrontMatter(
        tuple(lines[n] for n in title),
        tuple(lines[n] for n in authors),
        tuple(lines[n] for n in range(text_start, end)) if start is not None else (),
        used,
    )


def _abstract_start(lines: Sequence[Line], first: Sequence[int]) -> tuple[int | None, int]:
    """The line of the heading 'Abstract', and the first line of what follows it."""
    for n in first:
        if _ABSTRACT.fullmatch(lines[n].text):
            return n, n + 1
        if _RUN_IN.match(lines[n].text):
            return n, n
    return None, 0


def _introduction(lines: Sequence[Line], first: Sequence[int]) -> int:
    """The first line of the text of a paper without an abstract: its first heading."""
    headings = (n for n in first if _is_heading(lines, n))
    return next(headings, min(len(first), _MOST_AUTHOR_LINES))


def _is_heading(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the heading of the introduction, or another first one."""
    text = lines[at].text if at < len(lines) else ""
    return (_END.fullmatch(text) or _FIRST.fullmatch(text)) is not None


def _title(lines: Sequence[Line], before: Sequence[int], size: float) -> list[int]:
    """The first group of lines in the largest letters."""
    named = [n for n in before if sum(map(str.isalpha, lines[n].text)) >= _FEWEST_LETTERS]
    if not named:
        return []
    largest = max(lines[n].row.size for n in named)
    if largest < 1.1 * size:
        bold = [n for n in named if lines[n].row.is_bold]
        largest = lines[bold[0]].row.size if bold else largest
        named = bold or named[:1]
    start = next(n for n in named if lines[n].row.size > largest - _SAME_SIZE)
    found = [start]
    for n in before:
        same = abs(lines[n].row.size - lines[start].row.size) < _SAME_SIZE
        if n == found[-1] + 1 and same and lines[n].row.is_bold == lines[start].row.is_bold:
            found.append(n)
    return found if sum(len(lines[n].text) for n in found) <= _LONGEST_TITLE else found[:1]


def _abstract_end(lines: Sequence[Line], start: int) -> int:
    """The first line below the abstract: a heading, or letters of another size after a blank."""
    for n in range(start + 1, len(lines)):
        line, last = lines[n], lines[n - 1]
        if _END.fullmatch(line.text) or line.page > 1:
            return n
        other = line.row.size > lines[start].row.size + _SAME_SIZE
        if other or (
            line.row.is_bold and not lines[start].row.is_bold and line.above > 1.3 * last.row.size
        ):
            return n
    return len(lines)
