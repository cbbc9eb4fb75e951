"""Labelled papers as examples of the head ``papers``: what is where, in which role, and which
entities a stated value belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.nlp.mentions.wordpieces import WordPieces, split_words
from kg.nlp.text.sentences import split_sentences
from kg.train.labels.labelled_papers import LabelledEntity, LabelledPaper, LabelledResult
from kg.train.labels.labelled_spans import entity_spans, find_occurrences
from kg.train.networks.examples import VALUE, WIDEST, Example, Label, Pair, build_examples

__all__ = ["make_paper_examples", "place_values"]

Span = tuple[int, int]


class _Words(NamedTuple):
    """Which word starts, and which ends, at a character."""

    starts: Mapping[int, int]
    ends: Mapping[int, int]

    def of(self, start: int, end: int) -> Span | None:
        """The words of a stretch of characters, half-open; None where it cuts one or is long."""
        if start in self.starts and end in self.ends:
            span = self.starts[start], self.ends[end]
            return span if span[1] - span[0] <= WIDEST else None
        return None


def make_paper_examples(papers: Iterable[LabelledPaper], pieces: WordPieces) -> list[Example]:
    """The papers as examples of the head ``papers``, one window for nearly each."""
    return [example for paper in papers for example in _examples(paper, pieces)]


def _examples(paper: LabelledPaper, pieces: WordPieces) -> list[Example]:
    document = paper.document
    found = split_words(document.text, len(document.title))
    at = _Words(
        {word.start: index for index, word in enumerate(found)},
        {word.end: index + 1 for index, word in enumerate(found)},
    )
    labels = [
        Label(*span, kind)
        for start, end, kind in entity_spans(document.text, paper.entities)
        if (span := at.of(start, end))
    ]
    labels += [
        Label(*span, entity.type, entity.role)
        for entity in paper.entities
        for span in _mentions(document.text, entity, at)
    ]
    stated = place_values(document.text, paper.results)
    values = {place: span for place in stated if (span := at.of(*place))}
    labels += [Label(*span, VALUE) for span in values.values()]
    pairs = list(_pairs(paper, {span: stated[place] for place, span in values.items()}, at))
    return build_examples(document.id, "papers", found, labels, pieces, pairs)


def _mentions(text: str, entity: LabelledEntity, at: _Words) -> list[Span]:
    """The longest occurrences of an entity, in words."""
    found = {place for surface in entity.surfaces for place in find_occurrences(text, surface)}
    longest = [
        (start, end)
        for start, end in found
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in found)
    ]
    return [span for place in sorted(longest) if (span := at.of(*place))]


def place_values(text: str, results: Sequence[LabelledResult]) -> dict[Span, list[LabelledResult]]:
    """Where the values of results stand, in characters, with the results of each place.

    Of several places of one value a result takes the one whose sentence names most of its
    entities, and the first free one of these.
    """
    sentences = split_sentences(text)
    found: dict[Span, list[LabelledResult]] = {}
    for result in results:
        spots = value_places(text, result.value)
        if spots:
            named = [name.casefold() for name in result.slots.values()]

            def fit(spot: Span, named: Sequence[str] = named) -> tuple[int, bool]:
                around = next((text[a:b] for a, b in sentences if a <= spot[0] < b), "").casefold()
                return sum(name in around for name in named), spot not in found

            found.setdefault(max(spots, key=fit), []).append(result)
    return found


def value_places(text: str, value: str) -> list[Span]:
    """The places of a value on its own, in characters: 3.1 is not in 13.1, nor 20 in 20.5.

    >>> value_places("13.1 and 3.1% of 3.1", "3.1")
    [(9, 12), (17, 20)]
    """
    pattern = rf"(?<![\w.]){re.escape(value)}(?!\.?\d)"
    return [match.span() for match in re.finditer(pattern, text)]


def _pairs(
    paper: LabelledPaper, values: Mapping[Span, Sequence[LabelledResult]], at: _Words
) -> Iterator[Pair]:
    """Each value with each mention and each other value.

    An entity that fills a slot does so where it is mentioned in the value's sentence; its
    mentions elsewhere count only if there are none; otherwise it is unknown what they are.
    """
    text = paper.document.text
    borders = [
        at_word
        for start, _ in split_sentences(text)
        if (at_word := at.starts.get(start)) is not None
    ]
    for span, results in values.items():
        value = (*span, VALUE)
        for entity in paper.entities:
            slots = frozenset(
                slot
                for result in results
                for slot, name in result.slots.items()
                if name in entity.surfaces
            )
            mentions = _mentions(text, entity, at)
            near = [m for m in mentions if _sentence(m, borders) == _sentence(span, borders)]
            for mention in near or mentions if slots else mentions:
                yield Pair(value, (*mention, entity.type), slots)
        compared = {
            place
            for result in results
            if result.baseline_value
            for stretch in value_places(text, result.baseline_value)
            if (place := at.of(*stretch))
        }
        for other in sorted({*compared, *values} - {span}):
            kinds = frozenset({"baseline_value"} if other in compared else ())
            yield Pair(value, (*other, VALUE), kinds)


def _sentence(span: Span, borders: Sequence[int]) -> int:
    return sum(border <= span[0] for border in borders)
