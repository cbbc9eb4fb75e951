"""A graph in a temporary file with an index, so that each page is made from a few look-ups.

One walk over the nodes and one over the edges fill it, whatever holds the graph; memory does not
grow with the graph. Texts are kept as a page may show them: characters that HTML has no place for
are replaced, one for one, so that offsets stay.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from kg.core import schema
from kg.core.codec import dumps
from kg.core.types import Edge, Evidence, Node, PropertyGraph, Value
from kg.exporters.canonical_jsonl import edge_line, node_line
from kg.exporters.overview import display_name, result_facts
from kg.graph.passages import field_texts, place_in_sentence
from kg.site.addresses import page_of

__all__ = ["Link", "Record", "StagedGraph", "cleaned", "stage"]

T = TypeVar("T", Node, Edge)
Record = dict[str, Any]
"""What a page shows, as its JSON twin holds it."""

_UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_CACHED = 50_000  # names of nodes that are held at once

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE node (
  id TEXT PRIMARY KEY, label TEXT, name TEXT, date TEXT, properties TEXT, facts TEXT,
  uses INTEGER DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE edge (
  type TEXT, source_label TEXT, source TEXT, target_label TEXT, target TEXT, paper TEXT,
  confidence REAL, raw TEXT, quotes TEXT
);
"""
_INDEXES = """
CREATE INDEX by_source ON edge (source);
CREATE INDEX by_target ON edge (target);
CREATE INDEX by_paper ON edge (paper);
UPDATE node SET uses =
  (SELECT count(DISTINCT paper) FROM edge WHERE target = id AND source_label = 'Paper');
CREATE TABLE named (entity TEXT, paper TEXT, PRIMARY KEY (entity, paper)) WITHOUT ROWID;
INSERT INTO named SELECT DISTINCT target, paper FROM edge
  WHERE source_label = 'Paper'
    AND target_label IN ('Method', 'Dataset', 'Metric', 'Task', 'Organization');
CREATE INDEX by_naming ON named (paper, entity);
CREATE INDEX by_label ON node (label, uses DESC, name COLLATE NOCASE, id);
"""


@dataclass(frozen=True, slots=True)
class Link:
    """An edge with the sentences behind it, the best first.

    A quote has ``sentence``, ``mark`` (``[start, end)`` of the words in it, null if they are not
    found), and ``field``, ``start`` and ``end`` of the words in the text of the paper.
    """

    type: str
    source_label: str
    source: str
    target_label: str
    target: str
    paper: str
    confidence: float | None
    raw: str | None
    quotes: list[Record]


