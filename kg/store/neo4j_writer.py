"""Nodes and edges on their way to a server, gathered into batches that may be repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from kg.errors import StoreError
from kg.store import statements
from kg.store.batches import BATCH, WAITING, lots, together
from kg.store.neo4j_lock import Lock
from kg.store.rows import Kind, Row, edge_row, node_row
from kg.store.statements import marked
from kg.store.words import words_of
from kg.types import Edge, Node


@dataclass(slots=True)
class Changes:
    """How many nodes and edges a push found as they should be, and how many it wrote."""

    same: int = 0
    written: int = 0
    removed: int = 0

    def __str__(self) -> str:
        return f"{self.written:,} written, {self.removed:,} removed, {self.same:,} as they were"


class Writer:
    """Writes to a graph whose lock it holds; ``changes`` counts what it did."""

    def __init__(self, lock: Lock, graph: str, progress: Callable[[int], None] | None) -> None:
        self.changes = Changes()
        self._lock, self._graph, self._progress = lock, graph, progress
        self._waiting: dict[str | Kind, list[Row]] = {}
        self._held = self._untold = 0

    def same(self, number: int = 1) -> None:
        """Note what needs no writing."""
        self.changes.same += number
        self._tell(number, at_least=BATCH)

    def node(self, node: Node, digest: int) -> None:
        """Write a node, now or with others of its label."""
        self._add(node.label, marked(node_row(node), digest, self._graph, words_of(node)))

    def edge(self, edge: Edge, digest: int) -> None:
        """Write an edge, now or with others of its kind; its ends are written before."""
        row = edge_row(edge)
        ends = {"source": row.pop("source"), "target": row.pop("target"), "paper": edge.paper}
        kind = Kind(edge.type, edge.source_label, edge.target_label)
        number = len(self._waiting.get(kind, ()))
        self._add(kind, {"number": number, **ends, "properties": marked(row, digest, self._graph)})

    def flush(self) -> None:
        """Write all that waits."""
        for batch in together(self._waiting, BATCH):
            self._write(batch)
        self._waiting.clear()
        self._held = 0

    def remove_edges(self, elements: Iterable[str]) -> None:
        """Remove edges by what the server calls them."""
        for lot in lots(elements, BATCH):
            self._lock.write(statements.DELETE_EDGES, elements=lot)
            self.changes.removed += len(lot)

    def remove_nodes(self, label: str, ids: Iterable[str]) -> None:
        """Remove nodes of a label, and what is joined to them."""
        for lot in lots(ids, BATCH):
            self._lock.write(statements.delete_nodes(label), ids=lot)
            self.changes.removed += len(lot)

    def close(self) -> None:
        """Write all that waits, and tell of what was not told of yet."""
        self.flush()
        self._tell(0, at_least=1)

    def _add(self, owner: str | Kind, row: Row) -> None:
        rows = self._waiting.setdefault(owner, [])
        rows.append(row)
        self._held += 1
        if len(rows) == BATCH or self._held == WAITING:
            longest = max(self._waiting, key=lambda owner: len(self._waiting[owner]))
            rows = self._waiting.pop(longest)
            self._held -= len(rows)
            self._write([(longest, rows)])

    def _write(self, batch: list[tuple[str | Kind, list[Row]]]) -> None:
        """Write rows of some labels or kinds in one transaction."""
        given = {f"rows{i}": rows for i, (_, rows) in enumerate(batch)}
        (done,) = self._lock.write(statements.write(tuple(owner for owner, _ in batch)), **given)
        for (owner, rows), found in zip(batch, cast("list[int]", done["found"]), strict=True):
            if found != len(rows):
                name = owner if isinstance(owner, str) else owner.type
                lost = len(rows) - found
                raise StoreError(f"{name}: {lost} edges have an end that is no node of the graph")
        written = sum(len(rows) for _, rows in batch)
        self.changes.written += written
        self._tell(written, at_least=1)

    def _tell(self, number: int, *, at_least: int) -> None:
        self._untold += number
        if self._progress is not None and self._untold >= at_least:
            self._progress(self._untold)
            self._untold = 0
