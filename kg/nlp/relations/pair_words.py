"""Features of pairs of mentions in words: before the first, between the two, after the second."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from kg.nlp.relations.feature_columns import Columns, Lookup, fixed_columns
from kg.nlp.relations.feature_marks import (
    Ints,
    Marks,
    mark_each,
    mark_lists,
    mark_ranges,
    to_arrays,
)
from kg.nlp.relations.pair_ends import PairEnds
from kg.nlp.text.annotated_text import AnnotatedText, ClusterMention

__all__ = ["PairContext", "between_words"]

_SHORT, _WIDE, _FRONT, _BACK = 4, 60, 8, 4
"""Words between that are one feature as they stand; characters around a pair that are looked at,
and the words of these before and after it."""

_WORD = re.compile(r"[^\W\d_]+|[^\w\s]")
_OPENS = re.compile(r"\W*([^\W\d_]+)")
_FIRST_PERSON = re.compile(r"\b(?:we|our)\b")


class PairContext:
    """A text with the columns of the words that a model asks for."""

    def __init__(self, annotated: AnnotatedText, text: str, columns: Columns) -> None:
        self.annotated, self.text, self.columns = annotated, text, columns
        self._before, self._front = columns.of_kind("before"), columns.of_kind("front")
        self._after, self._back = columns.of_kind("after"), columns.of_kind("back")
        self._starts, self._we, self._first = map(columns.of_kind, ("starts", "we", "first"))
        self._opens, self._closes, self._is = map(columns.of_kind, ("opens", "closes", "is"))
        self._openings: dict[int, tuple[int | None, float]] = {}

    def before(self, first: ClusterMention, sentence: int) -> list[int | None]:
        """What stands before a first mention."""
        start, _ = self.annotated.sentences[sentence]
        words = _WORD.findall(self.text, max(start, first.start - _WIDE), first.start)
        opening, person = self._opening(sentence)
        return [
            self._before(" ".join(words[-1:])),
            self._before(" ".join(words[-2:])),
            *map(self._front, words[-_FRONT:]),
            opening,
            self._we("") if person <= first.start else None,
            self._first("opens") if first.start == start else None,
        ]

    def _opening(self, sentence: int) -> tuple[int | None, float]:
        """The first word of a sentence, and where its first 'we' or 'our' ends."""
        if sentence not in self._openings:
            start, end = self.annotated.sentences[sentence]
            word = _OPENS.match(self.text, start, end)
            person = _FIRST_PERSON.search(self.text, start, end)
            column = self._starts(word[1]) if word else None
            self._openings[sentence] = column, person.end() if person else math.inf
        return self._openings[sentence]

    def after(self, second: ClusterMention, sentence: int) -> list[int | None]:
        """What stands after a second mention."""
        end = min(self.annotated.sentences[sentence][1], second.end + _WIDE)
        words = _WORD.findall(self.text, second.end, end)
        return [self._after(" ".join(words[:1])), *map(self._back, words[:_BACK])]

    def borders(self, words: Sequence[str], start: int, end: int) -> list[int | None]:
        """The words next to the two mentions on the inner side; all, if they are few."""
        found = []
        if start < end:
            found.append(self._opens(" ".join(words[start : min(start + 2, end)])))
            found.append(self._closes(" ".join(words[max(start, end - 2) : end])))
        if end - start <= _SHORT:
            found.append(self._is(" ".join(words[start:end])))
        return found


def between_words(context: PairContext, ends: PairEnds) -> Iterator[Marks]:
    """The words between two mentions, one by one, in twos, and how many."""
    words, at = _spoken(context.text, ends)
    low = np.array([at[end] for end in ends.starts.tolist()], np.int64)[ends.first]
    high = np.array([at[start] for start in ends.stops.tolist()], np.int64)[ends.second]
    lengths = fixed_columns(context.columns).lengths
    yield mark_each(lengths[np.minimum((high - low) // 2, len(lengths) - 1)])
    yield _known(context.columns.of_kind("word"), words, low, high)
    twos = [f"{a} {b}" for a, b in pairwise(words)]
    yield _known(context.columns.of_kind("pair"), twos, low, high - 1)
    between = zip(low.tolist(), high.tolist(), strict=True)
    yield mark_lists(context.borders(words, start, end) for start, end in between)


def _spoken(text: str, ends: PairEnds) -> tuple[list[str], dict[int, int]]:
    """The words between the mentions of each candidate, and how many stand before an offset.

    A word ends where a mention begins or ends; what no candidate spans is passed over.
    """
    reach: dict[int, int] = {}
    for first, second in zip(
        ends.starts[ends.first].tolist(), ends.stops[ends.second].tolist(), strict=True
    ):
        reach[first] = max(second, reach.get(first, 0))
    words: list[str] = []
    at: dict[int, int] = {}
    furthest = last = 0
    for offset in sorted({*ends.starts.tolist(), *ends.stops.tolist()}):
        if offset <= furthest:
            words += _WORD.findall(text, last, offset)
        at[offset], last = len(words), offset
        furthest = max(furthest, reach.get(offset, 0))
    return words, at


def _known(lookup: Lookup, values: Sequence[str], low: Ints, high: Ints) -> Marks:
    """The columns of the values from ``low`` up to ``high``, those that have one."""
    known = [(i, column) for i, value in enumerate(values) if (column := lookup(value)) is not None]
    positions, columns = to_arrays(known, 2)
    return mark_ranges(positions.searchsorted(low), positions.searchsorted(high), columns)
