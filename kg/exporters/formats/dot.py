"""DOT for Graphviz: nodes in the shapes and colours of the page, edges named by their type."""

from __future__ import annotations

from pathlib import Path

from kg.core.output_path import replacing
from kg.core.types import Edge, Node, PropertyGraph
from kg.exporters.formats.graphml import xml_text
from kg.exporters.output_files import Written
from kg.exporters.overview import display_name
from kg.exporters.page_data import NODE_STYLES

__all__ = ["write_dot"]

_SHAPES = {
    "dot": "ellipse",
    "square": "box",
    "diamond": "diamond",
    "triangle": "triangle",
    "triangleDown": "invtriangle",
    "hexagon": "hexagon",
    "star": "star",
}
_HEAD = """\
digraph papers {
  graph [overlap=prism, outputorder=edgesfirst];
  node [style=filled, fontname="sans-serif", fontcolor=white];
  edge [color="#98a1ae", fontname="sans-serif", fontsize=9];
"""


def write_dot(graph: PropertyGraph, path: Path) -> Written:
    """Write the whole graph to `path`.

    Raises: KGError where the place cannot be written.
    """
    nodes = edges = 0
    with replacing(path) as file:
        file.write(_HEAD)
        for node in graph.nodes():
            file.write(_node(node))
            nodes += 1
        for edge in graph.edges():
            file.write(_edge(edge))
            edges += 1
        file.write("}\n")
    return Written(path, nodes, edges, nodes, edges)


def _node(node: Node) -> str:
    shape, color = NODE_STYLES[node.label]
    named = f"label={_quoted(display_name(node))}, class={_quoted(node.label)}"
    return f'  {_id(node.id)} [{named}, shape={_SHAPES[shape]}, fillcolor="{color}"];\n'


def _edge(edge: Edge) -> str:
    ends = f"{_id(edge.source)} -> {_id(edge.target)}"
    label, paper = _quoted(edge.type), _quoted(edge.paper)
    return f"  {ends} [label={label}, paper={paper}, weight={len(edge.evidence)}];\n"


def _id(identifier: str) -> str:
    """An id in quotes: two ids stay two, whatever UTF-8 cannot hold."""
    return _quoted(identifier.encode("utf-8", "backslashreplace").decode("utf-8"))


def _quoted(text: str) -> str:
    r"""A text in quotes, its backslashes doubled: Graphviz reads escapes in labels.

    >>> print(_quoted('say "a\\b"'))
    "say \"a\\b\""
    """
    line = xml_text(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + line.replace("\r", " ").replace("\n", " ") + '"'
