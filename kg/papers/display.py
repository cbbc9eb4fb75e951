"""What a graph shows of its papers: a filter over records, which keep everything.

A view is data that a graph directory keeps, so that every build of it uses the same one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from kg.core.types import Extraction
from kg.lexicon import metrics

DEFAULT_CONFIDENCE = 0.35
"""Items with a lower confidence are hidden by default: the F1 of links (entity and role) over 970
held-out papers is best from 0.30 to 0.35, by a little, and their precision 0.73 for 0.70."""

DEFAULT_RESULT_CONFIDENCE = 0.1
"""Results with a lower chance that all of them is right are hidden by default. It is low: a graph
keeps what is unsure, and answers rank by the chance."""


@dataclass(frozen=True, slots=True)
class View:
    """``min_confidence`` in [0, 1], None for the defaults; ``metrics`` is the text of a table
    of metrics of one's own (`kg.lexicon.metrics.parse_metrics`)."""

    min_confidence: float | None = None
    metrics: str = ""


def apply_view(extraction: Extraction, view: View) -> Extraction:
    """What a view shows of a paper."""
    given = view.min_confidence
    shown = (
        filter_by_confidence(extraction, DEFAULT_CONFIDENCE, results=DEFAULT_RESULT_CONFIDENCE)
        if given is None
        else filter_by_confidence(extraction, given)
    )
    return with_metric_directions(shown, _table(view.metrics)) if view.metrics else shown


@cache
def _table(text: str) -> metrics.MetricTable:
    return metrics.parse_metrics(text)


def filter_by_confidence(
    extraction: Extraction, confidence: float, *, results: float | None = None
) -> Extraction:
    """The entities, results and relations of a paper with at least this confidence.

    Results may have a threshold of their own. A relation is dropped with either of its ends. A
    result keeps the names in its slots, which identify it; a slot whose entity was dropped gets no
    edge. So what a higher confidence leaves is a part of what a lower one leaves.
    """
    least = confidence if results is None else results
    if max(confidence, least) <= 0.0:
        return extraction
    entities = tuple(e for e in extraction.entities if e.confidence >= confidence)
    left = {(entity.type, entity.name) for entity in entities}
    return replace(
        extraction,
        entities=entities,
        results=tuple(r for r in extraction.results if r.confidence >= least),
        relations=tuple(
            r
            for r in extraction.relations
            if r.confidence >= confidence and {(r.head_type, r.head), (r.tail_type, r.tail)} <= left
        ),
    )


def with_metric_directions(extraction: Extraction, table: metrics.MetricTable) -> Extraction:
    """The paper with the direction of each result's metric taken from a table."""
    results = tuple(
        replace(result, higher_is_better=metrics.higher_is_better(result.metric, table))
        if result.metric
        else result
        for result in extraction.results
    )
    return replace(extraction, results=results)