class StagedGraph:
    """The graph, to be asked for one node and its links at a time; close it after use."""

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(file)
        self.digest = ""
        self.nodes = self.edges = 0
        self._reference = lru_cache(_CACHED)(self._named)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def rows(self, statement: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement about ``node``, ``edge`` and ``named`` (entities of papers)."""
        return iter(self._database.execute(statement, values))

    def fill(self, graph: PropertyGraph, lines: BinaryIO) -> None:
        """Walk the graph once, and keep it; write it as canonical JSON Lines as well."""
        summed = _Summed(lines)
        self._database.executescript(_TABLES)
        self._database.executemany(
            "INSERT OR IGNORE INTO node (id, label, name, date, properties, facts)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (_node_row(node) for node in _counted(graph.nodes(), node_line, summed)),
        )
        self._database.executemany(
            "INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._edge_rows(graph, summed)
        )
        self._database.executescript(_INDEXES)
        self.digest = summed.sha256.hexdigest()
        self.nodes, self.edges = (
            next(self.rows(f"SELECT count(*) FROM {table}"))[0]  # noqa: S608
            for table in ("node", "edge")
        )

    def _edge_rows(self, graph: PropertyGraph, summed: _Summed) -> Iterator[tuple[object, ...]]:
        edges = _counted(graph.edges(), edge_line, summed)
        for paper, stated in groupby(edges, key=lambda edge: edge.paper):
            texts = field_texts(Node(schema.PAPER, paper, self.properties(paper)))
            yield from (_edge_row(edge, texts) for edge in stated)

    def properties(self, identifier: str) -> Record:
        """The properties of a node; none of one that is not there."""
        found = next(self.rows("SELECT properties FROM node WHERE id = ?", identifier), None)
        return {} if found is None else json.loads(found[0])

    def reference(self, identifier: str) -> Record:
        """What a link to a node needs: id, name, label, page, and the date of a paper."""
        return dict(self._reference(identifier))

    def _named(self, identifier: str) -> Record:
        row = next(
            self.rows("SELECT label, name, date FROM node WHERE id = ?", identifier),
            (None, identifier, None),
        )
        label, name, date = row
        page = page_of(label, identifier) + ".html" if label else None
        found = {"id": identifier, "name": name, "label": label, "page": page}
        return {**found, "date": date} if date else found

    def facts(self, identifier: str) -> str:
        """What is known of a result beside its value, for reading."""
        return str(next(self.rows("SELECT facts FROM node WHERE id = ?", identifier), ("",))[0])

    def ids(self, label: str) -> list[str]:
        """The ids of the nodes of a label, those of most papers first."""
        statement = (
            "SELECT id FROM node WHERE label = ? ORDER BY uses DESC, name COLLATE NOCASE, id"
        )
        return [identifier for (identifier,) in self.rows(statement, label)]

    def links_from(self, identifier: str) -> list[Link]:
        """The edges that leave a node."""
        return self._links("source = ?", identifier)

    def links_to(self, identifier: str) -> list[Link]:
        """The edges that lead to a node."""
        return self._links("target = ?", identifier)

    def links_of_paper(self, paper: str) -> list[Link]:
        """Every edge that a paper states."""
        return self._links("paper = ?", paper)

    def _links(self, condition: str, identifier: str) -> list[Link]:
        statement = f"SELECT * FROM edge WHERE {condition} ORDER BY rowid"  # noqa: S608
        return [Link(*[*row[:-1], json.loads(row[-1])]) for row in self.rows(statement, identifier)]


def stage(graph: PropertyGraph, file: Path, lines: Path) -> StagedGraph:
    """The graph in a new file, and in another as canonical JSON Lines, both of one walk."""
    staged = StagedGraph(file)
    with lines.open("xb") as out:
        staged.fill(graph, out)
    return staged


@dataclass(frozen=True, slots=True)
class _Summed:
    """The bytes of a file on their way into it, with their sum."""

    file: BinaryIO
    sha256: Any = field(default_factory=hashlib.sha256)

    def write(self, line: str) -> None:
        written = f"{line}\n".encode()
        self.sha256.update(written)
        self.file.write(written)


def cleaned(text: str) -> str:
    r"""A text of the same length without characters that a page cannot hold.

    >>> cleaned("NUL \x00 inside")
    'NUL \ufffd inside'
    """
    return _UNSHOWN.sub("\ufffd", text)


def _counted(items: Iterable[T], line: Callable[[T], str], summed: _Summed) -> Iterator[T]:
    """The items, each written and counted into the sum as its line of canonical JSON Lines."""
    for item in items:
        summed.write(line(item))
        yield item


def _plain(value: Value) -> object:
    if isinstance(value, tuple):
        return [cleaned(each) for each in value]
    return cleaned(value) if isinstance(value, str) else value


def _node_row(node: Node) -> tuple[object, ...]:
    properties = {name: _plain(value) for name, value in node.properties.items()}
    facts = result_facts(node) if node.label == schema.RESULT else ""
    date = properties.get("date")
    name = cleaned(display_name(node))
    return node.id, node.label, name, date, dumps(properties), cleaned(facts)


def _edge_row(edge: Edge, texts: Mapping[str, str]) -> tuple[object, ...]:
    best = edge.best
    quotes = [best, *(each for each in edge.evidence if each is not best)]
    return (
        *(edge.type, edge.source_label, edge.source, edge.target_label, edge.target, edge.paper),
        edge.properties.get("confidence"),
        _plain(edge.properties.get("raw")),
        dumps([_quote(each, texts) for each in quotes]),
    )


def _quote(evidence: Evidence, texts: Mapping[str, str]) -> Record:
    start = place_in_sentence(evidence, texts.get(evidence.field, ""))
    return {
        "sentence": cleaned(evidence.sentence),
        "mark": None if start is None else [start, start + len(evidence.text)],
        "field": evidence.field,
        "start": evidence.start,
        "end": evidence.end,
        "by": evidence.by,
    }
