"""Readings of one paper joined into one, whatever their order.

`join_readings` is commutative, associative and idempotent, so a graph does not depend on the order
in which pages are read, on reading one twice, or on splitting a build over several runs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from kg.core.codec import dumps, to_record
from kg.core.extractor import Extractor, parse_extractor
from kg.core.names import title_key
from kg.core.types import Document, Extraction

TITLE_ID = "title:"
"""Prefix of an id that was made from a title."""


def join_readings(left: Extraction, right: Extraction) -> Extraction:
    """The paper that two readings describe.

    Text and extraction are taken whole from one of them: the newer (`newness`), then that of
    the greater extractor (`kg.core.extractor`), then the longer text. Authors and categories
    are those of the newer, the fullest list and the union of equally new ones. Sources are
    united; the earliest date and the fullest byline are kept. Ids elsewhere are those of either,
    of two the one that sorts first.
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
) -> tuple[tuple[int, str], Extractor, str, int, str]:
    document, by = extraction.document, extraction.extractor
    text_only = replace(extraction, document=Document("", document.title, document.abstract))
    record = dumps(to_record(text_only))
    return (newness(document), parse_extractor(by), by, len(document.text), record)


def _source_order(source: object) -> str:
    return repr(source)


def merge_readings(extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """Every paper once, by id: readings of one paper joined.

    A paper known by its title alone is the one of that title with an arXiv id or DOI, if
    there is exactly one.
    """
    readings = list(extractions)
    same = title_aliases((x.document.id, x.document.title) for x in readings)
    papers: dict[str, list[Extraction]] = {}
    for reading in readings:
        identifier = same.get(reading.document.id, reading.document.id)
        papers.setdefault(identifier, []).append(with_paper_id(reading, identifier))
    return tuple(unite_readings(papers[identifier]) for identifier in sorted(papers))


def unite_readings(readings: Sequence[Extraction]) -> Extraction:
    """The paper that one or more readings describe: what it holds is in canonical order."""
    return reduce(join_readings, readings, readings[0])


def with_paper_id(extraction: Extraction, identifier: str) -> Extraction:
    """The same reading under another paper id."""
    if extraction.document.id == identifier:
        return extraction
    return replace(extraction, document=replace(extraction.document, id=identifier))


def title_aliases(papers: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Ids made from titles -> the one arXiv id or DOI that a paper of that title has.

    Args:
        papers: (id, title) of every reading. Where an id had several titles, and those lead
            to several papers, it is the one whose id sorts first.

    >>> title_aliases([("title:1", "On X"), ("arxiv:2401.00001", "on  x"), ("title:2", "Y")])
    {'title:1': 'arxiv:2401.00001'}
    """
    by_title: dict[str, set[str]] = {}
    groups: dict[str, list[set[str]]] = {}
    for identifier, title in papers:
        group = by_title.setdefault(title_key(title), set())
        if identifier not in group:
            group.add(identifier)
            groups.setdefault(identifier, []).append(group)
    found = {identifier: title_alias(identifier, of) for identifier, of in groups.items()}
    return {identifier: other for identifier, other in found.items() if other != identifier}


def title_alias(identifier: str, groups: Iterable[Collection[str]]) -> str:
    """The id of the paper that readings of this id belong to.

    Args:
        groups: for every title of those readings, the ids of all readings of that title.
    """
    if not identifier.startswith(TITLE_ID):
        return identifier
    known = [[i for i in group if not i.startswith(TITLE_ID)] for group in groups]
    return min((ids[0] for ids in known if len(ids) == 1), default=identifier)
