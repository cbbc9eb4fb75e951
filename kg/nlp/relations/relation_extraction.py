"""The relations that a text states between its entities, each with the words that say so.

Every pair of mentions in a sentence whose labels an edge could join is a candidate
(`kg.nlp.relations.candidates`). A table of weights, ``kg/nlp/data/relation_weights.tsv``, adds up
what is seen of it for each answer; where a network judged the text
(`kg.nlp.relations.neural_scores`), its log-odds are added. The softmax of the sums is the score. Of
all pairs of mentions of two entities, those that are sure enough are the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.core.types import Evidence, Relation
from kg.nlp.mentions.encoder import Scores
from kg.nlp.relations.candidates import ANSWERS, CHOICES, Answer, Candidate, candidates
from kg.nlp.relations.constraints import agrees
from kg.nlp.relations.neural_scores import heard
from kg.nlp.relations.pair_features import feature_matrix
from kg.nlp.relations.patterns import spelled
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.spans import EntityCluster
from kg.nlp.weights import RelationWeights, shipped

__all__ = ["BY", "LEAST", "Judged", "find", "judge", "shares", "weighed", "worded"]

BY = "relations@3"
LEAST: Mapping[str, float] = {
    "USED_FOR": 0.4,
    "PART_OF": 0.45,
    "KIND_OF": 0.4,
    "TRAINED_ON": 0.5,
    "EVALUATED_ON": 0.35,
    "COMPARED_WITH": 0.5,
    "BENCHMARK_FOR": 0.5,
    "SUBTASK_OF": 0.5,
}
"""Pairs that score less are not related: a wrong edge is worse than a missing one. Set by reading
80 relations of listing pages, of which 60 were right at 0.4 (PART_OF at 0.5)."""

_WORDS, _NETWORK = 0.9, 0.35
"""How much the table and the network count where both speak: fitted to the log-loss on the
development part of SciERC (`kg.train.fit_relations.balance`)."""

_DIGITS = 4
_BLOCK = 500
"""Pairs after which a long text is judged in parts."""

_LABELS = {labels: at for at, labels in enumerate(ANSWERS)}
_OWN = np.array(
    [[owner == own and answer is not None for owner, answer in CHOICES] for own in ANSWERS]
)
"""(pairs of labels, choices): which are answers of the pair."""
_NONE = {labels: at for at, (labels, answer) in enumerate(CHOICES) if answer is None}

Floats = NDArray[np.float64]

_SPELLED_SCORE = 0.8
"""Set by hand; of such pairs 26 of 27 are right in SciERC, 38 of 53 in two parts of SciER."""


class Judged(NamedTuple):
    """A candidate, its likeliest answer and the probability of that; ``spelled`` says that
    fixed words name the relation."""

    pair: Candidate
    answer: Answer
    score: float
    spelled: bool = False


def find(
    text: str,
    sentences: Sequence[tuple[int, int]],
    clusters: Sequence[EntityCluster],
    *,
    weights: RelationWeights | None = None,
    scores: Scores | None = None,
    roles: Sequence[tuple[str, float]] = (),
    least: Mapping[str, float] = LEAST,
) -> tuple[Relation, ...]:
    """The relations of a text, by first evidence.

    ``sentences`` are (start, end) in characters; ``scores`` are what a network says of the
    text, ``roles`` those of the clusters (`kg.nlp.roles.assign`), with which relations must agree.
    Ends are names of clusters; a pair of clusters has at most one relation of a kind and direction.
    """
    annotated = AnnotatedText(text, sentences, clusters)
    table = shipped().relations if weights is None else weights
    own = [role for role, _ in roles]
    found: dict[tuple[str, int, int], list[Evidence]] = {}
    for each in judge(annotated, table, scores):
        sure = each.score >= least[each.answer.type]
        if sure and (each.spelled or agrees(annotated, each.pair, each.answer, own)):
            key = (each.answer.type, *_ends(each.pair, each.answer))
            found.setdefault(_known(key, found), []).append(_evidence(annotated, each))
    return tuple(_relation(annotated, key, evidence) for key, evidence in found.items())


def judge(
    annotated: AnnotatedText, weights: RelationWeights, scores: Scores | None = None
) -> Iterator[Judged]:
    """The likeliest relation of each candidate of a text."""
    for block in _blocks(annotated, weights):
        chances = weighed(annotated, block, weights, scores)
        best = chances.argmax(axis=1)
        sure = chances[np.arange(len(block)), best].tolist()
        for pair, choice, score in zip(block, best.tolist(), sure, strict=True):
            named, answer = spelled(annotated, pair), CHOICES[choice][1]
            if named is not None:
                yield Judged(pair, named, _SPELLED_SCORE, spelled=True)
            elif answer is not None:
                yield Judged(pair, answer, score)


def _blocks(annotated: AnnotatedText, weights: RelationWeights) -> Iterator[list[Candidate]]:
    """The candidates of a text, in parts that keep what is made of them small."""
    block: list[Candidate] = []
    for index in range(len(annotated.sentences)):
        block += (pair for pair in candidates(annotated, index) if pair.labels in weights.labels)
        if len(block) > _BLOCK:
            yield block
            block = []
    if block:
        yield block


def weighed(
    annotated: AnnotatedText,
    pairs: Sequence[Candidate],
    weights: RelationWeights,
    scores: Scores | None = None,
) -> Floats:
    """(pairs, choices): the chance of each answer; what is left is none's."""
    sums = worded(annotated, pairs, weights)
    if scores is not None:
        sums = _WORDS * sums + _NETWORK * heard(scores, pairs)
    return shares(sums, pairs)


