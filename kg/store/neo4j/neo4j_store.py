"""The Neo4j store: any server of version 5.26 or later, by its URL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self

from neo4j.graph import Node as NeoNode
from neo4j.graph import Path as NeoPath
from neo4j.graph import Relationship

from kg.core.schema import LABELS
from kg.core.types import Edge, Node, PropertyGraph
from kg.store.codec.batches import BATCH
from kg.store.codec.rows import MARK, WORDS, Kind, edge_from, edge_order, node_from
from kg.store.codec.search_key import search_keys
from kg.store.codec.table import Table, plain
from kg.store.contract import TIMEOUT, Counts
from kg.store.guard.read_only import check_statement
from kg.store.neo4j import neo4j_cypher
from kg.store.neo4j.connection import Connection
from kg.store.neo4j.push import push
from kg.store.neo4j.server_rows import DIGEST
from kg.store.neo4j.server_state import check_graph, edges_by_paper, read_checksums, read_pages


class Neo4jStore:
    """A graph in a database of a Neo4j server; connects at the first call.

    ``url`` is ``neo4j://host:port/database#graph``; port 7687, database ``neo4j`` and graph
    ``papers`` may be left out. Other graphs and other data in the database are neither seen by
    `nodes`, `edges`, `counts` and the named questions, nor touched by `replace`. Those fail where
    the database has no graph of the name: a misspelt one would answer nothing to everything.

    Raises:
        StoreError: the URL is none of the driver's, or carries a login.
    """

    dialect = "neo4j"

    def __init__(self, url: str, *, user: str = "neo4j", password: str = "") -> None:
        self.connection = Connection(url, user=user, password=password)
        self._found = False

    def __repr__(self) -> str:
        return f"Neo4jStore({self.connection})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self.connection.close()

    def replace(
        self, graph: PropertyGraph, *, progress: Callable[[int], None] | None = None
    ) -> None:
        """Make the server hold exactly this graph, whatever was done to what it holds.

        A node that goes takes edges of others that end in it along.

        Raises:
            StoreError: the server refuses, the graph is not sound, another push is at work, or
                the server holds something else at the end.
        """
        push(self.connection, graph, thorough=True, progress=progress)

    def _check(self) -> None:
        """Refuse the first question about a graph that is not there (`check_graph`)."""
        if not self._found:
            check_graph(self.connection)
            self._found = True

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, object] | None = None,
        *,
        write: bool = False,
        timeout: float = TIMEOUT,
    ) -> Table:
        """The rows of one statement, run in a read transaction unless ``write``.

        One that reads is checked first: the server would let it read files and addresses of the
        network, and end what others do. After one that may have written, the next push reads all
        that the server holds.

        Raises:
            QueryError: the statement does more than it may, takes too long, or is rejected.
            StoreError: the server cannot be reached or refuses the login.
        """
        if write:
            self.connection.write(neo4j_cypher.WRITTEN)
        else:
            cypher = check_statement(cypher, self.dialect)
            if f"${MARK}" in cypher:
                self._check()
        return self._ask(cypher, parameters, write=write, timeout=timeout)

    def answer(
        self,
        cypher: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float = TIMEOUT,
    ) -> Table:
        """The rows of a statement of this package, which is not checked.

        Raises:
            QueryError: the server rejects the statement or its parameters, or it takes too long.
            StoreError: the server cannot be reached or refuses the login.
        """
        self._check()
        return self._ask(cypher, parameters, write=False, timeout=timeout)

    def _ask(
        self, cypher: str, parameters: Mapping[str, object] | None, *, write: bool, timeout: float
    ) -> Table:
        given = {MARK: self.connection.graph, **(parameters or {})}
        result = self.connection.ask(cypher, given, write=write, timeout=timeout)
        rows = [tuple(plain(_known(value)) for value in record) for record in result.records]
        return Table(tuple(result.keys), rows)

    def search_names(self, words: Sequence[str], limit: int) -> list[dict[str, object]]:
        """Nodes whose names have all the words, the last of which may go on; short ones first."""
        self._check()
        text = " ".join(f"+{word}" for word in words) + "*"
        return self.connection.rows(neo4j_cypher.FIND, words=text, limit=limit)

    def called(self, name: str, labels: Sequence[str]) -> list[dict[str, object]]:
        """Nodes of the labels with this id, name, title or alias, in any case, by id.

        Its words are looked up in the index of all names; a name without any is sought in all.
        """
        self._check()
        words = [f'"{word}"' for word in search_keys(name)]
        statement = neo4j_cypher.called(labels, by_words=bool(words))
        given = {"name": name.lower(), "ids": [name, name.lower()], "labels": list(labels)}
        rows = self.connection.rows(statement, words=" AND ".join(words), **given)
        return list({row["id"]: row for row in sorted(rows, key=lambda row: row["id"])}.values())

    def counts(self) -> Counts:
        """Our nodes by label and edges by type, zeros included."""
        self._check()
        return read_checksums(self.connection).counts()

    def nodes(self) -> Iterator[Node]:
        """Every node of ours, by label and id, read a page at a time."""
        self._check()
        for label in LABELS:
            for row in read_pages(self.connection, neo4j_cypher.page_of_nodes(label, BATCH), BATCH):
                yield node_from(label, row)

    def edges(self) -> Iterator[Edge]:
        """Every edge of ours, by paper, type, source and target, read some papers at a time."""
        self._check()
        for batch in edges_by_paper(self.connection, neo4j_cypher.WHOLE):
            edges = (
                edge_from(
                    Kind(row["type"], row["source_label"], row["target_label"]),
                    {**row["held"], "source": row["source"], "target": row["target"]},
                )
                for row in batch
            )
            yield from sorted(edges, key=edge_order)


def _known(value: object) -> object:
    """The driver's nodes, edges, paths and times in the form that both stores share."""
    if isinstance(value, NeoNode):
        return {"_label": ":".join(sorted(value.labels)), **_own(value)}
    if isinstance(value, Relationship):
        return {"_type": value.type, **_own(value)}
    if isinstance(value, NeoPath):
        return {"_nodes": _known(list(value.nodes)), "_edges": _known(list(value.relationships))}
    if isinstance(value, list):
        return [_known(item) for item in value]
    if isinstance(value, dict):
        return {key: _known(item) for key, item in value.items()}
    iso = getattr(value, "iso_format", None)
    return iso() if iso is not None else value


def _own(entity: NeoNode | Relationship) -> dict[str, object]:
    return {key: _known(value) for key, value in entity.items() if key not in (MARK, DIGEST, WORDS)}
