"""A network's scores of a sentence of a published corpus, in that corpus' own tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.nlp.mentions.pair_head import PairScorer, WordSpan
from kg.train.networks.corpora import Sentence
from kg.train.networks.examples import HEADS, WIDEST

__all__ = ["SentenceScores", "Span", "spans_in_reach"]

Floats = NDArray[np.float32]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """The scores of a sentence; spans are tokens, half-open.

    ``spans`` gives each span that the network can score its logits, one a class of the head
    in `HEADS`; a span is out of its reach if it is wide or cut by a window.
    """

    sentence: Sentence
    head: str
    spans: Mapping[Span, Floats]
    places: Mapping[Span, Span]
    pairs: PairScorer

    def related(self, pairs: Sequence[tuple[Span, str, Span, str]]) -> Floats:
        """(pairs, classes of `PAIR_HEADS`): logits of two spans with their classes, in order."""
        kinds = HEADS[self.head]
        return self.pairs.logits(
            [
                (
                    WordSpan(*self.places[one], kinds.index(a)),
                    WordSpan(*self.places[two], kinds.index(b)),
                )
                for one, a, two, b in pairs
            ]
        )


def spans_in_reach(borders: Sequence[int], at: Sequence[int | None]) -> dict[Span, Span]:
    """Each span of tokens that can be scored, with the rows of its first and last word.

    Token ``i`` has the words from ``borders[i]`` to ``borders[i + 1]``, and word ``j`` stands
    in row ``at[j]``, or in none.

    >>> spans_in_reach([0, 1, 3], [7, 8, None])
    {(0, 1): (7, 7)}
    """
    found: dict[Span, Span] = {}
    for start in range(len(borders) - 1):
        for end in range(start + 1, len(borders)):
            if borders[end] - borders[start] > WIDEST:
                break
            first, last = at[borders[start]], at[borders[end] - 1]
            if first is not None and last is not None:
                found[start, end] = (first, last)
    return found
