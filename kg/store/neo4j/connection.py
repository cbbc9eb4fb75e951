"""A connection to one graph in one database of a Neo4j server, and its errors in our words."""

from __future__ import annotations

import contextlib
import itertools
import logging
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, cast
from urllib.parse import unquote, urlsplit

import neo4j
from neo4j import exceptions

from kg.core.errors import KGError, QueryError, StoreError
from kg.store.codec.rows import GRAPH

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # Errors come as exceptions.


class TransactionTooLarge(StoreError):
    """A transaction that writes needs more memory than the server allows it: write less at once."""


class Connection:
    """A graph in a database of a server; reached at the first call.

    Every call names the database, and runs in a transaction that the driver begins, and
    repeats while the server asks for that or is not there, for `patience` seconds at most.

    Raises:
        StoreError: the URL is none of the driver's, or carries a login.
    """

    patience: ClassVar[float] = 30.0

    def __init__(self, url: str, *, user: str, password: str) -> None:
        self.server, self.database, self.graph = _address(url)
        self._user, self._reached = user, False
        with self._errors():
            self._driver = neo4j.GraphDatabase.driver(
                self.server,
                auth=(user, password),
                notifications_min_severity="OFF",
                max_transaction_retry_time=self.patience,
            )

    def __str__(self) -> str:
        return f"{self.server}/{self.database}#{self.graph}"

    def close(self) -> None:
        """Close the connections."""
        self._driver.close()

    def rows(self, statement: str, **parameters: object) -> list[dict[str, Any]]:
        """The rows of a statement that reads."""
        with self._errors():
            result = self._run(statement, {"graph": self.graph, **parameters}, write=False)
        return [dict(record) for record in result.records]

    def write(self, statement: str, **parameters: object) -> list[dict[str, Any]]:
        """The rows of a statement that writes.

        Raises:
            TransactionTooLarge: it needs more memory than the server gives a transaction.
            StoreError: the server refuses, or cannot be reached.
        """

        given = {"graph": self.graph, **parameters}
        with self._errors():
            self._reach()
            return self._repeated(lambda: self._transaction(statement, given))

    def _transaction(self, statement: str, given: dict[str, object]) -> list[dict[str, Any]]:
        known = self._driver.execute_query_bookmark_manager
        with (
            self._driver.session(database=self.database, bookmark_manager=known) as session,
            session.begin_transaction() as transaction,
        ):
            rows = [dict(row) for row in transaction.run(cast("Any", statement), given)]
            transaction.commit()
            return rows

    def _repeated(self, work: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
        """What work returns, repeated as the driver does, but not where memory is too little."""
        ends = time.monotonic() + self.patience
        for turn in itertools.count():
            try:
                return work()
            except (exceptions.Neo4jError, exceptions.DriverError) as error:
                if getattr(error, "code", None) == _MEMORY:
                    raise TransactionTooLarge(str(self._mapped(error))) from error
                repeatable = error.is_retryable() or getattr(error, "code", None) == _MOVED
                if not repeatable or time.monotonic() > ends:
                    raise
                time.sleep(2**turn * random.uniform(0.8, 1.2))
        raise AssertionError("counts forever")

    def together(self, statements: Sequence[str]) -> None:
        """Run statements that write in one transaction."""

        def work(transaction: neo4j.ManagedTransaction) -> None:
            for statement in statements:
                transaction.run(cast("Any", statement)).consume()

        with self._errors(), self._driver.session(database=self.database) as session:
            session.execute_write(work)

    def once(self, statement: str, **parameters: object) -> None:
        """Run a statement that writes, without trying again if it fails."""
        with self._errors(), self._driver.session(database=self.database) as session:
            session.run(cast("Any", statement), {"graph": self.graph, **parameters}).consume()

    def ask(
        self, cypher: str, parameters: dict[str, object], *, write: bool, timeout: float
    ) -> neo4j.EagerResult:
        """The result of a statement of a question or a user, which the server ends when it is late.

        Raises:
            QueryError: the server rejects the statement or its parameters, or it takes more than
                ``timeout`` seconds.
            StoreError: the server cannot be reached or refuses the login.
        """
        with self._errors(), _query_errors(timeout):
            return self._run(cypher, parameters, write=write, timeout=timeout)

    def _run(
        self,
        statement: str,
        parameters: dict[str, object],
        *,
        write: bool,
        timeout: float | None = None,
    ) -> neo4j.EagerResult:
        self._reach()
        routing = neo4j.RoutingControl.WRITE if write else neo4j.RoutingControl.READ
        return self._driver.execute_query(
            neo4j.Query(cast("Any", statement), timeout=timeout),
            parameters,
            database_=self.database,
            routing_=routing,
        )

    def _reach(self) -> None:
        if not self._reached:  # A transaction would go on trying for half a minute.
            self._driver.verify_connectivity()
            self._reached = True

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
        elif code.endswith("ConstraintCreationFailed"):
            reason = (
                f"two nodes there have one key of the graph: {_message(error)} Delete both"
                f"{_deletion(_message(error))}, and push again: that writes what is missing"
            )
        elif code == _MEMORY:
            setting = _SETTING.search(_message(error))
            reason = (
                "a transaction needs more memory than the server allows: raise"
                f" {setting[1] if setting else 'db.memory.transaction.max'} in neo4j.conf"
            )
        elif code.endswith(_NO_INDEX[0]) and _NO_INDEX[1] in _message(error):
            reason = "an index of the graph is not there: push the graph again, which makes it"
        else:
            reason = _message(error)
        return StoreError(f"{self.server}/{self.database}: {reason}")


_MEMORY = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
_MOVED = "Neo.ClientError.Statement.EntityNotFound"
"""What a statement meets that waits for a node which its holder makes anew (`PLACE`)."""

_SETTING = re.compile(r"(?<!\S)(\S+) threshold reached")
_NO_INDEX = ("ProcedureCallFailed", "no such fulltext schema index: kg_")
_TWICE = re.compile(r"the label `(\w+)` and propert\w+ (`.{0,500}?)\.(?: Note|$)")


def _deletion(message: str) -> str:
    """The statement, in brackets, that deletes the nodes that a message of the server is about.

    >>> _deletion("Both Node(1) and Node(5) have the label `Task` and properties `id` = 'x'. Note")
    " (MATCH (n:Task {`id`: 'x'}) DETACH DELETE n)"
    """
    found = _TWICE.search(message)
    if found is None:
        return ""
    keys = found[2].replace("` = ", "`: ")
    return f" (MATCH (n:{found[1]} {{{keys}}}) DETACH DELETE n)"


_FORM = "a store is named neo4j://host:port/database#graph"


def _address(url: str) -> tuple[str, str, str]:
    """The URL of the server, the name of the database, and that of the graph in it.

    >>> _address("neo4j://localhost:7688/news#today")
    ('neo4j://localhost:7688', 'news', 'today')
    >>> _address("bolt+s://example.org")
    ('bolt+s://example.org:7687', 'neo4j', 'papers')
    """
    scheme = url.partition("://")[0]
    if "@" in url:  # Before any part of it is shown: the password may hold #, ? or /.
        raise StoreError(
            f"{scheme}://...: a URL must not carry the login:"
            " set KG_NEO4J_USER and KG_NEO4J_PASSWORD"
        )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or 7687
    except ValueError as error:
        raise StoreError(f"{scheme}://...: {_FORM}, and the port is a number") from error
    if not host or parts.query:
        raise StoreError(f"{scheme}://...: {_FORM}")
    host = f"[{host}]" if ":" in host else host
    server = f"{parts.scheme}://{host}:{port}"
    return server, parts.path.strip("/") or "neo4j", unquote(parts.fragment) or GRAPH


@contextlib.contextmanager
def _query_errors(timeout: float) -> Iterator[None]:
    """Turn what is wrong with a statement or its parameters into a `QueryError`."""
    try:
        yield
    except exceptions.ClientError as error:
        if (error.code or "").startswith(_LATE):
            raise QueryError(
                f"no answer within {timeout:g} s: ask for less, or give more --timeout"
            ) from error
        if not (error.code or "").startswith(_STATEMENTS):
            raise
        if error.code == "Neo.ClientError.Statement.AccessMode":
            raise QueryError(f"it changes data, which needs --write: {_line(error)}") from error
        raise QueryError(_line(error)) from error
    except (TypeError, ValueError, OverflowError) as error:
        raise QueryError(f"a parameter that Neo4j cannot take: {_line(error)}") from error


_LATE = "Neo.ClientError.Transaction.TransactionTimedOut"
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
