"""Pairs of mentions that could be related, and what can be seen of each without a network.

A candidate is two mentions in one sentence whose labels an edge of
`kg.schema.RELATION_EDGES` joins. Its answer is such an edge with its direction, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from kg.nlp.page import Page, Place
from kg.schema import ENTITY_LABELS, RELATION_EDGES

__all__ = ["ANSWERS", "NONE", "Answer", "Candidate", "candidates", "describe", "labels_of"]


class Answer(NamedTuple):
    """An edge type, and whether it points from the first mention of the text to the second.

    >>> str(Answer("PART_OF", forward=False))
    'PART_OF<'
    """

    type: str
    forward: bool

    def __str__(self) -> str:
        return f"{self.type}{'>' if self.forward else '<'}"


NONE = "none"

_SYMMETRIC = frozenset(("COMPARED_WITH",))
_MOST_PLACES = 30
"""Mentions of a sentence that are paired: more of them make a list, not a statement."""
_SHORT, _WIDE = 4, 60
_WORD = re.compile(r"[^\W\d_]+|[^\w\s]")
_OPENS = re.compile(r"\W*([^\W\d_]+)")
_FIRST_PERSON = re.compile(r"(?i)\b(?:we|our)\b")


def labels_of(one: str, two: str) -> str:
    """The name of a pair of labels in text order.

    >>> labels_of("Method", "Task")
    'Method-Task'
    """
    return f"{one}-{two}"


def _answers(one: str, two: str) -> tuple[Answer, ...]:
    found = []
    for edge, ends in RELATION_EDGES.items():
        if ends == (one, two):
            found.append(Answer(edge, forward=True))
        if ends == (two, one) and edge not in _SYMMETRIC:
            found.append(Answer(edge, forward=False))
    return tuple(found)


ANSWERS: Mapping[str, tuple[Answer, ...]] = {
    labels_of(one, two): answers
    for one in ENTITY_LABELS
    for two in ENTITY_LABELS
    if (answers := _answers(one, two))
}
"""Labels of the two mentions in text order -> the edges that could join them."""


class Candidate(NamedTuple):
    """Two mentions of one sentence, in text order."""

    first: Place
    second: Place

    @property
    def labels(self) -> str:
        """The key of its answers in `ANSWERS`."""
        return labels_of(self.first.label, self.second.label)


def candidates(page: Page, index: int) -> Iterator[Candidate]:
    """The candidates of a sentence: mentions of different groups that do not overlap."""
    places = page.places(index)[:_MOST_PLACES]
    for first, second in combinations(places, 2):
        names = page.groups[first.group].name, page.groups[second.group].name
        apart = first.end <= second.start and names[0] != names[1]
        if apart and labels_of(first.label, second.label) in ANSWERS:
            yield Candidate(first, second)


def describe(page: Page, index: int, found: Sequence[Candidate]) -> list[frozenset[str]]:
    """The features of each candidate of a sentence."""
    sentence = _Sentence(page, index, *page.sentences[index])
    before = {first: frozenset(sentence.before(first)) for first, _ in found}
    after = {second: frozenset(sentence.after(second)) for _, second in found}
    return [
        before[first].union(after[second], sentence.between(first, second))
        for first, second in found
    ]


class _Sentence(NamedTuple):
    page: Page
    place: int
    start: int
    end: int

    def between(self, first: Place, second: Place) -> Iterator[str]:
        """What stands between the two mentions, and where they stand among the others."""
        words = [w.lower() for w in _WORD.findall(self.page.text[first.end : second.start][:400])]
        yield f"length:{min(len(words) // 2, 8)}"
        if len(words) <= _SHORT:
            yield "is:" + " ".join(words)
        yield from (f"word:{word}" for word in words)
        yield from (f"pair:{a} {b}" for a, b in pairwise(words))
        if words:
            yield f"opens:{' '.join(words[:2])}"
            yield f"closes:{' '.join(words[-2:])}"
        for cue in self.page.cues(self.place):
            if first.end <= cue.start and cue.end <= second.start:
                yield f"={cue.kind}"
        yield from self._company(first, second)

    def before(self, first: Place) -> Iterator[str]:
        """What stands before the first mention."""
        text = self.page.text
        words = _WORD.findall(text[max(self.start, first.start - _WIDE) : first.start].lower())
        yield f"before:{' '.join(words[-1:])}"
        yield f"before:{' '.join(words[-2:])}"
        yield from (f"front:{word}" for word in words[-8:])
        if opening := _OPENS.match(text, self.start, self.end):
            yield f"starts:{opening[1].lower()}"
        if _FIRST_PERSON.search(text, self.start, first.start):
            yield "we"
        if first.start == self.start:
            yield "first:opens"
        yield from (f"<{c.kind}" for c in self.page.cues(self.place) if c.end <= first.start)

    def after(self, second: Place) -> Iterator[str]:
        """What stands after the second mention."""
        end = min(self.end, second.end + _WIDE)
        words = _WORD.findall(self.page.text[second.end : end].lower())
        yield f"after:{' '.join(words[:1])}"
        yield from (f"back:{word}" for word in words[:4])
        yield from (f">{c.kind}" for c in self.page.cues(self.place) if second.end <= c.start)

    def _company(self, first: Place, second: Place) -> Iterator[str]:
        page = self.page
        others = [
            place.label
            for place in page.places(self.place)
            if first.end <= place.start < second.start
        ]
        yield f"others:{min(len(others), 3)}"
        yield from (f"others:{label}{min(others.count(label), 2)}" for label in ENTITY_LABELS)
        if page.head(first) == page.head(second):
            yield "listed"
        elif page.head(second) < second.start:
            yield "second:listed"
        one, two = page.text[first.start : first.end], page.text[second.start : second.end]
        if one.split()[-1:] == two.split()[-1:]:
            yield "same:head"
