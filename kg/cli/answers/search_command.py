"""The command that finds things by words of their names: search."""

from __future__ import annotations

from typing import Annotated

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


def search(
    text: Annotated[
        str, typer.Argument(help="Words of a name, alias or title; the last may be a prefix.")
    ],
    form: FormatOption = Format.table,
    limit: Annotated[int, typer.Option(min=1, help="Maximum number of rows.")] = 20,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
) -> None:
    """Find entities and papers by words of their names, aliases and titles.

    Example: kg search "vision trans"
    """
    from kg.questions.name_lookup import ANY, unknown_name
    from kg.questions.name_search import search as find

    with opened(graph, store) as database:
        found = find(database, text, limit=limit)
        print_table(found, form)
        if not found.rows:
            log(unknown_name(database, ANY, text))
