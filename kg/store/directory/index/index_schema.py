"""What a graph directory knows of its records without reading them all: ``index.db``.

Where each reading of a paper stands, the names in each paper, how names cluster, a
digest of every node and edge, and the words of names. All of it follows from the records and
the ledger: an index that is missing, damaged or made by other code is made anew. One
transaction takes it from one state of the directory to the next, so a kill leaves the old
state or the new one.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.core.errors import GraphError

FILE = "index.db"

CACHE = 64
"""MB of pages that a connection may hold."""

WAIT = 30.0
"""Seconds to wait for another process that has the index locked."""

_TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE segment(number INTEGER PRIMARY KEY, size INTEGER, lines INTEGER);

CREATE TABLE reading(
    id TEXT, title TEXT, paper TEXT, segment INTEGER, start INTEGER, marks TEXT,
    PRIMARY KEY(segment, start)) WITHOUT ROWID;
CREATE INDEX reading_id ON reading(id, title);
CREATE INDEX reading_title ON reading(title, id);
CREATE INDEX reading_paper ON reading(paper);

CREATE TABLE judged_paper(
    one TEXT, other TEXT, verdict TEXT, PRIMARY KEY(one, other)) WITHOUT ROWID;

CREATE TABLE fact(
    paper TEXT, label TEXT, key TEXT, surface TEXT, weight INTEGER,
    PRIMARY KEY(paper, label, key, surface)) WITHOUT ROWID;
CREATE INDEX fact_key ON fact(label, key);
CREATE TABLE name(
    label TEXT, key TEXT, surface TEXT, weight INTEGER, papers INTEGER,
    PRIMARY KEY(label, key, surface)) WITHOUT ROWID;
CREATE TRIGGER fact_new AFTER INSERT ON fact BEGIN
    INSERT INTO name VALUES (new.label, new.key, new.surface, new.weight, 1)
    ON CONFLICT DO UPDATE SET weight = weight + new.weight, papers = papers + 1;
END;
CREATE TRIGGER fact_gone AFTER DELETE ON fact BEGIN
    UPDATE name SET weight = weight - old.weight, papers = papers - 1
        WHERE label = old.label AND key = old.key AND surface = old.surface;
    DELETE FROM name
        WHERE label = old.label AND key = old.key AND surface = old.surface AND papers = 0;
END;

CREATE TABLE use(
    paper TEXT, label TEXT, short TEXT, unit TEXT, surfaces TEXT, introduces INTEGER,
    context BLOB, about TEXT);
CREATE INDEX use_paper ON use(paper);
CREATE INDEX use_short ON use(label, short);
CREATE INDEX use_unit ON use(label, unit, short);
CREATE TABLE hub(
    label TEXT, key TEXT, hub TEXT, PRIMARY KEY(label, key, hub)) WITHOUT ROWID;
CREATE INDEX hub_members ON hub(label, hub);
CREATE TABLE judged(label TEXT, key TEXT, PRIMARY KEY(label, key)) WITHOUT ROWID;
CREATE TABLE parted(
    label TEXT, left TEXT, right TEXT, paper TEXT,
    PRIMARY KEY(label, left, right, paper)) WITHOUT ROWID;
CREATE TABLE judged_result(
    paper TEXT, record TEXT, PRIMARY KEY(paper, record)) WITHOUT ROWID;

CREATE TABLE cluster(
    label TEXT, base TEXT, key TEXT, node TEXT, PRIMARY KEY(label, key)) WITHOUT ROWID;
CREATE INDEX cluster_base ON cluster(label, base);
CREATE INDEX cluster_members ON cluster(node);
CREATE TABLE meaning(
    paper TEXT, label TEXT, key TEXT, unit TEXT,
    PRIMARY KEY(paper, label, key)) WITHOUT ROWID;
CREATE INDEX meaning_key ON meaning(label, key);
CREATE TABLE thing(
    id TEXT PRIMARY KEY, label TEXT, name TEXT, aliases TEXT, family TEXT, first TEXT
    ) WITHOUT ROWID;
CREATE INDEX thing_label ON thing(label, id);

CREATE TABLE cited(
    paper TEXT, id TEXT, title TEXT, about TEXT, PRIMARY KEY(paper, id)) WITHOUT ROWID;
CREATE INDEX cited_id ON cited(id, title);
CREATE INDEX cited_title ON cited(title, id);
CREATE TABLE cited_node(id TEXT PRIMARY KEY, node TEXT) WITHOUT ROWID;
CREATE INDEX cited_node_ids ON cited_node(node);

CREATE TABLE node(
    label INTEGER, id TEXT, owner TEXT, digest INTEGER,
    PRIMARY KEY(label, id)) WITHOUT ROWID;
CREATE INDEX node_owner ON node(label, owner);
CREATE TABLE edge(
    paper TEXT, type TEXT, source TEXT, target TEXT, digest INTEGER,
    PRIMARY KEY(paper, type, source, target)) WITHOUT ROWID;

CREATE TABLE named(
    number INTEGER PRIMARY KEY, label INTEGER, id TEXT, name TEXT, aliases TEXT, date TEXT,
    words TEXT);
CREATE UNIQUE INDEX named_id ON named(label, id);
CREATE TABLE spelling(spelling TEXT, number INTEGER, PRIMARY KEY(spelling, number)) WITHOUT ROWID;
CREATE TABLE word(word TEXT, number INTEGER, PRIMARY KEY(word, number)) WITHOUT ROWID;

CREATE TABLE stale_node(
    label INTEGER, id TEXT, held INTEGER, PRIMARY KEY(label, id)) WITHOUT ROWID;
CREATE TABLE stale_edge(
    paper TEXT, type TEXT, source TEXT, target TEXT, held INTEGER,
    PRIMARY KEY(paper, type, source, target)) WITHOUT ROWID;
"""
"""``node.label`` counts in `kg.core.schema.LABELS`; ``owner`` is the paper of a paper or result,
and of an entity the id itself. ``stale_*``: what changed since the embedded database was made;
``held`` is whether that has it.

The planner knows nothing of how few labels there are: where a label and something else are
asked for, a statement names the index (INDEXED BY), or all of the label is scanned."""

