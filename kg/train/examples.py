"""Labelled windows: what the network is trained on, whichever corpus they come from.

Each corpus has a head of its own over the shared encoder, so a type that a corpus leaves
unlabelled is unknown there and never counts as 'no entity'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.nlp.pieces import Pieces, Window, Word
from kg.schema import ENTITY_LABELS

__all__ = ["HEADS", "WIDEST", "Example", "Label", "build"]

WIDEST = 12
"""Longest span in words; it covers 0.9995 of the certain entities of the labelled papers."""

HEADS: Mapping[str, tuple[str, ...]] = {
    "papers": (*ENTITY_LABELS, *(f"optional {label}" for label in ENTITY_LABELS)),
    "scirex": ("Method", "Material", "Metric", "Task"),
    "tdmsci": ("TASK", "DATASET", "METRIC"),
    "scierc": ("Task", "Method", "Metric", "Material", "OtherScientificTerm", "Generic"),
    "scier": ("Dataset", "Method", "Task"),
}
"""Corpus -> the classes of its head. ``papers`` are abstracts labelled as the gold set is."""


class Label(NamedTuple):
    """A labelled span of words ``[start, end)``; ``kind`` None means that nobody knows."""

    start: int
    end: int
    kind: str | None


class Example(NamedTuple):
    """A window with its labels: (first word, words beyond the first, class of the head)."""

    paper: str
    head: str
    window: Window
    spans: tuple[tuple[int, int, int], ...]
    unknown: tuple[tuple[int, int], ...]


def build(
    paper: str, head: str, found: Sequence[Word], labels: Iterable[Label], pieces: Pieces
) -> list[Example]:
    """The examples of one text: a window each, with the labels that lie wholly in it.

    A span that is wider than `WIDEST` words is left out.
    """
    classes = {name: index for index, name in enumerate(HEADS[head])}
    ordered = sorted(set(labels), key=lambda label: (label.start, label.end, label.kind or ""))
    at_start = {word.start: index for index, word in enumerate(found)}
    examples = []
    for window in pieces.windows(found):
        places = {at_start[word.start]: place for place, word in enumerate(window.words)}
        spans, unknown = [], []
        for start, end, kind in ordered:
            if start not in places or end - 1 not in places or end - start > WIDEST:
                continue
            place, wider = places[start], places[end - 1] - places[start]
            if kind is None:
                unknown.append((place, wider))
            else:
                spans.append((place, wider, classes[kind]))
        examples.append(Example(paper, head, window, tuple(spans), tuple(unknown)))
    return examples
