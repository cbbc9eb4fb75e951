"""How far apart two names of a type are: from spellings of one name to nothing in common."""

from __future__ import annotations

from difflib import SequenceMatcher

from kg.lexicon.acronyms import abbreviates
from kg.lexicon.known_names import known_entity
from kg.lexicon.normalize import corrected_form, without_kind

__all__ = ["name_distance"]

_KIND = 0.05
"""Of a name and the same name with a word for its kind: seldom two things."""


def name_distance(label: str, one: str, other: str) -> float:
    """The distance of two keys of names, in [0, 1].

    It is 0 where one spells the other otherwise or abbreviates it, or the lexicon lists both as
    one entity; otherwise the share of letters that the two do not have in common, in order.

    >>> name_distance("Method", "ppo", "proximal policy optimization")
    0.0
    >>> name_distance("Method", "oracle model", "oracle")
    0.05
    >>> round(name_distance("Method", "lora", "adaptation branch"), 2)
    0.71
    >>> round(name_distance("Method", "rl training", "reinforcement learning"), 2)
    0.17
    """
    if corrected_form(label, one) == corrected_form(label, other):
        return 0.0
    if abbreviates(one, other) or abbreviates(other, one):
        return 0.0
    entry = known_entity(label, one)
    if entry is not None and entry == known_entity(label, other):
        return 0.0
    if other == without_kind(label, one) or one == without_kind(label, other):
        return _KIND
    spelled = _spelled_out(one, other), _spelled_out(other, one)
    short, long = sorted(spelled, key=lambda name: (len(name), name))
    return 1.0 - SequenceMatcher(None, short, long, autojunk=False).ratio()


def _spelled_out(name: str, other: str) -> str:
    """A name with an acronym of the other spelled out."""
    return " ".join(other if abbreviates(word, other) else word for word in name.split())
