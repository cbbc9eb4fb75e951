"""The results of a text: each outcome with its metric, method, dataset, task and baseline.

`kg.nlp.text.numbers` finds the numbers, `kg.nlp.results.detect` decides which are outcomes, and
`kg.nlp.results.slot_rules` with `kg.nlp.results.slot_model` fills the slots of each.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.core.schema import ENTITY_LABELS, RESULT_EDGES
from kg.core.types import Result
from kg.lexicon.metrics import higher_is_better
from kg.nlp.linear_model import LinearModel
from kg.nlp.mentions.network_features import REACH, NetworkFeatures
from kg.nlp.mentions.pair_head import SLOTS as NETWORK_SLOTS
from kg.nlp.results.detect import (
    is_threshold,
    is_unasserted,
    number_features,
    outcome_probability,
)
from kg.nlp.results.number_lines import NumberLine, read_line
from kg.nlp.results.result_conditions import (
    LineConditions,
    find_settings,
    place_conditions,
    read_conditions,
)
from kg.nlp.results.result_confidence import confidence_features, result_confidence
from kg.nlp.results.slot_features import SlotCase
from kg.nlp.results.slot_model import FilledSlots, SlotModel, fill_slots
from kg.nlp.results.slot_rules import bind_slots
from kg.nlp.results.slots import PaperContext, Slots, paper_context
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.number_kinds import Number
from kg.nlp.text.number_pairs import further_rivals, pair_numbers

__all__ = [
    "BY",
    "THRESHOLD",
    "BoundResult",
    "extract_results",
    "fill_line",
    "find_outcomes",
    "slot_log_odds",
]

BY = "results@1"
THRESHOLD = 0.5
"""Numbers that score less are no results: the best F1 on labelled abstracts."""

_NOISE = re.compile(r"[\s\\+~]")
_MIN_LISTED = 0.2
"""A number in a list with an outcome is one too, if it scores this much."""

BoundResult = tuple[int, int, Slots]
"""A result by sentence, position among the numbers of the sentence, and slots."""


_SLOTS_OF = {
    label: [
        (column, slot)
        for column, slot in enumerate(NETWORK_SLOTS)
        if slot in RESULT_EDGES and RESULT_EDGES[slot][1] == label
    ]
    for label in ENTITY_LABELS
}
"""The slots that an entity of a label may fill, with their columns in the network's output."""


class _Models(NamedTuple):
    outcomes: LinearModel
    slots: SlotModel
    confidence: LinearModel
    network: NetworkFeatures | None


def extract_results(
    annotated: AnnotatedText,
    roles: Sequence[str],
    *,
    outcomes: LinearModel,
    slots: SlotModel,
    confidence: LinearModel,
    network: NetworkFeatures | None = None,
) -> tuple[Result, ...]:
    """The results of a text, in text order.

    ``roles`` are those of the clusters, ``outcomes`` is the model that separates outcomes from
    other numbers, ``slots`` the one that fills their slots, ``confidence`` the one of the chance
    that all is right; they read the features of the ``network`` if they were fitted with them.
    Slots hold names of clusters or None, and ``text[start:end] == value``.
    """
    context, models = paper_context(annotated, roles), _Models(outcomes, slots, confidence, network)
    found: list[Result] = []
    bound: list[BoundResult] = []
    placed: list[LineConditions] = []
    for index in range(len(annotated.sentences)):
        found.extend(_in_sentence(context, index, models, bound, placed))
    return _distinct(found)


def _in_sentence(
    context: PaperContext,
    index: int,
    models: _Models,
    bound: list[BoundResult],
    placed: list[LineConditions],
) -> Iterator[Result]:
    annotated = context.annotated
    line = read_line(annotated, index)
    if line is None:
        return
    pairs = pair_numbers(annotated.text, line.numbers)
    chosen = find_outcomes(annotated, line, pairs, models.outcomes, models.network)
    earlier = placed[-1].sequence() if placed else None
    placed.append(place_conditions(annotated, line, (*chosen, *pairs.values()), earlier))
    filling = fill_line(context, line, pairs, chosen, models.slots, models.network, bound)
    for case, filled, score in filling:
        i = case.position
        old = None if case.old is None else line.numbers[case.old]
        features = confidence_features(case, filled, score)
        chance = result_confidence(features, models.confidence)
        conditions = read_conditions(annotated, placed[-1], i, filled.slots)
        yield _result(annotated, line, line.numbers[i], filled.slots, old, chance, conditions)


def find_outcomes(
    annotated: AnnotatedText,
    line: NumberLine,
    pairs: Mapping[int, int],
    model: LinearModel,
    network: NetworkFeatures | None,
) -> dict[int, float]:
    """The positions of the numbers of a sentence that are outcomes, each with its probability.

    ``pairs`` are those of `kg.nlp.text.number_pairs`: old values are no outcomes.
    """
    scores = _scores(annotated, line, pairs, model, network)
    old = {i for each in pairs.values() for i in line.members(each) if i not in pairs}
    old.update((*pairs.values(), *further_rivals(annotated.text, line.numbers, pairs)))
    likely = {i: score for i, score in enumerate(scores) if score >= THRESHOLD and i not in old}
    text, numbers = annotated.text, line.numbers
    settings = find_settings(text, line) if likely else frozenset()
    return {
        i: score
        for i, score in likely.items()
        if i not in settings
        and not is_unasserted(text, line.start, numbers[i])
        and not (i + 1 in likely and is_threshold(text, line.start, numbers[i], numbers[i + 1]))
    }


