"""The Neo4j store: any server of version 5.26 or later, by its URL.

Everything is written in batches that may be repeated: a replace that was cut off anywhere is
finished by the next one. A replace that changes nothing writes nothing.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self, cast
from urllib.parse import unquote, urlsplit

import neo4j
from neo4j import exceptions
from neo4j.graph import Node as NeoNode
from neo4j.graph import Path as NeoPath
from neo4j.graph import Relationship

from kg.errors import KGError, QueryError, StoreError
from kg.schema import EDGE_TYPES, LABELS
from kg.store import Counts, statements
from kg.store.batches import BATCH, batches, gone, lots, spans
from kg.store.rows import GRAPH, KINDS, MARK, Kind, edge_from, edge_order, node_from
from kg.store.table import Table, plain
from kg.types import Edge, Node, PropertyGraph

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # Errors come as exceptions.


class Neo4jStore:
    """A graph in a database of a Neo4j server; connects at the first call.

    ``url`` is ``neo4j://host:port/database#graph``; port 7687, database ``neo4j`` and graph
    ``papers`` may be left out. Other graphs and other data in the database are neither seen by
    `nodes`, `edges`, `counts` and the named questions, nor touched by `replace`.

    Raises:
        StoreError: the URL is none of the driver's, or carries a login.
    """

    dialect = "neo4j"

    def __init__(self, url: str, *, user: str = "neo4j", password: str = "") -> None:
        self.server, self.database, self.graph = _address(url)
        self._user, self._reached = user, False
        with self._errors():
            self._driver = neo4j.GraphDatabase.driver(
                self.server, auth=(user, password), notifications_min_severity="OFF"
            )

    def __repr__(self) -> str:
        return f"Neo4jStore({self.server}/{self.database}#{self.graph})"

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
        self._driver.close()

    def replace(
        self, graph: PropertyGraph, *, progress: Callable[[int], None] | None = None
    ) -> None:
        """Make the server hold exactly this graph; nodes and edges of others stay.

        A node that goes takes edges of others that end in it along.

        Raises:
            StoreError: the server refuses, the graph is not sound, or counts differ at the end.
        """
        with self._errors():
            self._declare()
            wanted = self._merge(graph, progress or (lambda _: None))
            self._remove(graph, wanted)
            found = self.counts()
        if found != wanted:
            raise StoreError(f"{self}: holds {found}, the graph {wanted}")

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, object] | None = None,
        *,
        write: bool = False,
    ) -> Table:
        """The rows of one statement, run in a read transaction unless ``write``.

        Raises:
            QueryError: the server rejects the statement or its parameters.
            StoreError: the server cannot be reached or refuses the login.
        """
        with self._errors(), _query_errors():
            result = self._run(cypher, {MARK: self.graph, **(parameters or {})}, write=write)
        rows = [tuple(plain(_known(value)) for value in record) for record in result.records]
        return Table(tuple(result.keys), rows)

    def counts(self) -> Counts:
        """Our nodes by label and edges by type, zeros included."""
        with self._errors():
            nodes = self._rows(statements.count_nodes())
            edges = self._rows(statements.count_edges())
        return Counts(*({row["name"]: row["found"] for row in rows} for rows in (nodes, edges)))

    def nodes(self) -> Iterator[Node]:
        """Every node of ours, by label and id, read a page at a time."""
        for label in LABELS:
            for row in self._pages(statements.page_of_nodes(label, BATCH)):
                yield node_from(label, row)

    def edges(self) -> Iterator[Edge]:
        """Every edge of ours, by paper, type, source and target, read some papers at a time."""
        for lot in self._lots(whole=True):
            yield from sorted((edge_from(kind, row) for kind, row in lot), key=edge_order)

    def _declare(self) -> None:
        """Create the constraints and indexes that are not there, by name."""
        there = {row["name"] for row in self._rows("SHOW INDEXES YIELD name")}
        for name, statement in statements.constraints():
            if name not in there:
                self._write(statement)

    def _merge(self, graph: PropertyGraph, progress: Callable[[int], None]) -> Counts:
        """Add what lacks and change what differs; what the graph holds."""
        wanted = Counts(dict.fromkeys(LABELS, 0), dict.fromkeys(EDGE_TYPES, 0))
        for owner, rows in batches(graph, self.graph):
            if isinstance(owner, str):
                statement, tally, name = statements.merge_nodes(owner), wanted.nodes, owner
            else:
                statement, tally, name = statements.merge_edges(owner), wanted.edges, owner.type
            found = self._write(statement, rows=rows).records[0]["found"]
            if found != len(rows):
                lost = len(rows) - found
                raise StoreError(f"{name}: {lost} edges have an end that is no node of the graph")
            cast("dict[str, int]", tally)[name] += len(rows)
            progress(len(rows))
        return wanted

    def _remove(self, graph: PropertyGraph, wanted: Counts) -> None:
        """Remove what the graph has not: all of it is there now, so only where we hold more."""
        held = self.counts()
        if held.edges != wanted.edges:
            self._delete(
                statements.DELETE_EDGES,
                gone(self._held_edges(), (edge_order(edge) for edge in graph.edges())),
            )
        for label in LABELS:
            if held.nodes[label] != wanted.nodes[label]:
                ids = (node.id for node in graph.nodes() if node.label == label)
                self._delete(statements.DELETE_NODES, gone(self._held_ids(label), ids))

    def _delete(self, statement: str, elements: Iterable[str]) -> None:
        for lot in lots(elements, BATCH):
            self._write(statement, ids=lot)

    def _held_ids(self, label: str) -> Iterator[tuple[str, str]]:
        for row in self._pages(statements.page_of_ids(label, BATCH)):
            yield cast("str", row["id"]), cast("str", row["element"])

    def _held_edges(self) -> Iterator[tuple[tuple[str, str, str, str], str]]:
        for lot in self._lots(whole=False):
            yield from sorted(
                ((row["paper"], kind.type, row["source"], row["target"]), row["element"])
                for kind, row in lot
            )

    def _pages(self, statement: str) -> Iterator[dict[str, Any]]:
        after = ""
        while True:
            rows = self._rows(statement, after=after)
            yield from rows
            if len(rows) < BATCH:
                return
            after = rows[-1]["id"]

    def _lots(self, *, whole: bool) -> Iterator[list[tuple[Kind, dict[str, Any]]]]:
        """Edges of ours, some papers at a time; within a lot in no order."""
        for span in spans(self._sources()):
            yield [
                (kind, row)
                for kind in KINDS
                if kind.source in span.sources
                for row in self._rows(
                    statements.edges_from(kind, whole=whole),
                    ids=sorted(span.sources[kind.source]),
                    first=span.first,
                    last=span.last,
                )
            ]

    def _sources(self) -> list[tuple[str, str, str, int]]:
        """(paper, label, source id, edges) of all edges of ours, by paper."""
        return sorted(
            (row["paper"], label, row["source"], row["edges"])
            for label in dict.fromkeys(kind.source for kind in KINDS)
            for row in self._rows(statements.sources_by_paper(label))
        )

    def _rows(self, statement: str, **parameters: object) -> list[dict[str, Any]]:
        with self._errors():
            result = self._run(statement, {"graph": self.graph, **parameters}, write=False)
        return [record.data() for record in result.records]

    def _write(self, statement: str, **parameters: object) -> neo4j.EagerResult:
        return self._run(statement, {"graph": self.graph, **parameters}, write=True)

    def _run(
        self, statement: str, parameters: dict[str, object], *, write: bool
    ) -> neo4j.EagerResult:
        """One managed transaction on our database, retried while the server asks for that."""
        if not self._reached:  # A transaction would go on trying for half a minute.
            self._driver.verify_connectivity()
            self._reached = True
        routing = neo4j.RoutingControl.WRITE if write else neo4j.RoutingControl.READ
        return self._driver.execute_query(
            neo4j.Query(cast("Any", statement)),
            parameters,
            database_=self.database,
            routing_=routing,
        )

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn what the driver raises into our errors: one line, without the password."""
        try:
            yield
        except (exceptions.Neo4jError, exceptions.DriverError) as error:
            raise self._mapped(error) from error

    def _mapped(self, error: exceptions.Neo4jError | exceptions.DriverError) -> KGError:
        code = (isinstance(error, exceptions.Neo4jError) and error.code) or ""
        if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired):
            reason = "the server is not there, or the connection broke: start it and try again"
        elif code == "Neo.ClientError.Database.DatabaseNotFound":
            reason = f"the server has no database {self.database!r}"
        elif isinstance(error, exceptions.AuthError) and not code.endswith(".Forbidden"):
            reason = (
                f"the login of user {self._user!r} is refused:"
                " check KG_NEO4J_USER and KG_NEO4J_PASSWORD"
            )
        elif isinstance(error, exceptions.Forbidden):
            reason = f"user {self._user!r} may not do that: {_message(error)}"
        elif code.endswith(_VIOLATIONS):
            reason = f"data there does not fit the graph's keys: {_message(error)}"
        else:
            reason = _message(error)
        return StoreError(f"{self.server}/{self.database}: {reason}")


