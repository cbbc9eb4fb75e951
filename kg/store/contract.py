"""What every store can do: filled whole, read by Cypher, or walked in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from kg.core.types import PropertyGraph
from kg.store.codec.table import Table

__all__ = ["SERVER_SCHEMES", "TIMEOUT", "Counts", "Store", "is_server"]

SERVER_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
"""The URL schemes of the Neo4j driver; anything else is a path."""

TIMEOUT = 60.0
"""Seconds that a statement may take unless more are given: the slowest named query takes 4 s on a
graph of 22,000 papers."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many nodes of each label and edges of each type; every one of the schema is there."""

    nodes: Mapping[str, int]
    edges: Mapping[str, int]

    def __str__(self) -> str:
        return f"{sum(self.nodes.values()):,} nodes and {sum(self.edges.values()):,} edges"


class Store(PropertyGraph, Protocol):
    """A database that holds one graph: filled whole, read by Cypher or walked in order."""

    @property
    def dialect(self) -> str:
        """Whose Cypher it speaks: ``neo4j`` or ``ladybug``."""
        ...

    def replace(
        self, graph: PropertyGraph, *, progress: Callable[[int], None] | None = None
    ) -> None:
        """Make the store hold exactly this graph: what lacks is added, what is gone removed.

        ``progress`` is called with how many nodes and edges were written since it was last called.

        Raises:
            StoreError: The database refuses, or holds other counts afterwards.
        """
        ...

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, object] | None = None,
        *,
        write: bool = False,
        timeout: float = TIMEOUT,
    ) -> Table:
        """The rows of one statement of a user, which only reads the graph.

        Under ``write`` it may change data. It is checked before the engine sees it
        (`kg.store.guard`), and stopped after ``timeout`` seconds.

        Raises:
            QueryError: It does more than it may, takes too long, or the engine rejects it.
            StoreError: The database cannot be reached.
        """
        ...

    def answer(
        self,
        cypher: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float = TIMEOUT,
    ) -> Table:
        """The rows of one statement of this package: not checked, stopped after ``timeout`` s.

        Raises:
            QueryError: It takes too long, or the engine rejects it.
            StoreError: The database cannot be reached.
        """
        ...

    def search_names(self, words: Sequence[str], limit: int) -> list[dict[str, object]]:
        """Nodes whose names have all the words (`search_key`): label, id, name, aliases, date.

        The last word may go on: "trans" is the beginning of "transformer". Short names first.
        """
        ...

    def called(self, name: str, labels: Sequence[str]) -> list[dict[str, object]]:
        """Nodes of the labels with this id, name, title or alias, in any case, by id.

        Each has label, id, name, aliases and date, as `search_names`.
        """
        ...

    def counts(self) -> Counts:
        """Nodes by label and edges by type, zeros included."""
        ...

    def close(self) -> None:
        """Let go of the database; the store is of no use afterwards."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def is_server(url: str) -> bool:
    """Whether this names a Neo4j server rather than a file.

    >>> is_server("neo4j://localhost:7687/papers"), is_server("papers.kg/graph.lbug")
    (True, False)
    """
    scheme, mark, _ = url.partition("://")
    return bool(mark) and scheme.lower() in SERVER_SCHEMES
