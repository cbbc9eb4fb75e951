"""Logistic regression on sparse features by one proximal gradient solver: numpy alone.

Two losses, multinomial (which class has an example) and conditional (which of several examples
is right), share one solver with L1 and L2 penalties. All steps are sums in a fixed order, so the
same examples give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.nlp.linear_model import BIAS

__all__ = [
    "Design",
    "Features",
    "Floats",
    "fit_conditional",
    "fit_multinomial",
    "one_hot",
    "round_weights",
    "with_values",
]

Features = Mapping[str, float] | Collection[str]
"""The features of an example with their values; 1 where only names are given."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_POWER_STEPS = 20
_CURVATURE = 0.5
"""The largest eigenvalue that the Hessian of a softmax's log-loss can have (D. Böhning, 1992)."""


@dataclass(frozen=True, slots=True)
class Design:
    """Examples by features: a sparse matrix, its entries sorted by row and by column.

    ``by_row`` and ``by_column`` are both (entries, 2): row and column of each; ``values`` and
    ``values_by_column`` are (entries, 1).
    """

    columns: Mapping[str, int]
    rows: int
    by_row: Ints
    by_column: Ints
    values: Floats
    values_by_column: Floats

    @classmethod
    def of(cls, examples: Sequence[Features], *, min_count: int) -> Design:
        """The features of each example; those in fewer than ``min_count`` get no column."""
        valued = [with_values(features) for features in examples]
        counts = Counter(feature for features in valued for feature in features)
        columns = {f: i for i, f in enumerate(sorted(f for f in counts if counts[f] >= min_count))}
        entries = [
            (row, columns[feature], value)
            for row, features in enumerate(valued)
            for feature, value in sorted(features.items())
            if feature in columns
        ]
        positions = np.array([entry[:2] for entry in entries], np.int64).reshape(-1, 2)
        values = np.array([entry[2] for entry in entries], np.float64).reshape(-1, 1)
        order = np.argsort(positions[:, 1], kind="stable")
        return cls(columns, len(examples), positions, positions[order], values, values[order])

    def scores(self, weights: Floats) -> Floats:
        """(rows, classes): the sum of each example's features, weighted."""
        return _gather(self.by_row[:, 0], self.values * weights[self.by_row[:, 1]], self.rows)

    def gradient(self, errors: Floats) -> Floats:
        """(columns, classes): by weight, from the gradient by score, (rows, classes)."""
        entries = self.by_column
        return _gather(
            entries[:, 1], self.values_by_column * errors[entries[:, 0]], len(self.columns)
        )


def with_values(features: Features) -> Mapping[str, float]:
    """The features of an example with their values."""
    return features if isinstance(features, Mapping) else dict.fromkeys(features, 1.0)


def one_hot(classes: Sequence[int], count: int) -> Floats:
    """(examples, count): 1 in the column of each example's class, else 0."""
    matrix: Floats = np.eye(count)[np.array(classes, np.int64)]
    return matrix


def _gather(groups: Ints, values: Floats, count: int) -> Floats:
    """The sum of the rows of ``values`` by group; ``groups`` is sorted."""
    sums = np.zeros((count, values.shape[1]))
    present, starts = np.unique(groups, return_index=True)
    if len(present):
        sums[present] = np.add.reduceat(values, starts, axis=0)
    return sums


class _Loss(NamedTuple):
    """A loss of the scores of all rows.

    ``gradient`` maps scores (rows, classes) to the slope of the loss by each; ``counts`` is
    (rows, 1): how much each row counts.
    """

    gradient: Callable[[Floats], Floats]
    counts: Floats
    classes: int


def fit_multinomial(
    design: Design,
    classes: Floats,
    trust: Floats,
    *,
    lasso: float,
    ridge: float,
    steps: int = 600,
) -> Floats:
    """(columns, classes): weights for the class of an example; the bias has no penalty.

    ``classes`` is (rows, classes): 1 in the column of an example's class, else 0. ``trust`` is
    (rows,): how much each example counts. The loss is the mean over examples.
    """
    counts = (trust / design.rows)[:, np.newaxis]

    def gradient(scores: Floats) -> Floats:
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        found: Floats = (powers / powers.sum(axis=1, keepdims=True) - classes) * counts
        return found

    loss = _Loss(gradient, counts, classes.shape[1])
    return _minimize(design, loss, lasso=lasso, ridge=ridge, steps=steps)


def fit_conditional(
    design: Design, sizes: Sequence[int], chosen: Sequence[int], *, ridge: float, steps: int = 400
) -> Floats:
    """(columns,): weights that choose one of several rows.

    The rows of ``design`` are the options of one choice after another; ``sizes`` is the number
    of options of each choice, and ``chosen`` the position of the right one. The loss is the sum
    over choices.

    Source: D. McFadden, Conditional logit analysis of qualitative choice behavior, 1974.
    """
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    right = np.zeros((design.rows, 1))
    right[starts + np.array(chosen, np.int64)] = 1.0

    def gradient(scores: Floats) -> Floats:
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        found: Floats = powers / np.add.reduceat(powers, starts)[owner] - right
        return found

    loss = _Loss(gradient, np.ones((design.rows, 1)), 1)
    return _minimize(design, loss, lasso=0.0, ridge=ridge, steps=steps)[:, 0]


def _minimize(design: Design, loss: _Loss, *, lasso: float, ridge: float, steps: int) -> Floats:
    """(columns, classes): the weights of the least loss with L1 and L2 penalties.

    Source: A. Beck, M. Teboulle, A Fast Iterative Shrinkage-Thresholding Algorithm, 2009.
    """
    free = np.array([[feature == BIAS] for feature in design.columns]).reshape(-1, 1)
    shrink, decay = np.where(free, 0.0, lasso), np.where(free, 0.0, ridge)
    curvature = _CURVATURE * _largest_eigenvalue(design, loss.counts) + ridge
    weights = ahead = np.zeros((len(design.columns), loss.classes))
    momentum = 1.0
    for _ in range(steps):
        slope = design.gradient(loss.gradient(design.scores(ahead))) + decay * ahead
        moved = ahead - slope / curvature
        shrunk = np.sign(moved) * np.maximum(np.abs(moved) - shrink / curvature, 0.0)
        gained = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = shrunk + (momentum - 1) / gained * (shrunk - weights)
        weights, momentum = shrunk, gained
    return weights


def _largest_eigenvalue(design: Design, counts: Floats) -> float:
    """The largest eigenvalue of the features' weighted products, by power iteration."""
    vector = np.ones((len(design.columns), 1))
    norm = 0.0
    for _ in range(_POWER_STEPS):
        vector = design.gradient(design.scores(vector) * counts)
        norm = float(np.sqrt((vector**2).sum()))
        vector = vector / norm
    return norm


def round_weights(
    weights: Mapping[str, float], *, threshold: float, digits: int
) -> dict[str, float]:
    """The bias, and the weights of at least ``threshold``, rounded to ``digits`` decimals."""
    return {
        feature: round(float(weight), digits)
        for feature, weight in weights.items()
        if feature == BIAS or abs(weight) >= threshold
    }
