"""Nodes as a server holds them: the row of every engine, and what Neo4j alone has beside it."""

from __future__ import annotations

import datetime

from kg.core.schema import LABELS, NODE_PROPERTIES, PAPER, RESULT
from kg.core.types import Node
from kg.store.codec.rows import MARK, WORDS, Row, node_row
from kg.store.codec.search_key import search_keys_of

DIGEST = "kg_digest"
"""The property, on nodes and edges, that holds their digest."""

PUBLISHED = "published"
"""The property of papers that holds their date as a DATE: the first day that it may be."""

NODE_COLUMNS = {
    label: ("id", *NODE_PROPERTIES[label], *([PUBLISHED] if label == PAPER else []), WORDS)
    for label in LABELS
}
"""Label -> the properties of its nodes that are ours, beside `MARK` and `DIGEST`. Others are of
users: nothing reads, changes or removes them."""

FORMER = {label: ("better",) if label == RESULT else () for label in LABELS}
"""Label -> properties that were ours once, and go when a node is written again."""


def server_row(node: Node) -> Row:
    """The properties in `NODE_COLUMNS`, in that order; None where a node has none."""
    row = node_row(node)
    if node.label == PAPER:
        row[PUBLISHED] = first_day(row["date"])
    row[WORDS] = search_keys_of(node)
    return row


def marked_row(row: Row, digest: int, graph: str) -> Row:
    """The properties that the database will hold: ours beside the row's."""
    return {MARK: graph, DIGEST: digest, **row}


def first_day(date: object) -> datetime.date | None:
    """The day of an ISO date, the first of a month or a year; None where it is none.

    >>> first_day("2024-02-29"), first_day("2024-02"), first_day("2024-02-31")
    (datetime.date(2024, 2, 29), datetime.date(2024, 2, 1), None)
    """
    if not isinstance(date, str):
        return None
    try:
        return datetime.date.fromisoformat(date + _FIRST.get(len(date), ""))
    except ValueError:
        return None


_FIRST = {len("2024"): "-01-01", len("2024-02"): "-01"}