def worded(
    annotated: AnnotatedText, pairs: Sequence[Candidate], weights: RelationWeights
) -> Floats:
    """(pairs, choices): the log-odds of each answer against none by the table alone."""
    sums = feature_matrix(annotated, pairs, weights) @ weights.weights + weights.bias
    none = np.array([_NONE[pair.labels] for pair in pairs], np.int64)
    found: Floats = sums - sums[np.arange(len(pairs)), none][:, np.newaxis]
    return found


def shares(sums: Floats, pairs: Sequence[Candidate]) -> Floats:
    """(pairs, choices): the softmax of log-odds over the answers of each pair and none, which
    counts 0; nought for none and for the answers of other labels."""
    own = _OWN[np.array([_LABELS[pair.labels] for pair in pairs], np.int64)]
    allowed = np.where(own, sums, -np.inf)
    top = np.maximum(allowed.max(axis=1, keepdims=True), 0.0)
    powers = np.exp(allowed - top)
    found: Floats = powers / (np.exp(-top) + powers.sum(axis=1, keepdims=True))
    return found


def _ends(pair: Candidate, answer: Answer) -> tuple[int, int]:
    ends = pair.first.cluster, pair.second.cluster
    return ends if answer.forward else ends[::-1]


def _known(
    key: tuple[str, int, int], found: Mapping[tuple[str, int, int], object]
) -> tuple[str, int, int]:
    """The key under which a relation that goes both ways was met first."""
    kind, head, tail = key
    other = (kind, tail, head)
    return other if kind == "COMPARED_WITH" and other in found else key


def _evidence(annotated: AnnotatedText, judged: Judged) -> Evidence:
    start, end = judged.pair.first.start, judged.pair.second.end
    first, last = annotated.sentences[annotated.sentence_at(start)]
    return Evidence(
        start=start,
        end=end,
        text=annotated.text[start:end],
        sentence=annotated.text[first : max(last, end)],
        by=BY,
        score=round(judged.score, _DIGITS),
    )


def _relation(
    annotated: AnnotatedText, key: tuple[str, int, int], evidence: Sequence[Evidence]
) -> Relation:
    kind, head, tail = key
    one, two = annotated.clusters[head], annotated.clusters[tail]
    return Relation(
        type=kind,
        head=one.name,
        head_type=one.label,
        tail=two.name,
        tail_type=two.label,
        evidence=tuple(evidence),
        confidence=max(each.score for each in evidence),
    )
