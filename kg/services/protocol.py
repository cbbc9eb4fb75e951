"""What a service is: how papers are asked of it, and how its answers lead to the next request."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields

__all__ = ["Credentials", "Page", "Request", "Service", "Wanted"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The papers that are asked for: by ids, by a search, or by days (see `kg.fetch`)."""

    ids: tuple[str, ...] = ()
    query: str | None = None
    category: str | None = None
    filter: str | None = None
    date: datetime.date | None = None
    week: str | None = None
    month: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None

    def given(self) -> dict[str, object]:
        """What is given, by name, as JSON has it.

        >>> Wanted(ids=("2401.00001",), since=datetime.date(2024, 1, 5)).given()
        {'ids': ['2401.00001'], 'since': '2024-01-05'}
        """
        found: dict[str, object] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, datetime.date):
                value = value.isoformat()
            if value:
                found[each.name] = list(value) if isinstance(value, tuple) else value
        return found


@dataclass(frozen=True, slots=True)
class Request:
    """A GET request without credentials, and what is known of its answer before it is sent.

    ``stem`` begins the name of the file that holds the answer, and ``suffix`` ends it. The answer
    to a ``lasting`` request never changes. ``ids`` are those that it asks for, of which an
    answer may lack some, and ``start`` is the number of papers on the pages before it.
    """

    url: str
    stem: str
    suffix: str
    lasting: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    ids: tuple[str, ...] = ()
    start: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """What an answer holds: papers, the request for the next page, and what it lacks.

    ``total`` is the number of papers that the service has for the search, where it says so.
    """

    papers: int
    following: Request | None = None
    total: int | None = None
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Credentials:
    """What carries a key: headers, or parameters of the URL."""

    headers: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Service:
    """A service that knows papers.

    Args:
        name: its name on the command line.
        title: its name in prose.
        endpoint: the address that requests begin with.
        takes: the names of `Wanted` that it understands.
        first: the requests to begin with. Takes what is wanted, the endpoint, and today (UTC).
            Raises QueryError where the service cannot be asked for this.
        read: what the answer to a request holds. Raises ValueError where it is damaged, and asking
            again may help; ServiceError where the service refuses.
        interval_s: seconds between the starts of two requests, at least.
        overlap_days: how many days before the last fetch papers may have been added since.
        absent: HTTP statuses which mean that the service has no such paper.
        authorize: a key -> the headers and the parameters of the URL that carry it.
        refused: what to do where the service refuses (HTTP 401 or 403).
        most: papers that one search gives, at most.
    """

    name: str
    title: str
    endpoint: str
    takes: frozenset[str]
    first: Callable[[Wanted, str, datetime.date], Sequence[Request]]
    read: Callable[[Request, bytes], Page]
    interval_s: float
    overlap_days: int = 0
    absent: frozenset[int] = frozenset()
    authorize: Callable[[str], Credentials] = field(default=lambda _: Credentials())
    refused: str = "check its terms of use"
    most: int | None = None
