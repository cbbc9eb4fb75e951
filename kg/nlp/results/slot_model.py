"""Which entity of the paper fills a slot of a result: a choice among all of the label, and none.

A linear model over the features of `kg.nlp.results.slot_features`, ``slot_weights.tsv``; the
softmax over the options is the score.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.nlp.linear_model import LinearModel, softmax
from kg.nlp.results.slot_features import SlotCase, slot_options
from kg.nlp.results.slot_rules import named_rival, own_dataset, own_method
from kg.nlp.results.slots import SLOTS, Slots

__all__ = ["choose_cluster", "fill_slots"]

_NAMED_SCORE = 0.9
"""Of a name that stands right beside the number."""

_NAMED_BESIDE = (("dataset", own_dataset), ("method", named_rival), ("method", own_method))
"""'3.6 FID on Y', '82.1 for Y', 'Y achieves 79.1': what these say goes before the model."""


def choose_cluster(case: SlotCase, slot: str, model: LinearModel) -> tuple[int | None, float]:
    """The cluster for a slot, None for nothing, and the probability of that choice.

    A slot that the model does not have keeps the choice of the rules, with probability 1.
    """
    if slot not in model.weights:
        return getattr(case.ruled, slot), 1.0
    options = slot_options(case, slot)
    log_odds = [model.log_odds(slot, features) for _, features in options]
    best = log_odds.index(max(log_odds))
    return options[best][0], softmax(log_odds)[best]


def fill_slots(case: SlotCase, model: LinearModel) -> tuple[Slots, Mapping[str, float]]:
    """The slots of a number, each by its own choice, and the probability of each."""
    chosen = {slot: choose_cluster(case, slot, model) for slot in SLOTS}
    for slot, rule in _NAMED_BESIDE:
        if named := rule(case.context, case.line, case.position):
            chosen[slot] = named.cluster, _NAMED_SCORE
    clusters = {slot: cluster for slot, (cluster, _) in chosen.items()}
    if clusters["baseline"] == clusters["method"]:
        clusters["baseline"] = None
    return Slots(**clusters), {slot: score for slot, (_, score) in chosen.items()}
