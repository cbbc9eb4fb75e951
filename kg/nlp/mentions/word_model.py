"""A linear model over words: each has a weight for each class, and the weights add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["WordModel"]

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WordModel:
    """``weights`` is (words, classes), ``rows`` the row of each word, ``bias`` (classes,)."""

    rows: Mapping[str, int]
    weights: Floats
    bias: Floats

    def log_odds(self, described: Iterable[Iterable[str]]) -> Floats:
        """(things, classes): the log-odds of each thing by its words; unknown ones weigh nothing.

        >>> model = WordModel({"net": 0}, np.array([[2.0, -1.0]]), np.array([0.0, 0.5]))
        >>> model.log_odds([["the", "net"], []]).tolist()
        [[2.0, -0.5], [0.0, 0.5]]
        """
        rows = self.rows
        known = [[rows[word] for word in words if word in rows] for words in described]
        sums = [self.weights[each].sum(0) for each in known]
        found = np.array(sums, np.float32).reshape(-1, len(self.bias)) + self.bias
        return found.astype(np.float32)

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], name: str) -> WordModel:
        """The model whose arrays are named ``name.field``.

        Raises:
            ValueError: there are not as many weights as words.
        """
        text = arrays[f"{name}.text"].tobytes().decode("utf-8")
        words = text.split("\n") if text else []
        weights = np.asarray(arrays[f"{name}.weights"], np.float32)
        if len(words) != len(weights):
            raise ValueError(f"{len(words)} words of {name!r} have {len(weights)} weights")
        rows = {word: row for row, word in enumerate(words)}
        return cls(rows, weights, np.asarray(arrays[f"{name}.bias"], np.float32))

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """The arrays by the names that `of` reads; weights in half precision."""
        words = "\n".join(sorted(self.rows, key=self.rows.__getitem__)).encode("utf-8")
        return {
            f"{name}.text": np.frombuffer(words, np.uint8),
            f"{name}.weights": self.weights.astype(np.float16),
            f"{name}.bias": self.bias,
        }
