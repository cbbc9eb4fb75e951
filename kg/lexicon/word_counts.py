"""How common a word is: the number of abstracts that have it in lower case.

Counted over 22,533 abstracts of machine learning of 2025 (``data/word_counts.tsv``): words of at
least three letters that stand in twelve or more of them, and in lower case in at least 35 %
of those that have them at all, so that 'gpt' is not a word, in spite of its lower-case uses.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from kg.lexicon.data_tables import data_rows

ABSTRACTS = 22_533
"""How many abstracts were counted."""

_WORD = re.compile(r"[a-z]{3,}")


@cache
def word_counts() -> Mapping[str, int]:
    """Word -> in how many abstracts it stands, by word.

    >>> word_counts()["policy"] > word_counts()["bandit"]
    True
    """
    rows = (row.split("\t") for _, row in data_rows("word_counts.tsv"))
    return {word: int(count) for word, count in rows}


def is_common_word(word: str) -> bool:
    """Whether a word, or its plural, is one that texts write in lower case.

    >>> is_common_word("transformer"), is_common_word("imagenet")
    (True, False)
    """
    return word in word_counts() or f"{word}s" in word_counts()


@cache
def _numbers() -> Mapping[str, int]:
    return {word: number for number, word in enumerate(word_counts())}


@cache
def _weights() -> tuple[float, ...]:
    return tuple(math.log(ABSTRACTS / count) ** 2 for count in word_counts().values())


def packed_context(text: str) -> bytes:
    """The distinct ordinary words of a text, as sorted 16-bit numbers: a fifth of a kilobyte."""
    numbers = _numbers()
    found = {numbers[word] for word in set(_WORD.findall(text.lower())) if word in numbers}
    return array("H", sorted(found)).tobytes()


@lru_cache(1 << 14)
def _decoded(packed: bytes) -> tuple[tuple[int, ...], float]:
    numbers = tuple(array("H", packed))
    weights = _weights()
    return numbers, math.sqrt(sum(weights[n] for n in numbers))


class ContextCentroid:
    """The mean of contexts: what a context is compared with in time that grows with it alone.

    Similarity is the mean cosine under squared inverse document frequency, in [0, 1]; abstracts
    on one subject come to 0.06 in the median, on two subjects to 0.03.
    Source: K. Spärck Jones, "A statistical interpretation of term specificity and its
    application in retrieval", Journal of Documentation 28 (1972).

    >>> one = ContextCentroid([packed_context("offline policy gradient")])
    >>> round(one.similarity(packed_context("offline policy gradient")), 6)
    1.0
    """

    def __init__(self, contexts: Iterable[bytes] = ()) -> None:
        self._parts: dict[int, float] = {}
        self.count = 0
        for each in contexts:
            self.add(each)

    def add(self, packed: bytes) -> None:
        """Take one more context into the mean."""
        numbers, length = _decoded(packed)
        self.count += 1
        for number in numbers:
            self._parts[number] = self._parts.get(number, 0.0) + 1 / length

    def similarity(self, packed: bytes, *, own: bool = False) -> float:
        """The mean similarity of a context to those of the centroid; ``own``: to the others."""
        numbers, length = _decoded(packed)
        count = self.count - own
        if not length or count < 1:
            return 0.0
        weights, parts = _weights(), self._parts
        found = sum(weights[n] * parts.get(n, 0.0) for n in numbers) / length
        return max(0.0, found - own) / count
