"""One object for one graph: what `kg.open` and `kg.build` return."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.core.errors import GraphError
from kg.core.types import Edge, Node, PropertyGraph
from kg.exporters import data_frames, networkx_graph
from kg.questions import (
    citing_papers,
    coverage,
    findings,
    graph_checks,
    name_search,
    node_description,
    similar_papers,
    trends,
)
from kg.questions import query as queries
from kg.questions.boards import leaderboards
from kg.questions.statements import comparisons, lineages, related_papers
from kg.questions.store_access import open_path
from kg.store import Store, is_server
from kg.store.codec.waiting import LockTimeout
from kg.store.directory.graph_directory import open_directory
from kg.workflows import (
    diff,
    export_graph,
    name_decisions,
    name_doubts,
    name_explanations,
    removal,
    result_decisions,
    sync,
)
from kg.workflows import repair as repairing

if TYPE_CHECKING:
    import networkx
    import pandas as pd

    from kg.store.neo4j.batch_writer import PushCounts

__all__ = ["Graph", "open_graph", "pull", "push"]


def push(
    graph: str | os.PathLike[str],
    store: str,
    *,
    user: str = "neo4j",
    password: str = "",
    thorough: bool = False,
    wait: float = 60.0,
    log: Callable[[str], None] = lambda _: None,
    progress: Callable[[int], None] | None = None,
) -> PushCounts:
    """Bring a Neo4j database to the state of a graph directory; how many nodes and edges changed.

    Args:
        graph: the graph directory.
        store: the database's URL, ``neo4j://host:port/database#graph``.
        user, password: the login.
        thorough: compares everything, for others may have changed the database.
        wait: seconds to wait for another push or build to end.
        log: called with a line when the wait begins.
        progress: called with the number of nodes and edges written since its last call.

    Raises:
        GraphError: there is no graph directory, or another command keeps writing to it.
        StoreError: the database cannot be reached, refuses us, or holds something foreign.
    """
    return sync.push(
        graph,
        store,
        user=user,
        password=password,
        thorough=thorough,
        timeout=LockTimeout(wait, log),
        progress=progress,
    )


@dataclass(frozen=True, slots=True)
class Graph(os.PathLike[str]):
    """A graph directory, or a graph on a Neo4j server.

    Nothing is held open or in memory: each method opens the graph, answers and closes it. The
    methods are the functions of `kg` with the same names and options, asked of this graph; those
    that change names or papers, and ``push``, need a directory.
    """

    location: str
    user: str = "neo4j"
    password: str = field(default="", repr=False)

    find = findings.find
    leaderboard = leaderboards.leaderboard
    gaps = coverage.gaps
    trend = trends.trend
    compare = comparisons.compare
    lineage = lineages.lineage
    related = related_papers.related
    query = queries.query
    show = node_description.show
    cited_by = citing_papers.cited_by
    similar = similar_papers.similar
    search = name_search.search
    stats = graph_checks.stats
    audit = graph_checks.audit
    export = export_graph.export
    draw = export_graph.draw
    widget = export_graph.widget

    why = name_explanations.why
    merge = name_decisions.merge
    split = name_decisions.split
    judge = result_decisions.judge
    undo = name_decisions.undo
    unsure = name_doubts.unsure
    remove = removal.remove
    repair = repairing.repair
    diff = diff.diff
    push = push

    def pull(self, output: str | os.PathLike[str]) -> Graph:
        """The graph of a server as a new graph directory; see `pull`."""
        return pull(self.location, output, user=self.user, password=self.password)

    def nodes(self) -> Iterator[Node]:
        """Every node, by label and id."""
        with self._one_state() as graph:
            yield from graph.nodes()

    def edges(self) -> Iterator[Edge]:
        """Every edge, by paper, type, source and target."""
        with self._one_state() as graph:
            yield from graph.edges()

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """See `kg.exporters.networkx_graph.to_networkx`: nodes and edges are of one state."""
        with self._one_state() as graph:
            return networkx_graph.to_networkx(graph)

    def to_pandas(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """See `kg.exporters.data_frames.to_pandas`: nodes and edges are of one state."""
        with self._one_state() as graph:
            return data_frames.to_pandas(graph)

    @contextlib.contextmanager
    def _one_state(self) -> Iterator[PropertyGraph]:
        """The graph for several walks, whatever others write to a directory meanwhile."""
        if self.is_server:
            with self.open_store() as store:
                yield store
        else:
            yield open_directory(self).graph()

    def _repr_html_(self) -> str:
        """The page of the graph, or of its best-linked nodes, which Jupyter asks for."""
        return self.draw()._repr_html_()

    @property
    def is_server(self) -> bool:
        """Whether the graph is on a server, not in a directory."""
        return is_server(self.location)

    def open_store(self) -> Store:
        """The database that holds the graph; close it after use."""
        return open_path(self.location, user=self.user, password=self.password)

    def __fspath__(self) -> str:
        """The path of the directory, for all that takes one.

        Raises:
            GraphError: the graph is on a server.
        """
        if self.is_server:
            raise GraphError(f"{self.location} is a server: this needs a graph directory (pull)")
        return self.location


def open_graph(
    graph: str | os.PathLike[str] = "papers.kg", *, user: str = "neo4j", password: str = ""
) -> Graph:
    """The graph of a directory that was built before, or at the URL of a Neo4j server.

    Args:
        graph: a path, or ``neo4j://host:port/database#graph``.
        user, password: the login of the server.

    Raises:
        GraphError: there is no graph directory.
        StoreError: the server cannot be reached, or refuses the login.
    """
    found = Graph(os.fspath(graph), user, password)
    if found.is_server:
        found.open_store().close()
    else:
        open_directory(found)
    return found


def pull(
    store: str, output: str | os.PathLike[str], *, user: str = "neo4j", password: str = ""
) -> Graph:
    """A new graph directory with the files of the one that was pushed, byte for byte.

    Args:
        store: the database's URL, ``neo4j://host:port/database#graph``.
        output: the directory to make.
        user, password: the login.

    Raises:
        GraphError: there is something at the path already.
        StoreError: the database holds no such graph, only a part of it, or it is damaged.
    """
    sync.pull(store, output, user=user, password=password)
    return Graph(os.fspath(output))
