"""The digests on a server made true again, by reading all that it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.core.errors import StoreError
from kg.core.schema import LABELS
from kg.store.codec.batches import BATCH, batches
from kg.store.codec.hashes import edge_hash, node_hash
from kg.store.codec.rows import MARK, WORDS, Kind, Row, edge_from, edge_row, node_from, node_row
from kg.store.codec.search_key import search_keys_of
from kg.store.neo4j import neo4j_cypher
from kg.store.neo4j.connection import Connection
from kg.store.neo4j.neo4j_cypher import DIGEST
from kg.store.neo4j.server_lock import ServerLock
from kg.store.neo4j.server_state import edges_by_paper, read_pages


def rehash_server(connection: Connection, lock: ServerLock) -> None:
    """Give what was changed behind our back the digest of what it is now, or none.

    After that a comparison of digests is one of contents.
    """
    for label in LABELS:
        statement = neo4j_cypher.page_of_properties(label, BATCH)
        rows = read_pages(connection, statement, BATCH)
        _write(lock, neo4j_cypher.REHASH_NODES, ((row, _of_node(label, row)) for row in rows))
    for batch in edges_by_paper(connection, neo4j_cypher.WHOLE):
        _write(lock, neo4j_cypher.REHASH_EDGES, ((row, _of_edge(row)) for row in batch))


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
        whole = {**node_row(node), WORDS: search_keys_of(node)}
        return node_hash(node) if _is(whole, row["held"]) else None
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
    return {key: value for key, value in row.items() if value is not None} == {
        key: value for key, value in held.items() if key not in marks
    }
