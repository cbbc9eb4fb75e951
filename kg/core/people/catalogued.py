"""Authors and subjects of a paper as keys of nodes, each with its place in the list.

An author with an ORCID is that ORCID, however the name is spelt. One without is the name alone, as
it is written but for case, blanks and hyphens: all who publish under it are one node, which says
so by having no ORCID, and which stands apart from those of the name who have one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.core.names import handle_key
from kg.core.people.author_records import AuthorRecord, of_authors, parse_orcid

__all__ = [
    "AUTHORS",
    "CATEGORIES",
    "ListedName",
    "listed_authors",
    "listed_categories",
    "listed_text",
    "orcid_of",
]

AUTHORS, CATEGORIES = "authors", "categories"
"""The fields of a paper that evidence of an author or a subject names."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """An author or a subject: the key of its node, and the name at ``[start, end)`` of the field,
    a line of it."""

    key: str
    name: str
    start: int
    end: int


def listed_text(names: Iterable[str]) -> str:
    """The text of a field: a line for each name."""
    return "\n".join(names)


def listed_authors(authors: Sequence[str], records: Sequence[AuthorRecord]) -> Iterator[ListedName]:
    """Each author who has a name, in order.

    >>> records = [AuthorRecord("Ada Lee", "0000-0002-1825-0097")]
    >>> [each.key for each in listed_authors(["Ada Lee", "Jean-Luc  Roy"], records)]
    ['0000 0002 1825 0097', 'jean luc roy']
    """
    people = of_authors(authors, records)
    keys = (each.orcid or parse_orcid(each.name) or each.name for each in people)
    return _listed(authors, keys)


def listed_categories(categories: Sequence[str]) -> Iterator[ListedName]:
    """Each subject, in order.

    >>> next(listed_categories(("cs.LG",)))
    ListedName(key='cs.lg', name='cs.LG', start=0, end=5)
    """
    return _listed(categories, categories)


def _listed(names: Sequence[str], identifiers: Iterable[str]) -> Iterator[ListedName]:
    start = 0
    for name, identifier in zip(names, identifiers, strict=True):
        key = handle_key(unicodedata.normalize("NFC", identifier))
        if key:
            yield ListedName(key, name, start, start + len(name))
        start += len(name) + 1


def orcid_of(author_id: str) -> str | None:
    """The ORCID in the id of the node of an author; None where a name is all that is known.

    >>> orcid_of("author/0000-0002-1825-0097"), orcid_of("author/ada-lee")
    ('0000-0002-1825-0097', None)
    """
    return parse_orcid(author_id.rpartition("/")[2])
