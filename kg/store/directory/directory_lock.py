"""The lock of a graph directory: one process writes to it at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

LOCK = "lock"
"""The file that is locked; it stays, and the lock of a process that is killed does not."""


@contextlib.contextmanager
def locked_directory(directory: Path) -> Iterator[None]:
    """The lock of a directory within the block.

    Raises:
        Timeout: another has it (an OSError).
        OSError: no file may be written there.
    """
    with FileLock(directory / LOCK, timeout=0):
        yield


def try_lock(directory: Path, stack: contextlib.ExitStack) -> str:
    """Lock a directory until the stack closes; why not, if another has it."""
    try:
        stack.enter_context(locked_directory(directory))
    except Timeout:
        return f"another command is writing to {directory}: wait for it"
    return ""


def is_written(directory: Path) -> bool:
    """Whether another command writes to a directory now."""
    try:
        with locked_directory(directory):
            return False
    except Timeout:
        return True
