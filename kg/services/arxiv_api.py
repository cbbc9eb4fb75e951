"""arXiv by its API: papers by id, or those of a search, newest first, as Atom.

Source: https://info.arxiv.org/help/api/user-manual.html and https://info.arxiv.org/help/api/tou.html
(one request in three seconds, over one connection; 2,000 papers a request and 30,000 a search, at
most).
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

from kg.core.errors import QueryError, ServiceError
from kg.core.paper_ids import parse_paper_id
from kg.services.protocol import Page, Request, Service, Wanted

__all__ = ["ARXIV"]

_PAGE = 100
"""Papers a request: the service is known to send empty pages where more are asked for."""

_MOST = 30_000
_FIELDS = re.compile(r"\b(?:ti|au|abs|co|jr|cat|rn|id|all|submittedDate):|\b(?:AND|OR|ANDNOT)\b")
"""What shows that a query is written in the service's own language."""

_WORD = re.compile(r'"[^"]*"|[^\s"]+')
_ENTRY = re.compile(rb"<entry[\s>]")
_TOTAL = re.compile(rb"<opensearch:totalResults[^>]*>\s*(\d{1,9})\s*<")
_REFUSAL = re.compile(rb"arxiv\.org/api/errors[^<]{0,500}<")
_SUMMARY = re.compile(rb"<summary[^>]{0,100}>([^<]{0,500})")


def _first(wanted: Wanted, endpoint: str, today: datetime.date) -> Sequence[Request]:
    """A request for each hundred ids, or one for the first page of a search."""
    if wanted.ids:
        return _by_ids(wanted, endpoint)
    query = " AND ".join(
        filter(None, (_query(wanted.query), _categories(wanted.category), _days(wanted, today)))
    )
    if not query:
        raise QueryError("arxiv: give ids, --query, --category or --since")
    lasting = wanted.until is not None and wanted.until < today - datetime.timedelta(1)
    label = wanted.category or wanted.query or "all"
    stem = f"arxiv-{label[:40]}{f'-{wanted.since}' if wanted.since else ''}"
    parameters = {
        "search_query": query,
        "start": 0,
        "max_results": _PAGE,
        "sortBy": "submittedDate",
        "sortOrder": "descending",
    }
    return [Request(f"{endpoint}?{urlencode(parameters)}", stem, ".xml", lasting)]


def _by_ids(wanted: Wanted, endpoint: str) -> list[Request]:
    if len(wanted.given()) > 1:
        raise QueryError("arxiv: give ids or a search, not both")
    ids = [_id(given) for given in wanted.ids]
    return [
        Request(
            f"{endpoint}?{urlencode({'id_list': ','.join(some), 'max_results': len(some)})}",
            f"arxiv-{some[0]}",
            ".xml",
            lasting=True,
            ids=tuple(some),
        )
        for some in (ids[at : at + _PAGE] for at in range(0, len(ids), _PAGE))
    ]


def _id(given: str) -> str:
    """An id as the service takes it, with its version where it has one.

    >>> _id("https://arxiv.org/abs/2401.00001v2")
    '2401.00001v2'
    """
    found = parse_paper_id(given)
    if found is None or found.kind != "arxiv":
        raise QueryError(f"{given!r} is no arXiv id: write one like 2401.00001")
    return f"{found.value}v{found.version}" if found.version else found.value


def _query(text: str | None) -> str:
    """A search in the service's language: words and quoted phrases must all occur.

    >>> _query('"knowledge graph" papers'), _query("ti:graph OR ti:table")
    ('all:"knowledge graph" AND all:papers', '(ti:graph OR ti:table)')
    """
    if not text or not text.strip():
        return ""
    if _FIELDS.search(text):
        return f"({text.strip()})"
    return " AND ".join(f"all:{word}" for word in _WORD.findall(text))


def _categories(text: str | None) -> str:
    """A search for any of some categories.

    >>> _categories("cs.CL"), _categories("cs.CL, cs.LG")
    ('cat:cs.CL', '(cat:cs.CL OR cat:cs.LG)')
    """
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    for name in names:
        if not re.fullmatch(r"[A-Za-z-]+(?:\.[A-Za-z*-]+)?", name):
            raise QueryError(f"{name!r} is no category of arXiv: write one like cs.CL")
    terms = " OR ".join(f"cat:{name}" for name in names)
    return f"({terms})" if len(names) > 1 else terms


def _days(wanted: Wanted, today: datetime.date) -> str:
    """A search for days of submission, from the first minute of one to the last of another."""
    if wanted.since is None and wanted.until is None:
        return ""
    since, until = wanted.since or datetime.date(1991, 1, 1), wanted.until or today
    return f"submittedDate:[{since:%Y%m%d}0000 TO {until:%Y%m%d}2359]"


def _read(request: Request, answer: bytes) -> Page:
    refusal = _REFUSAL.search(answer)
    if refusal is not None:
        summary = _SUMMARY.search(answer, refusal.start())
        said = summary[1].decode("utf-8", "replace") if summary else "no reason is given"
        raise ServiceError(f"arXiv refuses {request.url}: {html.unescape(said).strip()}")
    if b"<feed" not in answer or b"</feed>" not in answer:
        raise ValueError("the answer is no whole Atom feed")
    papers = len(_ENTRY.findall(answer))
    if request.ids:
        known = answer.decode("utf-8", "replace")
        return Page(papers, absent=tuple(each for each in request.ids if not _has(known, each)))
    total = int(found[1]) if (found := _TOTAL.search(answer)) else papers
    start = request.start + papers
    if papers == 0 and start < min(total, _MOST):
        raise ValueError(f"an empty page in front of {total - start:,} more papers")
    following = None
    if start < min(total, _MOST):
        parts = urlsplit(request.url)
        values = {key: texts[0] for key, texts in parse_qs(parts.query).items()}
        url = parts._replace(query=urlencode({**values, "start": start})).geturl()
        following = replace(request, url=url, start=start)
    return Page(papers, following, total)


def _has(feed: str, identifier: str) -> bool:
    return re.search(rf"/abs/{re.escape(identifier)}(?:v\d+)?<", feed) is not None


ARXIV = Service(
    "arxiv",
    "arXiv",
    "https://export.arxiv.org/api/query",
    frozenset(("ids", "query", "category", "since", "until")),
    _first,
    _read,
    interval_s=3.0,
    overlap_days=7,
    most=_MOST,
)
