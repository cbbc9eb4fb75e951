"""Which caption belongs to which table of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from kg.ingest.pdf.ruled_grids import TableRegion
from kg.ingest.pdf.text_blocks import Block

__all__ = ["matched_tables"]

Side = Literal["above", "below"]

_NEAR = 60.0
"""Points between a table and its caption, at most."""

_MIXED = 0.65
"""Captions on one side of their tables, as a share of all, where the paper shows which
it is, more than."""


class _Pair(NamedTuple):
    """A caption with a table that is ``distance`` points from it, and the side that it is on."""

    distance: float
    caption: int
    page: int
    table: int
    side: Side


def matched_tables(
    captions: Sequence[Block], regions: Sequence[Sequence[TableRegion]]
) -> Mapping[int, TableRegion]:
    """``id`` of a caption -> its table.

    Most papers have all captions above their tables, or all below: those with one table beside them
    show which, and then a table on the other side is of another caption. Where they show neither,
    no caption is sure.

    Args:
        captions: of tables.
        regions: the tables of each page.
    """
    pairs = [
        pair
        for number, caption in enumerate(captions)
        for at, region in enumerate(regions[caption.page])
        if (pair := _pair(number, caption, at, region)) is not None
    ]
    counts = Counter(pair.caption for pair in pairs)
    sides = Counter(pair.side for pair in pairs if counts[pair.caption] == 1)
    usual: Side = "below" if sides["below"] > sides["above"] else "above"
    if sides[usual] <= _MIXED * sides.total():
        return {}
    pairs = [pair for pair in pairs if pair.side == usual]
    found: dict[int, TableRegion] = {}
    used: set[tuple[int, int]] = set()
    for pair in sorted(pairs):
        own = id(captions[pair.caption])
        place = (pair.page, pair.table)
        if own not in found and place not in used:
            found[own] = regions[pair.page][pair.table]
            used.add(place)
    return found


def _pair(number: int, caption: Block, at: int, region: TableRegion) -> _Pair | None:
    """A caption and a table one above the other, near each other."""
    x0 = min(line.row.x0 for line in caption.lines)
    x1 = max(line.row.x1 for line in caption.lines)
    shared = min(x1, region.box.x1) - max(x0, region.box.x0)
    if shared < 0.5 * min(x1 - x0, region.box.x1 - region.box.x0):
        return None
    first, last = caption.lines[0].row, caption.lines[-1].row
    gaps: tuple[tuple[float, Side], ...] = (
        (region.box.y0 - last.y, "above"),
        (first.y - first.size - region.box.y1, "below"),
    )
    near = [(gap, side) for gap, side in gaps if -4 < gap < _NEAR]
    return _Pair(near[0][0], number, caption.page, at, near[0][1]) if near else None
