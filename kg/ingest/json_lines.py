"""JSON Lines: one paper an object, or one extraction as `kg extract` writes it."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

from kg.core import names
from kg.core.codec import from_record
from kg.core.errors import InputError
from kg.core.types import Document, Extraction, Organization, Problem, Source
from kg.ingest import dates
from kg.ingest.input_files import Input, decode

Json = Mapping[str, object]

_PARTIAL_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ].+")
_IDS = ("arxiv_id", "doi", "id")


def is_json_lines(head: str) -> bool:
    """Whether a text with this beginning is JSON Lines."""
    return head.lstrip().startswith("{")


def read_json_lines(
    source: Input,
    as_of: datetime.date | None = None,  # noqa: ARG001
) -> Iterator[Document | Extraction | Problem]:
    """The paper or extraction of each line, or its problem; one line in memory at a time.

    ``title`` and ``abstract`` are required strings; ``id``, ``arxiv_id``, ``doi``,
    ``authors``, ``categories``, ``date`` or ``published``, ``listed``, ``version``,
    ``updated`` are read where present; other keys are ignored. An arXiv id that ends in ``v2``
    gives the version too. A line that names an ``extractor`` and has a list of ``entities`` is a
    record of `kg extract`: it becomes an `Extraction`, checked for vocabulary and offsets.
    """
    for line, data in source.lines():
        try:
            text = decode(data, source.path, line).strip()
            if text:
                yield paper(_parsed(text), Source(source.name, line))
        except (TypeError, ValueError) as error:
            yield Problem(source.path, line, str(error))
        except InputError as error:
            yield Problem(source.path, error.line, error.reason)


def _parsed(text: str) -> Json:
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise ValueError("not a paper: JSON nested too deeply") from error
    if not isinstance(record, dict):
        raise TypeError(f"a JSON object was expected, not {_shown(record)}")
    return cast("Json", record)


def paper(record: Json, where: Source) -> Document | Extraction:
    """The extraction that a record of `kg extract` holds, or the paper that any other describes.

    Raises:
        TypeError, ValueError, InputError: as `document`; or a record is outside the vocabulary,
            or has an offset that does not slice back to its surface form.
    """
    found = document(record, where)
    if not _is_extraction(record):
        return found
    extraction = from_record(record, where.name, where.line)
    if extraction.document.text != found.text:
        raise ValueError("title or abstract has blank space at its ends, so offsets are ambiguous")
    for entity in extraction.entities:
        for name in (entity.name, *entity.surfaces):
            _clean(name, "a name")
    return replace(extraction, document=found)


def _is_extraction(record: Json) -> bool:
    """Whether an extractor has read the paper; without a name it must have found something."""
    entities, extractor = record.get("entities"), record.get("extractor")
    return isinstance(entities, list) and isinstance(extractor, str) and bool(extractor or entities)


def document(record: Json, where: Source) -> Document:
    """The paper that a JSON object describes, read at ``where`` unless it names its sources.

    Raises:
        TypeError, ValueError: a field is missing, blank, unreadable or of the wrong type.
    """
    title, abstract = _required(record, "title"), _required(record, "abstract")
    listed = _date(record, "listed")
    organization = record.get("organization")
    return Document(
        id=_id(record, title),
        title=title,
        abstract=abstract,
        date=_date(record, "date") or _date(record, "published") or listed,
        sources=_sources(record) or (Source(where.name, where.line, listed),),
        byline=_text(record, "byline"),
        organization=None if organization is None else _organization(organization, record),
        authors=_authors(record.get("authors")),
        categories=_categories(record.get("categories")),
        version=_version(record),
        updated=_date(record, "updated"),
    )


def _text(record: Json, key: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError(f"{key} must be a string, not {_shown(value)}")
    return _clean(value, key)


def _clean(value: str, key: str) -> str:
    if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
        raise ValueError(f"{key} holds a NUL character or half a surrogate pair: {_shown(value)}")
    return value


def _required(record: Json, key: str) -> str:
    value = _text(record, key)
    if value is None:
        raise ValueError(f"the record has no {key}: each line needs a title and an abstract")
    if not value.strip():
        raise ValueError(f"the {key} is blank: each line needs a title and an abstract")
    return value.strip()


def _id(record: Json, title: str) -> str:
    """The first key that holds an arXiv id, a DOI or an id of `kg`'s; else from the title."""
    by_title = names.paper_id(title)
    given = [record.get(key) for key in _IDS]
    for key, value in zip(_IDS, given, strict=True):
        if value is not None and (not isinstance(value, str | int) or isinstance(value, bool)):
            raise TypeError(f"{key} must be a string, not {_shown(value)}")
        found = names.paper_id(title, _clean(str(value), key)) if value is not None else by_title
        if found != by_title:
            return found
    return by_title


