"""Fitting the model that fills the slots of results, to labelled papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.core import names
from kg.nlp.boosted_trees import BoostedTrees
from kg.nlp.linear_model import LinearModel, Source
from kg.nlp.results.number_lines import NumberLine, read_line
from kg.nlp.results.result_extraction import BoundResult, slot_log_odds
from kg.nlp.results.slot_features import SlotCase, SlotOption, slot_options
from kg.nlp.results.slot_model import (
    SlotModel,
    fill_slots,
    measure_options,
    option_log_odds,
    stated_slots,
)
from kg.nlp.results.slot_rules import bind_slots
from kg.nlp.results.slots import SLOTS, Slots, paper_context
from kg.nlp.roles import assign_roles
from kg.nlp.text.number_pairs import pair_numbers
from kg.train.labels.labelled_mentions import ClusteredPaper, annotated_text_of, match_labels
from kg.train.labels.labelled_papers import LabelledResult
from kg.train.linear.fit_roles import fit_role_model
from kg.train.linear.fit_trees import fit_trees
from kg.train.linear.regression import Design, Features, fit_conditional, round_weights
from kg.train.linear.stacking import BaseModel, add_base, on_base

__all__ = ["fit_slot_base", "fit_slots_on_base", "slot_owner"]

_RIDGE, _RIDGE_ON_BASE, _MIN_COUNT, _MIN_WEIGHT = 4.0, 0.1, 4, 0.02
"""Chosen by cross-validation."""
_NOT_FOUND = -1
_CORRECTED = ("metric", "dataset")
"""The slots that trees correct. For baselines they gained nothing on new papers; for methods 0.015
there, but in abstracts of another style they took the paper's own system for its variants."""


class _Choice(NamedTuple):
    """A slot of a labelled result of a paper, its options, and the position of the right one."""

    paper: int
    case: SlotCase
    slot: str
    options: Sequence[SlotOption]
    right: int


def fit_slot_base(papers: Sequence[ClusteredPaper]) -> LinearModel:
    """The linear model of slots, fitted to papers with the entities of their labels."""
    choices: dict[str, list[_Choice]] = {slot: [] for slot in SLOTS}
    for choice in _all_choices(papers):
        choices[choice.slot].append(choice)
    weights = {slot: _fit_slot(own) for slot, own in choices.items() if own}
    source = Source(
        scores="which entity, or none, fills a slot of a result (kg/nlp/results/slot_model.py)",
        command="kg train",
        fitted_to=f"{sum(map(len, choices.values()))} slots of {len(papers)} labelled papers, by "
        "conditional logistic regression with an L2 penalty",
    )
    return LinearModel(weights, source)


def fit_slots_on_base(
    papers: Sequence[ClusteredPaper], base: BaseModel
) -> tuple[BaseModel, Mapping[str, BoostedTrees]]:
    """The linear model of slots with the network's features, and the trees that correct it.

    The papers have the entities and the scores of a network that was not trained on them, and
    ``base`` was fitted to the same papers without a network. The trees are fitted to what linear
    models that have not seen the paper say of it.
    """
    choices = list(_all_choices(papers))
    factors = {slot: _fit_on_base([c for c in choices if c.slot == slot], base) for slot in SLOTS}
    own = [_stacked(words, factors) for words in base.without]
    rows: dict[str, list[dict[str, float]]] = {slot: [] for slot in _CORRECTED}
    right: dict[str, list[bool]] = {slot: [] for slot in _CORRECTED}
    for choice in _all_choices(papers, list(map(SlotModel, own))):
        if choice.slot not in rows:
            continue
        model = own[choice.paper]
        log_odds = [model.log_odds(choice.slot, features) for _, features in choice.options]
        linear, stated = option_log_odds(log_odds), stated_slots(choice.case)
        rows[choice.slot] += measure_options(
            choice.case, choice.slot, choice.options, linear, stated
        )
        right[choice.slot] += [at == choice.right for at in range(len(choice.options))]
    trees = {
        slot: fit_trees(rows[slot], right[slot], [row["linear"] for row in rows[slot]])
        for slot in _CORRECTED
        if rows[slot]
    }
    return BaseModel(_stacked(base.whole, factors), own), trees


def _fit_on_base(choices: Sequence[_Choice], base: BaseModel) -> Mapping[str, float]:
    """The factor of the base, and the weights of the network's features."""
    if not choices:
        return {}
    rows = [
        on_base(features, base.without[choice.paper], choice.slot)
        for choice in choices
        for _, features in choice.options
    ]
    return _fit_rows(rows, choices, _RIDGE_ON_BASE)


