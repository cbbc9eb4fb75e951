"""What a PDF page shows, as data: words with their places, ruled lines, pictures.

Lengths are points (1/72 inch); x grows to the right, y downwards from the upper edge.
"""

from __future__ import annotations

import msgspec

__all__ = ["Box", "PdfContent", "PdfPage", "Rule", "Word"]


class Word(msgspec.Struct, frozen=True, array_like=True):
    """Characters of one font between blanks: ``[x0, x1)`` on the baseline ``y``.

    ``glued``: no blank stands between this word and the one before it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool = False
    glued: bool = False

    @property
    def middle(self) -> float:
        """The middle of its width."""
        return (self.x0 + self.x1) / 2


class Rule(msgspec.Struct, frozen=True, array_like=True):
    """A straight line, or a box that is as thin as one."""

    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 > self.y1 - self.y0


class Box(msgspec.Struct, frozen=True, array_like=True):
    """The place of a picture."""

    x0: float
    x1: float
    y0: float
    y1: float

    def holds(self, word: Word) -> bool:
        """Whether a word stands in it."""
        return self.x0 <= word.middle <= self.x1 and self.y0 <= word.y - word.size / 3 <= self.y1


class PdfPage(msgspec.Struct, frozen=True):
    """A page: ``turned`` is the text that does not run from left to right, ``unmapped`` how many
    characters the file gives no meaning."""

    width: float
    height: float
    words: list[Word] = []
    rules: list[Rule] = []
    pictures: list[Box] = []
    turned: str = ""
    unmapped: int = 0


class PdfContent(msgspec.Struct, frozen=True):
    """All pages, or the reason why there are none."""

    pages: list[PdfPage] = []
    error: str = ""
    title: str = ""
