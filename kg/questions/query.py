"""Questions to a graph: by name, by Cypher, or about one of its nodes."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import cast

from kg.core.errors import NotFoundError
from kg.core.names import key
from kg.core.schema import EDGE_TYPES, RELATION_EDGES, VARIANT_OF
from kg.graph.fold import FoldedGraph
from kg.store import Store, Table, named_queries, open_store
from kg.store.directory.graph_directory import GraphDirectory, open_directory
from kg.store.ladybug.projection import open_projection

Askable = str | os.PathLike[str] | FoldedGraph | Store
"""What a question may be put to: a graph directory, a graph in hand, or an open store."""


def open_graph(graph: str | os.PathLike[str] = "papers.kg") -> FoldedGraph:
    """The graph of a directory that was built before.

    Raises:
        GraphError: there is none.
    """
    return open_directory(graph).graph()


@contextlib.contextmanager
def opened(graph: Askable) -> Iterator[Store]:
    """A store that holds the graph: the one given, the directory's own, or one made for now.

    Raises:
        GraphError: there is no such graph directory.
    """
    if isinstance(graph, FoldedGraph) and isinstance(graph.papers, GraphDirectory):
        graph = graph.papers.path
    if isinstance(graph, FoldedGraph):
        from kg.store.ladybug.ladybug_store import LadybugStore

        with tempfile.TemporaryDirectory() as place, LadybugStore(Path(place, "graph")) as store:
            store.replace(graph)
            yield store
    elif isinstance(graph, str | os.PathLike):
        with open_projection(graph) as store:
            yield store
    else:
        yield graph


def query(
    question: str,
    parameters: Mapping[str, object] | None = None,
    *,
    graph: str | os.PathLike[str] = "papers.kg",
    store: str | None = None,
    user: str = "neo4j",
    password: str = "",
) -> list[dict[str, object]]:
    """The rows that answer a question, as dicts that pandas takes.

    Args:
        question: the name of a query (`kg queries` lists them), a ``.cypher`` file, or Cypher.
        parameters: what the question leaves open, by name.
        graph: the graph directory to ask; unless ``store`` names a Neo4j database.
        store, user, password: where that database is, and the login.

    Raises:
        QueryError: no such question, a parameter is missing, or the Cypher is wrong.
    """
    database: Store
    if store is not None:
        database = open_store(store, user=user, password=password)
    else:
        database = open_projection(graph)
    with database:
        literal = any(char.isspace() for char in question.strip())
        return ask(database, question, parameters or {}, literal=literal).records()


def ask(
    store: Store,
    question: str,
    parameters: Mapping[str, object],
    *,
    literal: bool = False,
    write: bool = False,
) -> Table:
    """The rows that answer a named query, a ``.cypher`` file, or (``literal``) Cypher itself.

    It is run in a transaction that can only read, unless ``write``.

    Raises:
        QueryError: as `query`.
    """
    if literal:
        found = named_queries.literal(question)
    elif Path(question).suffix == ".cypher":
        found = named_queries.load_file(Path(question))
    else:
        found = named_queries.find(question)
    given = named_queries.bind(found, parameters)
    return store.query(found.text(store.dialect), given, write=write)


def find_ids(store: Store, name: str) -> list[str]:
    """The ids of the nodes with this name, alias, id or title, or of the one that has it in it.

    Raises:
        NotFoundError: there is none, or the text is a part of several names.
    """
    rows = _links(store, name)
    return sorted({str(row["id"]) for row in rows}) if rows else [_only(store, name)]


def _links(store: Store, name: str) -> list[dict[str, object]]:
    return ask(store, "neighbourhood", {"name": name, "limit": _ALL}).records()


def describe(store: Store, name: str, limit: int = 10) -> Iterator[str]:
    """A node with its links and the sentences behind them, a line at a time.

    Raises:
        NotFoundError: no node has this name, alias, id or title.
    """
    rows = _links(store, name) or _links(store, _only(store, name))
    for identifier, linked in groupby(rows, key=lambda row: row["id"]):
        yield from _node_lines(store, str(identifier), list(linked), limit)


_ALL = 1_000_000  # a hub has no more links than this


def _only(store: Store, text: str) -> str:
    """The id of the one node whose name or title has the text in it."""
    entities = ask(store, "find-name", {"text": text, "limit": 6}).records()
    papers = ask(store, "find-paper", {"text": text, "limit": 6}).records()
    found = [str(row.get("id") or row["paper"]) for row in (*entities, *papers)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(f"nothing in the graph is called {text!r}, or has it in its name")
    names = [str(row.get("name") or row["title"]) for row in (*entities, *papers)]
    shown = ", ".join(repr(name) for name in names[:6])
    raise NotFoundError(f"{text!r} is a part of several names: {shown}; say which")


def _node_lines(
    store: Store, identifier: str, rows: list[dict[str, object]], limit: int
) -> Iterator[str]:
    yield f"{rows[0]['name']}  [{identifier}]"
    aliases = [
        row["aliases"]
        for row in ask(store, "find-name", {"text": rows[0]["name"]}).records()
        if row["id"] == identifier
    ]
    other = {key(str(rows[0]["name"])): ""}
    for alias in cast("list[str]", aliases[0] if aliases else []):
        other.setdefault(key(alias), alias)
    if shown := ", ".join(filter(None, other.values())):
        yield f"also written: {shown}"
    by_kind = sorted(rows, key=_kind)
    for (_, direction), links in groupby(by_kind, key=_kind):
        yield ""
        yield from _link_lines(list(links), direction, limit)


def _kind(row: Mapping[str, object]) -> tuple[int, str]:
    return EDGE_TYPES.index(str(row["edge"])), str(row["direction"])


def _link_lines(rows: list[dict[str, object]], direction: str, limit: int) -> Iterator[str]:
    """The links of one kind: each neighbour once, with the sentence that is surest."""
    found: dict[object, list[dict[str, object]]] = {}
    for row in sorted(rows, key=lambda row: -cast("float", row["score"])):
        found.setdefault(row["neighbour"], []).append(row)
    edge = str(rows[0]["edge"])
    inward = direction == "in" and edge in (*RELATION_EDGES, VARIANT_OF)
    yield f"{edge}{' this' if inward else ''} ({len(found)})"
    for said in list(found.values())[:limit]:
        papers = f"  said by {len(said)} papers" if len(said) > 1 else ""
        yield f"  {said[0]['neighbour_name']}  [{said[0]['neighbour']}]{papers}"
        if facts := ", ".join(_facts(said[0])):
            yield f"    {facts}"
        yield f"    {said[0]['sentence']}"
    if len(found) > limit:
        yield f"  ... and {len(found) - limit} more (--limit)"


def _facts(row: Mapping[str, object]) -> Iterator[str]:
    """What is known of a result beside its value."""
    if row["kind"]:
        yield str(row["kind"])
    if row["higher_is_better"] is not None:
        yield "higher is better" if row["higher_is_better"] else "lower is better"
    if row["compared"]:
        yield f"compared with {row['compared']}"
