"""The lines of a page, and what a line looks like: prose, a title, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_TITLE = 250
"""Characters; the longest of 22,533 titles of arXiv's listings of 2025 has 226."""

_PROSE_WORDS = 8
_LINK = re.compile(
    r"(?<!\S)(?:(?!https?:/|www\.)\S)*+(?:https?:/|www\.)\S+\.\S"
    r"|(?<!\S)(?:(?!\b(?:github|gitlab|huggingface)\.)\S)*+\w++\.\S+/\S|github\.io"
)
"""The first of its signs in a word decides: behind others in the word there is less."""
_ENDED = re.compile(r"""[.!?…。][\s"'”’)\]}$*]*$""")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, stripped; ``gap`` marks a blank line before it."""

    number: int
    text: str
    gap: bool


def lines_of(text: str) -> list[Line]:
    r"""The lines of a text that are not blank, numbered from 1; any line ends will do.

    >>> [(line.number, line.text, line.gap) for line in lines_of("a\r\n\r\n b ")]
    [(1, 'a', False), (3, 'b', True)]
    """
    found: list[Line] = []
    gap = False
    for number, raw in enumerate(raw_lines(text), start=1):
        if stripped := raw.strip():
            found.append(Line(number, stripped, gap))
        gap = not stripped
    return found


def raw_lines(text: str) -> list[str]:
    """The lines of a text, split at line feeds and carriage returns alone."""
    return re.split(r"\r\n|\r|\n", text)


def is_prose(text: str) -> bool:
    """Whether a piece of text is longer than titles are, or a whole sentence with its stop."""
    if len(text) > LONGEST_TITLE:
        return True
    return text.endswith(".") and len(text.split()) >= _PROSE_WORDS


def is_titled(text: str) -> bool:
    """Whether a piece of text may be a title: short, and no link or rest of a list."""
    return not is_prose(text) and not text.endswith((",", ";", ":")) and not has_link(text)


def has_link(text: str) -> bool:
    """Whether a piece of text points to a web page."""
    return _LINK.search(text) is not None


def is_ended(text: str) -> bool:
    """Whether a text ends as whole texts do: with a full stop or its like, or with a link.

    >>> is_ended("It works (see below.)"), is_ended("Code: https://example.org/x")
    (True, True)
    >>> is_ended("We show that the")
    False
    """
    return bool(_ENDED.search(text)) or has_link(text.split()[-1])
