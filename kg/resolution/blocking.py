"""Rules that judge names by their spelling, their words, and what the lexicon knows of them.

Names are compared only within a block, the names of one corrected form, and there only with the
best name of the block. Nothing here looks at all pairs, so the work is linear in the names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.core.judgement import DIFFERENT, UNSURE, Judgement, NameKey, split_mention
from kg.core.names import key
from kg.core.schema import IDENTIFIED
from kg.lexicon.acronyms import abbreviates
from kg.lexicon.known_names import KnownEntity, known_different, known_entity, known_parent
from kg.lexicon.normalize import corrected_form, expanded_form, spelling_form, without_kind
from kg.lexicon.variants import parent_forms
from kg.resolution.rules import KIND, LEXICON, SLIP, SPELLING, WORDING

__all__ = ["blocking_keys", "judge_names"]

_LEVELS = (
    (SPELLING, 0.99, "they differ in spaces, hyphens, accents or British spelling alone"),
    (WORDING, 0.95, "they differ in an acronym written out, or in a word for their kind"),
    (SLIP, 0.9, "one is a typing error of the other"),
)


def judge_names(
    weights: Mapping[NameKey, int], listed: Mapping[NameKey, KnownEntity]
) -> Iterator[Judgement]:
    """The judgements of the rules on the names that papers mention.

    Each name of a block is judged against one name: that of the lexicon's entry, or else the
    name that papers use most.

    Args:
        weights: name -> how much papers use it.
        listed: those that the lexicon lists, with their entries.
    """
    blocks: dict[tuple[str, str], NameKey | list[NameKey]] = {}
    for name in weights:
        if name in listed:
            entry = listed[name]
            if key(entry.name) != name.key:
                reason = f"the lexicon lists it as {entry.name}"
                yield Judgement(name.label, name.key, entry.name, 1.0, reason, LEXICON)
        elif split_mention(name.key)[1] is None:
            block = (name.label, corrected_form(*name))
            others = blocks.setdefault(block, name)
            if isinstance(others, list):
                others.append(name)
            elif others != name:
                blocks[block] = [others, name]
    for block_names in blocks.values():
        if isinstance(block_names, list):
            yield from _judge_block(block_names, weights)
    yield from _judge_known_different(weights)
    yield from _judge_kinds(weights)


def _judge_kinds(weights: Mapping[NameKey, int]) -> Iterator[Judgement]:
    """Names that are another name with a word for its kind, where that may be another entity."""
    for name in weights:
        rest = without_kind(name.label, name.key)
        if rest is None:
            continue
        shorter = NameKey(name.label, rest)
        if shorter in weights and corrected_form(*shorter) != corrected_form(*name):
            reason = "one is the other with a word for its kind"
            yield Judgement(name.label, name.key, shorter.key, 0.4, reason, KIND, UNSURE)


def _judge_block(block: list[NameKey], weights: Mapping[NameKey, int]) -> Iterator[Judgement]:
    best = min(block, key=lambda name: (-weights[name], name))
    for name in block:
        if name != best:
            rule, score, reason = _level(name, best)
            yield Judgement(name.label, name.key, best.key, score, reason, rule)


def _level(one: NameKey, other: NameKey) -> tuple[str, float, str]:
    if spelling_form(one.key) == spelling_form(other.key):
        return _LEVELS[0]
    return _LEVELS[1] if expanded_form(*one) == expanded_form(*other) else _LEVELS[2]


def _judge_known_different(weights: Mapping[NameKey, int]) -> Iterator[Judgement]:
    for left, right in known_different():
        if left in weights and right in weights:
            reason = "the lexicon lists them as different"
            yield Judgement(left.label, left.key, right.key, 1.0, reason, LEXICON, DIFFERENT)


def blocking_keys(name: NameKey, surface_keys: Iterable[str]) -> Iterator[str]:
    """The keys that a name shares with every name that affects how it is resolved.

    Args:
        name: a name as papers mention it.
        surface_keys: the keys of all its surface forms.
    """
    label, name_key = name
    if label in IDENTIFIED:  # nothing but its own papers affects it
        yield name_key
        return
    entry = known_entity(label, name_key)
    yield corrected_form(label, name_key)
    if entry is not None:
        yield corrected_form(label, key(entry.name))
    parent = known_parent(label, name_key)
    if parent is not None:
        yield corrected_form(label, key(parent))
    yield from parent_forms(label, name_key)
    rest = without_kind(label, name_key)
    if rest:
        yield corrected_form(label, rest)
    for short in surface_keys:
        if abbreviates(short, name_key):
            yield corrected_form(label, short)
    for one, other in known_different():
        if name in (one, other):
            yield f"different {one.key} {other.key}"
