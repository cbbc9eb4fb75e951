"""Tables between ruled lines as grids of cells; what is not surely a grid is no table.

A table stands between level lines of one width. Its columns are what the blanks of its full rows
divide; every word has to fall into one of them, or into a heading over several.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.ingest.pdf.grid_cells import GridCell, is_value
from kg.ingest.pdf.grid_spans import header_spans, name_spans
from kg.ingest.pdf.pdf_content import Box, Rule, Word
from kg.ingest.pdf.text_rows import Row, rows_of, split_at_gaps

__all__ = ["TableRegion", "table_regions"]

_SAME_EDGE = 3.0
"""Points by which ends of lines of one table differ, at most."""

_TOUCHING = 1.6
"""Points between parts of one line, at most."""

_DOUBLE = 4.0
"""Points between two lines that are drawn as one, at most."""

_CELL_GAP = 0.5
"""Blank between two cells in sizes of letters, at least; between words it is a third."""

_MOST_HEADERS = 5
"""Rows of a header, at most."""

_MOST_OVER = 0.4
"""Rows that have two pieces under one of another row, as a share, where that one is a cell and no
heading over two columns, at most."""

_MOST_ROWS, _MOST_COLUMNS = 400, 60
_CAPTION = re.compile(r"(?:Table|Figure|Fig\.|Algorithm|TABLE|FIGURE)\s*[\dIVX]+")


@dataclass(frozen=True, slots=True)
class TableRegion:
    """What stands between ruled lines: its cells, None where they are not surely known.

    ``ruled`` are the rows that a line is drawn above.
    """

    box: Box
    cells: tuple[GridCell, ...] | None
    height: int = 0
    width: int = 0
    ruled: frozenset[int] = frozenset()
    text: str = ""

    @property
    def is_table(self) -> bool:
        """Whether its words are no running text: it has a grid, or several rows."""
        return self.cells is not None or self.height > 1


def table_regions(words: Sequence[Word], rules: Iterable[Rule]) -> list[TableRegion]:
    """The tables of a page, from top to bottom."""
    given = list(rules)
    level = _joined([rule for rule in given if rule.is_level])
    upright = [rule for rule in given if not rule.is_level]
    found = []
    groups = [(_box(group), group) for group in _groups(level, words)]
    for box, group in groups:
        if any(_is_inside(box, other) for other, _ in groups):
            continue
        own = [word for word in words if box.holds(word)]
        inner = [rule for rule in level if box.y0 <= rule.y0 <= box.y1 and _within(rule, box)]
        if len(own) > 1:
            found.append(_region(box, own, group, inner, upright))
    return found


def _box(group: Sequence[Rule]) -> Box:
    return Box(group[0].x0 - 2, group[0].x1 + 2, group[0].y0, group[-1].y1)


def _is_inside(box: Box, other: Box) -> bool:
    """Whether a box is a part of a larger one: lines below headings look like tables."""
    level = other.x0 <= box.x0 + 1 and box.x1 - 1 <= other.x1
    return level and other.y0 <= box.y0 and box.y1 <= other.y1 and other != box


def _within(rule: Rule, box: Box) -> bool:
    return rule.x0 >= box.x0 - 1 and rule.x1 <= box.x1 + 1


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """The lines, those drawn in parts as one, from top to bottom."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda each: (round(each.y0), each.x0)):
        last = found[-1] if found else None
        if last and abs(last.y0 - rule.y0) < 1 and rule.x0 - last.x1 < _TOUCHING:
            found[-1] = Rule(last.x0, max(last.x1, rule.x1), last.y0, last.y1)
        else:
            found.append(rule)
    return found


