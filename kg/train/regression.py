"""Multinomial logistic regression on sparse features: numpy alone.

All steps are sums in a fixed order, so the same examples give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.nlp.weights import BIAS

__all__ = ["BIAS", "Design", "Features", "Floats", "fit_choice", "fit_dense", "fit_sparse"]

Features = Mapping[str, float] | Collection[str]
"""The features of an example with their values; 1 where only names are given."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_RATE, _MEAN, _SPREAD = 0.1, 0.9, 0.99
"""Step size and decays of Adam (D. Kingma, J. Ba, ICLR 2015) on the whole set at once."""

_POWER_STEPS = 20
_CURVATURE = 0.5
"""The largest eigenvalue that the Hessian of a softmax's log-loss can have (D. Böhning, 1992)."""


@dataclass(frozen=True, slots=True)
class Design:
    """Examples by features: a matrix that keeps only what is not nought.

    ``by_row`` and ``by_column`` are both (entries, 2): row and column of each, sorted by
    either; ``values`` and ``values_by_column`` are (entries, 1).
    """

    columns: Mapping[str, int]
    rows: int
    by_row: Ints
    by_column: Ints
    values: Floats
    values_by_column: Floats

    @classmethod
    def of(cls, examples: Sequence[Features], *, least: int) -> Design:
        """The features of each example; those in fewer than ``least`` get no column."""
        valued = [_valued(features) for features in examples]
        counts = Counter(feature for features in valued for feature in features)
        columns = {f: i for i, f in enumerate(sorted(f for f in counts if counts[f] >= least))}
        entries = [
            (row, columns[feature], value)
            for row, features in enumerate(valued)
            for feature, value in sorted(features.items())
            if feature in columns
        ]
        places = np.array([entry[:2] for entry in entries], np.int64).reshape(-1, 2)
        values = np.array([entry[2] for entry in entries], np.float64).reshape(-1, 1)
        order = np.argsort(places[:, 1], kind="stable")
        return cls(columns, len(examples), places, places[order], values, values[order])

    def sums(self, weights: Floats) -> Floats:
        """(rows, classes): the weights of each example's features, times their values."""
        return _gather(self.by_row[:, 0], self.values * weights[self.by_row[:, 1]], self.rows)

    def slopes(self, errors: Floats) -> Floats:
        """(columns, classes): the errors of the examples that have each feature, added up."""
        entries = self.by_column
        return _gather(
            entries[:, 1], self.values_by_column * errors[entries[:, 0]], len(self.columns)
        )


def _valued(features: Features) -> Mapping[str, float]:
    return features if isinstance(features, Mapping) else dict.fromkeys(features, 1.0)


def _gather(groups: Ints, values: Floats, count: int) -> Floats:
    """The sum of the rows of ``values`` by group; ``groups`` is sorted."""
    sums = np.zeros((count, values.shape[1]))
    present, starts = np.unique(groups, return_index=True)
    if len(present):
        sums[present] = np.add.reduceat(values, starts, axis=0)
    return sums


def _shares(sums: Floats) -> Floats:
    """The softmax of each row."""
    shares = np.exp(sums - sums.max(axis=1, keepdims=True))
    whole: Floats = shares / shares.sum(axis=1, keepdims=True)
    return whole


def fit_dense(design: Design, classes: Floats, *, penalty: float, steps: int = 150) -> Floats:
    """(columns, classes): weights with an L2 penalty, by ``steps`` full-batch steps of Adam.

    ``classes`` is (rows, classes): 1 in the column of an example's class, else 0.
    """
    weights = np.zeros((len(design.columns), classes.shape[1]))
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        error = _shares(design.sums(weights)) - classes
        slope = design.slopes(error) + penalty * weights
        mean = _MEAN * mean + (1 - _MEAN) * slope
        spread = _SPREAD * spread + (1 - _SPREAD) * slope**2
        root = np.sqrt(spread / (1 - _SPREAD**step)) + 1e-6
        weights -= _RATE * (1 - 0.9 * step / steps) * mean / (1 - _MEAN**step) / root
    return weights


def fit_sparse(
    design: Design,
    classes: Floats,
    trust: Floats,
    *,
    lasso: float,
    ridge: float,
    steps: int = 600,
) -> Floats:
    """(columns, classes): weights of which an L1 penalty leaves few, by proximal steps.

    ``trust`` is (rows,): how much each example counts. The loss is the mean over examples.

    Source: A. Beck, M. Teboulle, A Fast Iterative Shrinkage-Thresholding Algorithm, 2009.
    """
    free = np.array([[feature == BIAS] for feature in design.columns]).reshape(-1, 1)
    shrink, decay = np.where(free, 0.0, lasso), np.where(free, 0.0, ridge)
    share = (trust / design.rows)[:, np.newaxis]
    steepest = _CURVATURE * _largest(design, share) + ridge
    weights = ahead = np.zeros((len(design.columns), classes.shape[1]))
    momentum = 1.0
    for _ in range(steps):
        error = (_shares(design.sums(ahead)) - classes) * share
        moved = ahead - (design.slopes(error) + decay * ahead) / steepest
        shrunk = np.sign(moved) * np.maximum(np.abs(moved) - shrink / steepest, 0.0)
        gained = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = shrunk + (momentum - 1) / gained * (shrunk - weights)
        weights, momentum = shrunk, gained
    return weights


def _largest(design: Design, share: Floats) -> float:
    """The largest eigenvalue of the features' weighted products, by power iteration."""
    vector = np.ones((len(design.columns), 1))
    norm = 0.0
    for _ in range(_POWER_STEPS):
        vector = design.slopes(design.sums(vector) * share)
        norm = float(np.sqrt((vector**2).sum()))
        vector = vector / norm
    return norm


def fit_choice(
    design: Design, sizes: Sequence[int], chosen: Sequence[int], *, penalty: float, steps: int = 400
) -> Floats:
    """(columns,): weights that choose one of several rows, with an L2 penalty.

    The rows of ``design`` are the options of one choice after another; ``sizes`` says how many
    each choice has, and ``chosen`` which of them is right. By steps of Nesterov's method.

    Source: D. McFadden, Conditional logit analysis of qualitative choice behavior, 1974.
    """
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    right = np.zeros((design.rows, 1))
    right[starts + np.array(chosen, np.int64)] = 1.0
    steepest = _CURVATURE * _largest(design, np.ones((design.rows, 1))) + penalty
    weights = ahead = np.zeros((len(design.columns), 1))
    momentum = 1.0
    for _ in range(steps):
        sums = design.sums(ahead)
        shares = np.exp(sums - np.maximum.reduceat(sums, starts)[owner])
        shares /= np.add.reduceat(shares, starts)[owner]
        moved = ahead - (design.slopes(shares - right) + penalty * ahead) / steepest
        gained = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = moved + (momentum - 1) / gained * (moved - weights)
        weights, momentum = moved, gained
    return weights[:, 0]
