"""The keys and indexes of a graph on a server, and how a database comes to have them.

Definitions are compared, not names alone: one of an earlier version gives way to that of this
one, and one of somebody else is an error that says what to do.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kg.core.errors import StoreError
from kg.core.schema import EDGE_TYPES, LABELS, RESULT
from kg.store.codec.rows import MARK, WORDS
from kg.store.neo4j.connection import Connection
from kg.store.neo4j.neo4j_cypher import FILE_LABEL, GRAPH_LABEL, KEYS

NAMED = tuple(label for label in LABELS if label != RESULT)
"""The labels of what has a name or a title."""


class Definition(NamedTuple):
    """A key of nodes, an index of edges, or a full-text index of nodes with its analyzer."""

    name: str
    type: str
    owners: tuple[str, ...]
    properties: tuple[str, ...]
    analyzer: str | None = None

    @property
    def statement(self) -> str:
        """What makes it where nothing of its name is there."""
        if self.type == "KEY":
            keys = ", ".join(f"n.{name}" for name in self.properties)
            keys = f"({keys})" if len(self.properties) > 1 else keys
            return (
                f"CREATE CONSTRAINT {self.name} IF NOT EXISTS"
                f" FOR (n:{self.owners[0]}) REQUIRE {keys} IS UNIQUE"
            )
        if self.type == "RANGE":
            keys = ", ".join(f"r.{name}" for name in self.properties)
            return (
                f"CREATE INDEX {self.name} IF NOT EXISTS"
                f" FOR ()-[r:`{self.owners[0]}`]-() ON ({keys})"
            )
        return (
            f"CREATE FULLTEXT INDEX {self.name} IF NOT EXISTS FOR (n:{'|'.join(self.owners)})"
            f" ON EACH [{', '.join(f'n.{name}' for name in self.properties)}] OPTIONS"
            f" {{indexConfig: {{`fulltext.analyzer`: '{self.analyzer}',"
            " `fulltext.eventually_consistent`: true}}"
        )


def definitions() -> Iterator[Definition]:
    """What makes nodes unique, and finds nodes by their words and edges by their papers."""
    for label in LABELS:
        yield Definition(f"kg_{label.lower()}_key", "KEY", (label,), (MARK, "id"))
    yield Definition(f"kg_{GRAPH_LABEL.lower()}_key", "KEY", (GRAPH_LABEL,), (MARK,))
    file_key = (MARK, "file", "number")
    yield Definition(f"kg_{FILE_LABEL.lower()}_key", "KEY", (FILE_LABEL,), file_key)
    yield Definition(KEYS, "FULLTEXT", NAMED, (WORDS,), "whitespace")
    written = ("name", "aliases", "abstract")
    yield Definition(WORDS, "FULLTEXT", NAMED, written, "standard-no-stop-words")
    for edge in EDGE_TYPES:
        yield Definition(f"kg_{edge.lower()}_paper", "RANGE", (edge,), (MARK, "paper"))


_SHOW = (
    "SHOW INDEXES YIELD name, type, labelsOrTypes, properties, options, owningConstraint"
    " RETURN name, CASE WHEN owningConstraint IS NULL THEN type ELSE 'KEY' END AS type,"
    " coalesce(labelsOrTypes, []) AS owners, coalesce(properties, []) AS properties,"
    " options.indexConfig['fulltext.analyzer'] AS analyzer"
)

_AWAIT = "CALL db.awaitIndex($name, 3600)"

_Found = Mapping[str, Any]


def define(connection: Connection) -> None:
    """Give the database the keys and indexes that it lacks, or has in an earlier form.

    Raises:
        StoreError: something of others has the name of ours or stands in the way of a key, or two
            nodes have one key.
    """
    there = connection.rows(_SHOW)
    by_name = {row["name"]: row for row in there}
    made: list[Definition] = []
    statements: list[str] = []
    for wanted in definitions():
        found = by_name.get(wanted.name)
        if found is not None and _definition(found) == wanted:
            continue
        if found is not None:
            statements.append(_removal(connection, found))
        if wanted.type == "KEY":
            _check_way(connection, wanted, there)
        made.append(wanted)
        statements.append(wanted.statement)
    if statements:
        connection.together(statements)
    for wanted in made:
        if wanted.type == "FULLTEXT":
            connection.rows(_AWAIT, name=wanted.name)


def _definition(found: _Found) -> Definition:
    owners, properties = tuple(found["owners"]), tuple(found["properties"])
    return Definition(found["name"], found["type"], owners, properties, found["analyzer"])


_OURS = {*LABELS, *EDGE_TYPES, GRAPH_LABEL, FILE_LABEL}


def _removal(connection: Connection, found: _Found) -> str:
    """The statement that drops what an earlier version defined.

    Raises:
        StoreError: it is of others, for it is of labels or types that no version had.
    """
    drop = f"DROP {'CONSTRAINT' if found['type'] == 'KEY' else 'INDEX'} `{found['name']}`"
    if not found["owners"] or not _OURS.issuperset(found["owners"]):
        raise StoreError(
            f"{connection}: {found['name']!r} is there already, for {_shown(found)}, and is the"
            f" name of an index of ours: drop it ({drop}) or make it again by another name"
        )
    return drop


def _check_way(connection: Connection, wanted: Definition, there: Sequence[_Found]) -> None:
    """Refuse an index of others of the very properties of a key, which brings its own."""
    for other in there:
        found = _definition(other)
        same = (found.owners, found.properties) == (wanted.owners, wanted.properties)
        if same and found.type == "RANGE" and found.name != wanted.name:
            raise StoreError(
                f"{connection}: the index {found.name!r} for {_shown(other)} is in the way of the"
                f" key {wanted.name}, which does its work: drop it (DROP INDEX `{found.name}`) and"
                " push again"
            )


_RULES = (
    "SHOW CONSTRAINTS YIELD name, labelsOrTypes, properties WHERE NOT name STARTS WITH 'kg_'"
    " AND any(owner IN labelsOrTypes WHERE owner IN $ours)"
    " RETURN name, labelsOrTypes AS owners, properties ORDER BY name"
)


@contextlib.contextmanager
def constraints_named(connection: Connection) -> Iterator[None]:
    """Name the constraints of users that refuse what the block writes.

    Raises:
        StoreError: the server refuses a node or an edge, under such a constraint or another.
    """
    try:
        yield
    except StoreError as error:
        code = getattr(error.__cause__, "code", None) or ""
        if not code.endswith("ConstraintValidationFailed"):
            raise
        theirs = connection.rows(_RULES, ours=sorted(_OURS))
        if not theirs:
            raise
        names = ", ".join(f"{rule['name']!r} for {_shown(rule)}" for rule in theirs)
        drop = "; ".join(f"DROP CONSTRAINT `{rule['name']}`" for rule in theirs)
        raise StoreError(
            f"{error}. Not ours: {names}, while several graphs in a database may have the same"
            f" ids. Drop it ({drop}), or push into another database"
        ) from error


def _shown(found: _Found) -> str:
    return f"{'|'.join(found['owners']) or 'any label'}({', '.join(found['properties'])})"
