"""Fitting the weights of the mention rules to labelled papers: multinomial logistic regression.

Used when the rules change, never at run time; numpy alone, and the same weights every time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg import names
from kg.nlp import abbreviations, mentions, sentences
from kg.schema import ENTITY_LABELS

__all__ = ["Example", "examples", "fit", "table"]

Example = tuple[Sequence[str], int]
"""The features of a surface, and its class: 0 for no entity, else 1 + index of the label."""

_Floats = NDArray[np.float64]
_RATE, _MEAN, _SPREAD = 0.1, 0.9, 0.99
"""Step size and decays of Adam (D. Kingma, J. Ba, ICLR 2015) on the whole set at once."""


def examples(text: str, labels: Mapping[str, str | None]) -> Iterator[Example]:
    """The surfaces of one paper with their classes.

    ``labels`` maps each labelled surface to its label, or to None where the label is
    optional: such a surface teaches nothing and is left out.
    """
    known = {names.key(surface): label for surface, label in labels.items()}
    spans, definitions = sentences.split(text), abbreviations.find(text)
    for places, features in mentions.described(text, spans, definitions):
        keys = [names.key(text[start:end]) for start, end in places]
        key = next((key for key in keys if key in known), None)
        label = known[key] if key else None
        if key is None:
            yield features, 0
        elif label is not None:
            yield features, 1 + ENTITY_LABELS.index(label)


def fit(
    data: Sequence[Example], *, penalty: float = 2.0, least: int = 8, steps: int = 150
) -> dict[str, _Floats]:
    """Feature -> weights for no entity and each label, by ``steps`` full-batch steps.

    ``penalty`` is that of L2; features seen in fewer than ``least`` examples get no weight.
    """
    counts = Counter(feature for features, _ in data for feature in set(features))
    column = {f: i for i, f in enumerate(sorted(f for f in counts if counts[f] >= least))}
    entries = np.array(
        [
            (row, column[feature])
            for row, (features, _) in enumerate(data)
            for feature in sorted(set(features))
            if feature in column
        ]
    )
    classes = np.eye(len(ENTITY_LABELS) + 1)[[label for _, label in data]]
    weights = _descend(entries, classes, len(column), penalty, steps)
    return {feature: weights[at] for feature, at in column.items()}


def _descend(
    entries: NDArray[np.int64], classes: _Floats, columns: int, penalty: float, steps: int
) -> _Floats:
    weights = np.zeros((columns, classes.shape[1]))
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    by_column = entries[np.argsort(entries[:, 1], kind="stable")]
    for step in range(1, steps + 1):
        sums = _gather(entries[:, 0], weights[entries[:, 1]], len(classes))
        shares = np.exp(sums - sums.max(axis=1, keepdims=True))
        error = shares / shares.sum(axis=1, keepdims=True) - classes
        slope = _gather(by_column[:, 1], error[by_column[:, 0]], columns) + penalty * weights
        mean = _MEAN * mean + (1 - _MEAN) * slope
        spread = _SPREAD * spread + (1 - _SPREAD) * slope**2
        root = np.sqrt(spread / (1 - _SPREAD**step)) + 1e-6
        weights -= _RATE * (1 - 0.9 * step / steps) * mean / (1 - _MEAN**step) / root
    return weights


def _gather(groups: NDArray[np.int64], values: _Floats, count: int) -> _Floats:
    """The sum of the rows of ``values`` by group; ``groups`` is sorted."""
    present, starts = np.unique(groups, return_index=True)
    sums = np.zeros((count, values.shape[1]))
    sums[present] = np.add.reduceat(values, starts, axis=0)
    return sums


def table(weights: Mapping[str, _Floats], *, least: float = 0.05) -> str:
    """The weights as the text of ``mention_weights.tsv``, without rows that hardly matter."""
    lines = ["\t".join(["feature", "none", *ENTITY_LABELS])]
    lines += [
        "\t".join([feature, *(f"{weight:.2f}" for weight in row)])
        for feature, row in sorted(weights.items())
        if np.abs(row).max() >= least
    ]
    return "\n".join(lines) + "\n"
