"""What is said to the embedded engine about its tables: declaring, filling and changing them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.core.schema import EDGE_ENDS, EDGE_PROPERTIES, LABELS, NODE_PROPERTIES, RESULT
from kg.store.codec.rows import MARK, WORDS, Kind

_COLUMN = {
    "string": "STRING",
    "strings": "STRING[]",
    "float": "DOUBLE",
    "int": "INT64",
    "bool": "BOOLEAN",
}


def create_tables() -> Iterator[str]:
    """The statements that declare every label and edge type, and what Cypher lacks here."""
    for label in LABELS:
        columns = _columns({**NODE_PROPERTIES[label], MARK: "string", WORDS: "string"})
        yield f"CREATE NODE TABLE `{label}`(id STRING PRIMARY KEY{columns})"
    for edge, ends in EDGE_ENDS.items():
        pairs = ", ".join(f"FROM `{source}` TO `{target}`" for source, target in ends)
        yield f"CREATE REL TABLE `{edge}`({pairs}{_columns(EDGE_PROPERTIES)})"
    yield "CREATE MACRO type(edge) AS label(edge)"  # What Neo4j calls it; the queries do too.


def _columns(kinds: Mapping[str, str]) -> str:
    return "".join(f", `{name}` {_COLUMN[kind]}" for name, kind in kinds.items())


def copy_rows(path: Path, owner: str | Kind) -> str:
    """The statement that adds a file of rows, none of which the table has."""
    if isinstance(owner, str):
        return f"COPY `{owner}` FROM {_quoted(path)}"
    return f"COPY `{owner.type}` FROM {_quoted(path)} (from='{owner.source}', to='{owner.target}')"


def merge_nodes(path: Path, label: str) -> str:
    """The statement that upserts nodes from the rows of a file."""
    columns = ", ".join(f"n.`{name}` = `{name}`" for name in (*NODE_PROPERTIES[label], MARK, WORDS))
    return f"LOAD FROM {_quoted(path)} MERGE (n:`{label}` {{id: id}}) SET {columns}"


def find_by_keys(words: Iterable[str], limit: int) -> str:
    """The statement for nodes with the words that these parameters hold, short ones first."""
    named = "|".join(label for label in LABELS if label != RESULT)
    held = " AND ".join(f"n.{WORDS} CONTAINS ${word}" for word in words)
    return (
        f"MATCH (n:{named}) WHERE {held}"
        " RETURN label(n) AS label, n.id AS id, coalesce(n.name, n.title) AS name,"
        " coalesce(n.aliases, []) AS aliases, n.date AS date"
        f" ORDER BY size(n.{WORDS}), id LIMIT {limit}"
    )


def find_by_name(labels: Sequence[str]) -> str:
    """The statement for nodes of the labels that are called $name, which is in lower case."""
    held = {name for label in labels for name in NODE_PROPERTIES[label]}
    column = {name: f"n.{name}" if name in held else "null" for name in ("name", "title", "date")}
    named = f"coalesce({column['name']}, {column['title']}, '')"
    aliases = "coalesce(n.aliases, [])" if "aliases" in held else "CAST([] AS STRING[])"
    return (
        f"WITH $name AS wanted MATCH (n:{'|'.join(labels)})"  # any() takes no parameter.
        f" WITH wanted, label(n) AS label, n.id AS id, {named} AS name,"
        f" {aliases} AS aliases, {column['date']} AS date"
        " WHERE toLower(id) = wanted OR toLower(name) = wanted"
        " OR any(a IN aliases WHERE toLower(a) = wanted)"
        " RETURN label, id, name, aliases, date ORDER BY id"
    )


def edges_between_papers(kind: Kind) -> str:
    """The statement for the edges of a kind that come from the papers $first to $last."""
    columns = ", ".join(f"r.`{name}` AS `{name}`" for name in EDGE_PROPERTIES)
    return (
        f"MATCH (s:`{kind.source}`)-[r:`{kind.type}`]->(t:`{kind.target}`)"
        " WHERE r.paper >= $first AND r.paper <= $last"
        f" RETURN s.id AS source, t.id AS target, {columns}"
    )


def delete_nodes(label: str) -> str:
    """The statement that deletes the nodes of $ids, which have no edges any more."""
    return f"UNWIND $ids AS gone MATCH (n:`{label}` {{id: gone}}) DELETE n"


def delete_edge(kind: Kind) -> str:
    """The statement that deletes the edge of $source, $target and $paper, found by its ends."""
    return (
        f"MATCH (s:`{kind.source}` {{id: $source}})-[r:`{kind.type}`]->"
        f"(t:`{kind.target}` {{id: $target}}) WHERE r.paper = $paper DELETE r"
    )


def delete_edges(path: Path, kind: Kind) -> str:
    """The statement that deletes the edges a file names by source, target and paper."""
    return (
        f"LOAD FROM {_quoted(path)} MATCH (s:`{kind.source}` {{id: source}})"
        f"-[r:`{kind.type}`]->(t:`{kind.target}` {{id: target}})"
        " WHERE r.paper = paper DELETE r"
    )


def _quoted(path: Path) -> str:
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'
