"""The columns of pair features: from the kind and value of a feature to its column.

A feature has a kind and a value: 'word:trained' is a word between the two mentions, '<use' a cue
before the first. A model asks for a few hundred of them; fitting asks for all that occur.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, Protocol

import numpy as np

from kg.core.schema import ENTITY_LABELS
from kg.nlp.relations.feature_marks import Ints
from kg.nlp.text.cues import KINDS

__all__ = [
    "CUE_MARKS",
    "NOWHERE",
    "Columns",
    "FixedColumns",
    "GrowingColumns",
    "Lookup",
    "fixed_columns",
    "split_feature",
]

CUE_MARKS = "<=>"
"""Before the first mention, between the two, after the second: the kinds of cue features."""

NOWHERE = -1
"""The column of features that nobody asked for: one too many, cut off at the end."""

Lookup = Callable[[str], int | None]

_BARE = frozenset(("we", "listed"))
"""The kinds without values."""


class Columns(Protocol):
    """The features that are asked for; hashed by identity."""

    def __hash__(self) -> int: ...

    @property
    def size(self) -> int:
        """How many there are, once all were looked up."""

    def of_kind(self, kind: str) -> Lookup:
        """From a value of that kind to its column; to None where nobody asks for it."""


class GrowingColumns:
    """A column for each feature that is looked up."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, str], int] = {}

    @property
    def size(self) -> int:
        """How many features were looked up."""
        return len(self._columns)

    @property
    def names(self) -> list[str]:
        """The features by column."""
        return [_join(*each) for each in self._columns]

    def of_kind(self, kind: str) -> Lookup:
        """From a value of that kind to its column, which is made if need be."""
        return lambda value: self._columns.setdefault((kind, value), len(self._columns))


def split_feature(feature: str) -> tuple[str, str]:
    """Kind and value of a feature.

    >>> split_feature("word::"), split_feature("=use"), split_feature("listed")
    (('word', ':'), ('=', 'use'), ('listed', ''))
    """
    kind, _, value = feature.partition(":")
    return (feature[0], feature[1:]) if feature[:1] in CUE_MARKS else (kind, value)


def _join(kind: str, value: str) -> str:
    return kind + value if kind in CUE_MARKS or kind in _BARE else f"{kind}:{value}"


_LENGTHS, _OTHERS, _OF_LABEL = 9, 4, 3
"""Number of values, the last for all beyond: pairs of words between the two mentions, other
mentions between them, and of these the mentions of one label."""
_FLAGS = (("listed", ""), ("second", "listed"), ("same", "head"))


class FixedColumns(NamedTuple):
    """The columns of features whose values are known beforehand, each an array by number."""

    lengths: Ints
    others: Ints
    of_labels: Ints
    cues: Mapping[str, Ints]
    listed: int
    second: int
    same: int


@lru_cache(4)
def fixed_columns(columns: Columns) -> FixedColumns:
    """The columns of all features that need no lookup by word; `NOWHERE` where nobody asks."""

    def row(kind: str, values: Iterable[object]) -> Ints:
        found = map(columns.of_kind(kind), map(str, values))
        return np.array([NOWHERE if each is None else each for each in found], np.int64)

    of_labels = [
        row("others", (f"{label}{n}" for n in range(_OF_LABEL))) for label in ENTITY_LABELS
    ]
    return FixedColumns(
        row("length", range(_LENGTHS)),
        row("others", range(_OTHERS)),
        np.array(of_labels),
        {mark: row(mark, KINDS) for mark in CUE_MARKS},
        *(int(row(kind, [value])[0]) for kind, value in _FLAGS),
    )
