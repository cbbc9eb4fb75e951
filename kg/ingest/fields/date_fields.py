"""Dates in every form that records have: a day, a month or a year, never more than is given."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping, Sequence

from kg.ingest import dates

_NONE = frozenset(
    (
        *("", "-", "--", "n.d.", "n.d", "nd", "n/a", "na", "nan", "nat", "none", "null", "unknown"),
        *(
            "0000-00-00",
            "0",
            "undated",
            "no date",
            "in press",
            "forthcoming",
            "to appear",
            "submitted",
            "tba",
            "tbd",
        ),
    )
)
_MONTH = rf"({'|'.join(dates.MONTHS)})[a-z]*\.?"
_YEAR = r"((?:18|19|20)\d\d)"
_NUMERIC = re.compile(rf"{_YEAR}[-/.](\d\d?)(?:[-/.](\d\d?))?(?:[Tt\s/].*)?")
_COMPACT = re.compile(rf"{_YEAR}(\d\d)(\d\d)(?:[Tt]?\d{{2,6}}z?)?")
_ANY_ORDER = re.compile(rf"(\d\d?)[-/.](\d\d?)[-/.]{_YEAR}(?:\s.*)?")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d\d?)(?:st|nd|rd|th)?(?:\s?[-–]\s?\d\d?)?[\s-]+(?:of\s+)?{_MONTH}[\s,-]+{_YEAR}"
)
_MONTH_DAY = re.compile(
    rf"{_MONTH}\s+(\d\d?)(?:st|nd|rd|th)?(?:\s?[-–]\s?\d\d?)?,?\s+(?:\d\d:[\d:]+\s+(?:[a-z]+\s+)?)?{_YEAR}"
)
_DAY_WITHIN = re.compile(rf"(?<!\d){_YEAR}-(\d\d)-(\d\d)(?!\d)")
_IDEOGRAMS = re.compile(rf"{_YEAR}\s*年(?:\s*(\d\d?)\s*月(?:\s*(\d\d?)\s*日)?)?")
_MONTH_NUMBER = re.compile(rf"(\d\d?)[-/.]{_YEAR}|{_YEAR}(0[1-9]|1[0-2])")
_YEAR_MONTH = re.compile(rf"{_YEAR}[\s/,-]+(?:\w*/)*/*{_MONTH}(?:\s+(\d\d?)(?!\d))?")
_FIRST_MONTH = re.compile(rf"(?<![a-z]){_MONTH}(?![a-z])")
_ANY_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_LONGEST = 80
"""Characters of a text that states a date; a longer one may state several."""

_SECONDS = (100_000_000, 10_000_000_000)
"""Numbers that count seconds since 1970 (from 1973 to 2286); greater ones count milliseconds."""


def read_date(value: object) -> str | None:
    """The day (YYYY-MM-DD), month or year that a value states; None where it states that none is
    known. Of a range it is the first. Day and month in numbers whose order is open count for the
    year alone.

    >>> read_date("Tue, 5 Mar 2024 10:00:00 GMT"), read_date("2024/11//Nov/Dec2024")
    ('2024-03-05', '2024-11')
    >>> read_date({"date-parts": [[2024, 3]]}), read_date(2024.0), read_date("n.d.")
    ('2024-03', '2024', None)

    Raises:
        ValueError: it states something else.
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, int | float):
        return _from_number(value)
    if isinstance(value, Mapping):
        return _from_object(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _from_parts(value)
    if isinstance(value, str):
        return _from_text(value)
    raise ValueError("no date")


def _from_number(value: float) -> str | None:
    if math.isnan(value) or value == 0:
        return None
    if value == int(value) and 1800 <= value <= 2100:
        return str(int(value))
    seconds = value / 1000 if value >= _SECONDS[1] else value
    if _SECONDS[0] <= seconds < _SECONDS[1]:
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()
    if value == int(value) and (_COMPACT.fullmatch(whole := str(int(value))) or _is_month(whole)):
        return _from_text(whole)
    raise ValueError("a number that is no year")


def _is_month(text: str) -> bool:
    """Whether six digits are a year and a month."""
    return re.fullmatch(rf"{_YEAR}(?:0[1-9]|1[0-2])", text) is not None


_HOLDERS = (
    *("date-parts", "date-time", "value", "raw", "literal", "$date", "$numberLong", "date"),
    *("timestamp", "start", "seconds", "_seconds"),
)
"""Keys of an object that holds a date."""


def _from_object(value: Mapping[str, object]) -> str | None:
    """A date of CSL-JSON, Crossref, OpenReview, MongoDB, Firestore or Notion."""
    for key in _HOLDERS:
        if value.get(key) is not None:
            return read_date(value[key])
    parts = [value.get(key) for key in ("year", "month", "day")]
    return _from_parts(parts) if parts[0] is not None else None


def _from_parts(value: Sequence[object]) -> str | None:
    if value and isinstance(value[0], Sequence) and not isinstance(value[0], str):
        return _from_parts(value[0])
    if value and isinstance(value[0], Mapping):
        return read_date(value[0])
    given = [str(part).strip() for part in value[:3] if part is not None and str(part).strip()]
    if not given:
        return None
    if len(given) > 1 and given[1][:3].casefold() in dates.MONTHS:
        given[1] = str(dates.month_number(given[1].casefold()))
    if not all(part.isdigit() for part in given):
        return _from_text(" ".join(given))
    return _dated(*map(int, given))


def _from_text(text: str) -> str | None:
    plain = " ".join(text.split()).casefold()
    if plain in _NONE:
        return None
    if re.fullmatch(r"\d{9,13}(?:\.\d+)?|(?:18|19|20)\d\d\.0", plain):
        return _from_number(float(plain))
    if (page := dates.iso(dates.parse(plain), None)) is not None:
        return page
    for form in (_numeric, _compact, _any_order, _month_only, _ideograms, _worded, _year_only):
        if (found := form(plain)) is not None:
            return found
    raise ValueError("no date")


def _numeric(text: str) -> str | None:
    match = _NUMERIC.fullmatch(text)
    return _dated(*(int(part) for part in match.groups() if part)) if match else None


def _compact(text: str) -> str | None:
    match = _COMPACT.fullmatch(text)
    return _dated(*map(int, match.groups())) if match else None


def _any_order(text: str) -> str | None:
    """A day and a month in numbers: which is which is clear where one is no month, or at dots."""
    match = _ANY_ORDER.fullmatch(text)
    if match is None:
        return None
    one, two, year = map(int, match.groups())
    if one > 12 or "." in text or one == two:
        return _dated(year, two, one)
    return _dated(year, one, two) if two > 12 else str(year)


def _month_only(text: str) -> str | None:
    match = _MONTH_NUMBER.fullmatch(text)
    if match is None:
        return None
    month, year = (match[1], match[2]) if match[1] else (match[4], match[3])
    return _dated(int(year), int(month))


def _ideograms(text: str) -> str | None:
    match = _IDEOGRAMS.search(text)
    return _dated(*(int(part) for part in match.groups() if part)) if match else None


def _worded(text: str) -> str | None:
    if len(text) > _LONGEST:
        return None
    if match := _DAY_MONTH.search(text):
        return _dated(int(match[3]), dates.month_number(match[2]), int(match[1]))
    if match := _MONTH_DAY.search(text):
        return _dated(int(match[3]), dates.month_number(match[1]), int(match[2]))
    if match := _YEAR_MONTH.match(text):
        day = int(match[3]) if match[3] else None
        return _dated(int(match[1]), dates.month_number(match[2]), day)
    return None


def _year_only(text: str) -> str | None:
    """The first year of a text, with the first month where one is named, or its first whole day."""
    year = _ANY_YEAR.search(text)
    if year is None or len(text) > _LONGEST:
        return None
    if day := _DAY_WITHIN.search(text):
        return _dated(*map(int, day.groups()))
    month = _FIRST_MONTH.search(text)
    if month:
        return _dated(int(year[1]), dates.month_number(month[1]), None)
    numbered = re.match(rf"{_YEAR}/(\d\d?)/", text)
    return _dated(int(year[1]), int(numbered[2]) if numbered else None, None)


def _dated(year: int, month: int | None = None, day: int | None = None) -> str:
    """As much of a date as exists: 31 February is February, month 13 the year alone."""
    if not 1000 <= year <= 2999:
        raise ValueError(f"no year: {year}")
    if not month or not 1 <= month <= 12:
        return f"{year:04d}"
    try:
        return datetime.date(year, month, day or 0).isoformat()
    except ValueError:
        return f"{year:04d}-{month:02d}"
