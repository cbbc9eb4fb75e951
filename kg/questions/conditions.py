"""Under which conditions a value was measured, from its sentence: split, size, shots."""

from __future__ import annotations

import re

from kg.core.names import key

_SPLIT = re.compile(
    r"\b(test[- ]?dev|test[- ]?std|testmini|minival)\b"
    r"|\b(validation|val|dev(?:elopment)?|test)(?=[- ]?(?:sets?|splits?|20\d\d)\b)",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(?<!\d)(\d{2,4})\s?\$?\s?(?:x|×|\\?times)\s?\$?\s?(\d{2,4})(?!\d)")
_SHOTS = re.compile(r"\b(zero|one|two|three|four|five|few|\d+)[- ]shot\b", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(\S+)[\s(]+$")

_SAME = {"val": "validation", "dev": "development", "one": "1", "two": "2", "three": "3"} | {
    "four": "4",
    "five": "5",
    "zero": "0",
}


def conditions(sentence: str, dataset: str) -> dict[str, tuple[str, ...]]:
    """Kind of condition (split, size, shots) -> what the sentence names of it, sorted.

    What stands right behind the name of another dataset is a condition of that one.

    >>> conditions("A FID of 2.27 at 256x256, and 3.04 at 512x512.", "ImageNet")
    {'size': ('256x256', '512x512')}
    >>> conditions("Zero-shot, it reaches 61.2% on the val split.", "ImageNet")
    {'split': ('validation',), 'shots': ('0-shot',)}
    >>> conditions("It gets 87.3% on ImageNet and 51.1 on COCO test-dev.", "ImageNet")
    {}
    """
    found = {
        kind: {
            name(match)
            for match in pattern.finditer(sentence)
            if not _of_another(sentence[: match.start()], dataset)
        }
        for kind, (pattern, name) in _KINDS.items()
    }
    return {kind: tuple(sorted(values)) for kind, values in found.items() if values}


def _of_another(before: str, dataset: str) -> bool:
    """Whether the text ends in a name, which begins with a capital, that is not the dataset's."""
    match = _WORD_BEFORE.search(before)
    if match is None or match.start() == 0 or not match[1][0].isupper():
        return False
    word = key(match[1].strip(".,:;()"))
    return word not in key(dataset) and key(dataset) not in word


def _split(match: re.Match[str]) -> str:
    return _one((match[1] or match[2]).lower().replace(" ", "-"))


def _size(match: re.Match[str]) -> str:
    return f"{match[1]}x{match[2]}"


def _shots(match: re.Match[str]) -> str:
    return f"{_one(match[1].lower())}-shot"


def _one(word: str) -> str:
    return _SAME.get(word, word)


_KINDS = {"split": (_SPLIT, _split), "size": (_SIZE, _size), "shots": (_SHOTS, _shots)}
