"""Nodes and edges as two Parquet files that pandas, Polars, DuckDB and Arrow read.

Columns are those of `kg.exporters.data_frames.to_pandas`, typed: lists are lists, a property that a
node has not is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.core.output_path import replacing
from kg.core.schema import EDGE_PROPERTIES, NODE_PROPERTIES
from kg.core.types import PropertyGraph
from kg.exporters.output_files import Written, make_folder
from kg.store.codec.arrow_schema import arrow_schema
from kg.store.codec.batches import batches
from kg.store.codec.rows import edge_row, node_row

__all__ = ["EDGES", "NODES", "write_parquet_tables"]

NODES, EDGES = "nodes.parquet", "edges.parquet"

_ROW_GROUP = 20_000
"""Rows that are held in memory, and stand together in the file."""

_NODE_KINDS = {name: kind for kinds in NODE_PROPERTIES.values() for name, kind in kinds.items()}


def write_parquet_tables(graph: PropertyGraph, folder: Path, *, force: bool = False) -> Written:
    """Write `NODES` and `EDGES` into a folder, which is made if it is absent.

    Equal graphs give equal bytes with one version of pyarrow, whose name is in the files.

    Raises: KGError where the folder has other files (unless `force`), or cannot be written.
    """
    make_folder(folder, (NODES, EDGES), force=force)
    nodes = _write(
        folder / NODES,
        arrow_schema(("id", "label"), _NODE_KINDS),
        ({"label": node.label, **node_row(node)} for node in graph.nodes()),
    )
    edges = _write(
        folder / EDGES,
        arrow_schema(("source", "target", "type"), EDGE_PROPERTIES),
        ({"type": edge.type, **edge_row(edge)} for edge in graph.edges()),
    )
    return Written(folder, nodes, edges, nodes, edges)


def _write(path: Path, schema: pa.Schema, rows: Iterable[Mapping[str, object]]) -> int:
    count = 0
    with replacing(path) as file, pq.ParquetWriter(file.buffer, schema, compression="zstd") as out:
        for batch in batches(rows, _ROW_GROUP):
            out.write_batch(pa.RecordBatch.from_pylist(list(batch), schema))
            count += len(batch)
    return count
