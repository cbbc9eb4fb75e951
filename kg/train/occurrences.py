"""Where the things that a reader listed for a paper stand in its text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

__all__ = ["Place", "place"]

Place = tuple[int, int]
"""``[start, end)`` in characters."""


def place(text: str, things: Sequence[Collection[str]]) -> tuple[tuple[Place, ...], ...]:
    """The places of each thing, which is given by its surfaces, in text order.

    Where surfaces overlap, the longest holds; a thing that would be left with no place at
    all keeps those that others cover.

    >>> place("deep nets and nets", [["nets"], ["deep nets"]])
    (((14, 18),), ((0, 9),))
    """
    found = [(start, end, i) for i, each in enumerate(things) for start, end in _all(text, each)]
    found.sort(key=lambda item: (item[0] - item[1], item[0], item[2]))
    taken: set[int] = set()
    kept: list[list[Place]] = [[] for _ in things]
    covered: list[list[Place]] = [[] for _ in things]
    for start, end, owner in found:
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept[owner].append((start, end))
        else:
            covered[owner].append((start, end))
    return tuple(tuple(sorted(own or other)) for own, other in zip(kept, covered, strict=True))


def _all(text: str, surfaces: Collection[str]) -> Iterator[Place]:
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
