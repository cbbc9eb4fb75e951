"""A part of a graph: what is near some nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.core.types import Edge, Node, PropertyGraph


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The nodes of a graph whose ids are ``members``, and the edges between them."""

    graph: PropertyGraph
    members: frozenset[str]

    def nodes(self) -> Iterator[Node]:
        """The members, in the graph's order."""
        return (node for node in self.graph.nodes() if node.id in self.members)

    def edges(self) -> Iterator[Edge]:
        """The edges whose both ends are members, in the graph's order."""
        return (
            edge
            for edge in self.graph.edges()
            if edge.source in self.members and edge.target in self.members
        )


def neighbourhood(graph: PropertyGraph, start: Iterable[str], hops: int) -> Neighbourhood:
    """The part of the graph within ``hops`` edges of the start, in either direction.

    The edges are walked once per hop; only the ids of members are held.
    """
    members = set(start)
    for _ in range(hops):
        reached: set[str] = set()
        for edge in graph.edges():
            if (edge.source in members) != (edge.target in members):
                reached.update((edge.source, edge.target))
        if reached <= members:
            break
        members |= reached
    return Neighbourhood(graph, frozenset(members))
