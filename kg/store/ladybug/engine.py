"""The embedded engine behind its client: opened, asked, interrupted; its errors in our words."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ladybug

from kg.core.errors import KGError, QueryError, StoreError
from kg.store.codec.rows import MARK, WORDS
from kg.store.codec.table import Table, plain

BUFFER_POOL = 1 << 30
"""Bytes of memory that the engine may use for pages; it takes only what it needs."""

ADDRESS_SPACE = 1 << 38
"""Bytes of address space a database maps: the engine's own default of 8 TB fits 16 times into
one process, this 512 times, and a graph of a million papers stays far below it."""

STOP_SECONDS = 5.0
"""How long an interrupted statement may take to stop: the engine looks every few milliseconds."""


def open_database(
    path: Path, *, read_only: bool, auto_checkpoint: bool = True, threads: int = 0
) -> tuple[Any, Any]:
    """An open database and a connection to it; ``threads`` 0 is one for each core.

    Raises:
        StoreError: the file cannot be opened as a database.
    """
    try:
        database = ladybug.Database(
            path,
            buffer_pool_size=BUFFER_POOL,
            max_db_size=ADDRESS_SPACE,
            max_num_threads=threads,
            read_only=read_only,
            auto_checkpoint=auto_checkpoint,
        )
        return database, ladybug.Connection(database)
    except (RuntimeError, OSError) as error:
        raise StoreError(
            f"{path}: cannot be opened ({first_line(error)}); it is made from the records of its"
            " graph directory: remove it, and `kg build` makes it again"
        ) from error


@contextlib.contextmanager
def connected(path: Path, *, auto_checkpoint: bool = True) -> Iterator[Any]:
    """A connection that may write, to a file that nobody else has; whole when it closes.

    A checkpoint writes each table anew that has changed since the last one, whatever changed of
    it: where little does, there is one, at the end.
    """
    database, connection = open_database(path, read_only=False, auto_checkpoint=auto_checkpoint)
    try:
        yield connection
    finally:
        connection.close()
        database.close()


def run(
    connection: Any, cypher: str, parameters: Mapping[str, object], *, timeout: float = 0.0
) -> Any:
    """The engine's result of a statement; Ctrl-C stops it.

    Args:
        connection: an open connection, used by one thread at a time.
        cypher: the statement.
        parameters: the values of its parameters.
        timeout: seconds that it may take; 0 is no limit.

    Raises:
        QueryError: the engine rejects it, or the time is over.
        StoreError: the database cannot be read.
    """
    connection.set_query_timeout(round(timeout * 1000))
    try:
        return _interruptible(connection, cypher, dict(parameters))
    except (RuntimeError, ValueError, MemoryError) as error:
        raise _mapped(error, timeout) from error


def _interruptible(connection: Any, cypher: str, parameters: dict[str, object]) -> Any:
    """The result, waited for so that Ctrl-C gets through: the engine's own calls hold it off."""
    if threading.current_thread() is not threading.main_thread():
        return connection.execute(cypher, parameters)
    answer: list[Any] = []
    failure: list[BaseException] = []

    def work() -> None:
        try:
            answer.append(connection.execute(cypher, parameters))
        except BaseException as error:  # noqa: BLE001  (raised again by the waiting thread)
            failure.append(error)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    try:
        worker.join()
    except KeyboardInterrupt:
        connection.interrupt()
        worker.join(STOP_SECONDS)
        raise
    if failure:
        raise failure[0]
    return answer[0]


def _mapped(error: Exception, timeout: float) -> KGError:
    line = first_line(error)
    if "read-only" in line:
        return QueryError(f"it changes data, which needs --write: {line}")
    if line.startswith("Interrupted") and timeout:
        return QueryError(f"no answer within {timeout:g} s: ask for less, or give more --timeout")
    if isinstance(error, MemoryError) or line.startswith(_OUT_OF_MEMORY):
        return QueryError("the statement needs more memory than it may have: ask for less")
    return StoreError(line) if line.startswith("IO exception") else QueryError(line)


_OUT_OF_MEMORY = ("Buffer manager exception: Unable to allocate", "std::bad_alloc")


def first_line(error: Exception) -> str:
    """The engine's message in one line, without the excerpt of the query below it."""
    return " ".join(str(error).split("\n")[0].split())


def rows_of(result: Any) -> Iterator[tuple[object, ...]]:
    """The rows of a result, as the client gives them.

    Raises:
        QueryError: a text is not UTF-8, which is a fault of the engine.
    """
    try:
        while result.has_next():
            yield tuple(result.get_next())
    except UnicodeDecodeError as error:
        raise QueryError(
            f"the embedded engine returned bytes that are no text ({error.reason}): a fault of"
            " its own, see the list in docs/engine-faults.md"
        ) from error


def table_of(result: Any) -> Table:
    """The rows of a result as plain values.

    Raises:
        QueryError: as `rows_of`.
    """
    rows = [tuple(plain(_known(value)) for value in row) for row in rows_of(result)]
    return Table(tuple(result.get_column_names()), rows)


def _known(value: object) -> object:
    """The engine's nodes, edges and paths in the form that both stores share."""
    if isinstance(value, list):
        return [_known(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "_NODES" in value:
        return {"_nodes": _known(value["_NODES"]), "_edges": _known(value["_RELS"])}
    if "_LABEL" not in value:
        return {key: _known(item) for key, item in value.items()}
    name = "_type" if "_SRC" in value else "_label"
    held = {k: v for k, v in value.items() if k not in _INTERNAL and v is not None}
    return {name: value["_LABEL"], **held}


_INTERNAL = frozenset({"_ID", "_LABEL", "_SRC", "_DST", MARK, WORDS})
