"""A part of a graph: what some papers state, or what is of some types."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.core import schema
from kg.core.types import Edge, Node, PropertyGraph
from kg.graph.neighbourhood import Neighbourhood

__all__ = ["StatedBy", "addressing", "dated_since", "of_types", "stated_by"]


@dataclass(frozen=True, slots=True)
class StatedBy:
    """Some papers of a graph, the edges that they state, and the ends of these."""

    graph: PropertyGraph
    papers: frozenset[str]
    members: frozenset[str]

    def nodes(self) -> Iterator[Node]:
        """The papers and what they state something of, in the graph's order."""
        return (node for node in self.graph.nodes() if node.id in self.members)

    def edges(self) -> Iterator[Edge]:
        """The edges that the papers state, in the graph's order."""
        return (edge for edge in self.graph.edges() if edge.paper in self.papers)


def stated_by(graph: PropertyGraph, papers: Collection[str]) -> StatedBy:
    """The part of the graph that these papers state; the edges are walked once."""
    chosen = frozenset(papers)
    members = set(chosen)
    for edge in graph.edges():
        if edge.paper in chosen:
            members.update((edge.source, edge.target))
    return StatedBy(graph, chosen, frozenset(members))


def dated_since(graph: PropertyGraph, since: str) -> StatedBy:
    """What papers of this day or later state; ``since`` is a year, a month or a day in ISO 8601.

    A paper that is dated by its year alone counts as of the first day of it.
    """
    day = f"{since}-01-01"[:10]
    papers = {
        node.id
        for node in graph.nodes()
        if node.label == schema.PAPER and f"{node.properties.get('date') or ''}-01-01"[:10] >= day
    }
    return stated_by(graph, papers)


def addressing(graph: PropertyGraph, tasks: Collection[str]) -> StatedBy:
    """What papers state that are linked to one of the tasks, given by id."""
    wanted = frozenset(tasks)
    papers = {
        edge.source
        for edge in graph.edges()
        if edge.source_label == schema.PAPER and edge.target in wanted
    }
    return stated_by(graph, papers)


def of_types(graph: PropertyGraph, labels: Collection[str]) -> Neighbourhood:
    """The papers and results of the graph, and of its entities those with one of the labels."""
    kept = {*labels, schema.PAPER, schema.RESULT}
    members = frozenset(node.id for node in graph.nodes() if node.label in kept)
    return Neighbourhood(graph, members)
