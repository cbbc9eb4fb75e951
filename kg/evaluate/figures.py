"""The figures of an evaluation: every measure on each set of papers, with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.evaluate.bootstrap import bootstrap_intervals
from kg.evaluate.scoring import MEASURES, Score, add_scores
from kg.train.labels.labelled_papers import LabelledPaper

__all__ = ["Figure", "figures"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure on a set of papers: counts, ratios in [0, 1], and the 95 % interval of F1.

    ``wanted`` is how many of what is measured the labels have.
    """

    subset: str
    papers: int
    measure: str
    wanted: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float


def figures(papers: Sequence[LabelledPaper], scores: Sequence[Score]) -> Iterator[Figure]:
    """Every measure on each subset, in the order of the labels, and on all of them."""
    subsets = list(dict.fromkeys(paper.subset for paper in papers))
    for subset in subsets:
        yield from _figures(
            subset, [s for p, s in zip(papers, scores, strict=True) if p.subset == subset]
        )
    if len(subsets) > 1:
        yield from _figures("all", scores)


def _figures(subset: str, scores: Sequence[Score]) -> Iterator[Figure]:
    total, ranges = add_scores(scores), bootstrap_intervals(scores)
    for measure in MEASURES:
        count = total[measure]
        yield Figure(
            subset,
            len(scores),
            measure,
            count.right + count.missed,
            count.precision,
            count.recall,
            count.f1,
            *ranges[measure],
        )
