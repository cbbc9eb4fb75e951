"""What a server holds of a graph: sums, pages of nodes, edges of some papers at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.core.errors import StoreError
from kg.core.schema import LABELS
from kg.store.codec.checksums import Checksum, Checksums
from kg.store.neo4j import neo4j_cypher
from kg.store.neo4j.connection import Connection

EDGES_AT_ONCE = 5_000
"""Edges that are read at once, or those of one paper if it has more."""


def check_graph(connection: Connection) -> None:
    """Refuse to answer for a graph that the database does not hold.

    Raises:
        StoreError: there is none of the name; the message lists those that there are.
    """
    names = [row["name"] for row in connection.rows(neo4j_cypher.GRAPHS)]
    if connection.graph in names or connection.rows(neo4j_cypher.any_node()):
        return
    there = f"there are {', '.join(map(repr, names))}" if names else "`kg push` makes one"
    raise StoreError(f"{connection}: no graph of that name there; {there}")


def read_checksums(connection: Connection) -> Checksums:
    """Counts and sums of all that the server holds of the graph."""
    found = Checksums()
    nodes = connection.rows(neo4j_cypher.check_nodes())
    edges = connection.rows(neo4j_cypher.check_edges())
    for held, rows in ((found.nodes, nodes), (found.edges, edges)):
        for row in rows:
            name = row.pop("name")
            held[name].count, held[name].high, held[name].low = (
                row["count"],
                row["high"],
                row["low"],
            )
    return found


def paper_checksums(connection: Connection) -> dict[str, Checksum]:
    """Counts and sums of the edges that come from each paper."""
    rows = connection.rows(neo4j_cypher.check_papers())
    return {row.pop("paper"): Checksum(**row) for row in rows}


def read_pages(connection: Connection, statement: str, size: int) -> Iterator[dict[str, Any]]:
    """The rows of a statement that gives at most ``size`` after the id ``$after``, to the end."""
    after = ""
    while True:
        rows = connection.rows(statement, after=after)
        yield from rows
        if len(rows) < size:
            return
        after = rows[-1]["id"]


def edges_by_paper(connection: Connection, columns: str) -> Iterator[list[dict[str, Any]]]:
    """All edges, those of some papers at a time: papers ascend, unordered within a batch."""
    sizes = {paper: check.count for paper, check in paper_checksums(connection).items()}
    for papers in paper_batches(sorted(sizes), sizes):
        yield edges_of_papers(connection, papers, columns)


def edges_of_papers(
    connection: Connection, papers: Iterable[str], columns: str
) -> list[dict[str, Any]]:
    """The edges that come from some papers."""
    return connection.rows(
        neo4j_cypher.edges_of_papers(columns), papers=list(papers), labels=list(LABELS)
    )


def paper_batches(papers: Iterable[str], sizes: dict[str, int]) -> Iterator[list[str]]:
    """The papers, as many at a time as have `EDGES_AT_ONCE` edges together.

    >>> list(paper_batches("abc", {"a": 4000, "b": 2000, "c": 1}))
    [['a', 'b'], ['c']]
    """
    stretch: list[str] = []
    held = 0
    for paper in papers:
        stretch.append(paper)
        held += sizes[paper]
        if held >= EDGES_AT_ONCE:
            yield stretch
            stretch, held = [], 0
    if stretch:
        yield stretch
