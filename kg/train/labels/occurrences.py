"""Where the labelled entities of a paper are in its text, each by its surface forms."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

__all__ = ["Span", "place_surfaces"]

Span = tuple[int, int]
"""``[start, end)`` in characters."""


def place_surfaces(text: str, entities: Sequence[Collection[str]]) -> tuple[tuple[Span, ...], ...]:
    """The spans of each entity, which is given by its surface forms, in text order.

    Of overlapping surface forms the longest is kept; an entity that would be left without a
    span keeps those that others cover.

    >>> place_surfaces("deep nets and nets", [["nets"], ["deep nets"]])
    (((14, 18),), ((0, 9),))
    """
    found = [(start, end, i) for i, each in enumerate(entities) for start, end in _all(text, each)]
    found.sort(key=lambda item: (item[0] - item[1], item[0], item[2]))
    taken: set[int] = set()
    kept: list[list[Span]] = [[] for _ in entities]
    covered: list[list[Span]] = [[] for _ in entities]
    for start, end, owner in found:
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept[owner].append((start, end))
        else:
            covered[owner].append((start, end))
    return tuple(tuple(sorted(own or other)) for own, other in zip(kept, covered, strict=True))


def _all(text: str, surfaces: Collection[str]) -> Iterator[Span]:
    """Every occurrence as whole words, or the first inside of words where there is none."""
    names = sorted({surface for surface in surfaces if surface})
    whole = [
        match.span()
        for name in names
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    yield from whole
    if not whole:
        yield from ((start, start + len(name)) for name in names if (start := text.find(name)) >= 0)
