"""The manifest of a model: what is written is read, and what is wrong with a folder is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.core.errors import InputError
from kg.nlp.extraction import MODEL
from kg.nlp.mentions.model_manifest import (
    FILES,
    MANIFEST,
    ModelManifest,
    Thresholds,
    check_sums,
    file_sum,
    read_manifest,
    write_manifest,
)
from kg.nlp.mentions.span_classes import SCHEMA_CLASSES
from tests.test_cli import run

THRESHOLDS = Thresholds(dict.fromkeys(SCHEMA_CLASSES.labels, 0.5), 0.25, 0.125, 0.2, 0.375)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of a model by name alone: their content is not looked at."""
    for name in FILES:
        (tmp_path / name).write_text(f"content of {name}", encoding="utf-8")
    made = ModelManifest("7", SCHEMA_CLASSES, THRESHOLDS, {"layers": 2}, {"seed": 3})
    write_manifest(tmp_path, made)
    return tmp_path


def test_what_is_written_is_read(folder: Path) -> None:
    found = read_manifest(folder)
    assert found == check_sums(folder)
    assert (found.version, found.classes, found.thresholds) == ("7", SCHEMA_CLASSES, THRESHOLDS)
    assert (found.dimensions, found.training) == ({"layers": 2}, {"seed": 3})
    assert found.files == {name: file_sum(folder / name) for name in FILES}


def test_the_shipped_files_are_those_of_the_shipped_manifest() -> None:
    manifest = check_sums(MODEL)
    assert set(manifest.files) | {MANIFEST} == {path.name for path in MODEL.iterdir()}
    trained_on: Any = manifest.training["trained_on"]
    assert all(len(each["sha256"]) == 64 and each["lines"] > 0 for each in trained_on)


def change(record: dict[str, Any], **fields: object) -> dict[str, Any]:
    return {**record, **fields}


def drop(record: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != name}


WRONG: list[tuple[str, Callable[[dict[str, Any]], object], str]] = [
    (
        "another format",
        lambda r: change(r, format=3),
        "of format 3, and this version",
    ),
    ("no labels", lambda r: drop(r, "labels"), "KeyError('labels')"),
    ("labels in a text", lambda r: change(r, labels="Method"), "'Method' is no list"),
    ("a list", lambda r: [r], "no manifest of a mention model"),
    ("an unknown label", lambda r: change(r, labels=["Owl"]), "has no entities 'Owl'"),
    ("a role that is missing", lambda r: change(r, roles=["uses"]), "no role 'introduces'"),
    (
        "no threshold",
        lambda r: change(r, thresholds=change(r["thresholds"], keep={})),
        "no threshold for the label 'Method'",
    ),
    (
        "a threshold in words",
        lambda r: change(r, thresholds=change(r["thresholds"], join="low")),
        "'low' is no number",
    ),
]


@pytest.mark.parametrize(("damage", "reason"), [row[1:] for row in WRONG])
def test_a_wrong_manifest_is_reported(
    folder: Path, damage: Callable[[dict[str, Any]], object], reason: str
) -> None:
    record = json.loads((folder / MANIFEST).read_text("utf-8"))
    (folder / MANIFEST).write_text(json.dumps(damage(record)), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_manifest(folder)
    assert str(raised.value).startswith(str(folder / MANIFEST))
    assert reason in str(raised.value)


@pytest.mark.parametrize("name", [MANIFEST, *FILES])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(InputError, match=rf"{name}: no mention model: this file is missing"):
        read_manifest(folder)


def test_text_that_is_no_json_is_reported(folder: Path) -> None:
    (folder / MANIFEST).write_bytes(b"\xff{")
    with pytest.raises(InputError, match=r"manifest\.json: no manifest of a mention model"):
        read_manifest(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_cut_file_is_named(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(InputError, match=rf"{name}: .* bytes, but the manifest has"):
        read_manifest(folder)


@pytest.mark.parametrize("name", FILES)
def test_changed_bytes_are_found_by_their_sum(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:-1] + b"#")
    assert read_manifest(folder).version == "7"
    with pytest.raises(InputError, match=rf"{name}: SHA-256 [0-9a-f]{{64}} is not that"):
        check_sums(folder)


def test_the_command_lists_the_files_or_names_the_one_that_differs(folder: Path) -> None:
    done = run("evaluate", "model", "--format", "json")
    assert done.returncode == 0, done.stderr
    listed = {row["file"]: (row["bytes"], row["sha256"]) for row in json.loads(done.stdout)["data"]}
    assert listed == dict(check_sums(MODEL).files)
    (folder / "pairs.npz").write_text("Content of pairs.npz", encoding="utf-8")
    done = run("evaluate", "model", folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"kg: {folder / 'pairs.npz'}: SHA-256 ")
