"""Commands that ask a graph: query, queries, stats, audit, repair."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from kg.cli.common import (
    DEFAULT_GRAPH,
    Format,
    FormatOption,
    GraphOption,
    StoreOption,
    log,
    opened,
    print_table,
)
from kg.core.errors import KGError, QueryError
from kg.store.contract import TIMEOUT

if TYPE_CHECKING:
    from kg.store import Store


def query(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME|FILE", help="A named query, or a .cypher file.")
    ] = None,
    cypher: Annotated[
        str | None, typer.Option("-e", metavar="CYPHER", help="Cypher given here instead.")
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="KEY=VALUE", help="A parameter; may be repeated."),
    ] = None,
    form: FormatOption = Format.table,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
    write: Annotated[
        bool, typer.Option("--write", help="Allow the Cypher to change the database.")
    ] = False,
    timeout: Annotated[
        float,
        typer.Option("--timeout", metavar="SECONDS", min=0.1, help="Seconds the answer may take."),
    ] = TIMEOUT,
) -> None:
    """Ask the graph a named question, or one of your own in Cypher.

    Cypher of your own reads the graph and nothing else: no files, settings or network.

    Example: kg query methods-for-task --param task='image generation' --format json
    """
    from kg.questions.name_lookup import unknown_parameters
    from kg.questions.query import ask

    if (name is None) == (cypher is None):
        raise typer.BadParameter("give the NAME of a query (see kg queries), a FILE, or -e CYPHER")
    given = dict(_pair(item) for item in param or ())
    with opened(graph, store) as database:
        question, literal = name or cypher or "", cypher is not None
        rows = ask(database, question, given, literal=literal, write=write, timeout=timeout)
        print_table(rows, form)
        if not (rows.rows or literal or question.endswith(".cypher")):
            for line in unknown_parameters(database, question, given):
                log(line)


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (key and equals):
        raise QueryError(f"--param {text}: a parameter is written KEY=VALUE")
    return key, value


def queries(form: FormatOption = Format.table) -> None:
    """List the named queries: what they ask, and their parameters.

    Example: kg queries
    """
    from kg.store.codec.table import Table
    from kg.store.named_queries import named_queries

    rows: list[tuple[object, ...]] = [
        (q.name, q.question, [str(parameter) for parameter in q.parameters])
        for q in named_queries()
    ]
    print_table(Table(("name", "question", "parameters"), rows), form)


def stats(
    form: FormatOption = Format.table, graph: GraphOption = DEFAULT_GRAPH, store: StoreOption = None
) -> None:
    """Count the nodes of each label and the edges of each type.

    Papers that are cited and were not read are counted by themselves too.

    Example: kg stats --format json
    """
    from kg.store.codec.table import Table

    with opened(graph, store) as database:
        counts = database.counts()
        unread = unread_papers(database)
    rows: list[tuple[object, ...]] = [("node", *pair) for pair in counts.nodes.items()]
    rows += [("edge", *pair) for pair in counts.edges.items()]
    if unread:
        rows.append(("node", "Paper (cited, not read)", unread))
    print_table(Table(("kind", "name", "count"), rows), form)


def unread_papers(database: Store) -> int:
    """How many of the papers of a graph are known by being cited alone."""
    from kg.questions.query import ask

    rows = ask(database, "papers-by-year", {}).records()
    return sum(cast("int", row["cited"]) for row in rows)


def audit(graph: GraphOption = DEFAULT_GRAPH, store: StoreOption = None) -> None:
    """Prove that the files are as written and every edge has its words; exit 1 if not.

    Example: kg audit --graph papers.kg
    """
    from kg.questions.graph_checks import audit as problems

    found = 0
    for problem in problems(graph) if store is None else _server_problems(graph, store):
        found += 1
        typer.echo(problem)
    if found:
        raise KGError(
            f"{found} problems in files and edges; `kg repair` makes again what it can, or build"
            " the graph again from its papers"
        )
    with opened(graph, store) as database:
        counts = database.counts()
    edges = sum(counts.edges.values())
    log(f"{edges:,} edges, each with evidence that stands in its paper")


def _server_problems(graph: Path, store: str) -> Iterator[str]:
    from kg.graph.audit import audit as problems

    with opened(graph, store) as database:
        yield from problems(database)


def repair(graph: GraphOption = DEFAULT_GRAPH) -> None:
    """Make index and database of a damaged graph directory again; list what was found.

    Records, ledger and view that are gone cannot be made again: restore them from a copy first,
    or add their papers once more afterwards.

    Example: kg repair --graph papers.kg
    """
    from kg.workflows.repair import repair as make_again

    found = make_again(graph)
    for problem in found:
        typer.echo(problem)
    log(f"{graph} is usable again" if found else f"{graph} was sound: made its database again")
