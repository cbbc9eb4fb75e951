"""From scored spans to surface forms: all occurrences of one spelling in a paper together.

The network scores each span alone, but a name in passing and the same name in 'we propose X' are
one surface form. `describe_surface_forms` gives the features of each form over the whole paper;
a small MLP, fitted on held-out papers, turns them into probabilities.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.core import names
from kg.core.schema import METRIC
from kg.lexicon.condition_words import LANGUAGES
from kg.nlp.mentions.encoder import NetworkScores
from kg.nlp.text import gazetteer
from kg.nlp.text.abbreviations import Definition

__all__ = [
    "KIND_WORDS",
    "SurfaceForm",
    "describe_surface_forms",
    "gather_surface_forms",
    "is_no_dataset",
    "label_logits",
    "surface_feature_count",
]

_PER_LABEL, _PER_ROLE, _OTHER_FEATURES = 5, 2, 23
"""Columns of `describe_surface_forms` for each label and role of a model, and those beside them."""

FLOOR = -3.0
"""Spans whose best logit is lower (a probability of 0.05) are ignored."""

KIND_WORDS = frozenset(
    """agent agents algorithm algorithms approach approaches architecture architectures
    benchmark benchmarks challenge challenges corpus data dataset datasets environment
    environments framework frameworks function learning library loss losses mechanism
    mechanisms method methods metric metrics model models module modules network networks
    optimizer paradigm paradigms performance pipeline policy policies problem problems
    procedure process processes score scores software strategy strategies suite system
    systems task tasks technique techniques test set tool toolkit training""".split()  # noqa: SIM905
)
"""Words for a kind of entity rather than for one entity."""

_BORDER = re.compile(r"\n|(?<=[a-z0-9)]{2})[.!?]\s+(?=[A-Z])")
"""The end of the title, or of a sentence."""
_HARDWARE = re.compile(
    r"(?i)(?:(?:nvidia|geforce|tesla|jetson)\b.*|agx|(?:agx\s)?(?:orin|xavier)(?:\s(?:nano|nx|agx))?|(?:rtx|gtx)\s?\d+.*|[ahvlt]\d{2,3}(?:\s?gpus?)?"
    r"|tpus?(?:\sv\d)?|raspberry pi.*|[gc]pus?)"
)
"""What a model runs on is neither a method nor a data set."""
_PART_OR_PRAISE = re.compile(
    r"(?i)(?:the\s)?(?:val(?:idation)?|test(?:ing)?|train(?:ing)?|dev(?:elopment)?|held-out)"
    r"[\s-](?:splits?|sets?|partitions?)|sota|state[\s-]of[\s-]the[\s-]arts?"
)
"""A part of a data set without its name, and 'SoTA'."""
_MORE_LANGUAGES = """
    amharic basque bengali bulgarian cantonese catalan croatian danish galician greek hausa
    hungarian indonesian irish kannada malay malayalam mandarin marathi norwegian persian punjabi
    serbian slovak slovenian swahili tagalog tamil telugu thai urdu welsh yoruba zulu"""
_LANGUAGE = "|".join((*LANGUAGES, *_MORE_LANGUAGES.split()))
_LANGUAGES_OR_HOST = re.compile(
    rf"(?i)(?:{_LANGUAGE})(?:(?:,\s|,?\sand\s)(?:{_LANGUAGE})){{0,9}}"
    r"|(?:kaggle|roboflow)(?:\s(?:data\s?sets?|data|platform|competitions?))?"
)
_VALUED = re.compile(r"[A-Za-z]\s\d{2,3}\.\d{1,2}\s?%?$")
"""A name with its value: 'LoRA 87.2'; versions are smaller."""
_BRACKET = re.compile(r"[()\[\]]")

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_NONE = -6.0


@dataclass(frozen=True, slots=True)
class SurfaceForm:
    """A name in a paper, folded by `kg.core.names.key`, with its occurrences in text order.

    ``logits`` has a row for each place and a column for each class: the labels, then
    each label as optional; ``text`` is the form with the best logit. ``roles`` are the logits of
    roles, alike; ``vectors`` is (3, width): what the network holds of the place with the best logit
    as the first and as the second of a pair, and of all places as the first.
    """

    key: str
    text: str
    places: tuple[tuple[int, int], ...]
    logits: Floats
    roles: Floats
    vectors: Floats

    @property
    def best(self) -> float:
        """The highest logit of a label."""
        return float(label_logits(self.logits).max())


def surface_feature_count(labels: int, roles: int) -> int:
    """The number of features of a surface form in a model of so many labels and roles.

    >>> surface_feature_count(4, 8)
    59
    """
    return _PER_LABEL * labels + _PER_ROLE * roles + _OTHER_FEATURES


def label_logits(logits: Floats) -> Floats:
    """(..., labels) of (..., twice the labels): those of entities that must be listed."""
    return logits[..., : logits.shape[-1] // 2]


def gather_surface_forms(text: str, scores: NetworkScores) -> list[SurfaceForm]:
    """The surface forms that may be entities, by first occurrence."""
    first, more = np.nonzero(_highest(scores.logits) > FLOOR)
    logits, found = scores.logits[first, more], scores.words
    places = [
        (found[i].start, found[j].end)
        for i, j in zip(first.tolist(), (first + more).tolist(), strict=True)
    ]
    whole = [
        at
        for at, (start, end) in enumerate(places)
        if _may_be_name(text[start:end]) and not _is_torn(text, start, end)
    ]
    places, logits = [places[at] for at in whole], logits[whole]
    first, more = first[whole], more[whole]
    parts, roles = scores.pairs.parts, scores.roles[first, more]
    vectors = (parts[first] + parts[first + more]) / 2
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, (start, end) in enumerate(places):
        rows[_key(text[start:end])].append(row)
    tops = label_logits(logits).max(1).tolist()
    surfaces = []
    for key, own in rows.items():
        best = max(own, key=tops.__getitem__)
        start, end = places[best]
        held = np.stack((vectors[best, 0], vectors[best, 1], vectors[own, 0].mean(0)))
        spans = tuple(places[row] for row in own)
        surfaces.append(SurfaceForm(key, text[start:end], spans, logits[own], roles[own], held))
    return surfaces


def _may_be_name(surface: str) -> bool:
    """Whether a span stays within one sentence or title, may name one thing, has no value behind
    it, and balances brackets."""
    if _BORDER.search(surface) or _VALUED.search(surface):
        return False
    if _PART_OR_PRAISE.fullmatch(surface) or is_no_dataset(surface):
        return False
    depth = 0
    for char in surface if _BRACKET.search(surface) else "":
        depth += (char in "([") - (char in ")]")
        if depth < 0:
            return False
    return depth == 0


def is_no_dataset(name: str) -> bool:
    """Whether a name is one of languages, of where data sets lie, or of what models run on.

    >>> is_no_dataset("Italian and Catalan"), is_no_dataset("English Wikipedia")
    (True, False)
    """
    return bool(_LANGUAGES_OR_HOST.fullmatch(name) or _HARDWARE.fullmatch(name))


_POINTS = re.compile(r"pp?\b")
"""What makes a share of a hundred a difference: '3.4%p'."""


_MOVES = re.compile(r"\s(?:drops|falls|rises|grows|declines|improves|increases|decreases)$")
_BY_VALUE = re.compile(r"\s(?:only\s)?(?:by|from|to)\s(?:(?:up\sto|about|only|over)\s)?[$~]?\d")


def _is_torn(text: str, start: int, end: int) -> bool:
    """Whether a span begins within a word or a unit ('*Net' of 'A*Net', 'p' of '3.4%p'), or ends
    in the verb of its number ('traffic drops' of 'traffic drops by 5 %')."""
    if _BY_VALUE.match(text, end) and _MOVES.search(text, start, end):
        return True
    if start == 0:
        return False
    is_unit = text[start - 1] == "%" and _POINTS.match(text, start) is not None
    return is_unit or (text[start] in "*+^" and text[start - 1].isalnum())


def _highest(logits: Floats) -> Floats:
    """The maximum over the last axis, column by column: it is short, the others are long."""
    best = logits[..., 0]
    for column in range(1, logits.shape[-1]):
        best = np.maximum(best, logits[..., column])
    return best


@lru_cache(1 << 13)
def _key(surface: str) -> str:
    return names.key(surface)


def describe_surface_forms(
    text: str,
    surfaces: Sequence[SurfaceForm],
    definitions: Sequence[Definition],
    labels: tuple[str, ...],
) -> Floats:
    """(surfaces, `surface_feature_count`): one row of features for each form; (0, 0) of none."""
    if not surfaces:
        return np.zeros((0, 0), np.float32)
    partners = _partners(text, definitions)
    logits = np.concatenate([surface.logits for surface in surfaces])
    first = _firsts(surfaces)
    best = {s.key: float(top) for s, top in zip(surfaces, _tops(logits, first), strict=True)}
    folded, border = text.casefold(), text.find("\n")
    rows = [
        [
            max((best.get(key, _NONE) for key in partners.get(surface.key, ())), default=_NONE),
            float(surface.key in partners),
            math.log(len(surface.places)),
            math.log(1 + _count(folded, surface.text.casefold())),
            float(any(start < border for start, _ in surface.places)),
            surface.places[0][0] / len(text),
            len(surfaces) / 40,
            *_spelling(surface.text, surface.key, labels),
        ]
        for surface in surfaces
    ]
    parts = (
        np.maximum.reduceat(logits, first),
        np.add.reduceat(logits, first) / _counts(surfaces)[:, None],
        _around(surfaces, logits, first),
        rows,
        *_roles(surfaces, first),
    )
    return np.concatenate(parts, 1, dtype=np.float32)


def _roles(surfaces: Sequence[SurfaceForm], first: Ints) -> tuple[Floats, Floats]:
    """The logits of roles: the highest of all places, and those where the label is surest."""
    at_best = [
        surface.roles[int(label_logits(surface.logits).max(1).argmax())] for surface in surfaces
    ]
    roles = np.concatenate([surface.roles for surface in surfaces])
    return np.maximum.reduceat(roles, first), np.stack(at_best)


def _counts(surfaces: Sequence[SurfaceForm]) -> Ints:
    """The number of occurrences of each surface form."""
    return np.array([len(surface.places) for surface in surfaces], np.int64)


def _firsts(surfaces: Sequence[SurfaceForm]) -> Ints:
    """The row of the first occurrence of each surface form among all occurrences."""
    return np.cumsum(_counts(surfaces)) - _counts(surfaces)


def _tops(logits: Floats, first: Ints) -> Floats:
    tops: Floats = np.maximum.reduceat(label_logits(logits).max(1), first)
    return tops


def _count(folded: str, surface: str) -> int:
    """How often the form occurs in the text as whole words, with or without a plural s."""
    total, at = 0, folded.find(surface)
    while at >= 0:
        end = at + len(surface)
        plural = end + (folded[end : end + 1] == "s")
        total += not _joins(folded, at - 1) and not (_joins(folded, end) and _joins(folded, plural))
        at = folded.find(surface, end)
    return total


def _joins(text: str, at: int) -> bool:
    """Whether the character there is a letter, digit or underscore."""
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")


@lru_cache(1 << 13)
def _spelling(text: str, key: str, labels: tuple[str, ...]) -> tuple[float, ...]:
    """Features of the spelling, and of the lexicon's entries for it."""
    parts = key.split()
    return (
        len(parts) / 5,
        sum(map(str.isupper, text)) / len(text),
        float(any(map(str.isdigit, text))),
        float(any(map(str.isupper, text[1:]))),
        float(text[0].isupper()),
        float(parts[-1] in KIND_WORDS),
        float(parts[0] in KIND_WORDS),
        *_known(key, labels),
    )


