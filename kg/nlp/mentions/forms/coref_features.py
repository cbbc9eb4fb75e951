"""Features of pairs of surface forms of one paper, for the MLP that decides whether they are one.

They cover acronym and long form, a name with and without its kind ('the Adam optimizer'),
shortened names, and versions and sizes, which are not one entity.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kg.core import names
from kg.nlp.mentions.forms.surface_features import KIND_WORDS, SurfaceForm, label_logits
from kg.nlp.text.abbreviations import Definition

__all__ = [
    "DeclaredPairs",
    "candidate_pairs",
    "compare_surface_forms",
    "declared_pairs",
    "in_order",
    "is_name_with_kind",
    "pair_feature_count",
    "parted_words",
    "shared_acronyms",
]

_OTHER_FEATURES, _PER_ROLE = 32, 2
"""Columns of `compare_surface_forms` beside those for each role, and for each."""

_FAR = 400
"""Characters beyond which distances count as equal."""

_KINDS = frozenset(
    """algorithm algorithms approach architecture benchmark benchmarks challenge corpus dataset
    datasets framework library method methods metric model models optimizer suite system""".split()  # noqa: SIM905
)
"""Words behind a name that add nothing to it."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
DeclaredPairs = Collection[frozenset[str]]


def declared_pairs(text: str, definitions: Sequence[Definition]) -> DeclaredPairs:
    """The pairs of keys that the text itself defines as short and long form."""
    return {
        frozenset((names.key(text[d.start : d.end]), names.key(text[d.long_start : d.long_end])))
        for d in definitions
    }


def shared_acronyms(declared: DeclaredPairs) -> frozenset[frozenset[str]]:
    """The pairs of keys that one acronym parts: its two long forms, and it from each of them.

    An acronym that a text defines twice is a name of neither.
    """
    long_forms: dict[str, list[str]] = {}
    for pair in declared:
        if len(pair) == 2:
            short, long = sorted(pair, key=lambda key: (len(key), key))
            long_forms.setdefault(short, []).append(long)
    parted = (
        pair
        for short, forms in long_forms.items()
        if len(forms) > 1 and not any(one != two and one in two for one in forms for two in forms)
        for pair in combinations(sorted((short, *forms)), 2)
    )
    return frozenset(map(frozenset, parted))


def is_name_with_kind(one: SurfaceForm, other: SurfaceForm) -> bool:
    """Whether one form is the other with a word for its kind: 'the GSM8K benchmark' and GSM8K.

    Of a name only: 'reward model' is no reward.
    """
    short, long = sorted((one.text, other.text), key=len)
    is_name = any(char.isupper() or char.isdigit() for char in short)
    return is_name and long.startswith(f"{short} ") and long[len(short) + 1 :].lower() in _KINDS


def candidate_pairs(
    surfaces: Sequence[SurfaceForm], declared: DeclaredPairs
) -> Iterator[tuple[int, int]]:
    """The pairs worth scoring: they share a word, or one has the letters of the other."""
    keys = [surface.key for surface in surfaces]
    bags = [_bag(key) for key in keys]
    letters = [_squeezed(key)[:1] if " " not in key else "" for key in keys]
    for (i, one), (j, other) in combinations(enumerate(keys), 2):
        if (
            not bags[i].isdisjoint(bags[j])
            or (letters[i] == other[0] and _shorter(one, other) and _has_letters_of(one, other))
            or (letters[j] == one[0] and not _shorter(one, other) and _has_letters_of(other, one))
            or (declared and frozenset((one, other)) in declared)
        ):
            yield i, j


def compare_surface_forms(
    surfaces: Sequence[SurfaceForm], links: Sequence[tuple[int, int]], declared: DeclaredPairs
) -> Floats:
    """(links, `pair_feature_count`): the features of each pair, the same in either order."""
    if not links:
        return np.zeros((0, 0), np.float32)
    short, long = np.array(
        [(i, j) if _shorter(surfaces[i].key, surfaces[j].key) else (j, i) for i, j in links]
    ).T
    spelled = [
        _spelled(surfaces[i], surfaces[j], declared) for i, j in zip(short, long, strict=True)
    ]
    capital = np.array([_capitals(surface.text) for surface in surfaces], np.float32)
    parts = (
        spelled,
        _network_agreement(surfaces, short, long),
        capital[short, None],
        capital[long, None],
        *_network_likeness(surfaces, short, long),
    )
    return np.concatenate(parts, 1, dtype=np.float32)


def pair_feature_count(roles: int) -> int:
    """The number of features of a pair of surface forms in a model of so many roles.

    >>> pair_feature_count(8)
    48
    """
    return _OTHER_FEATURES + _PER_ROLE * roles


def in_order(one: SurfaceForm, other: SurfaceForm) -> tuple[SurfaceForm, SurfaceForm]:
    """The two forms, the one with the shorter key first."""
    return (one, other) if _shorter(one.key, other.key) else (other, one)


