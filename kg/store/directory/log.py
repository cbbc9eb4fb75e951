"""The files of records in a graph directory: JSON Lines that are written once, whole.

Records that a later line removes stay in their files, until these hold more such lines than
others: then one file, written beside them, takes their place.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from kg.core.codec import decode_extraction
from kg.core.errors import GraphError, InputError
from kg.core.types import Extraction

_NAME = re.compile(r"(\d{6,})(-whole)?\.jsonl")
"""Of a segment that is ``whole``, those with lower numbers are no part of the graph any more."""

_UNFINISHED = re.compile(r"(\d{6,})-unfinished\.jsonl\.part")
"""What a build has read and not finished; a build that is killed or interrupted leaves it."""


def list_segments(directory: Path) -> dict[int, Path]:
    """The files of records by number, in the order in which they were added."""
    return _parted(directory)[0]


def sweep_segments(directory: Path) -> None:
    """Take in what builds that were cut off have read; remove what else killed runs left, and
    files that one with their records has taken the place of.

    Until then whoever reads by an older index finds them.
    """
    for path in unfinished_segments(directory):
        _take_in(directory, path)
    for left in (*(directory / "records").glob("*.part"), *_parted(directory)[1]):
        left.unlink()


def unfinished_segments(directory: Path) -> list[Path]:
    """The files of what builds have read and not finished."""
    parts = sorted((directory / "records").glob("*.part"))
    return [path for path in parts if _UNFINISHED.fullmatch(path.name)]


def _take_in(directory: Path, part: Path) -> None:
    """Let the whole lines of an unfinished segment be a segment; the last line may be torn."""
    with part.open("rb+") as file:
        size = sum(len(line) for line in file if line.endswith(b"\n"))
        file.truncate(size)
        os.fsync(file.fileno())
    if size:
        part.replace(_path(directory, next_number(directory)))
    else:
        part.unlink()


def _parted(directory: Path) -> tuple[dict[int, Path], list[Path]]:
    """The segments by number, and the files that are none any more."""
    found: dict[int, Path] = {}
    first = 0
    for path in (directory / "records").iterdir() if (directory / "records").exists() else ():
        match = _NAME.fullmatch(path.name)
        if match:
            found[int(match[1])] = path
            first = max(first, int(match[1]) if match[2] else 0)
    numbers = sorted(found)
    return (
        {number: found[number] for number in numbers if number >= first},
        [found[number] for number in numbers if number < first],
    )


def _path(directory: Path, number: int, *, whole: bool = False) -> Path:
    return directory / "records" / f"{number:06d}{'-whole' * whole}.jsonl"


@contextlib.contextmanager
def new_segment(
    directory: Path, records: Iterable[bytes], *, whole: bool = False, resumable: bool = False
) -> Iterator[None]:
    """Write a segment; it appears when the block, in which all is on disk, succeeds.

    Without records none appears, unless it is ``whole``: then it takes the place of all that
    there are, in the one step in which it appears. One that is ``resumable`` is on disk record
    by record: what a kill or Ctrl-C leaves of it is taken in by the next `sweep_segments`.
    """
    path = _path(directory, next_number(directory), whole=whole)
    part = path.with_name(f"{path.stem}{'-unfinished' * resumable}.jsonl.part")
    is_kept = False
    try:
        with part.open("wb") as out:
            for record in records:
                out.write(record + b"\n")
                if resumable:
                    out.flush()
            out.flush()
            os.fsync(out.fileno())
        yield
        if whole or part.stat().st_size:
            part.replace(path)
    except KeyboardInterrupt:
        is_kept = resumable and part.exists() and part.stat().st_size > 0
        raise
    finally:
        if not is_kept:
            part.unlink(missing_ok=True)


def next_number(directory: Path) -> int:
    """The number that the next segment gets."""
    return 1 + max(list_segments(directory), default=0)


def write_file(path: Path, text: str) -> None:
    """Put a text into a file, in one step; a file that holds it is left alone."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)


class Heading(msgspec.Struct):
    """What the index needs of a line: the paper that it is a reading of, or those it removes."""

    id: str = ""
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    removed: tuple[str, ...] | None = None


_HEADINGS = msgspec.json.Decoder(Heading)


def read_headings(segment: Path) -> Iterator[tuple[int, Heading]]:
    """The heading of each line of a segment with the byte it starts at.

    Raises:
        GraphError: a line is no record.
    """
    start = 0
    with segment.open("rb") as file:
        for line in file:
            try:
                heading = _HEADINGS.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise _damage(segment, error) from error
            if heading.removed is None and (not heading.id or heading.title is None):
                raise _damage(segment, "it has no id")
            yield start, heading
            start += len(line)


def read_extraction(directory: Path, number: int, start: int) -> Extraction:
    """The reading that stands at a byte of the segment of a number.

    Raises:
        GraphError: nothing readable is there.
    """
    line, segment = line_at(directory, number, start)
    try:
        return decode_extraction(line, str(segment))
    except InputError as error:
        raise _damage(segment, error.reason) from error


def line_at(directory: Path, number: int, start: int) -> tuple[bytes, Path]:
    """The line that starts at a byte of the segment of a number, and its file.

    Raises:
        GraphError: the file is gone.
    """
    for whole in (False, True):
        segment = _path(directory, number, whole=whole)
        with contextlib.suppress(FileNotFoundError), segment.open("rb") as file:
            file.seek(start)
            return file.readline(), segment
    raise GraphError(
        f"{_path(directory, number)}: is gone; where another command has just written the records"
        " anew, run this one again"
    )


def _damage(segment: Path, reason: object) -> GraphError:
    return GraphError(
        f"{segment}: a damaged record ({reason}); restore the file from a copy, "
        "or delete the graph directory and build again"
    )
