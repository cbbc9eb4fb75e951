"""The lines of pages in reading order: columns, running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from kg.ingest.pdf.pdf_content import PdfPage, Rule, Word
from kg.ingest.pdf.text_rows import Row, rows_of

__all__ = ["Line", "body_size", "lines_of_pages"]

_MIDDLE = (0.36, 0.64)
"""Part of the width of a page in which two columns are divided."""

_NARROWEST = 6.0
"""Points between two columns, at least."""

_MOST_ACROSS = 0.4
"""Lines that run over both columns (titles, captions), as a share of all, at most."""

_FEWEST_LINES = 8
_EDGE_ROWS = 2
_NUMBER = re.compile(r"\W*(?:page\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.I)
_DIGITS = re.compile(r"\d+")
_FOOTNOTE = re.compile(r"[*∗†‡§¶⋆]|\d{1,2}(?=[^\d.,:%])|https?:")
_ABSTRACT = re.compile(r"(?:Abstract|ABSTRACT)\b(?:\W{0,3}$|\s*[-—–.:])")
_SMALLER = 0.93
"""Size of footnotes beside that of the text, at most."""

Gutter = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page from 0, in a column from ``left`` to ``right``.

    ``above`` is the distance of its baseline from that of the line before it in the column.
    """

    row: Row
    page: int
    column: str
    left: float
    right: float
    above: float = 0.0

    @property
    def text(self) -> str:
        """Its words."""
        return self.row.text


