r"""Text of papers before it reaches a terminal or a spreadsheet: it says things, and does nothing.

A title may hold an escape sequence (ESC, OSC, C1) that a terminal would obey, or signs that
reverse the order of the line; a cell may begin like a formula. What is printed has them spelt
out, ``\u001b`` in place of ESC, which is also what JSON calls them; the graph keeps what was read.
"""

from __future__ import annotations

import re
from typing import TextIO

__all__ = ["harmless", "plain_cell", "printing_to"]

_COMMANDS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")
"""Control characters but for line breaks and tabs, and signs that turn the direction of text."""

_STYLES = re.compile(r"\x1b\[[0-9;]*m")
"""What a terminal is sent for bold, faint and colours."""

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[\d.,]+(?:[eE][+-]?\d+)?\s?%?")


def harmless(text: str) -> str:
    r"""The text with what a terminal would obey spelt out.

    >>> harmless("a\x1b]0;title\x07\n")
    'a\\u001b]0;title\\u0007\n'
    """
    return _COMMANDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def plain_cell(text: str) -> str:
    """The text of a cell of CSV so that no spreadsheet takes it for a formula.

    >>> plain_cell("=1+1"), plain_cell("-0.5"), plain_cell("LoRA")
    ("'=1+1", '-0.5', 'LoRA')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


class _HarmlessOutput:
    """A text stream that spells out what a terminal would obey; all else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write the text; styles stay where the stream is a terminal, which they are meant for."""
        parts, end = [], 0
        for style in _STYLES.finditer(text) if self._stream.isatty() else ():
            parts += [harmless(text[end : style.start()]), style[0]]
            end = style.end()
        self._stream.write("".join((*parts, harmless(text[end:]))))
        return len(text)

    def writelines(self, lines: object) -> None:
        """Write each of the lines."""
        for line in lines:  # type: ignore[attr-defined]
            self.write(line)


def printing_to(stream: TextIO) -> TextIO:
    """The stream, with what is written to it made harmless."""
    return _HarmlessOutput(stream)  # type: ignore[return-value]
