"""The relations that a text states between its entities, each with the words that say so.

Every pair of mentions in a sentence whose labels an edge could join is a candidate
(`kg.nlp.relating`). A table of weights, ``kg/data/relation_weights.tsv``, adds up what is
seen of it for each answer; where a network judged the text (`kg.nlp.relatedness`), its
log-odds are added. The softmax of the sums is the score. Of all pairs of mentions of two
entities, those that are sure enough are the evidence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.nlp.page import Page
from kg.nlp.relatedness import Floats, columns, log_odds
from kg.nlp.relating import ANSWERS, NONE, Answer, Candidate, candidates, describe
from kg.nlp.scoring import Scores
from kg.nlp.spans import Group
from kg.nlp.weights import RelationWeights, shipped
from kg.schema import METHOD, TASK
from kg.types import Evidence, Relation

__all__ = ["BY", "LEAST", "Judged", "find", "heard", "judge", "shares", "worded"]

BY = "relations@2"
LEAST: Mapping[str, float] = {
    "USED_FOR": 0.4,
    "PART_OF": 0.45,
    "KIND_OF": 0.4,
    "TRAINED_ON": 0.5,
    "EVALUATED_ON": 0.35,
    "COMPARED_WITH": 0.5,
    "BENCHMARK_FOR": 0.5,
    "SUBTASK_OF": 0.4,
}
"""Pairs that score less are not related: a wrong edge is worse than a missing one. Set by reading
80 relations of listing pages, of which 60 were right at 0.4 (PART_OF at 0.5)."""

_WORDS, _NETWORK = 0.9, 0.35
"""How much the table and the network count where both speak: fitted to the log-loss on the
development part of SciERC (`kg.train.relating.balance`)."""

_DIGITS = 4
_WIDEST = 400
"""Characters from one mention to the other beyond which a sentence is a list."""

_COMPARE = re.compile(r"\bcompar(?:e|es|ed|ing)\s(?:the\s|our\s)?$", re.IGNORECASE)
_COMPARED = re.compile(r"\s(?:with|to|against|and)\s(?:the\s)?")
_SUCH_AS = re.compile(r"\)?,?\s\(?(?:such\sas|e\.g\.,?|including)\s(?:the\s)?")
_IS_A = re.compile(
    r"\)?,?\s(?:is\s)?an?\s(?:new\s|novel\s|simple\s)?(?:variant|version|type|kind|form|special\scase)"
    r"\sof\s(?:the\s)?"
)
_KINDS = {METHOD: "KIND_OF", TASK: "SUBTASK_OF"}
_SPELLED_SCORE = 0.8
"""Set by hand; of such pairs 26 of 27 are right in SciERC, 38 of 53 in two parts of SciER."""


class Judged(NamedTuple):
    """A candidate of a sentence, its likeliest answer and the probability of that."""

    sentence: int
    pair: Candidate
    answer: Answer
    score: float


def find(
    text: str,
    sentences: Sequence[tuple[int, int]],
    groups: Sequence[Group],
    *,
    weights: RelationWeights | None = None,
    scores: Scores | None = None,
    least: Mapping[str, float] = LEAST,
) -> tuple[Relation, ...]:
    """The relations of a text, by first evidence.

    ``sentences`` are (start, end) in characters; ``scores`` are what a network says of the
    text. Ends are names of groups; a pair of groups has at most one relation of a kind and
    direction.
    """
    page = Page(text, sentences, groups)
    table = shipped().relations if weights is None else weights
    found: dict[tuple[str, int, int], list[Evidence]] = {}
    for each in judge(page, table, scores):
        if each.score >= least[each.answer.type]:
            key = (each.answer.type, *_ends(each.pair, each.answer))
            found.setdefault(_known(key, found), []).append(_evidence(page, each))
    return tuple(_relation(page, key, evidence) for key, evidence in found.items())


def judge(page: Page, weights: RelationWeights, scores: Scores | None = None) -> Iterator[Judged]:
    """The likeliest relation of each candidate of a text."""
    rows = [
        (index, pair, features)
        for index in range(len(page.sentences))
        for pair, features in _described(page, index, weights)
    ]
    told = None if scores is None else log_odds(scores, [pair for _, pair, _ in rows])
    for at, (index, pair, features) in enumerate(rows):
        spelled = _spelled(page, pair)
        if spelled is not None:
            yield Judged(index, pair, spelled, _SPELLED_SCORE)
        else:
            sums = _sums(pair, weights, features, None if told is None else told[at])
            answer, score = max(shares(sums).items(), key=lambda item: item[1])
            yield Judged(index, pair, answer, score)


def _described(
    page: Page, index: int, weights: RelationWeights
) -> Iterator[tuple[Candidate, frozenset[str]]]:
    pairs = [
        pair
        for pair in candidates(page, index)
        if pair.second.end - pair.first.start <= _WIDEST and pair.labels in weights
    ]
    return zip(pairs, describe(page, index, pairs), strict=True)


def _spelled(page: Page, pair: Candidate) -> Answer | None:
    """What fixed words say: 'we compare A with B', 'A such as B', 'A is a variant of B'.

    Source: M. Hearst, "Automatic acquisition of hyponyms from large text corpora", COLING 1992.
    """
    first, second = pair
    kind = _KINDS.get(first.label)
    if kind is None or first.label != second.label:
        return None
    text, head = page.text, page.head(second)
    opens = {place.label for place in page.places(page.index(head)) if place.start == head}
    such_as = first.end <= head and second.label in opens
    if such_as and _SUCH_AS.fullmatch(text, first.end, head):
        return Answer(kind, forward=False)
    if _IS_A.fullmatch(text, first.end, second.start):
        return Answer(kind, forward=True)
    compared = first.label == METHOD and _COMPARED.fullmatch(text, first.end, second.start)
    if compared and _COMPARE.search(text[max(0, first.start - 20) : first.start]):
        return Answer("COMPARED_WITH", forward=True)
    return None


def _sums(
    pair: Candidate, weights: RelationWeights, features: frozenset[str], told: Floats | None
) -> dict[Answer, float]:
    """The log-odds of each answer against none."""
    sums = worded(pair, weights, features)
    if told is None:
        return sums
    return {a: _WORDS * value + _NETWORK * heard(a, told) for a, value in sums.items()}


def heard(answer: Answer, told: Floats) -> float:
    """The log-odds of an answer in a row of `kg.nlp.relatedness.log_odds`."""
    return float(told[list(columns(answer))].max())


def worded(
    pair: Candidate, weights: RelationWeights, features: frozenset[str]
) -> dict[Answer, float]:
    """The log-odds of each answer against none by the table alone."""
    table = weights[pair.labels]
    sums: dict[str, float] = {}
    # Sorted, for sums of floats depend on their order, and sets have none.
    for feature in ("bias", *sorted(features & table.keys())):
        for name, weight in table.get(feature, {}).items():
            sums[name] = sums.get(name, 0.0) + weight
    none = sums.get(NONE, 0.0)
    return {each: sums.get(str(each), 0.0) - none for each in ANSWERS[pair.labels]}


def shares(sums: Mapping[Answer, float]) -> dict[Answer, float]:
    """The softmax of log-odds against none, without none."""
    top = max(0.0, *sums.values())
    parts = {answer: math.exp(value - top) for answer, value in sums.items()}
    whole = math.exp(-top) + math.fsum(parts.values())
    return {answer: part / whole for answer, part in parts.items()}


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


def _evidence(page: Page, judged: Judged) -> Evidence:
    start, end = judged.pair.first.start, judged.pair.second.end
    first, last = page.sentences[judged.sentence]
    return Evidence(
        start=start,
        end=end,
        text=page.text[start:end],
        sentence=page.text[first : max(last, end)],
        by=BY,
        score=round(judged.score, _DIGITS),
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
