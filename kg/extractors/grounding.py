"""The answer of a chat model as an extraction: what is not in the text is dropped."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.core.schema import ENTITY_LABELS, RESULT_EDGES, roles_of
from kg.core.types import Document, Entity, Evidence, Extraction, Result
from kg.lexicon.metrics import higher_is_better
from kg.nlp.text.number_kinds import Number
from kg.nlp.text.numbers import find_numbers
from kg.nlp.text.sentences import split_sentences

__all__ = ["Answer", "NamedEntity", "StatedResult", "ground"]

Spans = Mapping[str, Sequence[tuple[int, int]]]
"""Name -> where it stands, as half-open character spans in text order."""

_TRAILING_DIGITS = r"(?!\w|[.,]\d)"
_LEADING_DIGITS = r"(?<!\w)(?<!\d[.,])"
"""'5' and '2' do not stand in '2.5'."""


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity as the answer gives it; ``aliases`` are other spellings in the same paper."""

    name: str
    label: str
    role: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedResult:
    """A result as the answer gives it; slots are names, ``value`` is verbatim."""

    value: str
    method: str | None = None
    task: str | None = None
    dataset: str | None = None
    metric: str | None = None
    baseline: str | None = None
    baseline_value: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a chat model says that a paper names; nothing in it is checked yet."""

    entities: tuple[NamedEntity, ...]
    results: tuple[StatedResult, ...] = ()


@dataclass(frozen=True, slots=True)
class _Paper:
    """The text of a paper with its sentences and numbers, and who reads it."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    numbers: tuple[Number, ...]
    by: str
    confidence: float

    def sentence(self, start: int, end: int) -> str:
        """The sentence around ``[start, end)``, longer where the span crosses its end."""
        at = bisect_right(self.sentences, start, key=lambda span: span[0]) - 1
        first, last = self.sentences[max(at, 0)]
        return self.text[min(first, start) : max(last, end)]


def ground(
    document: Document,
    answer: Answer,
    *,
    by: str,
    confidence: float = 1.0,
    dropped: Counter[str] | None = None,
) -> Extraction:
    """The extraction of what the answer names and the text contains, by exact search.

    Names are found as whole words, and not inside a longer name of another entity: 'ImageNet' is
    not found in 'ImageNet-C' if the answer has both. An entity whose name is not in the text takes
    the first of its aliases that is. A result is kept if its value is in the text
    and a slot is left.

    Args:
        document: the paper.
        answer: what was found in it, unchecked.
        by: what the evidence names as its extractor, as in ``name@version``.
        confidence: in [0, 1], of everything that is kept: an answer states none.
        dropped: takes how much was dropped, by reason.
    """
    counts: Counter[str] = Counter() if dropped is None else dropped
    text = document.text
    paper = _Paper(text, split_sentences(text), find_numbers(text), by, confidence)
    named = _entities(paper, _in_vocabulary(answer.entities, counts), counts)
    results = tuple(
        result
        for stated in answer.results
        if (result := _result(paper, stated, named, counts)) is not None
    )
    entities = {id(entity): entity for entity in named.values()}.values()
    ordered = sorted(entities, key=lambda entity: entity.evidence[0].start)
    return Extraction(document, tuple(ordered), tuple(dict.fromkeys(results)))


def _in_vocabulary(
    entities: Iterable[NamedEntity], dropped: Counter[str]
) -> Iterable[tuple[NamedEntity, list[str]]]:
    """The entities with a known label and role, each with the names that no earlier one has."""
    taken: set[str] = set()
    for entity in entities:
        if entity.label not in ENTITY_LABELS:
            dropped["labels outside the vocabulary"] += 1
        elif entity.role not in roles_of(entity.label):
            dropped["roles outside the vocabulary"] += 1
        elif entity.name in taken:
            dropped["names given twice"] += 1
        else:
            given = dict.fromkeys((entity.name, *entity.aliases))
            names = [name for name in given if name not in taken]
            taken.update(names)
            yield entity, names


