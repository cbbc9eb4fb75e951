"""Affiliations as a text with offsets, and the institution that each of them names.

A source gives an institution ('University of Freetown') or an address ('Department of Botany,
University of Freetown, Freetown, Sierra Leone'): the institution is a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.core.people.author_records import AuthorRecord, of_authors

__all__ = ["FIELD", "Affiliation", "affiliation_text", "affiliations_of", "institution_span"]

FIELD = "affiliations"
"""The field of a paper that evidence of an affiliation names."""

_PEOPLE = 5
"""Names before an affiliation; of a collaboration the others are counted."""

_LONGEST_NAME = 120
"""Characters of the name of an institution: what is longer is a list or a sentence."""

_FIRST_OF_ALL = re.compile(
    r"\b(?:univ(?:ersi\w+|\.)?|uniwersytet\w*|université|universität|(?:fach)?hochschule|polite\w+"
    r"|polyte\w+|\w*institute of technology|academy of (?:sciences|medical)\w*|ETH|MIT|EPFL)\b",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(?:institut\w*|academy|college|hospital|laborator\w+|labs?|cent(?:er|re)|council|agency"
    r"|foundation|museum|observatory|research|inc|ltd|llc|gmbh|corp(?:oration)?|compan\w+|ministry"
    r"|google|microsoft|meta|deepmind|openai|nvidia|ibm|amazon|apple|huawei|tencent|alibaba)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:the |research )?(?:dep(?:artment|artamento|t)?|d[ée]partement|facult[yée]|fakultät|school"
    r"|division|section|chair|group|unit|program(?:me)?|graduate)\b",
    re.IGNORECASE,
)
_CAMPUSES = re.compile(
    r"(?:univ(?:ersity)? (?:of )?(?:california|colorado|illinois|maryland|massachusetts|minnesota"
    r"|north carolina|texas|wisconsin)|california state university"
    r"|indian institute of technology)",
    re.IGNORECASE,
)
"""Institutions whose campus belongs to their name: 'University of California, Davis'."""

_PIECE = re.compile(r"[^,;]+")
_MARKS = " \t.*†‡§¶·0123456789"
_MAIL = re.compile(r"\.? ?(?:electronic address|e-?mail)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Affiliation:
    """An institution at ``[start, end)`` of the field, and the line that it stands in: who is
    there, a colon, and the affiliation as the source words it."""

    institution: str
    start: int
    end: int
    line: str


def affiliation_text(authors: Sequence[str], records: Sequence[AuthorRecord]) -> str:
    """The text of the field: a line for each affiliation, with the authors who are there.

    >>> records = [AuthorRecord(name, affiliations=("Tide Lab",)) for name in ("Ada", "Bo")]
    >>> affiliation_text(["Ada", "Bo"], records)
    'Ada, Bo: Tide Lab'
    """
    return "\n".join(f"{people}: {where}" for people, where in _lines(authors, records))


def affiliations_of(
    authors: Sequence[str], records: Sequence[AuthorRecord]
) -> Iterator[Affiliation]:
    """Each line of the field in which an institution is named, in order."""
    start = 0
    for people, where in _lines(authors, records):
        line = f"{people}: {where}"
        span = institution_span(where)
        if span is not None:
            begin, end = (start + len(people) + 2 + place for place in span)
            yield Affiliation(where[span[0] : span[1]], begin, end, line)
        start += len(line) + 1


def _lines(authors: Sequence[str], records: Sequence[AuthorRecord]) -> list[tuple[str, str]]:
    """(authors, affiliation), in the order in which the authors name them."""
    found: dict[str, list[str]] = {}
    for record in of_authors(authors, records):
        for affiliation in record.affiliations:
            found.setdefault(affiliation, []).append(record.name)
    return [(_shown(names), affiliation) for affiliation, names in found.items()]


def _shown(names: Sequence[str]) -> str:
    more = len(names) - _PEOPLE
    return ", ".join(names[:_PEOPLE]) + (f" and {more} more" if more > 0 else "")


def institution_span(affiliation: str) -> tuple[int, int] | None:
    """Where the institution stands in an affiliation; None where nothing in it is short enough.

    Of the parts between commas it is the first that names a university or an academy, else the
    first that names another institution and no part of one, else the first.

    >>> text = "1 Dept. of Botany, University of Freetown, Freetown, Sierra Leone."
    >>> start, end = institution_span(text)
    >>> text[start:end]
    'University of Freetown'
    """
    mail = _MAIL.search(affiliation)
    whole = affiliation[: mail.start()] if mail else affiliation
    pieces = [span for match in _PIECE.finditer(whole) if (span := _trimmed(whole, *match.span()))]
    chosen = min(pieces, key=lambda span: _rank(whole[slice(*span)]), default=None)
    if chosen is None:
        return None
    start, end = chosen
    after = pieces[pieces.index(chosen) + 1 :]
    if after and _CAMPUSES.fullmatch(whole[start:end]):
        end = after[0][1]
    return (start, end) if end - start <= _LONGEST_NAME else None


def _rank(piece: str) -> int:
    """Lower for what is rather an institution."""
    if _FIRST_OF_ALL.search(piece):
        return 0
    if _PART.match(piece):
        return 3
    return 1 if _INSTITUTION.search(piece) else 2


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without marks and blanks at its ends; None where nothing is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(_MARKS))
    kept = piece.strip(_MARKS)
    return (start + left, start + left + len(kept)) if kept else None
