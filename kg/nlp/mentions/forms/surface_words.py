"""The words of a surface form and those beside its occurrences, as features of a `WordModel`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.nlp.mentions.forms.surface_features import SurfaceForm

__all__ = ["surface_words"]

_WORD = re.compile(r"[A-Za-z]+|\d+|[^\sA-Za-z\d]")
_REPEATED = re.compile(r"(.)\1{2,}")
_NEAR = 40
"""Characters beside an occurrence in which words are looked for."""
_BESIDE = 3
"""Words on each side."""
_PLACES = 6
"""Occurrences that are looked at."""
_LONGEST = 12


def surface_words(text: str, surface: SurfaceForm) -> list[str]:
    """The features, each once: ``last=network``, ``before=the``, ``shape=XxxxXx``."""
    last = surface.key.split()[-1]
    beside = (
        word for start, end in surface.places[:_PLACES] for word in _beside(text, start, end, last)
    )
    return list(dict.fromkeys((*_own(surface.text, surface.key), *beside)))


@lru_cache(1 << 13)
def _own(text: str, key: str) -> tuple[str, ...]:
    """The words of the form itself: ends, length and shape."""
    words = key.split()
    return (
        *(f"word={word}" for word in words),
        f"first={words[0]}",
        f"last={words[-1]}",
        f"last two={' '.join(words[-2:])}",
        f"key={key}" if len(words) > 1 else f"alone={key}",
        f"ending={words[-1][-3:]}",
        f"beginning={words[0][:3]}",
        f"shape={_shape(text)}",
        f"words={min(6, len(words))}",
        *((f"first ending={words[0][-3:]}",) if len(words) > 1 else ()),
    )


def _shape(text: str) -> str:
    """Letters and digits by their kind, runs cut to two.

    >>> _shape("ImageNet-1k")
    'XxxXxx-9x'
    """
    kinds = re.sub(r"[A-Z]", "X", re.sub(r"[a-z]", "x", re.sub(r"\d", "9", text)))
    return _REPEATED.sub(r"\1\1", kinds)[:_LONGEST]


def _beside(text: str, start: int, end: int, last: str) -> Iterator[str]:
    """Words before and behind an occurrence, alone, in twos, and with the form's last word."""
    left = text[max(0, start - _NEAR) : start]
    before = _WORD.findall(left.lower())[-_BESIDE:]
    if not left or left.endswith("\n"):
        before = ["<start>"]
    after = _WORD.findall(text[end : end + _NEAR].lower())[:_BESIDE]
    near, following = before[-1] if before else "<", after[0] if after else ">"
    yield f"before={near}"
    yield f"after={following}"
    yield f"before two={' '.join(before[-2:])}"
    yield f"after two={' '.join(after[:2])}"
    yield f"around={near}_{following}"
    yield from (f"further before={word}" for word in before[:-1])
    yield from (f"further after={word}" for word in after[1:])
    yield f"before last={near}_{last}"
    yield f"after last={last}_{following}"
