"""Dates as the pages write them: with or without a year, with or without a count behind."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""How the English names of the months begin."""

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_LEAD = r"(?:published\s+(?:on\s+)?)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_COUNT = r"(?:\s+\d+(?:\s+comments?)?)?"
_FORMS = tuple(
    re.compile(_LEAD + form + _COUNT, re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s+{_DAY}{_YEAR}",
        rf"{_DAY}\s+{_MONTH}{_YEAR}",
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)",
    )
)
_AGO = re.compile(
    r"(?:about\s+|over\s+|almost\s+)?(?:an?|\d+)\s+(?:minute|hour|day|week|month|year)s?\s+ago"
    rf"{_COUNT}|(?:today|yesterday|just now){_COUNT}",
    re.IGNORECASE,
)
_LEAP = 2000
_LONGEST_GAP = 8
"""Years between two leap days, at most (1896 to 1904)."""


@dataclass(frozen=True, slots=True)
class Written:
    """A day as a page writes it; the year is None where the page leaves it out."""

    month: int
    day: int
    year: int | None = None


def parse(text: str) -> Written | None:
    """The day that a line states, or None when the line is no date, or one that cannot be.

    >>> parse("Sep 26, 2019 12"), parse("Sep 14 2")
    (Written(month=9, day=26, year=2019), Written(month=9, day=14, year=None))
    >>> parse("Jun 29, 20") is parse("Feb 30") is None
    True
    """
    for form in _FORMS:
        if match := form.fullmatch(text.strip()):
            year = int(match["year"]) if match["year"] else None
            return _checked(month_number(match["month"]), int(match["day"]), year)
    return None


def is_relative(text: str) -> bool:
    """Whether a line counts back from a day that the page does not give ('3 days ago')."""
    return _AGO.fullmatch(text.strip()) is not None


def month_number(text: str) -> int:
    """The number of a month that is written in digits or by its name."""
    return int(text) if text.isdigit() else MONTHS.index(text[:3].lower()) + 1


def _checked(month: int, day: int, year: int | None) -> Written | None:
    return Written(month, day, year) if _day(month, day, year or _LEAP) else None


def _day(month: int, day: int, year: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def page_year(
    page: Written | None, listed: Iterable[Written], as_of: datetime.date | None = None
) -> int | None:
    """The year of a page, and so of every date on it that lacks one; None when nothing settles it.

    A page leaves out the year where it is its own, so every year it does write lies before:
    the page's year is the first one after them. With ``as_of``, a day on which the page is
    known to have existed, it is the latest year that puts the page on that day or before.
    Either way each date without a year must exist in it, which matters on 29 February.

    >>> page_year(parse("Jan 7"), [Written(12, 22, 2025)])
    2026
    >>> page_year(parse("Dec 9"), [Written(4, 8)], datetime.date(2026, 3, 1))
    2025
    """
    if page and page.year:
        return page.year
    dates = list(listed)
    yearless = [(d.month, d.day) for d in dates if d.year is None]
    newest = (page.month, page.day) if page else max(yearless, default=None)
    must_exist = [*yearless, *([newest] if newest else [])]
    for year in _candidates(newest, dates, as_of):
        if all(_day(month, day, year) for month, day in must_exist):
            return year
    return None


def _candidates(
    newest: tuple[int, int] | None, dates: list[Written], as_of: datetime.date | None
) -> Iterable[int]:
    if as_of is not None:
        late = newest is not None and newest > (as_of.month, as_of.day)
        last = as_of.year - 1 if late else as_of.year
        return range(last, max(last - _LONGEST_GAP - 1, 0), -1)
    explicit = [d.year for d in dates if d.year is not None]
    return range(max(explicit) + 1, max(explicit) + _LONGEST_GAP + 2) if explicit else ()


def iso(written: Written | None, year: int | None) -> str | None:
    """The day as YYYY-MM-DD, ``year`` standing in for a year left out; None when unknown.

    >>> iso(parse("Sep 14 2"), 2025), iso(parse("Feb 29"), 2025)
    ('2025-09-14', None)
    """
    if written is None or (written.year or year) is None:
        return None
    day = _day(written.month, written.day, written.year or year or _LEAP)
    return day.isoformat() if day else None
