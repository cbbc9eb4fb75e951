"""Scores of pairs of spans, from the network's outputs for their words: no second pass.

A pair is scored by an MLP over the sum of five parts: the first span, the second, the maximum over
the words between them, their distance, and their kinds.

Source: the parts are those of M. Eberts and A. Ulges, "Span-based joint entity and relation
extraction with Transformer pre-training", ECAI 2020; the maximum over any stretch of words
comes from a table of doubling lengths (M. Bender and M. Farach-Colton, "The LCA problem
revisited", LATIN 2000).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["GAPS", "RELATIONS", "SLOTS", "PairHead", "PairScorer", "WordSpan", "gap"]

SLOTS = ("method", "dataset", "metric", "task", "baseline", "baseline_value")
"""The slots of a result that the second span can fill; the first span is the value."""

RELATIONS = (
    "USED-FOR",
    "FEATURE-OF",
    "HYPONYM-OF",
    "PART-OF",
    "EVALUATE-FOR",
    "COMPARE",
    "CONJUNCTION",
)
"""Relations of the first span of a pair to the second: the classes of SciERC."""

_STEPS = (1, 2, 4, 8, 16, 32, 64)
GAPS = 2 * (len(_STEPS) + 1) + 1
"""Number of values of `gap`."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class WordSpan(NamedTuple):
    """A span by its first and last word, with its kind: a class of the head ``papers``."""

    first: int
    last: int
    kind: int


class PairHead(NamedTuple):
    """The weights: ``left`` and ``right`` (kinds, width) are added for the kinds of the two
    spans, ``gap`` (gaps, width) for their distance; ``out`` (width, classes) and ``bias``
    give the classes, `SLOTS` and then `RELATIONS`."""

    left: Floats
    right: Floats
    gap: Floats
    out: Floats
    bias: Floats

    @classmethod
    def of(cls, arrays: Mapping[str, Floats]) -> PairHead:
        """The head from arrays named like its fields."""
        return cls(*(np.asarray(arrays[field], np.float32) for field in cls._fields))


def gap(first: Ints, second: Ints) -> Ints:
    """The distance of spans, (n, 2) words each, in steps that double; the sign is the order.

    >>> spans = np.array([[5, 6], [5, 6], [5, 6]]), np.array([[6, 7], [7, 7], [1, 3]])
    >>> gap(*spans).tolist()
    [8, 9, 6]
    """
    ahead, behind = second[:, 0] - first[:, 1], first[:, 0] - second[:, 1]
    distance = np.maximum(np.maximum(ahead, behind), 0)
    steps = np.searchsorted(_STEPS, distance, side="right")
    return np.asarray(len(_STEPS) + 1 + np.where(ahead > 0, steps, -steps), np.int64)


@dataclass(frozen=True, slots=True)
class PairScorer:
    """Scores the pairs of one text.

    ``parts`` is (words, 3, width): each word as part of a first span, of a second span, and
    between two.
    """

    head: PairHead
    parts: Floats

    def logits(self, pairs: Sequence[tuple[WordSpan, WordSpan]]) -> Floats:
        """(pairs, classes): logits of `SLOTS`, then of `RELATIONS`."""
        if not pairs:
            return np.zeros((0, len(self.head.bias)), np.float32)
        first = np.array([pair[0] for pair in pairs], np.int64)
        second = np.array([pair[1] for pair in pairs], np.int64)
        return self.score_rows(first, second)

    def score_rows(self, first: Ints, second: Ints) -> Floats:
        """As `logits`, for spans given as rows of (pairs, 3): the fields of `WordSpan`."""
        return self._logits(first, second, self._between(first, second))

    def score_both_ways(self, first: Ints, second: Ints) -> tuple[Floats, Floats]:
        """As `score_rows`, for the pairs and for the pairs reversed."""
        between = self._between(first, second)
        return self._logits(first, second, between), self._logits(second, first, between)

    def _logits(self, first: Ints, second: Ints, between: Floats) -> Floats:
        hidden = (
            self._span(first, 0)
            + self._span(second, 1)
            + between
            + self.head.gap[gap(first, second)]
            + self.head.left[first[:, 2]]
            + self.head.right[second[:, 2]]
        )
        found: Floats = np.maximum(hidden, 0) @ self.head.out + self.head.bias
        return found

    def _span(self, places: Ints, part: int) -> Floats:
        found: Floats = (self.parts[places[:, 0], part] + self.parts[places[:, 1], part]) / 2
        return found

    def _between(self, first: Ints, second: Ints) -> Floats:
        """The maximum over the words between the spans, zero where there are none."""
        start = np.minimum(first[:, 1], second[:, 1]) + 1
        length = np.maximum(first[:, 0], second[:, 0]) - start
        found = np.zeros((len(first), self.parts.shape[2]), np.float32)
        rows = np.flatnonzero(length > 0)
        if not len(rows):
            return found
        power = np.floor(np.log2(length[rows])).astype(np.int64)
        least = int(start[rows].min())
        table = self.parts[least : int((start + length)[rows].max()), 2]
        for level in range(int(power.max()) + 1):
            chosen = power == level
            at = start[rows[chosen]] - least
            other = at + length[rows[chosen]] - (1 << level)
            found[rows[chosen]] = np.maximum(table[at], table[other])
            table = np.maximum(table[: -(1 << level)], table[1 << level :])
        return found
