"""A large graph made of a small real one: its papers many times, under ids of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

from kg.core.schema import LABELS, PAPER, RESULT
from kg.core.types import Edge, Node, PropertyGraph, Value

SHARED = 4
"""Papers from which on an entity is one for all copies, as ImageNet is; what fewer name is an
entity of each copy."""


@dataclass(frozen=True)
class Multiplied:
    """A graph in memory, of which `nodes` and `edges` walk ``copies`` copies."""

    copies: int
    of_nodes: tuple[Node, ...]
    of_edges: tuple[Edge, ...]
    shared: frozenset[str]

    @classmethod
    def of(cls, graph: PropertyGraph, copies: int) -> Self:
        """The graph that many times."""
        edges = tuple(graph.edges())
        papers = Counter(target for _, target in {(edge.paper, edge.target) for edge in edges})
        shared = frozenset(target for target, count in papers.items() if count >= SHARED)
        return cls(copies, tuple(graph.nodes()), edges, shared)

    def nodes(self) -> Iterator[Node]:
        """Every node, by label and id."""
        for label in LABELS:
            made = [
                (self._id(node.id, copy), copy, node)
                for node in self.of_nodes
                if node.label == label
                for copy in range(1 if node.id in self.shared else self.copies)
            ]
            for identifier, copy, node in sorted(made, key=lambda one: one[0]):
                yield replace(node, id=identifier, properties=_renamed(node, copy))

    def edges(self) -> Iterator[Edge]:
        """Every edge, by paper, type, source and target."""
        made = [
            (self._id(edge.paper, copy), edge.type, self._id(edge.source, copy), copy, place)
            for place, edge in enumerate(self.of_edges)
            for copy in range(self.copies)
        ]
        by_key = sorted(
            made, key=lambda one: (*one[:3], self._id(self.of_edges[one[4]].target, one[3]))
        )
        for paper, _, source, copy, place in by_key:
            edge = self.of_edges[place]
            target = self._id(edge.target, copy)
            yield replace(edge, paper=paper, source=source, target=target)

    def _id(self, identifier: str, copy: int) -> str:
        return identifier if copy == 0 or identifier in self.shared else f"{identifier}~c{copy}"


def _renamed(node: Node, copy: int) -> dict[str, Value]:
    """The properties of a copy: an entity that it has alone has a name of its own."""
    held = dict(node.properties)
    if copy and node.label not in (PAPER, RESULT):
        held["name"] = f"{held['name']} {copy}"
        held["aliases"] = (str(held["name"]),)
    return held
