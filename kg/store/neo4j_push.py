"""A server brought to the state of a graph: what lacks, what differs, what is too much.

Both sides are compared by digests: nodes in the order of their ids, edges by the sums of
their papers and then, where a paper's differ, one by one. Everything is written in batches
that may be repeated, so what was cut off anywhere is finished by the next push. At the end
counts and sums are read from the server once more.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from itertools import groupby

from kg.errors import StoreError
from kg.schema import LABELS
from kg.store import statements
from kg.store.batches import Spool, compared
from kg.store.checks import Check, Checks
from kg.store.digests import edge_digest, node_digest
from kg.store.neo4j_connection import Connection
from kg.store.neo4j_files import Files, push_files
from kg.store.neo4j_lock import Lock, locked
from kg.store.neo4j_reading import LOT, checks, edges_of, pages, paper_checks, stretches
from kg.store.neo4j_restate import restate
from kg.store.neo4j_writer import Changes, Writer
from kg.store.rows import edges_in_order, nodes_in_order
from kg.types import Edge, Node, PropertyGraph

DIGESTS = 20_000
"""Ids with digests that are read at once."""

_Key = tuple[object, ...]


def push(
    connection: Connection,
    graph: PropertyGraph,
    *,
    files: Files | None = None,
    thorough: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Changes:
    """Make the server hold exactly this graph; what that took.

    Args:
        files: the files of the graph directory, which travel along; None removes those there.
        thorough: read all that the server holds, for others may have changed it; otherwise
            its nodes and edges are taken for what their digests say, unless `Neo4jStore.query`
            wrote to it.
        progress: told how many nodes and edges were settled since it was last called.

    Raises:
        StoreError: the server refuses or is lost, the graph is not sound, another push is at
            work, or the server holds something else at the end.
    """
    _define(connection)
    with locked(connection) as lock, contextlib.ExitStack() as stack:
        if thorough or lock.written:
            restate(connection, lock)
        writer = Writer(lock, connection.graph, progress)
        held, wanted = checks(connection), Checks()
        gone = {label: stack.enter_context(Spool()) for label in LABELS}
        _push_nodes(connection, graph, writer, (held, wanted), gone)
        writer.flush()
        _push_edges(connection, graph, writer, (held, wanted))
        for label, ids in gone.items():
            writer.remove_nodes(label, ids)
        writer.close()
        digest = push_files(connection, lock, files)
        _finish(connection, lock, wanted, digest)
    return writer.changes


def _define(connection: Connection) -> None:
    """Create the constraints and indexes that are not there, by name."""
    there = {row["name"] for row in connection.rows("SHOW INDEXES YIELD name")}
    lacking = [text for name, text in statements.definitions() if name not in there]
    if lacking:
        connection.together(lacking)


def _finish(connection: Connection, lock: Lock, wanted: Checks, files: str | None) -> None:
    """Read counts and sums anew, and declare the graph whole if they are as they should be."""
    found = checks(connection)
    if found != wanted:
        raise StoreError(
            f"{connection}: holds other data after the push: {found.difference(wanted)}."
            " Something else writes there too: stop it, and push with --thorough"
        )
    connection.rows(statements.SETTLE)
    lock.write(statements.FINISH, state=wanted.digest(), files=files)


def _push_nodes(
    connection: Connection,
    graph: PropertyGraph,
    writer: Writer,
    sides: tuple[Checks, Checks],
    gone: dict[str, Spool],
) -> None:
    """Write the nodes that lack or differ; set aside the ids of those that are too many."""
    held, wanted = sides
    nodes = groupby(nodes_in_order(graph), key=lambda node: node.label)
    current = next(nodes, None)
    for label in LABELS:
        ours: Iterator[Node] = iter(())
        if current is not None and current[0] == label:
            ours = current[1]
        theirs = _held_digests(connection, label) if held.nodes[label].count else iter(())
        for identifier, node, digest in compared(((node.id, node) for node in ours), theirs):
            if node is None:
                gone[label].add(identifier)
                continue
            own = node_digest(node)
            wanted.nodes[label].add(own)
            if own == digest:
                writer.same()
            else:
                writer.node(node, own)
        if current is not None and current[0] == label:
            current = next(nodes, None)
    if current is not None:
        raise StoreError(f"no label {current[0]!r} in the schema")


def _held_digests(connection: Connection, label: str) -> Iterator[tuple[str, int]]:
    for row in pages(connection, statements.page_of_digests(label, DIGESTS), DIGESTS):
        yield row["id"], row["digest"]


def _push_edges(
    connection: Connection,
    graph: PropertyGraph,
    writer: Writer,
    sides: tuple[Checks, Checks],
) -> None:
    """Write the edges that lack or differ, and remove those that are too many."""
    held, wanted = sides
    sums = paper_checks(connection) if any(c.count for c in held.edges.values()) else {}
    lot: list[tuple[Edge, int]] = []
    there: list[str] = []
    for paper, edges in groupby(edges_in_order(graph), key=lambda edge: edge.paper):
        found = [(edge, edge_digest(edge)) for edge in edges]
        check = Check()
        for edge, digest in found:
            check.add(digest)
            wanted.edges[edge.type].add(digest)
        other = sums.pop(paper, None)
        if other == check:
            writer.same(check.count)
            continue
        lot += found
        there += [paper] if other else []
        if len(lot) >= LOT:
            _settle(connection, writer, lot, there)
            lot, there = [], []
    _settle(connection, writer, lot, there)
    sizes = {paper: check.count for paper, check in sums.items()}
    for papers in stretches(sizes, sizes):
        _settle(connection, writer, [], papers)


def _settle(
    connection: Connection, writer: Writer, lot: list[tuple[Edge, int]], papers: list[str]
) -> None:
    """Make the server hold these edges of these papers and no others of theirs."""
    rows = edges_of(connection, papers, statements.HELD) if papers else []
    held: dict[_Key, tuple[str, int | None]] = {}
    extra: list[str] = []
    for row in rows:
        key = tuple(row[name] for name in _KEY)
        if key in held:
            extra.append(row["element"])
        else:
            held[key] = (row["element"], row["digest"])
    for edge, digest in lot:
        _, other = held.pop(tuple(getattr(edge, name) for name in _KEY), ("", None))
        if other == digest:
            writer.same()
        else:
            writer.edge(edge, digest)
    writer.remove_edges([*extra, *(element for element, _ in held.values())])


_KEY = ("type", "source_label", "source", "target_label", "target", "paper")
