"""Which value of a paper's tables or abstract a number of a paragraph states again.

'MaskGIT reaches an FID of 6.18 (Table 1)' is the cell of MaskGIT under FID: the numbers are equal,
and the sentence names what the cell is of. A number that several values have, and that no name in
the sentence tells apart, is none of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from kg.core.full_texts.full_text import Paragraph
from kg.core.schema import METRIC, RESULT_EDGES
from kg.core.types import Entity, Evidence, Result
from kg.lexicon.metrics import metric_unit
from kg.nlp.tables.split_headers import is_metric_word
from kg.nlp.text.sentences import split_sentences

__all__ = ["BY", "Restated", "repeated_value", "restated_values", "restating"]

BY = "restated@1"
"""Who joins numbers of paragraphs with values, and its version."""

_SAME = 0.95
"""How often a joined number is about the value, by eye: its score is this share of the value's."""
_NUMBER = re.compile(
    r"(?<![\w.,^_/×-])[-−]?(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d+)?(?![\d×^]|[.,]\d|\s?[KMBTk]\b|-?[xX×]\s?\d)"
)
"""Numbers as scores are printed: no sizes ('20B', '256×256'), no powers."""
_COUNTED = frozenset(("count", "size", "money"))
"""Units of metrics whose values are sizes of something: they are set in advance."""
_DIGITS = re.compile(r"\d")
_DISTINCT = 3
"""Digits of a number that few values of a paper share; fewer need every name in the sentence."""
_OWN = re.compile(r"\b(?:[Ww]e|[Oo]urs?)\b")
_SHORT = 5
"""A name of fewer characters counts in its own case alone."""
_SLOTS = ("method", "dataset", "metric")


class Restated(NamedTuple):
    """A value, by its position among the results of the paper, and where a paragraph states it."""

    result: int
    evidence: Evidence


class _Passage:
    """A paragraph with its sentences, and whether it refers to a table."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph, self.text = paragraph, paragraph.text

    @cached_property
    def sentences(self) -> Sequence[tuple[int, int]]:
        return split_sentences(self.text)

    def sentence_at(self, start: int, end: int) -> str:
        for first, last in self.sentences:
            if first <= start < last:
                return self.text[first : max(last, end)]
        return self.text[start:end]

    def refers_to(self, field: str) -> bool:
        """Whether the paragraph names a table by its number: its field is 'table 2'."""
        label, _, number = field.partition(" ")
        named = rf"\b[Tt]ab(?:le|\.)?s?[\s~]{{0,2}}(?:\w+,?\s(?:and\s)?)?{re.escape(number)}\b"
        return label == "table" and re.search(named, self.text) is not None


class _Names:
    """The names of the entities of a paper, as patterns."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.surfaces = {
            (e.type, e.name): {
                part for form in (e.name, *e.surfaces) for part in _parts(e.type, form)
            }
            for e in entities
        }
        self.patterns: dict[tuple[str, str], Sequence[re.Pattern[str]]] = {}

    def stand_in(self, label: str, name: str, text: str) -> bool:
        """Whether a text has a form of the name."""
        if (label, name) not in self.patterns:
            forms = self.surfaces.get((label, name), {name})
            self.patterns[label, name] = [_whole(form) for form in forms]
        return any(pattern.search(text) for pattern in self.patterns[label, name])


def _parts(label: str, name: str) -> Iterator[str]:
    """A name, and of a metric each word that is one by itself: FID of 'Zero-shot FID-30K'."""
    yield name
    if label == METRIC:
        yield from (word for word in re.split(r"[\s()/-]+", name) if is_metric_word(word))


def _whole(name: str) -> re.Pattern[str]:
    words = r"[\s-]?".join(map(re.escape, re.split(r"[\s-]+", name.strip("()"))))
    plural = "" if len(name) < _SHORT else "(?:s|es)?"
    return re.compile(
        rf"(?<![\w-]){words}{plural}(?!\w)", 0 if len(name) < _SHORT else re.IGNORECASE
    )


