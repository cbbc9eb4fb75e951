"""Papers fetched from a service into a folder, answer by answer, and gone on with after a cut."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.core.errors import QueryError
from kg.services.answer_log import AnswerLog, file_name, open_log
from kg.services.arxiv_api import ARXIV
from kg.services.doi_records import DOI
from kg.services.hf_papers import HF
from kg.services.openalex import OPENALEX
from kg.services.polite_client import Patience, PoliteClient
from kg.services.protocol import Page, Request, Service, Wanted
from kg.services.web_addresses import checked_endpoint
from kg.services.zotero import ZOTERO

__all__ = ["SERVICES", "Fetched", "fetch", "fetch_wanted"]

SERVICES: Mapping[str, Service] = {each.name: each for each in (HF, ARXIV, OPENALEX, DOI, ZOTERO)}
"""Name -> service."""

LIMIT = 1000
"""Papers of a fetch, at most, where nothing else is said."""

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch brought.

    ``files`` are the answers, new ones and those that were on disk, and ``papers`` the number of
    papers in them; ``asked`` are the URLs of the requests that were sent, or in a dry run those
    that would be sent next. ``absent`` are ids that the service does not have. ``total`` is how
    many papers it has for the search, where it says so, and ``cut`` whether the limit left some
    of them out.
    """

    files: tuple[str, ...]
    papers: int
    asked: tuple[str, ...]
    absent: tuple[str, ...] = ()
    total: int | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a service is asked: by whom, where, how much of it, and how patiently."""

    limit: int = LIMIT
    contact: str | None = None
    key: str | None = None
    endpoint: str | None = None
    dry_run: bool = False
    progress: Progress | None = None
    patience: Patience = field(default_factory=Patience)


def fetch(
    service: str,
    ids: Sequence[str] = (),
    output: str | os.PathLike[str] = "fetched",
    *,
    query: str | None = None,
    category: str | None = None,
    filter: str | None = None,
    date: datetime.date | None = None,
    week: str | None = None,
    month: str | None = None,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    limit: int = LIMIT,
    contact: str | None = None,
    endpoint: str | None = None,
    dry_run: bool = False,
    key: str | None = None,
    progress: Progress | None = None,
) -> Fetched:
    """Papers of a service as files in a folder, which `kg.build` reads.

    Answers are kept as they came. A fetch that was cut off goes on where it was; one that was
    through asks again only for what may be new since.

    Args:
        service: ``hf``, ``arxiv``, ``openalex``, ``doi`` or ``zotero``.
        ids: arXiv ids (arxiv) or DOIs (doi), however they are written.
        output: the folder, made if it is absent.
        query: words that papers must have (arxiv, openalex, zotero); of arXiv also a search in its
            own language.
        category: categories of arXiv, divided by commas.
        filter: a filter in the language of OpenAlex.
        date, week, month: a day, an ISO week (``2024-W05``) or a month (``2024-01``) of Daily
            Papers (hf).
        since, until: the first and last day of submission (arxiv), of publication (openalex), or of
            the list (hf).
        limit: maximum number of papers, rounded up to whole answers.
        contact: an e-mail address, sent along so that the service can write to whom it concerns.
        endpoint: another address of the service: a mirror, or another library of Zotero.
        dry_run: send nothing; ``asked`` has what would be sent first.
        key: for services that give one.
        progress: called with the stage, how many papers there are, and of how many.

    Raises:
        QueryError: the service cannot be asked for this.
        ServiceError: it refuses, or still fails after several attempts; what came is kept.
        InputError, KGError: the folder cannot be read or written.
    """
    given = Wanted(tuple(ids), query, category, filter, date, week, month, since, until)
    manner = Manner(limit, contact, key, endpoint, dry_run, progress)
    return fetch_wanted(service_of(service, given), given, Path(output), manner)


def service_of(name: str, wanted: Wanted) -> Service:
    """The service of a name, which understands what is wanted.

    Raises:
        QueryError: there is none, or it does not.
    """
    if name not in SERVICES:
        raise QueryError(f"no service is called {name!r}: there are {', '.join(SERVICES)}")
    foreign = sorted(wanted.given().keys() - SERVICES[name].takes)
    if foreign:
        options = ", ".join("ids" if each == "ids" else f"--{each}" for each in foreign)
        known = sorted(SERVICES[name].takes)
        takes = ", ".join("ids" if each == "ids" else f"--{each}" for each in known)
        raise QueryError(f"{name} takes no {options}: it takes {takes}")
    return SERVICES[name]


def fetch_wanted(
    service: Service,
    wanted: Wanted,
    folder: Path,
    manner: Manner,
    today: datetime.date | None = None,
) -> Fetched:
    """As `fetch`, with a service, what is wanted of it, and today (UTC) given.

    Raises:
        QueryError, ServiceError, InputError, KGError: as `fetch`.
    """
    today = today or datetime.datetime.now(datetime.UTC).date()
    _check_days(wanted, today)
    if manner.limit < 1:
        raise QueryError(f"--limit {manner.limit}: at least one paper must be wanted")
    endpoint = checked_endpoint(manner.endpoint or service.endpoint)
    service.first(wanted, endpoint, today)  # refusals show before anything is written
    log = open_log(folder, service.name, endpoint, wanted)
    narrowed = _since_then(wanted, log, service)
    walk = _Walk(service, log, manner)
    if manner.dry_run:
        return walk.planned(service.first(narrowed, endpoint, today))
    log.begin(today)
    fetched = walk.fetched(service.first(narrowed, endpoint, today))
    log.finish(today, cut=fetched.cut)
    return fetched


def _check_days(wanted: Wanted, today: datetime.date) -> None:
    for name in ("date", "since", "until"):
        day = getattr(wanted, name)
        if day is not None and name != "until" and day > today:
            raise QueryError(f"--{name} {day}: that day is yet to come")
    if wanted.since and wanted.until and wanted.since > wanted.until:
        raise QueryError(f"--since {wanted.since} is after --until {wanted.until}")


def _since_then(wanted: Wanted, log: AnswerLog, service: Service) -> Wanted:
    """What is wanted, from the last fetch on where that was through."""
    last = log.finished
    if wanted.since is None or last is None or last.cut or log.running:
        return wanted
    day = last.day - datetime.timedelta(service.overlap_days)
    if wanted.until is not None and day > wanted.until:
        return wanted
    return replace(wanted, since=max(wanted.since, day))


class _Walk:
    """The requests of one fetch, one after the other."""

    def __init__(self, service: Service, log: AnswerLog, manner: Manner) -> None:
        self._service, self._log, self._manner = service, log, manner
        self._credentials = service.authorize(manner.key) if manner.key else None
        self._client = PoliteClient(
            service.title,
            service.interval_s,
            manner.patience,
            contact=manner.contact,
            absent=service.absent,
            refused=service.refused,
        )
        self._asked: list[str] = []

    def planned(self, firsts: Sequence[Request]) -> Fetched:
        """What would be asked first, and what is on disk."""
        held = [each for each in firsts if self._log.saved(each) is not None]
        asked = tuple(each.url for each in firsts if each not in held)
        return Fetched(tuple(map(self._path, held)), 0, asked)

    def fetched(self, firsts: Sequence[Request]) -> Fetched:
        """All answers, up to the limit."""
        files: list[str] = []
        absent: list[str] = []
        papers, total = 0, None
        cut = False
        for number, first in enumerate(firsts):
            for request, page in self._chain(first):
                if page is None:
                    absent += request.ids
                    continue
                files.append(self._path(request))
                papers += page.papers
                absent += page.absent
                total = page.total if page.total is not None else total
                self._report(papers, total)
                cut = papers >= self._manner.limit and (
                    page.following is not None or number + 1 < len(firsts)
                )
                if cut:
                    return self._result(files, papers, absent, total, cut)
        return self._result(files, papers, absent, total, cut)

    def _result(
        self, files: list[str], papers: int, absent: list[str], total: int | None, cut: bool
    ) -> Fetched:
        asked = tuple(self._asked)
        return Fetched(tuple(dict.fromkeys(files)), papers, asked, tuple(absent), total, cut)

    def _chain(self, first: Request) -> Iterator[tuple[Request, Page | None]]:
        """A request and those for the pages after it, each with what its answer holds."""
        request: Request | None = first
        before = b""
        while request is not None:
            answer = self._answer(request)
            if answer is None:
                yield request, None
                return
            if answer == before:
                return  # a service that sends the same page for ever
            before = answer
            page = self._service.read(request, answer)
            yield request, page
            request = page.following

    def _answer(self, request: Request) -> bytes | None:
        """The answer to a request, from disk or from the service; None where it has none."""
        saved = self._log.saved(request)
        if saved is not None or self._log.is_absent(request):
            return saved

        def check(answer: bytes) -> None:
            self._service.read(request, answer)

        secrets = self._credentials
        answer = self._client.get(
            request.url,
            check,
            headers={**dict(request.headers), **(secrets.headers if secrets else {})},
            secrets=secrets.parameters if secrets else {},
        )
        self._asked.append(request.url)
        self._log.keep(request, answer)
        return answer

    def _path(self, request: Request) -> str:
        return str(self._log.path.parent / file_name(request))

    def _report(self, papers: int, total: int | None) -> None:
        if self._manner.progress is not None:
            most = self._manner.limit if total is None else min(total, self._manner.limit)
            self._manner.progress("papers", papers, None if total is None else max(most, papers))
