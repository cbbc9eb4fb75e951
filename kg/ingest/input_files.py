"""Opening what the user names: a file, a compressed file, or standard input."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from kg.core.errors import InputError, MissingExtraError
from kg.ingest.reading import MAX_RECORD, MAX_WHOLE
from kg.ingest.watched_file import WatchedFile

if TYPE_CHECKING:
    Reader = io.BufferedReader[io.RawIOBase]

STDIN = "-"
_HEAD = 1 << 16
"""Bytes looked at to recognise the format; the longest header seen on a page has 130."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FOREIGN = {
    b"\xff\xfe": "UTF-16 text: save it as UTF-8 (iconv -f UTF-16 -t UTF-8)",
    b"\xfe\xff": "UTF-16 text: save it as UTF-8 (iconv -f UTF-16 -t UTF-8)",
    b"\xd0\xcf\x11\xe0": "an old Office file (.xls, .doc): save it as CSV or .xlsx",
    b"SQLite format 3": "an SQLite database: export its table of papers as CSV",
    b"Rar!": "a RAR archive: unpack it and name the files in it",
    b"7z\xbc\xaf": "a 7z archive: unpack it and name the files in it",
}


@dataclass(frozen=True, slots=True)
class Input:
    """One opened input: its path as given, its name without folders, its bytes, its start."""

    path: str
    name: str
    stream: Reader
    head: str

    def read_bytes(self) -> bytes:
        """The whole input.

        Raises:
            InputError: it is larger than formats that are read whole may be, or breaks off where
                it is compressed.
        """
        with reporting(self.path):
            data = self.stream.read(MAX_WHOLE + 1)
        if len(data) > MAX_WHOLE:
            reason = f"over {MAX_WHOLE >> 20} MB, and its format is read whole: divide it"
            raise InputError(reason, self.path)
        return data

    def read_text(self) -> str:
        """The whole input as text, without a byte order mark.

        Raises:
            InputError: as `read_bytes`, or it is not UTF-8.
        """
        return decode(self.read_bytes(), self.path)

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """(1-based number, bytes) of each line, one at a time.

        Raises:
            InputError: the input breaks off where it is compressed, or a line is too long.
        """
        with reporting(self.path):
            number = 0
            while line := self.stream.readline(MAX_RECORD + 1):
                number += 1
                if len(line) > MAX_RECORD:
                    reason = f"a line of over {MAX_RECORD >> 20} MB: put each paper on its own"
                    raise InputError(reason, self.path, number)
                yield number, line

    def text_lines(self) -> Iterator[tuple[int, str]]:
        """(1-based number, text) of each line, one at a time.

        Raises:
            InputError: as `lines`, or a line is not UTF-8.
        """
        for number, data in self.lines():
            yield number, decode(data, self.path, number)


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
def open_input(path: str | os.PathLike[str], max_size: int = 64 << 30) -> Iterator[Input]:
    """An input opened for reading; compression is recognised by content, ``-`` is standard input.

    Args:
        path: the file.
        max_size: bytes of a compressed file when unpacked, at most.

    Raises:
        InputError: there is no such file, it is a directory, it may not be read, or it
            starts like something that holds no papers; at the end: it changed while it was read,
            otherwise than by growing.
        MissingExtraError: it is compressed in a way that needs a package.
    """
    given = os.fspath(path)
    shown = "<stdin>" if given == STDIN else given
    with ExitStack() as stack:
        with reporting(shown):
            raw = None if given == STDIN else stack.enter_context(WatchedFile(given))
            stream = _unpacked(stack, _buffered(stack, raw), max_size)
        yield opened_stream(stream, shown, shown if given == STDIN else Path(given).name)
        if raw is not None and (fault := raw.fault()):
            raise InputError(fault, shown)


def opened_stream(stream: Reader, path: str, name: str) -> Input:
    """The input that a stream of plain bytes is.

    Raises:
        InputError: it starts like something that holds no papers, or cannot be read.
    """
    with reporting(path):
        head = stream.peek(_HEAD)[:_HEAD]
    for magic, reason in _FOREIGN.items():
        if head.startswith(magic):
            raise InputError(reason, path)
    text = head.removeprefix(_BYTE_ORDER_MARK)
    binary = text.startswith((b"PAR1", b"PK\x03\x04", b"%PDF-", b"{", b"["))
    if b"\0" in head and head[257:262] != b"ustar" and not binary:
        decode(head[: head.index(b"\0") + 1], path)
    return Input(path, name, stream, text.decode("utf-8", "replace"))


