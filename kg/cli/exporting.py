"""The command that writes a graph to a file: export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_GRAPH, GraphOption, StoreOption, opened, say
from kg.types import PropertyGraph


class Kind(StrEnum):
    """What a graph can be written as."""

    html = "html"
    graphml = "graphml"
    jsonl = "jsonl"


def export(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The file.")],
    form: Annotated[Kind, typer.Option("-f", "--format", help="What to write.")] = Kind.html,
    focus: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only what is near this entity or paper."),
    ] = None,
    hops: Annotated[int, typer.Option(min=0, help="How near: edges away from --focus.")] = 1,
    max_nodes: Annotated[
        int, typer.Option(min=1, help="Nodes that an html page shows, at most.")
    ] = 1500,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
) -> None:
    """Write the graph as an interactive page, GraphML or JSON Lines.

    Example: kg export -f html -o lora.html --focus LoRA --hops 2
    """
    from kg.asking import find_ids
    from kg.export import EXPORTERS, write_html
    from kg.focus import neighbourhood

    with opened(graph, store) as database:
        part: PropertyGraph = database
        if focus is not None:
            part = neighbourhood(database, find_ids(database, focus), hops)
        if form is Kind.html:
            shown = write_html(part, output, max_nodes=max_nodes)
        else:
            shown = EXPORTERS[form](part, output)
    say(f"wrote {output}: {shown}")
