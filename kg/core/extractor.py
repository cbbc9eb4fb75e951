"""Who read a paper: the identity that every extraction carries, and its order."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TEXT = re.compile(r"(?:(\d+):)?(.*)", re.DOTALL)
_PART = re.compile(r"(.*)@(\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Extractor:
    """An extractor: of two readings of one text, that of the greater extractor is kept.

    ``rank`` decides first: how far the kind of extractor is trusted, 0 if none is given. Then
    the ``parts`` decide, pair by pair: the (name, version) of each component, the main one
    first. Rank and version are integers, so that version 10 comes after version 3.
    """

    rank: int
    parts: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        return f"{self.rank}:{' '.join(f'{name}@{version}' for name, version in self.parts)}"


def parse_extractor(text: str) -> Extractor:
    """The extractor that a record names, as in "rank:name@version name@version".

    Any text is accepted, as records may come from elsewhere: what has no rank has rank 0, and a
    part without version has version 0.

    >>> parse_extractor("2:model@10 rules@1") > parse_extractor("2:model@3 rules@1")
    True
    >>> str(parse_extractor("gazetteer"))
    '0:gazetteer@0'
    """
    rank, rest = _TEXT.fullmatch(text).groups()  # type: ignore[union-attr]
    return Extractor(int(rank or 0), tuple(map(_part, rest.split())))


def _part(text: str) -> tuple[str, int]:
    match = _PART.fullmatch(text)
    return (match[1], int(match[2])) if match else (text, 0)
