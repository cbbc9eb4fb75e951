"""Which entity of the paper fills a slot of a result: a choice among all of the label, and none.

A linear model over the features of `kg.nlp.results.slot_features`, ``slot_weights.tsv``, gives each
option a probability. Boosted trees over the measures of `kg.nlp.results.slot_measures`
(``slot_trees.npz``) correct its log-odds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.core.schema import RESULT_EDGES
from kg.nlp.boosted_trees import BoostedTrees
from kg.nlp.linear_model import LinearModel, softmax
from kg.nlp.results.list_alignment import listed_before, listed_cluster
from kg.nlp.results.slot_features import SlotCase, SlotOption, slot_options
from kg.nlp.results.slot_measures import number_measures, option_measures
from kg.nlp.results.slot_patterns import (
    APPOSED_CHANGE,
    BRACKET,
    CHANGED_BEHIND,
    CLOSE_TO,
    CONTRASTED,
)
from kg.nlp.results.slot_statements import (
    changed_from,
    dataset_of_aside,
    has_opponent,
    has_value_of_its_own,
    named_rival,
    old_method,
    opening_dataset,
    own_dataset,
    own_method,
    own_metric,
    run_within,
    subject_of_change,
)
from kg.nlp.results.slots import SLOTS, Slots
from kg.nlp.results.unknown_names import (
    is_of_models_at_large,
    is_of_unknown,
    is_of_unknown_dataset,
    is_of_unknown_metric,
    is_ours,
)
from kg.nlp.text.number_pairs import pair_numbers

__all__ = [
    "FilledSlots",
    "SlotModel",
    "choose_cluster",
    "fill_slots",
    "measure_options",
    "option_log_odds",
    "stated_slots",
]

_NAMED_BESIDE = (
    ("method", named_rival),
    ("method", own_method),
    ("metric", own_metric),
)
"""'82.1 for Y', 'Y achieves 79.1', 'an FID of 3.6': these go before the model."""
_UNKNOWN = (
    ("method", is_of_unknown),
    ("metric", is_of_unknown_metric),
    ("dataset", is_of_unknown_dataset),
)
"""'30.4 for BMNet', where that is no entity: the slot is empty."""
_LEAST = 0.001
_LISTED = ("metric", "method", "dataset")
"""'A and B reach 1 and 2': so does the order of lists."""


@dataclass(frozen=True, slots=True)
class SlotModel:
    """The linear model, and for each slot the trees that correct it.

    A slot without trees, or a text without a network's scores, is left to the linear model.
    """

    linear: LinearModel
    trees: Mapping[str, BoostedTrees] = field(default_factory=dict)


Stated = Mapping[str, int | None]
"""Slots that the words beside a number, or the order of two lists, decide."""


def stated_slots(case: SlotCase) -> dict[str, int | None]:
    """The slots of a number that rules fill: 'an FID of 3.6 on Y', 'A and B reach 1 and 2'."""
    context, line, position = case.context, case.line, case.position
    stated: dict[str, int | None] = dict(_of_level_before(case))
    stated |= {slot: None for slot, rule in _UNKNOWN if rule(context, line, position)}
    if dataset := own_dataset(context, line, position, case.old) or opening_dataset(context, line):
        stated["dataset"] = dataset.cluster
    if is_ours(context, line, position):
        stated["method"] = context.method
    for slot, rule in _NAMED_BESIDE:
        if named := rule(context, line, position):
            stated[slot] = named.cluster
    stated.update(_of_rival(case))
    for slot in _LISTED:
        label = RESULT_EDGES[slot][1]
        if listed := listed_cluster(context, line, position, label):
            stated[slot] = listed.cluster
    if "dataset" not in stated and (listed := listed_before(context, line, position)):
        stated["dataset"] = listed.cluster
    if dataset := dataset_of_aside(context, line, position):
        stated["dataset"] = dataset.cluster
    return stated


def _of_rival(case: SlotCase) -> Iterator[tuple[str, int | None]]:
    """The baseline of a change, or of an old value: none where this is of an unknown name."""
    context, line = case.context, case.line
    if case.old is None:
        if rival := changed_from(context, line, case.position):
            yield "baseline", rival.cluster
    elif rival := old_method(context, line, case.old):  # '84.5 vs. 82.1 for Y'
        yield "baseline", rival.cluster
    elif has_value_of_its_own(context, line, case.position, case.old):
        yield "baseline", None
    else:
        changes, subject = subject_of_change(context, line, case.old)
        if changes:
            yield "baseline", subject.cluster if subject else None


def _of_level_before(case: SlotCase) -> Iterator[tuple[str, int]]:
    """The slots that a change shares with the level before it: '31.7 (+18.4)', '2895 on Lichess,
    +310 over Maia'."""
    at, numbers = case.position, case.line.numbers
    if not at or numbers[at].kind == "absolute":
        return
    text, between = case.context.annotated.text, (numbers[at - 1].stop, numbers[at].start)
    is_behind = numbers[at - 1].kind == "absolute" and CHANGED_BEHIND.fullmatch(text, *between)
    if is_behind and changed_from(case.context, case.line, at) is None:
        return
    is_beside = BRACKET.fullmatch(text, *between) or APPOSED_CHANGE.fullmatch(text, *between)
    if not is_behind and not is_beside:
        return
    for index, position, slots in case.earlier:
        if (index, position) == (case.line.index, at - 1):
            found = {slot: getattr(slots, slot) for slot in _LISTED}
            yield from ((slot, cluster) for slot, cluster in found.items() if cluster is not None)


