"""Rules that judge names by their spelling, their words, and what the lexicon knows of them.

Names are compared only within a block: those whose corrected form is one. Nothing here
looks at pairs, so the work is linear in the number of names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.core.judgement import DIFFERENT, UNSURE, Judgement, NameKey, split_mention
from kg.core.names import key
from kg.lexicon.known_names import KnownEntity, known_different, known_entity, known_parent
from kg.lexicon.normalize import (
    abbreviates,
    corrected_form,
    expanded_form,
    spelling_form,
    without_kind,
)
from kg.lexicon.variants import parent_forms

__all__ = ["blocking_keys", "judge_names"]

LEXICON = "lexicon@2"
SPELLING = "spelling@1"
WORDING = "wording@1"
SLIP = "slip@1"
KIND = "kind@1"

_LEVELS = (
    (SPELLING, 0.99, "they differ in blanks, hyphens, accents or British spelling alone"),
    (WORDING, 0.95, "they differ in an acronym written out, or in a word for their kind"),
    (SLIP, 0.9, "one is a slip of the pen away from the other"),
)


def judge_names(
    weights: Mapping[NameKey, int], recognised: Mapping[NameKey, KnownEntity]
) -> Iterator[Judgement]:
    """What the rules say of units that papers mention.

    Each unit of a block is judged against the one name of it: what the lexicon calls it, or
    else the unit that papers use most.

    Args:
        weights: unit -> how much papers use it.
        recognised: those that the lexicon knows.
    """
    blocks: dict[tuple[str, str], NameKey | list[NameKey]] = {}
    for unit in weights:
        if unit in recognised:
            thing = recognised[unit]
            if key(thing.name) != unit.key:
                reason = f"the lexicon knows it as {thing.name}"
                yield Judgement(unit.label, unit.key, thing.name, 1.0, reason, LEXICON)
        elif split_mention(unit.key)[1] is None:
            block = (unit.label, corrected_form(*unit))
            others = blocks.setdefault(block, unit)
            if isinstance(others, list):
                others.append(unit)
            elif others != unit:
                blocks[block] = [others, unit]
    for units in blocks.values():
        if isinstance(units, list):
            yield from _judged(units, weights)
    yield from _apart(weights)
    yield from _unsure(weights)


def _unsure(weights: Mapping[NameKey, int]) -> Iterator[Judgement]:
    """Names that are another name and a word for its kind, where that may be another thing."""
    for unit in weights:
        rest = without_kind(unit.label, unit.key)
        if rest is None:
            continue
        shorter = NameKey(unit.label, rest)
        if shorter in weights and corrected_form(*shorter) != corrected_form(*unit):
            reason = "one is the other and a word for its kind"
            yield Judgement(unit.label, unit.key, shorter.key, 0.4, reason, KIND, UNSURE)


def _judged(units: list[NameKey], weights: Mapping[NameKey, int]) -> Iterator[Judgement]:
    best = min(units, key=lambda unit: (-weights[unit], unit))
    for unit in units:
        if unit != best:
            rule, score, reason = _level(unit, best)
            yield Judgement(unit.label, unit.key, best.key, score, reason, rule)


def _level(one: NameKey, other: NameKey) -> tuple[str, float, str]:
    if spelling_form(one.key) == spelling_form(other.key):
        return _LEVELS[0]
    return _LEVELS[1] if expanded_form(*one) == expanded_form(*other) else _LEVELS[2]


def _apart(weights: Mapping[NameKey, int]) -> Iterator[Judgement]:
    for left, right in known_different():
        if left in weights and right in weights:
            reason = "they are known to be two things"
            yield Judgement(left.label, left.key, right.key, 1.0, reason, LEXICON, DIFFERENT)


def blocking_keys(unit: NameKey, surfaces: Iterable[str]) -> Iterator[str]:
    """What a unit shares with every unit that bears on how it is resolved.

    Args:
        unit: a unit as papers mention it.
        surfaces: the keys of all its surfaces.
    """
    label, name = unit
    thing = known_entity(label, name)
    yield corrected_form(label, name)
    if thing is not None:
        yield corrected_form(label, key(thing.name))
    family = known_parent(label, name)
    if family is not None:
        yield corrected_form(label, key(family))
    yield from parent_forms(label, name)
    rest = without_kind(label, name)
    if rest:
        yield corrected_form(label, rest)
    for short in surfaces:
        if abbreviates(short, name):
            yield corrected_form(label, short)
    for one, other in known_different():
        if unit in (one, other):
            yield f"apart {one.key} {other.key}"
