"""The Cypher that writes a graph to Neo4j, from the labels and types of `kg.core.schema`.

Every node and edge of ours carries `MARK`, the name of the graph that it belongs to, and
`DIGEST`, by which it is compared without being read. Keys begin with the mark, so that graphs
share a database without meeting, and data of others is never matched, changed or removed.
Labels, types and property names come from `kg.core.schema`; data comes by parameters alone.

What writes begins with `HOLDING`: it does nothing unless ``$owner`` holds the graph's lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, cast

from kg.core.schema import EDGE_PROPERTIES, EDGE_TYPES, LABELS, NODE_PROPERTIES
from kg.store.codec.checksums import HALF
from kg.store.codec.rows import MARK, WORDS, Kind
from kg.store.neo4j.server_rows import DIGEST, FORMER, NODE_COLUMNS

GRAPH_LABEL = "KgGraph"
"""The node that stands for a graph: who writes to it, and whether it is whole."""

KEYS = "kg_keys"
"""The full-text index by which `kg search` finds nodes: of folded words, compared whole."""

FILE_LABEL = "KgFile"
"""The nodes that hold pieces of the files of a graph directory."""

_GRAPH = f"(graph:{GRAPH_LABEL} {{{MARK}: $graph}})"

HOLDING = (
    f"MATCH {_GRAPH} SET graph.until = timestamp() + $lease WITH graph WHERE graph.owner = $owner "
)
"""The node is written before its owner is read, so the lock cannot change hands between."""

TAKE = (
    f"MERGE {_GRAPH} SET graph.touched = timestamp()"
    " WITH graph, graph.owner AS owner, graph.since AS since, graph.until AS until"
    " WITH *, owner IS NULL OR until < timestamp() OR owner = $dead AS free"
    " FOREACH (_ IN CASE WHEN free THEN [1] ELSE [] END | SET graph.owner = $owner,"
    " graph.since = timestamp(), graph.until = timestamp() + $lease, graph.state = null)"
    " RETURN free, owner, since, until - timestamp() AS left,"
    " coalesce(graph.written, false) AS written, coalesce(graph.placed, false) AS placed"
)
"""Take the lock if it is free, or its holder is late or known to be dead."""

RENEW = f"MATCH {_GRAPH} WHERE graph.owner = $owner SET graph.until = timestamp() + $lease"

RELEASE = f"MATCH {_GRAPH} WHERE graph.owner = $owner SET graph.owner = null, graph.until = null"

FINISH = (
    f"{HOLDING} SET graph.state = $state, graph.files = $files, graph.written = null"
    " RETURN true AS held"
)

PLACE = (
    f"{HOLDING} WITH graph, properties(graph) AS held DETACH DELETE graph"
    f" CREATE (moved:{GRAPH_LABEL}) SET moved = held, moved.placed = true RETURN true AS held"
)
"""Make the node that stands for the graph anew, behind those of the graph: it was made before
them, and `MATCH (n) RETURN n LIMIT 25`, a user's first look, would begin with it."""

WRITTEN = f"MATCH {_GRAPH} SET graph.written = true, graph.state = null"
"""Note that data may change otherwise than by a push: digests are not to be believed."""

STATE = f"MATCH {_GRAPH} RETURN graph.state AS state, graph.files AS files, graph.owner AS owner"


def stand_for(graph: str) -> str:
    """Make the node that stands for a graph that no push wrote; ``graph`` is an expression."""
    return f"MERGE (graph:{GRAPH_LABEL} {{{MARK}: {graph}}}) SET graph.placed = true"


GRAPHS = f"MATCH (graph:{GRAPH_LABEL}) RETURN graph.{MARK} AS name ORDER BY name"


def any_node() -> str:
    """A row if the graph has any node: an offline import makes none that stands for the graph."""
    return " UNION ".join(
        f"MATCH (n:{label}) WHERE n.{MARK} = $graph AND n.id > '' RETURN true AS found LIMIT 1"
        for label in LABELS
    )


