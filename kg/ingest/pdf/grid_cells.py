"""A cell of a grid, and what tells values from names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.ingest.pdf.text_rows import Row

__all__ = ["GridCell", "is_value"]

_VALUE = re.compile(r"[-−–+±~≈<>$]?\s*[\d.]*\d.*")
_MOST_LETTERS = 3
"""Letters of a value, at most: '45 fps'."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell at its first place, with the words in it."""

    row: int
    col: int
    words: Row
    rowspan: int = 1
    colspan: int = 1


def is_value(text: str) -> bool:
    """Whether a text is a number with little beside it.

    >>> is_value("−55.4 ± 0.2"), is_value("45 fps"), is_value("3 layers"), is_value("BERT")
    (True, True, False, False)
    """
    return _VALUE.fullmatch(text) is not None and sum(map(str.isalpha, text)) <= _MOST_LETTERS
