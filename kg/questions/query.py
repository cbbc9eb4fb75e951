"""Named queries, files of Cypher, and Cypher itself, asked of any store."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from kg.core.errors import QueryError
from kg.questions.answer_records import Answers
from kg.questions.store_access import Askable, opened_store
from kg.store import Store, Table, named_queries
from kg.store.contract import TIMEOUT

__all__ = ["ask", "queries", "query"]


def query(
    graph: Askable,
    name: str | None = None,
    *,
    cypher: str | None = None,
    param: Mapping[str, object] | None = None,
    write: bool = False,
    timeout: float = TIMEOUT,
) -> list[dict[str, object]]:
    """The rows that answer a named query or Cypher, as dicts that pandas takes.

    Args:
        graph: a graph directory, a server's URL, a graph, or an open store.
        name: a named query (`queries` lists them), or the path of a ``.cypher`` file.
        cypher: Cypher in place of a name.
        param: values of the parameters, by name.
        write: whether the Cypher may change the database.
        timeout: seconds that it may take.

    Cypher of your own only reads, unless ``write``: it reaches no file, setting or network, and
    the embedded engine runs it in a process without rights.

    Raises:
        QueryError: no such query, a parameter is missing, the Cypher is wrong, does more than it
            may or takes too long, or not exactly one of ``name`` and ``cypher`` is given.
    """
    with opened_store(graph) as store:
        table = query_rows(store, name, cypher=cypher, param=param, write=write, timeout=timeout)
        return Answers(table.records(), table.columns)


def query_rows(
    store: Store,
    name: str | None,
    *,
    cypher: str | None,
    param: Mapping[str, object] | None,
    write: bool,
    timeout: float,
) -> Table:
    """The answer of `query` as a table, which has its columns even without rows.

    Raises:
        QueryError: as `query`.
    """
    if (name is None) == (cypher is None):
        raise QueryError("give the name of a query, a .cypher file, or Cypher: exactly one")
    question, literal = name or cypher or "", cypher is not None
    return ask(store, question, param or {}, literal=literal, write=write, timeout=timeout)


def queries() -> list[named_queries.NamedQuery]:
    """The named queries: name, question, parameters and Cypher of each, by name."""
    return list(named_queries.named_queries())


def ask(
    store: Store,
    question: str,
    parameters: Mapping[str, object],
    *,
    literal: bool = False,
    write: bool = False,
    timeout: float = TIMEOUT,
) -> Table:
    """The rows that answer a named query, a ``.cypher`` file, or (``literal``) Cypher itself.

    A named query is of this package and runs as it is; all else is checked to only read, unless
    ``write``.

    Raises:
        QueryError: as `query`.
    """
    is_file = Path(question).suffix == ".cypher"
    if literal:
        found = named_queries.inline_query(question)
    elif is_file:
        found = named_queries.load_query(Path(question))
    else:
        found = named_queries.find_query(question)
    given = resolved_parameters(store, found, parameters)
    text = found.text(store.dialect)
    if literal or is_file or write:
        try:
            return store.query(text, given, write=write, timeout=timeout)
        except QueryError as error:
            raise _with_hint(text, error) from error
    return store.answer(text, given, timeout=timeout)


_BARE = re.compile(r"[:|]\s*(ON|FOR|OF|IN)\b")
"""Types of edges that are words of Cypher."""


def _with_hint(text: str, error: QueryError) -> QueryError:
    """The error, with a word on the types of edges that need backticks, if one lacks them."""
    bare = _BARE.search(text)
    if bare is None:
        return error
    return QueryError(f"{error}; `ON`, `FOR`, `OF` and `IN` need backticks: [:`{bare[1]}`]")


def resolved_parameters(
    store: Store, found: named_queries.NamedQuery, given: Mapping[str, object]
) -> dict[str, object]:
    """All parameters of a query, with the ids of nodes in the place of names; see `NODE_KINDS`.

    Raises:
        QueryError: a parameter is missing, unknown, or not of its kind.
    """
    values = named_queries.bind_parameters(found, given)
    for parameter in found.parameters:
        labels = named_queries.NODE_KINDS.get(parameter.kind)
        if labels is not None:
            name = values[parameter.name]
            ids = [row["id"] for row in store.called(str(name), labels)] if name else []
            values[parameter.name] = ids if ids or not name else [NOBODY]
    return values


NOBODY = ""
"""An id that no node has: what a name stands for that nothing is called."""
