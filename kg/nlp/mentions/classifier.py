"""A classifier of surface forms, or of pairs of them: words first, then all measures together.

What words say is one measure for each class among the others (stacking: D. Wolpert, "Stacked
generalization", Neural Networks 5(2), 1992).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.nlp.mentions.mlp import MLP
from kg.nlp.mentions.word_model import WordModel

__all__ = ["Classifier"]

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Classifier:
    """``mlp`` reads the measures and, behind them, the log-odds of ``words``."""

    words: WordModel
    mlp: MLP

    @property
    def measures(self) -> int:
        """The number of measures that are given."""
        return len(self.mlp.mean) - len(self.words.bias)

    def probabilities(self, measured: Floats, described: Iterable[Iterable[str]]) -> Floats:
        """(things, measures) and the words of each -> (things, classes), each in [0, 1]."""
        return self.mlp.probabilities(np.concatenate((measured, self.words.log_odds(described)), 1))

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], name: str) -> Classifier:
        """The classifier whose arrays are named ``name.field`` and ``name.words.field``."""
        return cls(WordModel.of(arrays, f"{name}.words"), MLP.of(arrays, name))

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """The arrays by the names that `of` reads."""
        return {**self.mlp.arrays(name), **self.words.arrays(f"{name}.words")}