def _buffered(stack: ExitStack, raw: io.RawIOBase | None) -> Reader:
    """The stream of a file, or of standard input."""
    if raw is None:
        raw_input = cast("io.RawIOBase", sys.stdin.buffer)
        stream = io.BufferedReader(raw_input, buffer_size=_HEAD)
        stack.callback(stream.detach)  # else standard input would be closed along with it
        return stream
    return io.BufferedReader(raw, buffer_size=_HEAD)


class _Zstandard(io.RawIOBase):
    """The bytes of zstd frames, one after another; `zstandard`'s own stream ends without a word
    where a frame is cut off."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            import zstandard
        except ImportError as error:
            raise MissingExtraError("zstandard", "zstd") from error
        self._stream, self._error = stream, zstandard.ZstdError
        self._opened = zstandard.ZstdDecompressor().decompressobj
        self._frame, self._packed, self._ready = self._opened(), b"", memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        while not self._ready:
            self._packed = self._packed or self._stream.read(_ZSTD_BYTES)
            if not self._packed:
                return self._end()
            if self._frame.eof:
                self._frame = self._opened()
            try:
                self._ready = memoryview(self._frame.decompress(self._packed))
            except self._error as error:
                raise OSError(f"damaged zstd data ({error}): fetch the file again") from error
            self._packed = self._frame.unused_data
        view = memoryview(cast("bytearray", buffer))
        count = min(len(view), len(self._ready))
        view[:count], self._ready = self._ready[:count], self._ready[count:]
        return count

    def _end(self) -> int:
        if not self._frame.eof:
            raise OSError("damaged zstd data (it ends early): fetch the file again")
        return 0


_ZSTD_BYTES = 1 << 10
"""Packed bytes at a time: at most 32 MB unpacked, for data made to unpack to as much as it can."""

_COMPRESSED: dict[bytes, Callable[[BinaryIO], object]] = {
    b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ": lzma.LZMAFile,
    b"\x28\xb5\x2f\xfd": _Zstandard,
}


def _unpacked(stack: ExitStack, stream: Reader, max_size: int) -> Reader:
    head = stream.peek(6)
    for magic, opened in _COMPRESSED.items():
        if head.startswith(magic):
            unpacked = cast("io.RawIOBase", opened(cast("BinaryIO", stream)))
            stack.callback(unpacked.close)
            return limited(unpacked, max_size)
    return stream


def limited(stream: io.RawIOBase, max_size: int) -> Reader:
    """A stream that fails once it has given more than ``max_size`` bytes: a bomb, or a mistake."""
    return io.BufferedReader(cast("io.RawIOBase", _Limited(stream, max_size)), buffer_size=_HEAD)


class _Limited(io.RawIOBase):
    """The bytes of another stream, up to a number of them."""

    def __init__(self, stream: io.RawIOBase, most: int) -> None:
        self._stream, self._left, self._most = stream, most, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        data = self._stream.read(len(view)) or b""
        self._left -= len(data)
        if self._left < 0:
            most = f"{self._most:,} bytes"
            raise ValueError(f"unpacked it has more than {most}: raise --max-size if it is right")
        view[: len(data)] = data
        return len(data)


@contextmanager
def reporting(file: str) -> Iterator[None]:
    """Map what goes wrong while reading to `InputError`."""
    try:
        yield
    except FileNotFoundError as error:
        raise InputError("no such file: check the path", file) from error
    except IsADirectoryError as error:
        raise InputError("a directory within one: name the files in it", file) from error
    except PermissionError as error:
        raise InputError("may not be read: check its permissions", file) from error
    except gzip.BadGzipFile as error:
        raise InputError(f"damaged gzip data ({error}): fetch the file again", file) from error
    except (EOFError, zlib.error, lzma.LZMAError) as error:
        kind = "gzip" if isinstance(error, zlib.error) or "gzip" in str(error).casefold() else "xz"
        kind = "gzip or bzip2" if isinstance(error, EOFError) else kind
        raise InputError(f"damaged {kind} data ({error}): fetch the file again", file) from error
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {error}", file) from error
