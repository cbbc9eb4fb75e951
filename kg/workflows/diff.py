"""What differs between two states of a graph: papers, entities, results, and merges of names.

Both indexes are walked side by side in canonical order; only what differs is read from the
records, and memory grows with that, not with the graphs.
"""

from __future__ import annotations

import heapq
import os
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from kg.core.schema import ENTITY_LABELS, LABELS, PAPER, RESULT
from kg.core.types import Node
from kg.store.codec.table import Table
from kg.store.directory.graph_directory import GraphDirectory, open_directory
from kg.store.directory.pending_changes import node_of_owner

Input = str | os.PathLike[str]

COLUMNS = ("kind", "change", "id", "name", "detail")

_KINDS = {PAPER: "paper", RESULT: "result"}


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One thing that differs.

    ``kind`` is ``paper``, ``result``, ``merge``, or the label of an entity in small letters;
    ``change`` is ``added``, ``removed`` or ``changed``, and of a merge ``together`` or
    ``apart``: names of several nodes became names of one, or the other way round.
    """

    kind: str
    change: str
    id: str
    name: str
    detail: str


def diff(old: Input, new: Input) -> Iterator[Difference]:
    """What differs between two graph directories: nodes by label and id, then merges.

    Raises:
        GraphError: one of them is no graph directory.
    """
    before, after = open_directory(old), open_directory(new)
    merges = _Merges()
    for pair in _unlike(before, after):
        yield _difference(pair)
        if pair.label in ENTITY_LABELS:
            merges.take(pair)
    yield from merges.differences()


def table_of_differences(differences: Iterable[Difference]) -> Table:
    """The differences as rows."""
    rows: list[tuple[object, ...]] = [
        (d.kind, d.change, d.id, d.name, d.detail) for d in differences
    ]
    return Table(COLUMNS, rows)


class _Row(NamedTuple):
    """A node in the index; ``side`` is 0 in the old graph and 1 in the new."""

    label: int
    id: str
    side: int
    digest: int
    owner: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """A node before and after; None where it is not."""

    label: str
    old: Node | None
    new: Node | None


def _unlike(old: GraphDirectory, new: GraphDirectory) -> Iterator[_Pair]:
    """Every node that is not the same in both, by label and id."""
    sides = (old, new)
    rows = heapq.merge(_rows(old, 0), _rows(new, 1))
    for (rank, identifier), found in groupby(rows, key=lambda row: (row.label, row.id)):
        held = list(found)
        if len({row.digest for row in held}) < len(held):
            continue
        label = LABELS[rank]
        nodes: list[Node | None] = [None, None]
        for row in held:
            nodes[row.side] = node_of_owner(sides[row.side], label, identifier, row.owner)
        yield _Pair(label, *nodes)


def _rows(directory: GraphDirectory, side: int) -> Iterator[_Row]:
    found = directory.index.execute("SELECT label, id, digest, owner FROM node ORDER BY label, id")
    for label, identifier, digest, owner in found:
        yield _Row(label, identifier, side, digest, owner)


def node_keys(directory: GraphDirectory) -> frozenset[tuple[int, str]]:
    """(rank of the label in `kg.core.schema.LABELS`, id) of every node."""
    return frozenset((row.label, row.id) for row in _rows(directory, 0))


def nodes_beside(directory: GraphDirectory, known: Container[tuple[int, str]]) -> Iterator[Node]:
    """The nodes whose keys (see `node_keys`) are not known, by label and id."""
    for row in _rows(directory, 0):
        if (row.label, row.id) not in known:
            node = node_of_owner(directory, LABELS[row.label], row.id, row.owner)
            if node is not None:
                yield node


def _difference(pair: _Pair) -> Difference:
    node = pair.new or pair.old
    assert node is not None
    change = "changed" if pair.old and pair.new else "added" if pair.new else "removed"
    kind = _KINDS.get(pair.label, pair.label.lower())
    if pair.label == PAPER and not node.properties["read"]:
        kind = "cited paper"
    return Difference(kind, change, node.id, _name(node), _detail(pair, node))


def _name(node: Node) -> str:
    key = {PAPER: "title", RESULT: "raw"}.get(node.label, "name")
    return str(node.properties[key])


def _detail(pair: _Pair, node: Node) -> str:
    """The detail beside the name: for a change, which properties change and how."""
    if pair.old and pair.new:
        before, after = pair.old.properties, pair.new.properties
        changed = [key for key in after if before.get(key) != after[key]]
        return "; ".join(_change(key, before.get(key), after[key]) for key in changed)
    if node.label == PAPER:
        return str(node.properties["date"] or "")
    if node.label == RESULT:
        return node.id.removeprefix("result/").rpartition("/")[0]
    return ""


_LONGEST = 60  # characters of a value that is shown


def _change(key: str, before: object, after: object) -> str:
    if isinstance(before, tuple) and isinstance(after, tuple):
        gone = [f"-{item}" for item in before if item not in after]
        come = [f"+{item}" for item in after if item not in before]
        return f"{key}: {', '.join((*gone, *come))}"
    shown = [str("" if value is None else value) for value in (before, after)]
    return f"{key}: {' -> '.join(shown)}" if max(map(len, shown)) <= _LONGEST else key


class _Merges:
    """The names of the nodes that differ, before and after."""

    def __init__(self) -> None:
        self._old: dict[str, Node] = {}
        self._new: dict[str, Node] = {}

    def take(self, pair: _Pair) -> None:
        """Note an entity node that is not the same before and after."""
        for node, side in ((pair.old, self._old), (pair.new, self._new)):
            if node is not None:
                side[node.id] = node

    def differences(self) -> Iterator[Difference]:
        """The nodes that unite names of several nodes of old, and those whose names parted."""
        yield from _moved("together", self._new, self._old)
        yield from _moved("apart", self._old, self._new)


def _moved(change: str, whole: dict[str, Node], parts: dict[str, Node]) -> Iterator[Difference]:
    """The nodes of one side whose names are of several nodes on the other."""
    holders: dict[tuple[str, str], list[str]] = {}
    for node in parts.values():
        for name in _names(node):
            holders.setdefault((node.label, name), []).append(node.id)
    for node in whole.values():
        found: dict[str, list[str]] = {}
        for name in sorted(_names(node)):
            ids = holders.get((node.label, name), [])
            if ids:
                found.setdefault(node.id if node.id in ids else min(ids), []).append(name)
        if len(found) > 1:
            groups = [f"{', '.join(names)} [{i}]" for i, names in sorted(found.items())]
            yield Difference("merge", change, node.id, _name(node), " | ".join(groups))


def _names(node: Node) -> frozenset[str]:
    aliases = node.properties["aliases"]
    assert isinstance(aliases, tuple)
    return frozenset((_name(node), *aliases))