def parted_words(short: Sequence[str], long: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that only the longer of two forms has, and those that only the shorter has.

    >>> parted_words(("a", "net"), ("tidal", "net"))
    (['tidal'], ['a'])
    """
    return [word for word in long if word not in short], [w for w in short if w not in long]


def _spelled(short: SurfaceForm, long: SurfaceForm, declared: DeclaredPairs) -> tuple[float, ...]:
    is_declared = bool(declared) and frozenset((short.key, long.key)) in declared
    return (float(is_declared), *_alike(short.key, long.key), *_layout(short, long))


@lru_cache(4096)
def _alike(short: str, long: str) -> tuple[float, ...]:
    return (
        *_letters(short, long),
        *_words(_parts(short), _parts(long)),
        float(_numbers(short) != _numbers(long)),
    )


def _shorter(one: str, other: str) -> bool:
    return (len(one), one) <= (len(other), other)


@lru_cache(4096)
def _parts(key: str) -> tuple[str, ...]:
    return tuple(key.split())


@lru_cache(4096)
def _letters_of(key: str) -> str:
    return re.sub(r"\W", "", key)


@lru_cache(4096)
def _squeezed(key: str) -> str:
    letters = _letters_of(key)
    return letters[:-1] if len(letters) > 2 and letters.endswith("s") else letters


@lru_cache(4096)
def _bag(key: str) -> frozenset[str]:
    return frozenset(_parts(key))


@lru_cache(4096)
def _initials(key: str) -> str:
    return "".join(word[0] for word in _parts(key))


def _has_letters_of(short: str, long: str) -> bool:
    """Whether the letters of a one-word form stand in the other, in order, from its first on.

    A feature that the classifier weighs with others: it holds of more pairs than
    `kg.lexicon.acronyms.abbreviates`, which decides alone.
    """
    letters = _squeezed(short)
    if " " in short or len(letters) < 2 or letters[0] != long[0]:
        return False
    within = iter(_letters_of(long))
    return all(letter in within for letter in letters)


def _letters(short: str, long: str) -> list[float]:
    initials, letters = _initials(long), _squeezed(short)
    both = enumerate(zip(short, long, strict=False))
    common = next((at for at, (a, b) in both if a != b), len(short))
    return [
        float(len(letters) > 1 and initials == letters),
        float(len(letters) > 1 and len(initials) > 1 and letters in initials),
        float(_has_letters_of(short, long)),
        float(len(letters) > 2 and letters in _letters_of(long)),
        common / max(1, len(short)),
    ]


def _words(short: Sequence[str], long: Sequence[str]) -> list[float]:
    extra, missing = parted_words(short, long)
    both = set(short) | set(long)
    return [
        float(not missing),
        float(long[-len(short) :] == short),
        float(long[: len(short)] == short),
        (len(both) - len(set(extra)) - len(set(missing))) / len(both),
        len(extra) / 4,
        len(missing) / 4,
        float(
            bool(extra) and all(word in KIND_WORDS or f"{word}s" in KIND_WORDS for word in extra)
        ),
        float(long[-1] == short[-1]),
        float(long[0] == short[0]),
        len(short) / 4,
        len(long) / 6,
    ]


@lru_cache(4096)
def _numbers(key: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d[\w.]*", key))


def _layout(short: SurfaceForm, long: SurfaceForm) -> list[float]:
    """Shares of the shorter's occurrences inside and across the longer's, and their distance."""
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


def _network_agreement(surfaces: Sequence[SurfaceForm], short: Ints, long: Ints) -> Floats:
    """Agreement of the network's labels for the two of each pair, and its best logit for each."""
    counts = [len(surface.places) for surface in surfaces]
    logits = label_logits(np.concatenate([surface.logits for surface in surfaces]))
    tops = np.maximum.reduceat(logits, np.cumsum([0, *counts[:-1]]))
    chances, best = 1 / (1 + np.exp(-tops)), tops.max(1) / 5
    one, other = chances[short], chances[long]
    alike = (one * other).max(1), np.abs(one - other).max(1)
    return np.stack((*alike, best[short], best[long]), 1)


def _network_likeness(
    surfaces: Sequence[SurfaceForm], short: Ints, long: Ints
) -> tuple[Floats, Floats, Floats]:
    """How alike the network's vectors of the two are (cosines), and its logits of roles."""
    vectors = np.stack([surface.vectors for surface in surfaces])
    lengths = np.linalg.norm(vectors, axis=2)
    products = (vectors[short] * vectors[long]).sum(2)
    cosines = products / (lengths[short] * lengths[long] + np.float32(1e-6))
    roles = np.stack([surface.roles.max(0) for surface in surfaces])
    one, other = roles[short], roles[long]
    return cosines, np.minimum(one, other), np.abs(one - other)


def _capitals(text: str) -> bool:
    return any(map(str.isupper, text[1:]))
