"""What the network says of pairs of mentions: how they are related, in the classes of SciERC.

Its classes name no edge: once the labels of both mentions are known, they say which is meant.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg.nlp import page
from kg.nlp.pairing import RELATIONS, SLOTS, Place
from kg.nlp.relating import Answer, Candidate
from kg.nlp.scoring import Scores
from kg.schema import DATASET, ENTITY_LABELS, METHOD, TASK

__all__ = ["MEANINGS", "columns", "log_odds"]

MEANINGS: Mapping[tuple[str, str, str], tuple[str, bool]] = {
    ("USED-FOR", METHOD, TASK): ("USED_FOR", True),
    ("USED-FOR", METHOD, METHOD): ("PART_OF", True),
    ("PART-OF", METHOD, METHOD): ("PART_OF", True),
    ("HYPONYM-OF", METHOD, METHOD): ("KIND_OF", True),
    ("COMPARE", METHOD, METHOD): ("COMPARED_WITH", True),
    ("USED-FOR", DATASET, METHOD): ("TRAINED_ON", False),
    ("EVALUATE-FOR", DATASET, METHOD): ("EVALUATED_ON", False),
    ("USED-FOR", DATASET, TASK): ("BENCHMARK_FOR", True),
    ("EVALUATE-FOR", DATASET, TASK): ("BENCHMARK_FOR", True),
    ("HYPONYM-OF", TASK, TASK): ("SUBTASK_OF", True),
    ("PART-OF", TASK, TASK): ("SUBTASK_OF", True),
}
"""A class and the labels of its two ends -> the edge that is meant, and whether it points the
same way."""

_LEAST, _MOST = -8.0, 8.0
"""Log-odds beyond which the network's doubt or trust means no more."""

Floats = NDArray[np.float32]


def log_odds(scores: Scores, pairs: Sequence[Candidate]) -> Floats:
    """(pairs, twice `RELATIONS`): log-odds of what the first mention is to the second, then of
    what the second is to the first."""
    found = np.full((len(pairs), 2 * len(RELATIONS)), _LEAST, np.float32)
    starts, ends = [w.start for w in scores.words], [w.end for w in scores.words]
    rows, judged = [], []
    for row, (first, second) in enumerate(pairs):
        one, other = _place(first, starts, ends), _place(second, starts, ends)
        if one is not None and other is not None:
            rows.append(row)
            judged += [(one, other), (other, one)]
    if rows:
        logits = scores.pairs.logits(judged)[:, len(SLOTS) :]
        found[rows] = logits.reshape(len(rows), -1).clip(_LEAST, _MOST)
    return found


def _place(mention: page.Place, starts: Sequence[int], ends: Sequence[int]) -> Place | None:
    """The words that a mention touches, None where there are none."""
    first, last = bisect_right(ends, mention.start), bisect_left(starts, mention.end) - 1
    return Place(first, last, ENTITY_LABELS.index(mention.label)) if first <= last else None


@cache
def columns(answer: Answer) -> tuple[int, ...]:
    """The columns of `log_odds` that speak for an answer.

    >>> columns(Answer("EVALUATED_ON", forward=True)), columns(Answer("KIND_OF", forward=True))
    ((11,), (2,))
    """
    return tuple(_columns(answer))


def _columns(answer: Answer) -> Iterator[int]:
    for (kind, *_), (edge, same) in MEANINGS.items():
        if edge == answer.type:
            ahead, back = RELATIONS.index(kind), RELATIONS.index(kind) + len(RELATIONS)
            if edge == "COMPARED_WITH":
                yield from (ahead, back)
            else:
                yield ahead if answer.forward == same else back