PLANNED = "CYPHER replan=skip"
"""Begins statements for which there is one good plan, however much is there: ends of edges are
sought by unique keys, and sums scan a label or type. Without it the server plans them anew each
time the database has grown, for longer than a small push takes."""


class RowGroup(NamedTuple):
    """What some rows are: nodes of a label or edges of a kind, and whether all are ``new``."""

    owner: str | Kind
    new: bool


@cache
def write_rows(groups: Sequence[RowGroup]) -> str:
    """Write ``$rows0``, ``$rows1``, ... of nodes of labels or edges of kinds; how many of each.

    Nodes come first, so that edges of the same statement may end in them. A row of a new node or
    edge is the list of its `columns`; the first two values of that of an edge are places in the
    lists of ids ``$ends``, by label, and no edge is written unless the nodes of all ids of its
    ends' labels are there. A row of a node that may be there is a map of its properties, and that
    of an edge {number, source, target, paper, properties}; without both its ends it is not counted.
    """
    kinds = [group.owner for group in groups if group.new and isinstance(group.owner, Kind)]
    ends = [label for label in LABELS if any(label in (k.source, k.target) for k in kinds)]
    owners = [(i, group) for i, group in enumerate(groups)]
    parts = [
        *(_written_nodes(group, i) for i, group in owners if isinstance(group.owner, str)),
        *map(_looked_up, ends),
        *(_written_edges(group, i) for i, group in owners if not isinstance(group.owner, str)),
    ]
    found = ", ".join(f"found{i}" for i, _ in owners)
    return f"{PLANNED} {HOLDING} {' '.join(parts)} RETURN [{found}] AS found"


def _written_nodes(group: RowGroup, number: int) -> str:
    label = cast("str", group.owner)
    written = f"CREATE (n:{label} {_made(label)})" if group.new else merge_rows(label)
    return f"CALL () {{ UNWIND $rows{number} AS row {written} RETURN count(*) AS found{number} }}"


def _looked_up(label: str) -> str:
    """Look up the nodes of a label in which edges end, each once, in the order of their ids."""
    return (
        f"CALL () {{ UNWIND range(0, size($ends.{label}) - 1) AS i"
        f" MATCH (n:{label} {{{MARK}: $graph, id: $ends.{label}[i]}})"
        f" WITH n, i ORDER BY i RETURN collect(n) AS ends{label} }}"
    )


def _written_edges(group: RowGroup, number: int) -> str:
    kind = cast("Kind", group.owner)
    if not group.new:
        count = f"count(DISTINCT row.number) AS found{number}"
        return f"CALL () {{ UNWIND $rows{number} AS row {merge_rows(kind)} RETURN {count} }}"
    labels = sorted({kind.source, kind.target})
    whole = " AND ".join(f"size(ends{label}) = size($ends.{label})" for label in labels)
    return (
        f"CALL ({', '.join(f'ends{label}' for label in labels)}) {{"
        f" UNWIND CASE WHEN {whole} THEN $rows{number} ELSE [] END AS row"
        f" WITH ends{kind.source}[row[0]] AS s, ends{kind.target}[row[1]] AS t, row"
        f" CREATE (s)-[:`{kind.type}` {_made(kind)}]->(t) RETURN count(*) AS found{number} }}"
    )


def _made(owner: str | Kind) -> str:
    """The properties of a new node or edge, by their places in its row."""
    held = (f"`{name}`: row[{i}]" for i, name in enumerate(columns(owner)) if name not in ENDS)
    return f"{{{MARK}: $graph, {', '.join(held)}}}"


ENDS = ("source", "target")


def columns(owner: str | Kind) -> tuple[str, ...]:
    """What the row of a new node or edge lists."""
    if isinstance(owner, str):
        return (*NODE_COLUMNS[owner], DIGEST)
    return (*ENDS, *EDGE_PROPERTIES, DIGEST)


