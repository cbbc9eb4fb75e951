"""Fitting a model that reads the network on top of one that was fitted without it.

Few papers have scores of a network that was not trained on them. What many papers teach without
a network is the base; only its factor and the network's features are fitted on top of it.

Source: D. Wolpert, Stacked generalization, Neural Networks 5(2), 1992.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.nlp.linear_model import LinearModel
from kg.train.linear.regression import Features, with_values

__all__ = ["BaseModel", "add_base", "on_base"]

_BASE = "base"
_NETWORK = re.compile(r"net|none:net|none$")


@dataclass(frozen=True, slots=True)
class BaseModel:
    """A model that was fitted without a network: to all papers, and for each paper without it."""

    whole: LinearModel
    without: Sequence[LinearModel]


def on_base(row: Features, base: LinearModel, name: str) -> dict[str, float]:
    """The score of the base for a class, as one feature, and the row's features of the network."""
    valued = with_values(row)
    own = {feature: value for feature, value in valued.items() if _NETWORK.match(feature)}
    return {_BASE: base.log_odds(name, valued), **own}


def add_base(weights: Mapping[str, float], base: Mapping[str, float]) -> dict[str, float]:
    """The weights of one model that scores as weights on a base with that base."""
    factor = weights.get(_BASE, 0.0)
    scaled = {feature: factor * weight for feature, weight in base.items()}
    own = {feature: weight for feature, weight in weights.items() if feature != _BASE}
    return {f: scaled.get(f, 0.0) + own.get(f, 0.0) for f in (*scaled, *own)}
