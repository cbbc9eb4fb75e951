"""GraphML for Gephi, yEd and networkx, written as a stream.

A node's ``label`` is its display name, because Gephi shows the attribute of that name, and
its ``type`` the label in `kg.core.schema`. An edge's ``label`` is its type and its ``weight`` the
number of pieces of evidence. Lists are joined by '; '. XML cannot hold control characters,
lone surrogates, U+FFFE and U+FFFF at all: each becomes U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from kg.core import schema
from kg.core.output_path import replacing
from kg.core.types import Edge, Node, PropertyGraph, Value
from kg.exporters.output_files import Written
from kg.exporters.overview import display_name

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;", '"': "&quot;"}
"""What an attribute would lose or end at; in text it reads the same."""

XML_TYPES = {
    "string": "string",
    "strings": "string",
    "float": "double",
    "int": "long",
    "bool": "boolean",
}
NODE_KEYS = {"label": "string", "type": "string"} | {
    name: kind
    for properties in schema.NODE_PROPERTIES.values()
    for name, kind in properties.items()
}
EDGE_KEYS = {
    "label": "string",
    "weight": "int",
    "paper": "string",
    "start": "int",
    "end": "int",
    "text": "string",
    "sentence": "string",
    "score": "float",
    "by": "string",
    "confidence": "float",
    "raw": "string",
}


def write_graphml(graph: PropertyGraph, path: Path) -> Written:
    """Write the whole graph to `path`.

    Raises: KGError where the place cannot be written.
    """
    nodes = edges = 0
    with replacing(path) as file:
        file.writelines(_head())
        for node in graph.nodes():
            file.write(_node(node))
            nodes += 1
        for edge in graph.edges():
            file.write(_edge(edge, edges))
            edges += 1
        file.write("</graph>\n</graphml>\n")
    return Written(path, nodes, edges, nodes, edges)


def _head() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for domain, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, kind in keys.items():
            yield (
                f'<key id="{domain}.{name}" for="{domain}" attr.name="{name}" '
                f'attr.type="{XML_TYPES[kind]}"/>\n'
            )
    yield '<graph edgedefault="directed">\n'


def _node(node: Node) -> str:
    data = _data("node", node_values(node), NODE_KEYS)
    return f"<node id={xml_attribute(node.id)}>{data}</node>\n"


def _edge(edge: Edge, number: int) -> str:
    data = _data("edge", edge_values(edge), EDGE_KEYS)
    ends = f"source={xml_attribute(edge.source)} target={xml_attribute(edge.target)}"
    return f'<edge id="e{number}" {ends}>{data}</edge>\n'


def node_values(node: Node) -> dict[str, Value]:
    """The values of `NODE_KEYS` that a node has."""
    return {**node.properties, "label": display_name(node), "type": node.label}


def edge_values(edge: Edge) -> dict[str, Value]:
    """The values of `EDGE_KEYS`, None where the edge has none."""
    best = max(edge.evidence, key=lambda evidence: evidence.score)
    return {
        "label": edge.type,
        "weight": len(edge.evidence),
        "paper": edge.paper,
        "start": best.start,
        "end": best.end,
        "text": best.text,
        "sentence": best.sentence,
        "score": best.score,
        "by": best.by,
        "confidence": edge.properties.get("confidence"),
        "raw": edge.properties.get("raw"),
    }


def _data(domain: str, properties: Mapping[str, Value], keys: Iterable[str]) -> str:
    pairs = ((name, properties.get(name)) for name in keys)
    return "".join(
        f'<data key="{domain}.{name}">{xml_value(value)}</data>'
        for name, value in pairs
        if value is not None
    )


def xml_text(text: str) -> str:
    """The text with U+FFFD in place of each character that XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def xml_value(value: Value) -> str:
    """A value as text or between double quotes; items of a list are joined by '; '."""
    if isinstance(value, bool):
        return str(value).lower()
    text = "; ".join(value) if isinstance(value, tuple) else str(value)
    return escape(xml_text(text), _ESCAPED)


def xml_attribute(text: str) -> str:
    """An id as an attribute: two ids stay two, whatever characters XML cannot hold."""
    spelt = text.replace("\\", "\\\\")
    return quoteattr(_ILLEGAL.sub(lambda found: f"\\u{ord(found[0]):04x}", spelt))
