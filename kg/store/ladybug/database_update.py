"""Changing an embedded database where the graph changed, by typed files and few statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.store.codec.rows import KINDS, Kind
from kg.store.directory.pending_changes import PendingChanges
from kg.store.ladybug.ladybug_cypher import (
    copy_rows,
    delete_edge,
    delete_edges,
    delete_nodes,
    merge_nodes,
)
from kg.store.ladybug.parquet import BATCH_ROWS, write_tables

Run = Callable[[str, dict[str, object]], object]
"""Runs a statement with parameters."""

Rows = list[dict[str, str]]

_KEY = pa.schema([(name, pa.string()) for name in ("source", "target", "paper")])


_FEW = 100
"""Edges to delete up to which each is looked up by its ends, which takes 1 ms whatever the size
of the graph; more are joined with the table, which takes 10 ms for 10,000 edges that it has."""


def apply_changes(changes: PendingChanges, place: Path, run: Run) -> None:
    """Make the changes; their files are written under ``place``.

    Edges that changed are deleted and come again, those that only came are added; nodes that
    went have no edges by then.

    Raises:
        StoreError: the changed part of the graph is not sound.
    """
    for edge, path, rows in _edge_keys(changes, place):
        for kind in KINDS:
            if kind.type == edge:
                _delete(kind, path, rows, run)
    for file in write_tables(changes, place).tables:
        owner = file.owner
        run(
            merge_nodes(file.path, owner)
            if isinstance(owner, str)
            else copy_rows(file.path, owner),
            {},
        )
    for label, gone in groupby(sorted(changes.gone_nodes()), key=lambda key: key[0]):
        run(delete_nodes(label), {"ids": [identifier for _, identifier in gone]})


def _delete(kind: Kind, path: Path, rows: Rows, run: Run) -> None:
    if len(rows) > _FEW:
        run(delete_edges(path, kind), {})
        return
    for row in rows:
        run(delete_edge(kind), dict(row))


def _edge_keys(changes: PendingChanges, place: Path) -> Iterator[tuple[str, Path, Rows]]:
    """(edge type, a file of keys of edges to delete, the same as rows), some at a time."""
    waiting: dict[str, Rows] = {}
    path = place / "keys.parquet"
    for paper, edge, source, target in changes.held_edge_keys():
        rows = waiting.setdefault(edge, [])
        rows.append({"source": source, "target": target, "paper": paper})
        if len(rows) == BATCH_ROWS:
            yield edge, _written(path, waiting.pop(edge)), rows
    for edge, rows in waiting.items():
        yield edge, _written(path, rows), rows


def _written(path: Path, rows: Rows) -> Path:
    pq.write_table(pa.Table.from_pylist(rows, schema=_KEY), path)
    return path
