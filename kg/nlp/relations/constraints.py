"""Constraints on a relation of two mentions: the words around it, and the roles of its ends.

Features of words show neither which side wins a comparison nor what the paper is about; the
roles of its entities (`kg.nlp.roles`) show much of that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from kg.nlp.relations.candidates import Answer, Candidate
from kg.nlp.text.annotated_text import AnnotatedText, ClusterMention

__all__ = ["satisfies_constraints"]

_AGAINST = re.compile(
    r"\b(?:(?:outperform|surpass|exceed|beat|match|rival|challeng)\w{0,3}"
    r"|compar(?:ed|able|ing|es?) (?:to|with|against)|than|over"
    r"|superior(?:ity)? (?:to|over)|relative to|versus|vs\.?|as opposed to"
    r"|(?:compet\w+|par|parity) (?:to|with)|against)"
    r"\s(?:(?!(?:with|without|through|on|in)\b)[^\W\d][\w'-]*\s){0,6}(?:\((?:[^\W\d][\w.'-]*,?\s){0,2})?$",
    re.IGNORECASE,
)
"""Matches at the end of what precedes a name that something is set against."""
_ASIDE = re.compile(
    r"(?:\b(?:with|without|through|via|by|using|on|in|for)|[;:)])\s(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
"""Ends what precedes a name of a means or a place, not of a rival."""
_TRIED_ON = re.compile(
    r"\b(?:on|across|over|with|for)\s(?:various|different|several|multiple|many|diverse)\s"
    r"(?:[\w-]+\s){0,3}[\w-]+,?\s\(?(?:such\sas|including|like|e\.g\.,?)\s$",
    re.IGNORECASE,
)
_REACH = 90
"""Characters before a name where such words are looked for."""
_FOR = re.compile(r"\bfor\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
_PURPOSE = re.compile(r"\bfor\s(?:the\s)?$", re.IGNORECASE)
_BASED = re.compile(r"\bbased\s(?:up)?on\b")
"""'A framework for tuning based on X': X is part of the framework, not of tuning."""
_ON_THE_FLY = re.compile(r"\bbased\son\sthe\sfly\b")
_TRAINS = re.compile(r"train|tun(?:e[ds]?|ing)\b|distil|learn", re.IGNORECASE)
_NEAR = 60
"""Characters around two names in which words of training count."""

_INTRODUCED, _COMPARED, _MENTIONED = "introduces", "compares", "mentions"

Roles = Sequence[str]
"""The role of each cluster of a text; empty where they are unknown."""


def satisfies_constraints(
    annotated: AnnotatedText, pair: Candidate, answer: Answer, roles: Roles = ()
) -> bool:
    """False for an edge that the words or the roles of its ends rule out."""
    test = _TESTS.get(answer.type)
    return test is None or test(
        annotated, pair if answer.forward else Candidate(*pair[::-1]), roles
    )


def _is_part(annotated: AnnotatedText, ends: Candidate, roles: Roles) -> bool:
    """A method for a purpose ('X for Y') is no part, nor is what the paper adds to older ones."""
    start, stop = sorted((ends.first, ends.second), key=lambda mention: mention.start)
    between = annotated.text[start.end : stop.start]
    before = annotated.text[max(0, start.start - _REACH) : start.start]
    is_purpose = start is ends.second and _PURPOSE.search(before) and _BASED.search(between)
    if _FOR.search(between) or is_purpose or _ON_THE_FLY.search(between):
        return False
    part, whole = _roles(ends, roles)
    return part != _INTRODUCED or whole == _INTRODUCED


def _is_compared(annotated: AnnotatedText, ends: Candidate, roles: Roles) -> bool:
    """Words next to an end contrast it with the other; or the paper introduces one and compares
    the other, and no preposition makes the rival a means or a place."""
    own = _roles(ends, roles)
    if any(_is_place(annotated, end) for end in ends):
        return False
    if not roles or any(_set_against(annotated, *order) for order in (ends, ends[::-1])):
        return _MENTIONED not in own and own != (_COMPARED, _COMPARED)
    rival = ends.first if own[0] == _COMPARED else ends.second
    head = annotated.list_start(rival)
    aside = _ASIDE.search(annotated.text[max(0, head - _REACH) : head])
    return set(own) == {_INTRODUCED, _COMPARED} and not aside


def _is_place(annotated: AnnotatedText, mention: ClusterMention) -> bool:
    """Whether a name is one of what was tried: 'across various nets, such as X'."""
    head = annotated.list_start(mention)
    return bool(_TRIED_ON.search(annotated.text[max(0, head - _REACH) : head]))


def _set_against(annotated: AnnotatedText, one: ClusterMention, other: ClusterMention) -> bool:
    """True for 'B' in 'A is better than B', and in 'compared to B, A ...'."""
    head = annotated.list_start(other)
    start = max(head - _REACH, one.end if one.end <= head else 0)
    start = max(
        [
            start,
            *(p.end for p in annotated.mentions_in(annotated.sentence_at(head)) if p.end <= head),
        ]
    )
    return bool(_AGAINST.search(annotated.text[start:head]))


def _is_trained(annotated: AnnotatedText, ends: Candidate, roles: Roles) -> bool:
    """The paper trains on the data, or words of training are next to the two or between them, and
    it is not data that the paper only mentions."""
    role = _roles(ends, roles)[1]
    if role in ("", "trains_on", _MENTIONED):
        return role != _MENTIONED
    start, stop = sorted((ends.first, ends.second), key=lambda mention: mention.start)
    first, last = annotated.sentences[annotated.sentence_at(start.start)]
    around = (
        annotated.text[max(first, start.start - _NEAR) : start.start],
        annotated.text[start.end : stop.start],
        annotated.text[stop.end : min(last, stop.end + _NEAR)],
    )
    return any(map(_TRAINS.search, around))


def _is_subtask(_annotated: AnnotatedText, ends: Candidate, roles: Roles) -> bool:
    """Both are tasks of the paper."""
    return _MENTIONED not in _roles(ends, roles)


def _roles(ends: Candidate, roles: Roles) -> tuple[str, str]:
    if not roles:
        return "", ""
    return roles[ends.first.cluster], roles[ends.second.cluster]


_TESTS: Mapping[str, Callable[[AnnotatedText, Candidate, Roles], bool]] = {
    "PART_OF": _is_part,
    "COMPARED_WITH": _is_compared,
    "SUBTASK_OF": _is_subtask,
    "TRAINED_ON": _is_trained,
}
