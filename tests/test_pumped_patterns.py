"""No regular expression of the package does more than quadratic work, whatever the text."""

from __future__ import annotations

import re

import pytest

from tests.pumped_patterns import ENOUGH, patterns, pumps, searched, slowest

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


@pytest.mark.parametrize("room", ["core", "ingest", "papers", "questions", "services", "store"])
def test_what_looks_through_a_whole_text_is_linear(room: str) -> None:
    """Texts of people come here as they are, a million characters of one field: 16,000 take a
    linear pattern 0.1 s at the most, and one that begins anew at each blank of a run 0.4 s."""
    slow = {}
    for place in searched():
        if place.split(".")[1] == room:
            seconds, pump = slowest(PATTERNS[place], longest=16_000, enough=LINEAR)
            if seconds > LINEAR:
                slow[place] = f"{seconds:.1f} s of {pump!r}: {PATTERNS[place].pattern[:80]}"
    assert slow == {}


LINEAR = 0.25


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"\s*\s*x"])
def test_a_slow_pattern_is_found(pattern: str) -> None:
    assert slowest(re.compile(pattern))[0] > ENOUGH


def test_a_turn_of_each_repeat_is_pumped() -> None:
    assert {"xy", "0", "ab"} <= pumps(re.compile(r"(?:xy)+|\d*(?:a[b-c]){2,}"))
