"""Readings of one paper joined into one, whatever their order.

`join_readings` is commutative, associative and idempotent, so a graph does not depend on the order
in which pages are read, on reading one twice, or on splitting a build over several runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from kg.core.codec import dumps, to_record
from kg.core.extractor import Extractor, parse_extractor
from kg.core.people.author_records import united_records
from kg.core.types import Document, Extraction


def join_readings(left: Extraction, right: Extraction) -> Extraction:
    """The paper that two readings describe.

    Text and extraction are taken whole from one of them: that with the full text, then the newer
    (`newness`), then that of the greater extractor (`kg.core.extractor`), then the longer text.
    Authors and categories are those of the newer, the fullest list and the union of equally new
    ones. Sources are united, and so are the records of authors; the earliest date and the fullest
    byline are kept. Ids elsewhere are those of either, of two the one that sorts first.
    """
    one, two = left.document, right.document
    best = left if left is right else max(left, right, key=_completeness)
    byline = max(one, two, key=lambda d: (d.organization is not None, d.byline or ""))
    document = replace(
        best.document,
        id=min(one.id, two.id),
        date=_least(one.date, two.date),
        sources=tuple(sorted({*one.sources, *two.sources}, key=_source_order)),
        byline=byline.byline,
        organization=byline.organization,
        authors=max(one, two, key=lambda d: (newness(d), len(d.authors), d.authors)).authors,
        categories=_categories(one, two),
        arxiv=_least(one.arxiv, two.arxiv),
        doi=_least(one.doi, two.doi),
        url=_least(one.url, two.url),
        author_records=united_records((*one.author_records, *two.author_records)),
    )
    return replace(best, document=document)


def _least(one: str | None, two: str | None) -> str | None:
    return min(filter(None, (one, two)), default=None)


def newness(document: Document) -> tuple[int, str]:
    """How new the text of a paper is, by version, then by day; an unknown one is the oldest.

    >>> newness(Document("arxiv:1", "T", "A", version=2)) > newness(Document("arxiv:1", "T", "A"))
    True
    """
    return (document.version or 0, document.updated or "")


def _categories(one: Document, two: Document) -> tuple[str, ...]:
    newest = max(newness(one), newness(two))
    return tuple(sorted({c for d in (one, two) if newness(d) == newest for c in d.categories}))


def _completeness(
    extraction: Extraction,
) -> tuple[bool, tuple[int, str], Extractor, str, int, str]:
    document, by, body = extraction.document, extraction.extractor, extraction.document.full_text
    text = Document("", document.title, document.abstract, full_text=body)
    record = dumps(to_record(replace(extraction, document=text)))
    has_body = body is not None
    return (has_body, newness(document), parse_extractor(by), by, len(document.text), record)


def _source_order(source: object) -> str:
    return repr(source)


def unite_readings(readings: Sequence[Extraction]) -> Extraction:
    """The paper that one or more readings describe: what it holds is in canonical order."""
    return reduce(join_readings, readings, readings[0])


def with_paper_id(extraction: Extraction, identifier: str) -> Extraction:
    """The same reading under another paper id."""
    if extraction.document.id == identifier:
        return extraction
    return replace(extraction, document=replace(extraction.document, id=identifier))
