"""Whether two spellings in one paper name one entity: features of a pair for a perceptron.

Acronym and long form, a name with and without its kind ('the Adam optimizer'), a shortened
name, and versions or sizes, which stay apart, are told apart by what labelled papers do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, takewhile

import numpy as np
from numpy.typing import NDArray

from kg import names
from kg.nlp.abbreviations import Definition
from kg.nlp.surfaces import KINDS, Surface

__all__ = ["FEATURES", "compare", "defined", "pairs"]

FEATURES = 29
"""Numbers that `compare` gives of a pair."""

_FAR = 400
"""Characters beyond which a distance tells nothing more."""

Floats = NDArray[np.float32]
Defined = Collection[frozenset[str]]


def defined(text: str, definitions: Sequence[Definition]) -> Defined:
    """The pairs of keys that the text itself declares to be short and long form."""
    return {
        frozenset((names.key(text[d.start : d.end]), names.key(text[d.long_start : d.long_end])))
        for d in definitions
    }


def pairs(surfaces: Sequence[Surface], declared: Defined) -> Iterator[tuple[int, int]]:
    """The pairs worth a comparison: a word in common, or letters that one may abbreviate."""
    for (i, one), (j, other) in combinations(enumerate(surfaces), 2):
        if (
            frozenset((one.key, other.key)) in declared
            or not _bag(one.key).isdisjoint(_bag(other.key))
            or _abbreviates(*_by_length(one, other))
        ):
            yield i, j


def compare(one: Surface, other: Surface, declared: Defined) -> list[float]:
    """The features of a pair; it does not matter which comes first."""
    short, long = _by_length(one, other)
    return [
        float(frozenset((one.key, other.key)) in declared),
        *_letters(short, long),
        *_words(short.key.split(), long.key.split()),
        float(_numbers(short.key) != _numbers(long.key)),
        *_layout(short, long),
        *_judgement(short, long),
        float(_capitals(short.text)),
        float(_capitals(long.text)),
    ]


def _by_length(one: Surface, other: Surface) -> tuple[Surface, Surface]:
    if (len(one.key), one.key) <= (len(other.key), other.key):
        return one, other
    return other, one


@lru_cache(4096)
def _letters_of(key: str) -> str:
    return re.sub(r"\W", "", key)


@lru_cache(4096)
def _squeezed(key: str) -> str:
    letters = _letters_of(key)
    return letters[:-1] if len(letters) > 2 and letters.endswith("s") else letters


@lru_cache(4096)
def _bag(key: str) -> frozenset[str]:
    return frozenset(key.split())


def _abbreviates(short: Surface, long: Surface) -> bool:
    """The letters of a one-word surface stand in the other, in order, from its first on."""
    letters = _squeezed(short.key)
    if " " in short.key or len(letters) < 2 or letters[0] != long.key[0]:
        return False
    within = iter(_letters_of(long.key))
    return all(letter in within for letter in letters)


def _letters(short: Surface, long: Surface) -> list[float]:
    initials = "".join(word[0] for word in long.key.split())
    letters = _squeezed(short.key)
    both = zip(short.key, long.key, strict=False)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))
    return [
        float(len(letters) > 1 and initials == letters),
        float(len(letters) > 1 and len(initials) > 1 and letters in initials),
        float(_abbreviates(short, long)),
        float(len(letters) > 2 and letters in _letters_of(long.key)),
        common / max(1, len(short.key)),
    ]


def _words(short: Sequence[str], long: Sequence[str]) -> list[float]:
    extra = [word for word in long if word not in short]
    missing = [word for word in short if word not in long]
    both = set(short) | set(long)
    return [
        float(not missing),
        float(long[-len(short) :] == short),
        float(long[: len(short)] == short),
        (len(both) - len(set(extra)) - len(set(missing))) / len(both),
        len(extra) / 4,
        len(missing) / 4,
        float(bool(extra) and all(word in KINDS or f"{word}s" in KINDS for word in extra)),
        float(long[-1] == short[-1]),
        float(long[0] == short[0]),
        len(short) / 4,
        len(long) / 6,
    ]


def _numbers(key: str) -> set[str]:
    return set(re.findall(r"\d[\w.]*", key))


def _layout(short: Surface, long: Surface) -> list[float]:
    """Shares of the shorter's places inside and across the longer's, and how near they come."""
    inside = across = 0
    gap = _FAR
    for start, end in short.places:
        within = overlaps = False
        for begin, finish in long.places:
            gap = min(gap, max(0, start - finish, begin - end))
            if begin <= start and end <= finish:
                within = True
            elif start < finish and begin < end:
                overlaps = True
        inside += within
        across += overlaps
    count = len(short.places)
    return [inside / count, across / count, float(inside > 0), gap / _FAR, float(gap < 4)]


def _judgement(short: Surface, long: Surface) -> list[float]:
    """How alike the network types the two, and how sure it is of each."""
    one, other = (1 / (1 + np.exp(-s.logits[:, :4].max(0))) for s in (short, long))
    return [
        float((one * other).max()),
        float(np.abs(one - other).max()),
        short.best / 5,
        long.best / 5,
    ]


def _capitals(text: str) -> bool:
    return any(map(str.isupper, text[1:]))
