"""The digests on a server made true again, by reading all that it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.core.errors import StoreError
from kg.core.schema import LABELS
from kg.store.codec.batches import BATCH, batches
from kg.store.codec.hashes import edge_hash, node_hash
from kg.store.codec.rows import MARK, Kind, Row, edge_from, edge_row, node_from
from kg.store.neo4j import neo4j_cypher
from kg.store.neo4j.connection import Connection
from kg.store.neo4j.server_lock import ServerLock
from kg.store.neo4j.server_rows import DIGEST, server_row
from kg.store.neo4j.server_state import edges_by_paper, read_pages


def rehash_server(connection: Connection, lock: ServerLock) -> int:
    """Give what was changed behind our back the digest of what it is now, or none.

    After that a comparison of digests is one of contents. Nodes whose label was taken away are
    deleted, with their edges, so that both are written anew; returns how many.
    """
    strays = [row["element"] for row in connection.rows(neo4j_cypher.STRAYS, labels=list(LABELS))]
    for some in batches(strays, BATCH):
        lock.write(neo4j_cypher.DELETE_STRAYS, elements=some)
    for label in LABELS:
        statement = neo4j_cypher.page_of_properties(label, BATCH)
        rows = read_pages(connection, statement, BATCH)
        _write(lock, neo4j_cypher.REHASH_NODES, ((row, _of_node(label, row)) for row in rows))
    for batch in edges_by_paper(connection, neo4j_cypher.WHOLE):
        _write(lock, neo4j_cypher.REHASH_EDGES, ((row, _of_edge(row)) for row in batch))
    return len(strays)


def _write(
    lock: ServerLock, statement: str, found: Iterable[tuple[Mapping[str, Any], int | None]]
) -> None:
    wrong = (
        {"element": row["element"], "digest": digest}
        for row, digest in found
        if digest != row["held"].get(DIGEST)
    )
    for batch in batches(wrong, BATCH):
        lock.write(statement, rows=batch)


def _of_node(label: str, row: Mapping[str, Any]) -> int | None:
    """The digest of a node; None if it holds what no node of ours does."""
    try:
        node = node_from(label, row["held"])
        return node_hash(node) if _is(server_row(node), row["held"]) else None
    except (StoreError, TypeError):
        return None


def _of_edge(row: Mapping[str, Any]) -> int | None:
    """The digest of an edge; None if it holds what no edge of ours does."""
    held = {**row["held"], "source": row["source"], "target": row["target"]}
    try:
        edge = edge_from(Kind(row["type"], row["source_label"], row["target_label"]), held)
        return edge_hash(edge) if _is(edge_row(edge), held) else None
    except (StoreError, KeyError, TypeError, ValueError):
        return None


def _is(row: Row, held: Mapping[str, object]) -> bool:
    marks = (MARK, DIGEST)
    there = {key: value for key, value in held.items() if key not in marks}
    return all(row.get(key) == there.get(key) for key in {**row, **there})
