"""Checksums of what a graph directory cannot make again: its segments, ledger and view.

A writer records them when it is done. Segments never change and the ledger only grows, so a file
that is gone, cut off or different is damage, whoever did it, and is reported in place of a graph
with fewer papers. A kill may leave more on disk than was recorded, never less.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.core.codec import dumps
from kg.core.errors import GraphError
from kg.store.directory.log import list_segments, write_file

__all__ = ["check_files", "damaged_files", "file_sum", "record_sums"]

SUMS = "sums.json"
"""Name of a file, below the directory -> its size in bytes and its SHA-256 when it was recorded."""

_GROWING = "ledger.jsonl"
_REPLACED = "view.json"
_PIECE = 1 << 20
_NUMBER = re.compile(r"records/(\d+)")

_ADVICE = "restore it from a copy, or let `kg repair` go on with what is there"

Sums = Mapping[str, tuple[int, str]]


def record_sums(directory: Path) -> None:
    """Record the files as they are; segments that are on record are not read again."""
    known = _recorded(directory)
    found: dict[str, tuple[int, str]] = {}
    for path in _files(directory):
        name, size = path.relative_to(directory).as_posix(), path.stat().st_size
        held = known.get(name)
        is_same = held is not None and held[0] == size and name not in (_GROWING, _REPLACED)
        found[name] = held if held and is_same else (size, file_sum(path, size))
    write_file(directory / SUMS, dumps({n: list(held) for n, held in sorted(found.items())}) + "\n")


def check_files(directory: Path) -> None:
    """Refuse a directory of which a file is gone or cut off; it looks at sizes alone.

    Raises:
        GraphError: there is damage; the message names the first file.
    """
    for problem in _size_problems(directory, _recorded(directory)):
        raise GraphError(f"{problem}: {_ADVICE}")


def damaged_files(directory: Path) -> Iterator[str]:
    """What differs from the record, a line a file; every byte is read."""
    recorded = _recorded(directory)
    problems = list(_size_problems(directory, recorded))
    yield from problems
    for name, (size, digest) in recorded.items():
        path = directory / name
        is_whole = path.is_file() and path.stat().st_size >= size
        if is_whole and name != _REPLACED and file_sum(path, size) != digest:
            yield f"{path} has other bytes than were written"


def _size_problems(directory: Path, recorded: Sums) -> Iterator[str]:
    segments = list_segments(directory)
    first = min(segments, default=0)
    for name, (size, _) in recorded.items():
        path = directory / name
        number = _NUMBER.match(name)
        if number and int(number[1]) < first and segments[first].stem.endswith("-whole"):
            continue  # One file has taken its place.
        if not path.is_file():
            yield f"{path} is gone"
        elif (number and path.stat().st_size != size) or path.stat().st_size < size * (
            name == _GROWING
        ):
            yield f"{path} has {path.stat().st_size:,} bytes in place of {size:,}"


def _files(directory: Path) -> Iterator[Path]:
    yield from list_segments(directory).values()
    yield from (p for p in (directory / _GROWING, directory / _REPLACED) if p.is_file())


def file_sum(path: Path, size: int) -> str:
    """The SHA-256 of the first bytes of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (data := file.read(min(size, _PIECE))):
            found.update(data)
            size -= len(data)
    return found.hexdigest()


def _recorded(directory: Path) -> Sums:
    """The record; empty where none was made yet, by older versions.

    Raises:
        GraphError: it is damaged.
    """
    path = directory / SUMS
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): (int(size), str(digest)) for name, (size, digest) in held.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise GraphError(f"{path} is damaged: {_ADVICE}") from error
