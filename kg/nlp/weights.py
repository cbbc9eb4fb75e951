"""The fitted tables of a model: how they are read, and what they hold.

Files of tab-separated values in the folder of a model: the weight of each feature for the role of
an entity (roles), for a number (outcomes), for a slot of a result (slots) and for a pair of
mentions (relations), in log-odds. `kg.train` writes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from kg.core.errors import InputError
from kg.core.schema import RESULT_EDGES, roles_of
from kg.nlp.relations.candidates import CHOICES, NONE
from kg.nlp.relations.feature_columns import Lookup, split_feature

__all__ = [
    "BIAS",
    "OUTCOMES",
    "RELATIONS",
    "ROLES",
    "SLOT_TABLE",
    "OutcomeWeights",
    "RelationWeights",
    "RoleWeights",
    "SlotWeights",
    "Weights",
    "parse_outcomes",
    "parse_relations",
    "parse_roles",
    "parse_slots",
    "read_model",
    "shipped",
]

ROLES, OUTCOMES = "role_weights.tsv", "outcome_weights.tsv"

BIAS = "bias"
"""The feature that every case has."""

RELATIONS, SLOT_TABLE = "relation_weights.tsv", "slot_weights.tsv"

RoleWeights = Mapping[str, Mapping[str, tuple[tuple[str, float], ...]]]
"""Label -> feature -> its (role, weight) pairs."""

OutcomeWeights = Mapping[str, float]
"""Feature -> weight; 'bias' is always there."""

SlotWeights = Mapping[str, Mapping[str, float]]
"""Slot of a result -> feature -> weight; empty where the rules of `slot_rules` decide."""


@dataclass(frozen=True, slots=True, eq=False)
class RelationWeights:
    """What the signs of a pair say for each of `kg.nlp.relations.candidates.CHOICES`.

    ``bias`` is (choices,), ``weights`` (columns, choices); ``columns`` are by kind and value
    of a sign, and ``labels`` the pairs of labels that were fitted.
    """

    columns: Mapping[str, Mapping[str, int]]
    bias: NDArray[np.float64]
    weights: NDArray[np.float64]
    labels: frozenset[str]

    @property
    def size(self) -> int:
        """The number of columns."""
        return len(self.weights)

    def of_kind(self, kind: str) -> Lookup:
        """The columns of the signs of a kind, by value."""
        return self.columns.get(kind, {}).get


@dataclass(frozen=True, slots=True)
class Weights:
    """The tables of one model."""

    roles: RoleWeights
    outcomes: OutcomeWeights
    relations: RelationWeights
    slots: SlotWeights


@cache
def shipped() -> Weights:
    """The tables of the model that comes with the package."""
    return read_model(files("kg.nlp") / "model")


def read_model(folder: Traversable) -> Weights:
    """The tables in the folder of a model; relations may be missing, then the shipped ones serve.

    Raises:
        InputError: a table is missing or damaged; names the file and, where it can, the line.
    """
    relations = folder / RELATIONS
    if not relations.is_file():
        relations = files("kg.nlp") / "data" / RELATIONS
    return Weights(
        _roles(folder / ROLES),
        _outcomes(folder / OUTCOMES),
        _relations(relations),
        _slots(folder / SLOT_TABLE),
    )


def _roles(file: Traversable) -> RoleWeights:
    return _role_rows(str(file), _text(file))


def _role_rows(file: str, text: str) -> RoleWeights:
    table: dict[str, dict[str, tuple[tuple[str, float], ...]]] = {}
    for line, (label, role, feature, weight) in _cells(file, text, 4):
        if role not in roles_of(label):
            raise InputError(f"no role {role!r} for a {label!r}", file, line)
        rows = table.setdefault(label, {})
        rows[feature] = (*rows.get(feature, ()), (role, _number(weight, file, line)))
    return table


def parse_roles(text: str) -> RoleWeights:
    """The weights of a table of roles that was just made."""
    return _role_rows("roles", text)


def _outcomes(file: Traversable) -> OutcomeWeights:
    return parse_outcomes(_text(file), str(file))


def parse_outcomes(text: str, file: str = "outcomes") -> OutcomeWeights:
    """The weights of a table of outcomes."""
    table = {feature: _number(w, file, line) for line, (feature, w) in _cells(file, text, 2)}
    if "bias" not in table:
        raise InputError("the table lacks the row 'bias'; train the model again", file)
    return table


def _relations(file: Traversable) -> RelationWeights:
    return parse_relations(_text(file), str(file))


def parse_relations(text: str, file: str = "relations") -> RelationWeights:
    """The weights of a table of relations."""
    names = [(labels, NONE if answer is None else str(answer)) for labels, answer in CHOICES]
    choices = {name: at for at, name in enumerate(names)}
    rows = []
    for line, (labels, answer, sign, weight) in _cells(file, text, 4):
        if (labels, answer) not in choices:
            raise InputError(f"no answer {answer!r} for {labels!r}", file, line)
        rows.append((choices[labels, answer], sign, _number(weight, file, line)))
    return _relation_weights(rows)


def _relation_weights(rows: Sequence[tuple[int, str, float]]) -> RelationWeights:
    signs = sorted({sign for _, sign, _ in rows} - {BIAS})
    columns: dict[str, dict[str, int]] = {}
    for column, sign in enumerate(signs):
        kind, value = split_feature(sign)
        columns.setdefault(kind, {})[value] = column
    by_sign = {sign: column for column, sign in enumerate((*signs, BIAS))}
    table = np.zeros((len(by_sign), len(CHOICES)))
    for choice, sign, weight in rows:
        table[by_sign[sign], choice] = weight
    labels = frozenset(CHOICES[choice][0] for choice, *_ in rows)
    return RelationWeights(columns, table[-1], table[:-1], labels)


def _slots(file: Traversable) -> SlotWeights:
    return parse_slots(_text(file), str(file))


def parse_slots(text: str, file: str = "slots") -> SlotWeights:
    """The weights of a table of slots."""
    table: dict[str, dict[str, float]] = {}
    for line, (slot, feature, weight) in _cells(file, text, 3):
        if slot not in RESULT_EDGES:
            raise InputError(f"no slot {slot!r} of a result", file, line)
        table.setdefault(slot, {})[feature] = _number(weight, file, line)
    return table


def _text(file: Traversable) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"no table of weights: {error}", str(file)) from error


def _cells(file: str, text: str, width: int) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of each row; comments are left out."""
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("# "):
            cells = line.split("\t")
            if len(cells) != width:
                raise InputError(f"{width} cells were expected, not {line!r:.60}", file, number)
            yield number, cells


def _number(text: str, file: Traversable | str, line: int) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise InputError(f"a weight must be a number, not {text!r:.60}", str(file), line) from error
