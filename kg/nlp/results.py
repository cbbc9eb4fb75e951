"""The results that a text states: each outcome bound to what its sentence says of it.

Numbers come from `kg.nlp.numbers`, `kg.nlp.outcomes` tells which are outcomes, and
`kg.nlp.binding` finds the metric, method, dataset, task and baseline of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.nlp import outcomes
from kg.nlp.binding import Line, Paper, Slots, bind, compared, read
from kg.nlp.numbers import Number
from kg.nlp.numbers import find as find_numbers
from kg.nlp.page import Page, Place
from kg.nlp.spans import Group
from kg.nlp.weights import OutcomeWeights
from kg.schema import METRIC
from kg.types import Result

__all__ = ["BY", "THRESHOLD", "find"]

BY = "results@1"
THRESHOLD = 0.5
"""Numbers that score less are no results: the best F1 on labelled abstracts."""

_LIST = re.compile(r"\s?(?:,|/)\s?(?:and\s)?|\s(?:and|or)\s(?:an?\s)?(?:about\s|around\s|over\s)?")
_MOST_NUMBERS, _MOST_PLACES = 80, 120
"""What is read of one sentence: more of either is a table that lost its lines."""

_NOISE = re.compile(r"[\s\\+~]")
_LIST_SHARE = 0.2
"""A number in a list with an outcome is one too, if it scores this much."""


def find(
    text: str,
    sentences: Sequence[tuple[int, int]],
    groups: Sequence[Group],
    roles: Sequence[tuple[str, float]],
    *,
    weights: OutcomeWeights | None = None,
) -> tuple[Result, ...]:
    """The results of a text, in text order.

    ``sentences`` are (start, end) in characters, the title first; ``roles`` are as
    `kg.nlp.roles.assign` gives them; ``weights`` tell outcomes from other numbers. Slots
    hold names of groups or None, and ``text[start:end] == value``.
    """
    paper = read(Page(text, sentences, groups), [role for role, _ in roles])
    found: list[Result] = []
    for index in range(len(paper.page.sentences)):
        found.extend(_in_sentence(paper, index, weights))
    return _distinct(found)


def _in_sentence(paper: Paper, index: int, weights: OutcomeWeights | None) -> Iterator[Result]:
    page = paper.page
    start, end = page.sentences[index]
    places = tuple(page.places(index)[:_MOST_PLACES])
    numbers = tuple(n for n in find_numbers(page.text, start, end) if not _inside_name(n, places))
    numbers = numbers[:_MOST_NUMBERS]
    if not numbers:
        return
    runs = _runs(page.text, numbers)
    pairs = compared(page.text, numbers)
    scores = _scores(page, index, numbers, runs, pairs, weights)
    chosen = [i for i, score in enumerate(scores) if score >= THRESHOLD and i not in pairs.values()]
    line = Line(index, start, end, places, numbers, tuple(runs))
    for i, slots in bind(paper, line, chosen).items():
        old = numbers[pairs[i]].raw if i in pairs else None
        yield _result(page, line, numbers[i], slots, old, scores[i])


def _result(
    page: Page, line: Line, number: Number, slots: Slots, old: str | None, score: float
) -> Result:
    def name(group: int | None) -> str | None:
        return None if group is None else page.groups[group].name

    return Result(
        method=name(slots.method),
        task=name(slots.task),
        dataset=name(slots.dataset),
        metric=name(slots.metric),
        value=number.raw,
        baseline=name(slots.baseline),
        baseline_value=old,
        start=number.start,
        end=number.end,
        sentence=page.text[line.start : line.end],
        confidence=round(score, 4),
        by=BY,
        number=number.number,
        unit=number.unit,
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


def _scores(
    page: Page,
    index: int,
    numbers: Sequence[Number],
    runs: Sequence[int],
    pairs: Mapping[int, int],
    weights: OutcomeWeights | None,
) -> list[float]:
    sentence, places, cues = page.sentences[index], page.places(index), page.cues(index)
    old = set(pairs.values())
    scores = [
        outcomes.score(
            page.text,
            sentence,
            n,
            places,
            cues,
            "old" if i in old else "new" if i in pairs else "",
            weights=weights,
        )
        for i, n in enumerate(numbers)
    ]
    best: dict[int, float] = {}
    for run, score in zip(runs, scores, strict=True):
        best[run] = max(score, best.get(run, 0.0))
    return [
        best[run] if score >= _LIST_SHARE else score
        for run, score in zip(runs, scores, strict=True)
    ]


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
