"""Fitting the model that separates outcomes from other numbers, to labelled papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from kg.core import names
from kg.nlp.linear_model import BIAS, LinearModel, Source
from kg.nlp.results.detect import OUTCOME_CLASSES, number_features
from kg.nlp.text.number_pairs import pair_numbers
from kg.train.labels.labelled_mentions import ClusteredPaper, annotated_text_of
from kg.train.linear.regression import Design, fit_multinomial, one_hot, round_weights
from kg.train.linear.stacking import BaseModel, add_base, on_base

__all__ = ["fit_outcome_model"]

_LASSO, _RIDGE, _MIN_COUNT, _MIN_WEIGHT = 0.0007, 0.0007, 5, 0.08
"""Chosen by cross-validation."""
(_OUTCOME,) = OUTCOME_CLASSES


def fit_outcome_model(
    papers: Sequence[ClusteredPaper], base: BaseModel | None = None
) -> LinearModel:
    """The model of outcomes; ``base`` was fitted to the same papers without a network."""
    rows: list[Mapping[str, float]] = []
    outcomes: list[int] = []
    for at, paper in enumerate(papers):
        for features, outcome in _examples(paper):
            row = {BIAS: 1.0, **features}
            rows.append({BIAS: 1.0, **on_base(row, base.without[at], _OUTCOME)} if base else row)
            outcomes.append(int(outcome))
    design = Design.of(rows, min_count=_MIN_COUNT)
    weights = fit_multinomial(
        design, one_hot(outcomes, 2), np.ones(len(rows)), lasso=_LASSO, ridge=_RIDGE
    )
    log_odds = weights[:, 1] - weights[:, 0]
    found = add_base(
        {feature: float(log_odds[at]) for feature, at in design.columns.items()},
        base.whole.weights[_OUTCOME] if base else {},
    )
    source = Source(
        scores="whether a number is an outcome of the paper (kg/nlp/results/detect.py)",
        command="kg train",
        fitted_to=f"{len(rows)} numbers of {len(papers)} labelled papers, by logistic regression "
        "with L1 and L2 penalties",
    )
    return LinearModel({_OUTCOME: round_weights(found, threshold=_MIN_WEIGHT, digits=2)}, source)


def _examples(paper: ClusteredPaper) -> Iterator[tuple[Mapping[str, float], bool]]:
    """The features of each number of the text, and whether it is the value of a result."""
    values = {names.value_key(result.value) for result in paper.labels.results}
    annotated, network = annotated_text_of(paper), paper.network_features
    for index, sentence in enumerate(annotated.sentences):
        found = annotated.numbers(index)
        pairs = pair_numbers(paper.text, found)
        old = set(pairs.values())
        for i, number in enumerate(found):
            paired = "old" if i in old else "new" if i in pairs else ""
            mentions, cues = annotated.mentions_in(index), annotated.cues(index)
            features = number_features(paper.text, sentence, number, mentions, cues, paired)
            seen = network.value(number.start, number.end) if network else {}
            yield (
                {**dict.fromkeys(features, 1.0), **seen},
                names.value_key(number.raw) in values,
            )
