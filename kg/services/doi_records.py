"""Papers by DOI: doi.org leads to the agency of each, which answers in CSL-JSON.

Source: https://citation.doi.org/docs.html (content negotiation; 204, 404 and 406 where there is no
record) and Crossref's limit of 10 requests a second, of which half is taken.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from urllib.parse import quote

from kg.core.errors import QueryError
from kg.core.paper_ids import parse_paper_id
from kg.services.json_answers import json_object
from kg.services.protocol import Page, Request, Service, Wanted

__all__ = ["DOI"]

_CSL = (("Accept", "application/vnd.citationstyles.csl+json"),)
_OF_ARXIV = "10.48550/arxiv."


def _first(wanted: Wanted, endpoint: str, today: datetime.date) -> Sequence[Request]:  # noqa: ARG001
    """A request for each DOI."""
    if not wanted.ids:
        raise QueryError("doi: give DOIs, as in kg fetch doi 10.1038/s41586-021-03819-2")
    return [
        Request(f"{endpoint}/{quote(doi, safe='/')}", f"doi-{doi}", ".json", True, _CSL, ids=(doi,))
        for doi in map(_doi, wanted.ids)
    ]


def _doi(given: str) -> str:
    """A DOI in its one spelling.

    >>> _doi("https://doi.org/10.1000/ABC"), _doi("arXiv:2401.00001v2")
    ('10.1000/abc', '10.48550/arxiv.2401.00001')
    """
    found = parse_paper_id(given)
    if found is not None and found.kind == "arxiv":
        return f"{_OF_ARXIV}{found.value}"
    if found is None or found.kind != "doi":
        raise QueryError(f"{given!r} is no DOI: write one like 10.1038/s41586-021-03819-2")
    return found.value


def _read(request: Request, answer: bytes) -> Page:  # noqa: ARG001
    json_object(answer)
    return Page(1)


DOI = Service(
    "doi",
    "doi.org",
    "https://doi.org",
    frozenset(("ids",)),
    _first,
    _read,
    interval_s=0.2,
    absent=frozenset((204, 404, 406)),
)
