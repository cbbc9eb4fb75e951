"""What a server holds of a graph: sums, pages of nodes, edges of some papers at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.core.schema import LABELS
from kg.store.codec.checksums import Check, Checks
from kg.store.neo4j import neo4j_cypher
from kg.store.neo4j.connection import Connection

LOT = 5_000
"""Edges that are read at once, or those of one paper if it has more."""


def checks(connection: Connection) -> Checks:
    """Counts and sums of all that the server holds of the graph."""
    found = Checks()
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


def paper_checks(connection: Connection) -> dict[str, Check]:
    """Counts and sums of the edges that come from each paper."""
    rows = connection.rows(neo4j_cypher.check_papers())
    return {row.pop("paper"): Check(**row) for row in rows}


def pages(connection: Connection, statement: str, size: int) -> Iterator[dict[str, Any]]:
    """The rows of a statement that gives at most ``size`` after the id ``$after``, to the end."""
    after = ""
    while True:
        rows = connection.rows(statement, after=after)
        yield from rows
        if len(rows) < size:
            return
        after = rows[-1]["id"]


def edges_by_paper(connection: Connection, columns: str) -> Iterator[list[dict[str, Any]]]:
    """All edges, those of some papers at a time: papers ascend, within a lot there is no order."""
    sizes = {paper: check.count for paper, check in paper_checks(connection).items()}
    for papers in stretches(sorted(sizes), sizes):
        yield edges_of(connection, papers, columns)


def edges_of(connection: Connection, papers: Iterable[str], columns: str) -> list[dict[str, Any]]:
    """The edges that come from some papers."""
    return connection.rows(
        neo4j_cypher.edges_of_papers(columns), papers=list(papers), labels=list(LABELS)
    )


def stretches(papers: Iterable[str], sizes: dict[str, int]) -> Iterator[list[str]]:
    """The papers, as many at a time as have `LOT` edges together.

    >>> list(stretches("abc", {"a": 4000, "b": 2000, "c": 1}))
    [['a', 'b'], ['c']]
    """
    stretch: list[str] = []
    held = 0
    for paper in papers:
        stretch.append(paper)
        held += sizes[paper]
        if held >= LOT:
            yield stretch
            stretch, held = [], 0
    if stretch:
        yield stretch
