"""Which known names a mistyped one may mean: by what it would take to type them, and their use."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.lexicon.acronyms import surface_key

__all__ = ["KnownName", "suggest_names", "typing_distance"]

_SHOWN = 3  # suggestions; more is a list to read
_LETTERS_AN_ERROR = 3  # one error in so many letters of what was typed: 'banana' is no 'Mamba'
_MOST_ERRORS = 3
_SHORTEST_PART = 4  # letters of a part of a name that is worth a suggestion
_SHORTEST_WORD = 5  # letters from which another letter is an error, and not another acronym
_PART = 1.5
"""What a name costs of which the typed words are only a part, in errors."""

_TENFOLD = 0.5
"""What ten times as many papers are worth, in errors."""


class KnownName(NamedTuple):
    """A name of the graph, its other spellings, and how many papers have it."""

    name: str
    spellings: Sequence[str]
    papers: int


def suggest_names(typed: str, known: Iterable[KnownName], limit: int = _SHOWN) -> list[str]:
    """The known names that the typed one may mean, the likeliest first; none if none is near.

    A name is near if few letters make one of its spellings of the typed one, or if the typed
    words stand in it, of which the last may go on. Among these, fewer errors and more papers come
    first. Where only another spelling of a name is near, it is given by that spelling.

    >>> names = [KnownName("Mamba", (), 20), KnownName("neural network", ("NN",), 90)]
    >>> suggest_names("mambaa", names), suggest_names("banana", names)
    (['Mamba'], [])
    """
    key = surface_key(typed)
    found: list[tuple[float, int, str]] = []
    for name, spellings, papers in known if key else ():
        costs = [(cost, s != name, s) for s, cost in _near(key, (name, *spellings))]
        if costs:
            cost, _, shown = min(costs)
            found.append((cost - _TENFOLD * math.log10(1 + papers), -papers, shown))
    likely: dict[str, str] = {}
    for _, _, shown in sorted(found):
        likely.setdefault(surface_key(shown), shown)
    return list(likely.values())[:limit]


def _near(key: str, spellings: Iterable[str]) -> Iterator[tuple[str, float]]:
    """The spellings that are near a key, each with its cost in errors."""
    allowed = min(_MOST_ERRORS, len(key) // _LETTERS_AN_ERROR)
    letters = frozenset(key)
    for spelling in spellings:
        other = surface_key(spelling)
        if len(key) >= _SHORTEST_PART and f" {key}" in f" {other}" and key != other:
            yield spelling, _PART
        elif abs(len(other) - len(key)) <= allowed and len(letters ^ set(other)) <= 2 * allowed:
            distance = typing_distance(key, other)
            if distance <= allowed and (len(key) >= _SHORTEST_WORD or _is_slip(key, other)):
                yield spelling, distance


def _is_slip(key: str, other: str) -> bool:
    """Whether two short names differ by a letter left out or swapped: LRM and LRA are two."""
    return key[0] == other[0] and (len(key) != len(other) or sorted(key) == sorted(other))


def typing_distance(one: str, other: str) -> int:
    """How many letters to put in, leave out, replace or swap with the next make one of the other.

    Source: Damerau (1964); each part is edited at most once (optimal string alignment).

    >>> typing_distance("mamab", "mamba"), typing_distance("lra", "lora")
    (1, 1)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]
