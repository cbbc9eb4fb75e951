"""Labelled windows: what the network is trained on, whichever corpus they come from.

Each corpus has a head of its own over the shared encoder, so a type that a corpus leaves
unlabelled is unknown there and never counts as 'no entity'.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.nlp.mentions.pair_head import RELATIONS, SLOTS, WordSpan
from kg.nlp.mentions.span_classes import SCHEMA_CLASSES
from kg.nlp.mentions.wordpieces import Window, Word, WordPieces

__all__ = [
    "HEADS",
    "PAIR_HEADS",
    "PAIR_WIDTH",
    "SPAN_WIDTH",
    "VALUE",
    "WIDEST",
    "Example",
    "Label",
    "Pair",
    "build_examples",
]

WIDEST = 12
"""Longest span in words; it covers 0.9995 of the certain entities of the labelled papers."""

SPAN_WIDTH, PAIR_WIDTH = 256, 96
"""Width of the hidden layers that score spans and pairs of spans."""

VALUE = SCHEMA_CLASSES.names[SCHEMA_CLASSES.value]

HEADS: Mapping[str, tuple[str, ...]] = {
    "papers": SCHEMA_CLASSES.names,
    "scirex": ("Method", "Material", "Metric", "Task"),
    "tdmsci": ("TASK", "DATASET", "METRIC"),
    "scierc": ("Task", "Method", "Metric", "Material", "OtherScientificTerm", "Generic"),
    "scier": ("Dataset", "Method", "Task"),
}
"""Corpus -> the classes of its head. ``papers`` are abstracts labelled as the gold set is; its
roles are scored at labelled spans alone, all other classes at every span."""

PAIR_HEADS: Mapping[str, tuple[str, ...]] = {
    "papers": SLOTS,
    "scierc": RELATIONS,
    "scier": (
        "Used-For",
        "Part-Of",
        "SubClass-Of",
        "SubTask-Of",
        "Synonym-Of",
        "Compare-With",
        "Evaluated-With",
        "Trained-With",
        "Benchmark-For",
    ),
}
"""Corpus -> the classes of its pairs of spans, for the corpora that label any."""


class Label(NamedTuple):
    """A labelled span of words ``[start, end)``; ``kind`` None means that it is unknown."""

    start: int
    end: int
    kind: str | None
    role: str | None = None


class Pair(NamedTuple):
    """Two spans of words, each (start, past its end, class), and the classes of the pair."""

    first: tuple[int, int, str]
    second: tuple[int, int, str]
    kinds: frozenset[str]


class Example(NamedTuple):
    """A window with its labels.

    ``spans`` are (first word, words beyond the first, class of the head), ``roles`` the same
    with a class and a role; ``pairs`` are two `WordSpan` with the classes of the pair.
    """

    paper: str
    head: str
    window: Window
    spans: tuple[tuple[int, int, int], ...]
    unknown: tuple[tuple[int, int], ...]
    roles: tuple[tuple[int, int, int, int], ...] = ()
    pairs: tuple[tuple[WordSpan, WordSpan, tuple[int, ...]], ...] = ()


def build_examples(
    paper: str,
    head: str,
    found: Sequence[Word],
    labels: Iterable[Label],
    pieces: WordPieces,
    pairs: Sequence[Pair] = (),
) -> list[Example]:
    """The examples of one text: a window each, with the labels that lie wholly in it.

    A span that is wider than `WIDEST` words is left out.
    """
    classes = {name: index for index, name in enumerate(HEADS[head])}
    ordered = sorted(set(labels), key=lambda x: (x.start, x.end, x.kind or "", x.role or ""))
    at_start = {word.start: index for index, word in enumerate(found)}
    examples = []
    for window in pieces.windows(found):
        places = {at_start[word.start]: place for place, word in enumerate(window.words)}
        spans, unknown, roles = [], [], []
        for start, end, kind, role in ordered:
            if start not in places or end - 1 not in places or end - start > WIDEST:
                continue
            place, wider = places[start], places[end - 1] - places[start]
            if kind is None:
                unknown.append((place, wider))
            elif role is None:
                spans.append((place, wider, classes[kind]))
            else:
                roles.append((place, wider, classes[kind], classes[role]))
        inside = tuple(_pairs(head, pairs, places))
        parts = (tuple(spans), tuple(unknown), tuple(roles), inside)
        examples.append(Example(paper, head, window, *parts))
    return examples


def _pairs(
    head: str, pairs: Iterable[Pair], places: Mapping[int, int]
) -> Iterator[tuple[WordSpan, WordSpan, tuple[int, ...]]]:
    classes = {name: index for index, name in enumerate(PAIR_HEADS.get(head, ()))}
    kinds = {name: index for index, name in enumerate(HEADS[head])}
    for pair in pairs:
        spans = (pair.first, pair.second)
        if all(start in places and end - 1 in places for start, end, _ in spans):
            first, second = (
                WordSpan(places[start], places[end - 1], kinds[kind]) for start, end, kind in spans
            )
            yield first, second, tuple(sorted(classes[kind] for kind in pair.kinds))
