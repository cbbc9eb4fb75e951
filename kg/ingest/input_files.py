"""Opening what the user names: a file, a compressed file, or standard input, as UTF-8."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from kg.core.errors import InputError

if TYPE_CHECKING:
    Reader = io.BufferedReader[io.RawIOBase]

STDIN = "-"
_GZIP = b"\x1f\x8b"
_HEAD = 1 << 16
"""Bytes looked at to recognise the format; the longest header seen on a page has 130."""

_FOREIGN = {
    b"\xff\xfe": "UTF-16 text: save it as UTF-8 (iconv -f UTF-16 -t UTF-8)",
    b"\xfe\xff": "UTF-16 text: save it as UTF-8 (iconv -f UTF-16 -t UTF-8)",
    b"%PDF": "a PDF file: give the text of its title and abstract instead",
    b"PK\x03\x04": "a ZIP archive: unpack it and name the files in it",
    b"BZh": "a bzip2 file: unpack it, or compress it with gzip",
    b"\xfd7zXZ": "an xz file: unpack it, or compress it with gzip",
    b"\x28\xb5\x2f\xfd": "a Zstandard file: unpack it, or compress it with gzip",
}


@dataclass(frozen=True, slots=True)
class Input:
    """One opened input: its path as given, its name without folders, its bytes, its start."""

    path: str
    name: str
    stream: Reader
    head: str

    def read_text(self) -> str:
        """The whole input as text, without a byte order mark.

        Raises:
            InputError: it is not UTF-8, or breaks off where it is compressed.
        """
        with reporting(self.path):
            return decode(self.stream.read(), self.path)

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """(1-based number, bytes) of each line, one at a time.

        Raises:
            InputError: the input breaks off where it is compressed.
        """
        with reporting(self.path):
            yield from enumerate(self.stream, start=1)


def decode(data: bytes, file: str, first_line: int = 1) -> str:
    """UTF-8 text, without a byte order mark.

    Raises:
        InputError: a byte is none of UTF-8's, or is NUL; names its line.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = first_line + data.count(b"\n", 0, error.start)
        reason = (
            f"byte 0x{data[error.start]:02x} is not UTF-8: save the text as UTF-8 "
            "(for Latin-1: iconv -f ISO-8859-1 -t UTF-8)"
        )
        raise InputError(reason, file, line) from error
    if "\0" in text:
        line = first_line + text.count("\n", 0, text.index("\0"))
        raise InputError("a NUL byte: this is a binary file, or UTF-16 text", file, line)
    return text.removeprefix("\ufeff")


@contextmanager
def open_input(path: str | os.PathLike[str]) -> Iterator[Input]:
    """An input opened for reading; compression is recognised by content, ``-`` is standard input.

    Raises:
        InputError: there is no such file, it is a directory, it may not be read, or it
            starts like something that is not text.
    """
    given = os.fspath(path)
    shown = "<stdin>" if given == STDIN else given
    with ExitStack() as stack:
        with reporting(shown):
            stream = _unpacked(stack, _open(stack, given))
            head = stream.peek(_HEAD)[:_HEAD]
        _check(head, shown)
        name = shown if given == STDIN else Path(given).name
        text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
        yield Input(shown, name, stream, text)


def _open(stack: ExitStack, given: str) -> Reader:
    if given == STDIN:
        raw_input = cast("io.RawIOBase", sys.stdin.buffer)
        stream = io.BufferedReader(raw_input, buffer_size=_HEAD)
        stack.callback(stream.detach)  # else standard input would be closed along with it
        return stream
    if Path(given).is_dir():
        raise InputError("a directory: name the files in it, as in DIR/*.txt", given)
    raw: io.RawIOBase = stack.enter_context(io.FileIO(given))
    return io.BufferedReader(raw, buffer_size=_HEAD)


def _unpacked(stack: ExitStack, stream: Reader) -> Reader:
    if not stream.peek(2).startswith(_GZIP):
        return stream
    unpacked = stack.enter_context(gzip.GzipFile(fileobj=cast("BinaryIO", stream)))
    return io.BufferedReader(cast("io.RawIOBase", unpacked), buffer_size=_HEAD)


def _check(head: bytes, file: str) -> None:
    for magic, reason in _FOREIGN.items():
        if head.startswith(magic):
            raise InputError(reason, file)
    if b"\0" in head and not head.lstrip().startswith(b"{"):  # bad JSON Lines: line by line
        decode(head[: head.index(b"\0") + 1], file)
    start = head[:512].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise InputError("HTML or XML: save the page as text (in a browser: Save as, Text)", file)


@contextmanager
def reporting(file: str) -> Iterator[None]:
    """Map what goes wrong while reading to `InputError`."""
    try:
        yield
    except FileNotFoundError as error:
        raise InputError("no such file: check the path", file) from error
    except PermissionError as error:
        raise InputError("may not be read: check its permissions", file) from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"damaged gzip data ({error}): fetch the file again", file) from error
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {error}", file) from error
