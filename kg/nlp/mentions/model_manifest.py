"""The manifest of a mention model: what the model is, how it was made, and the sums of its files.

``manifest.json`` stands in the model's folder; `kg.train` writes it. Loading a model checks that
its files are there and have their sizes; `check_sums` also compares their SHA-256, which for the
shipped model takes 30 ms, a tenth of the time to load it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, cast

from kg.core.errors import InputError
from kg.core.schema import ENTITY_LABELS, roles_of
from kg.nlp.mentions.span_classes import SpanClasses

__all__ = [
    "FILES",
    "MANIFEST",
    "FileSum",
    "ModelManifest",
    "Thresholds",
    "check_sums",
    "file_sum",
    "read_manifest",
    "write_manifest",
]

MANIFEST = "manifest.json"
FILES = ("model.onnx", "tokenizer.json", "pairs.npz", "judges.npz")
"""What every model has: the network, its vocabulary, its head for pairs, and the classifiers."""

_FORMAT = 2
_REPAIR = "copy the folder again, or make the model with kg train"


class FileSum(NamedTuple):
    """The size of a file in bytes, and its SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What was chosen on held-out papers, all in [0, 1].

    ``keep`` is the minimum score of an entity for each label, ``join`` the minimum probability
    that two surface forms are one entity, ``alias`` the minimum score of a form that joins
    another. A form that is more probably than ``related`` one with a cluster that it does not
    join needs ``separate`` more than ``keep`` to be an entity of its own.
    """

    keep: Mapping[str, float]
    join: float
    alias: float
    related: float
    separate: float


@dataclass(frozen=True, slots=True)
class ModelManifest:
    """What a model is; ``classes`` are in the order of the network's columns.

    ``dimensions`` are sizes by name. ``training`` is for readers: the files that the model was
    trained on, the seed, the command, the commit and figures. ``files`` has each file of the
    folder by name.
    """

    version: str
    classes: SpanClasses
    thresholds: Thresholds
    dimensions: Mapping[str, int] = field(default_factory=dict)
    training: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, FileSum] = field(default_factory=dict)


def file_sum(path: Path) -> FileSum:
    """The size and SHA-256 of a file."""
    with path.open("rb") as file:
        return FileSum(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def write_manifest(folder: Path, manifest: ModelManifest) -> None:
    """Write ``manifest.json`` with the sums of the files that lie in the folder now."""
    files = {
        path.name: file_sum(path)._asdict()
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != MANIFEST
    }
    record = {
        "format": _FORMAT,
        "version": manifest.version,
        "labels": manifest.classes.labels,
        "roles": manifest.classes.roles,
        "thresholds": {
            "keep": dict(manifest.thresholds.keep),
            "join": manifest.thresholds.join,
            "alias": manifest.thresholds.alias,
            "related": manifest.thresholds.related,
            "separate": manifest.thresholds.separate,
        },
        "dimensions": dict(manifest.dimensions),
        "training": dict(manifest.training),
        "files": files,
    }
    text = json.dumps(record, indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> ModelManifest:
    """The manifest of a folder, whose files are there and have their sizes.

    Raises:
        InputError: the manifest or a file is missing, damaged or of another size, or the manifest
            is of another format or of labels and roles that the schema does not have.
    """
    path = folder / MANIFEST
    try:
        manifest = _parsed(json.loads(path.read_text(encoding="utf-8")), path)
    except FileNotFoundError as error:
        raise InputError(f"no mention model: this file is missing; {_REPAIR}", str(path)) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"no manifest of a mention model ({error!r}); {_REPAIR}"
        raise InputError(message, str(path)) from error
    _check_classes(manifest.classes, manifest.thresholds, path)
    for name in (*FILES, *manifest.files):
        _check_size(folder / name, manifest.files)
    return manifest


def check_sums(folder: Path) -> ModelManifest:
    """The manifest of a folder, all of whose files have their SHA-256.

    Raises:
        InputError: as `read_manifest`, or a file has another sum; names the file.
    """
    manifest = read_manifest(folder)
    for name, wanted in manifest.files.items():
        found = file_sum(folder / name)
        if found != wanted:
            message = f"SHA-256 {found.sha256} is not that of the manifest; {_REPAIR}"
            raise InputError(message, str(folder / name))
    return manifest


def _parsed(record: Mapping[str, object], path: Path) -> ModelManifest:
    if record["format"] != _FORMAT:
        found = record["format"]
        message = f"a mention model of format {found!r}, and this version of kg reads {_FORMAT}"
        raise InputError(f"{message}; use the kg that made it, or train again", str(path))
    limits = cast("Mapping[str, object]", record["thresholds"])
    keep = cast("Mapping[str, float]", limits["keep"])
    files = cast("Mapping[str, Mapping[str, object]]", record["files"])
    return ModelManifest(
        version=str(record["version"]),
        classes=SpanClasses(_strings(record["labels"]), _strings(record["roles"])),
        thresholds=Thresholds(
            {str(label): float(least) for label, least in keep.items()},
            _number(limits["join"]),
            _number(limits["alias"]),
            _number(limits["related"]),
            _number(limits["separate"]),
        ),
        dimensions=cast("Mapping[str, int]", record["dimensions"]),
        training=cast("Mapping[str, object]", record["training"]),
        files={
            name: FileSum(int(_number(each["size"])), str(each["sha256"]))
            for name, each in files.items()
        },
    )


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r:.60} is no list")
    return tuple(map(str, value))


def _number(value: object) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"{value!r:.60} is no number")
    return value


def _check_classes(classes: SpanClasses, thresholds: Thresholds, path: Path) -> None:
    for label in classes.labels:
        if label not in ENTITY_LABELS:
            raise InputError(f"the schema has no entities {label!r}; train again", str(path))
        if label not in thresholds.keep:
            raise InputError(f"no threshold for the label {label!r}; {_REPAIR}", str(path))
        if missing := [role for role in roles_of(label) if role not in classes.roles]:
            message = f"the model has no role {missing[0]!r} for a {label!r}; train again"
            raise InputError(message, str(path))


def _check_size(path: Path, files: Mapping[str, FileSum]) -> None:
    if path.name not in files or not path.is_file():
        raise InputError(f"no mention model: this file is missing; {_REPAIR}", str(path))
    found, wanted = path.stat().st_size, files[path.name].size
    if found != wanted:
        message = f"{found:,} bytes, but the manifest has {wanted:,}; {_REPAIR}"
        raise InputError(message, str(path))
