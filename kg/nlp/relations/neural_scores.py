"""The network's log-odds for pairs of mentions, mapped from the classes of SciERC to edges.

A class names no edge by itself; with the labels of both mentions it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg.core.schema import DATASET, METHOD, TASK
from kg.nlp.mentions.encoder import NetworkScores
from kg.nlp.mentions.pair_head import RELATIONS, SLOTS
from kg.nlp.relations.candidates import CHOICES, Answer, Candidate
from kg.nlp.text import annotated_text

__all__ = ["SCIERC_EDGES", "class_log_odds", "columns_of", "network_log_odds"]

SCIERC_EDGES: Mapping[tuple[str, str, str], tuple[str, bool]] = {
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
"""A class and the labels of its two ends -> the edge, and whether it points the same way."""

_LOWEST, _HIGHEST = -8.0, 8.0
"""The range that log-odds are clipped to."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def class_log_odds(scores: NetworkScores, pairs: Sequence[Candidate]) -> Floats:
    """(pairs, twice `RELATIONS`): log-odds of what the first mention is to the second, then of
    what the second is to the first."""
    found = np.full((len(pairs), 2 * len(RELATIONS)), _LOWEST, np.float32)
    places = _places(scores, [mention for ends in zip(*pairs, strict=True) for mention in ends])
    one, other = places[: len(pairs)], places[len(pairs) :]
    rows = np.flatnonzero((one[:, 0] <= one[:, 1]) & (other[:, 0] <= other[:, 1]))
    if len(rows):
        both = scores.pairs.score_both_ways(one[rows], other[rows])
        logits = np.concatenate([each[:, len(SLOTS) :] for each in both], axis=1)
        found[rows] = logits.clip(_LOWEST, _HIGHEST)
    return found


def _places(scores: NetworkScores, mentions: Sequence[annotated_text.ClusterMention]) -> Ints:
    """(mentions, 3): the first and the last word that each touches, and its kind, as
    `kg.nlp.mentions.pair_head.Place`; the last comes before the first where it touches none."""
    starts = np.array([word.start for word in scores.words], np.int64)
    ends = np.array([word.end for word in scores.words], np.int64)
    first = ends.searchsorted([each.start for each in mentions], "right")
    last = starts.searchsorted([each.end for each in mentions], "left") - 1
    labels = scores.classes.labels
    kinds = np.array([labels.index(each.label) for each in mentions], np.int64)
    return np.stack([first, last, kinds], axis=1)


def network_log_odds(scores: NetworkScores, pairs: Sequence[Candidate]) -> Floats:
    """(pairs, choices): the log-odds of each of `kg.nlp.relations.candidates.CHOICES`; those of
    none mean nothing."""
    found: Floats = class_log_odds(scores, pairs)[:, _choice_columns()].max(axis=2)
    return found


@cache
def _choice_columns() -> Ints:
    """(choices, 2): the columns that count for each, one twice where there is one."""
    own = [(0,) if answer is None else columns_of(answer) for _, answer in CHOICES]
    return np.array([(each[0], each[-1]) for each in own], np.int64)


@cache
def columns_of(answer: Answer) -> tuple[int, ...]:
    """The columns of `class_log_odds` that count for an answer.

    >>> columns_of(Answer("EVALUATED_ON", True)), columns_of(Answer("KIND_OF", True))
    ((11,), (2,))
    """
    return tuple(_columns(answer))


def _columns(answer: Answer) -> Iterator[int]:
    for (kind, *_), (edge, same) in SCIERC_EDGES.items():
        if edge == answer.type:
            ahead, back = RELATIONS.index(kind), RELATIONS.index(kind) + len(RELATIONS)
            if edge == "COMPARED_WITH":
                yield from (ahead, back)
            else:
                yield ahead if answer.forward == same else back
