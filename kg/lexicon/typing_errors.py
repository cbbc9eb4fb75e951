"""Typing errors in long words, corrected where only one common word can be meant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.lexicon.name_tokens import american
from kg.lexicon.word_counts import is_common_word, word_counts

__all__ = ["correct_word"]

_SHORTEST = 7
"""Letters of a word that is corrected: a shorter one is too often another word."""

_COMMON = 30
"""Abstracts that have the word which an error is corrected to."""


def correct_word(word: str) -> str:
    """The common word that a word is a typing error of, or the word itself.

    >>> correct_word("optmization"), correct_word("splatting")
    ('optimization', 'splatting')
    """
    if (
        len(word) < _SHORTEST - 1
        or not word.isascii()
        or not word.isalpha()
        or is_common_word(word)
    ):
        return word
    found = {
        meant
        for inside in _deletions(word)
        for meant in _common_words().get(inside, ())
        if _one_error(word, meant)
    }
    return next(iter(found)) if len(found) == 1 else word


def _deletions(word: str) -> set[str]:
    """The word, and what is left of it without one of its letters, bar the first and last two."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(1, len(word) - 2)}


@cache
def _common_words() -> Mapping[str, tuple[str, ...]]:
    """What is left of each common word without one letter -> those words."""
    found: dict[str, list[str]] = {}
    for word, count in word_counts().items():
        if count >= _COMMON and len(word) >= _SHORTEST:
            meant = american(word)
            for left in _deletions(meant):
                found.setdefault(left, []).append(meant)
    return {left: tuple(sorted(set(words))) for left, words in found.items()}


def _one_error(word: str, meant: str) -> bool:
    """Whether one letter is dropped or added, or two are swapped, not at either end."""
    if word[0] != meant[0] or word[-2:] != meant[-2:] or word == meant:
        return False
    if len(word) != len(meant):
        return True
    wrong = [i for i, (a, b) in enumerate(zip(word, meant, strict=True)) if a != b]
    i, j = wrong[0], wrong[-1]
    return j == i + 1 and word[i] == meant[j] and word[j] == meant[i]
