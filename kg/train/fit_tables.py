"""Fitting the tables of weights to labelled papers; never at run time.

The same papers give the same tables: see `kg.train.regression`. A table's text is rounded and
without rows that hardly matter, and is what every measurement is made with.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from kg.core import names
from kg.core.schema import DATASET, ENTITY_LABELS, METHOD, roles_of
from kg.nlp import roles
from kg.nlp.results import detect
from kg.nlp.results.number_pairs import compared
from kg.nlp.results.result_extraction import Bound, line_of, slot_odds
from kg.nlp.results.slot_model import Case, options
from kg.nlp.results.slot_rules import SLOTS, Line, Slots, bind, read
from kg.nlp.text import numbers, sentences
from kg.nlp.weights import (
    OutcomeWeights,
    RoleWeights,
    SlotWeights,
    parse_roles,
)
from kg.train.labelled_mentions import Label, Labelled, Told, groups_of, joined, page_of
from kg.train.regression import BIAS, Design, Features, Floats, fit_choice, fit_sparse

__all__ = [
    "Base",
    "Label",
    "Labelled",
    "Told",
    "outcome_table",
    "role_table",
    "slot_table",
]


def _one_hot(classes: Sequence[int], count: int) -> Floats:
    matrix: Floats = np.eye(count)[np.array(classes, np.int64)]
    return matrix


def _valued(features: Features) -> Mapping[str, float]:
    return features if isinstance(features, Mapping) else dict.fromkeys(features, 1.0)


def _with_bias(features: Features) -> Mapping[str, float]:
    return {BIAS: 1.0, **_valued(features)}


_ROLE_HEAD = """\
# What each cue says for each role: label, role, feature, weight in log-odds. See kg/nlp/roles.py.
# Fitted by logistic regression with an L1 penalty on labelled abstracts; "<30" is a cue at most 30 characters before.
"""  # noqa: E501
_ROLE_LASSO = {METHOD: 0.001, DATASET: 0.001}
_NEW_METHOD = 0.2
"""Added for what is introduced: recall 0.79 for 0.77, at the same accuracy of roles."""
_OTHER_LASSO, _ROLE_RIDGE, _ROLE_LEAST, _ROLE_SHOWN = 0.002, 0.001, 6, 0.1
_OPTIONAL_TRUST = 0.3


def role_table(papers: Sequence[Labelled]) -> str:
    """What each feature of an entity says for each role: the text of the table."""
    described = [item for paper in papers for item in _roles(paper)]
    lines: list[str] = []
    for kind in ENTITY_LABELS:
        data = [(label, features) for label, features in described if label.type == kind]
        if data:
            lines += _role_rows(kind, data)
    return _ROLE_HEAD + "".join(line + "\n" for line in lines)


def _roles(paper: Labelled) -> Iterator[tuple[Label, Features]]:
    """The labels that a group stands for, with the group's features."""
    groups, spans = groups_of(paper), sentences.split(paper.text)
    described = roles.describe(paper.text, spans, groups, paper.opinion)
    for features, label in zip(described, joined(paper, groups), strict=True):
        if label is not None:
            yield paper.labels[label], features


def _role_rows(kind: str, data: Sequence[tuple[Label, Features]]) -> Iterator[str]:
    """The rows of one label: by role, the bias first, then by falling weight."""
    possible = roles_of(kind)
    design = Design.of([_with_bias(features) for _, features in data], least=_ROLE_LEAST)
    weights = fit_sparse(
        design,
        _one_hot([possible.index(label.role) for label, _ in data], len(possible)),
        np.array([_OPTIONAL_TRUST if label.optional else 1.0 for label, _ in data]),
        lasso=_ROLE_LASSO.get(kind, _OTHER_LASSO),
        ridge=_ROLE_RIDGE,
    )
    if kind == METHOD and BIAS in design.columns:
        weights[design.columns[BIAS], possible.index("introduces")] += _NEW_METHOD
    for at, role in enumerate(possible):
        for feature, weight in _ranked(design.columns, weights[:, at], _ROLE_SHOWN):
            yield f"{kind}\t{role}\t{feature}\t{weight:.2f}"


def _ranked(
    columns: Mapping[str, int], weights: Floats, least: float
) -> Iterator[tuple[str, float]]:
    """The bias, whatever its weight, and the features that matter, by falling weight."""
    rows = [(feature, float(weights[column])) for feature, column in columns.items()]
    rows.sort(key=lambda row: (row[0] != BIAS, -row[1], row[0]))
    return (row for row in rows if row[0] == BIAS or abs(row[1]) >= least)