CODE = (
    *(f"{room}/**/*.py" for room in ("core", "lexicon", "papers", "resolution", "graph")),
    "lexicon/data/*.tsv",
    *(f"store/codec/{name}.py" for name in ("hashes", "search_key")),
    "store/directory/index/*.py",
    "store/directory/paper_versions.py",
)
"""The files of the package that decide what a graph is made of."""


@cache
def code_version() -> str:
    """A digest of the code that folds records into a graph: other code, another index."""
    found = hashlib.sha256()
    for path in code_files():
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def code_files() -> list[Path]:
    """The files of `CODE`, pattern by pattern."""
    package = next(each for each in Path(__file__).parents if each.name == "kg")
    return [path for pattern in CODE for path in sorted(package.glob(pattern))]


def open_index(directory: Path) -> sqlite3.Connection | None:
    """The index of a directory; None if there is none that this code can use."""
    path = directory / FILE
    if not path.exists():
        return None
    with contextlib.suppress(sqlite3.Error):  # No database, or one without our tables.
        db = _connected(path)
        if get_meta(db, "code") == code_version():
            return db
        db.close()
    return None


def create_index(directory: Path | None) -> sqlite3.Connection:
    """A new, empty index in a directory, in the place of the one there; None: in memory."""
    if directory is None:
        db = _connected(Path(":memory:"))
    else:
        for left in directory.glob(f"{FILE}*"):
            left.unlink()
        db = _connected(directory / FILE)
        db.execute("PRAGMA journal_mode = WAL")
    with transaction(db):
        for statement in _statements():
            db.execute(statement)
        set_meta(db, "code", code_version())
    return db


def _connected(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
    db.execute(f"PRAGMA cache_size = {-1024 * CACHE}")
    return db


def _statements() -> Iterator[str]:
    statement = ""
    for line in _TABLES.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def pin_state(db: sqlite3.Connection) -> None:
    """Let a connection read what the index holds now for as long as it is open, whatever other
    processes commit: SQLite's snapshot of a file with a write-ahead log."""
    if not db.in_transaction:
        db.execute("BEGIN")
        get_meta(db, "code")  # a transaction sees what is there at its first look


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All that the block writes, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


@contextlib.contextmanager
def index_errors(directory: Path) -> Iterator[None]:
    """Damage that SQLite meets within the block, as a `GraphError` that says what to do."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise GraphError(
            f"{directory / FILE}: {error}; it is made from the records: remove it, "
            "and the next command makes it again"
        ) from error


def get_meta(db: sqlite3.Connection, name: str) -> str | None:
    """A fact about the index itself."""
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return None if row is None else row[0]


def set_meta(db: sqlite3.Connection, name: str, value: str | None) -> None:
    """Note a fact about the index itself; None forgets it."""
    if value is None:
        db.execute("DELETE FROM meta WHERE name = ?", (name,))
    else:
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
