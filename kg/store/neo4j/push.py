"""A server brought to the state of a graph: what lacks, what differs, what is too much.

Both sides are compared by digests: nodes in the order of their ids, edges by the sums of
their papers and then, where a paper's differ, one by one. Everything is written in batches
that may be repeated, so what was cut off anywhere is finished by the next push. At the end
counts and sums are read from the server once more.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter, itemgetter

from kg.core.errors import StoreError
from kg.core.schema import CITES, EDGE_TYPES, LABELS, PAPER, RESULT
from kg.core.types import Edge, PropertyGraph
from kg.store.codec.batches import Spool, merge_join
from kg.store.codec.checksums import Checksums
from kg.store.codec.rows import Row
from kg.store.codec.waiting import AT_ONCE, LockTimeout
from kg.store.directory.snapshot import HashedGraph, HashedNode, IndexedGraph, WalkedGraph
from kg.store.neo4j import neo4j_cypher
from kg.store.neo4j.batch_writer import PushCounts, Writer
from kg.store.neo4j.connection import Connection
from kg.store.neo4j.directory_files import Files, push_files
from kg.store.neo4j.rehash import rehash_server
from kg.store.neo4j.server_lock import ServerLock, locked_graph
from kg.store.neo4j.server_schema import constraints_named, define
from kg.store.neo4j.server_state import (
    EDGES_AT_ONCE,
    edges_of_papers,
    paper_batches,
    paper_checksums,
    read_checksums,
    read_pages,
)

DIGESTS = 20_000
"""Ids with digests that are read at once."""

_Key = tuple[object, ...]


def push(
    connection: Connection,
    graph: PropertyGraph | IndexedGraph,
    *,
    files: Files | None = None,
    thorough: bool = False,
    timeout: LockTimeout = AT_ONCE,
    progress: Callable[[int], None] | None = None,
) -> PushCounts:
    """Make the server hold exactly this graph; what that took.

    Args:
        graph: any graph, which is walked, or that of a directory, of which only what differs is
            read.
        files: the files of the graph directory, which travel along; None removes those there.
        thorough: read all that the server holds of the graph, for others may have changed it;
            otherwise its nodes and edges are taken for what their digests say, unless
            `Neo4jStore.query` wrote to it: a name changed by hand, or a label taken away, is not
            seen. Properties that users added stay, either way.
        timeout: how long to wait for another push to end.
        progress: called with how many nodes and edges were settled since it was last called.

    Raises:
        StoreError: the server refuses or is lost, the graph is not sound, another push is at
            work, or the server holds something else at the end.
    """
    digested: HashedGraph = graph if isinstance(graph, IndexedGraph) else WalkedGraph(graph)
    define(connection)
    with locked_graph(connection, timeout) as lock:
        strays = rehash_server(connection, lock) if thorough or lock.written else 0
        held = read_checksums(connection)
        with constraints_named(connection), Writer(lock, connection.graph, progress) as writer:
            if isinstance(digested, IndexedGraph) and held == Checksums():
                _write_papers(digested, writer)
            else:
                _bring(connection, digested, writer, held)
        digest = push_files(connection, lock, files)
        changed = writer.changes.written or writer.changes.removed
        found = read_checksums(connection) if changed else held
        _finish(connection, lock, (digested.checksums(), found), digest)
    writer.changes.removed += strays
    return writer.changes


def _finish(
    connection: Connection, lock: ServerLock, sums: tuple[Checksums, Checksums], files: str | None
) -> None:
    """Declare the graph whole if counts and sums, wanted and found, are the same."""
    wanted, found = sums
    if found != wanted:
        raise StoreError(
            f"{connection}: holds other data after the push: {found.difference(wanted)}."
            " Something else writes there too: stop it, and push with --thorough"
        )
    connection.rows(neo4j_cypher.AWAIT_INDEXES)
    lock.write(neo4j_cypher.FINISH, state=wanted.digest(), files=files)
    if not lock.placed:
        lock.write(neo4j_cypher.PLACE)


def _write_papers(graph: IndexedGraph, writer: Writer) -> None:
    """Write a graph of which the server has nothing: what papers share, then paper by paper.

    Each is read once, but for those that cite: the papers at the other ends come first.
    """
    for label in LABELS:
        for _, shared in () if label in (PAPER, RESULT) else graph.nodes(label):
            writer.node(shared.read(), shared.digest, new=True)
    with Spool() as citing:
        for paper in graph.papers():
            for node, digest in paper.nodes:
                writer.node(node, digest, new=True)
            within = [pair for pair in paper.edges if pair[0].type != CITES]
            _write_edges(within, writer)
            if len(within) < len(paper.edges):
                citing.add(paper.id)
        for identifier in citing:
            pairs = graph.edges_of(identifier)
            _write_edges([pair for pair in pairs if pair[0].type == CITES], writer)
    writer.close()


def _write_edges(edges: Iterable[tuple[Edge, int]], writer: Writer) -> None:
    for edge, digest in edges:
        writer.edge(edge, digest, new=True)


def _bring(connection: Connection, graph: HashedGraph, writer: Writer, held: Checksums) -> None:
    """Write the nodes and edges that lack or differ, and remove those that are too many."""
    with contextlib.ExitStack() as stack:
        gone = {label: stack.enter_context(Spool()) for label in LABELS}
        for label in LABELS:
            if graph.agrees(label, held.nodes[label]):
                writer.same(held.nodes[label].count)
            else:
                theirs = _held_digests(connection, label) if held.nodes[label].count else ()
                _push_nodes(graph.nodes(label), theirs, writer, gone[label])
        if all(graph.agrees(edge, held.edges[edge]) for edge in EDGE_TYPES):
            writer.same(sum(check.count for check in held.edges.values()))
        else:
            _push_edges(connection, graph, writer, held)
        for label, ids in gone.items():
            writer.remove_nodes(label, ids)
        writer.close()


def _push_nodes(
    nodes: Iterable[tuple[str, HashedNode]],
    held: Iterable[tuple[str, Row]],
    writer: Writer,
    gone: Spool,
) -> None:
    """Write the nodes that lack or differ; set aside the ids of those that are too many."""
    for identifier, node, other in merge_join(nodes, held):
        if node is None:
            gone.add(identifier)
        elif other is not None and other["digest"] == node.digest:
            writer.same()
        else:
            writer.node(node.read(), node.digest, new=other is None)


def _held_digests(connection: Connection, label: str) -> Iterator[tuple[str, Row]]:
    for row in read_pages(connection, neo4j_cypher.page_of_digests(label, DIGESTS), DIGESTS):
        yield row["id"], row


def _push_edges(
    connection: Connection, graph: HashedGraph, writer: Writer, held: Checksums
) -> None:
    """Write the edges that lack or differ, and remove those that are too many."""
    sums = paper_checksums(connection) if any(c.count for c in held.edges.values()) else {}
    batch: list[tuple[Edge, int]] = []
    there: list[str] = []
    for paper, edges in graph.edges():
        other = sums.pop(paper, None)
        if other == edges.check:
            writer.same(other.count)
            continue
        batch += edges.read()
        there += [paper] if other else []
        if len(batch) >= EDGES_AT_ONCE:
            _settle(connection, writer, batch, there)
            batch, there = [], []
    _settle(connection, writer, batch, there)
    sizes = {paper: check.count for paper, check in sums.items()}
    for papers in paper_batches(sizes, sizes):
        _settle(connection, writer, [], papers)


def _settle(
    connection: Connection, writer: Writer, batch: list[tuple[Edge, int]], papers: list[str]
) -> None:
    """Make the server hold these edges of these papers and no others of theirs."""
    rows = edges_of_papers(connection, papers, neo4j_cypher.HELD) if papers else []
    held: dict[_Key, tuple[str, int | None]] = {}
    extra: list[str] = []
    for row in rows:
        key = _KEY_IN(row)
        if key in held:
            extra.append(row["element"])
        else:
            held[key] = (row["element"], row["digest"])
    for edge, digest in batch:
        other = held.pop(_KEY_OF(edge), None) if held else None
        if other is not None and other[1] == digest:
            writer.same()
        else:
            writer.edge(edge, digest, new=other is None)
    writer.remove_edges([*extra, *(element for element, _ in held.values())])


_KEY = ("type", "source_label", "source", "target_label", "target", "paper")
_KEY_OF, _KEY_IN = attrgetter(*_KEY), itemgetter(*_KEY)
