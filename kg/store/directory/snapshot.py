"""Graphs as a push reads them: digests of everything first, and then only what differs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple, Protocol

from kg.core.errors import StoreError
from kg.core.schema import EDGE_TYPES, LABELS, PAPER, RESULT
from kg.core.types import Edge, Node, PropertyGraph
from kg.store.codec.batches import merge_join
from kg.store.codec.checksums import HALF, Checksum, Checksums
from kg.store.codec.hashes import edge_hash, node_hash
from kg.store.codec.rows import edges_in_order, nodes_in_order
from kg.store.directory.graph_directory import GraphDirectory
from kg.store.directory.index.index_schema import FILE
from kg.store.directory.pending_changes import nodes_of_owner


class HashedNode(NamedTuple):
    """The digest of a node, and the way to read it."""

    digest: int
    read: Callable[[], Node]


class HashedPaper(NamedTuple):
    """Count and sums of the edges that come from a paper, and the way to read them."""

    check: Checksum
    read: Callable[[], list[tuple[Edge, int]]]


class WholePaper(NamedTuple):
    """A paper's node and those of its results, and its edges, each with its digest."""

    id: str
    nodes: list[tuple[Node, int]]
    edges: list[tuple[Edge, int]]


class HashedGraph(Protocol):
    """A graph whose digests are to be had apart from its nodes and edges.

    Nodes of all labels are asked for in the order of `kg.core.schema.LABELS`, then the edges; what
    is yielded is read before the next is asked for, or not at all.
    """

    def agrees(self, name: str, held: Checksum) -> bool:
        """Whether it is known beforehand that a label or type is counted and summed like that."""
        ...

    def checksums(self) -> Checksums:
        """Counts and sums of the whole graph, once all that does not agree was asked for."""
        ...

    def nodes(self, label: str) -> Iterator[tuple[str, HashedNode]]:
        """The nodes of a label by id."""
        ...

    def edges(self) -> Iterator[tuple[str, HashedPaper]]:
        """The edges by paper."""
        ...


class WalkedGraph:
    """Any graph: its digests are computed as it is walked, once."""

    def __init__(self, graph: PropertyGraph) -> None:
        self._checksums = Checksums()
        self._labels = groupby(nodes_in_order(graph), key=lambda node: node.label)
        self._edges = edges_in_order(graph)
        self._current = next(self._labels, None)

    def agrees(self, name: str, held: Checksum) -> bool:  # noqa: ARG002
        """Nothing is known before the walk."""
        return False

    def checksums(self) -> Checksums:
        """Counts and sums of all that was walked."""
        return self._checksums

    def nodes(self, label: str) -> Iterator[tuple[str, HashedNode]]:
        """The nodes of a label by id.

        Raises:
            StoreError: the graph has a label that is not in the schema.
        """
        if self._current is not None and self._current[0] not in LABELS:
            raise StoreError(f"no label {self._current[0]!r} in the schema")
        if self._current is not None and self._current[0] == label:
            for node in self._current[1]:
                digest = node_hash(node)
                self._checksums.nodes[label].add(digest)
                yield node.id, HashedNode(digest, partial(_same_node, node))
            self._current = next(self._labels, None)

    def edges(self) -> Iterator[tuple[str, HashedPaper]]:
        """The edges by paper."""
        for paper, edges in groupby(self._edges, key=lambda edge: edge.paper):
            found = [(edge, edge_hash(edge)) for edge in edges]
            for edge, digest in found:
                self._checksums.edges[edge.type].add(digest)
            yield paper, HashedPaper(checksum_of(found), partial(_same_edges, found))


def _same_node(node: Node) -> Node:
    return node


def _same_edges(edges: list[tuple[Edge, int]]) -> list[tuple[Edge, int]]:
    return edges


def checksum_of(hashed: Sequence[tuple[object, int]]) -> Checksum:
    """Count and sums of some nodes or edges by their digests."""
    check = Checksum()
    for _, digest in hashed:
        check.add(digest)
    return check


