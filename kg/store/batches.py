"""A graph cut into batches for a server, and what a server holds compared with it in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from kg.store.rows import MARK, Kind, Row, edge_row, edges_in_order, node_row, nodes_in_order
from kg.types import PropertyGraph

BATCH = 5_000
"""Rows of one transaction; the driver's makers advise 1,000 to 10,000."""

WAITING = 20_000
"""Edges held in memory until their kind has a batch."""


def batches(graph: PropertyGraph, name: str) -> Iterator[tuple[str | Kind, list[Row]]]:
    """Rows for one statement at a time, all nodes before the first edge."""
    nodes: list[Row] = []
    label = ""
    for node in nodes_in_order(graph):
        if nodes and (node.label != label or len(nodes) == BATCH):
            yield label, nodes
            nodes = []
        label = node.label
        nodes.append(_marked(node_row(node), name))
    if nodes:
        yield label, nodes
    yield from _edge_batches(graph, name)


def _edge_batches(graph: PropertyGraph, name: str) -> Iterator[tuple[Kind, list[Row]]]:
    waiting: dict[Kind, list[Row]] = {}
    held = 0
    for edge in edges_in_order(graph):
        kind = Kind(edge.type, edge.source_label, edge.target_label)
        row = edge_row(edge)
        ends = {"source": row.pop("source"), "target": row.pop("target")}
        lot = waiting.setdefault(kind, [])
        lot.append({"number": len(lot), **ends, "properties": _marked(row, name)})
        held += 1
        if len(lot) == BATCH or held == WAITING:
            longest = max(waiting, key=lambda kind: len(waiting[kind]))
            held -= len(waiting[longest])
            yield longest, waiting.pop(longest)
    yield from waiting.items()


def _marked(row: Row, name: str) -> Row:
    """The properties that the database will hold: it has no nulls."""
    return {MARK: name, **{key: value for key, value in row.items() if value is not None}}


class Span(NamedTuple):
    """Papers from ``first`` to ``last``, and the nodes, by label, that their edges leave."""

    first: str
    last: str
    sources: dict[str, set[str]]


def spans(found: Iterable[tuple[str, str, str, int]]) -> Iterator[Span]:
    """Stretches of papers that have about as many edges as may be held in memory."""
    span: Span | None = None
    held = 0
    for paper, label, source, edges in found:
        if span is not None and held >= WAITING and paper != span.last:
            yield span
            span, held = None, 0
        span = Span(span.first if span else paper, paper, span.sources if span else {})
        span.sources.setdefault(label, set()).add(source)
        held += edges
    if span is not None:
        yield span


_Key = TypeVar("_Key", str, tuple[str, str, str, str])


def gone(held: Iterable[tuple[_Key, str]], wanted: Iterable[_Key]) -> Iterator[str]:
    """Elements of ascending ``held`` whose key is not in ascending ``wanted``, or comes again.

    >>> list(gone([("a", "1"), ("b", "2"), ("b", "3"), ("d", "4")], ["b", "c", "d"]))
    ['1', '3']
    """
    rest = iter(wanted)
    current = next(rest, None)
    for key, element in held:
        while current is not None and current < key:
            current = next(rest, None)
        if current == key:
            current = next(rest, None)
        else:
            yield element


def lots(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """The items, at most ``size`` at a time."""
    lot: list[str] = []
    for item in items:
        lot.append(item)
        if len(lot) == size:
            yield lot
            lot = []
    if lot:
        yield lot
