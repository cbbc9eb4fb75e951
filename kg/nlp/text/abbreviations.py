"""Abbreviations that a text defines: 'long form (LF)' and 'LF (long form)'.

Source: A. Schwartz, M. Hearst, "A simple algorithm for identifying abbreviation definitions
in biomedical text", PSB 2003.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Definition", "find_abbreviations", "long_form"]

_BRACKETS = re.compile(r"\(([^()]{2,120})\)")
_SHORT = re.compile(r"[A-Za-z0-9][^\s,;:]*(?:\s[A-Za-z0-9]+)?")
_CUT = re.compile(r"(?<!\s)\s*+(?:[;:,]|\bor\b).*", re.DOTALL)
_WORD = re.compile(r"\S+")
_QUOTES = "\"'“”‘’ "
_LONGEST_SHORT = 12
_CLAUSE = re.compile(r"[.;:!?,]\s|\n|[()]")


class Definition(NamedTuple):
    """An abbreviation at ``[start, end)`` with its long form, in characters of the text."""

    start: int
    end: int
    long_start: int
    long_end: int


def find_abbreviations(text: str) -> tuple[Definition, ...]:
    """Every definition of an abbreviation in the text, in the order of the brackets.

    >>> text = "We use low-rank adaptation (LoRA) and SGD (stochastic gradient descent)."
    >>> [(text[d.start : d.end], text[d.long_start : d.long_end]) for d in find_abbreviations(text)]
    [('LoRA', 'low-rank adaptation'), ('SGD', 'stochastic gradient descent')]
    """
    return tuple(_found(text))


def _found(text: str) -> Iterator[Definition]:
    for match in _BRACKETS.finditer(text):
        inner = _CUT.sub("", match[1]).strip(_QUOTES)
        if not inner:
            continue
        start = text.index(inner, match.start(1))
        found = _forward(text, match.start(), start, inner) or _reverse(text, match, start, inner)
        if found:
            yield found


def _forward(text: str, bracket: int, start: int, short: str) -> Definition | None:
    """'long form (LF)': the bracket holds the abbreviation."""
    if not _is_short(short):
        return None
    begin, before = _window(text, bracket, len(short))
    found = long_form(short, before) or (
        long_form(short[:-1], before) if short[-1:] == "s" and len(short) > 2 else None
    )
    if not found:
        return None
    begin += before.rindex(found)
    return Definition(start, start + len(short), begin, begin + len(found))


def _reverse(text: str, bracket: re.Match[str], start: int, inner: str) -> Definition | None:
    """'LF (long form)': the bracket holds the long form, a word before it the abbreviation."""
    words = list(_WORD.finditer(text, max(0, bracket.start() - 30), bracket.start()))
    if not words or not (" " in inner or "-" in inner):
        return None
    short = words[-1][0].strip(_QUOTES + ",;:{}$")
    if not _is_short(short) or short.islower() or len(inner.split()) > len(short) + 5:
        return None
    if long_form(short.rstrip("s") or short, inner) != inner:
        return None
    short_start = text.index(short, words[-1].start())
    return Definition(short_start, short_start + len(short), start, start + len(inner))


def _is_short(text: str) -> bool:
    """Two to a dozen characters, at most two words, with a capital letter somewhere."""
    return (
        2 <= len(text) <= _LONGEST_SHORT
        and _SHORT.fullmatch(text) is not None
        and sum(char.isupper() for char in text) >= 1
        and not (text[0].isupper() and text[1:].islower() and len(text) > 6)
    )


def _window(text: str, end: int, length: int) -> tuple[int, str]:
    """Where a long form may begin: at most min(n + 5, 2n) words back, in the same clause."""
    before = text[max(0, end - 200) : end].rstrip(_QUOTES)
    cuts = [match.end() for match in _CLAUSE.finditer(before)]
    clause = cuts[-1] if cuts else 0
    words = list(_WORD.finditer(before, clause))[-min(length + 5, 2 * length) :]
    first = words[0].start() if words else len(before)
    return max(0, end - 200) + first, before[first:]


def long_form(short: str, before: str) -> str | None:
    """The shortest tail of ``before`` whose letters spell ``short`` in order, or None.

    The first character of ``short`` must begin a word; hyphens begin words too. The bracket
    around it is the evidence for an abbreviation; for two names without one see
    `kg.lexicon.acronyms.abbreviates`.

    >>> long_form("FID", "such as the Frechet Inception Distance")
    'Frechet Inception Distance'
    """
    at = len(before) - 1
    for index in range(len(short) - 1, -1, -1):
        char = short[index].lower()
        if not char.isalnum():
            continue
        while at >= 0 and (before[at].lower() != char or (index == 0 and _inside(before, at))):
            at -= 1
        if at < 0:
            return None
        at -= 1
    found = before[at + 1 :]
    return found if len(found) > len(short) and _worthy(short, found) else None


def _inside(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isalnum()


def _worthy(short: str, found: str) -> bool:
    """Whether the long form lacks the short one and has at most min(n + 5, 2n) words."""
    words = re.split(r"[\s-]+", found)
    return short not in words and len(words) <= min(len(short) + 5, 2 * len(short))
