"""Pairs of mentions that could be related.

A candidate is two mentions in one sentence whose labels an edge of
`kg.core.schema.RELATION_EDGES` joins. Its answer is such an edge with its direction, or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from kg.core.schema import ENTITY_LABELS, RELATION_EDGES
from kg.nlp.text.annotated_text import AnnotatedText, ClusterMention

__all__ = ["ANSWERS", "CHOICES", "NONE", "Answer", "Candidate", "candidates", "labels_of"]


class Answer(NamedTuple):
    """An edge type, and whether it points from the first mention of the text to the second.

    >>> str(Answer("PART_OF", forward=False))
    'PART_OF<'
    """

    type: str
    forward: bool

    def __str__(self) -> str:
        return f"{self.type}{'>' if self.forward else '<'}"


NONE = "none"

_SYMMETRIC = frozenset(("COMPARED_WITH",))
_MAX_MENTIONS = 30
"""Mentions of a sentence that are paired: more of them make a list, not a statement."""
_WIDEST = 400
"""Characters from the start of one mention to the end of the other beyond which a sentence is a
list."""


def labels_of(one: str, two: str) -> str:
    """The name of a pair of labels in text order.

    >>> labels_of("Method", "Task")
    'Method-Task'
    """
    return f"{one}-{two}"


def _answers(one: str, two: str) -> tuple[Answer, ...]:
    found = []
    for edge, ends in RELATION_EDGES.items():
        if ends == (one, two):
            found.append(Answer(edge, forward=True))
        if ends == (two, one) and edge not in _SYMMETRIC:
            found.append(Answer(edge, forward=False))
    return tuple(found)


ANSWERS: Mapping[str, tuple[Answer, ...]] = {
    labels_of(one, two): answers
    for one in ENTITY_LABELS
    for two in ENTITY_LABELS
    if (answers := _answers(one, two))
}
"""Labels of the two mentions in text order -> the edges that could join them."""

CHOICES = tuple((labels, answer) for labels, own in ANSWERS.items() for answer in (None, *own))
"""The columns of log-odds: for each pair of labels no answer (`NONE`), then its own."""


class Candidate(NamedTuple):
    """Two mentions of one sentence, in text order."""

    first: ClusterMention
    second: ClusterMention

    @property
    def labels(self) -> str:
        """The key of its answers in `ANSWERS`."""
        return labels_of(self.first.label, self.second.label)


_JOINED = frozenset(tuple(labels.split("-")) for labels in ANSWERS)


def candidates(annotated: AnnotatedText, index: int) -> Iterator[Candidate]:
    """The candidates of a sentence: mentions of different clusters that do not overlap."""
    mentions = annotated.mentions_in(index)[:_MAX_MENTIONS]
    for first, second in combinations(mentions, 2):
        near = first.end <= second.start and second.end - first.start <= _WIDEST
        if near and (first.label, second.label) in _JOINED and _differ(annotated, first, second):
            yield Candidate(first, second)


def _differ(annotated: AnnotatedText, first: ClusterMention, second: ClusterMention) -> bool:
    return annotated.clusters[first.cluster].name != annotated.clusters[second.cluster].name
