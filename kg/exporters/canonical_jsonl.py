"""The canonical JSON Lines of a graph: one node or edge a line, equal graphs byte for byte.

A line is a JSON object with sorted keys and no spaces. ``element`` is "node" or "edge"; the
other keys are the fields of `kg.core.types.Node` and `kg.core.types.Edge`, with evidence as a list
of objects. Text stands as UTF-8; only a lone surrogate, which UTF-8 has no bytes for, is written as
its escape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.core.codec import dumps, evidence_from, evidence_record
from kg.core.errors import InputError
from kg.core.output_path import replacing
from kg.core.types import Edge, Node, PropertyGraph, Value
from kg.exporters.output_files import Written

_SURROGATE = re.compile("[\ud800-\udfff]")


def lines(graph: PropertyGraph) -> Iterator[str]:
    """Each node, then each edge, as one line without its line break."""
    yield from map(node_line, graph.nodes())
    yield from map(edge_line, graph.edges())


def node_line(node: Node) -> str:
    """A node as one line.

    >>> node_line(Node("Task", "task/parsing", {"name": "parsing"}))
    '{"element":"node","id":"task/parsing","label":"Task","properties":{"name":"parsing"}}'
    """
    return _line(
        {
            "element": "node",
            "label": node.label,
            "id": node.id,
            "properties": dict(node.properties),
        }
    )


def edge_line(edge: Edge) -> str:
    """An edge as one line."""
    return _line(
        {
            "element": "edge",
            "type": edge.type,
            "source_label": edge.source_label,
            "source": edge.source,
            "target_label": edge.target_label,
            "target": edge.target,
            "paper": edge.paper,
            "evidence": [evidence_record(evidence) for evidence in edge.evidence],
            "properties": dict(edge.properties),
        }
    )


def write_jsonl(graph: PropertyGraph, path: Path) -> Written:
    """Write the whole graph to `path`.

    Raises: KGError where the place cannot be written.
    """
    nodes = edges = 0
    with replacing(path) as file:
        for nodes, node in enumerate(graph.nodes(), 1):  # noqa: B007
            file.write(node_line(node) + "\n")
        for edges, edge in enumerate(graph.edges(), 1):  # noqa: B007
            file.write(edge_line(edge) + "\n")
    return Written(path, nodes, edges, nodes, edges)


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A graph in a JSON Lines file, read anew at each call and never held in memory."""

    path: Path

    def nodes(self) -> Iterator[Node]:
        """The nodes, in the file's order.

        Raises: InputError at a line that is no node or edge.
        """
        return (item for item in self._items() if isinstance(item, Node))

    def edges(self) -> Iterator[Edge]:
        """The edges, in the file's order.

        Raises: InputError at a line that is no node or edge.
        """
        return (item for item in self._items() if isinstance(item, Edge))

    def _items(self) -> Iterator[Node | Edge]:
        try:
            with self.path.open(encoding="utf-8", newline="\n") as file:
                for number, line in enumerate(file, 1):
                    yield _load(line, str(self.path), number)
        except UnicodeDecodeError as error:
            raise InputError("not UTF-8 text", str(self.path)) from error
        except OSError as error:
            raise InputError(error.strerror or str(error), str(self.path)) from error


def graph_file(path: Path) -> GraphFile:
    """The graph in a file that `write_jsonl` wrote; nothing is read before it is asked for."""
    return GraphFile(path)


def _line(record: object) -> str:
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", dumps(record))


def _load(line: str, file: str, number: int) -> Node | Edge:
    try:
        record = json.loads(line)
        kind = record.pop("element")
        record["properties"] = {k: _value(v) for k, v in record["properties"].items()}
        if kind == "node":
            return Node(**record)
        record["evidence"] = tuple(evidence_from(item) for item in record["evidence"])
        return Edge(**record)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError("not a node or edge of a graph in JSON Lines", file, number) from error


def _value(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value
