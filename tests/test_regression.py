"""The proximal solver: its optimality conditions, and its optimum against that of scipy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import minimize

from kg.nlp.linear_model import BIAS
from kg.train.linear.regression import Design, fit_conditional, fit_multinomial, round_weights

Floats = NDArray[np.float64]


def problem(seed: int) -> tuple[Design, Floats]:
    """200 examples of three classes; three of the twelve features separate them."""
    generator = np.random.default_rng(seed)
    has = generator.random((200, 12)) < 0.3
    sums = has[:, :3] * 3.0 + generator.gumbel(size=(200, 3))
    features = [{BIAS, *(f"f{i:02}" for i in np.flatnonzero(row))} for row in has]
    return Design.of(features, min_count=2), np.eye(3)[sums.argmax(1)]


def dense(design: Design) -> Floats:
    """(rows, columns): the matrix of a design."""
    matrix = np.zeros((design.rows, len(design.columns)))
    matrix[design.by_row[:, 0], design.by_row[:, 1]] = design.values[:, 0]
    return matrix


def log_softmax(scores: Floats) -> Floats:
    top = scores.max(axis=-1, keepdims=True)
    found: Floats = scores - top - np.log(np.exp(scores - top).sum(axis=-1, keepdims=True))
    return found


@pytest.mark.parametrize("seed", range(5))
def test_multinomial_weights_are_optimal(seed: int) -> None:
    """At the optimum the slope is lasso against the sign of each weight, and less at zeros."""
    design, classes = problem(seed)
    lasso, ridge = 0.02, 0.003
    found = fit_multinomial(design, classes, np.ones(200), lasso=lasso, ridge=ridge)
    shares = np.exp(design.scores(found))
    error = shares / shares.sum(1, keepdims=True) - classes
    slope = design.gradient(error) / 200
    free = design.columns[BIAS]
    assert np.abs(slope[free]).max() < 1e-4
    for column in set(design.columns.values()) - {free}:
        held, pull = found[column], slope[column] + ridge * found[column]
        assert np.all(np.abs(pull[held == 0]) <= lasso + 1e-4)
        assert pull[held != 0] == pytest.approx(-lasso * np.sign(held[held != 0]), abs=1e-4)
    assert (found == 0).mean() > 0.3


@pytest.mark.parametrize("seed", range(3))
def test_multinomial_weights_are_those_of_scipy(seed: int) -> None:
    """scipy minimises the same loss with each weight as the difference of two that are >= 0."""
    design, classes = problem(seed)
    lasso, ridge = 0.02, 0.003
    trust = np.random.default_rng(seed).uniform(0.2, 1.0, 200)
    found = fit_multinomial(design, classes, trust, lasso=lasso, ridge=ridge)
    matrix, free = dense(design), design.columns[BIAS]
    penal = np.ones((matrix.shape[1], 1))
    penal[free] = 0.0

    def loss(weights: Floats) -> float:
        nats = -(log_softmax(matrix @ weights) * classes).sum(axis=1)
        penalty = lasso * np.abs(penal * weights).sum() + ridge / 2 * (penal * weights**2).sum()
        return float((trust * nats).mean() + penalty)

    def split_loss(parts: Floats) -> tuple[float, Floats]:
        plus, minus = parts.reshape(2, *found.shape)
        weights = plus - minus
        nats = -(log_softmax(matrix @ weights) * classes).sum(axis=1)
        error = (np.exp(log_softmax(matrix @ weights)) - classes) * trust[:, np.newaxis] / 200
        slope = matrix.T @ error + ridge * penal * weights
        value = (trust * nats).mean() + lasso * (penal * (plus + minus)).sum()
        value += ridge / 2 * (penal * weights**2).sum()
        return value, np.stack([slope + lasso * penal, -slope + lasso * penal]).ravel()

    best = minimize(
        split_loss,
        np.zeros(2 * found.size),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None)] * (2 * found.size),
        options={"maxiter": 5000, "ftol": 1e-15, "gtol": 1e-9},
    )
    plus, minus = best.x.reshape(2, *found.shape)
    other = plus - minus
    assert loss(found) == pytest.approx(loss(other), abs=1e-7)
    # The bias has no penalty and is fixed but for a constant.
    centred = [each - each[free].mean() * (1 - penal) for each in (found, other)]
    assert centred[0] == pytest.approx(centred[1], abs=2e-3)


def choices(seed: int) -> tuple[list[dict[str, float]], list[int], list[int]]:
    """The options of 40 choices of two features, their numbers, and the right ones."""
    random = np.random.default_rng(seed)
    sizes = random.integers(1, 5, 40).tolist()
    rows = [{"a": x, "b": y} for x, y in random.normal(size=(sum(sizes), 2)).tolist()]
    chosen = [
        int(np.argmax([r["a"] - r["b"] + random.normal() for r in rows[at : at + size]]))
        for at, size in zip(_starts(sizes), sizes, strict=True)
    ]
    return rows, sizes, chosen


def _starts(sizes: Sequence[int]) -> list[int]:
    return [int(start) for start in np.cumsum([0, *sizes[:-1]])]


@given(st.integers(0, 20))
def test_conditional_weights_are_those_of_scipy(seed: int) -> None:
    rows, sizes, chosen = choices(seed)
    found = fit_conditional(Design.of(rows, min_count=1), sizes, chosen, ridge=1.0)
    matrix = np.array([[row["a"], row["b"]] for row in rows])

    def loss(weights: Floats) -> float:
        scores = matrix @ weights
        nats = [
            -log_softmax(scores[at : at + size])[right]
            for at, size, right in zip(_starts(sizes), sizes, chosen, strict=True)
        ]
        return float(sum(nats) + (weights**2).sum() / 2)

    best = minimize(loss, np.zeros(2), method="BFGS", options={"gtol": 1e-7})
    assert found == pytest.approx(best.x, abs=1e-4)


def test_a_design_sums_as_its_matrix_does() -> None:
    design = Design.of([["a", "b"], [], ["b", "b", "rare"], ["a"]], min_count=2)
    matrix = np.array([[1, 1], [0, 0], [0, 1], [1, 0]], np.float64)
    assert list(design.columns) == ["a", "b"]
    assert np.array_equal(design.scores(np.array([[1.0], [10.0]])), matrix @ [[1.0], [10.0]])
    rows = np.arange(8.0).reshape(4, 2)
    assert np.array_equal(design.gradient(rows), matrix.T @ rows)


def test_a_design_takes_values_as_well_as_names() -> None:
    design = Design.of([{"a": 0.5, "b": -2.0}, ["a"], {"b": 3.0}], min_count=1)
    matrix = np.array([[0.5, -2.0], [1.0, 0.0], [0.0, 3.0]])
    assert np.array_equal(design.scores(np.array([[1.0], [10.0]])), matrix @ [[1.0], [10.0]])
    rows = np.arange(6.0).reshape(3, 2)
    assert np.array_equal(design.gradient(rows), matrix.T @ rows)


def test_small_weights_are_dropped_and_the_bias_is_kept() -> None:
    weights = {BIAS: 0.001, "small": -0.09, "kept": -0.1049}
    assert round_weights(weights, threshold=0.1, digits=2) == {BIAS: 0.0, "kept": -0.1}