def _known(key: str, labels: tuple[str, ...]) -> tuple[float, ...]:
    """Labels and flags of the lexicon's entries for a key, and for what it ends in."""
    entries, tails = gazetteer.entries_by_key().get(key, ()), gazetteer.entries_ending(key)
    return (
        *(float(any(entry.type == label for entry in entries)) for label in labels),
        float(any("broad" in entry.flags for entry in entries)),
        float(any("measured" in entry.flags for entry in entries)),
        float(bool(tails)),
        float(any(entry.type == METRIC for entry in tails)),
    )


def _partners(text: str, definitions: Sequence[Definition]) -> Mapping[str, set[str]]:
    """Key of an abbreviation -> keys of its long forms, and of a long form -> abbreviations."""
    partners: defaultdict[str, set[str]] = defaultdict(set)
    for each in definitions:
        short = names.key(text[each.start : each.end])
        long = names.key(text[each.long_start : each.long_end])
        partners[short].add(long)
        partners[long].add(short)
    return partners


_BLOCK = 256
"""Occurrences that are compared with all others at once."""


def _around(surfaces: Sequence[SurfaceForm], logits: Floats, first: Ints) -> Floats:
    """Best logit of a longer, a shorter and a crossing span; share of uncovered occurrences."""
    places = np.array([place for surface in surfaces for place in surface.places])
    best = label_logits(logits).max(1)
    found = [
        _beside(places[start : start + _BLOCK], places, best)
        for start in range(0, len(places), _BLOCK)
    ]
    beside = np.concatenate(found)
    free = np.add.reduceat(beside[:, 0] < 0, first, dtype=np.float64) / _counts(surfaces)
    tops = np.maximum.reduceat(beside, first)
    return np.column_stack((tops, free, free > 0)).astype(np.float32)


def _beside(these: Ints, places: Ints, best: Floats) -> Floats:
    """(these, 3): the best logit of a longer, a shorter and a crossing span of each."""
    starts, ends = these.T[:, :, None]
    outside = (places[:, 0] <= starts) & (ends <= places[:, 1])
    inside = (starts <= places[:, 0]) & (places[:, 1] <= ends)
    same = outside & inside
    crossing = (places[:, 0] < ends) & (starts < places[:, 1]) & ~outside & ~inside
    kinds = (outside & ~same, inside & ~same, crossing)
    return np.stack([np.where(kind, best, np.float32(_NONE)).max(1) for kind in kinds], 1)