class IndexedGraph:
    """The graph of a directory: its index holds the digests, its records what they are of.

    What is read from the records is held against the index, so that an index that does not
    match them is found before anything of it is taken as right.
    """

    def __init__(self, directory: GraphDirectory) -> None:
        self._directory, self._index = directory, directory.index
        self._owned: tuple[tuple[str, str], dict[str, Node]] = (("", ""), {})

        self._checksums = _sums(directory.index)

    def agrees(self, name: str, held: Checksum) -> bool:
        """Whether the index counts and sums a label or type like that."""
        known = self._checksums.nodes if name in self._checksums.nodes else self._checksums.edges
        return known[name] == held

    def checksums(self) -> Checksums:
        """Counts and sums of the whole graph."""
        return self._checksums

    def nodes(self, label: str) -> Iterator[tuple[str, HashedNode]]:
        """The nodes of a label by id."""
        rows = self._index.execute(
            "SELECT id, owner, digest FROM node WHERE label = ? ORDER BY id",
            (LABELS.index(label),),
        )
        for identifier, owner, digest in rows:
            read = partial(self._node, label, identifier, owner, digest)
            yield identifier, HashedNode(digest, read)

    def edges(self) -> Iterator[tuple[str, HashedPaper]]:
        """The edges by paper."""
        rows = self._index.execute(_PAPERS)
        for paper, *sums in rows:
            check = Checksum(*sums)
            yield paper, HashedPaper(check, partial(self._edges, paper, check))

    def papers(self) -> Iterator[WholePaper]:
        """All that comes from papers, by paper: a walk that reads each of them once."""
        nodes = ((owner, Checksum(*sums)) for owner, *sums in self._index.execute(_OWNERS, _OWNED))
        edges = ((paper, Checksum(*sums)) for paper, *sums in self._index.execute(_PAPERS))
        for identifier, *checks in merge_join(nodes, edges):
            found = self._directory.subgraph(identifier)
            if found is None:
                raise self._damaged(identifier)
            paper = WholePaper(
                identifier,
                [(node, node_hash(node)) for node in (found.node, *found.results)],
                [(edge, edge_hash(edge)) for edge in found.edges],
            )
            sums = [checksum_of(paper.nodes), checksum_of(paper.edges)]
            if sums != [check or Checksum() for check in checks]:
                raise self._damaged(identifier)
            yield paper

    def edges_of(self, paper: str) -> list[tuple[Edge, int]]:
        """The edges that come from a paper, each with its digest."""
        found = self._directory.subgraph(paper, keep=True)
        return [(edge, edge_hash(edge)) for edge in found.edges] if found else []

    def _node(self, label: str, identifier: str, owner: str, digest: int) -> Node:
        if self._owned[0] != (label, owner):  # The results of a paper come one after another.
            nodes = nodes_of_owner(self._directory, label, owner)
            self._owned = ((label, owner), {node.id: node for node in nodes})
        node = self._owned[1].get(identifier)
        if node is None or node_hash(node) != digest:
            raise self._damaged(identifier)
        return node

    def _edges(self, paper: str, check: Checksum) -> list[tuple[Edge, int]]:
        edges = self.edges_of(paper)
        if checksum_of(edges) != check:
            raise self._damaged(paper)
        return edges

    def _damaged(self, name: str) -> StoreError:
        path = self._directory.path / FILE
        return StoreError(f"{path}: differs from the records about {name}: remove it")


_SUMS = f"count(*), sum(digest / {HALF}), sum(digest % {HALF})"
"""As `Check` has them: like the server's, SQLite's quotients and remainders keep the sign."""

_LABELS = f"SELECT label, {_SUMS} FROM node GROUP BY label"  # noqa: S608
_TYPES = f"SELECT type, {_SUMS} FROM edge GROUP BY type"  # noqa: S608
_OWNERS = f"SELECT owner, {_SUMS} FROM node WHERE label IN (?, ?) GROUP BY owner ORDER BY owner"  # noqa: S608
_OWNED = (LABELS.index(PAPER), LABELS.index(RESULT))
_PAPERS = f"SELECT paper, {_SUMS} FROM edge GROUP BY paper ORDER BY paper"  # noqa: S608


def _sums(index: sqlite3.Connection) -> Checksums:
    nodes = dict.fromkeys(LABELS, Checksum())
    edges = dict.fromkeys(EDGE_TYPES, Checksum())
    for rank, *sums in index.execute(_LABELS):
        nodes[LABELS[rank]] = Checksum(*sums)
    for edge, *sums in index.execute(_TYPES):
        edges[edge] = Checksum(*sums)
    return Checksums(nodes, edges)
