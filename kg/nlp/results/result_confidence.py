"""The chance that a whole result is right: its number, method, data set and metric together.

Each slot has a probability of its own, but four choices that are right nine times in ten are all
right two times in three, and their errors are not independent. A logistic model over the scores
of the choices, fitted to results of papers that none of the other models was fitted to, gives the
calibrated chance (J. Platt, "Probabilistic outputs for support vector machines", 1999).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from kg.core.schema import RESULT_EDGES
from kg.nlp.linear_model import BIAS, LinearModel
from kg.nlp.results.slot_features import SlotCase
from kg.nlp.results.slot_model import FilledSlots

__all__ = ["CONFIDENCE_CLASSES", "confidence_features", "result_confidence"]

CONFIDENCE_CLASSES = ("right",)
"""The class of the model: method, data set, metric and value are all right."""

_SLOTS = ("metric", "method", "dataset")
_LEAST, _LEAST_ODDS = 0.01, -8.0
_CROWDED = (1, 2, 4, 8)


def confidence_features(case: SlotCase, filled: FilledSlots, outcome: float) -> dict[str, float]:
    """The features of a result; ``outcome`` is the probability that its number is one."""
    features = {BIAS: 1.0, "outcome": _log_odds(outcome)}
    for slot in _SLOTS:
        cluster = getattr(filled.slots, slot)
        state = "none" if cluster is None else "stated" if slot in filled.stated else "chosen"
        features[f"{slot}:{state}"] = 1.0
        if state != "stated":
            features[f"{slot}:{state}:score"] = _log_odds(filled.scores[slot])
        features |= dict.fromkeys(_of_slot(case, slot, cluster), 1.0)
        features |= dict(_scores_of(case, slot, cluster))
    number, line = case.line.numbers[case.position], case.line
    features[f"kind:{number.kind}"] = 1.0
    features[f"list:{min(4, len(line.members(case.position)))}"] = 1.0
    features[f"numbers:{sum(len(line.numbers) > step for step in _CROWDED)}"] = 1.0
    features["paired" if case.paired else "alone"] = 1.0
    return features


def _of_slot(case: SlotCase, slot: str, cluster: int | None) -> Iterator[str]:
    """Whether the entity is in the sentence, its role, and how many others there are."""
    context, label = case.context, RESULT_EDGES[slot][1]
    rivals = {m.cluster for m in case.line.mentions if m.label == label}
    yield f"{slot}:here{min(3, len(rivals))}"
    if cluster is None:
        return
    if cluster == context.method:
        yield "lead"
    here = "here" if cluster in rivals else "away"
    yield f"{slot}:{here}:{context.roles[cluster]}"
    name = context.annotated.clusters[cluster].name
    yield f"{slot}:{'plain' if name == name.lower() else 'named'}"


def _scores_of(case: SlotCase, slot: str, cluster: int | None) -> Iterator[tuple[str, float]]:
    """How sure the entity itself is, and what the network sees between it and the number."""
    if cluster is None:
        return
    entity = max(mention.score for mention in case.context.annotated.clusters[cluster].mentions)
    yield f"{slot}:entity", _log_odds(entity)
    odds = (case.network or {}).get(slot, {})
    if cluster in odds:
        rivals = [value for other, value in odds.items() if other != cluster]
        yield f"{slot}:pair", _kept(odds[cluster])
        yield f"{slot}:lead", _kept(odds[cluster] - max(rivals, default=_LEAST_ODDS))


def _kept(odds: float) -> float:
    """A quarter of log-odds, kept within bounds."""
    return max(_LEAST_ODDS, min(-_LEAST_ODDS, odds)) / 4


def _log_odds(probability: float) -> float:
    """A quarter of the log-odds, of a probability kept from 0 and 1."""
    kept = min(1 - _LEAST, max(_LEAST, probability))
    return math.log(kept / (1 - kept)) / 4


def result_confidence(features: Mapping[str, float], model: LinearModel) -> float:
    """The chance in [0, 1] that the result is right."""
    (name,) = CONFIDENCE_CLASSES
    return 1 / (1 + math.exp(-model.log_odds(name, features)))
