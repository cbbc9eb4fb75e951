"""From a record, whatever its format, to a paper: each field read, and what is odd noted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.core.errors import InputError
from kg.core.people.author_records import AuthorRecord, parse_orcid, united_records
from kg.core.types import Document, Extraction, Organization, Problem, Source
from kg.ingest import bylines, reading
from kg.ingest.fields.author_details import with_listed
from kg.ingest.fields.author_fields import read_categories, read_people
from kg.ingest.fields.columns import by_key, column_key, is_blank, renamed, values_of
from kg.ingest.fields.date_fields import read_date
from kg.ingest.fields.id_fields import read_ids
from kg.ingest.fields.language import other_language
from kg.ingest.fields.notices import (
    is_retracted,
    is_service_error,
    is_withdrawal,
    without_admin_note,
)
from kg.ingest.fields.plain_text import read_abstract, read_paper_title, read_title
from kg.ingest.input_files import Input
from kg.ingest.kg_records import can_be_kept, clean, is_kg_record, read_kg_record, shown
from kg.ingest.reading import MAX_FIELD, Note, ReadOptions, Record
from kg.ingest.record_shapes import OWN_ABSTRACTS, flattened, text_of

__all__ = ["Found", "read_records"]

Found = Document | Extraction | Problem | Note

_MARKS = r"[\s!-/:-@\[-`{-~–—…]*+"
_ABSENT = re.compile(
    rf"{_MARKS}(?:(?:no|without) abstract(?: (?:is )?(?:available|provided|found))?"
    r"|abstract (?:is )?(?:not available|missing|not found)|abstract|n/?a|none|tba|missing"
    rf"|not (?:available|found)){_MARKS}|[-–—]{{1,3}}",
    re.IGNORECASE,
)
"""What sources write in the place of an abstract."""

_FEWEST_WORDS = 2
"""Words of a title whose key may hold something else."""

_YEAR_ALONE = 4
"""Characters of a date that is a year."""


def read_records(
    records: Iterable[Record | Document | Problem | Note], source: Input, options: ReadOptions
) -> Iterator[Found]:
    """The paper of each record, with notes on it in front, or its problem."""
    for record in records:
        if not isinstance(record, Record):
            yield record
            continue
        where = Source(source.name, record.line)
        try:
            if is_kg_record(record.fields):
                yield read_kg_record(record.fields, where)
            else:
                yield from _Reading(record, source.path, where, options).found()
        except (TypeError, ValueError) as error:
            yield Problem(source.path, record.line, " ".join(str(error).split()))
        except InputError as error:
            yield Problem(source.path, record.line, error.reason)
        except RecursionError:
            yield Problem(source.path, record.line, "not a paper: its fields are nested too deeply")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One record that is being read, and where it stands."""

    record: Record
    file: str
    where: Source
    options: ReadOptions

    def found(self) -> Iterator[Found]:
        """Notes on the paper, then the paper.

        Raises:
            ValueError: it has no title, or is no paper.
        """
        given = renamed(flattened(self.record.fields), self.options.columns)
        fields = by_key(given)
        title = self._title(fields)
        abstract, notes = self._abstract(fields, title)
        if is_service_error(fields.get("id"), title, abstract):
            raise ValueError(f"the error message of a service, no paper: {abstract or title!r}")
        document = Document("", title, abstract, full_text=self.record.full_text)
        readers = (self._with_ids, self._with_dates, self._with_people, self._with_organization)
        for read in readers:
            document, more = read(document, fields)
            notes += more
        language = other_language(document.text)
        if language is not None:
            notes.append(self._note(reading.NOT_ENGLISH, f"{language}: {_short(title)}"))
        yield from notes
        yield document

    def _note(self, kind: str, text: str) -> Note:
        return Note(kind, self.file, self.record.line, text)

    def _title(self, fields: Mapping[str, object]) -> str:
        for key, value in values_of(fields, "title"):
            if key == "name" and not _is_known_paper(fields):
                continue  # anything has a name
            first = value[0] if isinstance(value, list) and value else value
            text = text_of(first)
            if key == "paper" and text is not None and len(text.split()) < _FEWEST_WORDS:
                continue  # an address, or a number
            if text is not None:
                _check_length(text, "title")
                clean(text, "title")
                title = text.strip() if self.options.as_written else read_paper_title(text)
                if title:
                    return title
        keys = list(flattened(self.record.fields))
        names = ", ".join(" ".join(str(name).split())[:40] for name in keys[:12]) or "no keys"
        column = self.options.columns.get("title")
        if column and column_key(column) not in map(column_key, keys):
            raise ValueError(f"the record has no key {column!r} for a title; it has {names}")
        raise ValueError(
            f"the record has no title: each paper needs one; it has {names}: "
            "name them, as in --map title=NAME,abstract=NAME"
        )

    def _abstract(self, fields: Mapping[str, object], title: str) -> tuple[str, list[Note]]:
        """The abstract, empty where there is none or a notice in its place."""
        notes: list[Note] = []
        if is_retracted(title, fields.get("isretracted", fields.get("retracted"))):
            return "", [self._note(reading.WITHDRAWN, _short(title))]
        for key, value in values_of(fields, "abstract"):
            text = text_of(value)
            if text is None:
                notes.append(self._note(reading.UNREADABLE, f"{key}: {shown(value)} is no text"))
                continue
            _check_length(text, "abstract")
            clean(text, "abstract")
            if self.options.as_written:
                abstract = text.strip()
            else:
                abstract = without_admin_note(read_abstract(text))
            if abstract and _ABSENT.fullmatch(abstract):
                continue
            if is_withdrawal(abstract) or is_withdrawal(text.strip()):
                return "", [*notes, self._note(reading.WITHDRAWN, _short(title))]
            if abstract:
                return abstract, notes
        return "", [*notes, self._note(reading.NO_ABSTRACT, _short(title))]

    def _with_ids(
        self, document: Document, fields: Mapping[str, object]
    ) -> tuple[Document, list[Note]]:
        found = read_ids(fields, document.title)
        notes = [
            self._note(reading.UNREADABLE, f"{key}: {value} is a number, an id is a text")
            for key, value in fields.items()
            if key in ("id", "doi") and isinstance(value, float) and value == value
        ]
        given = fields.get("version")
        version = found.version or _version(given)
        if isinstance(fields.get("versions"), list) and found.arxiv:
            version = version or len(fields["versions"]) or None  # type: ignore[arg-type]
        document = replace(
            document, id=found.id, arxiv=found.arxiv, doi=found.doi, url=found.url, version=version
        )
        return document, notes

    def _with_dates(
        self, document: Document, fields: Mapping[str, object]
    ) -> tuple[Document, list[Note]]:
        notes: list[Note] = []
        first, last = _kaggle_days(fields)
        parts = {key: fields.get(key) for key in ("year", "month", "day")}
        whole = [("month", parts)] if parts["year"] and parts["month"] else []
        candidates = [*first, *values_of(fields, "date"), *whole]
        date = self._first_date(candidates, notes)
        updated = self._first_date([*last, *values_of(fields, "updated")], notes)
        listed = self._first_date([("listed", fields.get("listed"))], notes)
        where = replace(self.where, listed=listed)
        return replace(document, date=date or listed, updated=updated, sources=(where,)), notes

    def _first_date(
        self, candidates: Iterable[tuple[str, object]], notes: list[Note]
    ) -> str | None:
        """The first date that says more than a year, of the first that can be read at all."""
        year: str | None = None
        for key, value in candidates:
            try:
                found = read_date(value)
            except ValueError:
                notes.append(self._note(reading.UNREADABLE, f"{key}: {shown(value)} is no date"))
                continue
            if (
                found is not None
                and len(found) > _YEAR_ALONE
                and (year is None or found[:4] == year)
            ):
                return found
            year = year or found
        return year

    def _with_people(
        self, document: Document, fields: Mapping[str, object]
    ) -> tuple[Document, list[Note]]:
        notes: list[Note] = []
        people: list[AuthorRecord] = []
        for key, value in values_of(fields, "authors"):
            people = [author for author in read_people(value) if can_be_kept(author.name)]
            if people:
                people = with_listed(people, fields)
                break
            if not isinstance(value, str | list | dict):
                notes.append(self._note(reading.UNREADABLE, f"{key}: {shown(value)} is no name"))
        categories: tuple[str, ...] = ()
        for _, value in values_of(fields, "categories"):
            categories = tuple(term for term in read_categories(value) if can_be_kept(term))
            if categories:
                break
        records = [self._checked(author, notes) for author in people]
        document = replace(
            document,
            authors=tuple(dict.fromkeys(author.name for author in people)),
            author_records=united_records(a for a in records if a.orcid or a.affiliations),
            categories=categories,
        )
        return document, notes

    def _checked(self, author: AuthorRecord, notes: list[Note]) -> AuthorRecord:
        """The author with an ORCID that is one, and affiliations that can be kept."""
        orcid = None if author.orcid is None else parse_orcid(author.orcid)
        if author.orcid is not None and orcid is None:
            text = f"{shown(author.orcid)} of {_short(author.name)} is no ORCID"
            notes.append(self._note(reading.UNREADABLE, text))
        affiliations = tuple(filter(can_be_kept, author.affiliations))
        return replace(author, orcid=orcid, affiliations=affiliations)

    def _with_organization(
        self, document: Document, fields: Mapping[str, object]
    ) -> tuple[Document, list[Note]]:
        """The organization that Hugging Face names, as a byline of its pages has it."""
        given = fields.get("organization")
        if not isinstance(given, Mapping):
            return document, []
        handle, name = (str(given.get(key) or "").strip() for key in ("name", "fullname"))
        if not re.fullmatch(r"[\w.-]{1,80}", handle) or not can_be_kept(name):
            return document, []
        byline = f"{handle} {read_title(name)}" if name else handle
        organization: Organization = bylines.organization(byline)
        return replace(document, byline=byline, organization=organization), []


