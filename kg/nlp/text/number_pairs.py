"""Numbers of a sentence that are the new and the old value of one quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.nlp.text.number_kinds import Number

__all__ = ["further_rivals", "pair_numbers"]

_FROM = re.compile(
    r"(?<!\brange\s)(?<!\branges\s)(?<!\branging\s)\bfrom\s(?:[a-z]{1,12}\s){0,3}[$~(]?$"
)
_ARROW = re.compile(r"\s?\$?\s?(?:\\?(?:right|longright)arrow|\\to|->|→)\s?\$?\s?")
_LONGEST = 160
"""Characters before a number in which a verb of comparison is looked for."""
_BEATEN = (
    r"\b(?:(?:outperform|surpass|exceed|beat)\w{0,4}|(?:better|worse|higher|lower)\sthan"
    r"|close\sto|on\spar\swith|comparable\s(?:to|with)|second\s(?:only\s)?to|ahead\sof|behind)"
    r"\s(?:[\w'.-]{1,20}\s){0,8}"
    r"\((?:[\w@ -]{2,40}\s(?:of|=)\s)?"
)
_THEN_BEATEN = re.compile(rf"(?:[^.;]|\.\d){{0,80}}?{_BEATEN}")
_BEATEN_FIRST = re.compile(rf"{_BEATEN}$")
_WITH = re.compile(
    r"\)[^.;()]{0,60}?\b(?:with|at|(?:achiev|reach|attain|scor|obtain|yield)\w{1,4})\s[^.;,()]{0,40}"
)
_NEXT_NAMED = re.compile(r"\s?\([^()]{1,30}\)(?:,\s(?:and\s)?|\sand\s)")
_NEXT_RIVAL = re.compile(
    r"\)(?:,\s(?:and\s)?|\sand\s)(?!(?:close|on\spar|comparable)\b)(?:[\w'.-]{1,20}\s){0,6}[\w'.-]{1,20}\s?\("
)
_AND = re.compile(r"(?:,|,?\sand|,?\sor)\s")
_CLOSED = re.compile(r"(?:,?\srespectively)?\)")
"""Ends the old values of several new ones: 'Y and Y, outperforming A (X and X)'."""
_TO = re.compile(
    r"\s?(?:(?!(?:and|or)\s)[A-Za-z°][\w°/@%-]{0,10}\s)?(?:\([^()]{1,30}\)\s)?to\s(?:[a-z]{1,12}\s){0,2}[$~(]?"
)
_AGAINST = re.compile(
    r"[^.;]{0,60}?\b(?:compared (?:to|with)|versus|vs\.?|as opposed to|instead of|rather than"
    r"|(?:up|down) from|against|baseline\w*"
    r"(?: performance)? of|(?<!and )only(?!\sto\b))\s(?:[^.;,]{0,30}\s)?[$~(]?"
)


def pair_numbers(text: str, numbers: Sequence[Number]) -> dict[int, int]:
    """Position of a number -> position of the number that it is compared with.

    'from X to Y', 'X -> Y', 'Y compared to X', 'Y versus X', 'Y instead of X', 'Y, up from X',
    'Y, outperforming A (X)', 'outperforms A (X) with Y', 'Y and Y, outperforming A (X and X)'.
    """
    pairs: dict[int, int] = {}
    for i, (first, second) in enumerate(pairwise(numbers)):
        if first.unit is None and second.unit is None and _is_whole(first) != _is_whole(second):
            continue
        between = text[first.stop : second.start]
        from_to = _TO.fullmatch(between) and _opens_with_from(text, numbers, i, pairs)
        if from_to or _ARROW.fullmatch(between):
            pairs[i + 1] = i
        elif _is_against(text, first, second) or (
            i not in pairs.values() and _is_beaten(text, first, second)
        ):
            pairs[i] = i + 1
    pairs.update(dict(_beaten_before(text, numbers, pairs)))
    pairs.update(dict(_beaten_in_all(text, numbers, pairs)))
    return pairs


def _is_whole(number: Number) -> bool:
    return number.raw.replace(",", "").isdigit()


def _same_form(first: Number, second: Number) -> bool:
    return (first.unit, first.kind) == (second.unit, second.kind)


def _is_against(text: str, first: Number, second: Number) -> bool:
    """Whether the second number is what the first is set against: 'Y compared to X'."""
    return first.unit == second.unit and bool(_AGAINST.fullmatch(text[first.stop : second.start]))


def _is_beaten(text: str, first: Number, second: Number) -> bool:
    """Whether the second number is of what the first one beats: 'Y, outperforming A (X)'."""
    closed = text.startswith(")", second.stop) and _same_form(first, second)
    return closed and bool(_THEN_BEATEN.fullmatch(text, first.stop, second.start))


def _beaten_before(
    text: str, numbers: Sequence[Number], pairs: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """The pairs of 'outperforms A (X), B (X) and C (X) with Y': Y and the first X."""
    for i, first in enumerate(numbers):
        if i in pairs.values() or not _BEATEN_FIRST.search(text[: first.start][-_LONGEST:]):
            continue
        last = max((i, *further_rivals(text, numbers, {i: i})))
        after = numbers[last + 1] if last + 1 < len(numbers) else None
        if not after or not _same_form(first, after):
            continue
        if _WITH.fullmatch(text, numbers[last].stop, after.start):
            yield last + 1, i


def _beaten_in_all(
    text: str, numbers: Sequence[Number], pairs: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """The pairs of 'Y on B and Y on C, outperforming A (X and X)', in their order."""
    for first, number in enumerate(numbers):
        if not _BEATEN_FIRST.search(text[: number.start][-_LONGEST:]):
            continue
        last = first
        while last + 1 < len(numbers) and _AND.fullmatch(
            text, numbers[last].stop, numbers[last + 1].start
        ):
            last += 1
        new = range(first - (last - first + 1), first)
        if last == first or new.start < 0 or not _CLOSED.match(text, numbers[last].stop):
            continue
        found = list(zip(new, range(first, last + 1), strict=True))
        alike = all(_same_form(numbers[own], numbers[old]) for own, old in found)
        if alike and _THEN_BEATEN.fullmatch(text, numbers[first - 1].stop, number.start):
            yield from ((own, old) for own, old in found if own not in pairs)


def further_rivals(text: str, numbers: Sequence[Number], pairs: Mapping[int, int]) -> Iterator[int]:
    """The positions of further old values in brackets: 'Y, outperforming A (X) and B (X)'."""
    for old in pairs.values():
        at = old
        while at + 1 < len(numbers) and _is_next_rival(text, numbers[at], numbers[at + 1]):
            at += 1
            yield at


def _is_next_rival(text: str, first: Number, second: Number) -> bool:
    """Whether an old value follows another: '(X) and B (X)', or 'X (A) and X (B)'."""
    if first.unit != second.unit:
        return False
    pattern = _NEXT_RIVAL if text.endswith("(", 0, first.start) else _NEXT_NAMED
    return bool(pattern.fullmatch(text, first.stop, second.start))


def _opens_with_from(text: str, numbers: Sequence[Number], i: int, pairs: dict[int, int]) -> bool:
    """True if 'from' opens the pair at ``i``, or one that it is listed with ('a to b, c to d')."""
    start = numbers[i].start
    if _FROM.search(text[max(0, start - 40) : start]):
        return True
    return i - 1 in pairs and bool(_AND.fullmatch(text, numbers[i - 1].stop, start))
