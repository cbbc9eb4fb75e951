"""Names and their clusters in the index: what changes when papers or judgements do.

A change touches name keys; whatever bears on these (`kg.resolution.blocking.blocking_keys`), and
nothing else, is resolved anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kg.core.judgement import Judgement, NameKey, judged_pair, split_mention
from kg.core.types import Entity, Extraction, Node
from kg.resolution.blocking import blocking_keys
from kg.resolution.canonical import entity_node
from kg.resolution.ids import entity_id
from kg.resolution.name_mentions import (
    Mentions,
    NameUse,
    mention_key,
    name_uses,
    surface_facts,
    surface_key,
)
from kg.resolution.resolve import Resolution, resolve_mentions


@dataclass(frozen=True)
class IndexedClusters:
    """The clusters of a graph directory, read from its index one at a time."""

    db: sqlite3.Connection

    def node_id(self, entity: Entity, paper: str) -> str:
        """The id of the node that an entity of a paper belongs to."""
        key = mention_key(entity)
        row = self.db.execute(
            "SELECT node FROM cluster WHERE label = :label AND key = coalesce("
            "(SELECT unit FROM meaning WHERE paper = :paper AND label = :label AND key = :key),"
            " :key)",
            {"label": entity.type, "key": key, "paper": paper},
        ).fetchone()
        return row[0] if row else entity_id(entity.type, key)

    def variant_of(self, identifier: str, paper: str) -> str | None:
        """The node that a node is a variant of, if the paper is the first to name it."""
        row = self.db.execute(
            "SELECT family FROM thing WHERE id = ? AND first = ?", (identifier, paper)
        ).fetchone()
        return row[0] if row else None

    def nodes(self, label: str) -> Iterator[Node]:
        """The nodes of a label other than papers and results, by id."""
        rows = self.db.execute(
            "SELECT id, name, aliases FROM thing WHERE label = ? ORDER BY id", (label,)
        )
        for identifier, name, aliases in rows:
            yield _node(label, identifier, name, aliases)


def cluster_node(db: sqlite3.Connection, label: str, identifier: str) -> Node | None:
    """The node of a cluster by its id; None if there is none."""
    row = db.execute(
        "SELECT name, aliases FROM thing WHERE label = ? AND id = ?", (label, identifier)
    ).fetchone()
    return _node(label, identifier, *row) if row else None


def _node(label: str, identifier: str, name: str, aliases: str) -> Node:
    return entity_node(label, identifier, name, tuple(json.loads(aliases)))


def set_mentions(db: sqlite3.Connection, paper: str, found: Extraction | None) -> set[NameKey]:
    """Replace a paper's mentions of names; returns the name keys that this touches."""
    weights = Counter[tuple[str, str, str]]()
    for fact in surface_facts(found) if found else ():
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
    touched = {NameKey(label, key) for label, key, _, _ in old ^ new}
    return touched | _set_uses(db, paper, set(name_uses(found)) if found else set())


_USE = "paper, label, short, unit, surfaces, introduces, context, about"


def _set_uses(db: sqlite3.Connection, paper: str, new: set[NameUse]) -> set[NameKey]:
    old = set(_uses(db, "paper = ?", (paper,)))
    if old == new:
        return set()
    db.execute("DELETE FROM use WHERE paper = ?", (paper,))
    db.executemany(
        f"INSERT INTO use({_USE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [
            (
                u.paper,
                u.label,
                u.short,
                u.sense,
                json.dumps(u.surfaces),
                u.introduces,
                u.context,
                u.about,
            )
            for u in sorted(new)
        ],
    )
    return {NameKey(use.label, use.sense) for use in old ^ new}


def _uses(db: sqlite3.Connection, where: str, values: tuple[str, ...]) -> Iterator[NameUse]:
    rows = db.execute(f"SELECT {_USE} FROM use WHERE {where}", values)  # noqa: S608
    for paper, label, short, unit, surfaces, introduces, context, about in rows:
        written = tuple((surface, weight) for surface, weight in json.loads(surfaces))
        yield NameUse(paper, label, short, unit, written, bool(introduces), context, about)


@dataclass(frozen=True, slots=True)
class ResolutionChanges:
    """What resolving anew did: the (label, id) of nodes that may differ, the papers whose edges
    may, and what the rules judged."""

    nodes: set[tuple[str, str]]
    papers: set[str]
    judgements: tuple[Judgement, ...]


def resolve_incremental(
    db: sqlite3.Connection, touched: Collection[NameKey], given: Collection[Judgement]
) -> ResolutionChanges:
    """Resolve anew what some units bear on, under what is given in the ledger."""
    partners = _partners(given)
    changed = {*touched, *_newly_judged(db, partners)}
    if not changed:
        return ResolutionChanges(set(), set(), ())
    new = {hub for unit in changed for hub in _set_hubs(db, unit, spoken_of=unit in partners)}
    units = _closed(db, changed, new, partners)
    return _write(db, units, _resolved(db, units, given))


