"""The relations that a text states between its entities, each with the words that say so.

Every pair of mentions in a sentence whose labels an edge could join is a candidate
(`kg.nlp.relating`). A table of weights, ``kg/data/relation_weights.tsv``, adds up what is
seen of it for each answer; the softmax of the sums is the score. Of all pairs of mentions of
two entities, those that are sure enough are the evidence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from kg.nlp.page import Page
from kg.nlp.relating import ANSWERS, NONE, Answer, Candidate, candidates, describe
from kg.nlp.spans import Group
from kg.nlp.weights import RelationWeights, shipped
from kg.schema import METHOD
from kg.types import Evidence, Relation

__all__ = ["BY", "THRESHOLD", "Judged", "find", "judge"]

BY = "relations@1"
THRESHOLD = 0.3
"""Pairs that score less are not related: the best F1 on the development part of SciER."""

_DIGITS = 4
_WIDEST = 400
"""Characters from one mention to the other beyond which a sentence is a list."""

_COMPARE = re.compile(r"\bcompar(?:e|es|ed|ing)\s(?:the\s|our\s)?$", re.IGNORECASE)
_COMPARED = re.compile(r"\s(?:with|to|against|and)\s(?:the\s)?")
_COMPARED_SCORE = 0.9

Judged = tuple[Candidate, Answer, float]
"""A candidate with its likeliest answer and the probability of that, in [0, 1]."""


def find(
    text: str,
    sentences: Sequence[tuple[int, int]],
    groups: Sequence[Group],
    *,
    weights: RelationWeights | None = None,
    least: float = THRESHOLD,
) -> tuple[Relation, ...]:
    """The relations of a text, by first evidence.

    ``sentences`` are (start, end) in characters. Ends are names of groups; a pair of groups
    has at most one relation of a kind and direction.
    """
    page = Page(text, sentences, groups)
    table = shipped().relations if weights is None else weights
    found: dict[tuple[str, int, int], list[Evidence]] = {}
    for index in range(len(page.sentences)):
        for pair, answer, score in judge(page, index, table):
            if score >= least:
                key = (answer.type, *_ends(pair, answer))
                found.setdefault(_known(key, found), []).append(_evidence(page, index, pair, score))
    return tuple(_relation(page, key, evidence) for key, evidence in found.items())


def judge(page: Page, index: int, weights: RelationWeights) -> Iterator[Judged]:
    """The likeliest relation of each candidate of a sentence."""
    pairs = [
        pair
        for pair in candidates(page, index)
        if pair.second.end - pair.first.start <= _WIDEST and pair.labels in weights
    ]
    for pair, features in zip(pairs, describe(page, index, pairs), strict=True):
        if _compared(page, pair):
            yield pair, Answer("COMPARED_WITH", forward=True), _COMPARED_SCORE
        else:
            yield pair, *_likeliest(ANSWERS[pair.labels], weights[pair.labels], features)


def _compared(page: Page, pair: Candidate) -> bool:
    """True of 'we compare A with B': what a sum of words reads as 'A with B'."""
    first, second = pair
    return (
        first.label == second.label == METHOD
        and bool(_COMPARED.fullmatch(page.text, first.end, second.start))
        and bool(_COMPARE.search(page.text[max(0, first.start - 20) : first.start]))
    )


def _likeliest(
    answers: Sequence[Answer],
    table: Mapping[str, Mapping[str, float]],
    features: frozenset[str],
) -> tuple[Answer, float]:
    """The answer other than none with the highest share, and that share."""
    sums = dict.fromkeys((NONE, *map(str, answers)), 0.0)
    # Sorted, for sums of floats depend on their order, and sets have none.
    for feature in ("bias", *sorted(features & table.keys())):
        for name, weight in table.get(feature, {}).items():
            sums[name] += weight
    best = max(answers, key=lambda answer: sums[str(answer)])
    top = max(sums.values())
    whole = math.fsum(math.exp(value - top) for value in sums.values())
    return best, math.exp(sums[str(best)] - top) / whole


def _ends(pair: Candidate, answer: Answer) -> tuple[int, int]:
    ends = pair.first.group, pair.second.group
    return ends if answer.forward else ends[::-1]


def _known(
    key: tuple[str, int, int], found: Mapping[tuple[str, int, int], object]
) -> tuple[str, int, int]:
    """The key under which a relation that goes both ways was met first."""
    kind, head, tail = key
    other = (kind, tail, head)
    return other if kind == "COMPARED_WITH" and other in found else key


def _evidence(page: Page, index: int, pair: Candidate, score: float) -> Evidence:
    start, end = pair.first.start, pair.second.end
    first, last = page.sentences[index]
    return Evidence(
        start=start,
        end=end,
        text=page.text[start:end],
        sentence=page.text[first : max(last, end)],
        by=BY,
        score=round(score, _DIGITS),
    )


def _relation(page: Page, key: tuple[str, int, int], evidence: Sequence[Evidence]) -> Relation:
    kind, head, tail = key
    one, two = page.groups[head], page.groups[tail]
    return Relation(
        type=kind,
        head=one.name,
        head_type=one.label,
        tail=two.name,
        tail_type=two.label,
        evidence=tuple(evidence),
        confidence=max(each.score for each in evidence),
    )
