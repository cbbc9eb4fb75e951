"""The linear models and trees in the folder of a model: roles, outcomes, slots, confidence,
relations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from kg.core.errors import InputError
from kg.nlp.boosted_trees import BoostedTrees
from kg.nlp.linear_model import LinearModel, read_linear_model
from kg.nlp.relations.relation_model import RELATION_CLASSES, RelationModel
from kg.nlp.results.detect import OUTCOME_CLASSES
from kg.nlp.results.result_confidence import CONFIDENCE_CLASSES
from kg.nlp.results.slot_model import SlotModel
from kg.nlp.results.slots import SLOTS
from kg.nlp.roles import ROLE_CLASSES

__all__ = [
    "CONFIDENCE_FILE",
    "OUTCOME_FILE",
    "RELATION_FILE",
    "ROLE_FILE",
    "SLOT_FILE",
    "SLOT_TREES_FILE",
    "LinearModels",
    "read_linear_models",
    "save_slot_trees",
    "shipped_linear_models",
]

ROLE_FILE, OUTCOME_FILE = "role_weights.tsv", "outcome_weights.tsv"
SLOT_FILE, RELATION_FILE = "slot_weights.tsv", "relation_weights.tsv"
CONFIDENCE_FILE = "confidence_weights.tsv"
SLOT_TREES_FILE = "slot_trees.npz"


@dataclass(frozen=True, slots=True)
class LinearModels:
    """The linear models of one folder; the slots that ``slots`` lacks are filled by rules."""

    roles: LinearModel
    outcomes: LinearModel
    slots: SlotModel
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
        SlotModel(read_linear_model(folder / SLOT_FILE, classes=SLOTS), _slot_trees(folder)),
        read_linear_model(folder / CONFIDENCE_FILE, classes=CONFIDENCE_CLASSES),
        RelationModel.of(read_linear_model(relations, classes=RELATION_CLASSES)),
    )


def _slot_trees(folder: Traversable) -> Mapping[str, BoostedTrees]:
    """The trees of each slot; a model may have none."""
    path = folder / SLOT_TREES_FILE
    if not path.is_file():
        return {}
    try:
        with path.open("rb") as file, np.load(file) as arrays:
            slots = [slot for slot in SLOTS if f"{slot}.roots" in arrays]
            return {slot: BoostedTrees.of(arrays, slot) for slot in slots}
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        message = f"no trees of a model ({error}); copy the folder again"
        raise InputError(message, str(path)) from error


def save_slot_trees(folder: Path, trees: Mapping[str, BoostedTrees]) -> None:
    """Write ``slot_trees.npz``."""
    arrays = {key: each for slot, own in trees.items() for key, each in own.arrays(slot).items()}
    np.savez_compressed(folder / SLOT_TREES_FILE, allow_pickle=False, **arrays)