def resolve_around(
    db: sqlite3.Connection, units: Iterable[NameKey], given: Collection[Judgement]
) -> Resolution:
    """The resolution of some units and of all that bears on them, with its reasons."""
    return _resolved(db, _closed(db, set(units), set(), _partners(given)), given)


def _resolved(
    db: sqlite3.Connection, units: Collection[NameKey], given: Iterable[Judgement]
) -> Resolution:
    spoken = [j for j in given if any(_base(unit) in units for unit in judged_pair(j))]
    return resolve_mentions(_mentions(db, units), spoken)


Partners = dict[NameKey, set[NameKey]]


def _base(unit: NameKey) -> NameKey:
    return NameKey(unit.label, split_mention(unit.key)[0])


def _partners(given: Iterable[Judgement]) -> Partners:
    """Unit -> the units that judgements name beside it."""
    found: Partners = {}
    for judgement in given:
        left, right = map(_base, judged_pair(judgement))
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set()).add(left)
    return found


def _newly_judged(db: sqlite3.Connection, partners: Partners) -> set[NameKey]:
    """The units that the ledger speaks of now, or did before, if it is not what it was."""
    return {*partners, *(NameKey(*row) for row in db.execute("SELECT label, key FROM judged"))}


def _closed(
    db: sqlite3.Connection, start: set[NameKey], hubs_: set[tuple[str, str]], partners: Partners
) -> set[NameKey]:
    """All units that bear on some, through hubs of theirs that are or, as given, have been."""
    todo, seen = set(start), set(start)
    reached: set[tuple[str, str]] = set()
    waiting = set(hubs_)
    while todo or waiting:
        found: set[NameKey] = set()
        for label, hub in waiting - reached:
            rows = db.execute("SELECT key FROM hub WHERE label = ? AND hub = ?", (label, hub))
            found.update(NameKey(label, key) for (key,) in rows)
        reached |= waiting
        waiting = {hub for unit in todo for hub in _hubs(db, unit)}
        found.update(other for unit in todo for other in partners.get(unit, ()))
        todo = found - seen
        seen |= found
    return seen


def _hubs(db: sqlite3.Connection, unit: NameKey) -> Iterator[tuple[str, str]]:
    rows = db.execute("SELECT label, hub FROM hub WHERE label = ? AND key = ?", unit)
    return iter(rows.fetchall())


def _set_hubs(db: sqlite3.Connection, unit: NameKey, *, spoken_of: bool) -> set[tuple[str, str]]:
    """Let a unit that papers mention, or the ledger, have its hubs; those that it had before."""
    before = set(_hubs(db, unit))
    rows = db.execute("SELECT surface FROM name WHERE label = ? AND key = ?", unit).fetchall()
    found = (
        set(blocking_keys(unit, (surface_key(surface) for (surface,) in rows)))
        if rows or spoken_of
        else set()
    )
    db.execute("DELETE FROM hub WHERE label = ? AND key = ?", unit)
    db.executemany("INSERT INTO hub VALUES (?, ?, ?)", [(*unit, hub) for hub in sorted(found)])
    return before


def _mentions(db: sqlite3.Connection, units: Collection[NameKey]) -> Mentions:
    found = Mentions({}, {}, {})
    shorts: set[NameKey] = set()
    for unit in sorted(units):
        rows = db.execute("SELECT surface, weight FROM name WHERE label = ? AND key = ?", unit)
        spellings = Counter(dict(rows.fetchall()))
        if not spellings:
            continue
        found.surfaces[unit] = spellings
        first = db.execute("SELECT min(paper) FROM fact WHERE label = ? AND key = ?", unit)
        found.first[unit] = first.fetchone()[0]
        rows = db.execute(
            "SELECT DISTINCT short FROM use INDEXED BY use_unit WHERE label = ? AND unit = ?", unit
        )
        shorts.update(NameKey(unit.label, short) for (short,) in rows)
    for short in sorted(shorts):
        found.uses[short] = list(_uses(db, "label = ? AND short = ?", short))
    return found


