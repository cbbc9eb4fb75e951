"""The files of records in a graph directory: JSON Lines that are written once, whole."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import GraphError
from kg.records import from_record
from kg.types import Extraction


def segments(directory: Path) -> dict[int, Path]:
    """The files of records by number, in the order in which they were added."""
    found = sorted((directory / "records").glob("[0-9]*.jsonl"))
    return {int(path.stem): path for path in found}


def segment_path(directory: Path, number: int) -> Path:
    """Where the segment of a number is."""
    return directory / "records" / f"{number:06d}.jsonl"


@contextlib.contextmanager
def new_segment(directory: Path, records: Iterable[str]) -> Iterator[None]:
    """Write a segment; it appears when the block, in which all is on disk, succeeds.

    Without records none appears.
    """
    path = segment_path(directory, 1 + max(segments(directory), default=0))
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(f"{record}\n" for record in records)
            out.flush()
            os.fsync(out.fileno())
        yield
        if part.stat().st_size:
            part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Put a text into a file, in one step; a file that holds it is left alone."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.rename(path)


def lines(segment: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each record of a segment with the byte it starts at.

    Raises:
        GraphError: a line is no record.
    """
    start = 0
    with segment.open("rb") as file:
        for line in file:
            yield start, _parsed(line, segment)
            start += len(line)


def read(segment: Path, start: int) -> Extraction:
    """The reading that stands at a byte of a segment.

    Raises:
        GraphError: nothing readable is there.
    """
    with segment.open("rb") as file:
        file.seek(start)
        return from_record(_parsed(file.readline(), segment), str(segment))


def _parsed(line: bytes, segment: Path) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
        if "removed" in record or {"id", "title"} <= record.keys():
            return record  # type: ignore[no-any-return]
        error: object = "it has no id"
    except (ValueError, TypeError, AttributeError) as raised:
        error = raised
    raise GraphError(
        f"{segment}: a damaged record ({error}); restore the file from a copy, "
        "or delete the graph directory and build again"
    )
