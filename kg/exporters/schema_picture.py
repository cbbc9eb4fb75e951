"""The vocabulary of the graph as an SVG picture: papers left, entities between, results right."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from kg.core.schema import (
    AUTHOR,
    CATEGORY,
    EDGE_ENDS,
    ENTITY_LABELS,
    LABELS,
    ORGANIZATION,
    PAPER,
    RESULT,
)
from kg.exporters.page_data import NODE_STYLES

_WIDTH, _GAP, _TOP = 1080, 190, 110
_LEFT, _MIDDLE, _RIGHT = 110, 520, 970
_RADIUS = 46
_LINE = 14

_Point = tuple[float, float]


def schema_svg() -> str:
    """A node for each label, and an arrow for each two labels that edges join, with their types."""
    places = _places()
    height = _TOP + _GAP * (len(ENTITY_LABELS) - 1) + _TOP
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"'
            ' font-family="sans-serif" font-size="12">',
            "<title>What joins what in the graph</title>",
            '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8"'
            ' markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#68707c"/>'
            "</marker></defs>",
            f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
            *(part for pair, types in _joined().items() for part in _arrow(places, pair, types)),
            *(_node(label, place) for label, place in places.items()),
            "</svg>\n",
        ]
    )


def _places() -> dict[str, _Point]:
    middle = _TOP + _GAP * (len(ENTITY_LABELS) - 1) / 2
    places: dict[str, _Point] = {PAPER: (_LEFT, middle), RESULT: (_RIGHT, middle)}
    order = sorted(ENTITY_LABELS, key=_related)
    places |= {label: (_MIDDLE, _TOP + _GAP * i) for i, label in enumerate(order)}
    places[AUTHOR] = (_LEFT, middle - 1.3 * _GAP)
    places[ORGANIZATION] = (_LEFT, middle + 1.3 * _GAP)
    places[CATEGORY] = (_LEFT + 0.9 * _GAP, middle + 1.5 * _GAP)
    return {label: places[label] for label in LABELS}


def _related(label: str) -> bool:
    """Whether edges join a label with another of entities: the others stand out of their way."""
    return any(
        label in pair and set(pair) <= set(ENTITY_LABELS) and pair[0] != pair[1]
        for pairs in EDGE_ENDS.values()
        for pair in pairs
    )


def _joined() -> dict[tuple[str, str], list[str]]:
    """(source, target) -> the types of the edges between them."""
    joined: dict[tuple[str, str], list[str]] = {}
    for edge, pairs in EDGE_ENDS.items():
        for pair in pairs:
            joined.setdefault(pair, []).append(edge)
    return joined


def _node(label: str, place: _Point) -> str:
    x, y = place
    return (
        f'<g><circle cx="{x:g}" cy="{y:g}" r="{_RADIUS}" fill="{NODE_STYLES[label][1]}"/>'
        f'<text x="{x:g}" y="{y + 4:g}" text-anchor="middle" fill="#fff" font-weight="bold">'
        f"{escape(label)}</text></g>"
    )


def _arrow(places: dict[str, _Point], pair: tuple[str, str], types: list[str]) -> Iterator[str]:
    """A curve from node to node, and the types at its middle; where both are one, a loop."""
    (x1, y1), (x2, y2) = (places[label] for label in pair)
    if pair[0] == pair[1]:
        corner = _RADIUS * 0.7
        yield _path(
            f"M{x1 + corner:g} {y1 - corner:g}C{x1 + 110:g} {y1 - 90:g} {x1 + 110:g} {y1 + 30:g}"
            f" {x1 + _RADIUS:g} {y1 + 8:g}"
        )
        yield from _words(types, (x1 + 92, y1 - 28), "start")
        return
    bow = _bow(pair, abs(y2 - y1))
    middle = ((x1 + x2) / 2 + bow[0], (y1 + y2) / 2 + bow[1])
    (ax, ay), (bx, by) = _edge((x1, y1), middle), _edge((x2, y2), middle)
    yield _path(f"M{ax:.0f} {ay:.0f}Q{middle[0]:.0f} {middle[1]:.0f} {bx:.0f} {by:.0f}")
    at = ((ax + bx + 2 * middle[0]) / 4, (ay + by + 2 * middle[1]) / 4)
    yield from _words(types, at, "middle")


def _bow(pair: tuple[str, str], rise: float) -> _Point:
    """How far the curve between two labels leaves the line: over others, or past them."""
    if set(pair) == {PAPER, RESULT}:
        return 0, -2 * (_GAP * (len(ENTITY_LABELS) - 1) / 2 + 60)
    if pair[0] in ENTITY_LABELS and pair[1] in ENTITY_LABELS:
        return -1.2 * max(rise - _GAP, 0), 0
    return 0, 0


def _edge(center: _Point, towards: _Point) -> _Point:
    """Where the line from the middle of a node to a point leaves its circle."""
    dx, dy = towards[0] - center[0], towards[1] - center[1]
    share = (_RADIUS + 4) / max((dx * dx + dy * dy) ** 0.5, 1.0)
    return center[0] + dx * share, center[1] + dy * share


def _path(curve: str) -> str:
    return f'<path d="{curve}" fill="none" stroke="#68707c" marker-end="url(#arrow)"/>'


def _words(types: list[str], at: _Point, anchor: str) -> Iterator[str]:
    """One type below the other, around a point, on a white seam that the curve passes under."""
    first = at[1] - _LINE * (len(types) - 1) / 2 + 4
    for i, name in enumerate(types):
        yield (
            f'<text x="{at[0]:.0f}" y="{first + i * _LINE:.0f}" text-anchor="{anchor}"'
            ' fill="#333" stroke="#fff" stroke-width="4" paint-order="stroke">'
            f"{escape(name)}</text>"
        )
