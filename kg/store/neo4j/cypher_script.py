"""A graph as a script of Cypher that any client of Neo4j can replay: one statement a line."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import chain, groupby
from pathlib import Path
from typing import cast

from kg.core.output_path import replacing
from kg.core.types import PropertyGraph
from kg.store.codec.batches import batches
from kg.store.codec.checksums import Checksums
from kg.store.codec.hashes import edge_hash, node_hash
from kg.store.codec.rows import GRAPH, Kind, Row, edge_row, edges_in_order, nodes_in_order
from kg.store.contract import Counts
from kg.store.neo4j.neo4j_cypher import merge_rows, stand_for
from kg.store.neo4j.server_rows import marked_row, server_row
from kg.store.neo4j.server_schema import definitions

ROWS = 200
"""Rows of one statement: the server parses a long list slowly."""

AT_ONCE = 5_000
"""Edges that are sorted by kind at once."""


def write_script(graph: PropertyGraph, path: Path, *, name: str = GRAPH) -> Counts:
    """Write the script; what it holds. Replaying it, also twice, gives the graph of that name.

    Raises:
        StoreError: the graph is not sound.
        KGError: the file cannot be written.
    """
    found = Checksums()
    with replacing(path) as file:
        file.writelines(f"{wanted.statement};\n" for wanted in definitions())
        for owner, rows in chain(_nodes(graph, name, found), _edges(graph, name, found)):
            listed = ", ".join(map(cypher_literal, rows))
            file.write(f"UNWIND [{listed}] AS row {merge_rows(owner, cypher_literal(name))};\n")
        file.write(f"{stand_for(cypher_literal(name))};\n")
    return found.counts()


def _nodes(
    graph: PropertyGraph, name: str, found: Checksums
) -> Iterator[tuple[str | Kind, list[Row]]]:
    for label, nodes in groupby(nodes_in_order(graph), key=lambda node: node.label):
        for batch in batches(nodes, ROWS):
            rows = []
            for node in batch:
                digest = node_hash(node)
                rows.append(marked_row(server_row(node), digest, name))
                found.nodes[label].add(digest)
            yield label, rows


def _edges(
    graph: PropertyGraph, name: str, found: Checksums
) -> Iterator[tuple[str | Kind, list[Row]]]:
    for batch in batches(edges_in_order(graph), AT_ONCE):
        by_kind: dict[Kind, list[Row]] = {}
        for edge in batch:
            digest, row = edge_hash(edge), edge_row(edge)
            ends = {"source": row.pop("source"), "target": row.pop("target"), "paper": edge.paper}
            kind = Kind(edge.type, edge.source_label, edge.target_label)
            held = {**ends, "properties": marked_row(row, digest, name)}
            by_kind.setdefault(kind, []).append(held)
            found.edges[edge.type].add(digest)
        for kind, rows in by_kind.items():
            for some in batches(rows, ROWS):
                yield kind, some


def cypher_literal(value: object) -> str:
    r"""A value as Cypher writes it.

    >>> print(cypher_literal({"end": 1, "text": 'a "b" \\u0041', "names": ["x\n"], "none": None}))
    {`end`: 1, `text`: "a \"b\" \\u0041", `names`: ["x\u000A"], `none`: null}
    """
    if isinstance(value, str):
        return f'"{value.translate(_ESCAPES)}"'
    if isinstance(value, dict):
        return f"{{{', '.join(f'`{key}`: {cypher_literal(item)}' for key, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(cypher_literal, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.date):
        return f'date("{value.isoformat()}")'
    return "null" if value is None else repr(cast("float", value))


_ESCAPES = {
    **{code: f"\\u{code:04X}" for code in (*range(32), *range(127, 160), 0x2028, 0x2029)},
    ord('"'): '\\"',
    ord("\\"): "\\\\",
}
