"""Proper names of systems, datasets and metrics: by their shape, and by what introduces them.

'AutoTune', 'D4RL' and 'Qwen2.5-7B' look like names anywhere; 'Sparrow' is one where the
title sets it before a colon or the text says 'called Sparrow'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.core.schema import DATASET, METHOD
from kg.nlp.text.terms import Word
from kg.nlp.text.wordlists import BREAKS, CAPITALS, TAILS

__all__ = ["Name", "called", "heading", "shaped"]


class Name(NamedTuple):
    """A name at ``[start, end)`` of the text, and its likely label."""

    start: int
    end: int
    label: str


_SHAPE = re.compile(
    r"[A-Z][\w.+]*[A-Z][\w.+]*|[A-Z][a-zA-Z]*\d[\w.]*|[a-z]{1,8}[A-Z][\w.+]*|[a-z]{2,}\d[a-z]+\w*"
    r"|\d[A-Z]\w*|[A-Z]\d\w*"
)
_ORDINARY = re.compile(r"[A-Z]?[a-z]*(?:-[a-z]+)*|\W|\d+")
_VERSION = re.compile(r"v?\d{1,2}(?:\.\d{1,2})?|\d{1,4}(?:\.\d+)?[BbMK]")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
_COUNTED = re.compile(r"\s*(?:times|x|%|\\|percent|of|more|fewer|[a-z]+s\b)")
_DATA_SHAPE = re.compile(
    r".*(?:Bench|bench|BENCH|QA|Eval|Arena|Gym|World|Set|DB|Corpus|Pedia|Suite|Data|Dataset)"
    r"(?:[-+\d]\w*)?$"
)
_DATA_NOUNS = re.compile(
    r"\s*[\"”')}]*\s*(?:\w+\s)?(?:data\s?sets?|benchmarks?|corpus|corpora|leaderboards?|test\s?sets?"
    r"|environments?|benchmark suite|suites?|simulators?|splits?|competition|challenges?|games)\b",
    re.IGNORECASE,
)
_DATA_TITLE = re.compile(r"\b(?:benchmark|dataset|data set|corpus|testbed|test suite)s?\b", re.I)
_CALLED = re.compile(
    r"\b(?:called|named|dubbed|termed|coined|titled|abbreviated as|denoted as|denoted by"
    r"|referred to as|which we call|we call|namely)\s+(?:as\s+|the\s+)?[\"“'`]*"
    r"|\b[Ww]e\s+(?:\w+ly\s+)?(?:propose|introduce|present|develop|release|design)\s+"
    r"|\b(?:paper|work|report)\s+(?:proposes|introduces|presents|describes)\s+"
)
_NAME_RUN = re.compile(
    r"(?:\\(?:textbf|textit|emph|textsc|texttt)\{)?(?P<name>[A-Z0-9][\w.+@*-]*"
    r"(?:\s(?:of|for|with|the|and|to|in|on|via|by)(?=\s[A-Z])|\s[A-Z0-9][\w.+@*-]*){0,7})"
)


def shaped(text: str, words: Sequence[Word]) -> Iterator[Name]:
    """Names by their shape, in one sentence; label Dataset where the words around say so.

    >>> from kg.nlp.text.terms import words_of
    >>> text = "SparseGrad-2 beats XQP by 3% on the FooBench benchmark."
    >>> [(text[n.start : n.end], n.label) for n in shaped(text, words_of(text, 0, len(text)))]
    [('SparseGrad-2', 'Method'), ('XQP', 'Method'), ('FooBench', 'Dataset')]
    """
    for at, word in enumerate(words):
        surface = "" if _ORDINARY.fullmatch(word.text) else name_part(word.text)
        if not surface:
            continue
        end = word.start + len(surface)
        if end == word.end and at + 1 < len(words):
            end = _with_version(text, words[at + 1], end)
        is_data = _DATA_SHAPE.match(surface) or _DATA_NOUNS.match(text, end)
        yield Name(word.start, end, DATASET if is_data else METHOD)


def name_part(word: str) -> str:
    """The front of a hyphened word that is a name: 'BERT' of 'BERT-based', '' where none is."""
    parts = re.split(r"(?<=[^-])([-‐‑‒–])", word)
    kept = parts[0]
    for joint, part in zip(parts[1::2], parts[2::2], strict=True):
        if part.islower() and part not in TAILS and not (part[0].isdigit() or len(part) == 1):
            break
        kept += joint + part
    front = kept.split("-")[0]
    if kept.casefold() in CAPITALS or (front == kept and kept.rstrip("s").casefold() in CAPITALS):
        return ""
    whole = [piece for piece in re.split(r"[-‐‑‒–]", kept) if piece]
    if any(_SHAPE.fullmatch(piece) and piece.casefold() not in CAPITALS for piece in whole):
        return kept
    if len(whole) > 1 and whole[0][0].isupper() and whole[-1][0].isdigit():
        return kept
    return ""


def _with_version(text: str, following: Word, end: int) -> int:
    """``end``, or the end of a version or size that follows: 'LLaMA 2', 'Qwen 7B'."""
    if text[end : following.start] != " " or not _VERSION.fullmatch(following.text):
        return end
    return end if _COUNTED.match(text, following.end) else following.end


def heading(title: str, text: str) -> Name | None:
    """What a title sets before its colon, where it is a name: 'Sparrow: A Fast Parser'.

    Several ordinary words count only when the abstract repeats them verbatim.
    """
    front, colon, rest = title.partition(":")
    front = front.strip("\"'“” $")
    words = front.split()
    if not colon or not words or len(words) > 5 or len(front) < 2:
        return None
    start = text.find(front)
    repeated = text.count(front) > 1
    alone = len(words) == 1 and words[0].lower() not in BREAKS and words[0][0].isupper()
    if start < 0 or not (repeated or (alone and _SHAPE.search(front))):
        return None
    if len(words) == 1 and front.islower():
        return None
    label = DATASET if _DATA_SHAPE.match(front) or _DATA_TITLE.search(rest) else METHOD
    return Name(start, start + len(front), label)


def called(text: str, start: int, end: int) -> Iterator[Name]:
    """Names that a sentence introduces: 'called Sparrow', 'we propose Sparse Grid Search,'."""
    for cue in _CALLED.finditer(text, start, end):
        match = _NAME_RUN.match(text, cue.end(), end)
        if not match:
            continue
        name = match["name"].rstrip(".")
        if name.casefold() in CAPITALS or name.casefold() in BREAKS or len(name) < 2:
            continue
        at = match.start("name")
        data = _DATA_NOUNS.match(text, at + len(name)) or _DATA_TITLE.search(
            text, at + len(name), min(end, at + len(name) + 40)
        )
        yield Name(at, at + len(name), DATASET if data else METHOD)
