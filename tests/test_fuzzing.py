"""The same examples of each fuzz target on every machine; `make fuzz` draws new ones."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from kg.ingest.input_formats import FORMATS
from tests.fuzzing import ROUND, rounds, targets

ROUNDS = 8
SLOW = {"reader pdf": 1, "layout": 2}
"""Rounds of targets whose examples take a tenth of a second and more."""

FIRST_SEED = 14
NAMES = [*(f"reader {name}" for name in FORMATS), "guard", "layout"]


@pytest.mark.parametrize("name", NAMES)
def test_rounds_of_fuzzing(name: str, tmp_path: Path) -> None:
    wanted = SLOW.get(name, ROUNDS)
    drawn = list(islice(rounds(targets(tmp_path)[name], FIRST_SEED), wanted))
    assert drawn[-1] == ROUND * wanted


def test_every_target_is_named_here(tmp_path: Path) -> None:
    assert list(targets(tmp_path)) == NAMES
