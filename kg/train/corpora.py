"""Published corpora in one JSON Lines form: a sentence a line with its labelled token spans.

Each line is ``{"doc": ..., "sent": n, "tokens": [...], "entities": [[start, end, class]]}``;
token offsets are half-open.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kg.errors import InputError
from kg.names import title_key
from kg.nlp.pieces import Pieces, Word, words
from kg.train.examples import HEADS, Example, Label, build

__all__ = ["Sentence", "examples", "read", "without"]


class Sentence(NamedTuple):
    """A sentence of a document with its entities as (first token, past the last, class)."""

    document: str
    tokens: tuple[str, ...]
    entities: tuple[tuple[int, int, str], ...]


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of a corpus file in file order.

    Raises:
        InputError: a line is not of the form.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                spans = tuple((int(a), int(b), str(kind)) for a, b, kind in row["entities"])
                yield Sentence(str(row["doc"]), tuple(map(str, row["tokens"])), spans)
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"no labelled sentence: {error}", str(path), number) from error


def without(sentences: Iterable[Sentence], titles: Collection[str]) -> Iterator[Sentence]:
    """The sentences of documents whose first one is none of the titles (`title_key`)."""
    for _, document in groupby(sentences, key=lambda sentence: sentence.document):
        first, *rest = document
        if title_key(" ".join(first.tokens)) not in titles:
            yield first
            yield from rest


def examples(
    sentences: Iterable[Sentence], head: str, pieces: Pieces, *, most: int = 300
) -> list[Example]:
    """Windows of whole sentences of one document, of about ``most`` tokens at most.

    Raises:
        InputError: a class that the head does not have.
    """
    built: list[Example] = []
    for document, members in groupby(sentences, key=lambda sentence: sentence.document):
        for stretch in _stretches(members, most):
            built += build(document, head, *_joined(stretch, head), pieces)
    return built


def _stretches(sentences: Iterable[Sentence], most: int) -> Iterator[list[Sentence]]:
    stretch: list[Sentence] = []
    for sentence in sentences:
        if stretch and sum(len(s.tokens) for s in (*stretch, sentence)) > most:
            yield stretch
            stretch = []
        stretch.append(sentence)
    if stretch:
        yield stretch


def _joined(sentences: Sequence[Sentence], head: str) -> tuple[list[Word], list[Label]]:
    """The words of the sentences as if blanks stood between tokens, and their labels."""
    found: list[Word] = []
    labels: list[Label] = []
    offset = 0
    for sentence in sentences:
        borders = [len(found)]
        for token in sentence.tokens:
            cut = words(token, 0) or [Word(0, len(token), token)]
            found += [Word(offset + w.start, offset + w.end, w.text) for w in cut]
            borders.append(len(found))
            offset += len(token) + 1
        for start, end, kind in sentence.entities:
            if kind not in HEADS[head]:
                raise InputError(f"class {kind!r} is none of {', '.join(HEADS[head])}", head)
            labels.append(Label(borders[start], borders[end], kind))
    return found, labels
