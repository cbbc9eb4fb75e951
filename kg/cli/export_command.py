"""The command that writes a graph to a file: export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_GRAPH, GraphOption, StoreOption, opened, say
from kg.core.types import PropertyGraph


class Kind(StrEnum):
    """What a graph can be written as."""

    html = "html"
    graphml = "graphml"
    jsonl = "jsonl"
    cypher = "cypher"
    neo4j_admin = "neo4j-admin"


def export(
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="FILE", help="The file; for neo4j-admin a folder."),
    ],
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
    """Write the graph as a page, GraphML, JSON Lines, or for Neo4j.

    -f cypher is a script that any client of Neo4j replays, -f neo4j-admin a folder of CSV with
    the script that runs the offline importer; neither needs a server.

    Example: kg export -f html -o lora.html --focus LoRA --hops 2
    """
    from kg.exporters import EXPORTERS, write_html
    from kg.graph.neighbourhood import neighbourhood
    from kg.questions.query import find_ids
    from kg.store.neo4j.cypher_script import write_script
    from kg.store.neo4j.import_csv import write_csv

    with opened(graph, store) as database:
        part: PropertyGraph = database
        if focus is not None:
            part = neighbourhood(database, find_ids(database, focus), hops)
        if form is Kind.html:
            shown = str(write_html(part, output, max_nodes=max_nodes))
        elif form is Kind.cypher:
            shown = str(write_script(part, output))
        elif form is Kind.neo4j_admin:
            shown = str(write_csv(part, output))
        else:
            shown = str(EXPORTERS[form](part, output))
    say(f"wrote {output}: {shown}")
