"""Opening the store that holds a graph, whichever way the graph is given."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, cast, runtime_checkable

from kg.core.types import PropertyGraph
from kg.graph.fold import FoldedGraph
from kg.store import Store, is_server, open_store
from kg.store.directory.graph_directory import GraphDirectory
from kg.store.ladybug.projection import open_projection

__all__ = ["Askable", "OpensStore", "opened_store"]


@runtime_checkable
class OpensStore(Protocol):
    """A handle of a graph, such as `kg.open` returns."""

    def open_store(self) -> Store:
        """A store that holds the graph, to be closed after use."""
        ...


Askable = str | os.PathLike[str] | PropertyGraph | OpensStore
"""What a question takes: a graph directory, a server's URL, a graph in hand, or an open store."""


@contextlib.contextmanager
def opened_store(graph: Askable) -> Iterator[Store]:
    """A store that holds the graph: the one given, the directory's own, or a temporary one.

    Raises:
        GraphError: there is no such graph directory.
        StoreError: the server cannot be reached.
    """
    if isinstance(graph, FoldedGraph) and isinstance(graph.papers, GraphDirectory):
        graph = graph.papers.path
    if isinstance(graph, OpensStore):
        with graph.open_store() as store:
            yield store
    elif isinstance(graph, str | os.PathLike):
        with open_path(graph) as store:
            yield store
    elif hasattr(graph, "dialect"):
        yield cast("Store", graph)
    else:
        from kg.store.ladybug.ladybug_store import LadybugStore

        with tempfile.TemporaryDirectory() as place, LadybugStore(Path(place, "graph")) as store:
            store.replace(graph)
            yield store


def open_path(graph: str | os.PathLike[str], *, user: str = "neo4j", password: str = "") -> Store:
    """The server at a URL, or the embedded database of a graph directory, brought up to date.

    Raises:
        GraphError: there is no such graph directory.
        StoreError: the server cannot be reached, or refuses the login.
    """
    url = os.fspath(graph)
    if is_server(url):
        return open_store(url, user=user, password=password)
    return open_projection(graph)
