"""A second of each fuzz target, the same examples each time; `make fuzz` draws new ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.ingest.input_formats import FORMATS
from tests.fuzzing import fuzz, targets

SECONDS = 1.0
FIRST_SEED = 14
NAMES = [*(f"reader {name}" for name in FORMATS), "guard", "layout"]


@pytest.mark.parametrize("name", NAMES)
def test_a_second_of_fuzzing(name: str, tmp_path: Path) -> None:
    assert fuzz(targets(tmp_path)[name], SECONDS, FIRST_SEED) >= 1


def test_every_target_is_named_here(tmp_path: Path) -> None:
    assert list(targets(tmp_path)) == NAMES
