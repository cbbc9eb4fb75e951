"""The probability of each relation of a pair of mentions: features, then the network's output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.nlp.mentions.encoder import NetworkScores
from kg.nlp.relations.candidates import ANSWERS, CHOICES, Answer, Candidate, candidates
from kg.nlp.relations.neural_scores import network_log_odds
from kg.nlp.relations.pair_features import feature_matrix
from kg.nlp.relations.patterns import match_pattern
from kg.nlp.relations.relation_model import RelationModel
from kg.nlp.text.annotated_text import AnnotatedText

__all__ = [
    "ScoredPair",
    "answer_probabilities",
    "feature_log_odds",
    "score_pairs",
    "to_probabilities",
]

_FEATURES, _NETWORK = 0.9, 0.35
"""The factors of the two log-odds where both are known: fitted to the log-loss on the
development part of SciERC (`kg.train.linear.fit_relations.fit_factors`)."""

_BLOCK = 500
"""Pairs after which a long text is scored in parts."""

_LABELS = {labels: at for at, labels in enumerate(ANSWERS)}
_OWN = np.array(
    [[owner == own and answer is not None for owner, answer in CHOICES] for own in ANSWERS]
)
"""(pairs of labels, choices): which are answers of the pair."""
_NONE = {labels: at for at, (labels, answer) in enumerate(CHOICES) if answer is None}

Floats = NDArray[np.float64]

_PATTERN_SCORE = 0.8
"""Set by hand; of such pairs 26 of 27 are right in SciERC, 38 of 53 in two parts of SciER."""


class ScoredPair(NamedTuple):
    """A candidate with its most probable answer; ``by_pattern`` where fixed words name it."""

    pair: Candidate
    answer: Answer
    score: float
    by_pattern: bool = False


def score_pairs(
    annotated: AnnotatedText, model: RelationModel, scores: NetworkScores | None = None
) -> Iterator[ScoredPair]:
    """The most probable relation of each candidate of a text, where it is not none."""
    for block in _blocks(annotated, model):
        probabilities = answer_probabilities(annotated, block, model, scores)
        best = probabilities.argmax(axis=1)
        highest = probabilities[np.arange(len(block)), best].tolist()
        for pair, choice, score in zip(block, best.tolist(), highest, strict=True):
            named, answer = match_pattern(annotated, pair), CHOICES[choice][1]
            if named is not None:
                yield ScoredPair(pair, named, _PATTERN_SCORE, by_pattern=True)
            elif answer is not None:
                yield ScoredPair(pair, answer, score)


def _blocks(annotated: AnnotatedText, model: RelationModel) -> Iterator[list[Candidate]]:
    """The candidates of a text, in parts that bound the size of their matrices."""
    block: list[Candidate] = []
    for index in range(len(annotated.sentences)):
        block += (pair for pair in candidates(annotated, index) if pair.labels in model.labels)
        if len(block) > _BLOCK:
            yield block
            block = []
    if block:
        yield block


def answer_probabilities(
    annotated: AnnotatedText,
    pairs: Sequence[Candidate],
    model: RelationModel,
    scores: NetworkScores | None = None,
) -> Floats:
    """(pairs, choices): the probability of each answer; the rest up to 1 is that of none."""
    log_odds = feature_log_odds(annotated, pairs, model)
    if scores is not None:
        log_odds = _FEATURES * log_odds + _NETWORK * network_log_odds(scores, pairs)
    return to_probabilities(log_odds, pairs)


def feature_log_odds(
    annotated: AnnotatedText, pairs: Sequence[Candidate], model: RelationModel
) -> Floats:
    """(pairs, choices): the log-odds of each answer against none, without the network."""
    sums = feature_matrix(annotated, pairs, model) @ model.weights + model.bias
    none = np.array([_NONE[pair.labels] for pair in pairs], np.int64)
    found: Floats = sums - sums[np.arange(len(pairs)), none][:, np.newaxis]
    return found


def to_probabilities(log_odds: Floats, pairs: Sequence[Candidate]) -> Floats:
    """(pairs, choices): the softmax over the answers of each pair and none, whose log-odds are
    0; the columns of none and of answers for other labels are 0."""
    own = _OWN[np.array([_LABELS[pair.labels] for pair in pairs], np.int64)]
    allowed = np.where(own, log_odds, -np.inf)
    top = np.maximum(allowed.max(axis=1, keepdims=True), 0.0)
    powers = np.exp(allowed - top)
    found: Floats = powers / (np.exp(-top) + powers.sum(axis=1, keepdims=True))
    return found
