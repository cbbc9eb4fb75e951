"""CONTRIBUTING.md names files and folders that exist, and every room."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.floor_plan import rooms

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"(?:kg|tests|docs|cypher|bench)/[\w./-]*\w/?", TEXT)))


@pytest.mark.parametrize("path", PATHS)
def test_a_path_exists(path: str) -> None:
    found = ROOT / path
    assert found.is_dir() if path.endswith("/") else found.exists()


def test_every_room_is_on_the_floor_plan() -> None:
    assert {f"kg/{room}/" for room in rooms()} <= set(PATHS)
