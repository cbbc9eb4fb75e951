"""Fitting the model that fills the slots of results, to labelled papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.core import names
from kg.nlp.linear_model import LinearModel, Source
from kg.nlp.results.number_lines import NumberLine, read_line
from kg.nlp.results.number_pairs import pair_numbers
from kg.nlp.results.result_extraction import BoundResult, slot_log_odds
from kg.nlp.results.slot_features import SlotCase, slot_options
from kg.nlp.results.slot_rules import bind_slots
from kg.nlp.results.slots import SLOTS, Slots, paper_context
from kg.nlp.roles import assign_roles
from kg.train.labels.labelled_mentions import ClusteredPaper, annotated_text_of, match_labels
from kg.train.labels.labelled_papers import LabelledResult
from kg.train.linear.fit_roles import fit_role_model
from kg.train.linear.regression import Design, Features, fit_conditional, round_weights
from kg.train.linear.stacking import BaseModel, add_base, on_base

__all__ = ["fit_slot_model", "slot_owner"]

_RIDGE, _RIDGE_ON_BASE, _MIN_COUNT, _MIN_WEIGHT = 4.0, 0.1, 4, 0.02
"""Chosen by cross-validation."""
_NOT_FOUND = -1

Choice = tuple[Sequence[Features], int]
"""The options for a slot, and the position of the right one."""


def fit_slot_model(papers: Sequence[ClusteredPaper], base: BaseModel | None = None) -> LinearModel:
    """The model of slots; ``base`` was fitted to the same papers without a network."""
    choices: dict[str, list[Choice]] = {slot: [] for slot in SLOTS}
    for at, (paper, roles) in enumerate(zip(papers, _cross_fitted_roles(papers), strict=True)):
        for slot, (rows, right) in _choices(paper, roles):
            if base:
                rows = [on_base(row, base.without[at], slot) for row in rows]
            choices[slot].append((rows, right))
    weights = {
        slot: _fit_slot(own, base.whole.weights.get(slot, {}) if base else {})
        for slot, own in choices.items()
        if own
    }
    source = Source(
        scores="which entity, or none, fills a slot of a result (kg/nlp/results/slot_model.py)",
        command="kg train",
        fitted_to=f"{sum(map(len, choices.values()))} slots of {len(papers)} labelled papers, by "
        "conditional logistic regression with an L2 penalty",
    )
    return LinearModel(weights, source)


def _cross_fitted_roles(papers: Sequence[ClusteredPaper]) -> list[LinearModel]:
    """For each paper a model of roles that was fitted without it: slots must not trust roles
    more than those of new papers deserve."""
    models = [fit_role_model(papers[1::2]), fit_role_model(papers[0::2])]
    return [models[i % 2] for i in range(len(papers))]


def _fit_slot(choices: Sequence[Choice], base: Mapping[str, float]) -> dict[str, float]:
    design = Design.of([row for rows, _ in choices for row in rows], min_count=_MIN_COUNT)
    weights = fit_conditional(
        design,
        [len(options) for options, _ in choices],
        [right for _, right in choices],
        ridge=_RIDGE_ON_BASE if base else _RIDGE,
    )
    found = add_base({f: float(weights[at]) for f, at in design.columns.items()}, base)
    return round_weights(found, threshold=_MIN_WEIGHT, digits=3)


def _choices(paper: ClusteredPaper, role_model: LinearModel) -> Iterator[tuple[str, Choice]]:
    """The choices of each labelled result, given those before it."""
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
                rows = slot_options(case, slot)
                at = [at for at, (cluster, _) in enumerate(rows) if cluster == wanted]
                if at and wanted != _NOT_FOUND:
                    yield slot, ([features for _, features in rows], at[0])
            kept = {
                slot: None if cluster == _NOT_FOUND else cluster for slot, cluster in right.items()
            }
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
