"""All that might be an entity of a paper, found by rules; `mention_rules` decides which is.

Rules: names of the lexicon, terms by their head noun, names by their shape, names that the
title or a cue phrase introduces, abbreviations with their long forms, runs of capitalised
words, and quantities ('number of steps').
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from kg.core.schema import METHOD, METRIC
from kg.nlp.text import gazetteer, proper_names, terms
from kg.nlp.text.abbreviations import Definition
from kg.nlp.text.terms import Word
from kg.nlp.text.tokens import cut
from kg.nlp.text.wordlists import BREAKS, CAPITALS, GENERIC

__all__ = ["Candidate", "gather"]

Spans = Sequence[tuple[int, int]]


class Candidate(NamedTuple):
    """A surface at ``[start, end)``, the label that its rule suggests, and that rule."""

    start: int
    end: int
    label: str
    rule: str


_QUANTITY = re.compile(
    r"\b(?:number|amount|percentage|proportion|rate|degree|probability) of (?:[a-z-]+ ){0,2}?"
    r"[a-z-]{3,}(?=[\s.,;)])",
    re.IGNORECASE,
)
_TITLE_RUN = re.compile(
    r"[A-Z][\w-]*(?:\s(?:of|for|with|the|and|to|in|on|via|by|from)(?=\s[A-Z])|[\s/][A-Z0-9][\w-]*){1,6}"
)
_TITLE_CASE = 0.6
"""Share of capitalised words from which on a title tells nothing by its capitals."""


def gather(text: str, sentences: Spans, definitions: Sequence[Definition]) -> list[Candidate]:
    """Every candidate of a paper, with repetitions and overlaps, in no order that matters."""
    worded = [terms.words_of(text, start, end) for start, end in sentences]
    found = chain(
        _known(text, sentences),
        _introduced(text, sentences),
        _defined(definitions),
        _per_sentence(text, sentences, worded),
    )
    return [each for each in found if each.start < each.end]


def _known(text: str, sentences: Spans) -> Iterator[Candidate]:
    for match in chain.from_iterable(gazetteer.match(cut(text, *span)) for span in sentences):
        if not _inside_name(text, match.start, match.end):
            flags = "".join(sorted(match.entry.flags)) or "plain"
            yield Candidate(match.start, match.end, match.entry.type, f"known-{flags}")


def _inside_name(text: str, start: int, end: int) -> bool:
    """Whether a hyphen ties the known name into a longer name: 'ImageNet' of 'ImageNet-LT'."""
    after = text[end : end + 2]
    if len(after) == 2 and after[0] == "-" and (after[1].isupper() or after[1].isdigit()):
        return True
    return start > 1 and text[start - 1] == "-" and text[start - 2].isalnum()


def _introduced(text: str, sentences: Spans) -> Iterator[Candidate]:
    title = text[: text.find("\n")] if "\n" in text else text
    name = proper_names.heading(title, text)
    if name:
        yield from _everywhere(text, name.start, name.end, name.label, "heading")
    for start, end in sentences[1:]:
        for called in proper_names.called(text, start, end):
            surface_end = called.end
            yield from _everywhere(text, called.start, surface_end, called.label, "called")


def _everywhere(text: str, start: int, end: int, label: str, rule: str) -> Iterator[Candidate]:
    """The surface wherever it stands as a whole word."""
    surface = re.escape(text[start:end])
    for match in re.finditer(rf"(?<![\w-]){surface}(?!\w)", text):
        yield Candidate(match.start(), match.end(), label, rule)


def _defined(definitions: Sequence[Definition]) -> Iterator[Candidate]:
    for short_start, short_end, start, end in definitions:
        yield Candidate(start, end, METHOD, "long")
        yield Candidate(short_start, short_end, METHOD, "short")


def _per_sentence(
    text: str, sentences: Spans, worded: Sequence[Sequence[Word]]
) -> Iterator[Candidate]:
    for index, (span, words) in enumerate(zip(sentences, worded, strict=True)):
        in_capitals = index == 0 and _is_title_case(words)
        for term in terms.find(words):
            yield Candidate(term.start, term.end, term.label, f"term-{term.kind}")
        if not (index == 0 and text[slice(*span)].isupper()):
            for name in proper_names.shaped(text, words):
                yield Candidate(name.start, name.end, name.label, "shape")
        if not in_capitals:
            yield from _capitalised(text, span)
        for match in _QUANTITY.finditer(text, *span):
            yield Candidate(match.start(), match.end(), METRIC, "quantity")


def _is_title_case(words: Sequence[Word]) -> bool:
    long = [word.text for word in words if len(word.text) > 3]
    return sum(word[0].isupper() for word in long) >= _TITLE_CASE * len(long)


def _capitalised(text: str, span: tuple[int, int]) -> Iterator[Candidate]:
    for match in _TITLE_RUN.finditer(text, span[0] + 1, span[1]):
        start, words = match.start(), match[0].split()
        if words[0].lower() in BREAKS or words[0].lower() in GENERIC:
            start += len(words[0]) + 1
            words = words[1:]
        if words and not all(word.casefold() in CAPITALS for word in words):
            yield Candidate(start, match.end(), METHOD, "capitals")
