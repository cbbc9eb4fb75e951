"""The command that writes a graph to a file: export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_GRAPH, GraphOption, StoreOption, opened, say


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
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
) -> None:
    """Write the graph as an interactive page, GraphML or JSON Lines.

    Example: kg export -f html -o lora.html --focus LoRA --hops 2
    """
    from kg.asking import find_ids
    from kg.export import EXPORTERS
    from kg.focus import neighbourhood

    with opened(graph, store) as database:
        if focus is None:
            shown = EXPORTERS[form](database, output)
        else:
            near = neighbourhood(database, find_ids(database, focus), hops)
            shown = EXPORTERS[form](near, output)
    say(f"wrote {output}: {shown}")
