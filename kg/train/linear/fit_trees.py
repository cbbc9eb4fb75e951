"""Fitting boosted trees with LightGBM, and reading them into plain arrays.

Source: G. Ke et al., LightGBM: a highly efficient gradient boosting decision tree, NIPS 2017.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import lightgbm
import numpy as np

from kg.nlp.boosted_trees import ABSENT, BoostedTrees

__all__ = ["fit_trees"]

_ROUNDS = 120
_RECIPE: Mapping[str, object] = {
    "objective": "binary",
    "learning_rate": 0.03,
    "num_leaves": 15,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "seed": 1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "use_missing": False,
    "verbose": -1,
}
"""Chosen by cross-validation over slots of results; other losses and sizes are within 0.005."""
_DIGITS = 5

_Node = Mapping[str, object]


class _Row(NamedTuple):
    column: int
    threshold: float
    left: int
    right: int
    value: float


def fit_trees(
    rows: Sequence[Mapping[str, float]],
    right: Sequence[bool],
    start: Sequence[float],
) -> BoostedTrees:
    """The trees that correct log-odds, ``start``, of rows of measures to be ``right``.

    The result is the same for the same rows in the same order.
    """
    measures = tuple(sorted({name for row in rows for name in row}))
    values = [[row.get(name, ABSENT) for name in measures] for row in rows]
    begin = np.array(start, np.float64)
    data = lightgbm.Dataset(np.array(values, np.float64), np.array(right), init_score=begin)
    booster = lightgbm.train(dict(_RECIPE), data, num_boost_round=_ROUNDS)
    nodes: list[_Row] = []
    roots = []
    for tree in booster.dump_model()["tree_info"]:
        roots.append(len(nodes))
        nodes.extend(_rows(tree["tree_structure"], len(nodes)))
    columns, thresholds, lefts, rights, leaves = zip(*nodes, strict=True)
    return BoostedTrees(
        measures,
        np.array(columns, np.int32),
        np.array(thresholds, np.float64),
        np.array(lefts, np.int32),
        np.array(rights, np.int32),
        np.array(leaves, np.float64).round(_DIGITS),
        np.array(roots, np.int32),
    )


def _rows(node: _Node, start: int) -> Iterator[_Row]:
    """A node and those below it, the first of them at position ``start``."""
    if "split_feature" not in node:
        yield _Row(0, 0.0, start, start, float(str(node["leaf_value"])))
        return
    left = list(_rows(_child(node, "left_child"), start + 1))
    right_at = start + 1 + len(left)
    column, threshold = int(str(node["split_feature"])), float(str(node["threshold"]))
    yield _Row(column, threshold, start + 1, right_at, 0.0)
    yield from left
    yield from _rows(_child(node, "right_child"), right_at)


def _child(node: _Node, name: str) -> _Node:
    child = node[name]
    if not isinstance(child, dict):
        raise TypeError(f"a tree without its {name}")
    return child
