"""The embedded store: a Ladybug database file that is a projection, and can be made again.

A graph goes in whole: typed Parquet files, bulk COPY into a new database beside the old one,
then a rename over it. A kill at any moment leaves the old graph or the new one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from kg.core.errors import StoreError
from kg.core.schema import EDGE_TYPES, LABELS, NODE_PROPERTIES
from kg.core.types import Edge, Node, PropertyGraph
from kg.graph.paper_subgraph import GraphParts
from kg.store.codec.rows import GRAPH, KINDS, MARK, edge_from, edge_order, node_from
from kg.store.codec.table import Table
from kg.store.contract import TIMEOUT, Counts
from kg.store.directory.pending_changes import PendingChanges
from kg.store.ladybug.database_update import apply_changes
from kg.store.ladybug.disk_room import check_room, room_for_change
from kg.store.ladybug.engine import (
    connected,
    first_line,
    open_database,
    rows_of,
    run,
    table_of,
)
from kg.store.ladybug.ladybug_cypher import (
    copy_rows,
    create_tables,
    edges_between_papers,
    find_by_keys,
    find_by_name,
)
from kg.store.ladybug.parquet import BATCH_ROWS, TableFile, write_tables
from kg.store.ladybug.query_process import run_apart
from kg.store.ladybug.statement import bound_parameters, checked_statement


@dataclass(frozen=True, slots=True)
class NameSearch:
    """What `LadybugStore.search_names` and `called` answer, from an index of the same graph."""

    search: Callable[[Sequence[str], int], list[dict[str, object]]]
    called: Callable[[str, Sequence[str]], list[dict[str, object]]]


class _OtherGraph(Exception):
    """The file does not hold the graph that changes were made to."""


class LadybugStore:
    """A graph in one database file, which is opened at the first question, to read only.

    `replace` and ``write=True`` make a new file and rename it over the old one: readers that
    have the old one open go on reading it. One writer at a time: its caller holds the lock
    of the graph directory.
    """

    dialect = "ladybug"

    def __init__(self, path: str | os.PathLike[str], *, names: NameSearch | None = None) -> None:
        self.path = Path(path)
        self._names = names
        self._open: tuple[Any, Any] | None = None

    def __repr__(self) -> str:
        return f"LadybugStore({str(self.path)!r})"

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
        """Let go of the file; the next question opens it again."""
        if self._open is not None:
            database, connection = self._open
            self._open = None
            connection.close()
            database.close()

    def replace(
        self, graph: PropertyGraph | GraphParts, *, progress: Callable[[int], None] | None = None
    ) -> None:
        """Make the file hold exactly this graph, in memory that does not grow with it.

        A graph of parts is walked once, any other twice.

        Raises:
            StoreError: the graph is not sound, or the disk is full; the old file then stays.
        """
        self.close()
        _sweep(self.path)
        with _beside(self.path) as new:
            _project(graph, new, progress)

    def change(self, changes: PendingChanges) -> bool:
        """Bring the file, which holds the graph before the changes, to the one after them.

        What it costs grows with the changes, but for copying the file. False, and the old
        file, if it turns out to hold another graph.

        Raises:
            StoreError: there is no file, or it cannot be written.
        """
        self.close()
        _sweep(self.path)
        with contextlib.suppress(_OtherGraph), _beside(self.path) as new:
            shutil.copyfile(self.path, new)
            with connected(new, auto_checkpoint=False) as connection:
                apply_changes(changes, new.parent, partial(run, connection))
                if _counts(connection) != changes.counts():
                    raise _OtherGraph
            return True
        return False

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, object] | None = None,
        *,
        write: bool = False,
        timeout: float = TIMEOUT,
    ) -> Table:
        """The rows of one statement; what ``write`` changes lasts until the next `replace`.

        One that reads runs in a process that can do nothing else (`query_process`).

        Raises:
            QueryError: the statement is not one, does more than it may, lacks a parameter, takes
                too long, or is rejected by the engine.
            StoreError: there is no database, or it cannot be read.
        """
        values = {MARK: GRAPH, **(parameters or {})}
        statement, given = checked_statement(cypher, values, write=write)
        if not self.path.exists():
            raise _missing(self.path)
        if not write:
            return run_apart(self.path, statement, given, timeout=timeout)
        self.close()
        check_room(self.path, room_for_change(self.path))
        with _beside(self.path) as new:
            shutil.copyfile(self.path, new)
            with connected(new) as writing:
                return table_of(run(writing, statement, given, timeout=timeout))

    def answer(
        self,
        cypher: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float = TIMEOUT,
    ) -> Table:
        """The rows of a statement of this package, which is not checked and runs in this process.

        Raises:
            QueryError: the statement lacks a parameter, takes too long, or is rejected.
            StoreError: there is no database, or it cannot be read.
        """
        given = bound_parameters(cypher, {MARK: GRAPH, **(parameters or {})})
        return table_of(run(self._connection(), cypher, given, timeout=timeout))

    def search_names(self, words: Sequence[str], limit: int) -> list[dict[str, object]]:
        """Nodes whose names have all the words, the last of which may go on; short ones first.

        From the index that the store was given, or else from a scan of all names.
        """
        if self._names is not None:
            return self._names.search(words, limit)
        given = {f"w{i}": f" {word} " for i, word in enumerate(words[:-1])}
        given[f"w{len(given)}"] = f" {words[-1]}"
        return list(self._records(find_by_keys(given, limit), given))

    def called(self, name: str, labels: Sequence[str]) -> list[dict[str, object]]:
        """Nodes of the labels with this id, name, title or alias, in any case, by id.

        From the index that the store was given, or else from a scan of all names.
        """
        if self._names is not None:
            return self._names.called(name, labels)
        return list(self._records(find_by_name(labels), {"name": name.lower()}))

    def counts(self) -> Counts:
        """Nodes by label and edges by type, zeros included."""
        return _counts(self._connection())

    def nodes(self) -> Iterator[Node]:
        """Every node, by label and id, read a page at a time."""
        for label in LABELS:
            last: str | None = None
            while True:
                page = self._page(label, last)
                yield from page
                if len(page) < BATCH_ROWS:
                    break
                last = page[-1].id

    def _page(self, label: str, after: str | None) -> list[Node]:
        columns = ", ".join(f"n.`{name}` AS `{name}`" for name in ("id", *NODE_PROPERTIES[label]))
        where, given = ("", {}) if after is None else ("WHERE n.id > $after", {"after": after})
        statement = f"MATCH (n:{label}) {where} RETURN {columns} ORDER BY n.id LIMIT {BATCH_ROWS}"
        return [node_from(label, row) for row in self._records(statement, given)]

    def edges(self) -> Iterator[Edge]:
        """Every edge, by paper, type, source and target, read some papers at a time."""
        for first, last in self._spans():
            bounds = {"first": first, "last": last}
            batch = [
                edge_from(kind, row)
                for kind in KINDS
                for row in self._records(edges_between_papers(kind), bounds)
            ]
            yield from sorted(batch, key=edge_order)

    def _spans(self) -> Iterator[tuple[str, str]]:
        """(first, last) papers of stretches that have about as many edges as fit a batch."""
        sizes = {
            cast("str", row["paper"]): cast("int", row["edges"])
            for row in self._records("MATCH ()-[r]->() RETURN r.paper AS paper, count(*) AS edges")
        }
        first, held = None, 0
        for paper in sorted(sizes):
            first = paper if first is None else first
            held += sizes[paper]
            if held >= BATCH_ROWS:
                yield first, paper
                first, held = None, 0
        if first is not None:
            yield first, paper

    def _records(
        self, statement: str, given: Mapping[str, object] | None = None
    ) -> Iterator[dict[str, object]]:
        result = run(self._connection(), statement, given or {})
        names = result.get_column_names()
        for row in rows_of(result):
            yield dict(zip(names, row, strict=True))

    def _connection(self) -> Any:
        if self._open is None:
            if not self.path.exists():
                raise _missing(self.path)
            self._open = open_database(self.path, read_only=True)
        return self._open[1]


def _missing(path: Path) -> StoreError:
    return StoreError(f"{path}: no database there; `kg build` makes it")


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A place for a new file, which takes the place of the old one if the block succeeds."""
    try:
        with tempfile.TemporaryDirectory(prefix=_prefix(path), dir=path.parent) as place:
            new = Path(place, "graph")
            yield new
            for left in ("wal", "shadow"):  # Of the old file: they would be replayed into the new.
                path.with_name(f"{path.name}.{left}").unlink(missing_ok=True)
            _rename(new, path)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written: {error.strerror or first_line(error)}"
        ) from error


