"""How much a graph holds, and whether every edge of it is proved by its text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kg.graph.audit import audit as edge_problems
from kg.questions.store_access import Askable, opened_store
from kg.store import Counts, is_server
from kg.store.directory.file_sums import damaged_files

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

    Of a graph directory, the files are compared with their checksums first.

    Raises:
        GraphError, StoreError: the graph cannot be opened.
    """
    if isinstance(graph, str | os.PathLike) and not is_server(
        str(getattr(graph, "location", graph))
    ):
        yield from damaged_files(Path(graph))
    with opened_store(graph) as store:
        yield from edge_problems(store)
