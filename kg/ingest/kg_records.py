"""Records of `kg extract`: read back as they were written, and checked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

from kg.core.codec import from_record
from kg.core.types import Document, Extraction, Organization, Source
from kg.ingest.fields.date_fields import read_date

Json = Mapping[str, object]


def is_kg_record(record: Json) -> bool:
    """Whether an object is a record of `kg extract`: it names an extractor and lists entities."""
    return isinstance(record.get("entities"), list) and isinstance(record.get("extractor"), str)


def read_kg_record(record: Json, where: Source) -> Document | Extraction:
    """The extraction that a record holds, or the paper alone where nothing has read it.

    Raises:
        TypeError, ValueError, InputError: a field is missing or of the wrong type, the record is
            outside the vocabulary, or an offset does not slice back to its surface form.
    """
    found = _document(record, where)
    unread = not (record["extractor"] or record["entities"])
    if unread and record.keys().isdisjoint(("full_text", "author_records")):
        return found
    extraction = from_record(record, where.name, where.line)
    given = extraction.document
    for author in given.author_records:
        for text in (author.name, *author.affiliations):
            clean(text, "an author")
    found = replace(found, full_text=given.full_text, author_records=given.author_records)
    if unread:
        return found
    if given.text != found.text:
        raise ValueError("title or abstract has blank space at its ends, so offsets are ambiguous")
    for entity in extraction.entities:
        for name in (entity.name, *entity.surfaces):
            clean(name, "a name")
    return replace(extraction, document=found)


def _document(record: Json, where: Source) -> Document:
    title = _text(record, "title")
    if not title or not title.strip():
        raise ValueError("the record has no title")
    organization, version = record.get("organization"), record.get("version")
    identifier = _text(record, "id")
    if not identifier:
        raise ValueError("the record has no id")
    return Document(
        id=identifier,
        title=title.strip(),
        abstract=(_text(record, "abstract") or "").strip(),
        date=_date(record, "date"),
        sources=_sources(record) or (where,),
        byline=_text(record, "byline"),
        organization=None if organization is None else _organization(organization, record),
        authors=tuple(_strings(record, "authors")),
        categories=tuple(_strings(record, "categories")),
        version=version if isinstance(version, int) and not isinstance(version, bool) else None,
        updated=_date(record, "updated"),
        arxiv=_text(record, "arxiv"),
        doi=_text(record, "doi"),
        url=_text(record, "url"),
    )


def _text(record: Json, key: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError(f"{key} must be a string, not {shown(value)}")
    return clean(value, key)


_UNKEPT = re.compile("[\0\ud800-\udfff]")


def can_be_kept(text: str) -> bool:
    """Whether stores can keep a text: it has no NUL and no half of a surrogate pair."""
    return _UNKEPT.search(text) is None


def clean(value: str, key: str) -> str:
    """The same text.

    Raises:
        ValueError: it holds what no store can keep; names ``key``.
    """
    if not can_be_kept(value):
        raise ValueError(f"{key} holds a NUL character or half a surrogate pair: {shown(value)}")
    return value


def _date(record: Json, key: str) -> str | None:
    try:
        return read_date(record.get(key))
    except ValueError as error:
        raise ValueError(
            f"{key} must be a date like 2025-06-19, not {shown(record[key])}"
        ) from error


def _strings(record: Json, key: str) -> Iterator[str]:
    value = record.get(key)
    if value is None:
        return
    if not isinstance(value, list):
        raise TypeError(f"{key} must be a list of strings, not {shown(value)}")
    for item in value:
        if not isinstance(item, str):
            raise TypeError(f"{key} must be a list of strings, but holds {shown(item)}")
        yield clean(item, key)


def _sources(record: Json) -> tuple[Source, ...]:
    value = record.get("sources")
    if value is None:
        return ()
    if not isinstance(value, list):
        raise TypeError(f"sources must be a list of objects, not {shown(value)}")
    return tuple(_source(item) for item in value)


def _source(item: object) -> Source:
    record = cast("Json", item) if isinstance(item, dict) else {}
    name, line = _text(record, "name"), record.get("line")
    if name is None or not isinstance(line, int) or isinstance(line, bool):
        raise TypeError(f"a source needs a name and a line number: {shown(item)}")
    return Source(name, line, _date(record, "listed"))


def _organization(item: object, paper: Json) -> Organization:
    record = cast("Json", item) if isinstance(item, dict) else {}
    handle, name = _text(record, "handle"), _text(record, "name")
    start, end = record.get("start"), record.get("end")
    if handle is None or name is None or not (isinstance(start, int) and isinstance(end, int)):
        raise TypeError(f"an organization needs handle, name, start and end: {shown(item)}")
    if (_text(paper, "byline") or "")[start:end] != name:
        raise ValueError(f"the organization {name!r} does not stand at {start} in the byline")
    return Organization(handle, name, start, end)


def shown(value: object) -> str:
    """A value in a message: as JSON, its beginning where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text if len(text) <= 60 else f"{text[:57]}..."