def choose_cluster(
    case: SlotCase, slot: str, model: SlotModel, stated: Stated
) -> tuple[int | None, float]:
    """The cluster for a slot, None for nothing, and the probability of that choice.

    A slot that the model does not have keeps the choice of the rules, with probability 1.
    """
    if slot not in model.linear.weights:
        return getattr(case.ruled, slot), 1.0
    options = slot_options(case, slot)
    log_odds = [model.linear.log_odds(slot, features) for _, features in options]
    trees = model.trees.get(slot)
    if trees and case.network:
        linear = option_log_odds(log_odds)
        table = trees.table(measure_options(case, slot, options, linear, stated))
        log_odds = (trees.log_odds(table) + linear).tolist()
    best = log_odds.index(max(log_odds))
    return options[best][0], softmax(log_odds)[best]


def option_log_odds(log_odds: Sequence[float]) -> list[float]:
    """The log-odds of each option against all others together, from those of a softmax.

    They are kept within -7 and 7, so that trees can correct a choice that looks certain.
    """
    kept = (min(1 - _LEAST, max(_LEAST, chance)) for chance in softmax(log_odds))
    return [math.log(chance / (1 - chance)) for chance in kept]


def measure_options(
    case: SlotCase,
    slot: str,
    options: Sequence[SlotOption],
    linear: Sequence[float],
    stated: Stated,
) -> list[dict[str, float]]:
    """The measures of each option, with its log-odds by the linear model (`option_log_odds`), and
    whether rules state it (1) or another (-1)."""
    shared, found = number_measures(case, slot), []
    for (cluster, _), own in zip(options, linear, strict=True):
        is_stated = 0.0 if slot not in stated else 1.0 if stated[slot] == cluster else -1.0
        measures = option_measures(case, slot, cluster)
        found.append(shared | measures | {"linear": own, "stated": is_stated})
    return found


def _is_aside(case: SlotCase, cluster: int) -> bool:
    """Whether all that names a rival is the old value of a clause before: 'does not improve it
    (72.0% vs. 72.3% for A), but cuts B by 41%'."""
    text, line = case.context.annotated.text, case.line
    here = [m for m in line.mentions if m.cluster == cluster]
    start = line.numbers[case.position].start
    if not here or any(m.start > start for m in here):
        return False
    if not CONTRASTED.search(text, here[-1].end, start):
        return False
    olds = pair_numbers(text, line.numbers).values()
    named = [old_method(case.context, line, old) for old in olds if old < case.position]
    return all(m in named for m in here)


def _is_only_close(case: SlotCase, cluster: int) -> bool:
    """Whether the sentence names a method only as what a changed value comes close to: 'rises from
    26.7% to 43.3%, close to the performance of A'."""
    here = [m for m in case.line.mentions if m.cluster == cluster]
    if case.old is None or not here:
        return False
    text = case.context.annotated.text
    return all(CLOSE_TO.search(text, case.line.start, m.start) for m in here)


class FilledSlots(NamedTuple):
    """The slots of a number, the model's probability of each choice, and which ones the words
    beside the number, or the order of two lists, decide."""

    slots: Slots
    scores: Mapping[str, float]
    stated: frozenset[str]


def fill_slots(case: SlotCase, model: SlotModel) -> FilledSlots:
    """The slots of a number, each by its own choice."""
    stated = stated_slots(case)
    chosen = {slot: choose_cluster(case, slot, model, stated) for slot in SLOTS}
    clusters = {slot: cluster for slot, (cluster, _) in chosen.items()} | stated
    own, rival = clusters["method"], clusters["baseline"]
    is_opponent = case.old is not None and has_opponent(case.context, case.line, rival)
    is_aside = (
        rival is not None
        and "baseline" not in stated
        and (_is_aside(case, rival) or _is_only_close(case, rival))
    )
    if is_opponent or is_aside or rival == own:
        clusters["baseline"] = None
    if (within := run_within(case.context, case.line, clusters["dataset"])) is not None:
        clusters["dataset"] = within
    if (
        own is not None
        and case.context.roles[own] == "introduces"
        and is_of_models_at_large(case.context, case.line, case.position)
    ):
        clusters["method"] = None
    scores = {slot: score for slot, (_, score) in chosen.items()}
    return FilledSlots(Slots(**clusters), scores, frozenset(stated))
