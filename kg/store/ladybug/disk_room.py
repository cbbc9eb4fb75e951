"""Whether a disk has room for a database, asked before the engine writes.

Where the engine finds no room in the middle of its work it may end the whole process: closing a
database writes its log once more, and what fails there nothing can catch (docs/engine-faults.md).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from kg.core.errors import StoreError

__all__ = ["check_room", "room_for_change", "room_for_records"]

_ALWAYS = 64 << 20
"""Bytes for what does not grow with a graph: an empty database has 4 MB, and its log as much."""

_OF_RECORDS = 8
"""A database has 5 to 7 times the bytes of its records (measured: 12 MB and 59 MB, 5 MB and
34 MB), and the tables that it is loaded from have some beside it."""

_OF_DATABASE = 3
"""A change copies the database, and a checkpoint may write all of it again."""


def room_for_records(records: Path) -> int:
    """Bytes that making the database of these records may take."""
    return _ALWAYS + _OF_RECORDS * sum(path.stat().st_size for path in records.glob("*.jsonl"))


def room_for_change(database: Path) -> int:
    """Bytes that changing a copy of a database may take."""
    return _ALWAYS + _OF_DATABASE * database.stat().st_size


def check_room(database: Path, needed: int) -> None:
    """Refuse to begin where the disk of a database has fewer bytes free.

    Raises:
        StoreError: it has; the message says how much to free.
    """
    free = shutil.disk_usage(database.parent).free
    if free < needed:
        raise StoreError(
            f"{database}: {free >> 20:,} MB are free on its disk, and up to {-(-needed >> 20):,} MB"
            " are needed to write it: make room, and run the command again"
        )
