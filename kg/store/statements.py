"""The Cypher that writes a graph to Neo4j: one static statement for each label and kind of edge.

Every node and edge of ours carries `MARK`, the name of the graph that it belongs to. Keys
begin with it, so that graphs share a database without meeting, and data of others is never
matched, changed or removed. Labels, types and property names come from `kg.schema`; data
comes by parameters alone: ``$rows``, ``$graph``, ``$ids``, ``$after``, ``$first``, ``$last``.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.schema import EDGE_PROPERTIES, EDGE_TYPES, LABELS, NODE_PROPERTIES
from kg.store.rows import MARK, Kind


def constraints() -> Iterator[tuple[str, str]]:
    """(name, statement) of what makes the key of each label unique, and ids quick to find."""
    for label in LABELS:
        key, index = f"kg_{label.lower()}_key", f"kg_{label.lower()}_id"
        yield (
            key,
            f"CREATE CONSTRAINT {key} IF NOT EXISTS"
            f" FOR (n:{label}) REQUIRE (n.{MARK}, n.id) IS UNIQUE",
        )
        yield index, f"CREATE INDEX {index} IF NOT EXISTS FOR (n:{label}) ON (n.id)"


def merge_nodes(label: str) -> str:
    """Write ``$rows`` of node properties; a node that is as it should be is not touched."""
    return (
        f"UNWIND $rows AS row MERGE (n:{label} {{{MARK}: row.{MARK}, id: row.id}})"
        f"{_set('n', 'row')} RETURN count(*) AS found"
    )


def merge_edges(kind: Kind) -> str:
    """Write ``$rows`` of {number, source, target, properties}; how many found both their ends."""
    return (
        f"UNWIND $rows AS row MATCH (s:{kind.source} {{{MARK}: $graph, id: row.source}})"
        f" MATCH (t:{kind.target} {{{MARK}: $graph, id: row.target}})"
        f" MERGE (s)-[r:`{kind.type}` {{{MARK}: $graph, paper: row.properties.paper}}]->(t)"
        f"{_set('r', 'row.properties')} RETURN count(DISTINCT row.number) AS found"
    )


def _set(name: str, properties: str) -> str:
    differs = f"CASE WHEN properties({name}) <> {properties} THEN [1] ELSE [] END"
    return f" FOREACH (_ IN {differs} | SET {name} = {properties})"


def count_nodes() -> str:
    """How many nodes of ours have each label, zeros included."""
    return " UNION ALL ".join(
        f"MATCH (n:{label} {{{MARK}: $graph}})"
        f" WITH count(*) AS found RETURN '{label}' AS name, found"
        for label in LABELS
    )


def count_edges() -> str:
    """How many edges of ours have each type, zeros included."""
    return " UNION ALL ".join(
        f"MATCH ()-[r:`{edge}` {{{MARK}: $graph}}]->()"
        f" WITH count(*) AS found RETURN '{edge}' AS name, found"
        for edge in EDGE_TYPES
    )


def page_of_nodes(label: str, limit: int) -> str:
    """Nodes of ours after the id ``$after``, whole, in the order of ids."""
    columns = ", ".join(f"n.`{name}` AS `{name}`" for name in NODE_PROPERTIES[label])
    return f"{_after(label, limit)} RETURN id, {columns}"


def page_of_ids(label: str, limit: int) -> str:
    """Ids and element ids of our nodes after the id ``$after``, in the order of ids."""
    return f"{_after(label, limit)} RETURN id, elementId(n) AS element"


def _after(label: str, limit: int) -> str:
    return (
        f"MATCH (n:{label}) WHERE n.{MARK} = $graph AND n.id > $after"
        f" WITH n, n.id AS id ORDER BY n.{MARK}, n.id LIMIT {limit}"
    )


def sources_by_paper(label: str) -> str:
    """For each paper, from which nodes of the label how many of our edges go out."""
    return (
        f"MATCH (s:{label} {{{MARK}: $graph}})-[r {{{MARK}: $graph}}]->()"
        " RETURN r.paper AS paper, s.id AS source, count(*) AS edges"
    )


def edges_from(kind: Kind, *, whole: bool) -> str:
    """Edges of ours out of the nodes ``$ids``, of the papers from ``$first`` to ``$last``."""
    names = EDGE_PROPERTIES if whole else ("paper",)
    columns = ", ".join(f"r.`{name}` AS `{name}`" for name in names)
    return (
        f"UNWIND $ids AS id MATCH (s:{kind.source} {{{MARK}: $graph, id: id}})"
        f"-[r:`{kind.type}` {{{MARK}: $graph}}]->(t:{kind.target} {{{MARK}: $graph}})"
        " WHERE r.paper >= $first AND r.paper <= $last"
        f" RETURN id AS source, t.id AS target, elementId(r) AS element, {columns}"
    )


DELETE_NODES = "UNWIND $ids AS id MATCH (n) WHERE elementId(n) = id DETACH DELETE n"
"""Takes every edge of the nodes along: none could stay without its end."""

DELETE_EDGES = "UNWIND $ids AS id MATCH ()-[r]->() WHERE elementId(r) = id DELETE r"
