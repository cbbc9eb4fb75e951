"""A file that knows whether what it held at first was read, whatever is done to it meanwhile."""

from __future__ import annotations

import io
import os
import stat
import zlib
from typing import cast

__all__ = ["WatchedFile"]

_AT_ONCE = 1 << 20
"""Bytes that are read again at a time."""


class WatchedFile(io.FileIO):
    """A file opened for reading that can say at the end of it what changed since the beginning.

    One that only grew has lost nothing. That is seen from a running checksum of what is read in
    order; where a reader seeks, any change counts.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        begin = os.fstat(self.fileno())
        self._begin = (begin.st_size, begin.st_mtime_ns) if stat.S_ISREG(begin.st_mode) else None
        self._checked, self._sum, self._sought = 0, 0, False
        self._fault: str | None = None

    def readinto(self, buffer: object) -> int:
        """As of every raw stream; the end of the file is where changes are looked for."""
        view = memoryview(cast("bytearray", buffer)).cast("B")
        count = super().readinto(view) or 0
        if self._begin is not None:
            kept = view[: min(count, self._begin[0] - self._checked)]
            self._sum = zlib.crc32(kept, self._sum)
            self._checked += len(kept)
            if not count:
                self._fault = self._found()
        return count

    def seek(self, position: int, whence: int = os.SEEK_SET, /) -> int:
        """As of every stream."""
        self._sought = True
        return super().seek(position, whence)

    def fault(self) -> str | None:
        """What is wrong with the papers read: the file was not the same to its end."""
        return self._found() if self._sought and not self.closed else self._fault

    def _found(self) -> str | None:
        now = os.fstat(self.fileno())
        if self._begin is None or self._begin == (now.st_size, now.st_mtime_ns):
            return None
        size = self._begin[0]
        if not self._sought and now.st_size >= size == self._checked and self._is_as_read(size):
            return None
        return (
            f"changed while it was read ({size:,} bytes at first, {now.st_size:,} in the end):"
            " papers may be missing; read it again once it is complete"
        )

    def _is_as_read(self, size: int) -> bool:
        """Whether the first bytes of the file are those that were read."""
        found = 0
        for start in range(0, size, _AT_ONCE):
            found = zlib.crc32(os.pread(self.fileno(), min(_AT_ONCE, size - start), start), found)
        return found == self._sum
