"""The linear models in the folder of a model: roles, outcomes, slots, confidence, relations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from kg.nlp.linear_model import LinearModel, read_linear_model
from kg.nlp.relations.relation_model import RELATION_CLASSES, RelationModel
from kg.nlp.results.detect import OUTCOME_CLASSES
from kg.nlp.results.result_confidence import CONFIDENCE_CLASSES
from kg.nlp.results.slots import SLOTS
from kg.nlp.roles import ROLE_CLASSES

__all__ = [
    "CONFIDENCE_FILE",
    "OUTCOME_FILE",
    "RELATION_FILE",
    "ROLE_FILE",
    "SLOT_FILE",
    "LinearModels",
    "read_linear_models",
    "shipped_linear_models",
]

ROLE_FILE, OUTCOME_FILE = "role_weights.tsv", "outcome_weights.tsv"
SLOT_FILE, RELATION_FILE = "slot_weights.tsv", "relation_weights.tsv"
CONFIDENCE_FILE = "confidence_weights.tsv"


@dataclass(frozen=True, slots=True)
class LinearModels:
    """The linear models of one folder; the slots that ``slots`` lacks are filled by rules."""

    roles: LinearModel
    outcomes: LinearModel
    slots: LinearModel
    confidence: LinearModel
    relations: RelationModel


@cache
def shipped_linear_models() -> LinearModels:
    """The linear models that come with the package."""
    return read_linear_models(_shipped())


def _shipped() -> Traversable:
    return files("kg.nlp") / "model"


def read_linear_models(folder: Traversable) -> LinearModels:
    """The linear models of a folder; without relations there, the shipped ones serve.

    Raises:
        InputError: a file is missing or damaged; names the file and, where it can, the line.
    """
    own = folder / RELATION_FILE
    relations = own if own.is_file() else _shipped() / RELATION_FILE
    return LinearModels(
        read_linear_model(folder / ROLE_FILE, classes=ROLE_CLASSES),
        read_linear_model(folder / OUTCOME_FILE, classes=OUTCOME_CLASSES),
        read_linear_model(folder / SLOT_FILE, classes=SLOTS),
        read_linear_model(folder / CONFIDENCE_FILE, classes=CONFIDENCE_CLASSES),
        RelationModel.of(read_linear_model(relations, classes=RELATION_CLASSES)),
    )