def _is_known_paper(fields: Mapping[str, object]) -> bool:
    """Whether a record with a name alone is one of a paper: it has an abstract, which is more than
    a description, or an id."""
    if any(key in OWN_ABSTRACTS for key, _ in values_of(fields, "abstract")):
        return True
    return not read_ids(fields, "").id.startswith(("title:", "id:"))


def _check_length(text: str, key: str) -> None:
    if len(text) > MAX_FIELD:
        raise ValueError(f"the {key} has {len(text):,} characters: at most {MAX_FIELD:,} are read")


def _version(value: object) -> int | None:
    """A version as ``2`` or ``"v2"``."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1_000_000:
        return value
    number = re.fullmatch(r"v?([1-9]\d{0,5})", value) if isinstance(value, str) else None
    return int(number[1]) if number else None


def _kaggle_days(
    fields: Mapping[str, object],
) -> tuple[list[tuple[str, object]], list[tuple[str, object]]]:
    """When the first and the last version in a list of versions were made."""
    versions = fields.get("versions")
    if not isinstance(versions, list) or not versions:
        return [], []
    days = [each.get("created") for each in versions if isinstance(each, Mapping)]
    days = [day for day in days if not is_blank(day)]
    return [("versions", day) for day in days[:1]], [("versions", day) for day in days[-1:]]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}..."
