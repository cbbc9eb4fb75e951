"""Running the mention network: a small transformer that judges every span of up to 12 words.

ONNX Runtime does the work, on the processor alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kg.errors import InputError
from kg.nlp.pieces import Batch, Pieces, Window, Word, collate, words

__all__ = ["Network", "Scores"]

_NOT_A_SPAN = -20.0
_PIECES_A_BATCH = 4096

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

    @classmethod
    def load(cls, folder: Path, *, threads: int = 1) -> Network:
        """The network of ``model.onnx`` and ``tokenizer.json``; it runs on ``threads`` cores.

        Raises:
            InputError: the folder lacks one of the two.
        """
        for name in ("model.onnx", "tokenizer.json"):
            if not (folder / name).is_file():
                raise InputError("no mention model: this file is missing", str(folder / name))
        onnxruntime = import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        return cls(session, Pieces.load(folder / "tokenizer.json"))

    def scores(self, texts: Sequence[str]) -> list[Scores]:
        """The scores of each text, in the order given; texts of like length run together."""
        found = [words(text) for text in texts]
        owners, windows = [], []
        for index, each in enumerate(found):
            for window in self.pieces.windows(each):
                owners.append(index)
                windows.append(window)
        judged: list[list[Scores]] = [[] for _ in texts]
        for place, logits in self._run(windows):
            judged[owners[place]].append(Scores(windows[place].words, logits))
        return [_merged(parts) for parts in judged]

    def _run(self, windows: Sequence[Window]) -> Iterator[tuple[int, Floats]]:
        """(place of the window, its logits), in order of length."""
        for batch in _batches(windows):
            logits = self._judge(collate([windows[place] for place in batch]))
            for place, row in zip(batch, logits, strict=True):
                yield place, _cut(row, len(windows[place].words))

    def _judge(self, batch: Batch) -> Floats:
        return self.session.run(None, batch._asdict())[0]


def _batches(windows: Sequence[Window]) -> Iterator[list[int]]:
    """Places of windows, by length, in batches of about `_PIECES_A_BATCH` with padding."""
    batch: list[int] = []
    for place in sorted(range(len(windows)), key=lambda place: len(windows[place].ids)):
        if batch and (len(batch) + 1) * len(windows[place].ids) > _PIECES_A_BATCH:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


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