def _groups(rules: Sequence[Rule], words: Sequence[Word]) -> list[list[Rule]]:
    """Lines of equal ends with text between them, and no caption."""
    groups: list[list[Rule]] = []
    for rule in rules:
        own = next((g for g in reversed(groups) if _same_ends(g[-1], rule)), None)
        if own is None:
            groups.append([rule])
        elif rule.y0 - own[-1].y1 < _DOUBLE:
            own[-1] = Rule(rule.x0, rule.x1, own[-1].y0, rule.y1)
        elif _is_divided(own[-1], rule, words):
            groups.append([rule])
        else:
            own.append(rule)
    return [group for group in groups if len(group) > 1]


def _same_ends(one: Rule, other: Rule) -> bool:
    return abs(one.x0 - other.x0) <= _SAME_EDGE and abs(one.x1 - other.x1) <= _SAME_EDGE


def _is_divided(upper: Rule, lower: Rule, words: Sequence[Word]) -> bool:
    """Whether no table goes on from one line to the next: nothing is between, or a
    caption, or wider lines."""
    between = [word for word in words if upper.y1 < word.y - word.size / 3 < lower.y0]
    inside = False
    for row in rows_of(between):
        for piece in split_at_gaps(row, 0.6 * row.size):
            if piece.x0 < upper.x1 and piece.x1 > upper.x0:
                inside = True
                if piece.x0 < upper.x0 - 4 or piece.x1 > upper.x1 + 4 or _CAPTION.match(piece.text):
                    return True
    return not inside


def _region(
    box: Box,
    words: Sequence[Word],
    group: Sequence[Rule],
    inner: Sequence[Rule],
    upright: Sequence[Rule],
) -> TableRegion:
    rows = _between_joined(rows_of(words))
    text = " ".join(row.text for row in rows)
    partial = [rule for rule in inner if rule not in group]
    blocks = [sum(1 for rule in group[1:] if rule.y1 <= row.y - row.size / 3) for row in rows]
    reading = _Reading(rows, blocks, partial, _separators(upright, box))
    cells = reading.cells()
    ruled = frozenset(n for n in range(len(rows)) if n == 0 or blocks[n] != blocks[n - 1])
    return TableRegion(
        box, None if cells is None else tuple(cells), len(rows), len(reading.columns), ruled, text
    )


def _between_joined(rows: Sequence[Row]) -> list[Row]:
    """The rows; a cell centred between two of them stands in the upper one."""
    found: list[Row] = []
    for row in rows:
        if found and row.y - found[-1].y < 0.85 * min(row.size, found[-1].size):
            words = tuple(sorted((*found[-1].words, *row.words), key=lambda word: word.x0))
            found[-1] = Row(words, found[-1].y, found[-1].size)
        else:
            found.append(row)
    return found


def _separators(upright: Sequence[Rule], box: Box) -> list[Rule]:
    """The upright lines within a box; headings over several columns interrupt them."""
    return [
        rule
        for rule in upright
        if box.x0 + 6 < rule.x0 < box.x1 - 6 and rule.y0 < box.y1 and rule.y1 > box.y0
    ]