def fill_line(
    context: PaperContext,
    line: NumberLine,
    pairs: Mapping[int, int],
    outcomes: Mapping[int, float],
    slots: SlotModel,
    network: NetworkFeatures | None,
    bound: list[BoundResult],
) -> Iterator[tuple[SlotCase, FilledSlots, float]]:
    """The outcomes of a sentence with their slots and their probability of being outcomes.

    ``pairs`` are those of `kg.nlp.text.number_pairs`; ``bound`` are the results of the paper
    before, to which those of the sentence are added.
    """
    for i, ruled in bind_slots(context, line, list(outcomes)).items():
        odds = slot_log_odds(context.annotated, line.numbers[i], network)
        case = SlotCase(context, line, i, ruled, tuple(bound), odds, old=pairs.get(i))
        filled = fill_slots(case, slots)
        bound.append((line.index, i, filled.slots))
        yield case, filled, outcomes[i]


def slot_log_odds(
    annotated: AnnotatedText, number: Number, network: NetworkFeatures | None
) -> Mapping[str, Mapping[int, float]] | None:
    """Slot -> cluster -> the network's log-odds for a number and the cluster's best mention."""
    if network is None:
        return None
    members = [
        (i, mention)
        for i, cluster in enumerate(annotated.clusters)
        for mention in cluster.mentions
        if abs(mention.start - number.start) <= REACH
    ]
    odds = network.slots(number.start, number.end, [mention for _, mention in members])
    found: dict[str, dict[int, float]] = {slot: {} for slot in NETWORK_SLOTS}
    for (cluster, mention), row in zip(members, odds.tolist(), strict=True):
        for column, slot in _SLOTS_OF[mention.label]:
            best, own = found[slot], row[column]
            if own > best.get(cluster, -math.inf):
                best[cluster] = own
    return found


def _result(
    annotated: AnnotatedText,
    line: NumberLine,
    number: Number,
    slots: Slots,
    old: Number | None,
    score: float,
    conditions: tuple[tuple[str, str], ...],
) -> Result:
    def name(cluster: int | None) -> str | None:
        return None if cluster is None else annotated.clusters[cluster].name

    metric = name(slots.metric)
    return Result(
        method=name(slots.method),
        task=name(slots.task),
        dataset=name(slots.dataset),
        metric=metric,
        value=number.raw,
        baseline=name(slots.baseline),
        baseline_value=old.raw if old else None,
        start=number.start,
        end=number.end,
        sentence=annotated.text[line.start : line.end],
        confidence=round(score, 4),
        by=BY,
        number=number.number,
        unit=number.unit,
        kind=number.kind,
        higher_is_better=None if metric is None else higher_is_better(metric),
        baseline_number=old.number if old else None,
        deviation=number.deviation,
        interval=number.interval,
        conditions=conditions,
    )


def _scores(
    annotated: AnnotatedText,
    line: NumberLine,
    pairs: Mapping[int, int],
    model: LinearModel,
    network: NetworkFeatures | None,
) -> list[float]:
    """The probability of each number; the members of a list share the best."""
    scores = [_score(annotated, line, i, pairs, model, network) for i in range(len(line.numbers))]
    shared = _shared(line.runs, scores)
    return _shared(line.turns(annotated.text, pairs), shared)


def _shared(lists: Sequence[int], scores: Sequence[float]) -> list[float]:
    """The best score of each list for those of its members that score at least a little."""
    best: dict[int, float] = {}
    for listed, score in zip(lists, scores, strict=True):
        best[listed] = max(score, best.get(listed, 0.0))
    return [
        best[listed] if score >= _MIN_LISTED else score
        for listed, score in zip(lists, scores, strict=True)
    ]


def _score(
    annotated: AnnotatedText,
    line: NumberLine,
    at: int,
    pairs: Mapping[int, int],
    model: LinearModel,
    network: NetworkFeatures | None,
) -> float:
    number = line.numbers[at]
    features = number_features(
        annotated.text,
        annotated.sentences[line.index],
        number,
        annotated.mentions_in(line.index),
        annotated.cues(line.index),
        "old" if at in pairs.values() else "new" if at in pairs else "",
    )
    seen = network.value(number.start, number.end) if network else None
    return outcome_probability(features, model=model, network=seen)


def _distinct(found: Sequence[Result]) -> tuple[Result, ...]:
    """The results without repetitions: of two that agree, the one with more slots is kept."""
    kept: list[Result] = []
    for result in found:
        repeated = [i for i, other in enumerate(kept) if _repeats(other, result)]
        if not repeated:
            kept.append(result)
        elif _filled(result) > _filled(kept[repeated[0]]):
            kept[repeated[0]] = result
    return tuple(sorted(kept, key=lambda result: (result.start, result.end)))


def _repeats(one: Result, other: Result) -> bool:
    """True of two results with one value whose filled slots agree."""
    if one.start == other.start or _NOISE.sub("", one.value) != _NOISE.sub("", other.value):
        return False
    if one.conditions and other.conditions and one.conditions != other.conditions:
        return False
    pairs = ((one.metric, other.metric), (one.dataset, other.dataset), (one.method, other.method))
    return all(a == b or a is None or b is None for a, b in pairs)


def _filled(result: Result) -> int:
    return sum(slot is not None for slot in (result.metric, result.dataset, result.method))
