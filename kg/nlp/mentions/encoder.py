"""Running the mention network: a small transformer that scores every span of up to 12 words.

It runs on ONNX Runtime, on the CPU.
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
from kg.nlp.mentions.pair_head import PairHead, PairScorer
from kg.nlp.mentions.span_classes import SpanClasses
from kg.nlp.mentions.wordpieces import Window, Word, WordPieces, collate, split_words

__all__ = ["Network", "NetworkScores", "open_session", "trim_spans"]

_NOT_A_SPAN = -20.0
_AHEAD = 4
"""Texts for each thread that are read ahead."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NetworkScores:
    """The network's scores for one text.

    ``spans`` is (words, 12, classes): ``spans[i, k]`` are the logits of the words ``i`` to
    ``i + k``, -20 beyond the end of the text. ``pairs`` scores two spans.
    """

    words: tuple[Word, ...]
    spans: Floats
    pairs: PairScorer
    classes: SpanClasses

    @property
    def logits(self) -> Floats:
        """(words, widths, twice the labels): each label, then each label as optional."""
        return self.spans[..., : self.classes.value]

    @property
    def values(self) -> Floats:
        """(words, widths): the logit of a span to be the value of a result."""
        return self.spans[..., self.classes.value]

    @property
    def roles(self) -> Floats:
        """(words, widths, roles): logits of roles, meaningful where there is an entity."""
        return self.spans[..., self.classes.value + 1 :]


class _Session(Protocol):
    """The part of `onnxruntime.InferenceSession` in use; imported only when a model is loaded."""

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
    classes: SpanClasses
    threads: int = 1

    @classmethod
    def load(cls, folder: Path, classes: SpanClasses, *, threads: int = 1) -> Network:
        """The network of a folder, for ``threads`` texts at once.

        ``classes`` are those of the folder's manifest, which has checked that its files are there.

        Raises:
            InputError: ``pairs.npz`` is damaged or of other classes.
        """
        session = open_session(str(folder / "model.onnx"))
        try:
            with np.load(folder / "pairs.npz") as arrays:
                head = PairHead.of(arrays)
        except (OSError, ValueError, KeyError) as error:
            raise InputError(f"no mention model: {error}", str(folder / "pairs.npz")) from error
        if len(head.left) != len(classes.names):
            message = (
                f"{len(head.left)} classes of spans, but the manifest has {len(classes.names)}"
            )
            raise InputError(message, str(folder / "pairs.npz"))
        return cls(session, WordPieces.load(folder / "tokenizer.json"), head, classes, threads)

    def scores(self, texts: Iterable[str]) -> Iterator[NetworkScores]:
        """The scores of each text, in their order.

        Every window runs alone: quantised layers scale their input by its largest value, so in
        a batch the scores of a paper would depend on the others. Each thread takes a text: ONNX
        Runtime releases the interpreter's lock while it computes, and the caller can work on the
        last text meanwhile. Up to four texts a thread are read ahead.
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
        return _merged(
            [self._score_window(window) for window in self.pieces.windows(split_words(text))]
        )

    def _score_window(self, window: Window) -> NetworkScores:
        batch = collate([window])
        wanted = {each.name: getattr(batch, each.name) for each in self.session.get_inputs()}
        spans, parts = self.session.run(None, wanted)
        count = len(window.words)
        return NetworkScores(
            window.words,
            trim_spans(spans[0], count),
            PairScorer(self.head, parts[0, :count]),
            self.classes,
        )


def open_session(model: str | bytes) -> _Session:
    """A session for a network, given by its file or its content, on one core.

    Sums are not fused with the normalisation after them: the fused operation takes ten times
    as long as the two, a tenth of a pass in all.
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
    """The scores of a window's own words: no padding, and no spans beyond its end."""
    spans = row[:count].copy()
    for more in range(1, spans.shape[1]):
        spans[max(0, count - more) :, more] = _NOT_A_SPAN
    return spans


def _merged(parts: Sequence[NetworkScores]) -> NetworkScores:
    """One text from its windows, in order; where they overlap, the higher score counts."""
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
    scorer = PairScorer(parts[0].pairs.head, pairs)
    return NetworkScores(tuple(found), spans, scorer, parts[0].classes)
