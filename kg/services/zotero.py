"""A library of Zotero: by the program on this machine, or by zotero.org, as JSON.

Source: https://www.zotero.org/support/dev/web_api/v3/basics (pages of 100 at most, the header
Zotero-API-Version, Backoff and Retry-After) and /local_api (http://localhost:23119/api, users/0).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from kg.services.json_answers import json_list
from kg.services.protocol import Credentials, Page, Request, Service, Wanted

__all__ = ["ZOTERO"]

_PAGE = 100
_VERSION = (("Zotero-API-Version", "3"),)


def _first(wanted: Wanted, endpoint: str, today: datetime.date) -> Sequence[Request]:  # noqa: ARG001
    """The first page of the library, or of the quick search in it, without files."""
    parameters = {
        **({"q": wanted.query} if wanted.query else {}),
        "itemType": "-attachment",
        "format": "json",
        "sort": "dateAdded",
        "direction": "asc",
        "limit": _PAGE,
        "start": 0,
    }
    url = f"{endpoint}/items/top?{urlencode(parameters)}"
    return [Request(url, "zotero-library", ".json", headers=_VERSION)]


def _read(request: Request, answer: bytes) -> Page:
    papers = len(json_list(answer))
    if papers != _PAGE:  # fewer: the last page; more: a service that knows no pages
        return Page(papers)
    start = request.start + papers
    url = re.sub(r"&start=\d+", f"&start={start}", request.url)
    return Page(papers, replace(request, url=url, start=start))


ZOTERO = Service(
    "zotero",
    "Zotero",
    "http://localhost:23119/api/users/0",
    frozenset(("query",)),
    _first,
    _read,
    interval_s=0.0,
    authorize=lambda key: Credentials(headers={"Zotero-API-Key": key}),
    refused="allow other applications to communicate with Zotero, in its advanced settings",
)
