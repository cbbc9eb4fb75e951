"""Training the mention network: batches, loss, averaged weights, resuming from checkpoints."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.nlp.mentions.encoder import NetworkScores, trim_spans
from kg.nlp.mentions.pair_head import PairScorer
from kg.nlp.mentions.span_classes import SCHEMA_CLASSES
from kg.nlp.mentions.wordpieces import collate
from kg.train.networks.examples import HEADS, PAIR_HEADS, WIDEST, Example
from kg.train.networks.network import Network, columns

__all__ = ["Epoch", "Mix", "Options", "score_examples", "train_network"]

_LOSS_SCALE = 4.0
"""Keeps the loss, a mean over words of sums over spans, near 1."""
_ROLE_WEIGHT = 0.3
"""Beside the spans' loss: what the links may cost the mentions."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to train; the defaults are those of the shipped model's last stage.

    ``rate`` is for the last layer of the encoder and falls by ``decay`` a layer below it;
    ``head_rate`` is for what is new. ``pieces`` is the size of a batch, padding included;
    ``average`` the decay a step of the averaged weights; ``pair_weight`` is that of the pairs'
    loss beside the spans'. Word embeddings stay as they are.
    """

    epochs: int = 6
    rate: float = 1.5e-4
    head_rate: float = 8e-4
    decay: float = 0.85
    pieces: int = 2400
    average: float = 0.98
    warm_up: float = 0.06
    pair_weight: float = 0.5
    seed: int = 0


class Mix(NamedTuple):
    """Examples of one corpus, and how many of them an epoch draws (None: all)."""

    examples: Sequence[Example]
    draw: int | None = None


class Epoch(NamedTuple):
    """What an epoch came to: its number from 1, of how many, the mean loss of its batches, and
    the F1 of the labelled spans of what was held out, if anything was."""

    number: int
    epochs: int
    loss: float
    f1: float | None = None


@dataclass
class _State:
    """All that a resumed training needs."""

    network: Network
    optimizer: torch.optim.Optimizer
    scheduler: torch.optim.lr_scheduler.LambdaLR
    average: dict[str, Tensor] = field(default_factory=dict)
    steps: int = 0
    epoch: int = 0

    def save(self, path: Path) -> None:
        """Write to a second file, then rename: an interruption leaves a whole checkpoint."""
        parts = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "scheduler": self.scheduler.state_dict(),
            "average": self.average,
            "steps": self.steps,
            "epoch": self.epoch,
        }
        beside = path.with_suffix(".part")
        torch.save(parts, beside)
        beside.replace(path)

    def load(self, path: Path) -> None:
        """Take over what `save` wrote."""
        parts = torch.load(path, weights_only=True)
        self.network.load_state_dict(parts["network"])
        self.optimizer.load_state_dict(parts["optimizer"])
        self.scheduler.load_state_dict(parts["scheduler"])
        self.average, self.steps, self.epoch = parts["average"], parts["steps"], parts["epoch"]


def train_network(
    network: Network,
    mixes: Sequence[Mix],
    options: Options,
    checkpoint: Path,
    report: Callable[[Epoch], None],
    held_out: Sequence[Example] = (),
) -> Network:
    """The network after training, with averaged weights; resumes from ``checkpoint`` if it exists.

    Two runs with equal arguments on one machine give equal weights, also when one of them
    was killed and resumed. ``report`` is called after each epoch; examples that are
    ``held_out`` only give the F1 that it reports.
    """
    plans = [_plan(mixes, options, epoch) for epoch in range(options.epochs)]
    state = _state(network, options, sum(map(len, plans)))
    if checkpoint.exists():
        state.load(checkpoint)
    while state.epoch < options.epochs:
        torch.manual_seed(options.seed * 1000 + state.epoch)
        losses = [_step(state, batch, options) for batch in plans[state.epoch]]
        state.epoch += 1
        state.save(checkpoint)
        loss = sum(losses) / max(1, len(losses))
        report(Epoch(state.epoch, options.epochs, loss, _held_out_f1(state, held_out)))
    network.load_state_dict({**network.state_dict(), **state.average})
    return network.eval()


def _held_out_f1(state: _State, examples: Sequence[Example]) -> float | None:
    """The F1 of spans with their classes that are likelier than not, by the averaged weights."""
    if not examples:
        return None
    learning = {name: weight.clone() for name, weight in state.network.state_dict().items()}
    state.network.load_state_dict({**learning, **state.average})
    right = found = wanted = 0
    for example, score in zip(examples, score_examples(state.network, examples), strict=True):
        classes = len(HEADS[example.head]) - _roles([example])
        found_spans = {
            tuple(place) for place in np.argwhere(score.spans[..., :classes] > 0).tolist()
        }
        found_spans = {place for place in found_spans if place[:2] not in example.unknown}
        right += len(found_spans.intersection(example.spans))
        found, wanted = found + len(found_spans), wanted + len(set(example.spans))
    state.network.load_state_dict(learning)
    state.network.train()
    return 2 * right / max(1, found + wanted)


def _plan(mixes: Sequence[Mix], options: Options, epoch: int) -> list[list[Example]]:
    """The batches of an epoch: of one corpus each, of similar lengths, in random order."""
    chance = random.Random(options.seed * 1000 + epoch)
    batches: list[list[Example]] = []
    for examples, draw in mixes:
        drawn = list(examples) if draw is None else chance.sample(examples, draw)
        drawn.sort(key=lambda example: len(example.window.ids) + chance.random() * 30)
        batches += _batches(drawn, options.pieces)
    chance.shuffle(batches)
    return batches


def _batches(ordered: Sequence[Example], most: int) -> Iterator[list[Example]]:
    batch: list[Example] = []
    for example in ordered:
        if batch and (len(batch) + 1) * len(example.window.ids) > most:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch


def _state(network: Network, options: Options, steps: int) -> _State:
    network.encoder.words.weight.requires_grad_(False)
    network.train()
    trained = {name: p for name, p in network.named_parameters() if p.requires_grad}
    top = len(network.encoder.layers) - 1
    groups = [
        {
            "params": [parameter],
            "lr": _rate(name, top, options),
            "weight_decay": 0.01 if parameter.dim() > 1 else 0.0,
        }
        for name, parameter in trained.items()
    ]
    optimizer = torch.optim.AdamW(groups)
    warm = max(1, round(steps * options.warm_up))

    def factor(step: int) -> float:
        return min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))

    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
    average = {name: parameter.detach().clone() for name, parameter in trained.items()}
    return _State(network, optimizer, scheduler, average)


def _rate(name: str, top: int, options: Options) -> float:
    if name.startswith(("head.", "pairs.")) or ".shapes." in name:
        return options.head_rate
    below = top - int(name.split(".")[2]) if ".layers." in name else top + 1
    return options.rate * math.pow(options.decay, below)


def _step(state: _State, batch: Sequence[Example], options: Options) -> float:
    trained = {name: p for name, p in state.network.named_parameters() if p.requires_grad}
    loss = _loss(state.network, batch, options.pair_weight)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(trained.values(), 2.0)
    state.optimizer.step()
    state.optimizer.zero_grad(set_to_none=True)
    state.scheduler.step()
    state.steps += 1
    decay = min(options.average, (1 + state.steps) / (10 + state.steps))
    with torch.no_grad():
        for name, parameter in trained.items():
            state.average[name].lerp_(parameter, 1 - decay)
    return float(loss.detach())


def _forward(network: Network, batch: Sequence[Example]) -> tuple[Tensor, Tensor]:
    inputs = collate([example.window for example in batch])
    found: tuple[Tensor, Tensor] = network(
        *(torch.from_numpy(part) for part in inputs), head=batch[0].head
    )
    return found


def _loss(network: Network, batch: Sequence[Example], pair_weight: float) -> Tensor:
    scores, parts = _forward(network, batch)
    pairs = _pair_loss(network, parts, batch) * pair_weight
    return _span_loss(scores, batch) + _role_loss(scores, batch) + pairs


def _span_loss(scores: Tensor, batch: Sequence[Example]) -> Tensor:
    """Binary cross-entropy, summed over the spans that are known, a word."""
    scores = scores[..., : len(HEADS[batch[0].head]) - _roles(batch)]
    wanted = torch.zeros_like(scores)
    known = torch.zeros((*scores.shape[:3], 1))
    for row, example in enumerate(batch):
        count = len(example.window.words)
        for more in range(WIDEST):
            known[row, : max(0, count - more), more] = 1
        for place, more, kind in example.spans:
            wanted[row, place, more, kind] = 1
        for place, more in example.unknown:
            known[row, place, more] = 0
    losses = functional.binary_cross_entropy_with_logits(scores, wanted, reduction="none")
    total = sum(len(example.window.words) for example in batch)
    return (losses * known).sum() / max(1, total) * _LOSS_SCALE


def _roles(batch: Sequence[Example]) -> int:
    return len(SCHEMA_CLASSES.roles) if batch[0].head == "papers" else 0


def _role_loss(scores: Tensor, batch: Sequence[Example]) -> Tensor:
    """Cross-entropy over the roles that a label allows, a labelled span."""
    found = [(row, *role) for row, example in enumerate(batch) for role in example.roles]
    if not found:
        return scores.new_zeros(())
    rows, places, wider, kinds, wanted = torch.tensor(found).T
    logits = scores[rows, places, wider] + _ALLOWED[kinds]
    return functional.cross_entropy(logits, wanted) * _ROLE_WEIGHT


def _allowed() -> Tensor:
    """(labels, classes of ``papers``): nought for the roles of a label, else out of reach."""
    classes = SCHEMA_CLASSES
    allowed = torch.full((len(classes.labels), len(classes.names)), -1e4)
    for row, label in enumerate(classes.labels):
        for role in classes.roles_of(label):
            allowed[row, classes.value + 1 + role] = 0
    return allowed


_ALLOWED = _allowed()


def _pair_loss(network: Network, parts: Tensor, batch: Sequence[Example]) -> Tensor:
    """Binary cross-entropy over the classes, a pair."""
    head = batch[0].head
    found = [(row, *pair) for row, example in enumerate(batch) for pair in example.pairs]
    if not found:
        return parts.new_zeros(())
    low, high = columns(PAIR_HEADS, head)
    offset, _ = columns(HEADS, head)
    rows = torch.tensor([row for row, *_ in found])
    spans = torch.tensor([(first, second) for _, first, second, _ in found])
    spans[:, :, 2] += offset
    wanted = torch.zeros(len(found), high - low)
    for index, (*_, classes) in enumerate(found):
        wanted[index, list(classes)] = 1
    logits = network.pairs(parts, rows, spans, low, high)
    losses = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    return losses.sum() / len(found)


def score_examples(
    network: Network, examples: Sequence[Example], pieces: int = 4000
) -> list[NetworkScores]:
    """The network's scores of each example, as the extractor gets them."""
    found: dict[int, NetworkScores] = {}
    order = sorted(range(len(examples)), key=lambda index: len(examples[index].window.ids))
    network.eval()
    head = network.pair_head()
    with torch.inference_mode():
        for batch in _batches([examples[index] for index in order], pieces):
            spans, parts = (part.numpy() for part in _forward(network, batch))
            for row, example in enumerate(batch):
                words = example.window.words
                pairs = PairScorer(head, parts[row, : len(words)].copy())
                found[order[len(found)]] = NetworkScores(
                    words, trim_spans(spans[row], len(words)), pairs, SCHEMA_CLASSES
                )
    return [found[index] for index in range(len(examples))]
