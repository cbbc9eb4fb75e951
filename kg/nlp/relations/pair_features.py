"""What can be seen of pairs of mentions without a network: the signs that a table weighs.

A sign has a kind and a value: 'word:trained' stands between the two mentions, '<use' is a cue
before the first. A table holds a few hundred, each with a column; a page is looked through once
for all its pairs, and for these alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from kg.core.schema import ENTITY_LABELS
from kg.nlp.relations.candidates import Candidate
from kg.nlp.text.annotated_text import Page, Place
from kg.nlp.text.cues import KINDS, lowered

__all__ = ["Columns", "Lookup", "named", "parts", "signs"]

_SHORT, _WIDE, _FRONT, _BACK = 4, 60, 8, 4
"""Words between that are told as they stand; characters around a pair that are looked at, and
the words of these before and after it."""
_LENGTHS, _OTHERS, _OF_LABEL = 9, 4, 3
"""How many values these have, the last for all beyond: pairs of words between, mentions
between, those of one label."""

_WORD = re.compile(r"[^\W\d_]+|[^\w\s]")
_OPENS = re.compile(r"\W*([^\W\d_]+)")
_FIRST_PERSON = re.compile(r"\b(?:we|our)\b")
_CUE_MARKS = "<=>"

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Lookup = Callable[[str], int | None]

_NOWHERE = -1
"""The column of signs that nobody asked for: one too many, cut off at the end."""


class Columns(Protocol):
    """The signs that are asked for."""

    def __hash__(self) -> int:
        """Told apart by identity."""

    @property
    def size(self) -> int:
        """How many there are, once all were looked up."""

    def of(self, kind: str) -> Lookup:
        """From a value of that kind to its column; to None where nobody asks for it."""


def parts(sign: str) -> tuple[str, str]:
    """Kind and value of a sign.

    >>> parts("word::"), parts("=use"), parts("listed")
    (('word', ':'), ('=', 'use'), ('listed', ''))
    """
    kind, _, value = sign.partition(":")
    return (sign[0], sign[1:]) if sign[:1] in _CUE_MARKS else (kind, value)


class _Met:
    """A column for each sign that is looked up."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, str], int] = {}

    @property
    def size(self) -> int:
        return len(self.names)

    def of(self, kind: str) -> Lookup:
        return lambda value: self.names.setdefault((kind, value), len(self.names))


def named(page: Page, found: Sequence[Candidate]) -> list[frozenset[str]]:
    """The names of the signs of each candidate."""
    met = _Met()
    seen = signs(page, found, met)
    names = [_name(*each) for each in met.names]
    return [frozenset(names[column] for column in np.flatnonzero(row)) for row in seen]


def _name(kind: str, value: str) -> str:
    return kind + value if kind in _CUE_MARKS or kind in _BARE else f"{kind}:{value}"


_BARE = frozenset(("we", "listed"))


class _Marks(NamedTuple):
    """Signs that are there: row by row, the column of each."""

    rows: Ints
    columns: Ints


def signs(page: Page, found: Sequence[Candidate], columns: Columns) -> Bools:
    """(candidates, columns): which signs each candidate of a page has."""
    ends = _Ends.of(page, found)
    sheet = _Sheet(page, lowered(page.text), columns)
    cues = _Cues.of(sheet, ends)
    before = [_listed(map(sheet.before, ends.firsts, ends.first_in)), cues.before(ends)]
    after = [_listed(map(sheet.after, ends.seconds, ends.second_in)), cues.after(ends)]
    between = [*_words(sheet, ends), *_company(sheet, ends), cues.between(ends)]
    # Drawn last, for only now all columns are known.
    shown = _drawn(before, len(ends.firsts), columns)[ends.first]
    shown |= _drawn(after, len(ends.seconds), columns)[ends.second]
    shown |= _drawn(between, len(found), columns)
    return shown[:, :_NOWHERE]


def _drawn(marks: Iterable[_Marks], rows: int, columns: Columns) -> Bools:
    table = np.zeros((rows, columns.size + 1), np.bool_)
    for each in marks:
        table[each.rows, each.columns] = True
    return table


def _listed(lists: Iterable[Iterable[int | None]]) -> _Marks:
    marks = [(row, c) for row, own in enumerate(lists) for c in own if c is not None]
    return _Marks(*_arrays(marks, 2))


def _arrays(table: Sequence[tuple[int, ...]], width: int) -> list[Ints]:
    """The columns of a table, each made by itself: much quicker than one array of rows."""
    columns = zip(*table, strict=True) if table else [()] * width
    return [np.array(column, np.int64) for column in columns]