class _Reading:
    """The rows of a region on the way to cells."""

    def __init__(
        self,
        rows: Sequence[Row],
        blocks: Sequence[int],
        partial: Sequence[Rule],
        separators: Sequence[Rule],
    ) -> None:
        self.rows, self.blocks, self.partial = rows, blocks, partial
        self.pieces = [_pieces(row, separators) for row in rows]
        self.columns = self._columns()
        self.body = self._body()

    def _body(self) -> int:
        """The first row with values beside a name; else the one below the first line across."""
        for number, pieces in enumerate(self.pieces[: _MOST_HEADERS + 1]):
            if number and any(is_value(each.text) for each in pieces[1:]):
                return number
        return next((number for number, block in enumerate(self.blocks) if block), 1)

    def _columns(self) -> list[tuple[float, float]]:
        """The columns that the blanks of the full rows divide."""
        most = max(map(len, self.pieces))
        full = [pieces for pieces in self.pieces if len(pieces) >= max(2, 0.75 * most)]
        spans = sorted(
            (each.x0, each.x1)
            for pieces in full
            for each in pieces
            if sum(_is_over_two(each, other) for other in full) <= _MOST_OVER * len(full)
        )
        found: list[tuple[float, float]] = []
        for start, end in spans:
            if found and start < found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], end))
            else:
                found.append((start, end))
        return found

    def cells(self) -> list[GridCell] | None:
        """The cells; None where a word may stand in two columns, or there is no grid."""
        if not 1 < len(self.columns) <= _MOST_COLUMNS or not 1 < len(self.rows) <= _MOST_ROWS:
            return None
        cells: list[GridCell] = []
        taken: set[tuple[int, int]] = set()
        for number, pieces in enumerate(self.pieces):
            for piece in pieces:
                parts = self._parts(number, piece)
                if parts is None:
                    return None
                for first, last, part in parts:
                    places = {(number, col) for col in range(first, last + 1)}
                    if places & taken:
                        return None
                    taken |= places
                    cells.append(GridCell(number, first, part, colspan=last - first + 1))
        cells = header_spans(cells, self.columns, self.rows, self.body, self.partial)
        return name_spans(cells, self.rows, self.blocks, self.body)

    def _parts(self, number: int, piece: Row) -> list[tuple[int, int, Row]] | None:
        """(first column, last column, words) of what a piece of a row holds."""
        over = self._over(piece)
        if not over:
            return None
        if len(over) == 1:
            return [(over[0], over[0], piece)]
        if number < self.body and not all(map(_is_number, piece.words)):
            return [(over[0], over[-1], piece)]
        is_first = piece is self.pieces[number][0] and over[0] == 0
        alone = len(self.pieces[number]) == 1
        if (alone or is_first) and not is_value(piece.text):
            return [(over[0], over[-1], piece)]
        if self._is_centred(piece, over):
            return [(over[0], over[-1], piece)]
        homes = [self._over(Row((word,), piece.y, piece.size)) for word in piece.words]
        if all(len(home) == 1 for home in homes) and all(map(_is_number, piece.words)):
            return [
                (col, col, Row(held, piece.y, piece.size))
                for col in over
                if (
                    held := tuple(
                        w for w, home in zip(piece.words, homes, strict=True) if home == [col]
                    )
                )
            ]
        return None

    def _is_centred(self, piece: Row, over: Sequence[int]) -> bool:
        """Whether a piece stands in the middle of the columns that it is over."""
        centre = (self.columns[over[0]][0] + self.columns[over[-1]][1]) / 2
        return abs(centre - (piece.x0 + piece.x1) / 2) < 0.3 * piece.size

    def _over(self, piece: Row) -> list[int]:
        """The columns that a piece stands over; between two of them, the nearer one."""
        over = [n for n, (a, b) in enumerate(self.columns) if piece.x0 < b and piece.x1 > a]
        if over:
            return over
        middle = (piece.x0 + piece.x1) / 2
        near = sorted((abs(middle - (a + b) / 2), n) for n, (a, b) in enumerate(self.columns))
        if len(near) > 1 and near[1][0] - near[0][0] < piece.size / 2:
            return sorted((near[0][1], near[1][1]))
        return [near[0][1]]


def _is_over_two(piece: Row, pieces: Sequence[Row]) -> bool:
    """Whether a piece stands over several of another row."""
    return sum(each.x0 < piece.x1 and each.x1 > piece.x0 for each in pieces) > 1


def _pieces(row: Row, separators: Sequence[Rule]) -> list[Row]:
    """The parts of a row between wide blanks and the upright lines beside it."""
    height = row.y - row.size / 3
    places = sorted({rule.x0 for rule in separators if rule.y0 <= height <= rule.y1})
    found: list[Row] = []
    for piece in split_at_gaps(row, _CELL_GAP * row.size):
        parts: dict[int, list[Word]] = {}
        for word in piece.words:
            parts.setdefault(bisect_right(places, word.middle), []).append(word)
        found += [Row(tuple(words), piece.y, piece.size) for words in parts.values()]
    return found


def _is_number(word: Word) -> bool:
    return is_value(word.text)
