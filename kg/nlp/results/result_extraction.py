"""The results that a text states: each outcome bound to what its sentence says of it.

Numbers come from `kg.nlp.text.numbers`, `kg.nlp.results.detect` tells which are outcomes, and
`kg.nlp.results.slot_rules` with `kg.nlp.results.slot_model` finds the metric, method, dataset, task
and baseline of each.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.core.schema import ENTITY_LABELS, METRIC, RESULT_EDGES
from kg.core.types import Result
from kg.lexicon.metrics import higher_is_better
from kg.nlp.mentions.network_features import Opinion
from kg.nlp.mentions.pair_head import SLOTS as NETWORK_SLOTS
from kg.nlp.results import detect
from kg.nlp.results.number_pairs import compared
from kg.nlp.results.slot_model import Case, fill
from kg.nlp.results.slot_rules import Line, Paper, Slots, bind, read
from kg.nlp.text.annotated_text import Page, Place
from kg.nlp.text.numbers import Number
from kg.nlp.text.numbers import find as find_numbers
from kg.nlp.text.spans import Group
from kg.nlp.weights import OutcomeWeights, SlotWeights, shipped

__all__ = ["BY", "THRESHOLD", "find", "line_of", "slot_odds"]

BY = "results@1"
THRESHOLD = 0.5
"""Numbers that score less are no results: the best F1 on labelled abstracts."""

_LIST = re.compile(r"\s?(?:,|/)\s?(?:and\s)?|\s(?:and|or)\s(?:an?\s)?(?:about\s|around\s|over\s)?")
_MOST_NUMBERS, _MOST_PLACES = 80, 120
"""What is read of one sentence: more of either is a table that lost its lines."""

_NOISE = re.compile(r"[\s\\+~]")
_LIST_SHARE = 0.2
"""A number in a list with an outcome is one too, if it scores this much."""

Bound = tuple[int, int, Slots]
"""A result by sentence, place among the numbers of it, and slots."""


_SLOTS_OF = {
    label: [
        (column, slot)
        for column, slot in enumerate(NETWORK_SLOTS)
        if slot in RESULT_EDGES and RESULT_EDGES[slot][1] == label
    ]
    for label in ENTITY_LABELS
}
"""The slots that an entity may fill, with their columns in what the network says."""


class _Tables(NamedTuple):
    outcomes: OutcomeWeights
    slots: SlotWeights
    opinion: Opinion | None


def find(
    text: str,
    sentences: Sequence[tuple[int, int]],
    groups: Sequence[Group],
    roles: Sequence[tuple[str, float]],
    *,
    weights: OutcomeWeights | None = None,
    slots: SlotWeights | None = None,
    opinion: Opinion | None = None,
) -> tuple[Result, ...]:
    """The results of a text, in text order.

    ``sentences`` are (start, end) in characters, the title first; ``roles`` are as
    `kg.nlp.roles.assign` gives them; ``weights`` tell outcomes from other numbers, and
    ``slots`` what each is about (the shipped ones if none are given), both with the
    ``opinion`` of the network where they were fitted with it. Slots hold names of groups or
    None, and ``text[start:end] == value``.
    """
    paper = read(Page(text, sentences, groups), [role for role, _ in roles])
    tables = _Tables(
        shipped().outcomes if weights is None else weights,
        shipped().slots if slots is None else slots,
        opinion,
    )
    found: list[Result] = []
    bound: list[Bound] = []
    for index in range(len(paper.page.sentences)):
        found.extend(_in_sentence(paper, index, tables, bound))
    return _distinct(found)


def _in_sentence(paper: Paper, index: int, tables: _Tables, bound: list[Bound]) -> Iterator[Result]:
    line = line_of(paper.page, index)
    if line is None:
        return
    pairs = compared(paper.page.text, line.numbers)
    scores = _scores(paper.page, line, pairs, tables)
    chosen = [i for i, score in enumerate(scores) if score >= THRESHOLD and i not in pairs.values()]
    for i, ruled in bind(paper, line, chosen).items():
        case = Case(
            paper,
            line,
            i,
            ruled,
            tuple(bound),
            slot_odds(paper.page, line.numbers[i], tables.opinion),
            paired=i in pairs,
        )
        slots, sure = fill(case, tables.slots)
        bound.append((index, i, slots))
        old = line.numbers[pairs[i]] if i in pairs else None
        yield _result(paper.page, line, line.numbers[i], slots, old, scores[i] * sure["metric"])


def line_of(page: Page, index: int) -> Line | None:
    """A sentence with its numbers and mentions; None if it has no numbers."""
    start, end = page.sentences[index]
    places = tuple(_outermost(page.places(index)))[:_MOST_PLACES]
    numbers = tuple(n for n in find_numbers(page.text, start, end) if not _inside_name(n, places))
    numbers = numbers[:_MOST_NUMBERS]
    if not numbers:
        return None
    return Line(index, start, end, places, numbers, tuple(_runs(page.text, numbers)))


def _outermost(places: Sequence[Place]) -> Iterator[Place]:
    """The mentions that stand in no longer one of their label: 'ImageNet 64x64' is one data set."""
    ends: dict[str, int] = {}
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if place.end > ends.get(place.label, -1):
            ends[place.label] = place.end
            yield place


def slot_odds(
    page: Page, number: Number, opinion: Opinion | None
) -> Mapping[str, Mapping[int, float]] | None:
    """What the network says of each slot of a number and each group: the best of its mentions."""
    if opinion is None:
        return None
    members = [(i, mention) for i, group in enumerate(page.groups) for mention in group.mentions]
    odds = opinion.slots(number.start, number.end, [mention for _, mention in members])
    found: dict[str, dict[int, float]] = {slot: {} for slot in NETWORK_SLOTS}
    for (group, mention), row in zip(members, odds.tolist(), strict=True):
        for column, slot in _SLOTS_OF[mention.label]:
            best, own = found[slot], row[column]
            if own > best.get(group, -math.inf):
                best[group] = own
    return found


def _result(
    page: Page, line: Line, number: Number, slots: Slots, old: Number | None, score: float
) -> Result:
    def name(group: int | None) -> str | None:
        return None if group is None else page.groups[group].name

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
        sentence=page.text[line.start : line.end],
        confidence=round(score, 4),
        by=BY,
        number=number.number,
        unit=number.unit,
        kind=number.kind,
        higher_is_better=None if metric is None else higher_is_better(metric),
        baseline_number=old.number if old else None,
    )


def _inside_name(number: Number, places: Sequence[Place]) -> bool:
    """True of digits that belong to a name ('SQuAD 2.0'), also to a metric's ('Recall 10')."""
    return any(
        place.start < number.end
        and number.start < place.end
        and (place.label != METRIC or place.start < number.start)
        for place in places
    )


