"""What the files of a graph directory hold: its state by a hash, its view, its database's state."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from kg.core.codec import dumps
from kg.core.errors import GraphError
from kg.papers.display import View
from kg.resolution.rules import RULE_LINE
from kg.store.directory.directory_lock import LOCK, is_written, try_lock
from kg.store.directory.file_sums import SUMS, check_files, damaged_files, file_sum, record_sums
from kg.store.directory.index.index_schema import FILE as INDEX
from kg.store.directory.index.index_schema import code_version
from kg.store.directory.log import list_segments, unfinished_segments, write_file

LEDGER = "ledger.jsonl"
VIEW = "view.json"
PROJECTION = "projection.json"
MARKER = "kg.json"
UNFINISHED = "unfinished"
"""An empty file that is there until the first build has read all its papers."""

FORMAT = 6
FORMATS = (1, 2, 3, 4, 5, FORMAT)
"""The formats that are read. Records of the first remove nothing; since the third one file may
take the place of others; until the fourth results had ``better`` for ``higher_is_better``; the
ledger judges results, too, since the fifth, and papers since the sixth."""


@dataclass(frozen=True, slots=True)
class State:
    """A hash of all that the graph follows from, the segments by number, and the view as text."""

    digest: str
    segments: Mapping[int, Path]
    view: str | None = None


def read_state(directory: Path) -> State:
    """What the files of a directory hold now: equal hashes mean equal graphs."""
    found = list_segments(directory)
    digest = hashlib.sha256(code_version().encode())
    for path in found.values():
        digest.update(f"{path.name} {path.stat().st_size}\n".encode())
    ledger = directory / LEDGER
    for line in ledger.read_bytes().splitlines() if ledger.exists() else ():
        if RULE_LINE.search(line) is None:  # the judgements of rules follow from the records
            digest.update(line)
    view = read_view(directory)
    digest.update((view or "").encode())
    return State(digest.hexdigest()[:16], found, view)


def read_view(directory: Path) -> str | None:
    """The text of the view of a directory; None if it has the default one."""
    path = directory / VIEW
    return path.read_text(encoding="utf-8") if path.exists() else None


def parse_view(text: str | None) -> View:
    """The view that a text describes.

    Raises:
        GraphError: the text is damaged.
    """
    try:
        return View(**json.loads(text)) if text else View()
    except (ValueError, TypeError) as error:
        raise GraphError(f"a damaged {VIEW} ({error}): remove it, or build again") from error


def check_format(directory: Path) -> None:
    """Refuse a directory that this version cannot read; one without a marker has no format.

    Raises:
        GraphError: a newer version of `kg` made it, or its marker is damaged.
    """
    marker = directory / MARKER
    if not marker.exists():
        return
    try:
        held = json.loads(marker.read_text(encoding="utf-8"))
        version = held["format"]
    except OSError as error:
        raise GraphError(f"{marker}: cannot be read ({error.strerror})") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise GraphError(
            f"{marker} is damaged: it should hold {dumps({'format': FORMAT})}, which `kg repair`"
            " writes again"
        ) from error
    if version not in FORMATS:
        raise GraphError(
            f"{directory} has format {version!r:.20}, and this version of kg reads up to {FORMAT}:"
            " update kg, or name another --graph"
        )


def check_finished(directory: Path) -> None:
    """Refuse a directory whose first build was cut off: it would pass for a smaller graph.

    Raises:
        GraphError: it was.
    """
    begun = unfinished_segments(directory) and not list_segments(directory)
    if not begun and not (directory / UNFINISHED).exists():
        return
    with contextlib.suppress(OSError):  # Where nothing may be written, nobody writes.
        if is_written(directory):
            return
    raise GraphError(
        f"{directory} has an unfinished build: run the same `kg build` again, which goes on there"
    )


def check_directory(path: str | os.PathLike[str]) -> Path:
    """The path of a graph directory.

    Raises:
        GraphError: there is none, or a newer version of `kg` made it.
    """
    directory = Path(path)
    marker = directory / MARKER
    if not marker.exists():
        raise GraphError(f"{directory} is no graph directory: make one with `kg build`")
    check_format(directory)
    check_files(directory)
    check_finished(directory)
    return directory


@contextlib.contextmanager
def first_build(directory: Path, *, made_now: bool) -> Iterator[None]:
    """Mark a directory without records as unfinished, until `finish_build`.

    One that was made now, and is left without records, is removed.
    """
    if not list_segments(directory):
        (directory / UNFINISHED).touch()
    try:
        yield
    finally:
        if made_now and not [*list_segments(directory), *unfinished_segments(directory)]:
            shutil.rmtree(directory)


def finish_build(directory: Path) -> None:
    """Note that all papers of the first build are in the records."""
    (directory / UNFINISHED).unlink(missing_ok=True)


def write_format(directory: Path) -> None:
    """Mark a directory as one of the newest format; call after `check_format`."""
    write_file(directory / MARKER, dumps({"format": FORMAT}) + "\n")


@dataclass(frozen=True, slots=True)
class Projection:
    """What the embedded database was made from, and its size in bytes and SHA-256 since then."""

    state: str
    size: int | None = None
    sum: str | None = None


def read_projection(directory: Path) -> Projection | None:
    """What is known of the embedded database; None if nothing is."""
    path = directory / PROJECTION
    try:
        return msgspec.json.decode(path.read_bytes(), type=Projection)
    except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):  # Then it is made again.
        return None


def projected_state(directory: Path) -> str | None:
    """The state that the embedded database was made from; None if none is known."""
    found = read_projection(directory)
    return found.state if found else None


def record_projection(directory: Path, state: str, database: Path) -> None:
    """Note that the embedded database now holds the graph of this state, and its bytes."""
    size = database.stat().st_size
    noted = Projection(state, size, file_sum(database, size))
    write_file(directory / PROJECTION, dumps(asdict(noted)) + "\n")


def is_foreign(directory: Path) -> bool:
    """Whether a path without a marker holds something else than what a killed build left."""
    return not directory.is_dir() or any(
        entry.name not in ("records", LOCK) for entry in directory.iterdir()
    )


def repair_files(directory: Path, database: str) -> list[str]:
    """Remove what can be made again, and put the files there are on record; what was found.

    Raises:
        GraphError: another command writes to the directory, or a newer version of `kg` made it.
    """
    with contextlib.ExitStack() as stack:
        refusal = try_lock(directory, stack)
        if refusal:
            raise GraphError(refusal)
        found = _found_damage(directory)
        if _is_marker_damaged(directory):
            found.append(f"{directory / MARKER} was damaged")
            (directory / MARKER).unlink(missing_ok=True)
        check_format(directory)
        write_format(directory)
        for name in (database, PROJECTION, UNFINISHED):
            (directory / name).unlink(missing_ok=True)
        for path in directory.glob(f"{INDEX}*"):
            path.unlink()
        record_sums(directory)
    return found


def _found_damage(directory: Path) -> list[str]:
    """What differs from the record of sums; a record that is damaged is made anew."""
    try:
        return list(damaged_files(directory))
    except GraphError as error:
        (directory / SUMS).unlink(missing_ok=True)
        return [str(error)]


def _is_marker_damaged(directory: Path) -> bool:
    """Whether the marker cannot be read, or is gone; one of a newer version can be."""
    try:
        json.loads((directory / MARKER).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return True
    return False