def _stretches(low: Ints, high: Ints, values: Ints) -> _Marks:
    """For each row, the values from ``low`` up to ``high``."""
    lengths = np.maximum(high - low, 0)
    rows = np.repeat(np.arange(len(low)), lengths)
    starts = np.cumsum(lengths) - lengths
    return _Marks(rows, values[np.arange(len(rows)) + np.repeat(low - starts, lengths)])


def _each(values: Ints) -> _Marks:
    """One value a row, or a row of them."""
    return _Marks(np.arange(len(values)).reshape(-1, *[1] * (values.ndim - 1)), values)


class _Fixed(NamedTuple):
    """The columns of signs whose values are known beforehand, each an array by number."""

    lengths: Ints
    others: Ints
    of_labels: Ints
    cues: Mapping[str, Ints]
    listed: int
    second: int
    same: int


@lru_cache(4)
def _fixed(columns: Columns) -> _Fixed:
    def row(kind: str, values: Iterable[object]) -> Ints:
        found = map(columns.of(kind), map(str, values))
        return np.array([_NOWHERE if each is None else each for each in found], np.int64)

    of_labels = [
        row("others", (f"{label}{n}" for n in range(_OF_LABEL))) for label in ENTITY_LABELS
    ]
    return _Fixed(
        row("length", range(_LENGTHS)),
        row("others", range(_OTHERS)),
        np.array(of_labels),
        {mark: row(mark, KINDS) for mark in _CUE_MARKS},
        *(int(row(kind, [value])[0]) for kind, value in _OF_LISTS),
    )


_OF_LISTS = (("listed", ""), ("second", "listed"), ("same", "head"))
_KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
_LABEL_NUMBERS = {label: number for number, label in enumerate(ENTITY_LABELS)}


@dataclass(frozen=True, slots=True)
class _Ends:
    """The mentions of candidates, each once; ``first`` and ``second`` number them by candidate,
    ``first_in`` and ``second_in`` are their sentences.

    ``starts`` and ``stops`` are where what lies between two mentions starts and stops.
    """

    firsts: Sequence[Place]
    seconds: Sequence[Place]
    first: Ints
    second: Ints
    first_in: Sequence[int]
    second_in: Sequence[int]
    starts: Ints
    stops: Ints

    @classmethod
    def of(cls, page: Page, found: Sequence[Candidate]) -> _Ends:
        firsts, first = _distinct([pair.first for pair in found])
        seconds, second = _distinct([pair.second for pair in found])
        starts = np.array([place.end for place in firsts], np.int64)
        stops = np.array([place.start for place in seconds], np.int64)
        first_in = [page.index(place.start) for place in firsts]
        second_in = [page.index(place.start) for place in seconds]
        return cls(firsts, seconds, first, second, first_in, second_in, starts, stops)

    def sentences(self) -> list[int]:
        """The sentences of the candidates, in text order."""
        return sorted(set(self.first_in))


def _distinct(places: Sequence[Place]) -> tuple[list[Place], Ints]:
    """Each place once, told apart by identity, which is quick; and the number of each."""
    numbers: dict[int, int] = {}
    found = [numbers.setdefault(id(place), len(numbers)) for place in places]
    by_number = dict(zip(found, places, strict=True))
    return list(by_number.values()), np.array(found, np.int64)


class _Sheet:
    """A page with the columns that are asked of it."""

    def __init__(self, page: Page, text: str, columns: Columns) -> None:
        self.page, self.text, self.columns = page, text, columns
        self._before, self._front = columns.of("before"), columns.of("front")
        self._after, self._back = columns.of("after"), columns.of("back")
        self._starts, self._we, self._first = map(columns.of, ("starts", "we", "first"))
        self._opens, self._closes, self._is = map(columns.of, ("opens", "closes", "is"))
        self._openings: dict[int, tuple[int | None, float]] = {}

    def before(self, first: Place, sentence: int) -> list[int | None]:
        """What stands before a first mention."""
        start, _ = self.page.sentences[sentence]
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
            start, end = self.page.sentences[sentence]
            word = _OPENS.match(self.text, start, end)
            person = _FIRST_PERSON.search(self.text, start, end)
            column = self._starts(word[1]) if word else None
            self._openings[sentence] = column, person.end() if person else math.inf
        return self._openings[sentence]

    def after(self, second: Place, sentence: int) -> list[int | None]:
        """What stands after a second mention."""
        end = min(self.page.sentences[sentence][1], second.end + _WIDE)
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


