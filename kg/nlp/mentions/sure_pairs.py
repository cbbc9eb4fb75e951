"""Pairs of surface forms of one paper that are one entity by their letters alone.

What the classifier of pairs weighs, these state: initials of a long form ('QA-HFL', 'R2R' for
'replay to remember'), a name with an abbreviation of the paper written out ('generative LLMs'),
one name written together and apart, and a task as verb and as noun ('detecting wildfire').
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from kg.core.names import key
from kg.lexicon.acronyms import SMALL_WORDS
from kg.lexicon.normalize import expanded_form
from kg.nlp.mentions.forms.surface_features import SurfaceForm
from kg.nlp.text.abbreviations import Definition

__all__ = ["sure_pairs"]

_KINDS = frozenset(
    """algorithm approach architecture framework library method metric model module network
    pipeline scheme strategy suite system technique""".split()  # noqa: SIM905
)
"""Words behind a long form that its initials may leave out."""
_LEAST_TOGETHER, _LEAST_INITIALS = 5, 3
_WORDS_AS_DIGITS = {"to": "2", "for": "4"}

_VERBS = {
    "answering": "answering", "classifying": "classification", "completing": "completion",
    "compressing": "compression", "detecting": "detection", "editing": "editing",
    "estimating": "estimation", "evaluating": "evaluation", "forecasting": "forecasting",
    "generating": "generation", "localizing": "localization", "modeling": "modeling",
    "planning": "planning", "predicting": "prediction", "recognizing": "recognition",
    "reconstructing": "reconstruction", "retrieving": "retrieval", "segmenting": "segmentation",
    "summarizing": "summarization", "synthesizing": "synthesis", "tracking": "tracking",
    "translating": "translation",
}  # fmt: skip
_NOUNS = frozenset(_VERBS.values())


def sure_pairs(
    text: str,
    surfaces: Sequence[SurfaceForm],
    labels: Sequence[str],
    definitions: Sequence[Definition],
) -> Iterator[tuple[int, int]]:
    """The positions in ``surfaces`` of two forms each, the lower first, that name one thing.

    An abbreviation that the paper defines twice, or that fits two of its names, joins neither.
    """
    long_forms = _long_forms(text, definitions)
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, (surface, label) in enumerate(zip(surfaces, labels, strict=True)):
        groups[label, _plain(label, surface.key, long_forms)].append(index)
    for (_, name), members in groups.items():
        if len(name) >= _LEAST_TOGETHER:
            yield from combinations(members, 2)
    yield from _by_initials(surfaces)


def _long_forms(text: str, definitions: Sequence[Definition]) -> Mapping[str, str]:
    """The keys of abbreviations with those of their long forms, where there is one."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in definitions:
        short = key(text[each.start : each.end])
        if " " not in short:
            found[short].add(key(text[each.long_start : each.long_end]))
    return {short: longs.pop() for short, longs in found.items() if len(longs) == 1}


def _plain(label: str, name: str, long_forms: Mapping[str, str]) -> str:
    """A key with abbreviations written out and a task as noun, in one run of letters."""
    written = [each for word in name.split() for each in long_forms.get(word, word).split()]
    return expanded_form(label, " ".join(_as_noun(written)))


def _as_noun(words: Sequence[str]) -> Sequence[str]:
    """'detecting fires' and 'detection of fires' as 'fire detection'."""
    if len(words) > 1 and words[0] in _VERBS:
        return [*words[1:], _VERBS[words[0]]]
    if len(words) > 2 and words[0] in _NOUNS and words[1] == "of":
        return [*words[2:], words[0]]
    return words


def _by_initials(surfaces: Sequence[SurfaceForm]) -> Iterator[tuple[int, int]]:
    """The forms whose letters are the initials of one other form, and of no third."""
    longs: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
    for index, surface in enumerate(surfaces):
        for initials in _initials(surface.key):
            words = [word for word in surface.key.split() if word not in _KINDS]
            longs[initials].setdefault(" ".join(words), []).append(index)
    for index, surface in enumerate(surfaces):
        if not _is_acronym(surface):
            continue
        names = longs.get(re.sub(r"\W", "", surface.key), {})
        if len(names) == 1:
            for other in next(iter(names.values())):
                yield min(index, other), max(index, other)


def _is_acronym(surface: SurfaceForm) -> bool:
    capitals = sum(map(str.isupper, surface.text))
    return len(surface.key.split()) <= 2 and capitals >= 2 and len(surface.key) <= 12


def _initials(name: str) -> set[str]:
    """What a key of three words or more abbreviates to, with and without its small words."""
    words = name.split()
    while len(words) > 1 and words[-1] in _KINDS:
        words = words[:-1]
    if len(words) < _LEAST_INITIALS:
        return set()
    every = "".join(word[0] for word in words)
    counting = "".join(word[0] for word in words if word not in SMALL_WORDS)
    digits = "".join(
        _WORDS_AS_DIGITS.get(word, word[0])
        for word in words
        if word in _WORDS_AS_DIGITS or word not in SMALL_WORDS
    )
    return {letters for letters in (every, counting, digits) if len(letters) >= _LEAST_INITIALS}
