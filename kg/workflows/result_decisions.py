"""Persons' judgements of results: right, wrong, or right but for some of its slots.

Every judgement is a line that is added to the ledger of a graph directory. It names the paper
and the words around the number, so it holds for whatever a later model reads there.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.core.errors import GraphError, InputError, NotFoundError, QueryError
from kg.core.extraction_checks import ordered_conditions
from kg.core.judgement import is_person, person
from kg.core.result_judgement import (
    RIGHT,
    WRONG,
    Quote,
    ResultJudgement,
    Slots,
    full_id,
    quote_of,
    results_in_force,
    slots_of,
)
from kg.core.schema import CONDITIONS, RESULT_EDGES, RESULT_KINDS
from kg.core.types import Entity, Extraction, Result
from kg.core.value_text import value_text
from kg.graph.paper_subgraph import result_id
from kg.lexicon.acronyms import surface_key
from kg.lexicon.metrics import higher_is_better
from kg.papers.judged_results import find_in_text, named_entity
from kg.store.directory import paper_versions
from kg.store.directory.graph_directory import (
    GraphDirectory,
    open_directory,
    record_judgements,
    writing,
)
from kg.store.directory.index.cluster_index import IndexedClusters, nodes_called

__all__ = ["CHANGEABLE", "judge"]

Place = str | os.PathLike[str]

CHANGEABLE = ("value", *RESULT_EDGES, "kind", *CONDITIONS)
"""What a person can set right in a result."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A result that an id names, with what identifies it in the text of its paper.

    ``of`` is the id that the paper had when the result was first judged.
    """

    paper: Extraction
    result: Result
    of: str
    quote: Quote
    slots: Slots | None


def judge(
    graph: Place,
    result: str,
    verdict: str | Mapping[str, str],
    *,
    reason: str = "",
    by: str = "",
) -> str:
    """Judge a result right or wrong, or set it right; how the graph has it now, in a line.

    Args:
        graph: the graph directory.
        result: the id of a result, as `unsure` lists it.
        verdict: ``"right"``, ``"wrong"``, or what is right of it: ``value``, ``method``,
            ``dataset``, ``metric``, ``task``, ``baseline``, ``kind`` or a condition, each by
            name; an empty text empties the slot.
        reason, by: why, and who judges: kept in the ledger.

    Raises:
        NotFoundError: no result has this id, or its paper does not have a name that is given.
        QueryError: the verdict is none of these.
        InputError: a value is no number.
        GraphError: there is no graph, or another command writes to it.
    """
    _check(verdict)
    open_directory(graph)
    with writing(graph) as directory:
        found = _find(directory, full_id(result))
        changes = {} if isinstance(verdict, str) else dict(verdict)
        reading = None
        if verdict != WRONG:
            right = _set_right(directory, found, changes)
            reading = replace(right, confidence=1.0, by=person(by))
        judgement = ResultJudgement(
            found.of,
            found.quote,
            WRONG if reading is None else RIGHT,
            full_id(result),
            reading,
            tuple(changes),
            found.slots,
            reason,
            person(by),
        )
        record_judgements(directory, [judgement])
    if reading is None:
        return f"wrong, and gone from the graph: {_text(found.result)}"
    return f"right: {_text(reading)}  [{result_id(found.paper.document, reading)}]"


def _check(verdict: str | Mapping[str, str]) -> None:
    if isinstance(verdict, str):
        if verdict not in (RIGHT, WRONG):
            raise QueryError(f"{verdict!r} is no verdict: give right, wrong or SLOT=VALUE")
        return
    unknown = [name for name in verdict if name not in CHANGEABLE]
    if unknown or not verdict:
        what = f"a result has no {unknown[0]!r}" if unknown else "nothing to set right"
        raise QueryError(f"{what}: give one of {', '.join(CHANGEABLE)}")
    kind = verdict.get("kind")
    if kind and kind not in RESULT_KINDS:
        raise QueryError(f"{kind!r} is no kind of result: give one of {', '.join(RESULT_KINDS)}")


def _find(directory: GraphDirectory, identifier: str) -> _Found:
    """The result that has an id, or had it when it was judged.

    Raises:
        NotFoundError: there is none.
    """
    paper_id = identifier.removeprefix("result/").rpartition("/")[0]
    paper = paper_versions.paper_of(directory.index, paper_id)
    shown = directory.paper(paper) if paper else None
    read = directory.paper(paper, as_read=True) if paper else None
    if shown is None or read is None:
        raise NotFoundError(f"no result {identifier!r}: `kg unsure --results` lists ids")
    judged = [
        j
        for j in results_in_force(directory.result_judgements())
        if paper_versions.paper_of(directory.index, j.paper) == paper
    ]
    for result in shown.results:
        if result_id(shown.document, result) == identifier:
            if result.field != "text":
                raise QueryError(
                    f"{identifier} stands in {result.field}: results of title and abstract alone"
                    " can be judged"
                )
            return _located(shown, read, result, judged)
    for judgement in judged:
        place = judgement.quote.find(read.document.text)
        if judgement.id == identifier and place is not None:
            result = judgement.reading or _read_at(read, place, judgement.slots)
            return _Found(shown, result, judgement.paper, judgement.quote, judgement.slots)
    ids = [result_id(shown.document, result) for result in shown.results]
    hint = f"its results are {', '.join(ids)}" if ids else "it states none"
    raise NotFoundError(f"{paper} has no result {identifier!r}: {hint}")


def _located(
    shown: Extraction, read: Extraction, result: Result, judged: list[ResultJudgement]
) -> _Found:
    """A result of the graph: judged before, or as it is read."""
    text = shown.document.text
    same = [j for j in judged if is_person(result.by) and _shown_at(j, text) == result.start]
    for judgement in sorted(same, key=lambda j: j.slots not in (None, slots_of(result))):
        return _Found(shown, result, judgement.paper, judgement.quote, judgement.slots)
    place = (result.start, result.end)
    sharing = [other for other in read.results if _overlaps(other, place)]
    slots = slots_of(result) if len(sharing) > 1 else None
    return _Found(shown, result, shown.document.id, quote_of(text, *place), slots)


def _shown_at(judgement: ResultJudgement, text: str) -> int | None:
    """Where in the text a judged result starts; None if it is not there."""
    place = judgement.quote.find(text)
    if judgement.reading is None or place is None:
        return None
    return judgement.reading.start + place[0] - judgement.quote.start


def _read_at(read: Extraction, place: tuple[int, int], slots: Slots | None) -> Result:
    """What the model reads at a place that was judged wrong."""
    for result in read.results:
        if _overlaps(result, place) and slots in (None, slots_of(result)):
            return result
    raise NotFoundError(f"{read.document.id}: no model reads a result there: kg undo takes it back")


def _overlaps(result: Result, place: tuple[int, int]) -> bool:
    return result.field == "text" and result.start < place[1] and place[0] < result.end


def _set_right(directory: GraphDirectory, found: _Found, changes: Mapping[str, str]) -> Result:
    result = found.result
    names = {
        slot: _name(directory, found, slot, changes[slot])
        for slot in RESULT_EDGES
        if slot in changes
    }
    result = replace(result, **names)  # type: ignore[arg-type]
    if "metric" in names:
        direction = higher_is_better(result.metric) if result.metric else None
        result = replace(result, higher_is_better=direction)
    conditions = {name: changes[name] for name in CONDITIONS if name in changes}
    if conditions:
        known = {**dict(result.conditions or ()), **conditions}
        given = {name: value for name, value in known.items() if value}
        result = replace(result, conditions=ordered_conditions(given))
    if "value" in changes:
        result = _with_value(result, changes["value"], found.paper.document.text)
    if "kind" in changes:
        result = replace(result, kind=changes["kind"] or None)
    return result


def _name(directory: GraphDirectory, found: _Found, slot: str, name: str) -> str | None:
    """The name that a paper has for an entity: its own, one of the graph's, or words of its text.

    Raises:
        NotFoundError: the paper does not name it.
        GraphError: the paper has it as another form of what the slot holds.
    """
    if not name:
        return None
    paper, label = found.paper, RESULT_EDGES[slot][1]
    known = named_entity(paper.entities, label, name) or _called(directory, paper, label, name)
    if known is not None:
        if known.name == getattr(found.result, slot) and surface_key(known.name) != surface_key(
            name
        ):
            raise GraphError(
                f"{paper.document.id} reads {name!r} as a name of {known.name}; if it is another "
                f"{label.lower()}: {shlex.join(('kg', 'split', known.name, name))}, then judge"
            )
        return known.name
    span = find_in_text(paper.document.text, name)
    if span is None:
        own = ", ".join(entity.name for entity in paper.entities if entity.type == label)
        raise NotFoundError(
            f"{name!r} does not stand in {paper.document.id}, whose {label.lower()}s are: {own}"
        )
    return " ".join(paper.document.text[slice(*span)].split())


def _called(directory: GraphDirectory, paper: Extraction, label: str, name: str) -> Entity | None:
    """The entity of a paper that is a node which goes by a name."""
    clusters = IndexedClusters(directory.index)
    ids = {row[1] for row in nodes_called(directory.index, name) if row[0] == label}
    nodes = ((e, clusters.node_id(e, paper.document.id)) for e in paper.entities if e.type == label)
    return next((entity for entity, identifier in nodes if identifier in ids), None)


def _with_value(result: Result, value: str, text: str) -> Result:
    """The result with another value, where the sentence has it; else with its number alone.

    Raises:
        InputError: it is no number.
    """
    from kg.nlp.text.numbers import find_numbers  # kg.nlp brings spaCy

    begin = text.find(result.sentence)
    inside = find_numbers(text, begin, begin + len(result.sentence)) if begin >= 0 else ()
    same = [number for number in inside if _plain(number.raw) == _plain(value)]
    if same:
        number = min(same, key=lambda n: abs(n.start - result.start))
        result = replace(result, value=number.raw, start=number.start, end=number.end)
        return replace(result, number=number.number, unit=number.unit, kind=number.kind)
    parsed = find_numbers(value)
    if len(parsed) != 1 or parsed[0].number is None:
        raise InputError(f"{value!r} is no number", "value")
    return replace(result, number=parsed[0].number, unit=parsed[0].unit)


def _plain(value: str) -> str:
    return "".join(value.replace("\\", "").split())


def _text(result: Result) -> str:
    """A result in a line.

    >>> _text(Result("LoRA", None, "GLUE", None, "81%", None, None, 0, 3, "81%", 1.0, ""))
    'LoRA · GLUE = 81 %'
    """
    names = [name for name in slots_of(result) if name]
    rival = f", against {result.baseline}" if result.baseline else ""
    value = value_text(result.value, result.number, result.unit)
    return f"{' · '.join(names) or 'nothing named'} = {value}{rival}"
