"""Whether a relation of two mentions agrees with the words there, and with the paper's roles.

Weights of words know neither who wins a comparison nor what the paper is about; what a paper
does with each entity (`kg.nlp.roles`) tells much of that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from kg.nlp.page import Page, Place
from kg.nlp.relating import Answer, Candidate

__all__ = ["agrees"]

_AGAINST = re.compile(
    r"\b(?:(?:outperform|surpass|exceed|beat|match)\w{0,3}"
    r"|compar(?:ed|able|ing|es?) (?:to|with|against)|than|over"
    r"|superior(?:ity)? (?:to|over)|relative to|versus|vs\.?|as opposed to)"
    r"\s(?:[^\W\d][\w'-]*\s){0,5}\(?$",
    re.IGNORECASE,
)
"""Matches at the end of what precedes a name that something is set against."""
_REACH = 90
"""Characters before a name where such words are looked for."""
_FOR = re.compile(r"\bfor\b", re.IGNORECASE)

_INTRODUCED, _COMPARED, _MENTIONED = "introduces", "compares", "mentions"

Roles = Sequence[str]
"""The role of each group of a page; empty where nobody told them."""


def agrees(page: Page, pair: Candidate, answer: Answer, roles: Roles = ()) -> bool:
    """False for an edge that the words or the roles of its ends speak against."""
    test = _TESTS.get(answer.type)
    return test is None or test(page, pair if answer.forward else Candidate(*pair[::-1]), roles)


def _is_part(page: Page, ends: Candidate, roles: Roles) -> bool:
    """No part is what serves a purpose ('X for Y'), or what the paper adds to older methods."""
    start, stop = sorted((ends.first, ends.second), key=lambda place: place.start)
    if _FOR.search(page.text, start.end, stop.start):
        return False
    part, whole = _roles(ends, roles)
    return part != _INTRODUCED or whole == _INTRODUCED


def _is_compared(page: Page, ends: Candidate, roles: Roles) -> bool:
    """One end is the paper's own and the other what it is compared with; else words must say
    so, next to one of the two."""
    own = _roles(ends, roles)
    if not roles or set(own) == {_INTRODUCED, _COMPARED}:
        return True
    settled = _MENTIONED in own or own == (_COMPARED, _COMPARED)
    return not settled and any(_set_against(page, *order) for order in (ends, ends[::-1]))


def _set_against(page: Page, one: Place, other: Place) -> bool:
    """True for 'B' in 'A is better than B', and in 'compared to B, A ...'."""
    head = page.head(other)
    start = max(head - _REACH, one.end if one.end <= head else 0)
    start = max([start, *(p.end for p in page.places(page.index(head)) if p.end <= head)])
    return bool(_AGAINST.search(page.text, start, head))


def _is_subtask(_page: Page, ends: Candidate, roles: Roles) -> bool:
    """Both are tasks of the paper."""
    return _MENTIONED not in _roles(ends, roles)


def _roles(ends: Candidate, roles: Roles) -> tuple[str, str]:
    if not roles:
        return "", ""
    return roles[ends.first.group], roles[ends.second.group]


_TESTS: Mapping[str, Callable[[Page, Candidate, Roles], bool]] = {
    "PART_OF": _is_part,
    "COMPARED_WITH": _is_compared,
    "SUBTASK_OF": _is_subtask,
}
