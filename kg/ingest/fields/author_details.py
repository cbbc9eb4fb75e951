"""What the objects of authors hold beside the name: ORCID, and affiliations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.core.people.author_records import AuthorRecord, parse_orcid
from kg.ingest.fields.columns import column_key, is_blank
from kg.ingest.fields.plain_text import read_title

__all__ = ["affiliations_in", "orcid_in", "with_listed"]

_IDS = (
    "orcid",
    "orcidid",
    "authorid",
    "nameidentifiers",
    "externalids",
    "identifier",
    "sameas",
    "ids",
    "id",
    "url",
)
"""Keys of an author that may hold an ORCID; what is under one of the others says that it is one."""

_AFFILIATIONS = (
    *("institutions", "affiliations", "affiliation", "affiliationinfo", "rawaffiliationstrings"),
    *("rawaffiliationstring", "institution", "worksfor", "organization"),
    "authoraffiliationdetailslist",
)
"""Keys that hold where an author is, names of institutions before addresses."""

_NAMES = (
    *("displayname", "name", "affiliation", "rawaffiliationstring", "institution", "text"),
    *("value", "authoraffiliation"),
)
_DEEPEST = 3
_MOST = 20
_LONGEST = 500
"""Characters of an affiliation; what is longer is a list of a whole paper's, and none of one
author."""


def orcid_in(author: Mapping[str, object]) -> str | None:
    """The ORCID of an author as it is written, which may be no valid one; None where there is none.

    >>> orcid_in({"ORCID": "http://orcid.org/0000-0002-1825-0097", "authenticated-orcid": True})
    'http://orcid.org/0000-0002-1825-0097'
    >>> orcid_in({"@id": "https://ada.example"}), orcid_in({"externalIds": {"ORCID": "0-1"}})
    (None, '0-1')
    """
    keyed = {column_key(key): value for key, value in author.items()}
    for key in _IDS:
        for text in _ids(keyed.get(key), key.startswith("orcid")):
            return text
    return None


def _ids(value: object, named: bool, depth: int = 0) -> Iterator[str]:
    """Texts that are ORCIDs: those under a key of that name, or of that scheme, or addresses."""
    if isinstance(value, str):
        if value.strip() and (named or ("orcid.org/" in value and parse_orcid(value))):
            yield value.strip()
    elif isinstance(value, list) and depth < _DEEPEST:
        for each in value:
            yield from _ids(each, named, depth + 1)
    elif isinstance(value, Mapping) and depth < _DEEPEST:
        is_orcid = any(str(each).casefold() == "orcid" for each in value.values())
        for key, each in value.items():
            if str(each).casefold() != "orcid":
                its_own = column_key(key) in ("orcid", "nameidentifier", "value", "propertyvalue")
                yield from _ids(
                    each, named or column_key(key) == "orcid" or (is_orcid and its_own), depth + 1
                )


def affiliations_in(author: Mapping[str, object]) -> tuple[str, ...]:
    """Where an author is, each once, in order: of the first key that says so.

    >>> affiliations_in({"affiliation": [{"name": "Tide Lab"}, "Reed Institute; Tide Lab"]})
    ('Tide Lab', 'Reed Institute')
    """
    keyed = {column_key(key): value for key, value in author.items()}
    for key in _AFFILIATIONS:
        texts = (read_title(text).strip() for text in _texts(keyed.get(key)))
        found = dict.fromkeys(t for t in texts if 0 < len(t) <= _LONGEST and not is_blank(t))
        if found:
            return tuple(found)[:_MOST]
    return ()


_LISTED = ("aff", "authoraffiliations", "affiliations")
"""Keys of a paper that list where its authors are."""


def with_listed(people: Sequence[AuthorRecord], fields: Mapping[str, object]) -> list[AuthorRecord]:
    """The authors, each with the affiliation that a list of the paper has in its place.

    Args:
        people: as the record names them.
        fields: the record, by `column_key`.

    >>> with_listed([AuthorRecord("Ada Lee"), AuthorRecord("Bo Chu")], {"aff": "Tide Lab;Reed Lab"})
    ... # doctest: +NORMALIZE_WHITESPACE
    [AuthorRecord(name='Ada Lee', orcid=None, affiliations=('Tide Lab',)),
     AuthorRecord(name='Bo Chu', orcid=None, affiliations=('Reed Lab',))]
    """
    places, orcids = (_in_places(fields, keys, len(people)) for keys in (_LISTED, ("orcid",)))
    return [
        replace(
            person,
            orcid=person.orcid or orcid.strip() or None,
            affiliations=person.affiliations or affiliations_in({"affiliation": place}),
        )
        for person, place, orcid in zip(people, places, orcids, strict=True)
    ]


def _in_places(fields: Mapping[str, object], keys: Sequence[str], count: int) -> list[str]:
    """The texts of the first list with one for each author; empty ones where there is none."""
    for key in keys:
        value = fields.get(key)
        texts = value.split(";") if isinstance(value, str) else value
        if isinstance(texts, list) and len(texts) == count and all(map(str.strip, map(str, texts))):
            return list(map(str, texts))
        if key == "orcid" and isinstance(value, str) and len(value.split(";")) == count > 1:
            return value.split(";")
    return [""] * count


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.split(";")
    elif isinstance(value, list) and depth < _DEEPEST:
        for each in value:
            yield from _texts(each, depth + 1)
    elif isinstance(value, Mapping) and depth < _DEEPEST:
        keyed = {column_key(key): each for key, each in value.items()}
        for key in _NAMES:
            if not is_blank(keyed.get(key)):
                yield from _texts(keyed[key], depth + 1)
                return
