"""Which readings make up which paper, kept in the index as readings come and go."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from kg.core.names import title_key
from kg.core.paper_ids import paper_id
from kg.papers.versions import LARGEST_GROUP, TITLE_ID, published_alias, title_alias


class RecordOffset(NamedTuple):
    """Where a reading stands: the number of its segment, and the byte it starts at there."""

    segment: int
    start: int


def add_reading(
    db: sqlite3.Connection,
    identifier: str,
    title: str,
    offset: RecordOffset,
    marks: frozenset[str] = frozenset(),
) -> set[str]:
    """Take in a reading; the papers that change by it.

    Args:
        db: the index.
        identifier: the id that the reading has itself.
        title: the key of its title.
        offset: where it stands.
        marks: its `kg.papers.versions.identity_marks`.
    """
    before = _papers(db, identifier)
    text = "\n".join(sorted(marks))
    known = db.execute(
        "SELECT 1 FROM reading WHERE title = ? AND id = ? AND marks = ?", (title, identifier, text)
    ).fetchone()
    row = (identifier, title, identifier, *offset, text)
    db.execute("INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?)", row)
    if known is None:
        changed = _rename(db, {title}, identifier)
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
    return changed | _rename(db, titles, identifier)


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


def has_reading(db: sqlite3.Connection, identifier: str, title: str, marks: frozenset[str]) -> bool:
    """Whether there is a reading with this id, key of title, authors and year."""
    row = (identifier, title, "\n".join(sorted(marks)))
    rows = db.execute("SELECT 1 FROM reading WHERE id = ? AND title = ? AND marks = ?", row)
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


def _group(db: sqlite3.Connection, title: str) -> dict[str, frozenset[str]]:
    """The ids of the readings of a title, with what is known of authors and years."""
    found: dict[str, frozenset[str]] = {}
    rows = db.execute("SELECT DISTINCT id, marks FROM reading WHERE title = ?", (title,))
    for identifier, marks in rows:
        known = found.get(identifier, frozenset())
        found[identifier] = known | frozenset(marks.split("\n") if marks else ())
    return found


def _identified(db: sqlite3.Connection, title: str) -> set[str]:
    """The papers of a title that have an id not made from it."""
    rows = db.execute(
        "SELECT DISTINCT paper FROM reading WHERE title = ? AND id NOT GLOB ?",
        (title, f"{TITLE_ID}*"),
    )
    return {row[0] for row in rows}


def _rename(db: sqlite3.Connection, titles: set[str], identifier: str) -> set[str]:
    """Give readings of some titles, among which those of an id came or went, the papers that
    their ids stand for now; the papers that change by it.

    Published papers first, for what is known by its title alone goes with them.
    """
    changed: set[str] = set()
    touched = set(titles)
    groups = {title: _group(db, title) for title in titles}
    for each in sorted({i for group in groups.values() for i in _movable(group, identifier)}):
        paper = published_alias(each, [_group(db, title) for title in _titles(db, each)])
        moved = _set_paper(db, each, paper)
        if moved:
            changed |= moved
            touched |= _titles(db, each)
    for each in sorted(_title_ids(db, touched)):
        paper = title_alias(each, [_identified(db, title) for title in _titles(db, each)])
        changed |= _set_paper(db, each, paper)
    return changed


def _movable(group: dict[str, frozenset[str]], identifier: str) -> set[str]:
    """The ids of a title that may stand for another paper now; of a large group the new one alone,
    for there none is a preprint's."""
    given = {each for each in group if not each.startswith(TITLE_ID)}
    return given if len(group) <= LARGEST_GROUP + 1 else given & {identifier}


def _set_paper(db: sqlite3.Connection, identifier: str, paper: str) -> set[str]:
    """Give the readings of an id a paper; the papers that change by it."""
    before = _papers(db, identifier)
    if before == {paper}:
        return set()
    db.execute("UPDATE reading SET paper = ? WHERE id = ?", (paper, identifier))
    return before | {paper}


def _title_ids(db: sqlite3.Connection, titles: set[str]) -> set[str]:
    """The ids made from titles among the readings of some titles."""
    found: set[str] = set()
    for title in titles:
        rows = db.execute(
            "SELECT DISTINCT id FROM reading WHERE title = ? AND id GLOB ?", (title, f"{TITLE_ID}*")
        )
        found.update(row[0] for row in rows)
    return found