_OUTCOME_HEAD = """\
# How much each sign says that a number is an outcome: feature, weight in log-odds. See kg/nlp/results/detect.py.
# Fitted by logistic regression with an L1 penalty on labelled abstracts.
"""  # noqa: E501
_OUTCOME_LASSO, _OUTCOME_RIDGE, _OUTCOME_LEAST, _OUTCOME_SHOWN = 0.0007, 0.0007, 5, 0.08


def outcome_table(papers: Sequence[Labelled], base: Base[OutcomeWeights] | None = None) -> str:
    """How much each feature of a number says that it is an outcome: the text of the table."""
    data: list[tuple[Features, bool]] = []
    for at, paper in enumerate(papers):
        for features, outcome in _numbers(paper):
            row = _with_bias(features)
            own = _with_bias(_on_base(row, base.without[at])) if base else row
            data.append((own, outcome))
    design = Design.of([features for features, _ in data], least=_OUTCOME_LEAST)
    classes = _one_hot([int(outcome) for _, outcome in data], 2)
    weights = fit_sparse(
        design, classes, np.ones(len(data)), lasso=_OUTCOME_LASSO, ridge=_OUTCOME_RIDGE
    )
    odds = weights[:, 1] - weights[:, 0]
    merged = _with_base(
        {f: float(odds[at]) for f, at in design.columns.items()}, base.whole if base else {}
    )
    ranked = sorted(merged.items(), key=lambda row: (row[0] != BIAS, -row[1], row[0]))
    lines = [f"{f}\t{w:.2f}\n" for f, w in ranked if f == BIAS or abs(w) >= _OUTCOME_SHOWN]
    return _OUTCOME_HEAD + "".join(lines or [f"{BIAS}\t0.00\n"])


def _numbers(paper: Labelled) -> Iterator[tuple[Features, bool]]:
    """The features of each number of the text, and whether it is the value of a result."""
    values = {names.value_key(told.value) for told in paper.results}
    page, opinion = page_of(paper), paper.opinion
    for index, sentence in enumerate(page.sentences):
        found = numbers.find(paper.text, *sentence)
        pairs = compared(paper.text, found)
        old = set(pairs.values())
        for i, number in enumerate(found):
            paired = "old" if i in old else "new" if i in pairs else ""
            places, cues = page.places(index), page.cues(index)
            features = dict.fromkeys(
                detect.describe(paper.text, sentence, number, places, cues, paired), 1.0
            )
            told = opinion.value(number.start, number.end) if opinion else {}
            yield {**features, **told}, names.value_key(number.raw) in values


_SLOT_HEAD = """\
# How much each sign says that a slot of a result is a certain entity, or none: slot, feature, weight in log-odds.
# See kg/nlp/results/slot_model.py. Fitted by conditional logistic regression with an L2 penalty on labelled abstracts.
"""  # noqa: E501
_SLOT_PENALTY, _BASE_PENALTY, _SLOT_LEAST, _SLOT_SHOWN = 4.0, 0.1, 4, 0.02

Choice = tuple[Sequence[Features], int]
"""The options for a slot, and which of them is right."""


T = TypeVar("T")


class Base(NamedTuple, Generic[T]):
    """Weights that were fitted without a network: to many papers, and for each of those that a
    network judged to papers without it.

    Fitted upon them are only how much they are to be believed, and what the network says: few
    weights for few results.

    Source: D. Wolpert, Stacked generalization, Neural Networks 5(2), 1992.
    """

    whole: T
    without: Sequence[T]


def slot_table(papers: Sequence[Labelled], base: Base[SlotWeights] | None = None) -> str:
    """What each feature of an entity says for each slot of a result: the text of the table."""
    assigned = _cross_fitted(papers)
    choices: dict[str, list[Choice]] = {slot: [] for slot in SLOTS}
    for at, (paper, table) in enumerate(zip(papers, assigned, strict=True)):
        for slot, (rows, right) in _choices(paper, table):
            if base:
                rows = [_on_base(row, base.without[at].get(slot, {})) for row in rows]
            choices[slot].append((rows, right))
    whole: SlotWeights = base.whole if base else {}
    lines = (
        line
        for slot in SLOTS
        if choices[slot]
        for line in _slot_rows(slot, choices[slot], whole.get(slot, {}))
    )
    return _SLOT_HEAD + "".join(lines)


