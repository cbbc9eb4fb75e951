"""Fitting the model of relations to sentences whose relations are labelled.

Texts of SciERC count fully; what roles and results of labelled papers imply counts a part
(`kg.train.linear.related_texts`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from kg.nlp.linear_model import BIAS, LinearModel, Source
from kg.nlp.mentions.encoder import NetworkScores
from kg.nlp.relations.candidates import ANSWERS, CHOICES, NONE, Candidate, candidates
from kg.nlp.relations.neural_scores import network_log_odds
from kg.nlp.relations.pair_features import feature_names
from kg.nlp.relations.relation_model import RelationModel, relation_class
from kg.nlp.relations.relation_scores import feature_log_odds, to_probabilities
from kg.train.linear.regression import Design, Floats, fit_multinomial, one_hot, round_weights
from kg.train.linear.related_texts import RelatedText, right_answer

__all__ = ["fit_factors", "fit_relation_model"]

_LASSO, _RIDGE, _MIN_COUNT, _MIN_WEIGHT, _STEPS = 0.003, 0.0005, 8, 0.05, 400
_TRUST = {
    "Method-Dataset": 0.25,
    "Dataset-Method": 0.25,
    "Method-Method": 0.15,
    **dict.fromkeys(("Method-Task", "Task-Method", "Dataset-Task", "Task-Dataset"), 0.05),
}
"""The weight of a candidate whose answer is inferred from roles, by labels: roles show best what
data are for. Set by hand, after a look at development and test parts of SciERC and SciER."""

_Example = tuple[frozenset[str], str, float]
"""The features of a candidate, its right answer, and how much it counts."""


def fit_relation_model(
    labelled: Collection[RelatedText], inferred: Collection[RelatedText] = ()
) -> LinearModel:
    """The model of relations; texts whose relations are ``inferred`` count as `_TRUST` states."""
    examples: dict[str, list[_Example]] = {labels: [] for labels in ANSWERS}
    for text in labelled:
        for pair, features, right in _examples(text):
            examples[pair.labels].append((features, right, 1.0))
    for text in inferred:
        for pair, features, right in _examples(text):
            if pair.labels in _TRUST:
                examples[pair.labels].append((features, right, _TRUST[pair.labels]))
    weights: dict[str, dict[str, float]] = {}
    for labels, data in examples.items():
        if data:
            weights |= _fit_labels(labels, data)
    source = Source(
        scores="the relation of two mentions (kg/nlp/relations/relation_scores.py)",
        command="kg train",
        fitted_to=f"{sum(map(len, examples.values()))} pairs of mentions of {len(labelled)} texts "
        f"with labelled relations and {len(inferred)} papers, by multinomial logistic regression "
        "with L1 and L2 penalties",
    )
    return LinearModel(weights, source)


def _examples(text: RelatedText) -> Iterator[tuple[Candidate, frozenset[str], str]]:
    """The candidates whose answer is known, with their features and the answer."""
    for index in range(len(text.annotated.sentences)):
        pairs = list(candidates(text.annotated, index))
        for pair, features in zip(pairs, feature_names(text.annotated, pairs), strict=True):
            right = right_answer(text, pair)
            if right is not None:
                yield pair, features, right


def _fit_labels(labels: str, data: Sequence[_Example]) -> Iterator[tuple[str, dict[str, float]]]:
    """(class, weights) of each answer of one pair of labels."""
    answers = [NONE, *map(str, ANSWERS[labels])]
    design = Design.of([{BIAS, *features} for features, *_ in data], min_count=_MIN_COUNT)
    weights = fit_multinomial(
        design,
        one_hot([answers.index(right) for _, right, _ in data], len(answers)),
        np.array([trust for *_, trust in data]),
        lasso=_LASSO,
        ridge=_RIDGE,
        steps=_STEPS,
    )
    for at, answer in enumerate(answers):
        own = {feature: weights[column, at] for feature, column in design.columns.items()}
        yield (
            relation_class(labels, answer),
            round_weights(own, threshold=_MIN_WEIGHT, digits=2),
        )


def fit_factors(
    texts: Iterable[tuple[RelatedText, NetworkScores]], model: RelationModel
) -> tuple[float, float]:
    """The factors of features and network with the least log-loss together, in twentieths."""
    scored = [_score(text, scores, model) for text, scores in texts]
    pairs = [pair for each in scored for pair in each.pairs]
    by_features = np.concatenate([each.by_features for each in scored])
    by_network = np.concatenate([each.by_network for each in scored])
    right = np.array([choice for each in scored for choice in each.right], np.int64)

    def loss(features: float, network: float) -> float:
        found = to_probabilities(features * by_features + network * by_network, pairs)
        none = 1.0 - found.sum(axis=1)
        own = np.where(right < 0, none, found[np.arange(len(pairs)), right])
        return float(-np.log(np.maximum(own, 1e-9)).sum())

    steps = [step / 20 for step in range(31)]
    return min(product(steps, steps), key=lambda each: loss(*each))


class _ScoredText(NamedTuple):
    """The candidates of a text with both log-odds of each choice, (pairs, choices), and the
    number of the right choice; -1 for none."""

    pairs: Sequence[Candidate]
    by_features: Floats
    by_network: Floats
    right: Sequence[int]


def _score(text: RelatedText, scores: NetworkScores, model: RelationModel) -> _ScoredText:
    annotated = text.annotated
    found = (pair for i in range(len(annotated.sentences)) for pair in candidates(annotated, i))
    known = (pair for pair in found if pair.labels in model.labels)
    rows = [(pair, right) for pair in known if (right := right_answer(text, pair)) is not None]
    pairs = [pair for pair, _ in rows]
    return _ScoredText(
        pairs,
        feature_log_odds(annotated, pairs, model),
        network_log_odds(scores, pairs).astype(np.float64),
        [_CHOICES.get((pair.labels, right), -1) for pair, right in rows],
    )


_CHOICES = {(labels, str(own)): at for at, (labels, own) in enumerate(CHOICES) if own is not None}
