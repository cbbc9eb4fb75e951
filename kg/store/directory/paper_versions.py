"""Which readings make up which paper, kept in the index as readings come and go."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from kg.core.judgement import DIFFERENT, PERSON, SAME, Judgement
from kg.core.names import title_key
from kg.core.paper_ids import paper_id
from kg.core.schema import PAPER
from kg.papers.same_papers import (
    LARGEST_GROUP,
    TITLE_ID,
    JudgedPapers,
    judged_papers,
    paper_of_id,
    paper_of_title_id,
)


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
        marks: its `kg.papers.same_papers.identity_marks`.
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


class _Indexed:
    """The ids and titles of readings, as the index has them."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def titles(self, identifier: str) -> set[str]:
        """The keys of the titles of readings with an id."""
        return _titles(self._db, identifier)

    def group(self, title: str) -> dict[str, frozenset[str]]:
        """The ids of the readings of a title, with what is known of authors and years."""
        found: dict[str, frozenset[str]] = {}
        rows = self._db.execute("SELECT DISTINCT id, marks FROM reading WHERE title = ?", (title,))
        for identifier, marks in rows:
            known = found.get(identifier, frozenset())
            found[identifier] = known | frozenset(marks.split("\n") if marks else ())
        return found

    def near(self, identifiers: set[str]) -> set[str]:
        """The ids of all readings that share a title with one of these."""
        titles = {title for each in identifiers for title in self.titles(each)}
        return {each for title in titles for each in self.group(title)}


def set_judged_papers(db: sqlite3.Connection, judgements: Iterable[Judgement]) -> set[str]:
    """Note what the ledger decides about papers; the papers that change by it."""
    judged = judged_papers(judgements)
    new = {(one, other, SAME) for one, other in judged.same}
    new |= {(min(pair), max(pair), DIFFERENT) for pair in judged.apart}
    old = set(db.execute("SELECT one, other, verdict FROM judged_paper").fetchall())
    if old == new:
        return set()
    ids = {identifier for row in old ^ new for identifier in row[:2]}
    held = {own for each in ids for paper in _papers(db, each) for own in own_ids(db, paper)}
    db.execute("DELETE FROM judged_paper")
    db.executemany("INSERT INTO judged_paper VALUES (?, ?, ?)", sorted(new))
    changed: set[str] = set()
    for each in sorted(held):
        changed |= _rename(db, _titles(db, each), each)
    return changed


def judged_in(db: sqlite3.Connection) -> JudgedPapers:
    """What persons judged of papers, as the index has it."""
    rows = db.execute("SELECT one, other, verdict FROM judged_paper ORDER BY one, other")
    return judged_papers(
        Judgement(PAPER, one, other, 1.0, "", PERSON, verdict) for one, other, verdict in rows
    )


def _identified(db: sqlite3.Connection, title: str) -> set[tuple[str, str]]:
    """(id, paper) of the readings of a title whose id is not made from it."""
    rows = db.execute(
        "SELECT DISTINCT id, paper FROM reading WHERE title = ? AND id NOT GLOB ?",
        (title, f"{TITLE_ID}*"),
    )
    return set(rows)


def _rename(db: sqlite3.Connection, titles: set[str], identifier: str) -> set[str]:
    """Give readings of some titles, among which those of an id came or went, the papers that
    their ids stand for now; the papers that change by it.

    Published papers first, for what is known by its title alone goes with them.
    """
    changed: set[str] = set()
    touched = set(titles)
    held, judged = _Indexed(db), judged_in(db)
    movable = {i for title in titles for i in _movable(held.group(title), identifier)}
    if judged.same:
        movable |= _judged_with(movable | {identifier}, held, judged)
    for each in sorted(movable):
        moved = _set_paper(db, each, paper_of_id(each, held, judged))
        if moved:
            changed |= moved
            touched |= _titles(db, each)
    alone = {i for i in judged.joined if i.startswith(TITLE_ID) and _titles(db, i)}
    for each in sorted(alone | _title_ids(db, touched)):
        papers = [_identified(db, title) for title in _titles(db, each)]
        changed |= _set_paper(db, each, paper_of_title_id(each, papers, held, judged))
    return changed


def _judged_with(identifiers: set[str], held: _Indexed, judged: JudgedPapers) -> set[str]:
    """The ids whose papers may change where those of some do, by what was judged."""
    near = held.near(held.near(identifiers)) | identifiers
    if near.isdisjoint(judged.joined):
        return set()
    return {i for i in near | held.near(set(judged.joined)) if not i.startswith(TITLE_ID)}


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
