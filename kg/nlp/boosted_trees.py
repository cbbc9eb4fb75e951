"""Boosted trees: a score in log-odds from named measures, on plain arrays.

Each tree asks whether a measure is at most a threshold and goes left or right until a leaf; the
values of the leaves add up (J. Friedman, "Greedy function approximation: a gradient boosting
machine", Annals of Statistics 29(5), 2001). `kg.train.linear.fit_trees` fits them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["ABSENT", "BoostedTrees"]

ABSENT = -99.0
"""The value of a measure that a row does not have: below all others."""

Floats = NDArray[np.float64]
_POSITIONS = ("column", "left", "right", "roots")
_VALUES = ("threshold", "value")


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """The nodes of all trees, and ``roots``, the node that each tree begins with.

    A node has the ``column`` of its measure in ``measures``, a ``threshold``, and the nodes to its
    ``left`` and ``right``; a leaf leads to itself, and only its ``value`` counts.
    """

    measures: tuple[str, ...]
    column: NDArray[np.int32]
    threshold: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Floats
    roots: NDArray[np.int32]

    def table(self, rows: Sequence[Mapping[str, float]]) -> Floats:
        """(rows, measures): the values, `ABSENT` where a row has none."""
        values = [[row.get(name, ABSENT) for name in self.measures] for row in rows]
        return np.array(values, np.float64).reshape(len(rows), len(self.measures))

    def log_odds(self, table: Floats) -> Floats:
        """(rows, measures) -> (rows,): the sum over the trees."""
        nodes = np.broadcast_to(self.roots, (len(table), len(self.roots)))
        rows = np.arange(len(table))[:, None]
        while True:
            is_left = table[rows, self.column[nodes]] <= self.threshold[nodes]
            following = np.where(is_left, self.left[nodes], self.right[nodes])
            if np.array_equal(following, nodes):
                found: Floats = self.value[nodes].sum(axis=1)
                return found
            nodes = following

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.generic]], name: str) -> BoostedTrees:
        """The trees whose arrays are named ``name.field``.

        Raises:
            ValueError: the arrays do not fit together, or a node leads nowhere.
        """
        measures = tuple(str(each) for each in arrays[f"{name}.measures"])
        nodes = [np.asarray(arrays[f"{name}.{field}"], np.int32) for field in _POSITIONS]
        values = [np.asarray(arrays[f"{name}.{field}"], np.float64) for field in _VALUES]
        column, left, right, roots = nodes
        threshold, value = values
        trees = cls(measures, column, threshold, left, right, value, roots)
        trees._check(name)
        return trees

    def _check(self, name: str) -> None:
        nodes = len(self.column)
        sizes = {len(self.threshold), len(self.left), len(self.right), len(self.value)}
        order = np.arange(nodes)
        leads_on = (self.left > order) & (self.right > order)
        is_leaf = (self.left == order) & (self.right == order)
        is_sound = (
            sizes == {nodes}
            and bool(np.all(leads_on | is_leaf))
            and all(
                each.min(initial=0) >= 0 and each.max(initial=0) < limit
                for each, limit in (
                    (self.column, max(1, len(self.measures))),
                    (self.left, max(1, nodes)),
                    (self.right, max(1, nodes)),
                    (self.roots, max(1, nodes)),
                )
            )
        )
        if not is_sound:
            raise ValueError(f"the trees {name!r} are damaged")

    def arrays(self, name: str) -> dict[str, NDArray[np.generic]]:
        """The arrays by the names that `of` reads."""
        own = {f"{name}.{field}": getattr(self, field) for field in (*_POSITIONS, *_VALUES)}
        return {f"{name}.measures": np.array(self.measures), **own}
