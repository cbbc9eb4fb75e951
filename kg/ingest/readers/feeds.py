"""Atom and RSS, by the library feedparser: an entry a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.core.errors import InputError
from kg.core.types import Problem
from kg.ingest.input_files import Input
from kg.ingest.readers.xml_stream import root_of
from kg.ingest.reading import ReadOptions, Record

_ROOTS = frozenset(("feed", "rss", "RDF", "entry"))
_ENTRY = re.compile(rb"<(?:entry|item)[\s>]")
_FAULTS = (KeyError, AttributeError, IndexError, TypeError, ValueError, AssertionError)
"""What feedparser lets through of its own on damaged feeds."""

_ARXIV_MARK = re.compile(r"\A\s*arXiv:\S+\s+Announce Type:\s*\S+\s+Abstract:\s*", re.IGNORECASE)
"""What arXiv's RSS puts before an abstract."""


_ONLINE_MARK = re.compile(
    r"\A\s*<p>[^<>;]{3,80}, Published online: [^<>;]{5,30};\s*<a\b[^<>]*>[^<>]*</a>\s*</p>"
)
"""What Nature's RSS puts before an abstract."""


def is_feed(head: str) -> bool:
    """Whether a text begins as Atom or RSS."""
    return root_of(head) in _ROOTS


def read_feed(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:  # noqa: ARG001
    """A record an entry; the feed is read whole.

    Raises:
        InputError: it is damaged and holds no entry, or declares entities.
    """
    import feedparser

    data = source.read_bytes()
    if b"<!ENTITY" in data[: 1 << 16]:
        raise InputError("a feed that declares entities, which are not read", source.path)
    if root_of(source.head) == "entry":
        data = (
            b'<feed xmlns="http://www.w3.org/2005/Atom">'
            + data[data.index(b"<entry") :]
            + b"</feed>"
        )
    try:
        feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except _FAULTS as error:
        raise InputError(f"a damaged feed: {error!r}", source.path) from error
    damage = feed.get("bozo_exception")
    if not feed.entries:
        if feed.bozo and damage is not None:
            line = getattr(damage, "getLineNumber", lambda: None)()
            raise InputError(f"a damaged feed: {damage}", source.path, line)
        return
    starts = [match.start() for match in _ENTRY.finditer(data)]
    for number, entry in enumerate(feed.entries):
        start = starts[number] if number < len(starts) else 0
        yield Record(data.count(b"\n", 0, start) + 1, _fields(entry))
    if feed.bozo and hasattr(damage, "getLineNumber"):
        reason = f"a damaged feed, read up to here: {damage.getMessage()}"
        yield Problem(source.path, damage.getLineNumber(), reason)


def _fields(entry: Mapping[str, object]) -> dict[str, object]:
    authors, tags, content = entry.get("authors"), entry.get("tags"), entry.get("content")
    summary = entry.get("summary") or (
        content[0].get("value") if isinstance(content, list) else None
    )
    names = [each.get("name") for each in authors] if isinstance(authors, list) else None
    links = entry.get("links")
    return {
        "title": entry.get("title"),
        "abstract": _ONLINE_MARK.sub("", _ARXIV_MARK.sub("", str(summary))) if summary else None,
        "id": entry.get("id"),
        "link": entry.get("link"),
        "links": [each.get("href") for each in links] if isinstance(links, list) else None,
        "published": entry.get("published") or entry.get("updated"),
        "updated": entry.get("updated") if "updated" in entry.keys() else None,  # noqa: SIM118 - it
        # answers with the day of publication otherwise
        "authors": names[0] if names and len(names) == 1 and names[0] else names,
        "categories": [each.get("term") for each in tags] if isinstance(tags, list) else None,
        "doi": entry.get("arxiv_doi") or entry.get("prism_doi") or entry.get("dc_identifier"),
    }
