"""Under which conditions a value was measured, as its sentence says: split, size, shots."""

from __future__ import annotations

import re

_SPLIT = re.compile(
    r"\b(test[- ]?dev|test[- ]?std|testmini|minival)\b"
    r"|\b(validation|val|dev(?:elopment)?|test)(?=[- ]?(?:sets?|splits?|20\d\d)\b)",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(?<!\d)(\d{2,4})\s?\$?\s?(?:x|×|\\?times)\s?\$?\s?(\d{2,4})(?!\d)")
_SHOTS = re.compile(r"\b(zero|one|two|three|four|five|few|\d+)[- ]shot\b", re.IGNORECASE)

_SAME = {"val": "validation", "dev": "development", "one": "1", "two": "2", "three": "3"} | {
    "four": "4",
    "five": "5",
    "zero": "0",
}


def conditions(sentence: str) -> dict[str, tuple[str, ...]]:
    """Kind of condition (split, size, shots) -> what the sentence names of it, sorted.

    >>> conditions("A FID of 2.27 at 256x256, and 3.04 at 512x512.")
    {'size': ('256x256', '512x512')}
    >>> conditions("Zero-shot, it reaches 61.2% on the val split.")
    {'split': ('validation',), 'shots': ('0-shot',)}
    """
    found = {
        "split": {
            _one((m[1] or m[2]).lower().replace(" ", "-")) for m in _SPLIT.finditer(sentence)
        },
        "size": {f"{m[1]}x{m[2]}" for m in _SIZE.finditer(sentence)},
        "shots": {f"{_one(m[1].lower())}-shot" for m in _SHOTS.finditer(sentence)},
    }
    return {kind: tuple(sorted(values)) for kind, values in found.items() if values}


def _one(word: str) -> str:
    return _SAME.get(word, word)
