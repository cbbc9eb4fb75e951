"""What persons decided about papers, as the index has it from the ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from kg.core.judgement import Judgement, NameKey, PartedNames, parted_names, split_mention
from kg.core.result_judgement import ResultJudgement, results_in_force
from kg.lexicon.acronyms import surface_key
from kg.papers.decisions import Decisions
from kg.store.directory import ledger, paper_versions

__all__ = ["WrittenForm", "decisions_of", "forms_of", "set_decisions"]


class WrittenForm(NamedTuple):
    """A surface form that a paper uses for a name: ``key`` is that of the name of the entity,
    ``form`` that of the surface; ``is_name`` is whether the paper's entity is called so."""

    paper: str
    key: str
    form: str
    surface: str
    is_name: bool


def decisions_of(db: sqlite3.Connection, paper: str) -> Decisions:
    """What bears on a paper, under whichever id it was decided."""
    parted = db.execute(
        "SELECT label, left, right, paper FROM parted"
        " WHERE paper = '' OR paper IN (SELECT id FROM reading WHERE paper = ?)",
        (paper,),
    )
    results = db.execute(
        "SELECT record FROM judged_result WHERE paper IN (SELECT id FROM reading WHERE paper = ?)",
        (paper,),
    )
    return Decisions(
        [
            PartedNames(label, left, right, paper if of else None)
            for label, left, right, of in parted
        ],
        [ledger.parse_result(record.encode()) for (record,) in results],
    )


def set_decisions(
    db: sqlite3.Connection, names: Iterable[Judgement], results: Iterable[ResultJudgement]
) -> set[str]:
    """Note what the ledger decides about papers; the papers that this shows otherwise."""
    changed: set[str] = set()
    parted = {(*each[:3], each.paper or "") for each in parted_names(names)}
    old = set(db.execute("SELECT label, left, right, paper FROM parted").fetchall())
    db.executemany("DELETE FROM parted WHERE label=? AND left=? AND right=? AND paper=?", old)
    db.executemany("INSERT INTO parted VALUES (?, ?, ?, ?)", sorted(parted))
    if old != parted:
        changed |= _papers_with_both(db, [PartedNames(*row) for row in old ^ parted])
    judged = {(j.paper, ledger.result_line(j)) for j in results_in_force(results)}
    held = set(db.execute("SELECT paper, record FROM judged_result").fetchall())
    db.executemany("DELETE FROM judged_result WHERE paper = ? AND record = ?", held)
    db.executemany("INSERT INTO judged_result VALUES (?, ?)", sorted(judged))
    for identifier in {paper for paper, _ in held ^ judged}:
        paper = paper_versions.paper_of(db, identifier)
        changed |= {paper} if paper else set()
    return changed


def _papers_with_both(db: sqlite3.Connection, pairs: Iterable[PartedNames]) -> set[str]:
    """The papers that have surface forms of both names of a pair; one of them if it says so."""
    pairs = list(pairs)
    wanted = {(pair.label, key) for pair in pairs for key in (pair.left, pair.right)}
    having = _papers_with_surfaces(db, wanted)
    found: set[str] = set()
    for pair in pairs:
        both = having[pair.label, pair.left] & having[pair.label, pair.right]
        found |= both & {paper_versions.paper_of(db, pair.paper)} if pair.paper else both
    return found


def forms_of(db: sqlite3.Connection, names: Iterable[NameKey]) -> list[WrittenForm]:
    """Every surface form of some names in every paper, by name, paper and surface."""
    found: list[WrittenForm] = []
    for name in names:
        base, only = split_mention(name.key)
        rows = db.execute(
            "SELECT paper, surface, weight FROM fact INDEXED BY fact_key"
            " WHERE label = ? AND key = ? ORDER BY paper, surface",
            (name.label, base),
        )
        for paper, surface, weight in rows:
            if only in (None, paper):
                form = surface_key(surface)
                found.append(WrittenForm(paper, base, form, surface, weight > 1))
    return found


def _papers_with_surfaces(
    db: sqlite3.Connection, wanted: set[tuple[str, str]]
) -> dict[tuple[str, str], set[str]]:
    """(label, key of a surface form) -> the papers that have such a form, for those wanted.

    Walks over the surface forms of the labels: 0.2 s for 100,000 of them.
    """
    found: dict[tuple[str, str], set[str]] = {each: set() for each in wanted}
    for label in {label for label, _ in wanted}:
        rows = db.execute("SELECT key, surface FROM name WHERE label = ?", (label,)).fetchall()
        for key, surface in rows:
            held = found.get((label, surface_key(surface)))
            if held is not None:
                papers = db.execute(
                    "SELECT paper FROM fact INDEXED BY fact_key"
                    " WHERE label = ? AND key = ? AND surface = ?",
                    (label, key, surface),
                )
                held.update(paper for (paper,) in papers)
    return found
