"""Fitting the chance that a whole result is right, to results of labelled papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kg.core import names
from kg.nlp.linear_model import LinearModel, Source
from kg.nlp.results.number_lines import read_line
from kg.nlp.results.result_confidence import CONFIDENCE_CLASSES, confidence_features
from kg.nlp.results.result_extraction import BoundResult, fill_line, find_outcomes
from kg.nlp.results.slot_model import FilledSlots, SlotModel
from kg.nlp.results.slots import paper_context
from kg.nlp.roles import assign_roles
from kg.nlp.text.number_pairs import pair_numbers
from kg.train.labels.labelled_mentions import ClusteredPaper, annotated_text_of, match_labels
from kg.train.linear.fit_slots import slot_owner
from kg.train.linear.regression import Design, fit_multinomial, one_hot, round_weights

__all__ = ["fit_confidence_model", "judged_results"]

_LASSO, _RIDGE, _MIN_COUNT, _MIN_WEIGHT = 0.001, 0.03, 10, 0.01
"""Chosen by cross-validation: least log-loss, expected calibration error 0.03."""
_JUDGED = ("metric", "method", "dataset")

Judged = tuple[dict[str, float], bool]
"""The features of a result that was read, and whether it is right."""


def fit_confidence_model(judged: Sequence[Judged], papers: int) -> LinearModel:
    """The model of confidence, from results that were read by models not fitted to them."""
    design = Design.of([features for features, _ in judged], min_count=_MIN_COUNT)
    weights = fit_multinomial(
        design,
        one_hot([int(right) for _, right in judged], 2),
        np.ones(len(judged)),
        lasso=_LASSO,
        ridge=_RIDGE,
    )
    odds = weights[:, 1] - weights[:, 0]
    found = {feature: float(odds[at]) for feature, at in design.columns.items()}
    source = Source(
        scores="the chance that value, metric, method and data set of a result are all right "
        "(kg/nlp/results/result_confidence.py)",
        command="kg train",
        fitted_to=f"{len(judged)} results read in {papers} labelled papers, by logistic "
        "regression with L1 and L2 penalties",
    )
    (name,) = CONFIDENCE_CLASSES
    return LinearModel({name: round_weights(found, threshold=_MIN_WEIGHT, digits=3)}, source)


def judged_results(
    paper: ClusteredPaper, *, roles: LinearModel, outcomes: LinearModel, slots: SlotModel
) -> Iterator[Judged]:
    """The results that the models read in a labelled paper, each with whether it is right."""
    annotated, network = annotated_text_of(paper), paper.network_features
    own_roles = [role for role, _ in assign_roles(annotated, model=roles, network=network)]
    context = paper_context(annotated, own_roles)
    owners, left = match_labels(paper, annotated.clusters), list(paper.labels.results)
    bound: list[BoundResult] = []
    for index in range(len(annotated.sentences)):
        line = read_line(annotated, index)
        if line is None:
            continue
        pairs = pair_numbers(paper.text, line.numbers)
        found = find_outcomes(annotated, line, pairs, outcomes, network)
        for case, filled, score in fill_line(context, line, pairs, found, slots, network, bound):
            key = names.value_key(line.numbers[case.position].raw)
            right = next(
                (
                    result
                    for result in left
                    if names.value_key(result.value) == key
                    and all(
                        slot_owner(paper, owners, result, slot) == _filled(filled, slot)
                        for slot in _JUDGED
                    )
                ),
                None,
            )
            if right is not None:
                left.remove(right)
            yield confidence_features(case, filled, score), right is not None


def _filled(filled: FilledSlots, slot: str) -> int | None:
    cluster: int | None = getattr(filled.slots, slot)
    return cluster