def _write(
    db: sqlite3.Connection, units: Collection[NameKey], found: Resolution
) -> ResolutionChanges:
    """Put what was found in the place of what the index has of these units."""
    old = _taken_out(db, units)
    new = _Rows(
        {(_base(unit), unit.key): node for unit, node in found.of.items()},
        {(paper, unit): other.key for (paper, unit), other in found.moved.items()},
        {
            thing.id: (
                thing.label,
                thing.name,
                json.dumps(thing.aliases, ensure_ascii=False),
                found.parents.get(thing.id),
                found.first[thing.id],
            )
            for thing in found.entities.values()
        },
    )
    new.put(db)
    changed = {
        i for i in old.things.keys() | new.things.keys() if old.things.get(i) != new.things.get(i)
    }
    nodes = {(rows.things[i][0], i) for i in changed for rows in (old, new) if i in rows.things}
    papers = {rows.things[i][4] for i in changed for rows in (old, new) if i in rows.things}
    for unit in {u for u, _ in (old.nodes.items() ^ new.nodes.items())}:
        papers |= _papers_with(db, unit[0])
    papers |= {paper for (paper, _), _ in old.meanings.items() ^ new.meanings.items()}
    return ResolutionChanges(nodes, papers, found.judgements)


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the index holds of some units: the node of each, what papers mean, and the nodes."""

    nodes: dict[tuple[NameKey, str], str]
    meanings: dict[tuple[str, NameKey], str]
    things: dict[str, tuple[str, str, str, str | None, str]]

    def put(self, db: sqlite3.Connection) -> None:
        db.executemany(
            "INSERT INTO cluster(label, base, key, node) VALUES (?, ?, ?, ?)",
            [(*base, key, node) for (base, key), node in sorted(self.nodes.items())],
        )
        db.executemany(
            "INSERT INTO meaning(paper, label, key, unit) VALUES (?, ?, ?, ?)",
            [(paper, *unit, other) for (paper, unit), other in sorted(self.meanings.items())],
        )
        db.executemany(
            "INSERT INTO thing(id, label, name, aliases, family, first) VALUES (?, ?, ?, ?, ?, ?)",
            [(identifier, *row) for identifier, row in sorted(self.things.items())],
        )


def _taken_out(db: sqlite3.Connection, units: Collection[NameKey]) -> _Rows:
    rows = _Rows({}, {}, {})
    for unit in units:
        for key, node in db.execute(
            "SELECT key, node FROM cluster INDEXED BY cluster_base WHERE label = ? AND base = ?",
            unit,
        ).fetchall():
            rows.nodes[unit, key] = node
        for paper, other in db.execute(
            "SELECT paper, unit FROM meaning WHERE label = ? AND key = ?", unit
        ).fetchall():
            rows.meanings[paper, unit] = other
        db.execute("DELETE FROM cluster INDEXED BY cluster_base WHERE label = ? AND base = ?", unit)
        db.execute("DELETE FROM meaning WHERE label = ? AND key = ?", unit)
    for identifier in set(rows.nodes.values()):
        row = db.execute(
            "SELECT label, name, aliases, family, first FROM thing WHERE id = ?", (identifier,)
        ).fetchone()
        rows.things[identifier] = row
        db.execute("DELETE FROM thing WHERE id = ?", (identifier,))
    return rows


def nodes_called(db: sqlite3.Connection, name: str) -> list[tuple[str, str, str]]:
    """The (label, id, name) of the nodes of this id, or of which this is a name."""
    rows = db.execute("SELECT label, id, name FROM thing WHERE id = ?", (name,)).fetchall()
    key = surface_key(name)
    rows += db.execute(
        "SELECT DISTINCT thing.label, id, name FROM cluster JOIN thing ON node = id"
        " WHERE thing.label IN (SELECT DISTINCT label FROM thing) AND cluster.label = thing.label"
        " AND (base = ? OR key = ?)",
        (key, name),
    ).fetchall()
    return sorted(set(rows))


def name_keys_of(db: sqlite3.Connection, identifier: str) -> list[NameKey]:
    """The units that a node is made of."""
    rows = db.execute("SELECT label, key FROM cluster WHERE node = ?", (identifier,))
    return sorted(NameKey(*row) for row in rows)


def uses_bare(db: sqlite3.Connection, label: str, short: str, paper: str) -> bool:
    """Whether a paper uses a short name without spelling it out."""
    found = _uses(
        db, "paper = ? AND label = ? AND short = ? AND unit = ?", (paper, label, short, short)
    )
    return next(found, None) is not None


def node_of(db: sqlite3.Connection, unit: NameKey) -> str | None:
    """The id of the node that a unit is part of; None if no paper mentions it."""
    row = db.execute("SELECT node FROM cluster WHERE label = ? AND key = ?", unit).fetchone()
    return row[0] if row else None


def papers_of(db: sqlite3.Connection, unit: NameKey) -> int:
    """How many papers mention a unit."""
    base, paper = split_mention(unit.key)
    if paper is not None:
        rows = db.execute(
            "SELECT count(*) FROM meaning WHERE label = ? AND unit = ?", (unit.label, unit.key)
        )
        return int(rows.fetchone()[0])
    return len(_papers_with(db, NameKey(unit.label, base)))


def set_judged(db: sqlite3.Connection, given: Iterable[Judgement]) -> None:
    """Note which units the ledger speaks of."""
    db.execute("DELETE FROM judged")
    db.executemany("INSERT INTO judged VALUES (?, ?)", sorted(_partners(given)))


def _papers_with(db: sqlite3.Connection, unit: NameKey) -> set[str]:
    rows = db.execute("SELECT DISTINCT paper FROM fact WHERE label = ? AND key = ?", unit)
    return {paper for (paper,) in rows}
