"""Published corpora in one JSON Lines form: a sentence a line with its labelled token spans.

Each line is ``{"doc": ..., "sent": n, "tokens": [...], "entities": [[start, end, class]]}``;
token offsets are half-open.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, permutations
from pathlib import Path
from typing import NamedTuple

from kg.core.errors import InputError
from kg.core.names import title_key
from kg.nlp.mentions.wordpieces import Word, WordPieces, split_words
from kg.train.networks.examples import HEADS, PAIR_HEADS, Example, Label, Pair, build_examples

__all__ = [
    "Joined",
    "Sentence",
    "corpus_examples",
    "drop_documents",
    "join_sentences",
    "read_sentences",
    "sentence_runs",
]


class Sentence(NamedTuple):
    """A sentence of a document with its entities as (first token, past the last, class), and
    its relations as two such spans and a class."""

    document: str
    tokens: tuple[str, ...]
    entities: tuple[tuple[int, int, str], ...]
    relations: tuple[tuple[int, int, int, int, str], ...] = ()


def read_sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a corpus file in file order.

    Raises:
        InputError: a line is not of the form.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                spans = tuple((int(a), int(b), str(kind)) for a, b, kind in row["entities"])
                relations = tuple(
                    (int(a), int(b), int(c), int(d), str(kind))
                    for a, b, c, d, kind in row.get("relations", ())
                )
                yield Sentence(str(row["doc"]), tuple(map(str, row["tokens"])), spans, relations)
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"no labelled sentence: {error}", str(path), number) from error


def drop_documents(sentences: Iterable[Sentence], titles: Collection[str]) -> Iterator[Sentence]:
    """The sentences of documents whose first one is none of the titles (`title_key`)."""
    for _, document in groupby(sentences, key=lambda sentence: sentence.document):
        first, *rest = document
        if title_key(" ".join(first.tokens)) not in titles:
            yield first
            yield from rest


def corpus_examples(
    sentences: Iterable[Sentence], head: str, pieces: WordPieces, *, most: int = 300
) -> list[Example]:
    """Windows of whole sentences of one document, of about ``most`` tokens at most.

    Raises:
        InputError: a class that the head does not have.
    """
    built: list[Example] = []
    for document, members in groupby(sentences, key=lambda sentence: sentence.document):
        for stretch in sentence_runs(members, most):
            joined = join_sentences(stretch, head)
            built += build_examples(
                document, head, joined.words, joined.labels, pieces, joined.pairs
            )
    return built


def sentence_runs(sentences: Iterable[Sentence], most: int = 300) -> Iterator[list[Sentence]]:
    """The sentences of one document in runs of about ``most`` tokens at most."""
    stretch: list[Sentence] = []
    for sentence in sentences:
        if stretch and sum(len(s.tokens) for s in (*stretch, sentence)) > most:
            yield stretch
            stretch = []
        stretch.append(sentence)
    if stretch:
        yield stretch


class Joined(NamedTuple):
    """Sentences as one text: ``borders`` has, for each sentence, the word at which each token
    begins, and last the one at which the sentence ends."""

    words: list[Word]
    labels: list[Label]
    pairs: list[Pair]
    borders: list[list[int]]


def join_sentences(sentences: Sequence[Sentence], head: str) -> Joined:
    """The words of the sentences as if blanks stood between tokens, and their labels.

    Raises:
        InputError: a class that the head does not have.
    """
    found: list[Word] = []
    labels: list[Label] = []
    pairs: list[Pair] = []
    all_borders: list[list[int]] = []
    offset = 0
    for sentence in sentences:
        borders = [len(found)]
        all_borders.append(borders)
        for token in sentence.tokens:
            cut = split_words(token, 0) or [Word(0, len(token), token)]
            found += [Word(offset + w.start, offset + w.end, w.text) for w in cut]
            borders.append(len(found))
            offset += len(token) + 1
        for start, end, kind in sentence.entities:
            if kind not in HEADS[head]:
                raise InputError(f"class {kind!r} is none of {', '.join(HEADS[head])}", head)
            labels.append(Label(borders[start], borders[end], kind))
        pairs += _pairs(sentence, borders, head)
    return Joined(found, labels, pairs, all_borders)


def _pairs(sentence: Sentence, borders: Sequence[int], head: str) -> Iterator[Pair]:
    """Every two entities of the sentence, both ways round, with the relations between them."""
    if head not in PAIR_HEADS:
        return
    related: dict[tuple[int, int, int, int], set[str]] = {}
    for a, b, c, d, kind in sentence.relations:
        if kind not in PAIR_HEADS[head]:
            raise InputError(f"relation {kind!r} is none of {', '.join(PAIR_HEADS[head])}", head)
        related.setdefault((a, b, c, d), set()).add(kind)
    for one, other in permutations(sentence.entities, 2):
        kinds = frozenset(related.get((*one[:2], *other[:2]), ()))
        first, second = ((borders[a], borders[b], kind) for a, b, kind in (one, other))
        yield Pair(first, second, kinds)
