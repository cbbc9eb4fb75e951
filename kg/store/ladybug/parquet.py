"""A graph as typed Parquet files, one for each label and kind of edge, for bulk loading."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.core.schema import EDGE_PROPERTIES, EDGE_TYPES, LABELS, NODE_PROPERTIES
from kg.core.types import Edge, Node, PropertyGraph
from kg.graph.paper_subgraph import GraphParts
from kg.store.codec.arrow_schema import arrow_schema
from kg.store.codec.rows import (
    GRAPH,
    KINDS,
    MARK,
    WORDS,
    Kind,
    Row,
    ascending,
    edge_order,
    edge_row,
    edges_in_order,
    node_order,
    node_row,
    nodes_in_order,
)
from kg.store.codec.search_key import search_keys_of
from kg.store.contract import Counts

BATCH_ROWS = 20_000
"""Rows that are held in memory at once."""

_ROW_GROUP = 2_000
"""Rows of one table that are written together."""

FILE_ROWS = 100_000
"""Rows of one file: the engine holds those of one COPY in memory (1.3 million nodes and edges
load in a pool of 512 MB by files of 100,000 rows, and not by one file a table)."""


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
    graph: PropertyGraph | GraphParts,
    place: Path,
    progress: Callable[[int], None] | None = None,
    ready: Callable[[TableFile], object] | None = None,
) -> TableFiles:
    """The graph's rows as Parquet files under ``place``; empty tables have no file.

    Args:
        graph: any graph, or one of parts: that is walked once.
        place: a folder.
        progress: called with the number of rows written since it was last called.
        ready: called with each file when it is whole, those of nodes before those of edges.

    Raises:
        StoreError: the graph is not sound, or not in canonical order.
    """
    tables = _Tables(place, progress, ready)
    if isinstance(graph, GraphParts):
        tables.write(_part_rows(graph))
    else:
        tables.write(map(_node_row, nodes_in_order(graph)))
        tables.release_edges()
        tables.write(map(_edge_row, edges_in_order(graph)))
    tables.release_edges()
    return TableFiles(tables.files, _counts(tables.writers))


_OwnedRow = tuple[str | Kind, Row]


def _part_rows(graph: GraphParts) -> Iterator[_OwnedRow]:
    """The rows of a graph in one walk, those of each paper together."""
    yield from map(_node_row, graph.entities)
    for paper in ascending(graph.papers, attrgetter("id")):
        yield _node_row(paper.node)
        yield from map(_node_row, ascending(paper.results, node_order))
        yield from map(_edge_row, ascending(paper.edges, edge_order))


def _node_row(node: Node) -> _OwnedRow:
    return node.label, {**node_row(node), MARK: GRAPH, WORDS: search_keys_of(node)}


def _edge_row(edge: Edge) -> _OwnedRow:
    return Kind(edge.type, edge.source_label, edge.target_label), edge_row(edge)


class _Tables:
    """The files of all tables; those of edges are held back until `release_edges`."""

    def __init__(
        self,
        place: Path,
        progress: Callable[[int], None] | None,
        ready: Callable[[TableFile], object] | None,
    ) -> None:
        self.writers: dict[str | Kind, _Writer] = {}
        self.files: list[TableFile] = []
        self._place, self._progress, self._ready = place, progress, ready
        self._edges: list[TableFile] | None = []

    def write(self, rows: Iterable[_OwnedRow]) -> None:
        """Write rows of any tables; their files are whole after it."""
        with contextlib.ExitStack() as stack:
            for owner, row in rows:
                if owner not in self.writers:
                    stem = self._place / f"{len(self.writers):02}"
                    writer = _Writer(owner, stem, self._finish)
                    self.writers[owner] = stack.enter_context(contextlib.closing(writer))
                self._report(self.writers[owner].add(row))
            self._report(sum(writer.flush() for writer in self.writers.values()))

    def release_edges(self) -> None:
        """Let files of edges be ready, now that those of all nodes are."""
        held, self._edges = self._edges, None
        for file in held or ():
            self._finish(file)

    def _finish(self, file: TableFile) -> None:
        if self._edges is not None and isinstance(file.owner, Kind):
            self._edges.append(file)
            return
        self.files.append(file)
        if self._ready is not None:
            self._ready(file)

    def _report(self, written: int) -> None:
        if written and self._progress:
            self._progress(written)


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
        return arrow_schema(("id",), {**NODE_PROPERTIES[owner], MARK: "string", WORDS: "string"})
    return arrow_schema(("source", "target"), EDGE_PROPERTIES)


def _counts(writers: Mapping[str | Kind, _Writer]) -> Counts:
    nodes = {label: writers[label].count if label in writers else 0 for label in LABELS}
    edges = dict.fromkeys(EDGE_TYPES, 0)
    for kind in KINDS:
        if kind in writers:
            edges[kind.type] += writers[kind].count
    return Counts(nodes, edges)
