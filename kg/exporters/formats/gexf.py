"""GEXF 1.2 for Gephi and networkx, as a stream, with the values of GraphML (`graphml`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.core.output_path import replacing
from kg.core.types import Edge, Node, PropertyGraph, Value
from kg.exporters.formats.graphml import (
    EDGE_KEYS,
    NODE_KEYS,
    XML_TYPES,
    edge_values,
    node_values,
    xml_attribute,
    xml_value,
)
from kg.exporters.output_files import Written

__all__ = ["write_gexf"]

_ROOT = '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
_NATIVE = ("label", "weight")
"""What GEXF has attributes of its own for."""


def write_gexf(graph: PropertyGraph, path: Path) -> Written:
    """Write the whole graph to `path`.

    Raises: KGError where the place cannot be written.
    """
    nodes = edges = 0
    with replacing(path) as file:
        file.writelines(_head())
        for node in graph.nodes():
            file.write(_node(node))
            nodes += 1
        file.write("</nodes>\n<edges>\n")
        for edge in graph.edges():
            file.write(_edge(edge, edges))
            edges += 1
        file.write("</edges>\n</graph>\n</gexf>\n")
    return Written(path, nodes, edges, nodes, edges)


def _head() -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{_ROOT}\n<graph defaultedgetype="directed">\n'
    for domain, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        yield f'<attributes class="{domain}">\n'
        for name, kind in _own(keys).items():
            yield f'<attribute id="{name}" title="{name}" type="{XML_TYPES[kind]}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"


def _own(keys: Mapping[str, str]) -> dict[str, str]:
    return {name: kind for name, kind in keys.items() if name not in _NATIVE}


def _node(node: Node) -> str:
    values = node_values(node)
    label = xml_value(values["label"])
    held = _values(values, NODE_KEYS)
    return f'<node id={xml_attribute(node.id)} label="{label}">{held}</node>\n'


def _edge(edge: Edge, number: int) -> str:
    values = edge_values(edge)
    ends = f"source={xml_attribute(edge.source)} target={xml_attribute(edge.target)}"
    named = f'label="{edge.type}" weight="{values["weight"]}"'
    return f'<edge id="{number}" {ends} {named}>{_values(values, EDGE_KEYS)}</edge>\n'


def _values(values: Mapping[str, Value], keys: Mapping[str, str]) -> str:
    pairs = ((name, values.get(name)) for name in _own(keys))
    held = "".join(
        f'<attvalue for="{name}" value="{xml_value(value)}"/>'
        for name, value in pairs
        if value is not None
    )
    return f"<attvalues>{held}</attvalues>"