def _version(record: Json) -> int | None:
    """The number of the text's version, as ``2`` or ``"v2"``, or at the end of an arXiv id."""
    value = record.get("version")
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    if isinstance(value, str) and (number := re.fullmatch(r"v?([1-9]\d{0,5})", value)):
        return int(number[1])
    found = (names.paper_version(str(record.get(key))) for key in _IDS if record.get(key))
    return next((number for number in found if number is not None), None)


def _date(record: Json, key: str) -> str | None:
    value = record.get(key)
    if value is None or value == "":
        return None
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str):
        raise TypeError(f"{key} must be a date like 2025-06-19, not {_shown(value)}")
    text = text.strip()
    written = dates.parse(_TIMESTAMP.sub(r"\1", text))
    day = text if _PARTIAL_DATE.fullmatch(text) else dates.iso(written, None)
    if day is None:
        raise ValueError(f"{key} must be a date like 2025-06-19, not {_shown(value)}")
    return day


def _authors(value: object) -> tuple[str, ...]:
    """Names from a list of strings, of objects with a ``name``, or from one string."""
    if isinstance(value, str):
        return _split_names(_clean(value, "authors"))
    return tuple(_strings(value, "authors", of="name"))


def _split_names(text: str) -> tuple[str, ...]:
    if ";" in text:
        parts = text.split(";")
    else:
        parts = re.split(r"\s+and\s+", text)
        if not (len(parts) > 1 and all(part.count(",") == 1 for part in parts)):
            parts = [name for part in parts for name in part.split(",")]
    return tuple(part.strip() for part in parts if part.strip())


def _categories(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(re.findall(r"[^\s,;]+", _clean(value, "categories")))
    return tuple(_strings(value, "categories", of="term"))


def _strings(value: object, key: str, *, of: str) -> Iterator[str]:
    if value is None:
        return
    if not isinstance(value, list):
        raise TypeError(f"{key} must be a list of strings, not {_shown(value)}")
    for item in value:
        text = item.get(of) if isinstance(item, dict) else item
        if not isinstance(text, str):
            raise TypeError(f"{key} must be a list of strings, but holds {_shown(item)}")
        if text.strip():
            yield _clean(text.strip(), key)


def _sources(record: Json) -> tuple[Source, ...]:
    value = record.get("sources")
    if value is None:
        return ()
    if not isinstance(value, list):
        raise TypeError(f"sources must be a list of objects, not {_shown(value)}")
    return tuple(_source(item) for item in value)


def _source(item: object) -> Source:
    record = cast("Json", item) if isinstance(item, dict) else {}
    name, line = _text(record, "name"), record.get("line")
    if name is None or not isinstance(line, int) or isinstance(line, bool):
        raise TypeError(f"a source needs a name and a line number: {_shown(item)}")
    return Source(name, line, _date(record, "listed"))


def _organization(item: object, paper: Json) -> Organization:
    record = cast("Json", item) if isinstance(item, dict) else {}
    handle, name = _text(record, "handle"), _text(record, "name")
    start, end = record.get("start"), record.get("end")
    if handle is None or name is None or not (isinstance(start, int) and isinstance(end, int)):
        raise TypeError(f"an organization needs handle, name, start and end: {_shown(item)}")
    if (_text(paper, "byline") or "")[start:end] != name:
        raise ValueError(f"the organization {name!r} does not stand at {start} in the byline")
    return Organization(handle, name, start, end)


def _shown(value: object) -> str:
    shown = json.dumps(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
