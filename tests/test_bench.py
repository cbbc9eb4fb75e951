"""The benchmarks run from start to end, on a few papers of the packaged sample."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import kg
from kg.ingest import sample_path

ROOT = Path(kg.__file__).parents[1]


def test_the_extraction_is_timed_beside_its_yardsticks() -> None:
    pytest.importorskip("onnx", reason="comes with the extra 'dev'")
    done = subprocess.run(
        [sys.executable, ROOT / "bench" / "extraction.py", "--limit", "4", sample_path()],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    figures = dict(re.findall(r"^(\S.*?) {2,}([\d.]+)", done.stdout, re.MULTILINE))
    assert set(figures) >= {
        "extraction",
        "encoder, a paper a pass",
        "CNN tok2vec and NER",
        "extraction / encoder, a paper a pass",
        "time of roles, results, relations / time of mentions",
        "to load, from the start of Python",
        "peak memory after 4 papers",
    }
    assert all(float(figure) >= 0 for figure in figures.values())


def test_readers_are_timed_and_read_all_papers() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.readers", "--papers", "20"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    rows = done.stdout.splitlines()[2:]
    assert len(rows) == 5
    assert all(re.fullmatch(r"\| .+ \| 20 \| [\d,]+ s \| \d+ MB \| \d+ MB \|", row) for row in rows)


def test_pages_are_timed_beside_stock_pyvis_and_sigma_alone(
    chromium: Browser, sample_graph: Path
) -> None:
    assert chromium.is_connected()
    options = ["--nodes", "90", "--limit", "4", "--seconds", "0.5"]
    done = subprocess.run(
        [sys.executable, "-m", "bench.pages", "--graph", sample_graph, *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    rows = [row.strip("| ").split(" | ") for row in done.stdout.splitlines()[2:]]
    assert [row[:2] for row in rows] == [
        ["90", "kg, map of communities"],
        ["90", "kg, all nodes"],
        ["90", "pyvis, stock"],
        ["90", "sigma alone"],
    ]
    stands = [float(row[3]) for row in rows if row[3] != "not in 4"]
    assert len(stands) >= 3
    assert all(0 < seconds < 60 for seconds in stands)