_VIOLATIONS = (
    "ConstraintCreationFailed",
    "ConstraintValidationFailed",
    "ConstraintWithNameAlreadyExists",
    "IndexAlreadyExists",
    "IndexWithNameAlreadyExists",
)


def _address(url: str) -> tuple[str, str, str]:
    """The URL of the server, the name of the database, and that of the graph in it.

    >>> _address("neo4j://localhost:7688/news#today")
    ('neo4j://localhost:7688', 'news', 'today')
    >>> _address("bolt+s://example.org")
    ('bolt+s://example.org:7687', 'neo4j', 'papers')
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or 7687
    except ValueError as error:
        raise StoreError(f"the URL of the store is none: {error}") from error
    if parts.username is not None or parts.password is not None:
        raise StoreError(
            f"{parts.scheme}://...@{host}: a URL must not carry the login:"
            " set KG_NEO4J_USER and KG_NEO4J_PASSWORD"
        )
    if not host or parts.query:
        raise StoreError(f"{url}: not of the form neo4j://host:port/database#graph")
    host = f"[{host}]" if ":" in host else host
    server = f"{parts.scheme}://{host}:{port}"
    return server, parts.path.strip("/") or "neo4j", unquote(parts.fragment) or GRAPH


@contextlib.contextmanager
def _query_errors() -> Iterator[None]:
    """Turn what is wrong with a statement or its parameters into a `QueryError`."""
    try:
        yield
    except exceptions.ClientError as error:
        if not (error.code or "").startswith(_STATEMENTS):
            raise
        raise QueryError(_line(error)) from error
    except (TypeError, ValueError, OverflowError) as error:
        raise QueryError(f"a parameter that Neo4j cannot take: {_line(error)}") from error


_STATEMENTS = ("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.")


def _message(error: Exception) -> str:
    """The whole message in one line."""
    message = error.message if isinstance(error, exceptions.Neo4jError) else str(error)
    return " ".join((message or type(error).__name__).split())


def _line(error: Exception) -> str:
    """The first line of the message: an excerpt of the query follows it."""
    message = error.message if isinstance(error, exceptions.Neo4jError) else str(error)
    lines = (message or "").strip().splitlines()
    return " ".join(lines[0].split()) if lines else type(error).__name__


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
    return {key: _known(value) for key, value in entity.items() if key != MARK}
