"""Running the mention network: a small transformer that judges every span of up to 12 words.

ONNX Runtime does the work, on the processor alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kg.core.errors import InputError
from kg.core.schema import ENTITY_LABELS, ROLE_EDGES
from kg.nlp.mentions.pair_head import PairHead, PairScorer
from kg.nlp.mentions.wordpieces import Window, Word, WordPieces, collate, split_words

__all__ = ["ROLES", "Network", "NetworkScores", "open_session", "trim_spans"]

ROLES = tuple(dict.fromkeys(role for _, role in ROLE_EDGES))
"""The roles in the order of the network's scores."""

_KINDS = 2 * len(ENTITY_LABELS)
_NOT_A_SPAN = -20.0
_AHEAD = 4
"""Texts a thread that are read before their scores are asked for."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NetworkScores:
    """What the network says of one text.

    ``spans[i, k]`` judges the words ``i`` to ``i + k`` by class, -20 beyond the text's end;
    ``pairs`` judges two spans.
    """

    words: tuple[Word, ...]
    spans: Floats
    pairs: PairScorer

    @property
    def logits(self) -> Floats:
        """(words, 12, 8): the four labels of `ENTITY_LABELS`, then 'optional' each."""
        return self.spans[..., :_KINDS]

    @property
    def values(self) -> Floats:
        """(words, 12): whether a span is the value of a result."""
        return self.spans[..., _KINDS]

    @property
    def roles(self) -> Floats:
        """(words, 12, `ROLES`): they mean something where there is an entity."""
        return self.spans[..., _KINDS + 1 :]


class _Session(Protocol):
    """What is used of `onnxruntime.InferenceSession`, imported only when a model is loaded."""

    def run(self, outputs: None, inputs: dict[str, object]) -> list[Floats]: ...
    def get_inputs(self) -> Sequence[_Input]: ...


class _Input(Protocol):
    name: str


@dataclass(frozen=True, slots=True)
class Network:
    """A loaded network with its vocabulary."""

    session: _Session
    pieces: WordPieces
    head: PairHead
    threads: int = 1

    @classmethod
    def load(cls, folder: Path, *, threads: int = 1) -> Network:
        """The network of a folder, for ``threads`` texts at once.

        Raises:
            InputError: the folder lacks ``model.onnx``, ``tokenizer.json`` or ``pairs.npz``,
                or the last is damaged.
        """
        for name in ("model.onnx", "tokenizer.json", "pairs.npz"):
            if not (folder / name).is_file():
                raise InputError("no mention model: this file is missing", str(folder / name))
        session = open_session(str(folder / "model.onnx"))
        try:
            with np.load(folder / "pairs.npz") as arrays:
                head = PairHead.of(arrays)
        except (OSError, ValueError, KeyError) as error:
            raise InputError(f"no mention model: {error}", str(folder / "pairs.npz")) from error
        return cls(session, WordPieces.load(folder / "tokenizer.json"), head, threads)

    def scores(self, texts: Iterable[str]) -> Iterator[NetworkScores]:
        """The scores of each text, in their order.

        Every window runs alone: quantised layers scale what they see by its largest value,
        so in a batch the scores of a paper would depend on its company. Several cores each
        take a text: the engine gives up the interpreter's lock while it computes, and whoever
        asks can work on the last text meanwhile. Texts are read four a core ahead.
        """
        if self.threads == 1:
            yield from map(self._score, texts)
            return
        pending: deque[Future[NetworkScores]] = deque()
        with ThreadPoolExecutor(self.threads) as pool:
            for text in texts:
                pending.append(pool.submit(self._score, text))
                if len(pending) > _AHEAD * self.threads:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()

    def _score(self, text: str) -> NetworkScores:
        return _merged([self._judge(window) for window in self.pieces.windows(split_words(text))])

    def _judge(self, window: Window) -> NetworkScores:
        batch = collate([window])
        wanted = {each.name: getattr(batch, each.name) for each in self.session.get_inputs()}
        spans, parts = self.session.run(None, wanted)
        count = len(window.words)
        return NetworkScores(
            window.words, trim_spans(spans[0], count), PairScorer(self.head, parts[0, :count])
        )


def open_session(model: str | bytes) -> _Session:
    """A network's file or its content, ready to run on one core.

    Sums are not fused with the normalisation behind them: the engine's fused operation takes
    ten times as long as both, a tenth of a pass in all.
    """
    onnxruntime = import_module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session: _Session = onnxruntime.InferenceSession(
        model,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )
    return session


def trim_spans(row: Floats, count: int) -> Floats:
    """The scores of a window's own words, without padding and without spans over its end."""
    spans = row[:count].copy()
    for more in range(1, spans.shape[1]):
        spans[max(0, count - more) :, more] = _NOT_A_SPAN
    return spans


def _merged(parts: Sequence[NetworkScores]) -> NetworkScores:
    """One text from its windows in order: where they overlap, the surer judgement holds."""
    if len(parts) == 1:
        return parts[0]
    found = sorted({word for part in parts for word in part.words})
    places = {word: place for place, word in enumerate(found)}
    spans = np.full((len(found), *parts[0].spans.shape[1:]), _NOT_A_SPAN, np.float32)
    pairs = np.zeros((len(found), *parts[0].pairs.parts.shape[1:]), np.float32)
    for part in parts:
        rows = [places[word] for word in part.words]
        spans[rows] = np.maximum(spans[rows], part.spans)
        pairs[rows] = part.pairs.parts
    return NetworkScores(tuple(found), spans, PairScorer(parts[0].pairs.head, pairs))
