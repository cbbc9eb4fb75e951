"""A perceptron with one hidden layer and a direct linear path, on plain arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["MLP"]

Floats = NDArray[np.float32]

_ON_ONE_CORE = 1 << 18
"""Multiplications of a product of matrices up to which OpenBLAS starts no threads: for the few rows
of a paper, they wait for each other longer than they compute (a quarter of all time)."""


class MLP(NamedTuple):
    """The weights; standardised features pass through ``direct`` and through the hidden layer.

    Shapes: ``mean`` and ``scale`` (features), ``inner`` (features, hidden), ``outer``
    (hidden, classes), ``direct`` (features, classes), ``inner_bias`` and ``bias`` alike.
    """

    mean: Floats
    scale: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats
    direct: Floats
    bias: Floats

    def probabilities(self, features: Floats) -> Floats:
        """(rows, features) -> (rows, classes): independent probabilities in [0, 1]."""
        x = (features.reshape(-1, len(self.mean)) - self.mean) / self.scale
        step = max(1, _ON_ONE_CORE // self.inner.size)
        parts = [self._logits(x[at : at + step]) for at in range(0, max(1, len(x)), step)]
        logits = np.clip(np.concatenate(parts), -30, 30)
        found: Floats = (1 / (1 + np.exp(-logits))).astype(np.float32)
        return found

    def _logits(self, x: Floats) -> Floats:
        hidden = np.maximum(x @ self.inner + self.inner_bias, 0)
        found: Floats = hidden @ self.outer + x @ self.direct + self.bias
        return found

    @classmethod
    def of(cls, arrays: Mapping[str, Floats], name: str) -> MLP:
        """The MLP whose arrays are named ``name.field``."""
        return cls(*(np.asarray(arrays[f"{name}.{field}"], np.float32) for field in cls._fields))

    def arrays(self, name: str) -> dict[str, Floats]:
        """The arrays by the names that `of` reads."""
        return {f"{name}.{field}": value for field, value in self._asdict().items()}
