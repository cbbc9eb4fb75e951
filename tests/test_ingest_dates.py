"""Dates as pages write them, and the year of a page that does not tell it."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest import dates
from kg.ingest.dates import Written, page_year


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Dec 9", Written(12, 9)),
        ("Sep 14 2", Written(9, 14)),
        ("Dec 19, 2024 11", Written(12, 19, 2024)),
        ("sept. 3, 1999", Written(9, 3, 1999)),
        ("Feb 29", Written(2, 29)),
        ("Feb 29, 2024", Written(2, 29, 2024)),
        ("Feb 29, 2023", None),
        ("Feb 30", None),
        ("Jun 29, 20", None),
        ("Jun 29,", None),
        ("Jun", None),
        ("Jun 31", None),
        ("2024-13-01", None),
        ("May 5 is the day", None),
        ("Marching 5", None),
        ("", None),
    ],
)
def test_dates(text: str, written: Written | None) -> None:
    assert dates.parse(text) == written


DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1))
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@given(day=DAYS, count=st.none() | st.integers(0, 999))
def test_a_date_written_out_is_read_back(day: datetime.date, count: int | None) -> None:
    tail = "" if count is None else f" {count}"
    text = f"{MONTHS[day.month - 1]} {day.day}, {day.year}{tail}"
    assert dates.parse(text) == Written(day.month, day.day, day.year)
    assert dates.iso(dates.parse(text), None) == day.isoformat()


@pytest.mark.parametrize(
    ("page_date", "listed", "as_of", "year"),
    [
        ("Dec 9", ["Apr 9, 2021", "Oct 25, 2024", "Apr 8 3"], None, 2025),
        ("Jan 7", ["Dec 22, 2025"], None, 2026),
        ("Jan 7, 2027", ["Dec 22, 2025"], None, 2027),
        ("Dec 9", ["Apr 8"], None, None),
        ("Dec 9", [], None, None),
        ("Dec 9", ["Apr 8"], "2026-03-01", 2025),
        ("Dec 9", ["Apr 8"], "2026-12-09", 2026),
        ("Dec 9", ["Apr 9, 2021"], "2025-12-31", 2025),
        ("Mar 1", ["Feb 29", "May 2, 2021"], None, 2024),
        ("Feb 29", ["May 2, 2024"], None, 2028),
        ("Mar 1", ["Feb 29"], "2026-03-01", 2024),
        ("Feb 29", ["Dec 1, 2095"], None, 2096),
        ("Feb 29", ["Dec 1, 2096"], None, 2104),
        (None, ["Apr 8", "Sep 1"], "2026-05-01", 2025),
        (None, ["Apr 8", "Sep 1, 2023"], None, 2024),
        (None, [], "2026-05-01", 2026),
    ],
)
def test_the_year_of_a_page(
    page_date: str | None, listed: list[str], as_of: str | None, year: int | None
) -> None:
    written = [found for text in listed if (found := dates.parse(text))]
    day = datetime.date.fromisoformat(as_of) if as_of else None
    assert page_year(dates.parse(page_date) if page_date else None, written, day) == year