def _stacked(words: LinearModel, factors: Mapping[str, Mapping[str, float]]) -> LinearModel:
    weights = {slot: _rounded(add_base(factors[slot], own)) for slot, own in words.weights.items()}
    return LinearModel(weights, words.source)


def _cross_fitted_roles(papers: Sequence[ClusteredPaper]) -> list[LinearModel]:
    """For each paper a model of roles that was fitted without it: slots must not trust roles
    more than those of new papers deserve."""
    models = [fit_role_model(papers[1::2]), fit_role_model(papers[0::2])]
    return [models[i % 2] for i in range(len(papers))]


def _fit_slot(choices: Sequence[_Choice]) -> dict[str, float]:
    rows = [features for choice in choices for _, features in choice.options]
    return _rounded(_fit_rows(rows, choices, _RIDGE))


def _fit_rows(
    rows: Sequence[Features], choices: Sequence[_Choice], ridge: float
) -> dict[str, float]:
    """The weights of the features of the options of the choices, in their order."""
    design = Design.of(rows, min_count=_MIN_COUNT)
    sizes, right = [len(c.options) for c in choices], [c.right for c in choices]
    weights = fit_conditional(design, sizes, right, ridge=ridge)
    return {feature: float(weights[at]) for feature, at in design.columns.items()}


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return round_weights(weights, threshold=_MIN_WEIGHT, digits=3)


def _all_choices(
    papers: Sequence[ClusteredPaper], earlier: Sequence[SlotModel | None] = ()
) -> Iterator[_Choice]:
    roles, models = _cross_fitted_roles(papers), earlier or [None] * len(papers)
    for at, (paper, own, model) in enumerate(zip(papers, roles, models, strict=True)):
        yield from _choices(at, paper, own, model)


def _choices(
    at: int, paper: ClusteredPaper, role_model: LinearModel, earlier_model: SlotModel | None
) -> Iterator[_Choice]:
    """The choices of each labelled result, given those before it.

    These are filled by ``earlier_model``, not fitted to the paper, since a new paper has no other;
    with None they are those of the labels.
    """
    annotated, left = annotated_text_of(paper), list(paper.labels.results)
    network = paper.network_features
    roles = assign_roles(annotated, model=role_model, network=network)
    context = paper_context(annotated, [role for role, _ in roles])
    owners = match_labels(paper, annotated.clusters)
    earlier: list[BoundResult] = []
    for index in range(len(annotated.sentences)):
        line = read_line(annotated, index)
        if line is None:
            continue
        pairs = pair_numbers(paper.text, line.numbers)
        labelled = _labelled_numbers(line, pairs, left)
        for i, ruled in bind_slots(context, line, list(labelled)).items():
            odds = slot_log_odds(annotated, line.numbers[i], network)
            case = SlotCase(context, line, i, ruled, tuple(earlier), odds, old=pairs.get(i))
            right = {slot: slot_owner(paper, owners, labelled[i], slot) for slot in SLOTS}
            for slot, wanted in right.items():
                options = slot_options(case, slot)
                found = [at for at, (cluster, _) in enumerate(options) if cluster == wanted]
                if found and wanted != _NOT_FOUND:
                    yield _Choice(at, case, slot, options, found[0])
            if earlier_model:
                earlier.append((index, i, fill_slots(case, earlier_model).slots))
            else:
                kept = {slot: None if c == _NOT_FOUND else c for slot, c in right.items()}
                earlier.append((index, i, Slots(**kept)))


def _labelled_numbers(
    line: NumberLine, pairs: Mapping[int, int], left: list[LabelledResult]
) -> dict[int, LabelledResult]:
    """The labelled result of each number of a sentence; a result is taken once."""
    found: dict[int, LabelledResult] = {}
    for i, number in enumerate(line.numbers):
        key = names.value_key(number.raw)
        result = next((each for each in left if names.value_key(each.value) == key), None)
        if result is not None and i not in pairs.values():
            left.remove(result)
            found[i] = result
    return found


def slot_owner(
    paper: ClusteredPaper, owners: Sequence[int | None], result: LabelledResult, slot: str
) -> int | None:
    """The cluster of a labelled slot; None if it is empty, `_NOT_FOUND` without such a cluster."""
    name = result.slots.get(slot)
    if name is None:
        return None
    labels = [i for i, label in enumerate(paper.labels.entities) if label.name == name]
    return next((g for g, owner in enumerate(owners) if owner in labels), _NOT_FOUND)
