"""The command show: an entity or a paper with its links and sentences."""

from __future__ import annotations

import shutil
import textwrap
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_GRAPH, GraphOption, StoreOption, opened


def show(
    name: Annotated[str, typer.Argument(help="An entity's name, alias or id; a paper's title.")],
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
    limit: Annotated[int, typer.Option(min=1, help="Maximum number of links of each kind.")] = 10,
    ids: Annotated[bool, typer.Option("--ids", help="Show the ids of results too.")] = False,
) -> None:
    """Show an entity or a paper with its links and sentences.

    Of a paper also authors, date, links and abstract; of a method who shares its boards.

    Example: kg show LoRA
    """
    from kg.questions.node_description import describe

    with opened(graph, store) as database:
        width = shutil.get_terminal_size().columns
        for line in describe(database, name, limit, ids=ids):
            indent = " " * (len(line) - len(line.lstrip()))
            typer.echo(textwrap.fill(line, width, subsequent_indent=indent) if line else "")
