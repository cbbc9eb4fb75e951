"""Results that sentences of a body state, and further evidence for those of tables and abstract.

A number that a value of the paper's tables or abstract has, in a sentence that names what the value
is of, is more evidence for that result. Other results are those that the model reads in a window,
where they are the paper's own statement (`kg.nlp.body.stated_results`), with their slots bound to
the paper's entities.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.core.schema import DATASET, METHOD, METRIC, RESULT_EDGES
from kg.core.types import Entity, Evidence, Extraction, Result
from kg.nlp.body.body_names import BodyNames, own_method
from kg.nlp.body.restated_values import repeated_value, restated_values, restating
from kg.nlp.body.stated_results import why_no_result
from kg.nlp.body.statements import Statement, with_kind_of_change
from kg.nlp.body.windows import Window

__all__ = ["MIN_CONFIDENCE", "with_body_results"]

MIN_CONFIDENCE = 0.15
"""The least chance of a result of a body to be right, as the model calibrates it on abstracts."""

_STATING = frozenset(("introduction", "experiments", "conclusion"))
"""Kinds of sections whose numbers may be results: those of a method are mostly settings."""
_MOST_EVIDENCE = 3
"""Sentences that a body adds to one result, at most."""
_SYSTEM = r"(?:models?|methods?|approach|systems?|frameworks?|networks?|algorithms?|parsers?)"
_OURS = re.compile(
    r"\b[Ww]e\s(?:\w+ly\s)?(?:achiev|obtain|reach|get|report|improv|outperform|surpass|see|observ)\w*"
    rf"|\b(?:[Oo]ur|[Tt]he\sproposed)\s(?:\S+\s){{0,3}}{_SYSTEM}\b"
)
_TRAINED_ON = re.compile(
    r"\b(?:[Uu]sing|(?:pre-?|fine-?)?[Tt]rain\w*\s(?:on|with|from|using)|data from)\s(?:the\s)?$"
)


def with_body_results(
    extraction: Extraction, windows: Sequence[tuple[Window, Extraction]]
) -> Extraction:
    """The extraction with what its paragraphs state: joined with its results, or new ones."""
    stating = [(window, found) for window, found in windows if window.kind in _STATING]
    paragraphs = [each for window, _ in stating for _, each in window.paragraphs]
    joined: defaultdict[int, list[Evidence]] = defaultdict(list)
    for number, evidence in restated_values(extraction.results, extraction.entities, paragraphs):
        joined[number].append(evidence)
    taken = [evidence for found in joined.values() for evidence in found]
    names = BodyNames(extraction.entities)
    own = own_method(extraction, names) if stating else None
    results = list(extraction.results)
    for window, found in stating:
        for each in _stated(window, found, taken, names, own):
            first = repeated_value(each, results)
            if first is None:
                results.append(each)
            else:
                place = (each.start, each.end, each.value, each.sentence, each.field)
                joined[first].append(restating(results[first], *place))
    return replace(
        extraction,
        entities=(*extraction.entities, *names.added),
        results=tuple(
            replace(result, also=_first_of_sentences(joined[number])) if joined[number] else result
            for number, result in enumerate(results)
        ),
    )


def _first_of_sentences(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The first evidence of each sentence, a few in all."""
    first: dict[tuple[str, str], Evidence] = {}
    for each in found:
        first.setdefault((each.field, each.sentence), each)
    return tuple(first.values())[:_MOST_EVIDENCE]


def _stated(
    window: Window,
    found: Extraction,
    taken: Sequence[Evidence],
    names: BodyNames,
    own: Entity | None,
) -> Iterator[Result]:
    """The results of a window that the paper states of itself and that no value of it is."""
    pattern = _any_name(own)
    proposed = names.proposed | ({own.name} if own else set())
    for result in found.results:
        if result.confidence < MIN_CONFIDENCE or (said := _placed(window, result)) is None:
            continue
        place = said.paragraph.field
        if any(e.field == place and e.start < said.end and said.start < e.end for e in taken):
            continue
        bound, new = _bound(said, window, found, names, own)
        said = replace(said, result=bound, mentions=tuple(_mentions(said, window, found, names)))
        said = with_kind_of_change(replace(said, result=_in_sight(said, proposed)))
        if why_no_result(said, pattern) is None:
            kept = {said.result.method, said.result.dataset, said.result.metric}
            for name, entity in new.items():
                if name in kept:
                    names.add(window, entity)
            yield said.result


