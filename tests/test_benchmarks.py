"""The commands that train and score on published corpora; the trainings need ``train``."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.test_cli import run

needs_torch = pytest.mark.skipif(find_spec("torch") is None, reason="comes with the extra 'train'")


@pytest.mark.parametrize("corpus", ["scierc", "scier"])
def test_help_shows_an_example(corpus: str) -> None:
    done = run("evaluate", corpus, "--help")
    assert done.returncode == 0, done.stderr
    assert f"Example: kg evaluate {corpus} data/{corpus} -o" in " ".join(done.stdout.split())


@pytest.mark.skipif(find_spec("torch") is not None, reason="the extra 'train' is installed")
@pytest.mark.parametrize(
    "command",
    [("scierc", "data", "-o", "work"), ("gold", "p.jsonl", "--gold", "g", "--model", "m")],
)
def test_without_the_extra_the_error_says_how_to_get_it(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "p.jsonl").write_text(json.dumps({"title": "On owls", "abstract": "Hoo."}), "utf-8")
    label = {"id": "1", "title": "On owls", "entities": [], "results": []}
    (tmp_path / "g").write_text(json.dumps(label), "utf-8")
    done = run("evaluate", *command, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "papers-kg[train]" in done.stderr


@needs_torch
def test_a_missing_part_is_named(tmp_path: Path) -> None:
    done = run("evaluate", "scierc", tmp_path, "-o", tmp_path / "work")
    assert done.returncode == 1
    assert done.stderr.startswith(f"kg: {tmp_path / 'train.jsonl'}: no such part of a corpus")
