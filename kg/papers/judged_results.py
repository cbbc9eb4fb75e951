"""Results of a paper under what persons judge of them: they win over whatever a model reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.core.result_judgement import RIGHT, ResultJudgement, results_in_force, slots_of
from kg.core.schema import RESULT_EDGES
from kg.core.types import Entity, Evidence, Extraction, Result
from kg.lexicon.acronyms import surface_key

__all__ = ["find_in_text", "judge_results", "named_entity"]

_ROLES = {
    "method": "uses",
    "task": "addresses",
    "dataset": "evaluates_on",
    "metric": "reports",
    "baseline": "compares",
}
"""What a paper does with an entity that only a person's judgement names, by slot of the result."""

_END = re.compile(r"(?<=[.!?])\s|\n")


def judge_results(extraction: Extraction, judgements: Iterable[ResultJudgement]) -> Extraction:
    """The paper with the results that persons judge: the wrong are gone, the right as judged.

    A judged result is certain (confidence 1), is there even where the model reads none, and so
    are the entities in its slots. A judgement whose words are not in the text any more changes
    nothing.
    """
    for judgement in results_in_force(judgements):
        place = judgement.quote.find(extraction.document.text)
        if place is not None:
            extraction = _judged(extraction, judgement, place)
    return extraction


def _judged(
    extraction: Extraction, judgement: ResultJudgement, place: tuple[int, int]
) -> Extraction:
    if judgement.verdict != RIGHT or judgement.reading is None:
        return replace(extraction, results=_others(extraction, judgement, place))
    by = place[0] - judgement.quote.start
    reading = _moved(judgement.reading, by, extraction.document.text)
    if reading is None:
        return extraction
    kept = _others(extraction, judgement, place, (reading.start, reading.end))
    entities, reading = _with_entities(extraction, reading, judgement.by)
    shown = replace(reading, confidence=1.0, by=judgement.by)
    results = sorted((*kept, shown), key=lambda result: result.start)
    return replace(extraction, entities=entities, results=tuple(results))


def _others(
    extraction: Extraction, judgement: ResultJudgement, *places: tuple[int, int]
) -> tuple[Result, ...]:
    """The results that stand at none of the places, or that the judgement is not about."""
    return tuple(
        result
        for result in extraction.results
        if result.field != "text"
        or not any(result.start < end and start < result.end for start, end in places)
        or not _is_about(judgement, result)
    )


def _is_about(judgement: ResultJudgement, result: Result) -> bool:
    """Whether a result at the place of a judgement is the one that it judges."""
    if judgement.slots is None:
        return True
    return _keys(judgement.slots) == _keys(slots_of(result))


def _keys(names: Iterable[str | None]) -> list[str]:
    return [surface_key(name or "") for name in names]


def _moved(reading: Result, by: int, text: str) -> Result | None:
    """The reading in the text as it is now; None if its value or its sentence is not there."""
    found = replace(reading, start=reading.start + by, end=reading.end + by)
    here = text[found.start : found.end] == found.value
    return found if here and found.sentence in text else None


def _with_entities(
    extraction: Extraction, reading: Result, by: str
) -> tuple[tuple[Entity, ...], Result]:
    """The entities of the paper with those of the slots certain, and the reading by their names.

    A name that the model does not find is looked for in the text, and is none if it is not there.
    """
    entities = list(extraction.entities)
    names: dict[str, str | None] = {}
    for slot, (_, label) in RESULT_EDGES.items():
        name = getattr(reading, slot)
        if name is None:
            continue
        known = named_entity(entities, label, name)
        if known is None:
            known = _found(extraction.document.text, reading, slot, by)
        else:
            entities.remove(known)
        if known is not None:
            entities.append(replace(known, confidence=1.0))
        names[slot] = known.name if known is not None else None
    order = {(entity.type, entity.name): n for n, entity in enumerate(extraction.entities)}
    entities.sort(key=lambda entity: order.get((entity.type, entity.name), len(order)))
    return tuple(entities), replace(reading, **names)  # type: ignore[arg-type]


def named_entity(entities: Iterable[Entity], label: str, name: str) -> Entity | None:
    """The entity of a paper that a name means: its own name before another of its forms."""
    own = [entity for entity in entities if entity.type == label]
    key = surface_key(name)
    return next(
        (e for e in own if e.name == name),
        next(
            (e for e in own if surface_key(e.name) == key),
            next((e for e in own if key in map(surface_key, e.surfaces)), None),
        ),
    )


def _found(text: str, reading: Result, slot: str, by: str) -> Entity | None:
    span = find_in_text(text, getattr(reading, slot))
    if span is None:
        return None
    start, end = span
    sentence = reading.sentence if text[start:end] in reading.sentence else _around(text, span)
    evidence = Evidence(start, end, text[start:end], sentence, by, 1.0)
    name = " ".join(evidence.text.split())
    return Entity(RESULT_EDGES[slot][1], name, (name,), _ROLES[slot], 1.0, (evidence,))


def find_in_text(text: str, name: str) -> tuple[int, int] | None:
    """Where a name first stands in a text as words of its own, in any case; None if nowhere.

    >>> find_in_text("a lora and LoRA", "LoRA"), find_in_text("explora", "LoRA")
    ((11, 15), None)
    """
    words = r"\s+".join(map(re.escape, name.split()))
    for flags in (re.NOFLAG, re.IGNORECASE):
        match = re.search(rf"(?<!\w){words}(?!\w)", text, flags) if words else None
        if match:
            return match.span()
    return None


def _around(text: str, span: tuple[int, int]) -> str:
    """The text around a span up to where sentences may end."""
    begin = max((m.end() for m in _END.finditer(text, 0, span[0])), default=0)
    stop = _END.search(text, span[1])
    return text[begin : stop.start() if stop else len(text)]
