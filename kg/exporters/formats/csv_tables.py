"""Nodes and edges as two CSV files (RFC 4180) that spreadsheets, pandas and SQL loaders read.

Columns are those of `kg.exporters.data_frames.to_pandas`. A list is a JSON array; a property that a
node has not is empty. Nothing is changed for spreadsheets: a text that begins with "=" stays so.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.core.output_path import replacing
from kg.core.schema import EDGE_PROPERTIES, NODE_PROPERTIES
from kg.core.types import PropertyGraph
from kg.exporters.formats.graphml import xml_text
from kg.exporters.output_files import Written, make_folder
from kg.store.codec.rows import edge_row, node_row

__all__ = ["EDGES", "NODES", "write_csv_tables"]

NODES, EDGES = "nodes.csv", "edges.csv"

_NODE_COLUMNS = ("id", "label", *dict.fromkeys(k for of in NODE_PROPERTIES.values() for k in of))
_EDGE_COLUMNS = ("source", "target", "type", *EDGE_PROPERTIES)


def write_csv_tables(graph: PropertyGraph, folder: Path, *, force: bool = False) -> Written:
    """Write `NODES` and `EDGES` into a folder, which is made if it is absent.

    Raises: KGError where the folder has other files (unless `force`), or cannot be written.
    """
    make_folder(folder, (NODES, EDGES), force=force)
    nodes = _write(
        folder / NODES,
        _NODE_COLUMNS,
        ({"label": node.label, **node_row(node)} for node in graph.nodes()),
    )
    edges = _write(
        folder / EDGES,
        _EDGE_COLUMNS,
        ({"type": edge.type, **edge_row(edge)} for edge in graph.edges()),
    )
    return Written(folder, nodes, edges, nodes, edges)


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, object]]) -> int:
    count = 0
    with replacing(path) as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_cell(row.get(name)) for name in columns])
            count += 1
    return count


def _cell(value: object) -> object:
    if isinstance(value, tuple | list):
        return xml_text(json.dumps(value, ensure_ascii=False))
    if isinstance(value, bool):
        return str(value).lower()
    return xml_text(value) if isinstance(value, str) else value