def merge_rows(owner: str | Kind, graph: str = "$graph") -> str:
    """Write one ``row`` of a node or an edge of the graph that an expression names.

    Its nulls remove properties of ours; those of users stay.
    """
    if isinstance(owner, str):
        former = "".join(f", n.`{name}` = null" for name in FORMER[owner])
        return f"MERGE (n:{owner} {{{MARK}: {graph}, id: row.id}}) SET n += row{former}"
    return (
        f"MATCH (s:{owner.source} {{{MARK}: {graph}, id: row.source}})"
        f" MATCH (t:{owner.target} {{{MARK}: {graph}, id: row.target}})"
        f" MERGE (s)-[r:`{owner.type}` {{{MARK}: {graph}, paper: row.paper}}]->(t)"
        " SET r += row.properties"
    )


def check_nodes() -> str:
    """Count and sums of digests of our nodes of each label, zeros included."""
    return f"{PLANNED} " + " UNION ALL ".join(
        f"MATCH (n:{label} {{{MARK}: $graph}}) RETURN '{label}' AS name, {_sums(f'n.{DIGEST}')}"
        for label in LABELS
    )


def check_edges() -> str:
    """Count and sums of digests of our edges of each type, zeros included."""
    return f"{PLANNED} " + " UNION ALL ".join(
        f"MATCH ()-[r:`{edge}` {{{MARK}: $graph}}]->()"
        f" RETURN '{edge}' AS name, {_sums(f'r.{DIGEST}')}"
        for edge in EDGE_TYPES
    )


def check_papers() -> str:
    """Count and sums of digests of our edges by the paper that they come from."""
    parts = " UNION ALL ".join(
        f"MATCH ()-[r:`{edge}` {{{MARK}: $graph}}]->()"
        f" RETURN r.paper AS paper, r.{DIGEST} AS digest"
        for edge in EDGE_TYPES
    )
    return f"{PLANNED} CALL () {{ {parts} }} RETURN paper, {_sums('digest')}"


def _sums(digest: str) -> str:
    return f"count(*) AS count, sum({digest} / {HALF}) AS high, sum({digest} % {HALF}) AS low"


def page_of_nodes(label: str, limit: int) -> str:
    """Nodes of ours after the id ``$after``, whole, in the order of ids."""
    columns = ", ".join(f"n.`{name}` AS `{name}`" for name in NODE_PROPERTIES[label])
    return f"{_after(label, limit)} RETURN id, {columns}"


def page_of_digests(label: str, limit: int) -> str:
    """Ids and digests of our nodes after the id ``$after``, in the order of ids."""
    return f"{_after(label, limit)} RETURN id, n.{DIGEST} AS digest"


def page_of_properties(label: str, limit: int) -> str:
    """Element ids of our nodes after the id ``$after``, and what they hold of ours, by id."""
    held = _projected("n", (MARK, DIGEST, *NODE_COLUMNS[label], *FORMER[label]))
    return f"{_after(label, limit)} RETURN id, elementId(n) AS element, {held}"


def _after(label: str, limit: int) -> str:
    return (
        f"MATCH (n:{label}) WHERE n.{MARK} = $graph AND n.id > $after"
        f" WITH n, n.id AS id ORDER BY n.{MARK}, n.id LIMIT {limit}"
    )


def edges_of_papers(columns: str) -> str:
    """Our edges of the papers ``$papers``: type, ends and their labels, and some columns."""
    parts = " UNION ALL ".join(
        f"MATCH (s)-[r:`{edge}` {{{MARK}: $graph, paper: paper}}]->(t) RETURN s, r, t"
        for edge in EDGE_TYPES
    )
    return (
        f"UNWIND $papers AS paper CALL (paper) {{ {parts} }}"
        " RETURN type(r) AS type, s.id AS source, t.id AS target, paper,"
        " [l IN labels(s) WHERE l IN $labels][0] AS source_label,"
        f" [l IN labels(t) WHERE l IN $labels][0] AS target_label, {columns}"
    )


HELD = f"elementId(r) AS element, r.{DIGEST} AS digest"
"""Columns of `edges_of_papers` that identify an edge."""


def _projected(variable: str, names: Sequence[str]) -> str:
    """Some properties as the map ``held``: what users added may be large, and is not read."""
    return f"{variable} {{{', '.join(f'.`{name}`' for name in names)}}} AS held"


