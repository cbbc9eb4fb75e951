"""What bibliographies name, kept in the index as papers come and go.

A change of papers touches ids: those that the bibliographies of these papers name, and those that
mean or may mean one of them. These, and others of their titles, are resolved anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kg.core.names import title_key
from kg.core.schema import LABELS, PAPER
from kg.core.types import Extraction
from kg.papers.citations import CitedAs, cited_as, cited_paper, only_arxiv, unread_paper
from kg.store.directory.paper_versions import paper_of

__all__ = ["CitationChanges", "IndexedCitations", "resolve_cited", "set_citations"]


@dataclass(frozen=True)
class IndexedCitations:
    """What bibliographies mean in a graph directory, read from its index one at a time."""

    db: sqlite3.Connection

    def cited_node(self, identifier: str) -> str:
        """The id of the node that an id of bibliographies means."""
        row = self.db.execute("SELECT node FROM cited_node WHERE id = ?", (identifier,)).fetchone()
        return row[0] if row else identifier

    def arxiv_of(self, node: str) -> str | None:
        """The arXiv id that bibliographies name a paper by; None if there are none or several."""
        rows = self.db.execute("SELECT id FROM cited_node WHERE node = ?", (node,))
        return only_arxiv(identifier for (identifier,) in rows)

    def unread(self) -> Iterator[Extraction]:
        """The papers that nobody has read, by id."""
        rows = self.db.execute("SELECT DISTINCT node FROM cited_node ORDER BY node")
        for (node,) in rows:
            found = self.unread_paper(node)
            if found is not None:
                yield found

    def unread_paper(self, node: str) -> Extraction | None:
        """A paper that nobody has read; None if it is read, or not cited."""
        if self.db.execute("SELECT 1 FROM reading WHERE paper = ?", (node,)).fetchone():
            return None
        rows = self.db.execute(
            "SELECT paper, id, about FROM cited JOIN cited_node USING (id) WHERE node = ?", (node,)
        )
        cited = [_cited(paper, identifier, about) for paper, identifier, about in rows]
        return unread_paper(node, cited) if cited else None


def _cited(paper: str, identifier: str, about: str) -> CitedAs:
    title, year, authors = json.loads(about)
    return CitedAs(paper, identifier, title, year, tuple(authors))


def set_citations(db: sqlite3.Connection, paper: str, found: Extraction | None) -> set[str]:
    """Replace what the bibliography of a paper names; returns the ids that this touches."""
    new = {
        (each.id, each.key, json.dumps([each.title, each.year, each.authors], ensure_ascii=False))
        for each in (cited_as(found) if found else {}).values()
    }
    rows = db.execute("SELECT id, title, about FROM cited WHERE paper = ?", (paper,))
    old = set(rows.fetchall())
    gone, come = old - new, new - old
    db.executemany("DELETE FROM cited WHERE paper = ? AND id = ?", [(paper, r[0]) for r in gone])
    db.executemany("INSERT INTO cited VALUES (?, ?, ?, ?)", [(paper, *row) for row in sorted(come)])
    touched = {row[0] for row in gone | come}
    for title in {row[1] for row in gone if row[1]}:  # what is left there may mean another now
        rows = db.execute("SELECT DISTINCT id FROM cited WHERE title = ?", (title,))
        touched.update(identifier for (identifier,) in rows)
    return touched


@dataclass(frozen=True, slots=True)
class CitationChanges:
    """What resolving anew did: the papers whose citations lead elsewhere or that others cite
    otherwise, and the ids of nodes of unread papers that may differ."""

    papers: set[str]
    nodes: set[str]


def resolve_cited(
    db: sqlite3.Connection, changed: Iterable[str], touched: Collection[str]
) -> CitationChanges:
    """Resolve the ids anew that a change of papers bears on.

    Args:
        db: the index, which has the readings and bibliographies as they are now.
        changed: the papers that came, went or changed.
        touched: the ids that `set_citations` returned.
    """
    found = CitationChanges(set(), set())
    cites = db.execute("SELECT 1 FROM cited UNION ALL SELECT 1 FROM cited_node LIMIT 1").fetchone()
    if cites is None:
        return found
    ids = set(touched)
    for paper in changed:
        found.nodes.add(paper)
        ids |= _bearing_on(db, paper)
    for identifier in sorted(_of_their_titles(db, ids)):
        rows = db.execute("SELECT DISTINCT title FROM cited WHERE id = ?", (identifier,)).fetchall()
        row = db.execute("SELECT node FROM cited_node WHERE id = ?", (identifier,)).fetchone()
        old = row[0] if row else None
        new = cited_paper(identifier, [key for (key,) in rows], _Known(db)) if rows else None
        found.nodes.update(node for node in (old, new) if node is not None)
        if new != old:
            found.papers.update(node for node in (old, new) if node is not None)
            _put(db, identifier, new)
            citing = db.execute("SELECT paper FROM cited WHERE id = ?", (identifier,))
            found.papers.update(paper for (paper,) in citing)
    return found


def _put(db: sqlite3.Connection, identifier: str, node: str | None) -> None:
    db.execute("DELETE FROM cited_node WHERE id = ?", (identifier,))
    if node is not None:
        db.execute("INSERT INTO cited_node VALUES (?, ?)", (identifier, node))


def _bearing_on(db: sqlite3.Connection, paper: str) -> set[str]:
    """The ids that mean a paper, or may by the ids and titles that it was read under."""
    rows = db.execute(
        "SELECT id FROM cited_node WHERE node = :paper"
        " UNION SELECT cited.id FROM reading JOIN cited ON cited.id = reading.id"
        " WHERE reading.paper = :paper"
        " UNION SELECT cited.id FROM reading JOIN cited ON cited.title = reading.title"
        " WHERE reading.paper = :paper",
        {"paper": paper},
    ).fetchall()
    before = db.execute(
        "SELECT name FROM named WHERE label = ? AND id = ?", (LABELS.index(PAPER), paper)
    ).fetchone()
    if before is not None:  # of a paper that went, its readings are gone already
        titled = (title_key(before[0] or ""),)
        rows += db.execute("SELECT id FROM cited WHERE title = ?", titled).fetchall()
    return {identifier for (identifier,) in rows}


def _of_their_titles(db: sqlite3.Connection, ids: Iterable[str]) -> set[str]:
    """Some ids, and all others that bibliographies name with a title of theirs."""
    found = set(ids)
    for identifier in ids:
        rows = db.execute(
            "SELECT other.id FROM cited AS own JOIN cited AS other ON other.title = own.title"
            " WHERE own.id = ? AND own.title <> ''",
            (identifier,),
        )
        found.update(other for (other,) in rows)
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """What the index knows of papers, by id and by title."""

    db: sqlite3.Connection

    def paper_of(self, identifier: str) -> str | None:
        return paper_of(self.db, identifier)

    def papers_titled(self, title: str) -> Collection[str]:
        rows = self.db.execute("SELECT DISTINCT paper FROM reading WHERE title = ?", (title,))
        return {paper for (paper,) in rows}

    def ids_cited(self, title: str) -> Collection[str]:
        rows = self.db.execute("SELECT DISTINCT id FROM cited WHERE title = ?", (title,))
        return {identifier for (identifier,) in rows}
