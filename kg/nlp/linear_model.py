"""Linear models: features, each with a weight in log-odds for each class, in one file format.

A file is tab-separated text with a header of comments, then a line ``class feature weight`` for
each weight that is not zero::

    # kg linear model, format 1
    # scores: what a paper does with an entity (kg/nlp/roles.py)
    # command: kg train
    # fitted to: 970 labelled papers, by multinomial logistic regression with an L1 penalty
    # classes: Method/introduces Method/uses Dataset/evaluates_on
    class	feature	weight
    Method/introduces	bias	0.21

A class is ``cluster/name`` where only the classes of one cluster compete, such as the roles of a
label. `kg.train.linear.regression` fits the weights.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from kg.core.errors import InputError

__all__ = [
    "BIAS",
    "LinearModel",
    "Source",
    "format_linear_model",
    "parse_linear_model",
    "read_linear_model",
    "softmax",
]

BIAS = "bias"
"""The feature that every example has."""

_TITLE = "# kg linear model, format 1"
_COLUMNS = ("class", "feature", "weight")
_FIELDS = ("scores", "command", "fitted to", "classes")
_FIELD = re.compile(rf"# ({'|'.join(_FIELDS)}): (.*)")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a model comes from: what it scores, the command that makes it, and its examples."""

    scores: str
    command: str
    fitted_to: str


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Class -> feature -> weight in log-odds; a class may have no weights, and then scores 0."""

    weights: Mapping[str, Mapping[str, float]]
    source: Source

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes in the order of the file."""
        return tuple(self.weights)

    def log_odds(self, name: str, features: Mapping[str, float]) -> float:
        """The score of a class: the weights of the features, times their values, added up.

        The sum is rounded once, so that it does not depend on the order of the features.

        >>> model = LinearModel({"spam": {"bias": -1.0, "offer": 2.0}}, Source("", "", ""))
        >>> model.log_odds("spam", {"bias": 1.0, "offer": 0.75, "unseen": 9.0})
        0.5
        """
        own = self.weights.get(name, {})
        return math.fsum(own[f] * value for f, value in features.items() if f in own)

    def matrix(self, features: Sequence[str], classes: Sequence[str]) -> Floats:
        """(features, classes): the weights; 0 where a class has no weight for a feature."""
        own = [self.weights.get(name, {}) for name in classes]
        rows = [[weights.get(feature, 0.0) for weights in own] for feature in features]
        return np.array(rows, np.float64).reshape(len(features), len(classes))


def softmax(log_odds: Sequence[float]) -> tuple[float, ...]:
    """The probability of each of several competing classes.

    >>> softmax([0.0, 0.0])
    (0.5, 0.5)
    """
    top = max(log_odds)
    powers = [math.exp(value - top) for value in log_odds]
    total = math.fsum(powers)
    return tuple(power / total for power in powers)


def format_linear_model(model: LinearModel) -> str:
    """The text of a model's file; `parse_linear_model` reads it back.

    Weights are written in full. By class, the bias first, then by falling weight.
    """
    source = model.source
    values = (source.scores, source.command, source.fitted_to, " ".join(model.weights))
    lines = [_TITLE, *(f"# {name}: {value}" for name, value in zip(_FIELDS, values, strict=True))]
    lines.append("\t".join(_COLUMNS))
    for name, own in model.weights.items():
        ranked = sorted(own.items(), key=lambda row: (row[0] != BIAS, -row[1], row[0]))
        lines += [f"{name}\t{feature}\t{weight!r}" for feature, weight in ranked]
    return "\n".join(lines) + "\n"


def read_linear_model(file: Traversable, *, classes: Collection[str]) -> LinearModel:
    """The model of a file; its classes must be among ``classes``.

    Raises:
        InputError: the file is missing or damaged; names the file and, where it can, the line.
    """
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"no linear model: {error}", str(file)) from error
    return parse_linear_model(text, str(file), classes=classes)


def parse_linear_model(text: str, file: str, *, classes: Collection[str]) -> LinearModel:
    """The model of a text in the format of this module; ``file`` is for messages.

    Raises:
        InputError: the text is not of the format, or has a class that is not in ``classes``.
    """
    lines = text.split("\n")
    if not lines or lines[0] != _TITLE:
        raise InputError(f"the first line must be {_TITLE!r}; make the file with kg train", file, 1)
    fields = {m[1]: m[2] for line in lines if (m := _FIELD.fullmatch(line))}
    if missing := [field for field in _FIELDS if field not in fields]:
        raise InputError(f"the header lacks {missing[0]!r}", file)
    weights: dict[str, dict[str, float]] = {name: {} for name in fields["classes"].split()}
    if unknown := [name for name in weights if name not in classes]:
        raise InputError(f"unknown class {unknown[0]!r}", file)
    for line, (name, feature, weight) in _cells(lines, file):
        if name not in weights:
            raise InputError(f"no class {name!r} in the header", file, line)
        weights[name][feature] = _number(weight, file, line)
    return LinearModel(weights, Source(fields["scores"], fields["command"], fields["fitted to"]))


def _cells(lines: Sequence[str], file: str) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) of each weight."""
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("# "):
            continue
        cells = line.split("\t")
        if len(cells) != len(_COLUMNS):
            message = f"{len(_COLUMNS)} cells were expected, not {line!r:.60}"
            raise InputError(message, file, number)
        if cells != list(_COLUMNS):
            yield number, cells


def _number(text: str, file: str, line: int) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise InputError(f"a weight must be a number, not {text!r:.60}", file, line) from error
