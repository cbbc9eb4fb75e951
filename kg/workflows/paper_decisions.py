"""Which papers with ids of several kinds are one: what is left open, and manual decisions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from kg.core.errors import GraphError, NotFoundError
from kg.core.judgement import DIFFERENT, SAME, Judgement, person
from kg.core.paper_ids import KINDS, paper_id, parse_paper_id
from kg.core.schema import PAPER
from kg.papers.same_papers import LARGEST_GROUP, TITLE_ID, identity_marks
from kg.store.directory.graph_directory import (
    GraphDirectory,
    open_directory,
    record_judgements,
    writing,
)
from kg.store.directory.paper_versions import judged_in, own_ids, paper_of

__all__ = [
    "PaperDoubt",
    "count_papers",
    "judged_paper_ids",
    "merge_papers",
    "split_papers",
    "unsure_papers",
]

Place = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class PaperDoubt:
    """Two papers of one title for manual review: their ids are of different kinds, and neither
    authors nor years show that they are one.

    ``reason`` is what leaves them open. Dates are ISO, of a day, a month or a year.
    """

    title: str
    left: str
    right: str
    left_date: str | None
    right_date: str | None
    left_authors: tuple[str, ...]
    right_authors: tuple[str, ...]
    reason: str


class _Pair(NamedTuple):
    title: str
    left: str
    right: str


def unsure_papers(graph: Place, limit: int) -> list[PaperDoubt]:
    """The pairs of papers that nobody has judged: those whose authors are not known first.

    Raises:
        GraphError: there is no graph.
    """
    directory = open_directory(graph)
    found = [_doubt(directory, pair) for pair in _open_pairs(directory.index)]
    return sorted(found, key=lambda d: (_NO_NAME in d.reason, d.title, d.left, d.right))[:limit]


_NO_NAME = "no family name in common"


def count_papers(graph: Place) -> tuple[int, int]:
    """How many papers were read under several ids, and how many pairs are left open.

    Raises:
        GraphError: there is no graph.
    """
    directory = open_directory(graph)
    joined = directory.index.execute(
        "SELECT count(*) FROM"
        " (SELECT paper FROM reading GROUP BY paper HAVING count(DISTINCT id) > 1)"
    ).fetchone()[0]
    return int(joined), sum(1 for _ in _open_pairs(directory.index))


def _open_pairs(db: sqlite3.Connection) -> Iterator[_Pair]:
    """The pairs of papers of one title with no kind of id in common, each once, by title."""
    apart = judged_in(db).apart
    seen: set[tuple[str, str]] = set()
    titles = db.execute(
        "SELECT title FROM reading WHERE title != '' GROUP BY title"
        " HAVING count(DISTINCT paper) > 1 AND count(DISTINCT id) <= ? ORDER BY title",
        (LARGEST_GROUP,),
    ).fetchall()
    for (title,) in titles:
        rows = db.execute("SELECT DISTINCT paper FROM reading WHERE title = ?", (title,))
        ids = {paper: own_ids(db, paper) for (paper,) in rows}
        for left, right in combinations(sorted(ids), 2):
            kinds = [{each.partition(":")[0] for each in ids[paper]} for paper in (left, right)]
            pairs = {frozenset((one, other)) for one in ids[left] for other in ids[right]}
            known = all(kind & set(KINDS) for kind in kinds) and kinds[0].isdisjoint(kinds[1])
            if known and pairs.isdisjoint(apart) and (left, right) not in seen:
                seen.add((left, right))
                yield _Pair(title, left, right)


def _doubt(directory: GraphDirectory, pair: _Pair) -> PaperDoubt:
    papers = [directory.paper(identifier, as_read=True) for identifier in (pair.left, pair.right)]
    left, right = (paper.document for paper in papers if paper is not None)
    names = [identity_marks(each.authors, None) for each in (left, right)]
    if all(names):
        reason = _NO_NAME if names[0].isdisjoint(names[1]) else "authors changed between readings"
    else:
        years = "the years differ" if left.date and right.date else "nor are the years"
        reason = f"the authors of one are not known, {years}"
    return PaperDoubt(
        left.title,
        pair.left,
        pair.right,
        left.date,
        right.date,
        left.authors,
        right.authors,
        reason,
    )


def judged_paper_ids(directory: GraphDirectory, name: str, other: str) -> tuple[str, str] | None:
    """The ids of two papers, where both texts are ids; None where neither is, or one is a name.

    Raises:
        NotFoundError: they are ids, and the graph has no such paper.
    """
    found = [_id_of(directory.index, text) for text in (name, other)]
    if found[0] is not None and found[1] is not None:
        return found[0], found[1]
    shaped = [parse_paper_id(text) is not None for text in (name, other)]
    if any(found) and all(shaped):
        missing = other if found[0] else name
        raise NotFoundError(f"{directory.path} has no paper {missing!r}")
    return None


def _id_of(db: sqlite3.Connection, text: str) -> str | None:
    """The id of a reading that a text is, in any of its spellings."""
    candidates = (text, paper_id("", text)) if parse_paper_id(text) else (text,)
    return next((each for each in candidates if paper_of(db, each) is not None), None)


def _judge(
    graph: Place, pairs: Sequence[tuple[str, str]], verdict: str, reason: str, by: str
) -> None:
    who = person(by)
    judged = [Judgement(PAPER, one, other, 1.0, reason, who, verdict) for one, other in pairs]
    with writing(graph) as directory:
        record_judgements(directory, judged)


def merge_papers(graph: Place, one: str, other: str, *, reason: str, by: str) -> str:
    """Judge two ids to be of one paper; the outcome, in a line.

    Raises:
        GraphError: both papers are known by their titles alone.
    """
    if one.startswith(TITLE_ID) and other.startswith(TITLE_ID):
        raise GraphError("both papers are known by their titles alone: one of them needs an id")
    _judge(graph, [(one, other)], SAME, reason, by)
    directory = open_directory(graph)
    return f"{one} and {other} are one paper: {paper_of(directory.index, one)}"


def split_papers(graph: Place, one: str, other: str, *, reason: str, by: str) -> str:
    """Judge an id to be of another paper than a second one and all that is one with that; the
    outcome, in a line.

    Raises:
        GraphError: it is the same id.
    """
    directory = open_directory(graph)
    paper = paper_of(directory.index, other)
    rest = [each for each in own_ids(directory.index, paper or other) if each != one]
    if one == other or not rest:
        raise GraphError(f"{one} is one id: it cannot be parted from itself")
    together = paper_of(directory.index, one) == paper
    pairs = [(one, each) for each in rest] if together else [(one, other)]
    _judge(graph, pairs, DIFFERENT, reason, by)
    return f"{one} and {other} are two papers"
