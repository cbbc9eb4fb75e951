"""How much a graph holds, and whether every edge of it is proved by its text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kg.graph.audit import audit as edge_problems
from kg.questions.store_access import Askable, opened_store
from kg.store import Counts, is_server
from kg.store.directory.file_sums import damaged_files
from kg.store.directory.graph_directory import open_directory
from kg.store.ladybug.directory_audit import (
    SummedGraph,
    content_problems,
    database_problems,
    index_problems,
)

__all__ = ["audit", "stats"]


def stats(graph: Askable) -> Counts:
    """How many nodes of each label and edges of each type the graph has.

    Raises:
        GraphError, StoreError: the graph cannot be opened.
    """
    with opened_store(graph) as store:
        return store.counts()


def audit(graph: Askable) -> Iterator[str]:
    """What is wrong with the graph, a line a problem; nothing for a sound one.

    Of a graph directory, the files are compared with their checksums first, and index and
    database with what the records give.

    Raises:
        GraphError, StoreError: the graph cannot be opened.
    """
    if isinstance(graph, str | os.PathLike) and not is_server(
        str(getattr(graph, "location", graph))
    ):
        yield from _directory_problems(Path(graph))
        return
    with opened_store(graph) as store:
        yield from edge_problems(store)


def _directory_problems(directory: Path) -> Iterator[str]:
    """What is wrong with a graph directory; no damaged file is taken for the measure of others."""
    files = list(damaged_files(directory))
    database = list(database_problems(directory))
    yield from files + database
    if database:
        yield from edge_problems(open_directory(directory).graph())
    else:
        with opened_store(directory) as store:
            walked = SummedGraph(store)
            yield from edge_problems(walked)
        yield from content_problems(directory, walked.checksums)
    if not files:
        yield from index_problems(directory)
