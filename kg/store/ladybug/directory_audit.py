"""Whether index and embedded database hold what the records of their graph directory give."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from kg.core.types import Edge, Node, PropertyGraph
from kg.store.codec.checksums import Checksums
from kg.store.codec.hashes import edge_hash, node_hash
from kg.store.directory.directory_state import read_projection
from kg.store.directory.file_sums import file_sum
from kg.store.directory.graph_directory import GraphDirectory, open_directory, refreshed
from kg.store.directory.index.index_schema import FILE as INDEX
from kg.store.directory.index.index_schema import create_index, index_errors
from kg.store.directory.snapshot import IndexedGraph
from kg.store.ladybug.projection import FILE

__all__ = ["COMPARED", "SummedGraph", "content_problems", "database_problems", "index_problems"]

_NAMED = "label, id, name, aliases, date, words"

COMPARED = {
    **{
        table: (table, "*")
        for table in ("reading", "fact", "name", "cluster", "meaning", "thing", "node", "edge")
    },
    "named": ("named", _NAMED),
    "spelling": ("named JOIN spelling USING (number)", f"{_NAMED}, spelling"),
    "word": ("named JOIN word USING (number)", f"{_NAMED}, word"),
}
"""What of the index follows from the records, whatever was added in which order: table -> what is
selected of it, and the columns."""


@dataclass(slots=True)
class SummedGraph:
    """A graph whose nodes and edges are counted and summed while they are walked."""

    graph: PropertyGraph
    checksums: Checksums = field(default_factory=Checksums)

    def nodes(self) -> Iterator[Node]:
        """Every node, by label and id."""
        for node in self.graph.nodes():
            self.checksums.nodes[node.label].add(node_hash(node))
            yield node

    def edges(self) -> Iterator[Edge]:
        """Every edge, by paper, type, source and target."""
        for edge in self.graph.edges():
            self.checksums.edges[edge.type].add(edge_hash(edge))
            yield edge


def database_problems(directory: Path) -> Iterator[str]:
    """Whether the file of the embedded database has other bytes than were written, in one line.

    Databases of versions that noted no checksum are not compared.
    """
    known, path = read_projection(directory), directory / FILE
    if known is None or known.size is None or not path.is_file():
        return
    if path.stat().st_size != known.size or file_sum(path, known.size) != known.sum:
        yield f"{path} has other bytes than were written"


def index_problems(directory: Path) -> Iterator[str]:
    """Where the index differs from one that is made anew from the records, a line a table.

    Takes the time of making it, in memory that does not grow with the graph.

    Raises:
        GraphError: SQLite cannot read the index.
    """
    kept, path = open_directory(directory), directory / INDEX
    with tempfile.TemporaryDirectory() as place, closing(create_index(Path(place))) as made:
        refreshed(GraphDirectory(directory, made))
        with index_errors(directory):
            kept.index.execute("ATTACH ? AS fresh", (str(Path(place, INDEX)),))
            try:
                for name, (table, columns) in COMPARED.items():
                    rows = _differing(kept.index, table, columns)
                    if rows:
                        yield f"{path} differs from the records in {rows:,} rows of {name}"
            finally:
                kept.index.execute("DETACH fresh")


def _differing(db: sqlite3.Connection, table: str, columns: str) -> int:
    """How many rows only one of the two indexes has."""
    mine = f"SELECT {columns} FROM {_of('main', table)}"  # noqa: S608
    fresh = f"SELECT {columns} FROM {_of('fresh', table)}"  # noqa: S608
    statement = (
        f"SELECT (SELECT count(*) FROM ({mine} EXCEPT {fresh}))"  # noqa: S608
        f" + (SELECT count(*) FROM ({fresh} EXCEPT {mine}))"
    )
    return int(db.execute(statement).fetchone()[0])


def _of(schema: str, table: str) -> str:
    return f"{schema}.{table}".replace("JOIN ", f"JOIN {schema}.")


def content_problems(directory: Path, held: Checksums) -> Iterator[str]:
    """Where the database holds other nodes or edges than the records give, in one line.

    Args:
        directory: a graph directory with a sound index.
        held: counts and sums of what the database holds.
    """
    difference = held.difference(IndexedGraph(open_directory(directory)).checksums())
    if difference:
        yield f"{directory / FILE} differs from the records: {difference}"
