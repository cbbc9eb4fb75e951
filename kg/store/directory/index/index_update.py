"""Bringing the index of a graph directory from the state it has to the state of the records.

What it costs grows with what has come or gone since, not with the graph: a paper that no
change reaches is not read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from kg.core.judgement import Judgement, NameKey
from kg.core.names import title_key
from kg.core.result_judgement import ResultJudgement
from kg.core.schema import LABELS, PAPER, RESULT
from kg.core.types import Edge, Extraction, Node
from kg.graph.paper_subgraph import PaperSubgraph, paper_subgraph, unread_subgraph
from kg.papers.same_papers import identity_marks
from kg.store.codec.hashes import edge_hash, node_hash
from kg.store.directory import paper_versions
from kg.store.directory.directory_state import State
from kg.store.directory.index import cluster_index
from kg.store.directory.index.citation_index import (
    IndexedCitations,
    resolve_cited,
    set_citations,
)
from kg.store.directory.index.cluster_index import IndexedClusters
from kg.store.directory.index.decision_index import set_decisions
from kg.store.directory.index.index_schema import get_meta, set_meta, transaction
from kg.store.directory.index.name_index import set_names
from kg.store.directory.log import read_headings
from kg.store.directory.paper_versions import RecordOffset

_MOST_STALE = 0.2
"""The share of a graph's nodes and edges up to which the embedded database is brought after
the index change by change: beyond it, making it anew is cheaper."""


PROJECTED = "projected"
"""The key of the state that the embedded database holds."""


class LoadPaper(Protocol):
    """A paper by its id, as the index now has it; None if it is gone.

    With ``keep`` what is decoded for it is held until it is asked for again.
    """

    def __call__(self, identifier: str, *, keep: bool = False) -> Extraction | None:
        """The paper."""
        ...


def is_current(db: sqlite3.Connection, state: State) -> bool:
    """Whether the index is that of this state."""
    return get_meta(db, "state") == state.digest


def update_index(
    db: sqlite3.Connection,
    state: State,
    *,
    judgements: Callable[[], Collection[Judgement]],
    result_judgements: Callable[[], Collection[ResultJudgement]],
    paper_judgements: Callable[[], Collection[Judgement]],
    load: LoadPaper,
    keep: Callable[[str, PaperSubgraph | None], None],
) -> tuple[Judgement, ...]:
    """Bring the index to this state, in one transaction.

    Args:
        db: the index.
        state: what the files hold.
        judgements: gives what the ledger holds on names, beside what rules judged.
        result_judgements, paper_judgements: give what it holds on results and on papers.
        load: gives a paper.
        keep: takes what each paper that changed gives to the graph now; None: nothing.

    Returns:
        What the rules judge of the names that the change touches.

    Raises:
        GraphError: a record is damaged.
    """
    if is_current(db, state):
        return ()
    with transaction(db):
        papers = paper_versions.set_judged_papers(db, paper_judgements())
        papers |= _take_in(db, state.segments) | _set_view(db, state.view)
        given = judgements()
        papers |= set_decisions(db, given, result_judgements())
        touched: set[NameKey] = set()
        cited: set[str] = set()
        for paper in sorted(papers):
            found = load(paper, keep=True)
            touched |= cluster_index.set_mentions(db, paper, found)
            cited |= set_citations(db, paper, found)
        citations = resolve_cited(db, papers, cited)
        settled = cluster_index.resolve_incremental(db, touched, given)
        cluster_index.set_judged(db, given)
        _set_entities(db, settled.nodes)
        citing = papers | settled.papers | citations.papers
        unread = {n for n in citations.nodes if not paper_versions.record_offsets(db, n)}
        for paper in sorted(citing | unread):
            subgraph = subgraph_of(db, paper, load(paper))
            _set_paper(db, paper, subgraph)
            keep(paper, subgraph)
        set_meta(db, "state", state.digest)
        _forget_much_staleness(db)
    return settled.judgements


def subgraph_of(
    db: sqlite3.Connection, identifier: str, paper: Extraction | None
) -> PaperSubgraph | None:
    """What a paper gives to the graph, by its id: as it was read, else as others cite it.

    None if there is no such paper.
    """
    cited = IndexedCitations(db)
    if paper is not None:
        return paper_subgraph(paper, IndexedClusters(db), cited)
    unread = cited.unread_paper(identifier)
    return unread_subgraph(unread) if unread else None


def leads_to(db: sqlite3.Connection, state: State) -> bool:
    """Whether records were only added since the index was made: what it knows is still there."""
    return all(
        number in state.segments and state.segments[number].stat().st_size == size
        for number, size in db.execute("SELECT number, size FROM segment")
    )


def _set_view(db: sqlite3.Connection, view: str | None) -> set[str]:
    """Note the view; the papers that it shows otherwise than the one before: any may be."""
    if get_meta(db, "view") == view:
        return set()
    set_meta(db, "view", view)
    return {row[0] for row in db.execute("SELECT DISTINCT paper FROM reading")}


def _take_in(db: sqlite3.Connection, segments: Mapping[int, Path]) -> set[str]:
    """Index the readings of new segments; the papers that change by it."""
    known = {row[0] for row in db.execute("SELECT number FROM segment")}
    changed: set[str] = set()
    for number, path in segments.items():
        if number not in known:
            found, count = _take_segment(db, number, path)
            changed |= found
            size = path.stat().st_size
            db.execute("INSERT INTO segment VALUES (?, ?, ?)", (number, size, count))
    return changed


def _take_segment(db: sqlite3.Connection, number: int, path: Path) -> tuple[set[str], int]:
    """The papers that change by the readings of a segment, and how many lines it has."""
    changed: set[str] = set()
    count = 0
    for start, heading in read_headings(path):
        count += 1
        if heading.removed is not None:
            for identifier in heading.removed:
                changed |= paper_versions.remove_readings(db, identifier)
        else:
            title = title_key(heading.title or "")
            offset = RecordOffset(number, start)
            marks = identity_marks(heading.authors, heading.date)
            changed |= paper_versions.add_reading(db, heading.id, title, offset, marks)
    return changed, count


def _set_entities(db: sqlite3.Connection, changed: Iterable[tuple[str, str]]) -> None:
    for label, identifier in changed:
        node = cluster_index.cluster_node(db, label, identifier)
        _set_nodes(db, LABELS.index(label), identifier, [node] if node else [])


def _set_paper(db: sqlite3.Connection, paper: str, found: PaperSubgraph | None) -> None:
    _set_nodes(db, LABELS.index(PAPER), paper, [found.node] if found else [])
    _set_nodes(db, LABELS.index(RESULT), paper, found.results if found else [])
    _set_edges(db, paper, found.edges if found else [])


def _set_nodes(db: sqlite3.Connection, label: int, owner: str, nodes: Iterable[Node]) -> None:
    """Let an owner have these nodes of a label and no others."""
    made = {node.id: node for node in nodes}
    new = {(label, node.id, node_hash(node)) for node in made.values()}
    rows = db.execute(
        "SELECT label, id, digest FROM node INDEXED BY node_owner WHERE label = ? AND owner = ?",
        (label, owner),
    )
    old = set(rows.fetchall())
    gone, come = old - new, new - old
    db.executemany("DELETE FROM node WHERE label = ? AND id = ?", [row[:2] for row in gone])
    db.executemany("INSERT INTO node VALUES (?, ?, ?, ?)", [(n, i, owner, d) for n, i, d in come])
    set_names(db, [row[:2] for row in gone], [made[row[1]] for row in come])
    held = {row[:2] for row in gone}
    keys = ((*key, key in held) for key in held | {row[:2] for row in come})
    _note(db, "stale_node(label, id, held) VALUES (?, ?, ?)", keys)


def _set_edges(db: sqlite3.Connection, paper: str, edges: Iterable[Edge]) -> None:
    """Let a paper give these edges and no others."""
    new = {(e.type, e.source, e.target, edge_hash(e)) for e in edges}
    rows = db.execute("SELECT type, source, target, digest FROM edge WHERE paper = ?", (paper,))
    old = set(rows.fetchall())
    gone, come = old - new, new - old
    db.executemany(
        "DELETE FROM edge WHERE paper = ? AND type = ? AND source = ? AND target = ?",
        [(paper, *row[:3]) for row in gone],
    )
    db.executemany("INSERT INTO edge VALUES (?, ?, ?, ?, ?)", [(paper, *row) for row in come])
    held = {row[:3] for row in gone}
    keys = ((paper, *key, key in held) for key in held | {row[:3] for row in come})
    _note(db, "stale_edge(paper, type, source, target, held) VALUES (?, ?, ?, ?, ?)", keys)


def _note(db: sqlite3.Connection, into: str, keys: Iterator[tuple[object, ...]]) -> None:
    """Note what goes stale: what was noted before keeps saying whether the database has it."""
    if get_meta(db, PROJECTED) is not None:
        db.executemany(f"INSERT OR IGNORE INTO {into}", keys)


def _forget_much_staleness(db: sqlite3.Connection) -> None:
    """Let the embedded database be made anew where little of it would stay as it is."""
    if get_meta(db, PROJECTED) is None:
        return
    stale, held = (
        db.execute(
            f"SELECT (SELECT count(*) FROM {nodes}) + (SELECT count(*) FROM {edges})"  # noqa: S608
        ).fetchone()[0]
        for nodes, edges in (("stale_node", "stale_edge"), ("node", "edge"))
    )
    if stale > _MOST_STALE * held:
        set_projected(db, None)


def set_projected(db: sqlite3.Connection, state: str | None) -> None:
    """Note that the embedded database holds a state; from now on what goes stale is noted."""
    db.execute("DELETE FROM stale_node")
    db.execute("DELETE FROM stale_edge")
    set_meta(db, PROJECTED, state)
