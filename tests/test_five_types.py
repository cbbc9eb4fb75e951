"""A fifth type of entities takes the schema, labels and a training, and no edit elsewhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.workflows.export_formats import EXPORTERS

pytest.importorskip("onnx", reason="the toy network is built with onnx, of the extra 'dev'")

ROOT = Path(kg.__file__).parent
SCHEMA = Path("core/schema.py")
EDITS = (
    ('TASK = "Task"\n', 'TASK = "Task"\nSOFTWARE = "Software"\n'),
    (
        "ENTITY_LABELS = (METHOD, DATASET, METRIC, TASK)",
        "ENTITY_LABELS = (METHOD, DATASET, METRIC, TASK, SOFTWARE)",
    ),
    (
        '    (TASK, "mentions"): "MENTIONS",\n',
        '    (TASK, "mentions"): "MENTIONS",\n'
        '    (SOFTWARE, "introduces"): "INTRODUCES",\n'
        '    (SOFTWARE, "uses"): "USES",\n'
        '    (SOFTWARE, "mentions"): "MENTIONS",\n',
    ),
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the package and its Cypher files in which the schema alone is edited."""
    shutil.copytree(ROOT, tmp_path / "kg", ignore=shutil.ignore_patterns("__pycache__", "*.onnx"))
    if (ROOT.parent / "cypher").is_dir():
        shutil.copytree(ROOT.parent / "cypher", tmp_path / "cypher")
    text = (ROOT / SCHEMA).read_text(encoding="utf-8")
    for before, after in EDITS:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    (tmp_path / "kg" / SCHEMA).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_fifth_type_goes_from_the_network_to_the_exports(tree: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("five_types.py")), str(work)],
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["package"] == str(tree / "kg")
    assert found["entities"] == [
        ["Dataset", "ShoreSet", found["entities"][0][2]],
        ["Method", "TideNet", found["entities"][1][2]],
        ["Metric", "accuracy", found["entities"][2][2]],
        ["Software", "TorchTide", "uses"],
        ["Task", "forecasting", found["entities"][4][2]],
    ]
    assert found["rows"] == [["TorchTide", "TorchTide"]]
    assert set(found["exports"]) >= set(EXPORTERS)
    without = {name for name, has_it in found["exports"].items() if not has_it}
    # papers, results or questions alone
    assert without == {"bibtex", "csl", "eval", "browser"}, found["exports"]


def test_a_network_learns_the_fifth_type(tree: Path) -> None:
    """The training's own test, in the tree with five types, where its labels have Software."""
    pytest.importorskip("torch", reason="comes with the extra 'train'")
    shutil.copytree(Path(__file__).parent, tree / "tests")
    shutil.copy(Path(__file__).parents[1] / "pyproject.toml", tree)
    test = "tests/test_training.py::test_a_trained_model_is_written_and_finds_what_it_learned"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
