"""The sentences of a paper: the title is one, the abstract is split by rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

__all__ = ["split_sentences"]

_END = re.compile(r"(?<![.!?…。！？])[.!?…。！？]++[\"'”’)\]}]*+(?=\s|$)|\n")
_OPENS = re.compile(
    r"\s+[\"'“‘(\[{\\$*]*(?:[A-Z0-9À-ÞΑ-ΩА-Я\W]|[a-z\u03b1-\u03c9]{1,2}(?:[A-Z]|\d\b|\d[\s.-]))"
)
"""What may open a sentence: no small letter, but for names like o1, π0 and mT5."""
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[“\"'/~-])(?:e\.\s?g|i\.\s?e|cf|vs|viz|resp|approx|ca|[Ff]igs?|[Ee]qs?|[Ss]ecs?"
    r"|[Tt]abs?|[Rr]efs?|[Aa]pp|[Nn]os?|[Vv]ol|pp|Dr|Mr|Mrs|Ms|Prof|St|w\.r\.t|a\.k\.a|s\.t|i\.i\.d"
    r"|et|al|incl|esp|max|min|avg|std|dept|univ|[A-Z])\.$"
)
_MAY_END = re.compile(r"(?:\bal|\betc|i\.i\.d|a\.k\.a|w\.r\.t|[A-Z])\.$")
_STARTERS = re.compile(
    r"\s+(?:We|Our|The|This|These|It|In|However|To|Here|By|For|As|On|Moreover|Furthermore|"
    r"Additionally|Finally|Extensive|Experiments|Results|While|Although|When|With)\b"
)
_LIST_NUMBER = re.compile(r"(?:^|\s)[(\[]?(?:\d{1,2}|[a-h])\.$")


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a paper as half-open character spans, in order, stripped.

    A line break always ends a sentence, so the title of ``title + newline + abstract``
    is a sentence of its own.

    >>> text = "A title" + chr(10) + "It works, cf. Fig. 2 of Lee et al. (2020). Next one."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['A title', 'It works, cf. Fig. 2 of Lee et al. (2020).', 'Next one.']
    """
    starts = [0, *_borders(text), len(text)]
    spans = (_stripped(text, start, end) for start, end in pairwise(starts))
    return tuple((start, end) for start, end in spans if start < end)


def _borders(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match[0] == "\n" or _ends(text, match.start(), match.end()):
            yield match.end()


def _ends(text: str, start: int, end: int) -> bool:
    """Whether the stop at [start, end) closes a sentence."""
    if end == len(text):
        return True
    if not _OPENS.match(text, end):
        return False
    if text[start] != "." or text[start : start + 2] == "..":
        return True
    before = text[max(0, start - 24) : start + 1]
    if _ABBREVIATED.search(before):
        return bool(_MAY_END.search(before) and _STARTERS.match(text, end))
    return not _LIST_NUMBER.search(before)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    kept = piece.strip()
    start += len(piece) - len(piece.lstrip())
    return start, start + len(kept)