def restated_values(
    results: Sequence[Result], entities: Sequence[Entity], paragraphs: Sequence[Paragraph]
) -> Iterator[Restated]:
    """The values that paragraphs state again, in the order of the text."""
    by_number: defaultdict[str, list[int]] = defaultdict(list)
    for number, result in enumerate(results):
        if result.metric and not _is_counted(result.metric):
            by_number[_plain(result.value)].append(number)
    names = _Names(entities)
    for paragraph in paragraphs:
        passage = _Passage(paragraph)
        for match in _NUMBER.finditer(paragraph.text):
            found = by_number.get(_plain(match[0])) if match[0] else None
            if not found or _is_cited(paragraph, *match.span()):
                continue
            sentence = passage.sentence_at(*match.span())
            value = _value(results, found, names, passage, sentence)
            if value is not None:
                place = (*match.span(), match[0], sentence)
                yield Restated(value, restating(results[value], *place, paragraph.field))


def restating(
    result: Result, start: int, end: int, text: str, sentence: str, field: str
) -> Evidence:
    """Evidence for a value at a number of a paragraph that states it again."""
    score = round(_SAME * result.confidence, 4)
    return Evidence(start, end, text, sentence, BY, score, field)


def repeated_value(result: Result, others: Sequence[Result]) -> int | None:
    """The position of the first result with the value of a result, two names in common of method,
    data set and metric, and no other in place of the third."""
    number = _plain(result.value)
    for position, other in enumerate(others):
        if _plain(other.value) != number or other.kind != result.kind:
            continue
        pairs = [(getattr(result, slot), getattr(other, slot)) for slot in _SLOTS]
        same = sum(one is not None and one == two for one, two in pairs)
        agree = all(one == two or None in (one, two) for one, two in pairs)
        if agree and same > 1 and (other.conditions or ()) == (result.conditions or ()):
            return position
    return None


def _is_counted(metric: str) -> bool:
    return metric.startswith("#") or metric_unit(metric) in _COUNTED


def _is_cited(paragraph: Paragraph, start: int, end: int) -> bool:
    """Whether characters are a part of a citation: a year, a number in brackets."""
    return any(each.start < end and start < each.end for each in paragraph.citations)


def _plain(value: str) -> str:
    """The digits of a value, without sign for plus, unit, and commas of thousands."""
    match = re.search(r"[-−]?[\d,]{0,40}\.?\d+", value)
    return match[0].replace(",", "").replace("−", "-") if match else ""


def _value(
    results: Sequence[Result],
    found: Sequence[int],
    names: _Names,
    passage: _Passage,
    sentence: str,
) -> int | None:
    """The one of some equal values that a sentence is about; None where it does not settle that."""
    ranked = [
        (support, number)
        for number in found
        if (support := _support(results[number], names, passage, sentence)) is not None
    ]
    best = max((support for support, _ in ranked), default=0.0)
    kept = [number for support, number in ranked if support == best]
    about = {tuple(getattr(results[n], slot) for slot in _SLOTS) for n in kept}
    if len(about) != 1:
        return None
    return max(kept, key=lambda n: (results[n].field != "text", -n))


def _support(result: Result, names: _Names, passage: _Passage, sentence: str) -> float | None:
    """How much of a value a sentence names; None where that is too little."""
    method, dataset, metric = (
        name is not None and names.stand_in(RESULT_EDGES[slot][1], name, sentence)
        for slot in _SLOTS
        for name in (getattr(result, slot),)
    )
    is_own = bool(result.is_own) and _OWN.search(sentence) is not None
    is_referred = passage.refers_to(result.field)
    if not (method or is_own):
        return None
    if len(_DIGITS.findall(result.value)) < _DISTINCT:
        is_about = metric and (dataset or is_referred)
    else:
        is_about = dataset or metric or is_referred
    total = 2.0 * method + is_own + dataset + metric + 0.5 * is_referred
    return total if is_about else None