def _any_name(own: Entity | None) -> re.Pattern[str] | None:
    if own is None:
        return None
    return re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in own.surfaces))


def _placed(window: Window, result: Result) -> Statement | None:
    """A result by the offsets of its paragraph; None of the title."""
    read = Evidence(result.start, result.end, result.value, result.sentence, result.by)
    placed = window.placed(read)
    if placed is None:
        return None
    paragraph = next(each for _, each in window.paragraphs if each.field == placed.field)
    start, end, sentence = placed.start, placed.end, placed.sentence
    first = paragraph.text.find(sentence, max(0, end - len(sentence)))
    moved = replace(result, start=start, end=end, sentence=sentence, field=placed.field)
    return Statement(moved, paragraph, start, end, first, first + len(sentence))


def _mentions(
    said: Statement, window: Window, found: Extraction, names: BodyNames
) -> Iterator[tuple[str, str, int, int]]:
    """What the paragraph names: type, name in the paper, start and end."""
    for entity in found.entities:
        name = names.find(entity) or names.new_name(window, entity) or entity.name
        for each in map(window.placed, entity.evidence):
            if each is not None and each.field == said.paragraph.field:
                yield entity.type, name, each.start, each.end


def _bound(
    said: Statement, window: Window, found: Extraction, names: BodyNames, own: Entity | None
) -> tuple[Result, dict[str, Entity]]:
    """The result with names of the paper's entities in its slots, and by their names the entities
    of the window that would be new to the paper.

    What 'our full model' reaches is of what the paper proposes.
    """
    slots: dict[str, str | None] = {}
    new: dict[str, Entity] = {}
    for slot, (_, label) in RESULT_EDGES.items():
        name = getattr(said.result, slot)
        entity = next((e for e in found.entities if (e.type, e.name) == (label, name)), None)
        slots[slot] = None if entity is None else names.find(entity)
        if entity and slots[slot] is None and slot != "baseline":
            slots[slot] = fresh = names.new_name(window, entity)
            if fresh is not None:
                new[fresh] = entity
        if slot == "method" and own and _is_ours(name, said):
            slots[slot] = own.name
    if slots["baseline"] == slots["method"]:
        slots["baseline"] = None
    return replace(said.result, **slots), new  # type: ignore[arg-type]


def _is_ours(name: str | None, said: Statement) -> bool:
    """Whether words for the paper's own system stand where the model found no name, or a name that
    is such words ('our big model')."""
    if name is None:
        return _OURS.search(said.paragraph.text, said.clause[0], said.start) is not None
    ours = rf"\b(?:[Oo]ur|[Tt]he\sproposed)\s(?:\S+\s){{0,2}}?(?:\S+)?{re.escape(name)}"
    return re.search(_SYSTEM, name) is not None and re.search(ours, said.before) is not None


def _in_sight(said: Statement, proposed: frozenset[str]) -> Result:
    """The result without names that stand too far from its number.

    A window is longer than what a sentence of a body is about: the metric is in the sentence, the
    data set too, or else the only one of the paragraph; a method that the paper does not propose
    is in the sentence.
    """
    result = said.result
    labels = (METHOD, DATASET, METRIC)
    here = {name for label in labels for name, _ in said.named(label, said.first, said.last)}
    datasets = {name for name, _ in said.named(DATASET, 0, len(said.paragraph.text))}
    is_only = datasets == {result.dataset}
    places = [
        at for name, at in said.named(DATASET, said.first, said.last) if name == result.dataset
    ]
    is_trained_on = places and all(_TRAINED_ON.search(said.paragraph.text, 0, at) for at in places)
    return replace(
        result,
        metric=result.metric if result.metric in here else None,
        dataset=result.dataset
        if (result.dataset in here or is_only) and not is_trained_on
        else None,
        method=result.method if result.method in here | proposed else None,
        baseline=result.baseline if result.baseline in here else None,
    )