def body_size(pages: Iterable[PdfPage]) -> float:
    """The size of the letters of most of the text, in points."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[round(2 * word.size) / 2] += len(word.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)


def lines_of_pages(
    pages: Sequence[PdfPage], words: Sequence[Sequence[Word]], size: float
) -> list[Line]:
    """The lines of all pages in reading order, without heads, feet, page numbers and footnotes.

    Args:
        pages: the pages.
        words: of each page the words that are running text.
        size: of the letters of the text.
    """
    rows = _without_edges([rows_of(each) for each in words], pages)
    gutters = [_gutter(each, page.width) for each, page in zip(rows, pages, strict=True)]
    known = [gutter for gutter in gutters if gutter]
    common = (median(g[0] for g in known), median(g[1] for g in known)) if known else None
    found: list[Line] = []
    for number, (page, own, gutter) in enumerate(zip(pages, rows, gutters, strict=True)):
        if gutter is None and common and 2 * len(known) > len(pages):
            gutter = None if _runs_across(own, common) else common
        lines = _in_order(own, number, gutter)
        found.extend(_without_footnotes(lines, page.rules, size))
    return found


def _runs_across(rows: Sequence[Row], gutter: Gutter) -> bool:
    """Whether too many rows have a word between the columns of other pages."""
    crossing = [
        row for row in rows if any(w.x0 < gutter[1] and w.x1 > gutter[0] for w in row.words)
    ]
    return len(crossing) > _MOST_ACROSS * len(rows)


def _without_edges(pages: list[list[Row]], shown: Sequence[PdfPage]) -> list[list[Row]]:
    """The rows without those at the edges of pages that repeat, and without page numbers."""
    counts: Counter[str] = Counter()
    for rows in pages:
        edges = {*rows[:_EDGE_ROWS], *rows[-_EDGE_ROWS:]}
        counts.update({_key(row) for row in edges})
    wanted = max(2, len(pages) // 4)
    kept = []
    for rows, page in zip(pages, shown, strict=True):
        left = list(rows)
        for end in (0, -1):
            for _ in range(_EDGE_ROWS):
                if left and _is_edge(left[end], page, counts, wanted):
                    left.pop(end)
        kept.append(left)
    return kept


def _is_edge(row: Row, page: PdfPage, counts: Counter[str], wanted: int) -> bool:
    far = min(row.y, page.height - row.y) < 0.13 * page.height
    return far and (
        _NUMBER.fullmatch(row.text) is not None
        or (len(row.text) > 1 and counts[_key(row)] >= wanted)
    )


def _key(row: Row) -> str:
    return _DIGITS.sub("#", row.text.casefold())


def _gutter(rows: Sequence[Row], width: float) -> Gutter | None:
    """The blank between two columns of a page; None where it has one column."""
    words = [word for row in rows for word in row.words]
    if len(rows) < _FEWEST_LINES:
        return None
    low, high = int(_MIDDLE[0] * width), int(_MIDDLE[1] * width)
    across = [0] * (high - low + 1)
    for word in words:
        for x in range(max(low, int(word.x0)), min(high, int(word.x1)) + 1):
            across[x - low] += 1
    allowed = min(across) + 0.05 * len(rows)
    if min(across) > _MOST_ACROSS * len(rows):
        return None
    best, start = (0, 0), None
    for at, count in enumerate([*across, len(words) + 1]):
        if count <= allowed:
            start = at if start is None else start
        elif start is not None:
            best, start = max(best, (at - start, -start)), None
    length, begin = best[0], low - best[1]
    if length < _NARROWEST or not _stand_beside(rows, begin, begin + length):
        return None
    return float(begin), float(begin + length)


def _stand_beside(rows: Sequence[Row], start: float, end: float) -> bool:
    """Whether text stands on both sides of a blank, on the right aligned to its end."""
    left = sum(any(word.x1 <= start + 1 for word in row.words) for row in rows)
    begins = sum(any(abs(word.x0 - end) < 2 for word in row.words) for row in rows)
    return left >= _FEWEST_LINES / 2 and begins >= max(3, 0.15 * len(rows))


def _in_order(rows: Sequence[Row], page: int, gutter: Gutter | None) -> list[Line]:
    """The lines of a page: what stands above the abstract of a paper runs over both columns."""
    head = next((row.y for row in rows if gutter and _is_abstract(row, gutter)), 0.0)
    head = 0.0 if page else head
    parts: dict[str, list[Row]] = {"left": [], "right": []}
    ordered: list[tuple[str, Row]] = []
    for row in rows:
        pieces = _pieces(row, None if row.y < head - row.size / 2 else gutter)
        if set(pieces) == {"full"} and gutter:
            ordered += [(name, each) for name, held in parts.items() for each in held]
            parts = {"left": [], "right": []}
        for name, piece in pieces.items():
            if name == "full":
                ordered.append((name, piece))
            else:
                parts[name].append(piece)
    ordered += [(name, each) for name, held in parts.items() for each in held]
    return _placed(ordered, page)


def _pieces(row: Row, gutter: Gutter | None) -> dict[str, Row]:
    """The parts of a row in the left and the right column, or the row across both."""
    if gutter is None:
        return {"full": row}
    start, end = gutter
    left = tuple(word for word in row.words if word.middle < (start + end) / 2)
    right = tuple(word for word in row.words if word.middle >= (start + end) / 2)
    if left and right:
        blank = min(word.x0 for word in right) - max(word.x1 for word in left)
        if blank < 0.7 * (end - start):
            return {"full": row}
    parts = {"left": left, "right": right}
    crossing = [word for word in row.words if word.x0 < start - 1 and word.x1 > end + 1]
    if crossing:
        return {"full": row}
    return {name: _part(row, words) for name, words in parts.items() if words}


def _is_abstract(row: Row, gutter: Gutter) -> bool:
    return any(_ABSTRACT.match(piece.text) for piece in _pieces(row, gutter).values())


def _part(row: Row, words: tuple[Word, ...]) -> Row:
    own = [word for word in words if abs(word.size - row.size) < 1] or list(words)
    return Row(words, own[0].y, max(own, key=lambda word: len(word.text)).size)


def _placed(ordered: Sequence[tuple[str, Row]], page: int) -> list[Line]:
    edges: dict[str, tuple[float, float]] = {}
    for name in {name for name, _ in ordered}:
        starts = Counter(round(row.x0) for each, row in ordered if each == name)
        ends = Counter(round(row.x1) for each, row in ordered if each == name)
        left = min(starts, key=lambda x: (-starts[x] - starts[x + 1] - starts[x - 1], x))
        right = max(ends, key=lambda x: (ends[x] + ends[x + 1] + ends[x - 1], x))
        edges[name] = (float(left), float(right))
    found: list[Line] = []
    for name, row in ordered:
        last = found[-1] if found else None
        above = row.y - last.row.y if last and last.column == name else 0.0
        found.append(Line(row, page, name, *edges[name], above=max(above, 0.0)))
    return found


def _without_footnotes(lines: Sequence[Line], rules: Sequence[Rule], size: float) -> list[Line]:
    """The lines without the notes at the foot of each column."""
    kept = list(lines)
    for column in ("left", "right", "full"):
        own = [line for line in kept if line.column == column]
        foot: list[Line] = []
        for line in reversed(own):
            if line.row.size > _SMALLER * size:
                break
            foot.append(line)
        foot.reverse()
        for at, line in enumerate(foot):
            first = line.row.words[0]
            is_mark = first.y < line.row.y - 0.1 * size or _FOOTNOTE.match(line.text) is not None
            if is_mark or _is_under_rule(line, rules):
                gone = set(map(id, foot[at:]))
                kept = [each for each in kept if id(each) not in gone]
                break
    return [replace(line) for line in kept]


def _is_under_rule(line: Line, rules: Sequence[Rule]) -> bool:
    """Whether a short rule at the left edge of the column stands above a line."""
    wide = line.right - line.left
    return any(
        rule.is_level
        and abs(rule.x0 - line.left) < 3
        and rule.x1 - rule.x0 < 0.6 * wide
        and 0 < line.row.y - rule.y1 < 2 * line.row.size
        for rule in rules
    )
