"""Extractions as JSON Lines: the stable contract of `kg extract`, and what a graph keeps.

One object a paper; ``decode_extraction(encode_extraction(x)) == x``. Decoding checks types,
vocabulary and offsets, so that whatever is in a graph directory can be trusted.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from kg.core.errors import InputError
from kg.core.extraction_checks import check_extraction, ordered_conditions
from kg.core.full_texts.full_text_codec import FullTextRecord, full_text_from, full_text_record
from kg.core.paper_tables import TablePlace
from kg.core.people.author_records import AuthorRecord
from kg.core.types import (
    Document,
    Entity,
    Evidence,
    Extraction,
    Organization,
    Relation,
    Result,
    Source,
)

__all__ = [
    "decode_evidence",
    "decode_extraction",
    "dumps",
    "encode_evidence",
    "encode_extraction",
    "evidence_from",
    "evidence_record",
    "from_record",
    "has_plain_numbers",
    "result_from",
    "result_record",
    "to_record",
]

_WHERE_KNOWN = ("version", "updated", "arxiv", "doi", "url")
"""How new a text is, and the ids of the paper elsewhere; in a record only where known."""

_OF_VALUE = ("deviation", "interval", "conditions", "table", "is_own", "cited")
"""What is known of the value of a result; in a record only where it is, conditions and the place
in a table as objects."""


def to_record(extraction: Extraction) -> dict[str, object]:
    """The paper as a JSON object: who it is, its entities, results and relations."""
    document = extraction.document
    return {
        "id": document.id,
        "title": document.title,
        "abstract": document.abstract,
        "date": document.date,
        "sources": [{"name": s.name, "line": s.line, "listed": s.listed} for s in document.sources],
        "byline": document.byline,
        "organization": document.organization and _fields(document.organization),
        "authors": list(document.authors),
        "categories": list(document.categories),
        **({"author_records": people} if (people := _people_records(document)) else {}),
        **{k: v for k in _WHERE_KNOWN if (v := getattr(document, k)) is not None},
        "extractor": extraction.extractor,
        "entities": [_entity_record(entity) for entity in extraction.entities],
        "results": [result_record(result) for result in extraction.results],
        "relations": [_relation_record(relation) for relation in extraction.relations],
        **({"full_text": full_text_record(document.full_text)} if document.full_text else {}),
    }


def _people_records(document: Document) -> list[dict[str, object]]:
    return [
        {"name": each.name, "orcid": each.orcid, "affiliations": list(each.affiliations)}
        for each in document.author_records
    ]


def _fields(record: Organization | Result | Relation) -> dict[str, object]:
    return {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}


def result_record(result: Result) -> dict[str, object]:
    """A result as a JSON object; ``field`` only where it is not the text, ``also`` if any."""
    record = _fields(result)
    for name in _OF_VALUE:
        if record[name] is None:
            del record[name]
    if result.conditions is not None:
        record["conditions"] = dict(result.conditions)
    if result.table is not None:
        record["table"] = dataclasses.asdict(result.table)
    if result.field == "text":
        del record["field"]
    del record["also"]
    if result.also:
        record["also"] = [evidence_record(each) for each in result.also]
    return record


def _entity_record(entity: Entity) -> dict[str, object]:
    return {
        "type": entity.type,
        "name": entity.name,
        "surfaces": list(entity.surfaces),
        "role": entity.role,
        "confidence": entity.confidence,
        "evidence": [evidence_record(evidence) for evidence in entity.evidence],
    }


def _relation_record(relation: Relation) -> dict[str, object]:
    evidence = [evidence_record(evidence) for evidence in relation.evidence]
    return {**_fields(relation), "evidence": evidence}


def evidence_record(evidence: Evidence) -> dict[str, object]:
    """A piece of evidence as a JSON object; ``field`` only where it is not the text."""
    record: dict[str, object] = {
        "start": evidence.start,
        "end": evidence.end,
        "text": evidence.text,
        "sentence": evidence.sentence,
        "by": evidence.by,
        "score": evidence.score,
    }
    return record if evidence.field == "text" else {**record, "field": evidence.field}


def evidence_from(record: object) -> Evidence:
    """The inverse of `evidence_record`.

    Raises:
        TypeError: the object is no evidence.
    """
    try:
        return msgspec.convert(record, Evidence)
    except msgspec.ValidationError as error:
        raise TypeError(str(error)) from error


def result_from(record: object) -> Result:
    """The inverse of `result_record`; offsets are not checked.

    Raises:
        InputError: a field is missing or of the wrong type.
    """
    try:
        return _result(msgspec.convert(record, _ResultRecord))
    except msgspec.ValidationError as error:
        raise InputError(f"the record is no result: {error}", "record") from error


def decode_evidence(text: str) -> tuple[Evidence, ...]:
    """The inverse of `encode_evidence`.

    Raises:
        ValueError: the text is no JSON, or no list of evidence.
    """
    try:
        return _EVIDENCE_DECODER.decode(text)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error


def from_record(record: object, file: str = "record", line: int | None = None) -> Extraction:
    """The extraction that a JSON object describes.

    Raises:
        InputError: a field is missing, of the wrong type, outside the vocabulary, or an
            offset does not slice back to its surface; names ``file`` and ``line``.
    """
    try:
        found = msgspec.convert(record, _Record)
    except msgspec.ValidationError as error:
        raise InputError(f"the record is not one of kg's: {error}", file, line) from error
    return check_extraction(_checked_body(found, file, line), file, line)


def decode_extraction(
    data: bytes, file: str = "record", line: int | None = None, *, checked: bool = True
) -> Extraction:
    """The extraction that a line of JSON describes.

    Args:
        data: the line, in UTF-8.
        file, line: where it stands, for messages.
        checked: check vocabulary and offsets too (`check_extraction`), not types alone.

    Raises:
        InputError: as `from_record`, or it is no JSON.
    """
    try:
        found = _DECODER.decode(data)
    except msgspec.ValidationError as error:
        raise InputError(f"the record is not one of kg's: {error}", file, line) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"the record is no JSON: {error}", file, line) from error
    extraction = _checked_body(found, file, line)
    return check_extraction(extraction, file, line) if checked else extraction


def _checked_body(found: _Record, file: str, line: int | None) -> Extraction:
    try:
        return _extraction(found)
    except ValueError as error:
        raise InputError(f"the record is not one of kg's: {error}", file, line) from error


class _ResultRecord(msgspec.Struct):
    """A result as a record holds it: what is not known may be left out."""

    value: str
    start: int
    end: int
    sentence: str
    confidence: float
    method: str | None = None
    task: str | None = None
    dataset: str | None = None
    metric: str | None = None
    baseline: str | None = None
    baseline_value: str | None = None
    by: str | None = None
    number: float | None = None
    unit: str | None = None
    kind: str | None = None
    higher_is_better: bool | None = None
    baseline_number: float | None = None
    deviation: float | None = None
    interval: tuple[float, float] | None = None
    conditions: dict[str, str] | None = None
    field: str = "text"
    table: TablePlace | None = None
    is_own: bool | None = None
    cited: str | None = None
    also: tuple[Evidence, ...] = ()
    better: Literal["up", "down"] | None = None
    """What records had before ``higher_is_better``."""


class _Record(msgspec.Struct):
    """A line of JSON, by the names of its fields."""

    id: str
    title: str
    abstract: str
    date: str | None = None
    sources: tuple[Source, ...] = ()
    byline: str | None = None
    organization: Organization | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    version: int | None = None
    updated: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None
    extractor: str | None = None
    entities: tuple[Entity, ...] = ()
    results: tuple[_ResultRecord, ...] = ()
    relations: tuple[Relation, ...] = ()
    full_text: FullTextRecord | None = None
    author_records: tuple[AuthorRecord, ...] = ()


def _extraction(record: _Record) -> Extraction:
    document = Document(
        record.id,
        record.title,
        record.abstract,
        record.date,
        record.sources,
        record.byline,
        record.organization,
        record.authors,
        record.categories,
        record.version,
        record.updated,
        record.arxiv,
        record.doi,
        record.url,
        None if record.full_text is None else full_text_from(record.full_text),
        record.author_records,
    )
    results = tuple(map(_result, record.results))
    return Extraction(document, record.entities, results, record.extractor or "", record.relations)


def _result(record: _ResultRecord) -> Result:
    higher_is_better = record.higher_is_better
    if record.better is not None:
        higher_is_better = record.better == "up"
    return Result(
        record.method,
        record.task,
        record.dataset,
        record.metric,
        record.value,
        record.baseline,
        record.baseline_value,
        record.start,
        record.end,
        record.sentence,
        record.confidence,
        record.by or "",
        record.number,
        record.unit,
        record.kind,
        higher_is_better,
        record.baseline_number,
        record.deviation,
        record.interval,
        None if record.conditions is None else ordered_conditions(record.conditions),
        record.field,
        record.table,
        record.is_own,
        record.cited,
        record.also,
    )


_DECODER = msgspec.json.Decoder(_Record)
_EVIDENCE_DECODER = msgspec.json.Decoder(tuple[Evidence, ...])


def dumps(record: object) -> str:
    """JSON in the one canonical form: sorted keys, no spare space, Unicode as it is.

    Floats are as Python writes them (``1e-05``).
    """
    return _ENCODER.encode(record)


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
"""Made once: `json.dumps` makes one a call unless all options are the default."""

_FAST_ENCODER = msgspec.json.Encoder(order="sorted")
"""Five times as fast as `_ENCODER` (12 ms for 466 papers against 65), and the same bytes but for
floats that Python writes with an exponent, infinities and NaN, and half characters."""


def _is_plain(number: float | None) -> bool:
    """Whether both encoders write a number alike, and as what it is read: a float."""
    if number is None:
        return True
    return type(number) is float and (number == 0.0 or 1e-4 <= abs(number) < 1e16)


def encode_evidence(evidence: Sequence[Evidence]) -> str:
    """Evidence as a list in canonical JSON."""
    records = [evidence_record(each) for each in evidence]
    if all(_is_plain(each.score) for each in evidence):
        try:
            return _FAST_ENCODER.encode(records).decode()
        except UnicodeEncodeError:
            pass  # Half a character: whoever stores the text reports it.
    return dumps(records)


def encode_extraction(extraction: Extraction) -> bytes:
    """The paper as canonical JSON in UTF-8, without a line break: see `to_record`.

    Raises:
        InputError: the paper holds half a character, which UTF-8 cannot express.
    """
    record = to_record(extraction)
    try:
        if has_plain_numbers(extraction):
            return _FAST_ENCODER.encode(record)
        return dumps(record).encode()
    except UnicodeEncodeError as error:
        reason = f"{extraction.document.title!r} holds half a character: {error}"
        raise InputError(reason, extraction.document.id) from error


def has_plain_numbers(extraction: Extraction) -> bool:
    """Whether all numbers of a paper are floats of usual size, so that decoding its record gives
    the paper itself; not so where an integer stands for a float."""
    return all(map(_is_plain, _numbers(extraction)))


def _numbers(extraction: Extraction) -> Iterable[float | None]:
    for entity in extraction.entities:
        yield entity.confidence
        yield from (evidence.score for evidence in entity.evidence)
    for relation in extraction.relations:
        yield relation.confidence
        yield from (evidence.score for evidence in relation.evidence)
    for result in extraction.results:
        yield from (result.confidence, result.number, result.baseline_number, result.deviation)
        yield from result.interval or ()
        yield from (evidence.score for evidence in result.also)
