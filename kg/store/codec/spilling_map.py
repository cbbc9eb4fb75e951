"""Values by key, in memory up to a limit and beyond it in a temporary file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO, Generic, Self, TypeVar

import msgspec

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")


class SpillingMap(Generic[_Key, _Item]):
    """A mapping of plain frozen dataclasses, whatever their number, in bounded memory.

    The first ``limit`` values are held as they are; others are encoded to a file without a
    name in ``place``, which is gone with the process. Only keys and offsets grow.
    """

    def __init__(self, kind: type[_Item], limit: int, place: Path | None = None) -> None:
        self._limit, self._place = limit, place
        self._held: dict[_Key, _Item] = {}
        self._offsets: dict[_Key, tuple[int, int]] = {}
        self._file: IO[bytes] | None = None
        self._end = 0
        self._decoder = msgspec.msgpack.Decoder(kind)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def __len__(self) -> int:
        return len(self._held) + len(self._offsets)

    def put(self, key: _Key, item: _Item) -> None:
        """Keep a value, in the place of one that the key has."""
        self._offsets.pop(key, None)
        if key in self._held or len(self._held) < self._limit:
            self._held[key] = item
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix=".spill-", dir=self._place)  # noqa: SIM115
        data = _ENCODER.encode(item)
        self._file.seek(self._end)
        self._file.write(data)
        self._offsets[key] = (self._end, len(data))
        self._end += len(data)

    def get(self, key: _Key) -> _Item | None:
        """The value of a key; None if it has none."""
        if key in self._held:
            return self._held[key]
        found = self._offsets.get(key)
        if found is None or self._file is None:
            return None
        self._file.seek(found[0])
        return self._decoder.decode(self._file.read(found[1]))

    def discard(self, key: _Key) -> None:
        """Forget the value of a key, if it has one."""
        self._held.pop(key, None)
        self._offsets.pop(key, None)

    def clear(self) -> None:
        """Forget all values, and their file."""
        self._held.clear()
        self._offsets.clear()
        self._end = 0
        if self._file is not None:
            self._file.close()
            self._file = None


_ENCODER = msgspec.msgpack.Encoder()