def _words(sheet: _Sheet, ends: _Ends) -> Iterator[_Marks]:
    """The words between two mentions, one by one, in twos, and how many."""
    words, at = _spoken(sheet.text, ends)
    low = np.array([at[end] for end in ends.starts.tolist()], np.int64)[ends.first]
    high = np.array([at[start] for start in ends.stops.tolist()], np.int64)[ends.second]
    yield _each(_fixed(sheet.columns).lengths[np.minimum((high - low) // 2, _LENGTHS - 1)])
    yield _known(sheet.columns.of("word"), words, low, high)
    twos = [f"{a} {b}" for a, b in pairwise(words)]
    yield _known(sheet.columns.of("pair"), twos, low, high - 1)
    between = zip(low.tolist(), high.tolist(), strict=True)
    yield _listed(sheet.borders(words, start, end) for start, end in between)


def _spoken(text: str, ends: _Ends) -> tuple[list[str], dict[int, int]]:
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


def _known(lookup: Lookup, values: Sequence[str], low: Ints, high: Ints) -> _Marks:
    """The columns of the values from ``low`` up to ``high``, those that have one."""
    known = [(i, column) for i, value in enumerate(values) if (column := lookup(value)) is not None]
    places, columns = _arrays(known, 2)
    return _stretches(places.searchsorted(low), places.searchsorted(high), columns)


@dataclass(frozen=True, slots=True)
class _Cues:
    """The cues of the sentences of candidates, in text order; ``kinds`` by `_KIND_NUMBERS`."""

    columns: Mapping[str, Ints]
    sentences: Ints
    starts: Ints
    ends: Ints
    kinds: Ints

    @classmethod
    def of(cls, sheet: _Sheet, ends: _Ends) -> _Cues:
        table = [
            (number, cue.start, cue.end, _KIND_NUMBERS[cue.kind])
            for number in ends.sentences()
            for cue in sheet.page.cues(number)
        ]
        return cls(_fixed(sheet.columns).cues, *_arrays(table, 4))

    def before(self, ends: _Ends) -> _Marks:
        """Those of its sentence before each first mention."""
        low = self.sentences.searchsorted(ends.first_in, "left")
        at = np.array([first.start for first in ends.firsts], np.int64)
        return self._marks("<", low, self.ends.searchsorted(at, "right"))

    def after(self, ends: _Ends) -> _Marks:
        """Those of its sentence after each second mention."""
        at = np.array([second.end for second in ends.seconds], np.int64)
        low = self.starts.searchsorted(at, "left")
        return self._marks(">", low, self.sentences.searchsorted(ends.second_in, "right"))

    def between(self, ends: _Ends) -> _Marks:
        """Those between the two mentions of each candidate."""
        low = self.starts.searchsorted(ends.starts, "left")[ends.first]
        high = self.ends.searchsorted(ends.stops, "right")[ends.second]
        return self._marks("=", low, high)

    def _marks(self, mark: str, low: Ints, high: Ints) -> _Marks:
        return _stretches(low, high, self.columns[mark][self.kinds])


def _company(sheet: _Sheet, ends: _Ends) -> Iterator[_Marks]:
    """The other mentions between two, and whether the two are of one list or one kind."""
    columns = _fixed(sheet.columns)
    places = [place for number in ends.sentences() for place in sheet.page.places(number)]
    labels = np.array([_LABEL_NUMBERS[place.label] for place in places], np.int64)
    totals = np.zeros((len(places) + 1, len(ENTITY_LABELS)), np.int64)
    totals[1:] = np.cumsum(labels[:, np.newaxis] == np.arange(len(ENTITY_LABELS)), axis=0)
    starts = np.array([place.start for place in places], np.int64)
    low = starts.searchsorted(ends.starts)[ends.first]
    high = starts.searchsorted(ends.stops)[ends.second]
    yield _each(columns.others[np.minimum(high - low, _OTHERS - 1)])
    counts = np.minimum(totals[high] - totals[low], _OF_LABEL - 1)
    yield _each(columns.of_labels[np.arange(len(ENTITY_LABELS)), counts])
    yield from _likeness(sheet.page, ends, columns)


def _likeness(page: Page, ends: _Ends, columns: _Fixed) -> Iterator[_Marks]:
    one = np.array([page.head(first) for first in ends.firsts], np.int64)[ends.first]
    other = np.array([page.head(second) for second in ends.seconds], np.int64)[ends.second]
    listed = one == other
    yield _where(listed, columns.listed)
    yield _where(~listed & (other < ends.stops[ends.second]), columns.second)
    words: dict[str, int] = {}
    last = _last_words(page, ends.firsts, words), _last_words(page, ends.seconds, words)
    yield _where(last[0][ends.first] == last[1][ends.second], columns.same)


def _last_words(page: Page, places: Sequence[Place], words: dict[str, int]) -> Ints:
    """The last word of each mention, by a number that new words are given."""
    last = (page.text[place.start : place.end].rpartition(" ")[2] for place in places)
    return np.array([words.setdefault(word, len(words)) for word in last], np.int64)


def _where(chosen: Bools, column: int) -> _Marks:
    rows = np.flatnonzero(chosen)
    return _Marks(rows, np.full(len(rows), column))
