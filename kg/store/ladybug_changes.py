"""Changing an embedded database where the graph changed, by typed files and few statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.store.changes import Changes
from kg.store.ladybug_tables import copy, delete_edges, delete_nodes, merge
from kg.store.parquet import LOT, write_tables
from kg.store.rows import KINDS

Run = Callable[[str, dict[str, object]], object]
"""Runs a statement with parameters."""

_KEY = pa.schema([(name, pa.string()) for name in ("source", "target", "paper")])


def apply(changes: Changes, place: Path, run: Run) -> None:
    """Make the changes; their files are written under ``place``.

    Edges that changed are deleted and come again; nodes that went have no edges by then.

    Raises:
        StoreError: the changed part of the graph is not sound.
    """
    for statement in _edge_deletions(changes, place):
        run(statement, {})
    for file in write_tables(changes, place).tables:
        owner = file.owner
        run(merge(file.path, owner) if isinstance(owner, str) else copy(file.path, owner), {})
    for label, gone in groupby(sorted(changes.gone_nodes()), key=lambda key: key[0]):
        run(delete_nodes(label), {"ids": [identifier for _, identifier in gone]})


def _edge_deletions(changes: Changes, place: Path) -> Iterator[str]:
    for edge, path in _edge_keys(changes, place):
        for kind in KINDS:
            if kind.type == edge:
                yield delete_edges(path, kind)


def _edge_keys(changes: Changes, place: Path) -> Iterator[tuple[str, Path]]:
    """(edge type, a file of keys of edges to delete), some at a time."""
    waiting: dict[str, list[dict[str, str]]] = {}
    path = place / "keys.parquet"
    for paper, edge, source, target in changes.edge_keys():
        rows = waiting.setdefault(edge, [])
        rows.append({"source": source, "target": target, "paper": paper})
        if len(rows) == LOT:
            yield edge, _written(path, waiting.pop(edge))
    for edge, rows in waiting.items():
        yield edge, _written(path, rows)


def _written(path: Path, rows: list[dict[str, str]]) -> Path:
    pq.write_table(pa.Table.from_pylist(rows, schema=_KEY), path)
    return path
