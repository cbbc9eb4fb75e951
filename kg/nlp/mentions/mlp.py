"""A perceptron with one hidden layer and a direct linear path, on plain arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["MLP"]

Floats = NDArray[np.float32]


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
        hidden = np.maximum(x @ self.inner + self.inner_bias, 0)
        logits = hidden @ self.outer + x @ self.direct + self.bias
        found: Floats = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
        return found

    @classmethod
    def of(cls, arrays: Mapping[str, Floats], name: str) -> MLP:
        """The MLP whose arrays are named ``name.field``."""
        return cls(*(np.asarray(arrays[f"{name}.{field}"], np.float32) for field in cls._fields))

    def arrays(self, name: str) -> dict[str, Floats]:
        """The arrays by the names that `of` reads."""
        return {f"{name}.{field}": value for field, value in self._asdict().items()}
