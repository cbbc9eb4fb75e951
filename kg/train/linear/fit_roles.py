"""Fitting the model of roles to labelled papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kg.core.schema import DATASET, ENTITY_LABELS, METHOD, roles_of
from kg.nlp.linear_model import BIAS, LinearModel, Source
from kg.nlp.role_features import role_features
from kg.nlp.roles import role_class
from kg.train.labels.labelled_mentions import ClusteredPaper, annotated_text_of, match_labels
from kg.train.labels.labelled_papers import LabelledEntity
from kg.train.linear.regression import (
    Design,
    Features,
    fit_multinomial,
    one_hot,
    round_weights,
)

__all__ = ["fit_role_model"]

_LASSO = {METHOD: 0.001, DATASET: 0.001}
_OTHER_LASSO, _RIDGE, _MIN_COUNT, _MIN_WEIGHT = 0.002, 0.001, 6, 0.1
"""Chosen by cross-validation."""
_NEW_METHOD = 0.2
"""Added for methods that are introduced: recall 0.79 for 0.77, at the same accuracy of roles."""
_OPTIONAL_TRUST = 0.3


def fit_role_model(papers: Sequence[ClusteredPaper]) -> LinearModel:
    """The model of roles, with the classes of the labels that the papers have."""
    described = [item for paper in papers for item in _examples(paper)]
    weights: dict[str, dict[str, float]] = {}
    for kind in ENTITY_LABELS:
        data = [(label, features) for label, features in described if label.type == kind]
        if data:
            weights |= _fit_label(kind, data)
    source = Source(
        scores="the role of an entity in its paper (kg/nlp/roles.py)",
        command="kg train",
        fitted_to=f"{len(described)} entities of {len(papers)} labelled papers, by multinomial "
        "logistic regression with L1 and L2 penalties",
    )
    return LinearModel(weights, source)


def _examples(paper: ClusteredPaper) -> Iterator[tuple[LabelledEntity, Features]]:
    """The labels that a cluster matches, with the cluster's features."""
    annotated = annotated_text_of(paper)
    matched = match_labels(paper, annotated.clusters)
    for cluster, label in zip(annotated.clusters, matched, strict=True):
        if label is not None:
            features = role_features(cluster, annotated, paper.network_features)
            yield paper.labels.entities[label], {BIAS: 1.0, **features}


def _fit_label(
    kind: str, data: Sequence[tuple[LabelledEntity, Features]]
) -> Iterator[tuple[str, dict[str, float]]]:
    """(class, weights) of each role of one label."""
    roles = roles_of(kind)
    design = Design.of([features for _, features in data], min_count=_MIN_COUNT)
    weights = fit_multinomial(
        design,
        one_hot([roles.index(label.role) for label, _ in data], len(roles)),
        np.array([1.0 if label.core else _OPTIONAL_TRUST for label, _ in data]),
        lasso=_LASSO.get(kind, _OTHER_LASSO),
        ridge=_RIDGE,
    )
    if kind == METHOD and BIAS in design.columns:
        weights[design.columns[BIAS], roles.index("introduces")] += _NEW_METHOD
    for at, role in enumerate(roles):
        own = {feature: weights[column, at] for feature, column in design.columns.items()}
        yield role_class(kind, role), round_weights(own, threshold=_MIN_WEIGHT, digits=2)
