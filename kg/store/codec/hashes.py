"""Short digests of nodes and edges, by which two states of a graph are compared."""

from __future__ import annotations

from hashlib import blake2b
from operator import attrgetter

from kg.core.types import Edge, Node


def node_hash(node: Node) -> int:
    """A digest of all that a node holds, in signed 64 bits.

    An absent property and one that is None are the same.
    """
    held = sorted((key, value) for key, value in node.properties.items() if value is not None)
    return _digest((node.label, node.id, held))


def edge_hash(edge: Edge) -> int:
    """A digest of all that an edge holds, in signed 64 bits."""
    evidence = list(map(_FACTS, edge.evidence))
    held = sorted((key, value) for key, value in edge.properties.items() if value is not None)
    ends = (edge.source_label, edge.source, edge.target_label, edge.target)
    return _digest((edge.type, *ends, edge.paper, evidence, held))


_FACTS = attrgetter("start", "end", "text", "sentence", "by", "score", "field")


def _digest(facts: object) -> int:
    data = repr(facts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)
