"""Letting go of records that were removed, once they are most of what a directory stores."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from kg.store.directory.index.index_schema import transaction
from kg.store.directory.log import line_at, list_segments, new_segment
from kg.store.directory.paper_versions import RecordOffset

__all__ = ["compact_log"]


def compact_log(directory: Path, db: sqlite3.Connection) -> bool:
    """Write the records anew if most of their lines give nothing to the graph; whether so.

    The lines that stay are the same bytes in the same order, and the index is brought after
    them; the directory's state is another. A kill leaves the old files or the new one: with the
    new one and the old index, the next command makes the index anew.

    Args:
        directory: a graph directory that nobody else writes to.
        db: its index, brought to the state of its files.
    """
    (stored,) = db.execute("SELECT coalesce(sum(lines), 0) FROM segment").fetchone()
    (live,) = db.execute("SELECT count(*) FROM reading").fetchone()
    if 2 * live >= stored:
        return False
    places = [
        RecordOffset(*row)
        for row in db.execute("SELECT segment, start FROM reading ORDER BY segment, start")
    ]
    moved: list[tuple[int, RecordOffset]] = []
    with new_segment(directory, _kept(directory, places, moved), whole=True):
        pass
    ((number, path),) = list_segments(directory).items()
    with transaction(db):
        db.execute("DELETE FROM segment")
        db.execute("INSERT INTO segment VALUES (?, ?, ?)", (number, path.stat().st_size, live))
        db.executemany(
            "UPDATE reading SET segment = ?, start = ? WHERE segment = ? AND start = ?",
            ((number, start, *place) for start, place in moved),
        )
    return True


def _kept(
    directory: Path, places: list[RecordOffset], moved: list[tuple[int, RecordOffset]]
) -> Iterator[bytes]:
    """The lines at these places; notes where each comes to start."""
    start = 0
    for place in places:
        line, _ = line_at(directory, *place)
        moved.append((start, place))
        start += len(line)
        yield line.removesuffix(b"\n")
