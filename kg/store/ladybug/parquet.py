"""A graph as typed Parquet files, one for each label and kind of edge, for bulk loading."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.core.schema import EDGE_PROPERTIES, EDGE_TYPES, LABELS, NODE_PROPERTIES
from kg.core.types import PropertyGraph
from kg.store.codec.rows import (
    GRAPH,
    KINDS,
    MARK,
    WORDS,
    Kind,
    Row,
    edge_row,
    edges_in_order,
    node_row,
    nodes_in_order,
)
from kg.store.codec.search_key import words_of
from kg.store.contract import Counts

LOT = 20_000
"""Rows that are held in memory at once."""

_ROW_GROUP = 2_000
"""Rows of one table that are written together."""

FILE_ROWS = 100_000
"""Rows of one file: the engine holds those of one COPY in memory (1.3 million nodes and edges
load in a pool of 512 MB by files of 100,000 rows, and not by one file a table)."""

_ARROW = {
    "string": pa.string(),
    "strings": pa.list_(pa.string()),
    "float": pa.float64(),
    "int": pa.int64(),
    "bool": pa.bool_(),
}


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file of rows of one label, or of one kind of edge."""

    owner: str | Kind
    path: Path


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The files of a graph, nodes before edges, and what they count."""

    tables: list[TableFile]
    counts: Counts


def write_tables(
    graph: PropertyGraph,
    place: Path,
    progress: Callable[[int], None] | None = None,
    ready: Callable[[TableFile], object] | None = None,
) -> TableFiles:
    """The graph's rows as Parquet files under ``place``; empty tables have no file.

    ``ready`` is told of each file when it is whole, nodes before edges.

    Raises:
        StoreError: the graph is not sound, or not in canonical order.
    """
    writers: dict[str | Kind, _Writer] = {}
    files: list[TableFile] = []

    def finished(file: TableFile) -> None:
        files.append(file)
        if ready is not None:
            ready(file)

    for rows in (_node_rows(graph), _edge_rows(graph)):
        with contextlib.ExitStack() as stack:
            for owner, row in rows:
                if owner not in writers:
                    writer = _Writer(owner, place / f"{len(writers):02}", finished)
                    writers[owner] = stack.enter_context(contextlib.closing(writer))
                written = writers[owner].add(row)
                if written and progress:
                    progress(written)
            rest = sum(writer.flush() for writer in writers.values())
        if rest and progress:
            progress(rest)
    return TableFiles(files, _counts(writers))


def _node_rows(graph: PropertyGraph) -> Iterator[tuple[str | Kind, Row]]:
    for node in nodes_in_order(graph):
        yield node.label, {**node_row(node), MARK: GRAPH, WORDS: words_of(node)}


def _edge_rows(graph: PropertyGraph) -> Iterator[tuple[str | Kind, Row]]:
    for edge in edges_in_order(graph):
        yield Kind(edge.type, edge.source_label, edge.target_label), edge_row(edge)


@dataclass(slots=True)
class _Writer:
    """The files of one table and the rows that wait for them."""

    owner: str | Kind
    stem: Path
    finished: Callable[[TableFile], None]
    files: int = 0
    count: int = 0
    _rows: list[Row] = field(default_factory=list)
    _file: pq.ParquetWriter | None = None

    def add(self, row: Row) -> int:
        """Take a row; the number of rows written by that, mostly 0."""
        self._rows.append(row)
        return self.flush() if len(self._rows) >= _ROW_GROUP else 0

    def flush(self) -> int:
        """Write what waits; how many rows that was."""
        written = len(self._rows)
        if written:
            schema = _schema(self.owner)
            if self._file is None:
                self._file = pq.ParquetWriter(self._path(), schema)
            self._file.write_batch(pa.RecordBatch.from_pylist(self._rows, schema))
            self._rows.clear()
            self.count += written
            if self.count % FILE_ROWS == 0:
                self.close()
        return written

    def close(self) -> None:
        """Finish the file; another one is begun when there are more rows."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self.finished(TableFile(self.owner, self._path()))
            self.files += 1

    def _path(self) -> Path:
        return Path(f"{self.stem}-{self.files:04}.parquet")


def _schema(owner: str | Kind) -> pa.Schema:
    if isinstance(owner, str):
        return _fields(("id",), {**NODE_PROPERTIES[owner], MARK: "string", WORDS: "string"})
    return _fields(("source", "target"), EDGE_PROPERTIES)


def _fields(keys: tuple[str, ...], kinds: Mapping[str, str]) -> pa.Schema:
    own = [(key, pa.string()) for key in keys]
    return pa.schema([*own, *((name, _ARROW[kind]) for name, kind in kinds.items())])


def _counts(writers: Mapping[str | Kind, _Writer]) -> Counts:
    nodes = {label: writers[label].count if label in writers else 0 for label in LABELS}
    edges = dict.fromkeys(EDGE_TYPES, 0)
    for kind in KINDS:
        if kind in writers:
            edges[kind.type] += writers[kind].count
    return Counts(nodes, edges)
