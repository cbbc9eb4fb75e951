"""Where output goes: a file that is written whole or not at all, a log of lines, a device."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from kg.core.errors import KGError

__all__ = ["is_running", "mend_end", "replacing"]

_NEVER_REPLACED = ("/dev/", "/proc/")
"""Folders whose entries stand for something that is open already."""


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    r"""A UTF-8 text file that takes the place of the one at ``path`` when the block ends well.

    Lines end in '\n' everywhere, whatever the locale. After a failure the old file, or none, is
    there. What a link points to is replaced, not the link; permissions stay. A device, a pipe or
    a socket is written to as it is. What killed runs left beside the file is removed.

    Raises:
        KGError: the place cannot be written.
    """
    try:
        if _is_written_through(path):
            with path.open("w", encoding="utf-8", newline="\n") as file:
                yield file
            return
        place = path.resolve()
        _sweep(place)
        part = place.with_name(f".{place.name[:100]}.{os.getpid()}.part")
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        if place.exists():
            part.chmod(stat.S_IMODE(place.stat().st_mode))
        part.replace(place)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> KGError:
    return KGError(f"cannot write {path}: {error.strerror or error}")


def _is_written_through(path: Path) -> bool:
    """Whether the path is of a device, a pipe or a socket, or of what is open already.

    Raises:
        OSError: it is a folder, or may not be looked at.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(21, "it is a folder: name a file in it")
    return not stat.S_ISREG(mode) or str(path.absolute()).startswith(_NEVER_REPLACED)


def _sweep(place: Path) -> None:
    """Remove the parts that runs which have ended left of this file."""
    beginning = f".{place.name[:100]}."
    for left in place.parent.glob("*.part"):
        name = left.name
        if name.startswith(beginning) and (number := name[len(beginning) : -5]).isdecimal():
            with contextlib.suppress(OSError):
                if not is_running(int(number)):
                    left.unlink()


def mend_end(path: Path) -> None:
    """Take the piece of a line off the end of a file of lines that a killed command left."""
    written = path.read_bytes() if path.exists() else b""
    if not written.endswith(b"\n") and written:
        os.truncate(path, written.rfind(b"\n") + 1)


def is_running(process: int) -> bool:
    """Whether a process of this number runs."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
