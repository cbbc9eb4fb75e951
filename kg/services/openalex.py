"""Works of OpenAlex: those of a filter or a search, as JSON, by cursor.

Source: https://developers.openalex.org/guides/page-through-results (100 works a page at most, by
cursor until ``next_cursor`` is null), /api-reference/authentication (a free key) and
https://docs.openalex.org/api-entities/works/work-object (fields).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

from kg.core.errors import QueryError
from kg.services.json_answers import json_list, json_object
from kg.services.protocol import Credentials, Page, Request, Service, Wanted

__all__ = ["OPENALEX"]

_PAGE = 100
_SELECT = (
    "id,doi,ids,title,display_name,publication_date,publication_year,language,authorships,"
    "primary_location,locations,abstract_inverted_index,is_retracted"
)
"""The fields that are read; a whole work is ten times as large."""


def _first(wanted: Wanted, endpoint: str, today: datetime.date) -> Sequence[Request]:  # noqa: ARG001
    """The first page of a search."""
    terms = [wanted.filter] if wanted.filter else []
    if wanted.since is not None:
        terms.append(f"from_publication_date:{wanted.since}")
    if wanted.until is not None:
        terms.append(f"to_publication_date:{wanted.until}")
    if not terms and not wanted.query:
        raise QueryError("openalex: give --filter, --query or --since")
    parameters = {
        **({"filter": ",".join(terms)} if terms else {}),
        **({"search": wanted.query} if wanted.query else {}),
        "select": _SELECT,
        "per_page": _PAGE,
        "cursor": "*",
    }
    label = wanted.query or wanted.filter or "works"
    stem = f"openalex-{label[:40]}{f'-{wanted.since}' if wanted.since else ''}"
    return [Request(f"{endpoint}?{urlencode(parameters)}", stem, ".json")]


def _read(request: Request, answer: bytes) -> Page:
    found = json_object(answer)
    papers = len(json_list(found.get("results")))
    meta = found.get("meta")
    if not isinstance(meta, Mapping):
        raise ValueError("the answer has no meta: it is no page of works")
    count, cursor = meta.get("count"), meta.get("next_cursor")
    total = count if isinstance(count, int) else None
    if not papers or not isinstance(cursor, str) or not cursor:
        return Page(papers, total=total)
    parts = urlsplit(request.url)
    values = {key: texts[0] for key, texts in parse_qs(parts.query).items()}
    url = parts._replace(query=urlencode({**values, "cursor": cursor})).geturl()
    return Page(papers, replace(request, url=url, start=request.start + papers), total)


OPENALEX = Service(
    "openalex",
    "OpenAlex",
    "https://api.openalex.org/works",
    frozenset(("query", "filter", "since", "until")),
    _first,
    _read,
    interval_s=0.1,
    overlap_days=30,
    authorize=lambda key: Credentials(parameters={"api_key": key}),
    refused="set KG_OPENALEX_KEY to a key of openalex.org/settings/api, which is free",
)
