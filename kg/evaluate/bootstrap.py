"""How far a score would move with other papers of the same kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.evaluate.scoring import MEASURES, Score

__all__ = ["Interval", "bootstrap_intervals"]

Interval = tuple[float, float]

_RESAMPLES, _SEED, _LEVEL = 2000, 0, 0.95


def bootstrap_intervals(
    papers: Sequence[Score], *, level: float = _LEVEL, measures: Sequence[str] = MEASURES
) -> Mapping[str, Interval]:
    """Measure -> the interval of its F1 at ``level``, by the percentile bootstrap over papers.

    Papers are drawn with replacement, each with all its counts, for these hang together.

    Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
    """
    counts = np.array(
        [[_counts(paper, measure) for measure in measures] for paper in papers], np.float64
    ).reshape(len(papers), len(measures), 2)
    f1 = _f1(np.tensordot(_draws(len(papers)), counts, axes=1))
    tail = (1 - level) / 2
    low, high = np.quantile(f1, [tail, 1 - tail], axis=0)
    return {m: (float(low[i]), float(high[i])) for i, m in enumerate(measures)}


def _draws(papers: int) -> NDArray[np.float64]:
    """(resamples, papers): how often each paper is drawn."""
    generator = np.random.default_rng(_SEED)
    even = np.full(papers, 1 / max(1, papers))
    return generator.multinomial(papers, even, size=_RESAMPLES).astype(np.float64)


def _counts(paper: Score, measure: str) -> tuple[int, int]:
    count = paper[measure]
    return 2 * count.right, 2 * count.right + count.wrong + count.missed


def _f1(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    part, whole = sums[..., 0], sums[..., 1]
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