def _entities(
    paper: _Paper, entities: Iterable[tuple[NamedEntity, list[str]]], dropped: Counter[str]
) -> dict[str, Entity]:
    """Name or alias in the answer -> the entity that has evidence in the text."""
    listed = [(entity, names, _spans(paper.text, names)) for entity, names in entities]
    named: dict[str, Entity] = {}
    for at, (entity, names, own) in enumerate(listed):
        others = _all(spans for other, (_, _, spans) in enumerate(listed) if other != at)
        free = {
            name: kept
            for name, spans in own.items()
            if (kept := [span for span in spans if not _inside(span, others)])
        }
        if missing := len(names) - len(free):
            dropped["names not in the text"] += missing
        if free:
            evidence = tuple(_evidence(paper, *span) for span in _outermost(free))
            made = Entity(
                entity.label, next(iter(free)), tuple(free), entity.role, paper.confidence, evidence
            )
            named.update(dict.fromkeys(names, made))
    return named


def _spans(text: str, names: Iterable[str]) -> Spans:
    """Where each name stands as whole words, for the names that do, in their order."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for name in filter(str.strip, names):
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        if found := [match.span() for match in re.finditer(pattern, text)]:
            spans[name] = found
    return spans


def _all(tables: Iterable[Spans]) -> list[tuple[int, int]]:
    return [span for table in tables for spans in table.values() for span in spans]


def _inside(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """Whether a span is part of a longer one."""
    return any(
        start <= span[0] and span[1] <= end and span != (start, end) for start, end in others
    )


def _outermost(spans: Spans) -> list[tuple[int, int]]:
    """The spans that are no part of another, in text order; for a name without any, its first."""
    whole = _all([spans])
    kept: list[tuple[int, int]] = []
    for places in spans.values():
        kept += [span for span in places if not _inside(span, whole)] or places[:1]
    return sorted(kept)


def _evidence(paper: _Paper, start: int, end: int) -> Evidence:
    surface, sentence = paper.text[start:end], paper.sentence(start, end)
    return Evidence(start, end, surface, sentence, paper.by, paper.confidence)


def _result(
    paper: _Paper, stated: StatedResult, named: Mapping[str, Entity], dropped: Counter[str]
) -> Result | None:
    slots = {slot: _slot(slot, getattr(stated, slot), named, dropped) for slot in RESULT_EDGES}
    bound = [entity for entity in slots.values() if entity is not None]
    if not bound:
        dropped["results without a kept entity"] += 1
        return None
    place = _value(paper, stated.value, bound)
    if place is None:
        dropped["values not in the text"] += 1
        return None
    start, end, number = place
    old = _value(paper, stated.baseline_value, bound) if stated.baseline_value else None
    if stated.baseline_value and old is None:
        dropped["values not in the text"] += 1
    names = {slot: entity.name if entity else None for slot, entity in slots.items()}
    same_unit = old and old[2] and number and old[2].unit == number.unit
    return Result(
        method=names["method"],
        task=names["task"],
        dataset=names["dataset"],
        metric=names["metric"],
        baseline=names["baseline"],
        value=paper.text[start:end],
        baseline_value=paper.text[old[0] : old[1]] if old else None,
        start=start,
        end=end,
        sentence=paper.sentence(start, end),
        confidence=paper.confidence,
        by=paper.by,
        number=number.number if number else None,
        unit=number.unit if number else None,
        kind=number.kind if number else None,
        higher_is_better=higher_is_better(names["metric"]) if names["metric"] else None,
        baseline_number=old[2].number if same_unit and old and old[2] else None,
        deviation=number.deviation if number else None,
        interval=number.interval if number else None,
    )


def _slot(
    slot: str, name: str | None, named: Mapping[str, Entity], dropped: Counter[str]
) -> Entity | None:
    """The kept entity that a slot names, if it has the label of the slot."""
    if name is None:
        return None
    entity = named.get(name)
    if entity is None or entity.type != RESULT_EDGES[slot][1]:
        dropped["slots without a kept entity"] += 1
        return None
    return entity


def _value(
    paper: _Paper, value: str, bound: Sequence[Entity]
) -> tuple[int, int, Number | None] | None:
    """Where a value stands and the number there, which may be longer ('97.2%' for '97.2').

    Of several places, the first of those whose sentence mentions the most of the bound entities.
    """
    if not value.strip():
        return None
    pattern = rf"{_LEADING_DIGITS}{re.escape(value)}{_TRAILING_DIGITS}"
    places = [match.span() for match in re.finditer(pattern, paper.text)]
    if not places:
        return None
    sentences = [{evidence.sentence for evidence in entity.evidence} for entity in bound]
    start, end = max(places, key=lambda span: sum(paper.sentence(*span) in s for s in sentences))
    for number in paper.numbers:
        if number.start <= start and end <= number.end:
            return number.start, number.end, number
    return start, end, None
