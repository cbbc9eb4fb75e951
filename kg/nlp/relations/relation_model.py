"""The linear model of relations as matrices, with a column for each pair feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.nlp.linear_model import BIAS, LinearModel
from kg.nlp.relations.candidates import CHOICES, NONE
from kg.nlp.relations.feature_columns import Lookup, split_feature

__all__ = ["RELATION_CLASSES", "RelationModel", "relation_class"]


def relation_class(labels: str, answer: object) -> str:
    """The class of an answer in a model: the answers of one pair of labels compete.

    >>> relation_class("Method-Task", None)
    'Method-Task/none'
    """
    return f"{labels}/{NONE if answer is None else answer}"


RELATION_CLASSES = tuple(relation_class(*choice) for choice in CHOICES)


@dataclass(frozen=True, slots=True, eq=False)
class RelationModel:
    """The weights of pair features for each of `kg.nlp.relations.candidates.CHOICES`.

    ``bias`` is (choices,), ``weights`` (columns, choices); ``columns`` are by kind and value of
    a feature, and ``labels`` the pairs of labels that the model was fitted to.
    """

    columns: Mapping[str, Mapping[str, int]]
    bias: NDArray[np.float64]
    weights: NDArray[np.float64]
    labels: frozenset[str]

    @classmethod
    def of(cls, model: LinearModel) -> RelationModel:
        """The matrices of a linear model whose classes are `RELATION_CLASSES`."""
        features = sorted({f for own in model.weights.values() for f in own} - {BIAS})
        columns: dict[str, dict[str, int]] = {}
        for column, feature in enumerate(features):
            kind, value = split_feature(feature)
            columns.setdefault(kind, {})[value] = column
        table = model.matrix([*features, BIAS], RELATION_CLASSES)
        labels = frozenset(name.partition("/")[0] for name in model.classes)
        return cls(columns, table[-1], table[:-1], labels)

    @property
    def size(self) -> int:
        """The number of columns."""
        return len(self.weights)

    def of_kind(self, kind: str) -> Lookup:
        """The columns of the features of a kind, by value."""
        return self.columns.get(kind, {}).get
