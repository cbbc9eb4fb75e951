"""The mention network: a BERT encoder and a head that scores every span of up to 12 words.

Source: the encoder is that of J. Devlin et al., "BERT", NAACL 2019; scoring all spans
follows M. Eberts and A. Ulges, "Span-based joint entity and relation extraction with
Transformer pre-training", ECAI 2020, with one sigmoid for each class.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from kg.nlp.mentions.pair_head import GAPS, RELATIONS, SLOTS, PairHead, gap
from kg.nlp.mentions.wordpieces import SHAPES
from kg.train.networks.examples import HEADS, PAIR_HEADS, PAIR_WIDTH, SPAN_WIDTH, WIDEST

__all__ = ["Encoder", "Network", "PairLayer", "Size", "SpanHead", "columns", "load_encoder"]

_RARE_PAIR = -2.5
_RARE = -4.6
"""Bias of every class at the start: a span in a hundred is a mention."""


class Size(NamedTuple):
    """The dimensions of an encoder, as in its ``config.json``."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512


class _Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.heads = size.heads
        self.qkv = nn.Linear(size.width, 3 * size.width)
        self.out = nn.Linear(size.width, size.width)
        self.after_attention = nn.LayerNorm(size.width, eps=1e-12)
        self.up = nn.Linear(size.width, size.inner)
        self.down = nn.Linear(size.inner, size.width)
        self.after_inner = nn.LayerNorm(size.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """(batch, pieces, width) -> the same; ``bias`` is added to the attention scores."""
        batch, length, width = x.shape
        parts = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        if torch.onnx.is_in_onnx_export():
            scores = query @ key.transpose(-1, -2) / math.sqrt(width // self.heads)
            mixed = torch.softmax(scores if bias is None else scores + bias, -1) @ value
        else:
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.after_attention(x + self.dropout(self.out(mixed)))
        inner = self.down(functional.gelu(self.up(x)))
        normed: Tensor = self.after_inner(x + self.dropout(inner))
        return normed


class Encoder(nn.Module):
    """BERT with one more embedding: the shape of each word, which begins at zero."""

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(size.vocabulary, size.width)
        self.positions = nn.Embedding(size.positions, size.width)
        self.segment = nn.Parameter(torch.zeros(size.width))
        self.shapes = nn.Embedding(SHAPES, size.width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(_Layer(size, dropout) for _ in range(size.layers))

    def forward(self, ids: Tensor, shapes: Tensor, attention: Tensor | None) -> Tensor:
        """(batch, pieces) three times -> (batch, pieces, width); None: nothing is padding."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.segment
        x = self.dropout(self.norm(x + self.shapes(shapes)))
        bias = None
        if attention is not None:
            bias = (1 - attention.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


class SpanHead(nn.Module):
    """A score for each class at each span, from its first word, last word, mean and width."""

    def __init__(self, width: int, classes: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.start = nn.Linear(width, SPAN_WIDTH)
        self.end = nn.Linear(width, SPAN_WIDTH, bias=False)
        self.mean = nn.Linear(width, SPAN_WIDTH, bias=False)
        self.length = nn.Embedding(WIDEST, SPAN_WIDTH)
        self.out = nn.Linear(SPAN_WIDTH, classes)
        nn.init.constant_(self.out.bias, _RARE)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, first: Tensor, last: Tensor, low: int, high: int) -> Tensor:
        """(batch, pieces, width) and the words' places -> (batch, words, 12, high - low).

        Entry ``[b, i, k]`` is for the words i to i + k; classes ``low`` to ``high`` alone
        are computed. Spans that run over the last word hold no meaning.
        """
        x = self.dropout(x)
        at_first, at_last = _rows(x, first), _rows(x, last)
        begins = self.start(at_first)
        count = first.shape[1]
        ends = functional.pad(self.end(at_last), (0, 0, 0, WIDEST))
        means = functional.pad(self.mean((at_first + at_last) / 2), (0, 0, 0, WIDEST))
        total = torch.zeros_like(begins)
        spans = []
        for more in range(WIDEST):
            total = total + means[:, more : more + count]
            end = ends[:, more : more + count]
            mixed = begins + end + total / (more + 1) + self.length.weight[more]
            spans.append(functional.gelu(mixed))
        hidden = self.dropout(torch.stack(spans, 2))
        return functional.linear(hidden, self.out.weight[low:high], self.out.bias[low:high])


def _rows(x: Tensor, places: Tensor) -> Tensor:
    return torch.gather(x, 1, places[..., None].expand(-1, -1, x.shape[-1]))


class PairLayer(nn.Module):
    """What `kg.nlp.mentions.pair_head` computes, while it learns."""

    def __init__(self, width: int, dropout: float = 0.2) -> None:
        super().__init__()
        kinds = sum(map(len, HEADS.values()))
        self.parts = nn.Linear(width, 3 * PAIR_WIDTH)
        self.left = nn.Embedding(kinds, PAIR_WIDTH)
        self.right = nn.Embedding(kinds, PAIR_WIDTH)
        self.gap = nn.Embedding(GAPS, PAIR_WIDTH)
        for table in (self.left, self.right, self.gap):
            nn.init.normal_(table.weight, std=0.1)
        self.out = nn.Linear(PAIR_WIDTH, sum(map(len, PAIR_HEADS.values())))
        nn.init.constant_(self.out.bias, _RARE_PAIR)
        self.dropout = nn.Dropout(dropout)

    def project(self, x: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """(batch, pieces, width) -> (batch, words, 3, pair width): `PairScorer.parts`."""
        words = self.dropout((_rows(x, first) + _rows(x, last)) / 2)
        parts: Tensor = self.parts(words).unflatten(-1, (3, PAIR_WIDTH))
        return parts

    def forward(self, parts: Tensor, row: Tensor, spans: Tensor, low: int, high: int) -> Tensor:
        """Logits of classes ``low`` to ``high`` for (n) pairs, (n, high - low).

        ``row`` is the text of each pair; ``spans`` is (n, 2, 3): first word, last word
        and kind of the two spans.
        """
        first, second = spans[:, 0], spans[:, 1]
        hidden = (
            (parts[row, first[:, 0], 0] + parts[row, first[:, 1], 0]) / 2
            + (parts[row, second[:, 0], 1] + parts[row, second[:, 1], 1]) / 2
            + _between(parts[:, :, 2], row, first, second)
            + self.gap(torch.from_numpy(gap(first.numpy(), second.numpy())))
            + self.left(first[:, 2])
            + self.right(second[:, 2])
        )
        hidden = self.dropout(functional.relu(hidden))
        return functional.linear(hidden, self.out.weight[low:high], self.out.bias[low:high])


def _between(words: Tensor, row: Tensor, first: Tensor, second: Tensor) -> Tensor:
    start = torch.minimum(first[:, 1], second[:, 1]) + 1
    length = torch.maximum(first[:, 0], second[:, 0]) - start
    longest = max(1, int(length.max()))
    offsets = torch.arange(longest)
    inside = offsets < length[:, None]
    places = (start[:, None] + offsets).clamp(max=words.shape[1] - 1)
    found = words[row[:, None], places].masked_fill(~inside[..., None], -1e4).amax(1)
    return torch.where(length[:, None] > 0, found, torch.zeros_like(found))


class Network(nn.Module):
    """The encoder with one output layer over the classes of all corpora, side by side."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.encoder = Encoder(size)
        self.head = SpanHead(size.width, sum(map(len, HEADS.values())))
        self.pairs = PairLayer(size.width)

    def forward(
        self,
        ids: Tensor,
        shapes: Tensor,
        attention: Tensor | None,
        first: Tensor,
        last: Tensor,
        head: str = "papers",
    ) -> tuple[Tensor, Tensor]:
        """Logits of the classes of one corpus, (batch, words, 12, classes), and the words as
        parts of pairs, (batch, words, 3, pair width)."""
        x = self.encoder(ids, shapes, attention)
        scores: Tensor = self.head(x, first, last, *columns(HEADS, head))
        return scores, self.pairs.project(x, first, last)

    def pair_head(self) -> PairHead:
        """The weights that the extractor needs to score pairs, of the heads it knows."""
        classes = len(SLOTS) + len(RELATIONS)
        kinds = len(HEADS["papers"])
        pairs = self.pairs
        tables = (pairs.left.weight[:kinds], pairs.right.weight[:kinds], pairs.gap.weight)
        out = (pairs.out.weight[:classes].T, pairs.out.bias[:classes])
        return PairHead(*(part.detach().numpy().copy() for part in (*tables, *out)))


def columns(heads: Mapping[str, tuple[str, ...]], head: str) -> tuple[int, int]:
    """Where the classes of a head begin and end among those of all heads, side by side.

    >>> columns({"a": ("x", "y"), "b": ("z",)}, "b")
    (2, 3)
    """
    low = 0
    for name, classes in heads.items():
        if name == head:
            return low, low + len(classes)
        low += len(classes)
    raise KeyError(head)


def load_encoder(folder: Path, *, seed: int = 0) -> Network:
    """A network over the BERT in a folder (``config.json``, ``model.safetensors``).

    Its heads are new and random, by ``seed``.
    """
    torch.manual_seed(seed)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    size = Size(
        config["num_hidden_layers"],
        config["hidden_size"],
        config["num_attention_heads"],
        config["intermediate_size"],
        config["vocab_size"],
        config["max_position_embeddings"],
    )
    network = Network(size)
    network.encoder.load_state_dict(_renamed(load_file(folder / "model.safetensors"), size.layers))
    return network


_PLAIN = {
    "words.weight": "embeddings.word_embeddings.weight",
    "positions.weight": "embeddings.position_embeddings.weight",
    "norm.weight": "embeddings.LayerNorm.weight",
    "norm.bias": "embeddings.LayerNorm.bias",
}
_IN_LAYER = {
    "out": "attention.output.dense",
    "after_attention": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "after_inner": "output.LayerNorm",
}


def _renamed(stored: dict[str, Tensor], layers: int) -> dict[str, Tensor]:
    """The published names of a BERT's weights as ours; query, key and value become one."""
    prefix = "bert." if any(name.startswith("bert.") for name in stored) else ""
    weights = {ours: stored[prefix + theirs] for ours, theirs in _PLAIN.items()}
    weights["segment"] = stored[prefix + "embeddings.token_type_embeddings.weight"][0]
    weights["shapes.weight"] = torch.zeros(SHAPES, weights["segment"].shape[0])
    for index in range(layers):
        base = f"{prefix}encoder.layer.{index}."
        for kind in ("weight", "bias"):
            parts = [stored[f"{base}attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
            weights[f"layers.{index}.qkv.{kind}"] = torch.cat(parts)
            for ours, theirs in _IN_LAYER.items():
                weights[f"layers.{index}.{ours}.{kind}"] = stored[f"{base}{theirs}.{kind}"]
    return {name: weight.float() for name, weight in weights.items()}
