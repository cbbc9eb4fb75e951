"""No regular expression of the package does more than quadratic work, whatever the text."""

from __future__ import annotations

import re

import pytest

from tests.pumped_patterns import ENOUGH, patterns, pumps, slowest

PATTERNS = patterns()


def _rooms() -> list[str]:
    return sorted({place.split(".")[1] for place in PATTERNS})


def test_there_are_patterns_to_pump() -> None:
    assert len(PATTERNS) > 300
    assert len(_rooms()) > 5


@pytest.mark.parametrize("room", _rooms())
def test_no_pattern_is_worse_than_quadratic(room: str) -> None:
    slow = {}
    for place, pattern in PATTERNS.items():
        if place.split(".")[1] == room:
            seconds, pump = slowest(pattern)
            if seconds > ENOUGH:
                slow[place] = f"{seconds:.1f} s of {pump!r}: {pattern.pattern[:80]}"
    assert slow == {}


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"\s*\s*x"])
def test_a_slow_pattern_is_found(pattern: str) -> None:
    assert slowest(re.compile(pattern))[0] > ENOUGH


def test_a_turn_of_each_repeat_is_pumped() -> None:
    assert {"xy", "0", "ab"} <= pumps(re.compile(r"(?:xy)+|\d*(?:a[b-c]){2,}"))
