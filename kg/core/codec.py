"""Extractions as JSON Lines: the stable contract of `kg extract`, and what a graph keeps.

One object a paper; `from_record(to_record(x)) == x`. Reading checks types, vocabulary and
offsets, so that whatever is in a graph directory can be trusted.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from typing import cast

from kg.core.errors import InputError
from kg.core.schema import ENTITY_LABELS, RELATION_EDGES, RESULT_KINDS, roles_of
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

Json = Mapping[str, object]

_OF_TEXT = ("version", "updated")
"""What tells how new a text is; in a record only where it is known."""

_SLOTS = ("method", "task", "dataset", "metric", "baseline")


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
        **{k: v for k in _OF_TEXT if (v := getattr(document, k)) is not None},
        "extractor": extraction.extractor,
        "entities": [_entity_record(entity) for entity in extraction.entities],
        "results": [_fields(result) for result in extraction.results],
        "relations": [_relation_record(relation) for relation in extraction.relations],
    }


def _fields(record: Organization | Result | Relation) -> dict[str, object]:
    return {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}


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


def evidence_from(record: Json) -> Evidence:
    """The inverse of `evidence_record`.

    Raises:
        TypeError, KeyError: the object is no evidence.
    """
    return Evidence(
        start=_whole(record, "start"),
        end=_whole(record, "end"),
        text=_text(record, "text"),
        sentence=_text(record, "sentence"),
        by=_text(record, "by"),
        score=_real(record, "score") if "score" in record else 1.0,
        field=_text(record, "field") if "field" in record else "text",
    )


def from_record(record: object, file: str = "record", line: int | None = None) -> Extraction:
    """The extraction that a JSON object describes.

    Raises:
        InputError: a field is missing, of the wrong type, outside the vocabulary, or an
            offset does not slice back to its surface; names ``file`` and ``line``.
    """
    try:
        extraction = _extraction(_object(record))
    except KeyError as error:
        raise InputError(f"the record lacks {error}", file, line) from error
    except TypeError as error:
        raise InputError(f"the record is not one of kg's: {error}", file, line) from error
    for problem in problems(extraction):
        raise InputError(problem, file, line)
    return extraction


def _extraction(record: Json) -> Extraction:
    document = Document(
        id=_text(record, "id"),
        title=_text(record, "title"),
        abstract=_text(record, "abstract"),
        date=_optional_text(record, "date"),
        sources=tuple(_source(_object(item)) for item in _list(record, "sources")),
        byline=_optional_text(record, "byline"),
        organization=_organization(record.get("organization")),
        authors=_texts(record, "authors"),
        categories=_texts(record, "categories"),
        version=_whole(record, "version") if "version" in record else None,
        updated=_optional_text(record, "updated"),
    )
    return Extraction(
        document=document,
        entities=tuple(_entity(_object(item)) for item in _list(record, "entities")),
        results=tuple(_result(_object(item)) for item in _list(record, "results")),
        extractor=_optional_text(record, "extractor") or "",
        relations=tuple(_relation(_object(item)) for item in _list(record, "relations")),
    )


def _source(record: Json) -> Source:
    return Source(_text(record, "name"), _whole(record, "line"), _optional_text(record, "listed"))


def _organization(value: object) -> Organization | None:
    if value is None:
        return None
    record = _object(value)
    return Organization(
        _text(record, "handle"),
        _text(record, "name"),
        _whole(record, "start"),
        _whole(record, "end"),
    )


def _entity(record: Json) -> Entity:
    return Entity(
        type=_text(record, "type"),
        name=_text(record, "name"),
        surfaces=_texts(record, "surfaces"),
        role=_text(record, "role"),
        confidence=_real(record, "confidence"),
        evidence=tuple(evidence_from(_object(item)) for item in _list(record, "evidence")),
    )


def _result(record: Json) -> Result:
    return Result(
        method=_optional_text(record, "method"),
        task=_optional_text(record, "task"),
        dataset=_optional_text(record, "dataset"),
        metric=_optional_text(record, "metric"),
        value=_text(record, "value"),
        baseline=_optional_text(record, "baseline"),
        baseline_value=_optional_text(record, "baseline_value"),
        start=_whole(record, "start"),
        end=_whole(record, "end"),
        sentence=_text(record, "sentence"),
        confidence=_real(record, "confidence"),
        by=_optional_text(record, "by") or "",
        number=_optional_real(record, "number"),
        unit=_optional_text(record, "unit"),
        kind=_optional_text(record, "kind"),
        higher_is_better=_higher_is_better(record),
        baseline_number=_optional_real(record, "baseline_number"),
    )


_DIRECTIONS = {"up": True, "down": False, None: None}
"""The values of the field ``better`` in records written before ``higher_is_better``."""


def _higher_is_better(record: Json) -> bool | None:
    if "higher_is_better" not in record:
        return _DIRECTIONS[_optional_text(record, "better")]
    value = record["higher_is_better"]
    if value is not None and not isinstance(value, bool):
        raise TypeError(f"higher_is_better must be true, false or null, not {value!r:.60}")
    return value


def _relation(record: Json) -> Relation:
    return Relation(
        type=_text(record, "type"),
        head=_text(record, "head"),
        head_type=_text(record, "head_type"),
        tail=_text(record, "tail"),
        tail_type=_text(record, "tail_type"),
        evidence=tuple(evidence_from(_object(item)) for item in _list(record, "evidence")),
        confidence=_real(record, "confidence"),
    )


def problems(extraction: Extraction) -> Iterable[str]:
    """What is wrong with an extraction, a sentence a problem; nothing for a sound one."""
    text, title = extraction.document.text, extraction.document.title
    for entity in extraction.entities:
        if entity.type not in ENTITY_LABELS or entity.role not in roles_of(entity.type):
            yield f"{title!r}: no role {entity.role!r} for a {entity.type!r} ({entity.name!r})"
        if not entity.evidence:
            yield f"{title!r}: {entity.name!r} has no evidence"
        for evidence in entity.evidence:
            yield from _span_problems(title, text, evidence)
    yield from _result_problems(extraction)
    yield from _relation_problems(extraction)


def _result_problems(extraction: Extraction) -> Iterable[str]:
    text, title = extraction.document.text, extraction.document.title
    names = {entity.name for entity in extraction.entities}
    for result in extraction.results:
        if text[result.start : result.end] != result.value:
            yield f"{title!r}: result {result.value!r} does not stand at {result.start}"
        for slot in _SLOTS:
            name = getattr(result, slot)
            if name is not None and name not in names:
                yield f"{title!r}: result {slot} {name!r} is no entity of the paper"
        if result.kind not in (None, *RESULT_KINDS):
            yield f"{title!r}: no kind {result.kind!r} of result ({result.value!r})"


def _relation_problems(extraction: Extraction) -> Iterable[str]:
    text, title = extraction.document.text, extraction.document.title
    mentions: dict[tuple[str, str], list[Evidence]] = {}
    for entity in extraction.entities:
        mentions.setdefault((entity.type, entity.name), []).extend(entity.evidence)
    for relation in extraction.relations:
        shown = f"{relation.head!r} {relation.type} {relation.tail!r}"
        labels = (relation.head_type, relation.tail_type)
        if RELATION_EDGES.get(relation.type) != labels:
            yield f"{title!r}: {shown}: no relation of a {labels[0]} and a {labels[1]}"
        if not relation.evidence:
            yield f"{title!r}: {shown} has no evidence"
        for evidence in relation.evidence:
            yield from _span_problems(title, text, evidence)
        for end in ((relation.head_type, relation.head), (relation.tail_type, relation.tail)):
            for evidence in relation.evidence:
                if not any(evidence.covers(mention) for mention in mentions.get(end, ())):
                    yield f"{title!r}: {shown}: {evidence.text!r:.80} mentions no {end[1]!r}"


def _span_problems(title: str, text: str, evidence: Evidence) -> Iterable[str]:
    if text[evidence.start : evidence.end] != evidence.text or not evidence.text:
        yield f"{title!r}: evidence {evidence.text!r} does not stand at {evidence.start}"
    if evidence.sentence not in text:
        yield f"{title!r}: the sentence around {evidence.text!r} is not in the text"
    if not 0.0 <= evidence.score <= 1.0:
        yield f"{title!r}: score {evidence.score} of {evidence.text!r} is outside [0, 1]"


def dumps(record: object) -> str:
    """JSON in the one canonical form: sorted keys, no spare space, Unicode as it is."""
    return _ENCODER.encode(record)


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
"""Made once: `json.dumps` makes one a call where anything is not as it likes."""


def _object(value: object) -> Json:
    if not isinstance(value, dict):
        raise TypeError(f"an object was expected, not {value!r:.60}")
    return cast("Json", value)


def _text(record: Json, field: str) -> str:
    value = record[field]
    if not isinstance(value, str):
        raise TypeError(f"{field} must be a string, not {value!r:.60}")
    return value


def _optional_text(record: Json, field: str) -> str | None:
    return None if record.get(field) is None else _text(record, field)


def _whole(record: Json, field: str) -> int:
    value = record[field]
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{field} must be a whole number, not {value!r:.60}")
    return value


def _real(record: Json, field: str) -> float:
    value = record[field]
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(f"{field} must be a number, not {value!r:.60}")
    return float(value)


def _optional_real(record: Json, field: str) -> float | None:
    return None if record.get(field) is None else _real(record, field)


def _list(record: Json, field: str) -> list[object]:
    value = record.get(field, [])
    if not isinstance(value, list):
        raise TypeError(f"{field} must be a list, not {value!r:.60}")
    return value


def _texts(record: Json, field: str) -> tuple[str, ...]:
    items = _list(record, field)
    if not all(isinstance(item, str) for item in items):
        raise TypeError(f"{field} must be a list of strings")
    return tuple(cast("list[str]", items))
