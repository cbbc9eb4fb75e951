"""Graphs built once for all tests: the packaged sample, and the real pages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import kg

SEEDS = Path(os.environ.get("KG_SEEDS", Path(__file__).parents[2] / "shared" / "seeds"))
PAGES = (
    "000_783017a71752c3b7.txt",
    "001_3bae5cf323311e8f.txt",
    "002_772d33168c2f468d.txt",
    "003_f28b7a62d8c48852.txt",
    "004_extra.txt",
)


@pytest.fixture(scope="session")
def sample_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph directory of the packaged sample; not to be written to."""
    path = tmp_path_factory.mktemp("sample") / "sample.kg"
    kg.build([kg.sample_path()], path)
    return path


@pytest.fixture(scope="session")
def pages() -> list[Path]:
    """The five real pages."""
    paths = [SEEDS / name for name in PAGES]
    if not all(path.exists() for path in paths):
        pytest.skip(f"the real pages are not at {SEEDS}: set KG_SEEDS")
    return paths


@pytest.fixture(scope="session")
def pages_graph(pages: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph directory of the five real pages; not to be written to."""
    path = tmp_path_factory.mktemp("pages") / "pages.kg"
    kg.build(pages, path)
    return path
