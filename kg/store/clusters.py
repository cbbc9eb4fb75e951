"""Names and their clusters in the index: what changes when papers or judgements do."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kg import names
from kg.resolve import Fact, Judgement, clusters, entity_node, mention_key
from kg.schema import LABELS
from kg.types import Entity, Node

Key = tuple[str, str]
"""(label, key) of a name."""


@dataclass(frozen=True)
class IndexedClusters:
    """The clusters of a graph directory: nodes are read from its index, one at a time."""

    db: sqlite3.Connection

    @cached_property
    def _representatives(self) -> dict[Key, str]:
        rows = self.db.execute(
            "SELECT label, key, representative FROM cluster WHERE key != representative"
        )
        return {(label, key): representative for label, key, representative in rows}

    def node_id(self, entity: Entity) -> str:
        """The id of the node that an entity of a paper belongs to."""
        key = mention_key(entity)
        return names.node_id(entity.type, self._representatives.get((entity.type, key), key))

    def nodes(self, label: str) -> Iterator[Node]:
        """The entity or organization nodes of a label, by id."""
        rank = LABELS.index(label)
        rows = self.db.execute("SELECT owner FROM node WHERE label = ? ORDER BY id", (rank,))
        for (key,) in rows:
            found = cluster_node(self.db, label, key)
            if found is not None:
                yield found


def cluster_node(db: sqlite3.Connection, label: str, key: str) -> Node | None:
    """The node of the cluster that is called by a key; None if no paper mentions it."""
    if cluster_of(db, (label, key)) != (label, key):
        return None
    rows = db.execute(
        "SELECT surface, sum(weight) FROM name WHERE label = :label AND key IN (SELECT :key"
        " UNION SELECT key FROM cluster WHERE label = :label AND representative = :key)"
        " GROUP BY surface",
        {"label": label, "key": key},
    )
    surfaces = dict(rows.fetchall())
    if not surfaces:
        return None
    given = db.execute(
        "SELECT given FROM cluster WHERE label = ? AND key = ?", (label, key)
    ).fetchone()
    return entity_node(label, key, surfaces, given[0] if given else None)


def set_facts(db: sqlite3.Connection, paper: str, found: Iterable[Fact]) -> set[Key]:
    """Let a paper tell these facts and no others; the keys whose facts change."""
    weights = Counter[tuple[str, str, str]]()
    for fact in found:
        weights[fact.label, fact.key, fact.surface] += fact.weight
    new = {(*name, weight) for name, weight in weights.items()}
    rows = db.execute("SELECT label, key, surface, weight FROM fact WHERE paper = ?", (paper,))
    old = set(rows.fetchall())
    db.executemany(
        "DELETE FROM fact WHERE paper = ? AND label = ? AND key = ? AND surface = ?",
        [(paper, *fact[:3]) for fact in old - new],
    )
    db.executemany(
        "INSERT INTO fact VALUES (?, ?, ?, ?, ?)", [(paper, *fact) for fact in sorted(new - old)]
    )
    return {(label, key) for label, key, _, _ in old ^ new}


@dataclass(frozen=True, slots=True)
class Moved:
    """What a change of judgements, or of what they are about, does to clusters.

    ``clusters`` are the (label, key) of clusters whose nodes may differ now, ``keys`` the
    names that belong to another node than before.
    """

    clusters: set[Key]
    keys: set[Key]


def set_clusters(db: sqlite3.Connection, judgements: Iterable[Judgement]) -> Moved:
    """Cluster the names that papers mention under all judgements."""

    def mentioned(name: Key) -> bool:
        rows = db.execute("SELECT 1 FROM name WHERE label = ? AND key = ? LIMIT 1", name)
        return rows.fetchone() is not None

    representatives, given = clusters(judgements, mentioned)
    new = {
        (*name, key, given.get(name) if name[1] == key else None)
        for name, key in representatives.items()
    }
    old = set(db.execute("SELECT label, key, representative, given FROM cluster").fetchall())
    db.executemany(
        "DELETE FROM cluster WHERE label = ? AND key = ?", [row[:2] for row in old - new]
    )
    db.executemany("INSERT INTO cluster VALUES (?, ?, ?, ?)", sorted(new - old, key=repr))
    before, after = _by_key(old), _by_key(new)
    changed = {row[:2] for row in old ^ new}
    moved = {n for n in changed if before.get(n, n[1]) != after.get(n, n[1])}
    called = {(n[0], of.get(n, n[1])) for n in changed for of in (before, after)}
    return Moved(called, moved)


def _by_key(rows: set[tuple[str, str, str, str | None]]) -> dict[Key, str]:
    return {(label, key): representative for label, key, representative, _ in rows}


def cluster_of(db: sqlite3.Connection, name: Key) -> Key:
    """What the cluster of a name is called by."""
    row = db.execute(
        "SELECT representative FROM cluster WHERE label = ? AND key = ?", name
    ).fetchone()
    return (name[0], row[0]) if row else name


def papers_with(db: sqlite3.Connection, keys: Iterable[Key]) -> set[str]:
    """The papers that mention any of these names."""
    found: set[str] = set()
    for name in keys:
        rows = db.execute("SELECT paper FROM fact WHERE label = ? AND key = ?", name)
        found.update(row[0] for row in rows)
    return found
