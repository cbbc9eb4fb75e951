"""The embedded database of a graph directory: made from its records, and made again when stale."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from kg.core.errors import QueryError, StoreError
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
from kg.store.directory.index import get_meta, index_errors, transaction
from kg.store.directory.index_update import PROJECTED, set_projected
from kg.store.directory.name_index import called, search_names
from kg.store.directory.pending_changes import PendingChanges
from kg.store.ladybug.ladybug_store import LadybugStore, NameSearch

FILE = "graph.lbug"
"""The database in a graph directory."""

TABLES = 9
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
    known = store.path.exists() and before == get_meta(index, PROJECTED)
    if not (known and _changed(store, directory)):
        store.replace(directory.parts(), progress=progress)
    record_projection(directory.path, state, store.path)
    with transaction(index):
        set_projected(index, state)
    return store


def _changed(store: LadybugStore, directory: GraphDirectory) -> bool:
    """Whether the database could be changed; one that is damaged is to be made anew."""
    try:
        return store.change(PendingChanges(directory))
    except (StoreError, QueryError):
        return False


def open_projection(path: str | os.PathLike[str]) -> LadybugStore:
    """The embedded database of a graph directory, brought after the records if they went ahead.

    While another command writes, it is the database of the graph before.

    Raises:
        GraphError: there is no graph directory, or no database yet while another build writes.
    """
    if not _is_usable(check_directory(path)):  # One walk makes both index and database.
        with writing(path) as locked:
            project_directory(locked).close()
    directory = open_directory(path)
    names = NameSearch(partial(_searched, directory), partial(_called, directory))
    return LadybugStore(directory.path / FILE, names=names)


def _is_usable(directory: Path) -> bool:
    """Whether the database holds the graph, or the one before while another command writes."""
    before = projected_state(directory) or ""
    if not (directory / FILE).exists():
        return False
    if before == _state(directory):
        return True
    return before.endswith(f"-{TABLES}") and is_written(directory)


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
