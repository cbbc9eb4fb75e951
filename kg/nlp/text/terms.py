"""Technical terms by their head noun: 'graph neural network', 'image classification'.

A sentence is cut into chunks at punctuation, function words, verbs and adverbs; the last
head noun of a chunk makes a term of the words before it, less the adjectives that say
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.core.schema import METHOD
from kg.nlp.text.wordlists import BREAKS, GENERIC, HEADS, fold

__all__ = ["Term", "Word", "chunks", "find", "words_of"]

_WORD = re.compile(
    r"[^\W_]+(?:(?:\.(?=\d)|@|\+(?=\w))[^\W_]+)*(?:[-‐‑‒–](?=[^\W_])[^\W_]+(?:\.\d+[^\W_]*)*)*\+*"
    r"|[^\s\w]|_"
)
_LONGEST_TERM = 5
_LY = frozenset({"family", "anomaly", "assembly", "supply", "early", "only", "reply"})


class Word(NamedTuple):
    """A word, its parts joined by hyphens, or a sign, at ``[start, end)`` of the text."""

    start: int
    end: int
    text: str


class Term(NamedTuple):
    """A term at ``[start, end)`` of the text, the label its head suggests, and its kind.

    Kinds: ``whole`` ends at the last head noun of its chunk, ``inner`` at an earlier one,
    ``plain`` at no head noun at all; ``-tail`` marks one that leaves out front words.
    """

    start: int
    end: int
    label: str
    kind: str


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words and signs of ``text[start:end]``, hyphened compounds whole.

    >>> [word.text for word in words_of("a (GPT-3.5) pass@1", 0, 18)]
    ['a', '(', 'GPT-3.5', ')', 'pass@1']
    """
    found = _WORD.finditer(text, start, end)
    return [Word(match.start(), match.end(), match[0]) for match in found]


def chunks(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Runs of words that may stand together in one term."""
    chunk: list[Word] = []
    for word in words:
        if _breaks(word.text):
            if chunk:
                yield chunk
            chunk = []
        else:
            chunk.append(word)
    if chunk:
        yield chunk


def find(words: Sequence[Word]) -> Iterator[Term]:
    """The terms of one sentence: for every head noun the longest, and its shorter tails.

    >>> text = "We train efficient graph neural networks for molecular property prediction."
    >>> found = find(words_of(text, 0, len(text)))
    >>> [(text[t.start : t.end], t.label) for t in found if t.kind == "whole"]
    [('graph neural networks', 'Method'), ('molecular property prediction', 'Task')]
    """
    for chunk in chunks(words):
        yield from _terms(chunk)


def _breaks(word: str) -> bool:
    low = word.lower()
    return (
        low in BREAKS
        or not (word[0].isalnum())
        or (low.endswith("ly") and low not in _LY and "-" not in low)
    )


def _terms(chunk: Sequence[Word]) -> Iterator[Term]:
    headed = False
    for last in range(len(chunk) - 1, -1, -1):
        label = HEADS.get(fold(chunk[last].text.rpartition("-")[2]))
        if label is None and (headed or last < len(chunk) - 1):
            continue
        kind = ("inner" if headed else "whole") if label else "plain"
        headed = headed or label is not None
        first = _first(chunk, last)
        for start in range(first, last + 1):
            if start > first and (last - start > 2 or kind == "plain"):
                continue
            name = kind if start == first else f"{kind}-tail"
            yield Term(chunk[start].start, chunk[last].end, label or METHOD, name)


def _first(chunk: Sequence[Word], last: int) -> int:
    """Where a term that ends at ``last`` begins: after the adjectives that say nothing."""
    first = max(0, last - _LONGEST_TERM + 1)
    while first < last and _says_nothing(chunk[first].text):
        first += 1
    return first


def _says_nothing(word: str) -> bool:
    return word.lower() in GENERIC or word[0].isdigit()
