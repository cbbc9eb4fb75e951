"""Numbers of a sentence that are the new and the old value of one quantity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.nlp.text.number_kinds import Number

__all__ = ["pair_numbers"]

_FROM = re.compile(r"\bfrom\s(?:[a-z]{1,12}\s){0,3}[$~(]?$")
_ARROW = re.compile(r"\s?\$?\s?(?:\\?(?:right|longright)arrow|\\to|->|→)\s?\$?\s?")
_AND = re.compile(r"(?:,|,?\sand|,?\sor)\s")
_TO = re.compile(r"\s?(?:\([^()]{1,30}\)\s)?to\s(?:[a-z]{1,12}\s){0,2}[$~(]?")
_AGAINST = re.compile(
    r"[^.;]{0,60}?\b(?:compared (?:to|with)|versus|vs\.?|as opposed to|instead of|rather than"
    r"|(?:up|down) from|against|baseline\w*"
    r"(?: performance)? of|only)\s(?:[^.;,]{0,30}\s)?[$~(]?"
)


def pair_numbers(text: str, numbers: Sequence[Number]) -> dict[int, int]:
    """Position of a number -> position of the number that it is compared with.

    'from X to Y', 'X -> Y', 'Y compared to X', 'Y versus X', 'Y instead of X', 'Y, up from X'.
    """
    pairs: dict[int, int] = {}
    for i, (first, second) in enumerate(pairwise(numbers)):
        if first.unit is None and second.unit is None and first.bare != second.bare:
            continue
        between = text[first.end : second.start]
        from_to = _TO.fullmatch(between) and _opens_with_from(text, numbers, i, pairs)
        if from_to or _ARROW.fullmatch(between):
            pairs[i + 1] = i
        elif first.unit == second.unit and _AGAINST.fullmatch(between):
            pairs[i] = i + 1
    return pairs


def _opens_with_from(text: str, numbers: Sequence[Number], i: int, pairs: dict[int, int]) -> bool:
    """True if 'from' opens the pair at ``i``, or one that it is listed with ('a to b, c to d')."""
    start = numbers[i].start
    if _FROM.search(text[max(0, start - 40) : start]):
        return True
    return i - 1 in pairs and bool(_AND.fullmatch(text, numbers[i - 1].end, start))
