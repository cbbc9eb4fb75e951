"""Nodes and edges on their way to a server, gathered into batches while the last is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Self, cast

from kg.core.errors import StoreError
from kg.core.schema import LABELS
from kg.core.types import Edge, Node
from kg.store.codec.batches import BATCH, batches
from kg.store.codec.rows import Kind, edge_row
from kg.store.neo4j import neo4j_cypher
from kg.store.neo4j.connection import TransactionTooLarge
from kg.store.neo4j.neo4j_cypher import ENDS, RowGroup
from kg.store.neo4j.server_lock import ServerLock
from kg.store.neo4j.server_rows import marked_row, server_row

Batch = list[tuple[RowGroup, list[object]]]


@dataclass(slots=True)
class PushCounts:
    """How many nodes and edges a push found as they should be, and how many it wrote."""

    same: int = 0
    written: int = 0
    removed: int = 0

    def __str__(self) -> str:
        return f"{self.written:,} written, {self.removed:,} removed, {self.same:,} as they were"


class Writer:
    """Writes to a graph whose lock it holds; ``changes`` counts what it did.

    One batch is on its way while the next is gathered, of whatever labels and kinds: each writes
    its nodes before its edges, which may end in them. What is ``new`` is not looked for on the
    server before it is made: the lock keeps others from making it, and a key of nodes, or the
    comparison of the next push for edges, from having it twice.
    """

    def __init__(
        self, lock: ServerLock, graph: str, progress: Callable[[int], None] | None
    ) -> None:
        self.changes = PushCounts()
        self._lock, self._graph, self._progress = lock, graph, progress
        self._waiting: dict[RowGroup, list[object]] = {}
        self._held = self._untold = 0
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._sent: tuple[Future[None], Batch] | None = None
        self._most = BATCH

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown()

    def same(self, number: int = 1) -> None:
        """Note what needs no writing."""
        self.changes.same += number
        self._tell(number, at_least=BATCH)

    def node(self, node: Node, digest: int, *, new: bool) -> None:
        """Write a node, now or with others."""
        row = server_row(node)
        held = [*row.values(), digest] if new else marked_row(row, digest, self._graph)
        self._add(RowGroup(node.label, new), held)

    def edge(self, edge: Edge, digest: int, *, new: bool) -> None:
        """Write an edge, now or with others; its ends were given before."""
        group = RowGroup(Kind(edge.type, edge.source_label, edge.target_label), new)
        row = edge_row(edge)
        if new:
            self._add(group, [*row.values(), digest])
            return
        ends = {"source": row.pop("source"), "target": row.pop("target"), "paper": edge.paper}
        number = len(self._waiting.get(group, ()))
        held = marked_row(row, digest, self._graph)
        self._add(group, {"number": number, **ends, "properties": held})

    def remove_edges(self, elements: Iterable[str]) -> None:
        """Remove edges by what the server calls them."""
        for group in batches(elements, BATCH):
            self._lock.write(neo4j_cypher.DELETE_EDGES, elements=group)
            self.changes.removed += len(group)

    def remove_nodes(self, label: str, ids: Iterable[str]) -> None:
        """Remove nodes of a label, and what is joined to them."""
        for group in batches(ids, BATCH):
            self._lock.write(neo4j_cypher.delete_nodes(label), ids=group)
            self.changes.removed += len(group)

    def close(self) -> None:
        """Write all that waits, and report what was not reported yet."""
        self._send_waiting()
        self._receive()
        self._tell(0, at_least=1)

    def _add(self, group: RowGroup, row: object) -> None:
        self._waiting.setdefault(group, []).append(row)
        self._held += 1
        if self._held >= self._most:
            self._send_waiting()

    def _send_waiting(self) -> None:
        """Have all that waits written in one transaction.

        Labels and kinds of former batches stay in its statement, for the server plans each
        statement once.
        """
        if not self._held:
            return
        batch = list(self._waiting.items())
        self._waiting = {group: [] for group in self._waiting}
        self._held = 0
        statement, given = _statement(batch)
        self._receive()
        self._sent = (self._thread.submit(self._write, batch, statement, given), batch)

    def _write(self, batch: Batch, statement: str, given: dict[str, object]) -> None:
        """Write a batch, or its halves where the server has no memory for all of it.

        Raises:
            TransactionTooLarge: there is no memory for a single row.
            StoreError: an edge ends in no node, or the server refuses.
        """
        try:
            (done,) = self._lock.write(statement, **given)
        except TransactionTooLarge:
            size = sum(len(rows) for _, rows in batch)
            if size == 1:
                raise
            self._most = max(1, min(self._most, size // 2))
            for half in _halves(batch):
                self._write(half, *_statement(half))
            return
        found = cast("list[int]", done["found"])
        lost = [group for (group, rows), n in zip(batch, found, strict=True) if n != len(rows)]
        if lost:
            kinds = {
                each.owner if isinstance(each.owner, str) else each.owner.type for each in lost
            }
            raise StoreError(f"{', '.join(sorted(kinds))}: some edges end in no node of the graph")

    def _receive(self) -> None:
        """Wait for the batch that is on its way, and count what it wrote."""
        if self._sent is None:
            return
        (future, batch), self._sent = self._sent, None
        future.result()
        written = sum(len(rows) for _, rows in batch)
        self.changes.written += written
        self._tell(written, at_least=1)

    def _tell(self, number: int, *, at_least: int) -> None:
        self._untold += number
        if self._progress is not None and self._untold >= at_least:
            self._progress(self._untold)
            self._untold = 0


def _statement(batch: Batch) -> tuple[str, dict[str, object]]:
    """What writes a batch, and its rows as parameters."""
    ends: dict[str, dict[object, int]] = {label: {} for label in LABELS}
    given: dict[str, object] = {
        f"rows{i}": _by_ends(group.owner, rows, ends)
        if group.new and isinstance(group.owner, Kind)
        else rows
        for i, (group, rows) in enumerate(batch)
    }
    given["ends"] = {label: list(places) for label, places in ends.items()}
    return neo4j_cypher.write_rows(tuple(group for group, _ in batch)), given


def _halves(batch: Batch) -> tuple[Batch, Batch]:
    """A batch of several rows as two: by its nodes and edges, by its groups, or by the rows of its
    only one."""
    nodes = [each for each in batch if each[1] and isinstance(each[0].owner, str)]
    edges = [each for each in batch if each[1] and not isinstance(each[0].owner, str)]
    if nodes and edges:
        return nodes, edges
    some = nodes or edges
    if len(some) > 1:
        return some[: len(some) // 2], some[len(some) // 2 :]
    ((group, rows),) = some
    middle = len(rows) // 2
    return [(group, rows[:middle])], [(group, rows[middle:])]


def _by_ends(
    kind: Kind, rows: list[object], ends: Mapping[str, dict[object, int]]
) -> list[list[object]]:
    """Rows of new edges with places in lists of ids for their ends: each id goes once."""
    sources, targets = ends[kind.source], ends[kind.target]
    return [
        [
            sources.setdefault(row[0], len(sources)),
            targets.setdefault(row[1], len(targets)),
            *row[len(ENDS) :],
        ]
        for row in cast("list[list[object]]", rows)
    ]