def _runs(text: str, numbers: Sequence[Number]) -> list[int]:
    """For each number the position of the first of the list that it stands in ('a, b and c')."""
    runs: list[int] = []
    for position, number in enumerate(numbers):
        joined = position > 0 and _LIST.fullmatch(text, numbers[position - 1].end, number.start)
        runs.append(runs[-1] if joined else position)
    return runs


def _scores(page: Page, line: Line, pairs: Mapping[int, int], tables: _Tables) -> list[float]:
    scores = [_score(page, line, i, pairs, tables) for i in range(len(line.numbers))]
    best: dict[int, float] = {}
    for run, score in zip(line.runs, scores, strict=True):
        best[run] = max(score, best.get(run, 0.0))
    return [
        best[run] if score >= _LIST_SHARE else score
        for run, score in zip(line.runs, scores, strict=True)
    ]


def _score(page: Page, line: Line, at: int, pairs: Mapping[int, int], tables: _Tables) -> float:
    number = line.numbers[at]
    return detect.score(
        page.text,
        page.sentences[line.index],
        number,
        page.places(line.index),
        page.cues(line.index),
        "old" if at in pairs.values() else "new" if at in pairs else "",
        weights=tables.outcomes,
        network=tables.opinion.value(number.start, number.end) if tables.opinion else None,
    )


def _distinct(found: Sequence[Result]) -> tuple[Result, ...]:
    """The results without repetitions: a later one that says no more of a number is dropped."""
    kept: list[Result] = []
    for result in found:
        twins = [i for i, other in enumerate(kept) if _repeats(other, result)]
        if not twins:
            kept.append(result)
        elif _said(result) > _said(kept[twins[0]]):
            kept[twins[0]] = result
    return tuple(sorted(kept, key=lambda result: (result.start, result.end)))


def _repeats(one: Result, other: Result) -> bool:
    """True of two results with one value that no slot tells apart."""
    if one.start == other.start or _NOISE.sub("", one.value) != _NOISE.sub("", other.value):
        return False
    pairs = ((one.metric, other.metric), (one.dataset, other.dataset), (one.method, other.method))
    return all(a == b or a is None or b is None for a, b in pairs)


def _said(result: Result) -> int:
    return sum(slot is not None for slot in (result.metric, result.dataset, result.method))