WHOLE = f"elementId(r) AS element, {_projected('r', (MARK, DIGEST, *EDGE_PROPERTIES))}"
"""Columns of `edges_of_papers` that hold all of an edge that is ours."""


def _held(body: str) -> str:
    """Do something under the lock; a row means that we have it."""
    return f"{HOLDING} CALL () {{ {body} }} RETURN true AS held"


DELETE_EDGES = _held(
    "UNWIND $elements AS element MATCH ()-[r]->() WHERE elementId(r) = element DELETE r"
)

REHASH_NODES = _held(
    f"UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row.element SET n.{DIGEST} = row.digest"
)

REHASH_EDGES = _held(
    "UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.element"
    f" SET r.{DIGEST} = row.digest"
)


STRAYS = (
    f"MATCH (n) WHERE n.{MARK} = $graph AND n.{DIGEST} IS NOT NULL"
    " AND size([label IN labels(n) WHERE label IN $labels]) <> 1 RETURN elementId(n) AS element"
)
"""Nodes that were ours and lost their label, or got another one of ours beside it."""

DELETE_STRAYS = _held(
    "UNWIND $elements AS element MATCH (n) WHERE elementId(n) = element DETACH DELETE n"
)


def delete_nodes(label: str) -> str:
    """Delete nodes of ours by ``$ids``, and every edge of theirs: none can stay without its end."""
    return _held(f"UNWIND $ids AS id MATCH (n:{label} {{{MARK}: $graph, id: id}}) DETACH DELETE n")


PIECES = (
    f"MATCH (piece:{FILE_LABEL} {{{MARK}: $graph}})"
    " RETURN piece.file AS file, piece.number AS number, piece.digest AS digest"
)

PIECE = (
    f"MATCH (piece:{FILE_LABEL} {{{MARK}: $graph, file: $file, number: $number}})"
    " RETURN piece.data AS data"
)

_PIECE = f"(piece:{FILE_LABEL} {{{MARK}: $graph, file: row.file, number: row.number}})"

WRITE_PIECES = _held(f"UNWIND $rows AS row MERGE {_PIECE} SET piece += row")

DELETE_PIECES = _held(f"UNWIND $rows AS row MATCH {_PIECE} DELETE piece")

AWAIT_INDEXES = "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()"
"""Wait until every node that was written is found by its words."""

FIND = (
    f"CALL db.index.fulltext.queryNodes('{KEYS}', $words) YIELD node AS n"
    f" WHERE n.{MARK} = $graph"
    " RETURN labels(n)[0] AS label, n.id AS id, coalesce(n.name, n.title) AS name,"
    " coalesce(n.aliases, []) AS aliases, n.date AS date"
    f" ORDER BY size(n.{WORDS}), id LIMIT $limit"
)
"""Nodes of ours that have all the words, in the language of the index: short ones first."""


def called(labels: Sequence[str], *, by_words: bool) -> str:
    """The statement for nodes of ours that are called $name (in lower case), or have one of $ids.

    By $words of the full-text index, or else of all nodes of $labels.
    """
    named = (
        f"CALL db.index.fulltext.queryNodes('{KEYS}', $words) YIELD node AS n"
        f" WHERE n.{MARK} = $graph AND any(label IN labels(n) WHERE label IN $labels)"
        if by_words
        else f"MATCH (n:{'|'.join(labels)} {{{MARK}: $graph}})"
    )
    found = " OR ".join(
        (
            "toLower(coalesce(n.name, n.title)) = $name",
            "any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) = $name)",
        )
    )
    seeks = [f"MATCH (n:{label} {{{MARK}: $graph}}) WHERE n.id IN $ids" for label in labels]
    returned = (
        " RETURN labels(n)[0] AS label, n.id AS id, coalesce(n.name, n.title) AS name,"
        " coalesce(n.aliases, []) AS aliases, n.date AS date"
    )
    parts = (f"{named} WITH n WHERE {found}", *seeks)
    return " UNION ".join(part + returned for part in parts)
