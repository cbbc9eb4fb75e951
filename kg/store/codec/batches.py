"""Rows cut into batches for a server, and two ordered streams compared."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self, TypeVar

BATCH = 5_000
"""Rows of one transaction; the driver's makers advise 1,000 to 10,000."""

_Item = TypeVar("_Item")
_Other = TypeVar("_Other")


def batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """The items, at most ``size`` at a time.

    >>> list(batches("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    batch: list[_Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def merge_join(
    wanted: Iterable[tuple[str, _Item]], held: Iterable[tuple[str, _Other]]
) -> Iterator[tuple[str, _Item | None, _Other | None]]:
    """Two ascending streams as one: (key, what is wanted, what is held).

    >>> list(merge_join([("a", "A"), ("c", "C")], [("b", 1), ("c", 2)]))
    [('a', 'A', None), ('b', None, 1), ('c', 'C', 2)]
    """
    rest = iter(held)
    other = next(rest, None)
    for key, item in wanted:
        while other is not None and other[0] < key:
            yield other[0], None, other[1]
            other = next(rest, None)
        if other is not None and other[0] == key:
            yield key, item, other[1]
            other = next(rest, None)
        else:
            yield key, item, None
    while other is not None:
        yield other[0], None, other[1]
        other = next(rest, None)


class Spool:
    """Strings set aside on disk, however many, and read back once."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, text: str) -> None:
        """Set a string aside."""
        self._file.write(json.dumps(text) + "\n")
        self.count += 1

    def __iter__(self) -> Iterator[str]:
        self._file.seek(0)
        yield from map(json.loads, self._file)
