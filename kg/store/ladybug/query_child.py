"""The process in which a statement of a user runs: it can read one database, and nothing else.

It reads a request from stdin (JSON: path, statement, parameters, timeout in seconds), opens the
database read-only, then gives up what it does not need: it opens no more files or sockets, writes
to no file, starts no process, takes a bounded amount of memory, and ends itself when its time is
over. Its one line of output is JSON: ``columns`` and ``rows``, or ``error`` and ``kind``.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import signal
import sys
from pathlib import Path

from kg.core.errors import KGError, StoreError
from kg.store.ladybug.engine import open_database, run, table_of

MEMORY = 2 << 30
"""Bytes that a statement may take beside the engine's pool of pages."""

GRACE_SECONDS = 5
"""How long after its time limit the process ends itself, should nobody have ended it."""


def main() -> None:
    """Answer one request."""
    output = os.fdopen(os.dup(1), "w", encoding="ascii")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)  # What the engine prints is no part of the answer.
    request = json.load(sys.stdin)
    timeout = float(request["timeout"])
    if hasattr(signal, "alarm"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(math.ceil(timeout) + GRACE_SECONDS)
    try:
        _, connection = open_database(Path(request["path"]), read_only=True)
        _give_up_rights()
        found = table_of(
            run(connection, request["statement"], request["parameters"], timeout=timeout)
        )
        answer = json.dumps({"columns": found.columns, "rows": found.rows})
    except KGError as error:
        kind = "store" if isinstance(error, StoreError) else "query"
        answer = json.dumps({"error": str(error), "kind": kind})
    except MemoryError:
        answer = json.dumps({"error": "the answer needs too much memory: ask for less"})
    output.write(answer)
    output.flush()
    os._exit(0)  # The engine has nothing to write: closing it takes longer than most answers.


def _give_up_rights() -> None:
    """Let nothing be opened, written or started from here on, where the system can do that."""
    with contextlib.suppress(ImportError):
        import resource

        limits = {"RLIMIT_CORE": 0, "RLIMIT_FSIZE": 0, "RLIMIT_NPROC": 0, "RLIMIT_NOFILE": 0}
        with contextlib.suppress(OSError):
            pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
            limits = {"RLIMIT_AS": pages * resource.getpagesize() + MEMORY, **limits}
        for name, limit in limits.items():
            with contextlib.suppress(ValueError, OSError, AttributeError):
                resource.setrlimit(getattr(resource, name), (limit, limit))


if __name__ == "__main__":
    main()
