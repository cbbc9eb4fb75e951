"""What a source gives of an author beside the name: an ORCID, affiliations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["AuthorRecord", "of_authors", "orcids_of", "parse_orcid", "united_records"]

_ORCID = re.compile(
    r"(?:https?://)?(?:www\.)?(?:orcid\.org/|orcid\s*:\s*)?(?:orcid\s*:\s*)?"
    r"(\d{4})[- ]?(\d{4})[- ]?(\d{4})[- ]?(\d{3}[\dX])/?",
    re.IGNORECASE,
)
_LONGEST = 100
"""Characters of a text that may be an ORCID."""


@dataclass(frozen=True, slots=True)
class AuthorRecord:
    """An author by the name that the paper has, with ORCID (``0000-0002-1825-0097``) and
    affiliations, as the source words them, where it gives these."""

    name: str
    orcid: str | None = None
    affiliations: tuple[str, ...] = ()


def parse_orcid(text: str) -> str | None:
    """The ORCID that a text is, in its one spelling; None where its check digit is wrong, too.

    Source: https://support.orcid.org/hc/en-us/articles/360006897674 (ISO 7064, MOD 11-2).

    >>> parse_orcid("http://orcid.org/0000-0002-1825-0097"), parse_orcid("0000-0002-1825-0098")
    ('0000-0002-1825-0097', None)
    """
    match = _ORCID.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None or not text.isascii():
        return None
    digits = "".join(match.groups()).upper()
    return "-".join(match.groups()).upper() if _check_digit(digits[:-1]) == digits[-1] else None


def _check_digit(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


def united_records(records: Iterable[AuthorRecord]) -> tuple[AuthorRecord, ...]:
    """The records of several readings of a paper, each once, in an order of their own.

    They may name one author several times: `of_authors` has one record an author.
    """
    return tuple(sorted(set(records), key=lambda a: (a.name, a.orcid or "", a.affiliations)))


def of_authors(authors: Sequence[str], records: Sequence[AuthorRecord]) -> tuple[AuthorRecord, ...]:
    """A record for each name of a list, in its order; those without one have the name alone.

    Records of names that are not in the list are left out. Of two ORCIDs under one name, which
    are two persons or a mistake, none is taken.

    >>> one, two = AuthorRecord("Ada Lee", affiliations=("X",)), AuthorRecord("Ada Lee", "0-1")
    >>> of_authors(["Bo Chu", "Ada Lee"], [one, two])[1]
    AuthorRecord(name='Ada Lee', orcid='0-1', affiliations=('X',))
    """
    if not records:
        return tuple(map(AuthorRecord, authors))
    by_name: dict[str, list[AuthorRecord]] = {}
    for record in records:
        by_name.setdefault(record.name, []).append(record)
    return tuple(_merged(name, by_name.get(name, ())) for name in authors)


def _merged(name: str, records: Sequence[AuthorRecord]) -> AuthorRecord:
    orcids = {record.orcid for record in records if record.orcid}
    named = (affiliation for record in records for affiliation in record.affiliations)
    orcid = next(iter(orcids)) if len(orcids) == 1 else None
    return AuthorRecord(name, orcid, tuple(dict.fromkeys(named)))


def orcids_of(authors: Sequence[str], records: Sequence[AuthorRecord]) -> tuple[str, ...] | None:
    """The ORCID of each name, '' where it has none; None where no name has one."""
    found = tuple(record.orcid or "" for record in of_authors(authors, records))
    return found if any(found) else None
