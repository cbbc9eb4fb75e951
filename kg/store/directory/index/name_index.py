"""An index of names, aliases and titles, whole and by words, kept with that of the records.

By words it answers as Neo4j's full-text index does: the nodes that have all the words, of which the
last may go on, those with short names first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from kg.core.codec import dumps
from kg.core.schema import LABELS
from kg.core.types import Node
from kg.store.codec.search_key import search_keys_of, searched_name, spellings_of


def set_names(db: sqlite3.Connection, keys: Iterable[tuple[int, str]], nodes: list[Node]) -> None:
    """Forget what has these keys (rank of the label, id); let these nodes be found instead."""
    for label, identifier in keys:
        _forget(db, label, identifier)
    for node in nodes:
        _note(db, node, search_keys_of(node) or "")


def _forget(db: sqlite3.Connection, label: int, identifier: str) -> None:
    row = db.execute(
        "SELECT number, words, name, aliases FROM named WHERE label = ? AND id = ?",
        (label, identifier),
    ).fetchone()
    if row is not None:
        number, words, name, aliases = row
        spelt = spellings_of(identifier, name, json.loads(aliases))
        db.executemany(
            "DELETE FROM spelling WHERE spelling = ? AND number = ?", [(s, number) for s in spelt]
        )
        gone = [(word, number) for word in words.split()]
        db.executemany("DELETE FROM word WHERE word = ? AND number = ?", gone)
        db.execute("DELETE FROM named WHERE number = ?", (number,))


def _note(db: sqlite3.Connection, node: Node, words: str) -> None:
    held = node.properties
    name = searched_name(node)
    aliases = dumps(held.get("aliases") or ())
    row = (LABELS.index(node.label), node.id, name, aliases, held.get("date"), words)
    number = db.execute(
        "INSERT INTO named(label, id, name, aliases, date, words) VALUES (?, ?, ?, ?, ?, ?)", row
    ).lastrowid
    db.executemany("INSERT INTO word VALUES (?, ?)", [(word, number) for word in words.split()])
    spelt = spellings_of(node.id, name, held.get("aliases"))
    db.executemany("INSERT INTO spelling VALUES (?, ?)", [(text, number) for text in spelt])


def called(db: sqlite3.Connection, name: str, labels: Sequence[str]) -> list[dict[str, object]]:
    """Nodes of the labels with this id, name, title or alias, in any case, as `Store.called`."""
    rows = db.execute(
        "SELECT label, id, name, aliases, date FROM spelling CROSS JOIN named USING (number)"
        " WHERE spelling = ? ORDER BY id",
        (name.lower(),),
    )
    return [row for row in map(_record, rows) if row["label"] in labels]


def _record(row: tuple[int, str, str | None, str, str | None]) -> dict[str, object]:
    label, identifier, name, aliases, date = row
    held = {"label": LABELS[label], "id": identifier, "name": name, "date": date}
    return {**held, "aliases": json.loads(aliases)}


def search_names(
    db: sqlite3.Connection, words: Sequence[str], limit: int
) -> list[dict[str, object]]:
    """Nodes whose names have all the words, the last of which may go on; short ones first.

    Returns:
        label, id, name, aliases and date of each, as `kg.store.Store.search_names`.
    """
    *whole, last = words
    found = " AND ".join(
        ["number IN (SELECT number FROM word WHERE word = ?)"] * len(whole)
        + ["number IN (SELECT number FROM word WHERE word >= ? AND word < ?)"]
    )
    rows = db.execute(
        f"SELECT label, id, name, aliases, date FROM named WHERE {found}"  # noqa: S608
        " ORDER BY length(words), id LIMIT ?",
        (*whole, last, last + _LAST, limit),
    )
    return list(map(_record, rows))


_LAST = "\U0010ffff"
"""Comes after every letter and digit."""