def _prefix(path: Path) -> str:
    return f".{path.name}.building-"


def _sweep(path: Path) -> None:
    """Remove what killed runs left beside the file; make sure of its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in path.parent.glob(f"{_prefix(path)}*"):
        shutil.rmtree(left, ignore_errors=True)


def _project(
    graph: PropertyGraph | GraphParts, new: Path, progress: Callable[[int], None] | None
) -> None:
    """Write the graph as a new database: a table's file is loaded while the next are written."""
    try:
        with connected(new) as connection, ThreadPoolExecutor(max_workers=1) as loading:
            for statement in create_tables():
                connection.execute(statement)
            loads: list[Future[None]] = []

            def load(file: TableFile) -> None:
                loads.append(loading.submit(_load, connection, file))

            files = write_tables(graph, new.parent, progress, load)
            for done in loads:
                done.result()
            found = _counts(connection)
    except RuntimeError as error:
        raise StoreError(f"the graph cannot be loaded: {first_line(error)}") from error
    if found != files.counts:
        raise StoreError(f"the database holds {found}, the graph {files.counts}")


def _load(connection: Any, file: TableFile) -> None:
    connection.execute(copy_rows(file.path, file.owner))
    file.path.unlink()


def _rename(new: Path, path: Path) -> None:
    """Put the new file over the old in one step that outlives a power cut."""
    with new.open("rb") as file:
        os.fsync(file.fileno())
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _counts(connection: Any) -> Counts:
    nodes = _pairs(connection, "MATCH (n) RETURN label(n), count(*)")
    edges = _pairs(connection, "MATCH ()-[r]->() RETURN label(r), count(*)")
    return Counts(
        {label: nodes.get(label, 0) for label in LABELS},
        {edge: edges.get(edge, 0) for edge in EDGE_TYPES},
    )


def _pairs(connection: Any, statement: str) -> dict[str, int]:
    return dict(run(connection, statement, {}).get_all())
