"""Papers that JSON keeps as lines of Markdown by their ids, as makers of daily lists do."""

from __future__ import annotations

import re

from kg.core.paper_ids import parse_paper_id
from kg.ingest.fields.date_fields import read_date

_TITLE = re.compile(r"\*\*(.{4,300}?)\*\*(?=\s*(?:\||,|$))", re.DOTALL)
_AUTHORS = re.compile(r"\s*[|,]\s*([^|\[\]]{2,400}?)\s*(?:\||,\s*(?:Paper|PDF|Code)\b|$)")
_LINK = re.compile(r"https?://[^\s<>()\[\]|,]+")
_LONGEST = 5000
"""Characters of such a line."""


def row_of(key: str, text: str) -> dict[str, object] | None:
    """The paper of a line under its id; None where it is none.

    >>> row_of("2401.00001", "|**2024-01-01**|**On Tides**|Ada Lee et.al.|[x](http://a.b/c)|null|")
    ... # doctest: +NORMALIZE_WHITESPACE
    {'id': '2401.00001', 'title': 'On Tides', 'date': '2024-01-01', 'authors': 'Ada Lee et.al.',
     'links': ['http://a.b/c']}
    """
    if len(text) > _LONGEST or "**" not in text or parse_paper_id(key) is None:
        return None
    date, fields = None, dict[str, object]()
    for match in _TITLE.finditer(text):
        day = _day(match[1])
        date = date or day
        if day is None:
            authors = _AUTHORS.match(text, match.end())
            fields = {"title": match[1], "authors": authors[1] if authors else None}
            break
    if not fields:
        return None
    date = date or _day(text.lstrip("-* ")[:10])
    links = _LINK.findall(text)
    return {"id": key, "title": fields["title"], "date": date, **fields, "links": links}


def _day(text: str) -> str | None:
    if not text[:4].isdigit() or len(text) > 10:
        return None
    try:
        return read_date(text)
    except ValueError:
        return None
