"""A text as the encoder's input: words, their word pieces, and windows of at most 512 pieces.

The encoder's vocabulary is lower-cased, so every piece also carries the shape of its word
(capitals, digits, signs) and whether the word stands in the title.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from kg.core.names import WORD

__all__ = [
    "MOST_PIECES",
    "SHAPES",
    "Batch",
    "Window",
    "Word",
    "WordPieces",
    "collate",
    "split_words",
]

MOST_PIECES = 512
"""The limit of the encoder's position embeddings, [CLS] and [SEP] included."""

SHAPES = 18
"""Number of values of `shape`, in the abstract and in the title."""

_IN_TITLE = SHAPES // 2
_OVERLAP = 128
_CLS, _SEP = 101, 102
_MOST_KNOWN = 1 << 15
"""Words whose pieces are cached, in a few megabytes."""
_WORD_OR_SIGN = re.compile(rf"{WORD.pattern}|[^\w\s]|_")

Ints = NDArray[np.int64]


class Word(NamedTuple):
    """A run of letters and digits, or one sign, at characters ``[start, end)``."""

    start: int
    end: int
    text: str
    title: bool = False


class Window(NamedTuple):
    """A part of a text that fits into the encoder.

    ``ids`` and ``shapes`` have one entry a piece; ``first`` and ``last`` give, for each of
    ``words``, the positions of its first and last piece.
    """

    ids: Ints
    shapes: Ints
    first: Ints
    last: Ints
    words: tuple[Word, ...]


class Batch(NamedTuple):
    """Windows padded to one length: the inputs of the network, in its order.

    ``ids``, ``shapes`` and ``attention`` are (windows, pieces), ``first`` and ``last``
    (windows, words).
    """

    ids: Ints
    shapes: Ints
    attention: NDArray[np.bool_]
    first: Ints
    last: Ints


def split_words(text: str, title_end: int | None = None) -> list[Word]:
    r"""The words of a text in order; the title ends at ``title_end`` or the first line break.

    >>> [w.text for w in split_words("LoRA: 3x\nWe use GPT-4.")]
    ['LoRA', ':', '3x', 'We', 'use', 'GPT', '-', '4', '.']
    """
    border = text.find("\n") if title_end is None else title_end
    places = [match.span() for match in _WORD_OR_SIGN.finditer(text)]
    return [Word(start, end, text[start:end], start < border) for start, end in places]


def shape(word: Word) -> int:
    """The shape of a word, 1 to 8, plus 9 in the title; 0 is for [CLS] and [SEP]."""
    return _look(word.text) + _IN_TITLE * word.title


@lru_cache(1 << 14)
def _look(text: str) -> int:
    if text.isdigit():
        return 1
    if not text.isalnum():
        return 2
    if any(char.isdigit() for char in text):
        return 3
    if text.islower():
        return 4
    if text.isupper():
        return 5 if len(text) > 1 else 6
    return 7 if text[0].isupper() and text[1:].islower() else 8


class _Encoding(Protocol):
    ids: list[int]
    word_ids: list[int | None]


class _Tokenizer(Protocol):
    """The part of `tokenizers.Tokenizer` in use; it is imported only when a model is loaded."""

    def no_padding(self) -> None: ...
    def no_truncation(self) -> None: ...
    def encode(
        self, sequence: list[str], *, is_pretokenized: bool, add_special_tokens: bool
    ) -> _Encoding: ...


class WordPieces:
    """Splits words into the pieces of a vocabulary."""

    def __init__(self, tokenizer: _Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[list[int], int]] = {}

    @classmethod
    def load(cls, path: Path) -> WordPieces:
        """The pieces of a ``tokenizer.json``."""
        return cls(import_module("tokenizers").Tokenizer.from_file(str(path)))

    def windows(self, found: Sequence[Word]) -> list[Window]:
        """The words in windows that overlap by 128 pieces; nearly always there is one.

        A word without any piece (a control character) is left out.
        """
        known = self._pieces([word.text for word in found])
        pieces, looks = (
            zip(*(known[word.text] for word in found), strict=True) if found else ((), ())
        )
        ids = np.array(list(chain.from_iterable(pieces)), np.int64)
        sizes = np.array(list(map(len, pieces)), np.int64)
        titles = np.array([word.title for word in found], np.int64)
        shapes = np.repeat(np.array(looks, np.int64) + _IN_TITLE * titles, sizes)
        ends = np.cumsum(sizes)
        places = np.stack((ends - sizes, ends), 1)
        return [
            _window(ids, shapes, places, found, start, end) for start, end in _stretches(len(ids))
        ]

    def _pieces(self, texts: Sequence[str]) -> Mapping[str, tuple[list[int], int]]:
        """The pieces of each word and its shape, which do not depend on its context."""
        if len(self._known) > _MOST_KNOWN:
            self._known = {}  # a new one: another thread may be reading the old
        known = self._known
        if new := [text for text in dict.fromkeys(texts) if text not in known]:
            encoded = self._tokenizer.encode(new, is_pretokenized=True, add_special_tokens=False)
            found: defaultdict[int | None, list[int]] = defaultdict(list)
            for piece, owner in zip(encoded.ids, encoded.word_ids, strict=True):
                found[owner].append(piece)
            known.update({text: (found[owner], _look(text)) for owner, text in enumerate(new)})
        return known


def _stretches(length: int) -> Iterator[tuple[int, int]]:
    room = MOST_PIECES - 2
    for start in range(0, max(1, length - _OVERLAP), room - _OVERLAP):
        yield start, min(start + room, length)


def _window(
    ids: Ints, shapes: Ints, places: Ints, found: Sequence[Word], start: int, end: int
) -> Window:
    """The window of pieces ``[start, end)``, with the words that lie wholly in it.

    ``places`` is (words, 2): the pieces ``[first, end)`` of each word.
    """
    first, after = places.T
    whole = np.flatnonzero((first >= start) & (after <= end) & (first < after))
    return Window(
        np.concatenate(([_CLS], ids[start:end], [_SEP])),
        np.concatenate(([0], shapes[start:end], [0])),
        first[whole] - start + 1,
        after[whole] - start,
        tuple(found[at] for at in whole.tolist()),
    )


def collate(windows: Sequence[Window]) -> Batch:
    """The windows as one batch, padded with zeros."""
    ids = _padded([window.ids for window in windows])
    return Batch(
        ids,
        _padded([window.shapes for window in windows]),
        ids != 0,
        _padded([window.first for window in windows]),
        _padded([window.last for window in windows]),
    )


def _padded(rows: Sequence[Ints]) -> Ints:
    padded = np.zeros((len(rows), max(1, *(len(row) for row in rows), 1)), np.int64)
    for row, values in zip(padded, rows, strict=True):
        row[: len(values)] = values
    return padded
