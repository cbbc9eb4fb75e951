"""The embedded database of a graph directory: made from its records, and made again when stale."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from kg.core.errors import GraphError, QueryError, StoreError
from kg.store.directory.directory_lock import is_written
from kg.store.directory.directory_state import (
    check_directory,
    projected_state,
    read_state,
    record_projection,
)
from kg.store.directory.graph_directory import (
    GraphDirectory,
    open_directory,
    writing,
)
from kg.store.directory.index.index_schema import get_meta, index_errors, transaction
from kg.store.directory.index.index_update import PROJECTED, set_projected
from kg.store.directory.index.name_index import called, search_names
from kg.store.directory.pending_changes import PendingChanges
from kg.store.ladybug.disk_room import check_room, room_for_change, room_for_records
from kg.store.ladybug.ladybug_store import LadybugStore, NameSearch

_LOG = logging.getLogger(__name__)

FILE = "graph.lbug"
"""The database in a graph directory."""

TABLES = 12
"""Counts up when the tables of the database change, so that older ones are made anew."""


def project_directory(
    directory: GraphDirectory, *, progress: Callable[[int], None] | None = None
) -> LadybugStore:
    """The embedded database holding the graph of the directory; call inside `writing`."""
    state = _state(directory.path)
    store = LadybugStore(directory.path / FILE)
    before = projected_state(directory.path)
    if before == state and store.path.exists():
        return store
    index = directory.index
    known = _is_older(directory.path) and before == get_meta(index, PROJECTED)
    if not (known and _changed(store, directory)):
        check_room(store.path, room_for_records(directory.path / "records"))
        store.replace(directory.parts(), progress=progress)
    record_projection(directory.path, state, store.path)
    with transaction(index):
        set_projected(index, state)
    return store


def _changed(store: LadybugStore, directory: GraphDirectory) -> bool:
    """Whether the database could be changed; one that is damaged is to be made anew."""
    try:
        check_room(store.path, room_for_change(store.path))
        return store.change(PendingChanges(directory))
    except (StoreError, QueryError):
        return False


def open_projection(path: str | os.PathLike[str]) -> LadybugStore:
    """The embedded database of a graph directory, brought after the records if they went ahead.

    While another command writes, it is the database of the graph before; so it is, with a warning
    in the log, where the new one cannot be written, as on a full disk.

    Raises:
        GraphError: there is no graph directory, or no database yet while another build writes.
        StoreError: the database cannot be made, and there is none of the graph before.
    """
    if not _is_usable(check_directory(path)):  # One walk makes both index and database.
        try:
            with writing(path) as locked:
                project_directory(locked).close()
        except (StoreError, GraphError, OSError) as error:
            if not _is_refused_by_system(error) or not _is_older(Path(path)):
                raise
            _LOG.warning("%s: answers from the graph before: %s", os.fspath(path), error)
    directory = open_directory(path)
    names = NameSearch(partial(_searched, directory), partial(_called, directory))
    return LadybugStore(directory.path / FILE, names=names)


def _is_refused_by_system(error: BaseException) -> bool:
    """Whether the system refuses to write, and not the graph to be written."""
    cause = error.__cause__
    return isinstance(error, OSError | StoreError) or isinstance(cause, sqlite3.OperationalError)


def _is_older(directory: Path) -> bool:
    """Whether there is a database with the tables of this code, whatever state it is of."""
    before = projected_state(directory) or ""
    return (directory / FILE).exists() and before.endswith(f"-{TABLES}")


def _is_usable(directory: Path) -> bool:
    """Whether the database holds the graph, or the one before while another command writes."""
    if not _is_older(directory):
        return False
    return projected_state(directory) == _state(directory) or is_written(directory)


def _searched(
    directory: GraphDirectory, words: Sequence[str], limit: int
) -> list[dict[str, object]]:
    with index_errors(directory.path):
        return search_names(directory.index, words, limit)


def _called(directory: GraphDirectory, name: str, labels: Sequence[str]) -> list[dict[str, object]]:
    with index_errors(directory.path):
        return called(directory.index, name, labels)


def _state(directory: Path) -> str:
    return f"{read_state(directory).digest}-{TABLES}"
