"""A graph as a networkx multigraph of plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.core.types import PropertyGraph
from kg.exporters.formats.graphml import xml_text
from kg.store.codec.rows import edge_row, node_row

if TYPE_CHECKING:
    import networkx

__all__ = ["to_networkx"]


def to_networkx(graph: PropertyGraph) -> networkx.MultiDiGraph[str]:
    """The whole graph in memory; every networkx writer takes it as it is.

    Nodes are ids, with ``label``, ``type`` (the label again: GML has its own ``label``) and the
    properties of `kg.core.schema`. Edge keys are "TYPE paper-id"; edges carry ``type`` and the
    edge properties of the schema, of which ``evidence`` holds all evidence as JSON.

    Values are strings, numbers and booleans: a property without value is left out, a list is
    joined by "; ", and characters that XML cannot hold become U+FFFD.
    """
    import networkx

    out: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in graph.nodes():
        properties = dict(_plain(node_row(node), without=("id",)))
        out.add_node(node.id, label=node.label, type=node.label, **properties)
    for edge in graph.edges():
        properties = dict(_plain(edge_row(edge), without=("source", "target")))
        key = f"{edge.type} {edge.paper}"
        out.add_edge(edge.source, edge.target, key, type=edge.type, **properties)
    return out


def _plain(
    row: Mapping[str, object], *, without: tuple[str, ...]
) -> Iterator[tuple[str, str | float | bool]]:
    for name, value in row.items():
        if name in without or value is None:
            continue
        if isinstance(value, list | tuple):
            yield name, xml_text("; ".join(map(str, value)))
        elif isinstance(value, bool | int | float):
            yield name, value
        else:
            yield name, xml_text(str(value))
