"""Every regular expression of the package is linear, however long its text, or has a short text."""

from __future__ import annotations

import re

import pytest

from tests.pumped_patterns import ENOUGH, LONG, patterns, pumps, slowest

PATTERNS = patterns()

BOUNDED = {
    "kg.ingest.bylines._JOINED": 400,  # _LONGEST_BYLINE
    "kg.ingest.fields.date_fields._MONTH_DAY": 80,  # _LONGEST
    "kg.ingest.fields.date_fields._YEAR_MONTH": 80,
    "kg.ingest.readers.bibtex._ENTRY": 2_000,  # _MOST_BEFORE
    "kg.ingest.row_texts._AUTHORS": 5_000,  # _LONGEST
    "kg.nlp.results.detect._BEFORE": 60,  # _WINDOW
    "kg.nlp.role_features._NUMBER_BEFORE": 90,  # _WINDOW
    "kg.nlp.tables.cell_values._VALUE": 60,  # _LONGEST
}
"""Patterns that are worse than linear -> characters of the longest text that their module gives
them, and the constant there that says so."""


def _name(place: str) -> str:
    return place.partition("#")[0]


def _rooms() -> list[str]:
    return sorted({place.split(".")[1] for place in PATTERNS})


def test_there_are_patterns_to_pump() -> None:
    assert len(PATTERNS) > 900
    assert len(_rooms()) > 5
    assert {_name(place) for place in PATTERNS} >= set(BOUNDED)


@pytest.mark.parametrize("room", _rooms())
def test_every_pattern_is_linear_or_has_a_short_text(room: str) -> None:
    """Lines may have 64 MB and fields a million characters: what is quadratic does not end."""
    slow = {}
    for place, (pattern, ways) in PATTERNS.items():
        if place.split(".")[1] == room:
            seconds, pump = slowest(pattern, ways, longest=BOUNDED.get(_name(place), LONG))
            if seconds > (ENOUGH if _name(place) in BOUNDED else 0):
                slow[place] = f"{seconds:.1f} s for {pump}: {pattern.pattern[:80]}"
    assert slow == {}


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"(a+)+$", "fullmatch"),
        (r"\s*\s*x", "match"),
        (r"\s*+x", "search"),
        (r"\[[^\]]*\]", "search"),
        (r"b{3,}\s*\s*x", "match"),
    ],
)
def test_a_slow_pattern_is_found(pattern: str, way: str) -> None:
    assert slowest(re.compile(pattern), [way])[0] > 0


def test_a_turn_of_each_repeat_is_pumped() -> None:
    found = pumps(re.compile(r"(?:xy)+|\d*(?:a[b-c]){2,}|<[^>]*>"))
    assert {("", "xy"), ("", "0"), ("", "ab"), ("<", "a"), ("", "<")} <= found


def test_ways_are_read_off_the_source() -> None:
    ways = {_name(place): tried for place, (_, tried) in PATTERNS.items()}
    assert ways["kg.ingest.page_lines._LINK"] == {"search"}
    assert ways["kg.nlp.tables.cell_values._VALUE"] == {"fullmatch"}
    assert ways["kg.nlp.role_features._SHAPES"] == {"match"}
    assert ways["kg.nlp.results.slot_patterns.NAME"] == {"match", "search"}
