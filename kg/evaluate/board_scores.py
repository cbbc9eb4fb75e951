"""How many rows that a board would rank are right, against labelled papers, by threshold.

A row is a level with method, data set and metric that `kg.questions.boards` would rank: of the
result's method, and of its baseline where the compared value stands there too. It is right if the
labels have a value like it with the same method, data set and metric, in any of their labelled
forms; a compared value counts for the baseline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.core.names import value_key
from kg.core.types import Extraction, Result
from kg.evaluate.scoring import Count, fold_surface
from kg.questions.boards.comparable import why_incomparable
from kg.train.labels.labelled_papers import LabelledPaper

__all__ = ["THRESHOLDS", "BoardScore", "least_confidence", "score_boards"]

THRESHOLDS = tuple(step / 20 for step in range(20))

_SLOTS = ("method", "dataset", "metric")
_Forms = frozenset[str]
_Tuple = tuple[str, _Forms, _Forms, _Forms]
"""A labelled value with the folded forms of its method, data set and metric."""


@dataclass(frozen=True, slots=True)
class BoardScore:
    """The rows with at least a confidence: right and wrong, and the labelled values they miss."""

    min_confidence: float
    count: Count


def score_boards(
    papers: Iterable[tuple[LabelledPaper, Extraction]],
    thresholds: Sequence[float] = THRESHOLDS,
) -> list[BoardScore]:
    """The rows that a board would rank at each threshold.

    Recall is over all labelled values with method, data set and metric, levels or not: labels do
    not tell them apart, so it is less than what can be reached.

    >>> [score.count.right for score in score_boards([], [0.5])]
    [0]
    """
    ranked: list[tuple[float, bool]] = []
    labelled = 0
    for paper, extraction in papers:
        wanted = list(_labelled(paper))
        labelled += len(wanted)
        for row in _rows(extraction):
            ranked.append((float(str(row["confidence"])), _is_right(row, wanted)))
    found = []
    for least in thresholds:
        kept = [is_right for confidence, is_right in ranked if confidence >= least]
        right = sum(kept)
        found.append(BoardScore(least, Count(right, len(kept) - right, max(0, labelled - right))))
    return found


def least_confidence(scores: Iterable[BoardScore], precision: float) -> float | None:
    """The lowest threshold from which on the rows have a precision; None if none has.

    >>> some = [BoardScore(0.5, Count(8, 2, 0)), BoardScore(0.8, Count(5, 0, 3))]
    >>> least_confidence(some, 0.9), least_confidence(some, 0.7)
    (0.8, 0.5)
    """
    least = None
    for score in sorted(scores, key=lambda s: -s.min_confidence):
        if score.count.right + score.count.wrong == 0:
            continue
        if score.count.precision < precision:
            break
        least = score.min_confidence
    return least


def _labelled(paper: LabelledPaper) -> Iterator[_Tuple]:
    forms = {(e.type, e.name): frozenset(map(fold_surface, e.surfaces)) for e in paper.entities}

    def of(label: str, name: str) -> _Forms:
        return forms.get((label, name), frozenset((fold_surface(name),)))

    for result in paper.results:
        slots = result.slots
        if "dataset" not in slots or "metric" not in slots:
            continue
        where = (of("Dataset", slots["dataset"]), of("Metric", slots["metric"]))
        if "method" in slots:
            yield (value_key(result.value), of("Method", slots["method"]), *where)
        if "baseline" in slots and result.baseline_value:
            yield (value_key(result.baseline_value), of("Method", slots["baseline"]), *where)


def _is_right(row: Mapping[str, object], wanted: Iterable[_Tuple]) -> bool:
    value = value_key(str(row["value"]))
    own = [fold_surface(str(row[slot])) for slot in _SLOTS]
    return any(
        value == other and all(name in forms for name, forms in zip(own, slots, strict=True))
        for other, *slots in wanted
    )


def _rows(extraction: Extraction) -> Iterator[dict[str, object]]:
    """The rows of ``cypher/leaderboard.cypher`` that one paper gives and a board would rank."""
    aliases = {(e.type, e.name): e.surfaces for e in extraction.entities}
    for result in extraction.results:
        for row in (_row(result), _rival(result)):
            if row is None or row["dataset"] is None:
                continue
            row["method_aliases"] = aliases.get(("Method", str(row["method"])), ())
            row["dataset_aliases"] = aliases.get(("Dataset", str(row["dataset"])), ())
            if not why_incomparable(row):
                yield row


def _row(result: Result) -> dict[str, object]:
    conditions = None if result.conditions is None else [f"{k}={v}" for k, v in result.conditions]
    return {
        "dataset": result.dataset,
        "metric": result.metric,
        "method": result.method,
        "value": result.value,
        "number": result.number,
        "unit": result.unit,
        "kind": result.kind,
        "higher_is_better": result.higher_is_better,
        "conditions": conditions,
        "sentence": result.sentence,
        "confidence": result.confidence,
    }


def _rival(result: Result) -> dict[str, object] | None:
    if result.kind != "absolute" or result.baseline_value is None:
        return None
    own = {"method": result.baseline, "value": result.baseline_value}
    return {**_row(result), **own, "number": result.baseline_number}
