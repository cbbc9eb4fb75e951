"""A published corpus as a benchmark: training on its sentences alone, and reading others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import torch

from kg.nlp.mentions.encoder import NetworkScores
from kg.nlp.mentions.pair_head import PairHead, PairScorer
from kg.nlp.mentions.wordpieces import WordPieces
from kg.train.networks.corpora import (
    Joined,
    Sentence,
    corpus_examples,
    join_sentences,
    sentence_runs,
)
from kg.train.networks.corpus_reading import SentenceScores, spans_in_reach
from kg.train.networks.examples import HEADS, PAIR_HEADS, Example, build_examples
from kg.train.networks.network import Network, columns, load_encoder
from kg.train.networks.optimize import Epoch, Mix, Options, score_examples, train_network

__all__ = ["OPTIONS", "score_sentences", "train_on_corpus"]

_SMALL = Options(epochs=14, rate=1.2e-4, head_rate=1e-3, pieces=800, average=0.99, pair_weight=1.5)
OPTIONS: Mapping[str, Options] = {"scierc": _SMALL, "scier": replace(_SMALL, epochs=5)}
"""Head -> how to train. Batches are small: the head for pairs learns from nothing else, and
350 abstracts give it few steps."""


def train_on_corpus(
    train: Sequence[Sentence],
    dev: Sequence[Sentence],
    head: str,
    checkpoint: Path,
    *,
    encoder: Path,
    init: Path | None = None,
    options: Options,
    report: Callable[[Epoch], None] = lambda _epoch: None,
) -> Network:
    """A network trained on a corpus; resumes from ``checkpoint`` if it exists.

    It begins with the encoder's weights, or with those of a checkpoint, ``init``.

    Raises:
        InputError: a class that the head does not have.
    """
    pieces = WordPieces.load(encoder / "tokenizer.json")
    network = load_encoder(encoder, seed=options.seed)
    if init is not None:
        parts = torch.load(init, weights_only=True)
        network.load_state_dict({**parts["network"], **parts["average"]})
    mixes = [Mix(corpus_examples(train, head, pieces))]
    return train_network(
        network, mixes, options, checkpoint, report, corpus_examples(dev, head, pieces)
    )


def score_sentences(
    network: Network, sentences: Sequence[Sentence], head: str, pieces: WordPieces
) -> list[SentenceScores]:
    """The network's scores of each sentence, in their order."""
    texts = [
        (stretch, join_sentences(stretch, head))
        for _, members in groupby(sentences, key=lambda sentence: sentence.document)
        for stretch in sentence_runs(members)
    ]
    windows = [build_examples("", head, joined.words, (), pieces) for _, joined in texts]
    window_scores = iter(score_examples(network, [window for each in windows for window in each]))
    pairs = _pair_head(network, head)
    return [
        reading
        for (stretch, joined), each in zip(texts, windows, strict=True)
        for reading in _readings(stretch, joined, _next_scores(each, window_scores), pairs, head)
    ]


def _next_scores(
    windows: Sequence[Example], window_scores: Iterator[NetworkScores]
) -> list[NetworkScores]:
    return [next(window_scores) for _ in windows]


def _pair_head(network: Network, head: str) -> PairHead:
    """The weights that score the pairs of a corpus; empty for one that labels none."""
    pairs = network.pairs
    kinds = slice(*columns(HEADS, head))
    classes = slice(*columns(PAIR_HEADS, head)) if head in PAIR_HEADS else slice(0)
    tables = (pairs.left.weight[kinds], pairs.right.weight[kinds], pairs.gap.weight)
    out = (pairs.out.weight[classes].T, pairs.out.bias[classes])
    return PairHead(*(part.detach().numpy().copy() for part in (*tables, *out)))


def _readings(
    stretch: Sequence[Sentence],
    joined: Joined,
    window_scores: Sequence[NetworkScores],
    pairs: PairHead,
    head: str,
) -> Iterator[SentenceScores]:
    """Each sentence by the window that holds most of it."""
    rows = [{word.start: row for row, word in enumerate(each.words)} for each in window_scores]
    for sentence, borders in zip(stretch, joined.borders, strict=True):
        own = [joined.words[index].start for index in range(borders[0], borders[-1])]
        best = max(range(len(window_scores)), key=lambda i: sum(start in rows[i] for start in own))
        at = [rows[best].get(start) for start in own]
        places = spans_in_reach([border - borders[0] for border in borders], at)
        scored = window_scores[best]
        spans = {span: scored.spans[a, b - a] for span, (a, b) in places.items()}
        yield SentenceScores(sentence, head, spans, places, PairScorer(pairs, scored.pairs.parts))
