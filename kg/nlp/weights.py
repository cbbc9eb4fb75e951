"""The fitted tables that the rules add up: how they are read, and what they hold.

Files of tab-separated values: what each sign says of a surface (mentions), of the role of an
entity (roles), of a number (outcomes), and of a pair of mentions (relations), in log-odds. The
shipped ones are in ``kg/nlp/data``; a folder that `kg.train.fit_tables` writes may replace them,
except for the relations, which are fitted to other labels (`kg.train.fit_relations`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.core.errors import InputError
from kg.core.schema import ENTITY_LABELS, RESULT_EDGES, roles_of
from kg.nlp.relations.candidates import CHOICES, NONE
from kg.nlp.relations.pair_features import Lookup, parts

__all__ = [
    "BIAS",
    "MENTIONS",
    "OUTCOMES",
    "RELATIONS",
    "ROLES",
    "SLOT_TABLE",
    "MentionWeights",
    "OutcomeWeights",
    "RelationWeights",
    "RoleWeights",
    "SlotWeights",
    "Weights",
    "parse_outcomes",
    "parse_relations",
    "parse_roles",
    "parse_slots",
    "read",
    "read_model",
    "shipped",
]

MENTIONS, ROLES, OUTCOMES = "mention_weights.tsv", "role_weights.tsv", "outcome_weights.tsv"

BIAS = "bias"
"""The feature that every case has."""

RELATIONS, SLOT_TABLE = "relation_weights.tsv", "slot_weights.tsv"

MentionWeights = Mapping[str, tuple[float, ...]]
"""Feature -> its weights for no entity and for each of ENTITY_LABELS, in that order."""

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

    def of(self, kind: str) -> Lookup:
        """The columns of the signs of a kind, by value."""
        return self.columns.get(kind, {}).get


@dataclass(frozen=True, slots=True)
class Weights:
    """All that was fitted to labelled papers."""

    mentions: MentionWeights
    roles: RoleWeights
    outcomes: OutcomeWeights
    relations: RelationWeights
    slots: SlotWeights


@cache
def shipped() -> Weights:
    """The tables that come with the package."""
    return _read(_shipped(), {MENTIONS, ROLES, OUTCOMES, RELATIONS, SLOT_TABLE})


def _shipped() -> Traversable:
    return files("kg.nlp") / "data"


def read(folder: Path) -> Weights:
    """The tables of a folder, those that fitting makes; the others are the shipped ones.

    Raises:
        InputError: a table is missing or damaged; names the file and, where it can, the line.
    """
    return _read(folder, {MENTIONS, ROLES, OUTCOMES})


def read_model(folder: Path) -> Weights:
    """The tables that a model brings along, fitted to what its network says; else the shipped.

    Raises:
        InputError: a table is damaged.
    """
    return _read(folder, ())


def _read(folder: Traversable, needed: Collection[str]) -> Weights:
    def of(name: str) -> Traversable:
        own = folder / name
        return own if name in needed or own.is_file() else _shipped() / name

    return Weights(
        _mentions(of(MENTIONS)),
        _roles(of(ROLES)),
        _outcomes(of(OUTCOMES)),
        _relations(of(RELATIONS)),
        _slots(of(SLOT_TABLE)),
    )


def _mentions(file: Traversable) -> MentionWeights:
    table = {}
    for line, (feature, *numbers) in _rows(file, 2 + len(ENTITY_LABELS)):
        if line > 1:  # the first names the columns
            table[feature] = tuple(_number(text, file, line) for text in numbers)
    return table


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
        raise InputError("the table lacks the row 'bias'; fit it again with kg fit", file)
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
        kind, value = parts(sign)
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


def _rows(file: Traversable, width: int) -> Iterator[tuple[int, list[str]]]:
    return _cells(str(file), _text(file), width)


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
