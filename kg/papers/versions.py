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

    Text and extraction are taken whole from one of them: that with the full text, then the newer
    (`newness`), then that of the greater extractor (`kg.core.extractor`), then the longer text.
    Authors and categories
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
) -> tuple[bool, tuple[int, str], Extractor, str, int, str]:
    document, by, body = extraction.document, extraction.extractor, extraction.document.full_text
    text = Document("", document.title, document.abstract, full_text=body)
    record = dumps(to_record(replace(extraction, document=text)))
    has_body = body is not None
    return (has_body, newness(document), parse_extractor(by), by, len(document.text), record)


def _source_order(source: object) -> str:
    return repr(source)


def merge_readings(extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """Every paper once, by id: readings of one paper joined.

    A paper known by its title alone is the one of that title with an arXiv id or DOI, if
    there is exactly one; a published paper is the preprint of its title, if they agree.
    """
    readings = list(extractions)
    same = title_aliases(x.document for x in readings)
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


def title_aliases(documents: Iterable[Document]) -> Mapping[str, str]:
    """Ids -> the id of the paper of the same title that they belong to, where that is another.

    Args:
        documents: every reading. Where an id had several titles, and those lead to several
            papers, it is the one whose id sorts first.

    >>> page, arxiv = Document("title:1", "On X", ""), Document("arxiv:2401.00001", "on  x", "")
    >>> title_aliases([page, arxiv, Document("title:2", "Y", "")])
    {'title:1': 'arxiv:2401.00001'}
    """
    by_title: dict[str, dict[str, frozenset[str]]] = {}
    titles: dict[str, set[str]] = {}
    for document in documents:
        title = title_key(document.title)
        group = by_title.setdefault(title, {})
        known = group.get(document.id, frozenset())
        group[document.id] = known | identity_marks(document.authors, document.date)
        titles.setdefault(document.id, set()).add(title)
    papers = {
        identifier: published_alias(identifier, [by_title[title] for title in of])
        for identifier, of in titles.items()
        if not identifier.startswith(TITLE_ID)
    }
    alone = {
        identifier: title_alias(
            identifier, [{papers[i] for i in by_title[title] if i in papers} for title in of]
        )
        for identifier, of in titles.items()
        if identifier.startswith(TITLE_ID)
    }
    found = {identifier: (papers | alone)[identifier] for identifier in titles}
    return {identifier: other for identifier, other in found.items() if other != identifier}


def title_alias(identifier: str, groups: Iterable[Collection[str]]) -> str:
    """The id of the paper that readings known by their title alone belong to.

    Args:
        identifier: an id made from a title.
        groups: for every title of those readings, the papers of that title that have an id.
    """
    return min(
        (paper for group in groups if len(group) == 1 for paper in group), default=identifier
    )


Group = Mapping[str, frozenset[str]]
"""Ids of the readings of one title -> what is known of their authors and years."""

LARGEST_GROUP = 20
"""Ids of one title, at most, among which a preprint is looked for: with more of them it is a title
such as 'Editorial'."""

_PREPRINT = "arxiv:"
_OF_ONE_SOURCE = "id:"


def identity_marks(authors: Sequence[str], date: str | None) -> frozenset[str]:
    """What is compared of two papers of one title: family names, and the year.

    >>> sorted(identity_marks(["Ada Lee"], "2024-01-05"))
    ['a:lee', 'y:2024']
    """
    names = {f"a:{title_key(name).rpartition(' ')[2]}" for name in authors if name.strip()}
    return frozenset(names | ({f"y:{date[:4]}"} if date else set()))


def published_alias(identifier: str, groups: Iterable[Group]) -> str:
    """The id of the paper that readings of an id belong to: their preprint's, or their own.

    A published paper is the one preprint of its title where family names of their authors meet,
    or, where those of one are not known, their years; and where no other of its title has an id
    of its kind.

    Args:
        identifier: an id that was not made from a title.
        groups: for every title of those readings, its `Group`.
    """
    found = (_preprint(identifier, group) for group in groups)
    return min(filter(None, found), default=identifier)


def _preprint(identifier: str, group: Group) -> str | None:
    kind = identifier.partition(":")[0] + ":"
    preprints = [each for each in group if each.startswith(_PREPRINT)]
    alike = [each for each in group if each.startswith(kind)]
    if kind in (_PREPRINT, _OF_ONE_SOURCE) or len(group) > LARGEST_GROUP:
        return None
    if len(preprints) != 1 or len(alike) != 1:
        return None
    return preprints[0] if _agree(group[identifier], group[preprints[0]]) else None


def _agree(one: frozenset[str], two: frozenset[str]) -> bool:
    names = [{mark for mark in marks if mark.startswith("a:")} for marks in (one, two)]
    if all(names):
        return not names[0].isdisjoint(names[1])
    return any(mark in two for mark in one if mark.startswith("y:"))
