"""What the embedded database lacks: the nodes and edges that changed since it was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kg.core.schema import EDGE_TYPES, LABELS, PAPER, RESULT
from kg.core.types import Edge, Node
from kg.store.contract import Counts
from kg.store.directory.graph_directory import GraphDirectory
from kg.store.directory.index.cluster_index import cluster_node


@dataclass(frozen=True, slots=True)
class PendingChanges:
    """A graph of the nodes and edges that came or changed, and the keys of all that did or went.

    They come from the index and from the subgraphs of the papers concerned, one at a time.
    """

    directory: GraphDirectory

    def nodes(self) -> Iterator[Node]:
        """The nodes that came or changed, by label and id."""
        rows = self.directory.index.execute(
            "SELECT label, id, owner FROM stale_node JOIN node USING (label, id) ORDER BY label, id"
        )
        for label, identifier, owner in rows:
            found = node_of_owner(self.directory, LABELS[label], identifier, owner)
            if found is not None:
                yield found

    def edges(self) -> Iterator[Edge]:
        """The edges that came or changed, by paper, type, source and target."""
        for identifier, keys in groupby(self.edge_keys(), key=lambda key: key[0]):
            subgraph = self.directory.subgraph(identifier, keep=True)
            wanted = {key[1:] for key in keys}
            for edge in subgraph.edges if subgraph else ():
                if (edge.type, edge.source, edge.target) in wanted:
                    yield edge

    def gone_nodes(self) -> Iterator[tuple[str, str]]:
        """(label, id) of the nodes that went."""
        rows = self.directory.index.execute(
            "SELECT label, id FROM stale_node EXCEPT SELECT label, id FROM node"
        )
        return ((LABELS[label], identifier) for label, identifier in rows)

    def held_edge_keys(self) -> Iterator[tuple[str, str, str, str]]:
        """Those `edge_keys` that the database has: of edges that changed or went."""
        return iter(
            self.directory.index.execute(
                "SELECT paper, type, source, target FROM stale_edge WHERE held"
                " ORDER BY paper, type, source, target"
            )
        )

    def edge_keys(self) -> Iterator[tuple[str, str, str, str]]:
        """(paper, type, source id, target id) of the edges that came, changed or went."""
        return iter(
            self.directory.index.execute(
                "SELECT paper, type, source, target FROM stale_edge"
                " ORDER BY paper, type, source, target"
            )
        )

    def counts(self) -> Counts:
        """What the graph holds after the changes."""
        index = self.directory.index
        nodes = dict(index.execute("SELECT label, count(*) FROM node GROUP BY label").fetchall())
        edges = dict(index.execute("SELECT type, count(*) FROM edge GROUP BY type").fetchall())
        return Counts(
            {label: nodes.get(rank, 0) for rank, label in enumerate(LABELS)},
            {edge: edges.get(edge, 0) for edge in EDGE_TYPES},
        )


def node_of_owner(
    directory: GraphDirectory, label: str, identifier: str, owner: str
) -> Node | None:
    """A node of the graph, as its index names it and its owner; None if it is not there."""
    return next(
        (node for node in nodes_of_owner(directory, label, owner) if node.id == identifier), None
    )


def nodes_of_owner(directory: GraphDirectory, label: str, owner: str) -> list[Node]:
    """The nodes of a label that the index names one owner of: a paper, or the only node."""
    if label not in (PAPER, RESULT):
        node = cluster_node(directory.index, label, owner)
        return [] if node is None else [node]
    subgraph = directory.subgraph(owner, keep=True)
    if subgraph is None:
        return []
    return [subgraph.node] if label == PAPER else list(subgraph.results)
