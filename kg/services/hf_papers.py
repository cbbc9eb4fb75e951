"""The Daily Papers of Hugging Face: those of a day, a week or a month, as JSON.

Source: https://huggingface.co/docs/hub/en/api (GET /api/daily_papers: date, week, month, p, and a
limit of 100 at most) and https://huggingface.co/docs/hub/rate-limits (500 requests in five minutes
without a token).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from kg.core.errors import QueryError
from kg.services.json_answers import json_list
from kg.services.protocol import Credentials, Page, Request, Service, Wanted

__all__ = ["HF"]

_PAGE = 100
_SETTLES = datetime.timedelta(2)
"""From its end on, how long a day's list may still change."""

_FIRST = datetime.date(2023, 5, 4)
"""The first day with a list."""


def _first(wanted: Wanted, endpoint: str, today: datetime.date) -> Sequence[Request]:
    """A request for the first page of each period."""
    return [
        replace(_page(endpoint, name, value, 0), lasting=end < today - _SETTLES)
        for name, value, end in _periods(wanted, today)
    ]


def _periods(wanted: Wanted, today: datetime.date) -> Iterator[tuple[str, str, datetime.date]]:
    """(parameter, value, last day) of each period that is asked for."""
    if len(wanted.given().keys() & {"date", "week", "month", "since"}) != 1:
        raise QueryError("hf: give one of --date, --week, --month and --since")
    if wanted.since is not None:
        day, until = wanted.since, min(wanted.until or today, today)
        if day < _FIRST:
            raise QueryError(f"hf: --since {day}: the first day with papers is {_FIRST}")
        while day <= until:
            yield "date", day.isoformat(), day
            day += datetime.timedelta(1)
    elif wanted.week is not None:
        yield "week", wanted.week, _week(wanted.week)
    elif wanted.month is not None:
        yield "month", wanted.month, _month(wanted.month)
    elif wanted.date is not None:
        yield "date", wanted.date.isoformat(), wanted.date


def _week(text: str) -> datetime.date:
    """The last day of a week.

    >>> _week("2024-W05")
    datetime.date(2024, 2, 4)
    """
    match = re.fullmatch(r"(\d{4})-W(\d\d)", text)
    if match is None:
        raise QueryError(f"--week {text}: a week is written YYYY-Www, as in 2024-W05")
    try:
        return datetime.date.fromisocalendar(int(match[1]), int(match[2]), 7)
    except ValueError as error:
        raise QueryError(f"--week {text}: there is no such week") from error


def _month(text: str) -> datetime.date:
    """The last day of a month.

    >>> _month("2024-02")
    datetime.date(2024, 2, 29)
    """
    try:
        first = datetime.date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise QueryError(f"--month {text}: a month is written YYYY-MM") from error
    return (first + datetime.timedelta(31)).replace(day=1) - datetime.timedelta(1)


def _page(endpoint: str, name: str, value: str, page: int) -> Request:
    url = f"{endpoint}?{urlencode({name: value, 'limit': _PAGE, 'p': page})}"
    return Request(url, f"hf-{value}", ".json")


def _read(request: Request, answer: bytes) -> Page:
    """A page; the one after it is asked for until one is empty, for a page may hold fewer."""
    papers = len(json_list(answer))
    if papers == 0:
        return Page(0)
    match = re.fullmatch(r"(.*&p=)(\d+)", request.url)
    assert match is not None
    url = f"{match[1]}{int(match[2]) + 1}"
    return Page(papers, replace(request, url=url, start=request.start + papers))


HF = Service(
    "hf",
    "Hugging Face",
    "https://huggingface.co/api/daily_papers",
    frozenset(("date", "week", "month", "since", "until")),
    _first,
    _read,
    interval_s=0.6,
    overlap_days=2,
    authorize=lambda key: Credentials(headers={"Authorization": f"Bearer {key}"}),
)
