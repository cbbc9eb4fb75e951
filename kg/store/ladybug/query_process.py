"""A statement of a user run in a process of its own, which can be stopped at any moment."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Timer

import ladybug

import kg
from kg.core.errors import KGError, QueryError, StoreError
from kg.store.codec.table import Table

ANSWER_BYTES = 256 << 20
"""Size of an answer, at most, as JSON: some million short rows."""

_START = "import sys; sys.path += {paths!r}; from kg.store.ladybug.query_child import main; main()"

_KEPT = ("LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PATH", "SYSTEMROOT", "TZ")
"""What the process gets of the environment: where programs and libraries are, and the language."""


def run_apart(
    path: Path, statement: str, parameters: Mapping[str, object], *, timeout: float
) -> Table:
    """The rows of a statement that was checked, from a process without rights (`query_child`).

    Args:
        path: the database file.
        statement: the statement.
        parameters: the values of its parameters: what JSON holds.
        timeout: seconds that it may take, its start included.

    Raises:
        QueryError: the engine rejects the statement or crashes on it, the time is over, the
            answer is too large, or a parameter is not what JSON holds.
        StoreError: the database cannot be read.
    """
    try:
        request = json.dumps(
            {
                "path": str(path),
                "statement": statement,
                "parameters": parameters,
                "timeout": timeout,
            }
        )
    except (TypeError, ValueError) as error:
        raise QueryError(f"a parameter that the embedded engine cannot take: {error}") from error
    output, code, is_late = _exchange(request.encode("ascii"), timeout)
    if is_late:
        raise QueryError(f"no answer within {timeout:g} s: ask for less, or give more --timeout")
    if len(output) > ANSWER_BYTES:
        raise QueryError(f"the answer has over {ANSWER_BYTES >> 20} MiB: give it a LIMIT")
    return _table(output, code)


def _exchange(request: bytes, timeout: float) -> tuple[bytes, int, bool]:
    """(what the process wrote, its exit status, whether its time was over)."""
    folders = [str(Path(str(package.__file__)).parents[1]) for package in (kg, ladybug)]
    late: list[bool] = []
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", _START.format(paths=folders)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _KEPT if name in os.environ},
        start_new_session=True,  # Ctrl-C reaches this process alone, which ends the other.
    )

    def end() -> None:
        late.append(True)
        process.kill()

    timer = Timer(timeout, end)
    timer.daemon = True
    timer.start()
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(request)
            process.stdin.close()
        output = bytearray()
        while len(output) <= ANSWER_BYTES and (some := os.read(process.stdout.fileno(), 1 << 20)):
            output += some
        if len(output) > ANSWER_BYTES:
            process.kill()
        return bytes(output), process.wait(), bool(late)
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _table(output: bytes, code: int) -> Table:
    try:
        answer = json.loads(output)
    except ValueError as error:
        raise QueryError(f"the embedded engine crashed on this statement ({_end(code)})") from error
    if "error" in answer:
        failure: type[KGError] = StoreError if answer.get("kind") == "store" else QueryError
        raise failure(answer["error"])
    return Table(tuple(answer["columns"]), [tuple(row) for row in answer["rows"]])


def _end(code: int) -> str:
    """How a process ended, from its exit status."""
    if code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit status {code}"
