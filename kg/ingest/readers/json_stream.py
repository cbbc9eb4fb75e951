"""JSON read value by value from a stream: a file of any size, one value in memory at a time."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator

from kg.core.errors import InputError
from kg.ingest.input_files import Input, reporting
from kg.ingest.reading import MAX_RECORD

_CHUNK = 1 << 18
_SPACE = re.compile(r"[ \t\n\r\ufeff]*")
_ENDS = "the file ends within a paper: it was cut off"
_WHY = {
    "Invalid control character at": "a line break or a control character stands within a text",
    "Unterminated string starting at": _ENDS,
}
"""What the standard library's messages mean."""

_MARGIN = 64
"""Characters before the end of what is read within which an error may be a cut."""


class JsonStream:
    """A cursor over the JSON of an input, which knows its line.

    It holds what is read of the input but not yet taken.
    """

    def __init__(self, source: Input) -> None:
        self.line = 1
        self._source = source
        self._decoder = json.JSONDecoder()
        self._text, self._at, self._whole = "", 0, False
        self._utf8 = codecs.getincrementaldecoder("utf-8")()

    def peek(self) -> str:
        """The next character that is no blank; empty at the end.

        Raises:
            InputError: the input cannot be read, or is not UTF-8.
        """
        while True:
            match = _SPACE.match(self._text, self._at)
            self._advance(match.end() if match else self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, char: str) -> None:
        """Step over a character.

        Raises:
            ValueError: another one stands there.
        """
        found = self.peek()
        if found != char:
            raise ValueError(f"not JSON: {char!r} was expected, not {found or 'the end'!r}")
        self._advance(self._at + 1)

    def value(self) -> object:
        """The next value, whole.

        Raises:
            ValueError: there is none, it is damaged, nested too deeply or too large.
        """
        self.peek()
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                cut = error.pos >= len(self._text) - _MARGIN or error.msg.startswith("Unterminated")
                if not cut or not self._more():
                    self._advance(min(error.pos, len(self._text)))
                    ends = self._whole and not self._text[error.pos :].strip()
                    reason = _ENDS if ends else _WHY.get(error.msg, error.msg)
                    raise ValueError(f"not JSON: {reason}") from error
                continue
            except RecursionError as error:
                raise ValueError("not a paper: JSON nested too deeply") from error
            if end == len(self._text) and self._more():
                continue  # a number may go on
            self._advance(end)
            return found

    def members(self, opening: str) -> Iterator[str]:
        """A step for each member of an array (``[``) or object (``{``) that opens here; the
        caller takes the member before the next step. Gives the member's first character.

        Raises:
            ValueError: the members are not divided by commas.
        """
        closing = "]" if opening == "[" else "}"
        self.take(opening)
        while (char := self.peek()) != closing:
            yield char
            if self.peek() == closing:
                break
            self.take(",")
        self.take(closing)

    def _advance(self, to: int) -> None:
        self.line += self._text.count("\n", self._at, to)
        self._at = to

    def _more(self) -> bool:
        """Read on; False at the end. As much again as there is, so that time stays linear."""
        if self._whole:
            return False
        held = len(self._text) - self._at
        if held > MAX_RECORD:
            raise ValueError(f"a value of over {MAX_RECORD >> 20} MB: put each paper on its own")
        with reporting(self._source.path):
            data = self._source.stream.read(max(_CHUNK, held))
        self._whole = not data
        try:
            text = self._utf8.decode(data, final=self._whole)
        except UnicodeDecodeError as error:
            line = self.line + self._text.count("\n", self._at) + data.count(b"\n", 0, error.start)
            reason = f"byte 0x{error.object[error.start]:02x} is not UTF-8: save the file as UTF-8"
            raise InputError(reason, self._source.path, line) from error
        self._text, self._at = self._text[self._at :] + text, 0
        return bool(text) or not self._whole
