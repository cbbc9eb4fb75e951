"""The line under an abstract: who it is by, a dot, and the day it was published.

Seen are ``• 5 authors``, or an organization's handle and display name; then ``·``; then
a date, with or without year, with or without a count of comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.core.types import Organization
from kg.ingest import dates
from kg.ingest.dates import Written
from kg.ingest.page_lines import Line, is_prose

_DOTS = frozenset("·•∙⋅‧・")
_AUTHORS = re.compile(r"(?:[·•∙⋅‧・*-]\s*)?\d[\d,]*\s+authors?", re.IGNORECASE)
_JOINED = re.compile(r"(?P<who>\S.*?)\s+[·•∙⋅‧・](?:\s+(?P<date>\S.*))?")
_COUNT = re.compile(r"\d{1,5}(?:\s+comments?)?")
_LONGEST_BYLINE = 400
"""Characters of a byline on one line: a longer line is not looked at for its parts."""

_LONGEST_NAME = 120
"""Characters of a handle and a display name; the longest seen has 26."""


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline as read: its first part, its date, and what is wrong with it (None: nothing)."""

    line: int
    who: str | None
    date: Written | None
    problem: str | None = None

    @property
    def organization(self) -> Organization | None:
        """Whom the byline names, when it names one instead of counting authors."""
        return None if self.who is None or _AUTHORS.fullmatch(self.who) else organization(self.who)


def organization(who: str) -> Organization:
    """The organization that a byline names: its handle, then its display name.

    >>> organization("naver-ai NAVER AI Lab")
    Organization(handle='naver-ai', name='NAVER AI Lab', start=9, end=21)
    """
    handle, *rest = who.split(maxsplit=1)
    name = rest[0] if rest else handle
    return Organization(handle, name, len(who) - len(name), len(who))


def unfolded(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with each byline that was written on one line given a line for each part."""
    for line in lines:
        match = _JOINED.fullmatch(line.text) if len(line.text) <= _LONGEST_BYLINE else None
        if match and _is_byline(match["who"], match["date"]):
            parts = [match["who"], "·", *([match["date"]] if match["date"] else [])]
            yield from (
                Line(line.number, part, line.gap and i == 0) for i, part in enumerate(parts)
            )
        else:
            yield line


def _is_byline(who: str, date: str | None) -> bool:
    if _AUTHORS.fullmatch(who):
        return date is None or len(date) < _LONGEST_NAME
    return bool(date) and _is_date(date or "") and _may_be_name(who)


def byline_at(lines: Sequence[Line], at: int) -> tuple[Byline, int] | None:
    """The byline that starts at a line and the index of the line after it; None if none does."""
    first = lines[at]
    if _is_dot(lines, at):
        return _dated(lines, at + 1, Byline(first.number, None, None))
    if _AUTHORS.fullmatch(first.text):
        after = at + 2 if _is_dot(lines, at + 1) else at + 1
        return _dated(lines, after, Byline(first.number, first.text, None))
    if _is_dot(lines, at + 1) and _may_be_name(first.text):
        return _dated(lines, at + 2, Byline(first.number, first.text, None))
    return None


def _is_dot(lines: Sequence[Line], at: int) -> bool:
    return at < len(lines) and lines[at].text in _DOTS


def _may_be_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and not is_prose(text)


def _is_date(text: str) -> bool:
    return dates.parse(text) is not None or dates.is_relative(text)


def _dated(lines: Sequence[Line], at: int, byline: Byline) -> tuple[Byline, int]:
    """The byline with the date that stands at a line, and a count of comments skipped."""
    if at >= len(lines):
        problem = "the page ends within a byline: save the whole page again"
        return Byline(byline.line, byline.who, None, problem), at
    text = lines[at].text
    if not _is_date(text):
        problem = f"the byline has no date that can be read: {text[:40]!r}"
        return Byline(byline.line, byline.who, None, problem), at + (not lines[at].gap)
    after = at + 1
    if after < len(lines) and not lines[after].gap and _COUNT.fullmatch(lines[after].text):
        after += 1
    return Byline(byline.line, byline.who, dates.parse(text)), after
