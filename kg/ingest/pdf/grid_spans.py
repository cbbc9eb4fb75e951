"""Cells of a grid that cover several columns or rows: headings, and names centred beside rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.ingest.pdf.grid_cells import GridCell, is_value
from kg.ingest.pdf.pdf_content import Rule
from kg.ingest.pdf.text_rows import Row

__all__ = ["header_spans", "name_spans"]

_CENTRED = 0.4
"""How far the middle of a heading is from that of its columns, in sizes of letters, at most."""

_OFF_CENTRE = 0.45
"""How far a name is from the middle of its rows, in halves of rows, at most: lines move it."""

_BETWEEN = 0.25
"""Fraction of a row by which a name is off both rows that it stands between, at least."""

_WIDEST = 1000

Column = tuple[float, float]


def header_spans(
    cells: Iterable[GridCell],
    columns: Sequence[Column],
    rows: Sequence[Row],
    body: int,
    partial: Sequence[Rule],
) -> list[GridCell]:
    """The cells, headings above the last row of the header with the columns that they head.

    A heading heads the columns of the line drawn below it; without one those that it is centred
    over and that have no other heading in its row.

    Args:
        cells: in any order; a cell over several columns already stays.
        columns: ``(x0, x1)`` of each, in points.
        rows: the rows of the table.
        body: the first row below the header.
        partial: lines that are shorter than the table.
    """
    found = list(cells)
    taken = {(each.row, col) for each in found for col in _columns(each)}
    for row in range(body - 1):
        below = {
            col
            for lower in range(row + 1, body)
            for col in range(len(columns))
            if (lower, col) in taken
        }
        heads = sorted(
            (n for n, each in enumerate(found) if each.row == row), key=lambda n: found[n].col
        )
        choices = [_headed(found[n], columns, rows, partial, below) for n in heads]
        for n, (first, last) in zip(heads, _disjoint(choices), strict=True):
            found[n] = replace(found[n], col=first, colspan=last - first + 1)
    return found


def _columns(cell: GridCell) -> range:
    return range(cell.col, cell.col + cell.colspan)


def _headed(
    cell: GridCell,
    columns: Sequence[Column],
    rows: Sequence[Row],
    partial: Sequence[Rule],
    below: set[int],
) -> list[tuple[int, int]]:
    """The columns that a heading may head, as (first, last), its own ones in front."""
    words, size = cell.words, cell.words.size
    middle = (words.x0 + words.x1) / 2
    own = (cell.col, cell.col + cell.colspan - 1)
    if is_value(words.text):
        return [own]
    for rule in partial:
        under_row = words.y - 1 < rule.y0 < rows[cell.row + 1].y - size / 3
        if under_row and rule.x0 - 1 <= middle <= rule.x1 + 1:
            under = [n for n, (a, b) in enumerate(columns) if rule.x0 <= (a + b) / 2 <= rule.x1]
            if under:
                return [(under[0], under[-1])]
    return [own] + [
        (first, last)
        for first in range(own[0], -1, -1)
        for last in range(own[1], len(columns))
        if (first, last) != own
        and below.issuperset(range(first, last + 1))
        and abs((columns[first][0] + columns[last][1]) / 2 - middle) < _CENTRED * size
    ]


def _disjoint(choices: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
    """One of the choices of each heading, from left to right, so that none overlap, most columns
    are headed, and the least of them heads as many as it can."""
    best: dict[int, tuple[tuple[int, int], list[tuple[int, int]]]] = {0: ((0, _WIDEST), [])}
    for own in choices:
        reached: dict[int, tuple[tuple[int, int], list[tuple[int, int]]]] = {}
        for end, ((count, least), chosen) in best.items():
            for first, last in own:
                size = last - first + 1
                score = (count + size, min(least, size))
                if first >= end and score > reached.get(last + 1, ((-1, 0), []))[0]:
                    reached[last + 1] = (score, [*chosen, (first, last)])
        best = reached
    if not best:
        return [own[0] for own in choices]
    return max(best.values(), key=lambda each: each[0])[1]


def name_spans(
    cells: Sequence[GridCell], rows: Sequence[Row], blocks: Sequence[int], body: int
) -> list[GridCell] | None:
    """The cells, names that are centred beside several rows with those rows; None where it is not
    sure which rows a name is of.

    Args:
        cells: with their columns.
        rows: the rows of the table.
        blocks: of each row, how many lines are drawn across the table above it.
        body: the first row below the header.
    """
    found = list(cells)
    every = range(body, len(rows))
    parts = [[n for n in every if blocks[n] == block] for block in dict.fromkeys(blocks[body:])]
    for col in sorted({cell.col for cell in cells}):
        held = [at for at, each in enumerate(found) if each.col == col and each.row >= body]
        held.sort(key=lambda at: found[at].row)
        if not held or len(held) == len(every) or not _are_names(held, found):
            continue
        centres = {at: _centre(found[at], rows) for at in held}
        spans = _spans(centres, parts) or _spans(centres, [list(every)])
        between = any(_BETWEEN < centre % 1 < 1 - _BETWEEN for centre in centres.values())
        if spans is None and (between or (col == 0 and found[held[0]].row > body)):
            return None
        for at, (first, last) in (spans or {}).items():
            found[at] = replace(found[at], row=first, rowspan=last - first + 1)
    return [_over_header(cell, found, rows, body) for cell in found]


def _spans(
    centres: Mapping[int, float], parts: Sequence[Sequence[int]]
) -> dict[int, tuple[int, int]] | None:
    """The rows of each name where names fill the rows of every part."""
    found: dict[int, tuple[int, int]] = {}
    for part in parts:
        own = [at for at, centre in centres.items() if part[0] - 0.5 < centre < part[-1] + 0.5]
        spans = _tiles([centres[at] for at in own], part[0], part[-1])
        if spans is None:
            return None
        found.update(zip(own, spans, strict=True))
    return found if len(found) == len(centres) else None


def _over_header(
    cell: GridCell, cells: Sequence[GridCell], rows: Sequence[Row], body: int
) -> GridCell:
    """A heading in the middle of the rows of the header, over all of them where it is alone."""
    alone = not any(
        other is not cell and other.row < body and cell.col in _columns(other) for other in cells
    )
    is_middle = cell.row < body and abs(2 * _centre(cell, rows) - body + 1) < _OFF_CENTRE
    if body > 1 and cell.colspan == 1 and alone and is_middle:
        return replace(cell, row=0, rowspan=body)
    return cell


def _are_names(held: Sequence[int], cells: Sequence[GridCell]) -> bool:
    return all(cells[at].colspan == 1 and not is_value(cells[at].words.text) for at in held)


def _centre(cell: GridCell, rows: Sequence[Row]) -> float:
    """The row that a cell stands beside; a fraction where it stands between two."""
    large = max(cell.words.words, key=lambda word: word.size)
    here = rows[cell.row].y
    below = rows[cell.row + 1].y if cell.row + 1 < len(rows) else here + 2 * cell.words.size
    return cell.row + (large.y - here) / (below - here)


def _tiles(centres: Sequence[float], first: int, last: int) -> list[tuple[int, int]] | None:
    """The rows of each name where they follow each other from the first row to the last."""
    found: list[tuple[int, int]] = []
    start = first
    for centre in centres:
        end = round(2 * centre - start)
        if not start <= end <= last or abs(2 * centre - start - end) > _OFF_CENTRE:
            return None
        found.append((start, end))
        start = end + 1
    return found if start == last + 1 else None
