"""Nodes and edges as flat rows and back: the one form that every engine stores.

``node_from(node.label, node_row(node)) == node``, and the same of edges, for every node that
has all properties of its label (absent ones come back as None).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar, cast

from kg.core.codec import decode_evidence, encode_evidence
from kg.core.errors import StoreError
from kg.core.schema import EDGE_ENDS, EDGE_PROPERTIES, LABELS, NODE_PROPERTIES
from kg.core.types import Edge, Node, PropertyGraph, Value

Row = dict[str, object]

MARK = "kg"
"""The property of nodes, and the parameter of questions, that names the graph they belong to."""

WORDS = "kg_words"
"""The property of nodes that holds the words by which they are found."""

GRAPH = "papers"
"""The name of a graph that was given no other."""


class Kind(NamedTuple):
    """What one table of edges, or one statement, covers."""

    type: str
    source: str
    target: str


KINDS = tuple(Kind(edge, *ends) for edge, pairs in EDGE_ENDS.items() for ends in pairs)

_OF_EVIDENCE = ("paper", "start", "end", "text", "sentence", "score", "by", "support", "evidence")
_OWN = tuple(name for name in EDGE_PROPERTIES if name not in _OF_EVIDENCE)
"""The properties that an edge carries itself; the others follow from its evidence."""

_PYTHON: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "strings": tuple,
    "float": (float, int),
    "int": int,
    "bool": bool,
}


def node_row(node: Node) -> Row:
    """The node's ``id`` and every property of its label, None where it has none.

    Raises:
        StoreError: the label, a property, or the type of a value is not in `kg.core.schema`.
    """
    kinds = NODE_PROPERTIES.get(node.label)
    if kinds is None:
        raise StoreError(f"{node.id!r}: no label {node.label!r} in the schema")
    if not node.id:
        raise StoreError(f"a {node.label} without id")
    _refuse_unknown(node.id, node.properties, kinds)
    properties = {k: _stored(node.id, k, kinds[k], node.properties.get(k)) for k in kinds}
    return {"id": _stored(node.id, "id", "string", node.id), **properties}


def edge_row(edge: Edge) -> Row:
    """``source``, ``target`` and every property of an edge.

    Raises:
        StoreError: the edge has no evidence, or is not of `kg.core.schema`.
    """
    if (edge.type, edge.source_label, edge.target_label) not in _KIND_SET:
        raise StoreError(
            f"{_name(edge)}: {edge.type} does not join {edge.source_label} to {edge.target_label}"
        )
    if not edge.evidence:
        raise StoreError(f"{_name(edge)}: an edge without evidence")
    if edge.properties:
        _refuse_unknown(_name(edge), edge.properties, _OWN)
    row = _row_of(edge)
    if not _is_usual(row):
        for key, kind in EDGE_PROPERTIES.items():
            row[key] = _stored(_name(edge), key, kind, row[key])
    return row


_KIND_SET: frozenset[tuple[str, str, str]] = frozenset(KINDS)


def _name(edge: Edge) -> str:
    return f"{edge.type} {edge.source!r} -> {edge.target!r}"


def _row_of(edge: Edge) -> Row:
    best, own = edge.best, edge.properties.get
    return {
        "source": edge.source,
        "target": edge.target,
        "paper": edge.paper,
        "start": best.start,
        "end": best.end,
        "text": best.text,
        "sentence": best.sentence,
        "score": edge.score,
        "by": best.by,
        "support": len(edge.evidence),
        "evidence": encode_evidence(edge.evidence),
        **{key: own(key) for key in _OWN},
    }


def _refuse_unknown(name: str, properties: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(properties).difference(known))
    if unknown:
        raise StoreError(f"{name}: no property {unknown[0]!r} in the schema")


def _is_usual(row: Row) -> bool:
    """Whether engines take the properties of an edge as they are: seen for all of them at once,
    for this is asked of every edge that is written."""
    if tuple(map(type, _PROPERTIES_OF(row))) not in _USUAL:
        return False
    text = "".join(filter(None, cast("tuple[str, ...]", _TEXTS_OF(row))))
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


_PROPERTIES_OF = itemgetter(*EDGE_PROPERTIES)
_TEXTS_OF = itemgetter(*(name for name, kind in EDGE_PROPERTIES.items() if kind == "string"))
_TYPES = {"string": str, "float": float, "int": int, "bool": bool, "strings": list}
_USUAL = frozenset(
    product(
        *(
            (_TYPES[kind], type(None)) if name in _OWN else (_TYPES[kind],)
            for name, kind in EDGE_PROPERTIES.items()
        )
    )
)
"""The types of the properties of an edge, in order; those that it carries itself may be absent."""


def _stored(name: str, key: str, kind: str, value: object) -> object:
    """The value as engines take it: float for float, list for tuple, text that UTF-8 holds."""
    if value is None:
        return None
    if not isinstance(value, _PYTHON[kind]):
        raise StoreError(f"{name}: {key} must be of kind {kind}, not {value!r:.60}")
    if isinstance(value, str):
        return _utf8(name, key, value)
    if isinstance(value, tuple):
        if not all(isinstance(item, str) for item in value):
            raise StoreError(f"{name}: {key} must be a list of texts, not {value!r:.60}")
        return [_utf8(name, key, item) for item in value]
    return float(cast("float", value)) if kind == "float" else value


def _utf8(name: str, key: str, text: str) -> str:
    try:
        if not text.isascii():
            text.encode()
    except UnicodeEncodeError as error:
        raise StoreError(f"{name!r}: {key} holds half a character: {error}") from error
    return text


def node_from(label: str, row: Mapping[str, object]) -> Node:
    """The inverse of `node_row`; absent properties are None."""
    properties = {key: _value(row.get(key)) for key in NODE_PROPERTIES[label]}
    return Node(label, cast("str", row["id"]), properties)


def edge_from(kind: Kind, row: Mapping[str, object]) -> Edge:
    """The inverse of `edge_row`."""
    return Edge(
        kind.type,
        kind.source,
        cast("str", row["source"]),
        kind.target,
        cast("str", row["target"]),
        cast("str", row["paper"]),
        decode_evidence(cast("str", row["evidence"])),
        {key: _value(row[key]) for key in _OWN if row.get(key) is not None},
    )


def _value(value: object) -> Value:
    return tuple(value) if isinstance(value, list) else cast("Value", value)


def node_order(node: Node) -> tuple[int, str]:
    """Where a node stands in the canonical order."""
    return (LABELS.index(node.label) if node.label in LABELS else -1, node.id)


def edge_order(edge: Edge) -> tuple[str, str, str, str]:
    """Where an edge stands in the canonical order."""
    return (edge.paper, edge.type, edge.source, edge.target)


def nodes_in_order(graph: PropertyGraph) -> Iterator[Node]:
    """The graph's nodes.

    Raises:
        StoreError: one comes twice, or out of the canonical order.
    """
    return ascending(graph.nodes(), node_order)


def edges_in_order(graph: PropertyGraph) -> Iterator[Edge]:
    """The graph's edges.

    Raises:
        StoreError: one comes twice, or out of the canonical order.
    """
    return ascending(graph.edges(), edge_order)


_Item = TypeVar("_Item")


def ascending(items: Iterable[_Item], order: Callable[[_Item], Any]) -> Iterator[_Item]:
    """The items.

    Raises:
        StoreError: one comes twice, or out of order.
    """
    last = None
    for item in items:
        place = order(item)
        if last is not None and not last < place:
            raise StoreError(f"the graph yields {place} after {last}: not in canonical order")
        last = place
        yield item
