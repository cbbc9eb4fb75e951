"""Fitting linear models over words, and their log-odds of what they were not fitted to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from kg.nlp.mentions.word_model import WordModel

__all__ = ["fit_words", "held_out_log_odds"]

Floats = NDArray[np.float32]
Described = Sequence[Sequence[str]]
"""The words of each of a paper's forms, or pairs of forms."""

_FEWEST = 3
"""Things that have a word that is kept."""
_EPOCHS, _BATCH, _RATE, _DECAY, _SCALE = 5, 512, 0.02, 0.6, 0.5
"""Of 1,402 papers, more epochs, dropout and a penalty on the weights gained nothing."""
_FOLDS = 5


def fit_words(papers: Sequence[Described], wanted: Sequence[Floats], seed: int) -> WordModel:
    """The model of all words that three things or more have.

    Args:
        papers: for each paper its things, and the words of each.
        wanted: for each paper (things, classes), in [0, 1].
        seed: of the order in which things are read.
    """
    things = [words for paper in papers for words in paper]
    counts = Counter(word for words in things for word in words)
    kept = sorted(word for word, count in counts.items() if count >= _FEWEST)
    rows = {word: row for row, word in enumerate(kept)}
    known = [np.array([rows[w] for w in words if w in rows], np.int64) for words in things]
    right = torch.from_numpy(np.concatenate(wanted))
    torch.manual_seed(seed)
    weights = torch.zeros(max(1, len(rows)), right.shape[1], requires_grad=True)
    bias = torch.zeros(right.shape[1], requires_grad=True)
    optimizer = torch.optim.Adam([weights, bias], lr=_RATE)
    for _ in range(_EPOCHS):
        for chosen in torch.randperm(len(known)).split(_BATCH):
            batch = [known[index] for index in chosen.tolist()]
            starts = np.cumsum([0, *map(len, batch)])[:-1]
            flat = torch.from_numpy(np.concatenate(batch))
            sums = functional.embedding_bag(flat, weights, torch.from_numpy(starts), mode="sum")
            odds = sums * _SCALE + bias
            loss = functional.binary_cross_entropy_with_logits(odds, right[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        for group in optimizer.param_groups:
            group["lr"] *= _DECAY
    found = (weights * _SCALE).detach().numpy()[: len(rows)]
    return WordModel(rows, found, bias.detach().numpy())


def held_out_log_odds(
    papers: Sequence[Described], wanted: Sequence[Floats], seed: int
) -> list[Floats]:
    """For each paper (things, classes): the log-odds by words of the papers of other parts."""
    if len(papers) < 2:
        return [fit_words(papers, wanted, seed).log_odds(paper) for paper in papers]
    models = [
        fit_words(
            [paper for at, paper in enumerate(papers) if at % _FOLDS != part],
            [right for at, right in enumerate(wanted) if at % _FOLDS != part],
            seed,
        )
        for part in range(min(_FOLDS, len(papers)))
    ]
    return [models[at % _FOLDS].log_odds(paper) for at, paper in enumerate(papers)]
