"""Which entity of the paper fills a slot of a result: a choice among all of the label, and none.

A linear model over the features of `kg.nlp.results.slot_features`, ``slot_weights.tsv``; the
softmax over the options is the score.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kg.core.schema import RESULT_EDGES
from kg.nlp.linear_model import LinearModel, softmax
from kg.nlp.results.slot_features import SlotCase, slot_options
from kg.nlp.results.slot_rules import (
    listed_cluster,
    named_rival,
    own_dataset,
    own_method,
    own_metric,
)
from kg.nlp.results.slots import SLOTS, Slots

__all__ = ["FilledSlots", "choose_cluster", "fill_slots"]

_NAMED_BESIDE = (
    ("dataset", own_dataset),
    ("method", named_rival),
    ("method", own_method),
    ("metric", own_metric),
)
"""'3.6 FID on Y', '82.1 for Y', 'Y achieves 79.1', 'an FID of 3.6': these go before the model."""
_LISTED = ("metric", "method", "dataset")
"""'A and B reach 1 and 2': so does the order of lists."""


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


class FilledSlots(NamedTuple):
    """The slots of a number, the model's probability of each choice, and which ones the words
    beside the number, or the order of two lists, decide."""

    slots: Slots
    scores: Mapping[str, float]
    stated: frozenset[str]


def fill_slots(case: SlotCase, model: LinearModel) -> FilledSlots:
    """The slots of a number, each by its own choice."""
    chosen = {slot: choose_cluster(case, slot, model) for slot in SLOTS}
    stated: dict[str, int | None] = {}
    for slot, rule in _NAMED_BESIDE:
        if named := rule(case.context, case.line, case.position):
            stated[slot] = named.cluster
    if case.old is not None and (rival := named_rival(case.context, case.line, case.old)):
        stated["baseline"] = rival.cluster  # '84.5 vs. 82.1 for Y'
    for slot in _LISTED:
        label = RESULT_EDGES[slot][1]
        if listed := listed_cluster(case.context, case.line, case.position, label):
            stated[slot] = listed.cluster
    clusters = {slot: cluster for slot, (cluster, _) in chosen.items()} | stated
    if clusters["baseline"] == clusters["method"]:
        clusters["baseline"] = None
    scores = {slot: score for slot, (_, score) in chosen.items()}
    return FilledSlots(Slots(**clusters), scores, frozenset(stated))
