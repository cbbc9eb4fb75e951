"""Running the mention network: a small transformer that judges every span of up to 12 words.

ONNX Runtime does the work, on the processor alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kg.errors import InputError
from kg.nlp.pieces import Pieces, Window, Word, collate, words

__all__ = ["Network", "Scores"]

_NOT_A_SPAN = -20.0

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one text.

    ``logits[i, k]`` judges the words ``i`` to ``i + k`` by class, -20 beyond the text's end.
    """

    words: tuple[Word, ...]
    logits: Floats


class _Session(Protocol):
    """What is used of `onnxruntime.InferenceSession`, imported only when a model is loaded."""

    def run(self, outputs: None, inputs: dict[str, object]) -> list[Floats]: ...


@dataclass(frozen=True, slots=True)
class Network:
    """A loaded network with its vocabulary."""

    session: _Session
    pieces: Pieces
    threads: int = 1

    @classmethod
    def load(cls, folder: Path, *, threads: int = 1) -> Network:
        """The network of ``model.onnx`` and ``tokenizer.json``, for ``threads`` texts at once.

        Raises:
            InputError: the folder lacks one of the two.
        """
        for name in ("model.onnx", "tokenizer.json"):
            if not (folder / name).is_file():
                raise InputError("no mention model: this file is missing", str(folder / name))
        onnxruntime = import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        return cls(session, Pieces.load(folder / "tokenizer.json"), threads)

    def scores(self, texts: Iterable[str]) -> Iterator[Scores]:
        """The scores of each text, in their order.

        Every window runs alone: quantised layers scale what they see by its largest value,
        so in a batch the scores of a paper would depend on its company. Several cores each
        take a text: the engine gives up the interpreter's lock while it computes.
        """
        if self.threads == 1:
            yield from map(self._score, texts)
            return
        with ThreadPoolExecutor(self.threads) as pool:
            yield from pool.map(self._score, texts)

    def _score(self, text: str) -> Scores:
        return _merged([self._judge(window) for window in self.pieces.windows(words(text))])

    def _judge(self, window: Window) -> Scores:
        (logits,) = self.session.run(None, collate([window])._asdict())
        return Scores(window.words, _cut(logits[0], len(window.words)))


def _cut(row: Floats, count: int) -> Floats:
    """The scores of a window's own words, without padding and without spans over its end."""
    logits = row[:count].copy()
    for more in range(1, logits.shape[1]):
        logits[max(0, count - more) :, more] = _NOT_A_SPAN
    return logits


def _merged(parts: Sequence[Scores]) -> Scores:
    """One text from its windows in order: where they overlap, the surer judgement holds."""
    if len(parts) == 1:
        return parts[0]
    found = sorted({word for part in parts for word in part.words})
    places = {word: place for place, word in enumerate(found)}
    logits = np.full((len(found), *parts[0].logits.shape[1:]), _NOT_A_SPAN, np.float32)
    for part in parts:
        rows = [places[word] for word in part.words]
        logits[rows] = np.maximum(logits[rows], part.logits)
    return Scores(tuple(found), logits)