def _cross_fitted(papers: Sequence[Labelled]) -> list[RoleWeights]:
    """For each paper weights of roles that were fitted without it: slots must not trust roles
    more than they will deserve."""
    halves = [papers[0::2], papers[1::2]]
    tables = [parse_roles(role_table(half)) if half else {} for half in reversed(halves)]
    return [tables[i % 2] for i in range(len(papers))]


def _slot_rows(slot: str, choices: Sequence[Choice], base: Mapping[str, float]) -> Iterator[str]:
    design = Design.of([row for rows, _ in choices for row in rows], least=_SLOT_LEAST)
    sizes, right = [len(options) for options, _ in choices], [right for _, right in choices]
    penalty = _BASE_PENALTY if base else _SLOT_PENALTY
    weights = fit_choice(design, sizes, right, penalty=penalty)
    found = _with_base({f: float(weights[at]) for f, at in design.columns.items()}, base)
    for feature, weight in sorted(found.items(), key=lambda row: (-row[1], row[0])):
        if abs(weight) >= _SLOT_SHOWN:
            yield f"{slot}\t{feature}\t{weight:.3f}\n"


_BASE = "base"
_NETWORK = re.compile(r"net|none:net|none$")


def _on_base(row: Features, base: Mapping[str, float]) -> Features:
    """What a fitted table makes of a row, and the row's features of the network."""
    valued = _valued(row)
    own = {feature: value for feature, value in valued.items() if _NETWORK.match(feature)}
    return {_BASE: math.fsum(base.get(f, 0.0) * value for f, value in valued.items()), **own}


def _with_base(weights: dict[str, float], base: Mapping[str, float]) -> dict[str, float]:
    """One table that says what weights on a base, and that base, say together."""
    share = weights.pop(_BASE, 0.0)
    merged = {feature: share * weight for feature, weight in base.items()}
    return {f: merged.get(f, 0.0) + weights.get(f, 0.0) for f in (*merged, *weights)}


def _choices(paper: Labelled, table: RoleWeights) -> Iterator[tuple[str, Choice]]:
    """The choices of each labelled result, given those before it."""
    page, left = page_of(paper), list(paper.results)
    assigned = roles.assign(
        paper.text, page.sentences, page.groups, weights=table, opinion=paper.opinion
    )
    known = read(page, [role for role, _ in assigned])
    owners = joined(paper, page.groups)
    earlier: list[Bound] = []
    for index in range(len(page.sentences)):
        line = line_of(page, index)
        if line is None:
            continue
        pairs = compared(paper.text, line.numbers)
        chosen = _told(line, pairs, left)
        for i, ruled in bind(known, line, list(chosen)).items():
            odds = slot_odds(page, line.numbers[i], paper.opinion)
            case = Case(known, line, i, ruled, tuple(earlier), odds, paired=i in pairs)
            right = {slot: _owner(paper, owners, chosen[i], slot) for slot in SLOTS}
            for slot, wanted in right.items():
                rows = options(case, slot)
                places = [at for at, (group, _) in enumerate(rows) if group == wanted]
                if places and wanted != _NOT_FOUND:
                    yield slot, ([features for _, features in rows], places[0])
            kept = {slot: None if group == _NOT_FOUND else group for slot, group in right.items()}
            earlier.append((index, i, Slots(**kept)))


_NOT_FOUND = -1


def _told(line: Line, pairs: Mapping[int, int], left: list[Told]) -> dict[int, Told]:
    """The labelled result of each number of a sentence; a result is taken once."""
    found: dict[int, Told] = {}
    for i, number in enumerate(line.numbers):
        key = names.value_key(number.raw)
        told = next((each for each in left if names.value_key(each.value) == key), None)
        if told is not None and i not in pairs.values():
            left.remove(told)
            found[i] = told
    return found


def _owner(paper: Labelled, owners: Sequence[int | None], told: Told, slot: str) -> int | None:
    """The group of a labelled slot: None if it is empty, `_NOT_FOUND` if there is no such group."""
    name = told.slots.get(slot)
    if name is None:
        return None
    labels = [i for i, label in enumerate(paper.labels) if label.surfaces[0] == name]
    return next((g for g, owner in enumerate(owners) if owner in labels), _NOT_FOUND)
