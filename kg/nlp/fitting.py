"""Fitting the tables of weights to labelled papers; never at run time.

The same papers give the same tables: see `kg.nlp.regression`. A table's text is rounded and
without rows that hardly matter, and is what every measurement is made with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg import names
from kg.errors import KGError
from kg.nlp import abbreviations, mentions, numbers, outcomes, roles, sentences
from kg.nlp.binding import compared
from kg.nlp.page import Page
from kg.nlp.placing import place
from kg.nlp.regression import BIAS, Design, Floats, fit_dense, fit_sparse
from kg.nlp.spans import Group, Mention
from kg.nlp.weights import MENTIONS, OUTCOMES, ROLES
from kg.schema import DATASET, ENTITY_LABELS, METHOD, roles_of

__all__ = ["TABLES", "Label", "Labelled", "mention_table", "outcome_table", "role_table", "write"]


@dataclass(frozen=True, slots=True)
class Label:
    """An entity that a reader listed; one may leave out an ``optional`` one as well."""

    type: str
    role: str
    surfaces: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paper's text with all its entities, and the values, verbatim, of its results."""

    text: str
    labels: tuple[Label, ...]
    values: tuple[str, ...] = ()


def write(papers: Sequence[Labelled], folder: Path) -> None:
    """Write all tables, fitted to the papers, to a folder that is made if it is absent.

    Raises:
        KGError: the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in TABLES.items():
            (folder / name).write_text(table(papers), encoding="utf-8")
    except OSError as error:
        raise KGError(f"{folder}: cannot be written ({error.strerror})") from error


def _telling(
    weights: Floats, columns: Mapping[str, int], least: float
) -> Iterator[tuple[str, int]]:
    """(feature, its column) of the features with a weight of at least ``least``."""
    for feature, column in columns.items():
        if np.abs(weights[column]).max() >= least:
            yield feature, column


def _one_hot(classes: Sequence[int], count: int) -> Floats:
    matrix: Floats = np.eye(count)[np.array(classes, np.int64)]
    return matrix


_MENTION_PENALTY, _MENTION_LEAST, _MENTION_SHOWN = 2.0, 8, 0.05
"""Chosen by cross-validation, like the other constants of this kind."""


def mention_table(papers: Sequence[Labelled]) -> str:
    """What each feature of a surface says for each label: the text of the table."""
    data = [example for paper in papers for example in _surfaces(paper)]
    design = Design.of([features for features, _ in data], least=_MENTION_LEAST)
    classes = _one_hot([label for _, label in data], len(ENTITY_LABELS) + 1)
    weights = fit_dense(design, classes, penalty=_MENTION_PENALTY)
    lines = ["\t".join(["feature", "none", *ENTITY_LABELS])]
    lines += [
        "\t".join([feature, *(f"{weight:.2f}" for weight in weights[column])])
        for feature, column in _telling(weights, design.columns, _MENTION_SHOWN)
    ]
    return "\n".join(lines) + "\n"


def _surfaces(paper: Labelled) -> Iterator[tuple[Sequence[str], int]]:
    """The features of each candidate with its class: 0 for no entity, else 1 + the label's.

    A candidate that is an optional entity teaches nothing and is left out.
    """
    known = {names.key(surface): label for label in paper.labels for surface in label.surfaces}
    spans, definitions = sentences.split(paper.text), abbreviations.find(paper.text)
    for places, features in mentions.described(paper.text, spans, definitions):
        keys = (names.key(paper.text[start:end]) for start, end in places)
        label = next((known[key] for key in keys if key in known), None)
        if label is None:
            yield features, 0
        elif not label.optional:
            yield features, 1 + ENTITY_LABELS.index(label.type)


_ROLE_HEAD = """\
# What each cue says for each role: label, role, feature, weight in log-odds. See kg/nlp/roles.py.
# Fitted by logistic regression with an L1 penalty on labelled abstracts; "<30" is a cue at most 30 characters before.
"""  # noqa: E501
_ROLE_LASSO = {METHOD: 0.0015, DATASET: 0.0015}
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


def _roles(paper: Labelled) -> Iterator[tuple[Label, frozenset[str]]]:
    spans = sentences.split(paper.text)
    described = roles.describe(paper.text, spans, _groups(paper))
    yield from zip(paper.labels, described, strict=True)


def _groups(paper: Labelled) -> tuple[Group, ...]:
    placed = place(paper.text, [label.surfaces for label in paper.labels])
    return tuple(
        Group(
            label.type,
            label.surfaces[0],
            tuple(Mention(start, end, label.type, 1.0, "label") for start, end in places),
        )
        for label, places in zip(paper.labels, placed, strict=True)
    )


def _role_rows(kind: str, data: Sequence[tuple[Label, frozenset[str]]]) -> Iterator[str]:
    """The rows of one label: by role, the bias first, then by falling weight."""
    possible = roles_of(kind)
    design = Design.of([{BIAS, *features} for _, features in data], least=_ROLE_LEAST)
    weights = fit_sparse(
        design,
        _one_hot([possible.index(label.role) for label, _ in data], len(possible)),
        np.array([_OPTIONAL_TRUST if label.optional else 1.0 for label, _ in data]),
        lasso=_ROLE_LASSO.get(kind, _OTHER_LASSO),
        ridge=_ROLE_RIDGE,
    )
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
# How much each sign says that a number is an outcome: feature, weight in log-odds. See kg/nlp/outcomes.py.
# Fitted by logistic regression with an L1 penalty on labelled abstracts.
"""  # noqa: E501
_OUTCOME_LASSO, _OUTCOME_RIDGE, _OUTCOME_LEAST, _OUTCOME_SHOWN = 0.0007, 0.0007, 5, 0.08


def outcome_table(papers: Sequence[Labelled]) -> str:
    """How much each feature of a number says that it is an outcome: the text of the table."""
    data = [example for paper in papers for example in _numbers(paper)]
    design = Design.of([{BIAS, *features} for features, _ in data], least=_OUTCOME_LEAST)
    classes = _one_hot([int(outcome) for _, outcome in data], 2)
    weights = fit_sparse(
        design, classes, np.ones(len(data)), lasso=_OUTCOME_LASSO, ridge=_OUTCOME_RIDGE
    )
    rows = _ranked(design.columns, weights[:, 1] - weights[:, 0], _OUTCOME_SHOWN)
    found = [f"{feature}\t{weight:.2f}\n" for feature, weight in rows]
    return _OUTCOME_HEAD + "".join(found or [f"{BIAS}\t0.00\n"])


def _numbers(paper: Labelled) -> Iterator[tuple[frozenset[str], bool]]:
    """The features of each number of the text, and whether it is the value of a result."""
    values = {names.value_key(value) for value in paper.values}
    page = Page(paper.text, sentences.split(paper.text), _groups(paper))
    for index, (start, end) in enumerate(page.sentences):
        found = numbers.find(paper.text, start, end)
        pairs = compared(paper.text, found)
        old = set(pairs.values())
        for i, number in enumerate(found):
            paired = "old" if i in old else "new" if i in pairs else ""
            places, cues = page.places(index), page.cues(index)
            yield (
                outcomes.describe(paper.text, (start, end), number, places, cues, paired),
                names.value_key(number.raw) in values,
            )


TABLES: Mapping[str, Callable[[Sequence[Labelled]], str]] = {
    MENTIONS: mention_table,
    ROLES: role_table,
    OUTCOMES: outcome_table,
}
"""File name -> what fits it."""
