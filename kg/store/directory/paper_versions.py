"""Which readings make up which paper, kept in the index as readings come and go."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from kg.core.names import title_key
from kg.core.paper_ids import paper_id
from kg.papers.versions import TITLE_ID, title_alias


class RecordOffset(NamedTuple):
    """Where a reading stands: the number of its segment, and the byte it starts at there."""

    segment: int
    start: int


def add_reading(
    db: sqlite3.Connection, identifier: str, title: str, offset: RecordOffset
) -> set[str]:
    """Take in a reading; the papers that change by it.

    Args:
        identifier: the id that the reading has itself.
        title: the key of its title.
    """
    before = _papers(db, identifier)
    known = db.execute(
        "SELECT 1 FROM reading WHERE title = ? AND id = ?", (title, identifier)
    ).fetchone()
    row = (identifier, title, identifier, *offset)
    db.execute("INSERT INTO reading VALUES (?, ?, ?, ?, ?)", row)
    if known is None:
        changed = _rename(db, _title_ids(db, {title}) | {identifier})
    else:
        db.executemany(
            "UPDATE reading SET paper = ? WHERE id = ?", [(p, identifier) for p in before]
        )
        changed = set()
    return changed | before | _papers(db, identifier)


def remove_readings(db: sqlite3.Connection, identifier: str) -> set[str]:
    """Let go of every reading that has an id itself; the papers that change by it."""
    changed = _papers(db, identifier)
    titles = _titles(db, identifier)
    db.execute("DELETE FROM reading WHERE id = ?", (identifier,))
    return changed | _rename(db, _title_ids(db, titles))


def own_ids(db: sqlite3.Connection, paper: str) -> list[str]:
    """The ids that the readings of a paper have themselves."""
    rows = db.execute("SELECT DISTINCT id FROM reading WHERE paper = ? ORDER BY id", (paper,))
    return [row[0] for row in rows]


def paper_of(db: sqlite3.Connection, identifier: str) -> str | None:
    """The paper that readings with this id belong to; None if there is no such reading."""
    return next(iter(_papers(db, identifier)), None)


def find_papers(db: sqlite3.Connection, text: str) -> set[str]:
    """The papers that a text names: by an id of theirs, an arXiv id, a DOI, or the title."""
    found = _papers(db, text) | _papers(db, paper_id(text, text))
    rows = db.execute("SELECT DISTINCT paper FROM reading WHERE title = ?", (title_key(text),))
    return found or {row[0] for row in rows}


def has_reading(db: sqlite3.Connection, identifier: str, title: str) -> bool:
    """Whether there is a reading with this id and key of title."""
    rows = db.execute("SELECT 1 FROM reading WHERE id = ? AND title = ?", (identifier, title))
    return rows.fetchone() is not None


def record_offsets(db: sqlite3.Connection, paper: str) -> list[RecordOffset]:
    """Where the readings of a paper stand."""
    rows = db.execute("SELECT segment, start FROM reading WHERE paper = ?", (paper,))
    return [RecordOffset(*row) for row in rows]


def _papers(db: sqlite3.Connection, identifier: str) -> set[str]:
    rows = db.execute("SELECT DISTINCT paper FROM reading WHERE id = ?", (identifier,))
    return {row[0] for row in rows}


def _titles(db: sqlite3.Connection, identifier: str) -> set[str]:
    rows = db.execute("SELECT DISTINCT title FROM reading WHERE id = ?", (identifier,))
    return {row[0] for row in rows}


def _ids_of(db: sqlite3.Connection, title: str) -> set[str]:
    rows = db.execute("SELECT DISTINCT id FROM reading WHERE title = ?", (title,))
    return {row[0] for row in rows}


def _title_ids(db: sqlite3.Connection, titles: set[str]) -> set[str]:
    """The ids made from titles among the readings of some titles."""
    found: set[str] = set()
    for title in titles:
        rows = db.execute(
            "SELECT DISTINCT id FROM reading WHERE title = ? AND id GLOB ?", (title, f"{TITLE_ID}*")
        )
        found.update(row[0] for row in rows)
    return found


def _rename(db: sqlite3.Connection, identifiers: set[str]) -> set[str]:
    """Give readings the paper that their ids stand for now; the papers that change by it."""
    changed: set[str] = set()
    for identifier in identifiers:
        before = _papers(db, identifier)
        paper = title_alias(identifier, [_ids_of(db, title) for title in _titles(db, identifier)])
        if before != {paper}:
            db.execute("UPDATE reading SET paper = ? WHERE id = ?", (paper, identifier))
            changed |= before | {paper}
    return changed
