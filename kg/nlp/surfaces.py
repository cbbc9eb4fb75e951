"""From judged spans to judged surfaces: all occurrences of one spelling in a paper together.

The network judges each span alone; what a paper says once in passing and once as 'we
propose X' is one surface. `describe` puts what is known of a surface over the whole paper
into numbers, and a small perceptron, fitted on held-out papers, turns them into
probabilities.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg import lexicon, names
from kg.lexicon import Entry
from kg.nlp.abbreviations import Definition
from kg.nlp.scoring import Scores
from kg.schema import ENTITY_LABELS, METRIC

__all__ = ["FEATURES", "KINDS", "Surface", "describe", "gather"]

FEATURES = 43
"""Numbers that `describe` gives of a surface; a model is fitted to these and no others."""

FLOOR = -3.0
"""Spans whose best logit is lower (a probability of 0.05) are not looked at."""

KINDS = frozenset(
    """agent agents algorithm algorithms approach approaches architecture architectures
    benchmark benchmarks challenge challenges corpus data dataset datasets environment
    environments framework frameworks function learning library loss losses mechanism
    mechanisms method methods metric metrics model models module modules network networks
    optimizer paradigm paradigms performance pipeline policy policies problem problems
    procedure process processes score scores software strategy strategies suite system
    systems task tasks technique techniques test set tool toolkit training""".split()  # noqa: SIM905
)
"""Words that name a kind of thing rather than a thing."""

Floats = NDArray[np.float32]
_NONE = -6.0


@dataclass(frozen=True, slots=True)
class Surface:
    """A spelling in a paper, folded by `kg.names.key`, with its places in text order.

    ``logits`` has a row for each place and a column for each class: the four labels, then
    the same four as optional; ``text`` is the spelling where it is judged best.
    """

    key: str
    text: str
    places: tuple[tuple[int, int], ...]
    logits: Floats

    @property
    def best(self) -> float:
        """The highest logit of the four labels."""
        return float(self.logits[:, :4].max())


def gather(text: str, scores: Scores) -> list[Surface]:
    """The surfaces that may be entities, by first place."""
    found: defaultdict[str, list[tuple[int, int, Floats]]] = defaultdict(list)
    for first, more in np.argwhere(scores.logits.max(-1) > FLOOR):
        start, end = scores.words[first].start, scores.words[first + more].end
        found[names.key(text[start:end])].append((start, end, scores.logits[first, more]))
    return [
        _surface(text, key, sorted(rows, key=lambda row: row[:2])) for key, rows in found.items()
    ]


def _surface(text: str, key: str, rows: Sequence[tuple[int, int, Floats]]) -> Surface:
    start, end, _ = max(rows, key=lambda row: float(row[2][:4].max()))
    return Surface(
        key,
        text[start:end],
        tuple((begin, finish) for begin, finish, _ in rows),
        np.stack([logits for _, _, logits in rows]),
    )


def describe(text: str, surfaces: Sequence[Surface], definitions: Sequence[Definition]) -> Floats:
    """One row of features for each surface; see the names in the body."""
    others = _Others(surfaces)
    partners = _partners(text, definitions)
    best = {surface.key: surface.best for surface in surfaces}
    folded = text.casefold()
    rows = [
        [
            *surface.logits.max(0),
            *surface.logits.mean(0),
            *others.around(surface),
            max((best.get(key, _NONE) for key in partners.get(surface.key, ())), default=_NONE),
            float(surface.key in partners),
            math.log(len(surface.places)),
            math.log(1 + _count(folded, surface.text.casefold())),
            float(any(start < text.find("\n") for start, _ in surface.places)),
            surface.places[0][0] / len(text),
            len(surfaces) / 40,
            *_spelling(surface.text, surface.key),
            *_known(surface.key),
        ]
        for surface in surfaces
    ]
    return np.array(rows, np.float32)


def _count(folded: str, surface: str) -> int:
    """How often a surface stands in the text as whole words, plural allowed."""
    total, at = 0, folded.find(surface)
    while at >= 0:
        end = at + len(surface)
        plural = end + (folded[end : end + 1] == "s")
        total += not _joins(folded, at - 1) and not (_joins(folded, end) and _joins(folded, plural))
        at = folded.find(surface, end)
    return total


def _joins(text: str, at: int) -> bool:
    """Whether a letter, digit or underscore stands there."""
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")


def _spelling(text: str, key: str) -> list[float]:
    parts = key.split()
    return [
        len(parts) / 5,
        sum(map(str.isupper, text)) / len(text),
        float(any(map(str.isdigit, text))),
        float(any(map(str.isupper, text[1:]))),
        float(text[0].isupper()),
        float(parts[-1] in KINDS),
        float(parts[0] in KINDS),
    ]


def _known(key: str) -> list[float]:
    """What the lexicon says of a surface: its labels and flags, and of what it ends in."""
    entries = _lexicon().get(key, ())
    parts = key.split()
    tails = [
        entry
        for first in range(1, len(parts))
        for entry in _lexicon().get(" ".join(parts[first:]), ())
    ]
    return [
        *(float(any(entry.type == label for entry in entries)) for label in ENTITY_LABELS),
        float(any("broad" in entry.flags for entry in entries)),
        float(any("measured" in entry.flags for entry in entries)),
        float(bool(tails)),
        float(any(entry.type == METRIC for entry in tails)),
    ]


@cache
def _lexicon() -> Mapping[str, Sequence[Entry]]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in lexicon.entries():
        for key in {names.key(surface) for surface in entry.surfaces}:
            found[key].append(entry)
    return dict(found)


def _partners(text: str, definitions: Sequence[Definition]) -> Mapping[str, set[str]]:
    """Key of an abbreviation -> keys of its long forms, and the other way round."""
    partners: defaultdict[str, set[str]] = defaultdict(set)
    for each in definitions:
        short = names.key(text[each.start : each.end])
        long = names.key(text[each.long_start : each.long_end])
        partners[short].add(long)
        partners[long].add(short)
    return partners


class _Others:
    """All candidate spans of a paper, to ask what lies around, in and across a surface."""

    def __init__(self, surfaces: Sequence[Surface]) -> None:
        spans = [place for surface in surfaces for place in surface.places]
        self._starts = np.array([start for start, _ in spans])
        self._ends = np.array([end for _, end in spans])
        self._best = np.concatenate(
            [surface.logits[:, :4].max(1) for surface in surfaces] or [np.zeros(0, np.float32)]
        )

    def around(self, surface: Surface) -> list[float]:
        """Best logit of a longer, a shorter and a crossing span; shares of free places."""
        starts, ends = np.array(surface.places).T[:, :, None]
        outside = (self._starts <= starts) & (ends <= self._ends)
        inside = (starts <= self._starts) & (self._ends <= ends)
        same = outside & inside
        crossing = (self._starts < ends) & (starts < self._ends) & ~outside & ~inside
        longer = self._highest(outside & ~same)
        free = float((longer < 0).mean())
        return [
            float(longer.max()),
            float(self._highest(inside & ~same).max()),
            float(self._highest(crossing).max()),
            free,
            float(free > 0),
        ]

    def _highest(self, chosen: NDArray[np.bool_]) -> Floats:
        highest: Floats = np.where(chosen, self._best, _NONE).max(1)
        return highest
