"""The commands that write a graph, or what it is made of: export, schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_GRAPH, GraphOption, StoreOption, log, opened
from kg.workflows.export_formats import EXPORTERS

_FORMATS = "; ".join(f"{name}: {known.content}" for name, known in EXPORTERS.items())


def _known_format(name: str | None) -> str | None:
    if name is not None and name not in EXPORTERS:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(EXPORTERS)}")
    return name


FormOption = Annotated[
    str | None,
    typer.Option(
        "-f",
        "--format",
        metavar="FORMAT",
        callback=_known_format,
        help=f"The format; by default that of the suffix of the output. {_FORMATS}.",
    ),
]

OutputOption = Annotated[
    Path,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="The file; for site, csv, parquet and neo4j-admin a folder.",
    ),
]
FocusOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Only what is near this entity or paper."),
]
TypeOption = Annotated[
    list[str] | None,
    typer.Option("--type", metavar="LABEL", help="Only entities of this type; may be repeated."),
]
TaskOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Only what papers that are linked to this task state."),
]
SinceOption = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Only what papers since this year, month or day state."),
]
CommunityOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Only the community of this entity or paper."),
]


def export(
    output: OutputOption,
    form: FormOption = None,
    focus: FocusOption = None,
    hops: Annotated[int, typer.Option(min=0, help="Maximum distance from --focus, in edges.")] = 1,
    type: TypeOption = None,
    task: TaskOption = None,
    since: SinceOption = None,
    community: CommunityOption = None,
    max_nodes: Annotated[
        int, typer.Option(min=1, help="Maximum number of nodes of an HTML page.")
    ] = 1500,
    force: Annotated[
        bool, typer.Option("--force", help="Write into a folder that has other files.")
    ] = False,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="Where a site will be, for its sitemap.")
    ] = None,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
) -> None:
    """Write the graph, or a part, as a page, a site, or a file for others.

    The suffix of the output chooses the format, such as .html, .graphml, .bib or .cypher; site,
    csv, parquet and neo4j-admin are folders and need -f. Nothing needs a server, not even the
    formats for Neo4j.

    Example: kg export -o lora.html --focus LoRA --hops 2
    """
    from kg.workflows.export_graph import export as export_graph

    with opened(graph, store) as database:
        shown = export_graph(
            database,
            output,
            format=form,
            focus=focus,
            hops=hops,
            type=type or (),
            task=task,
            since=since,
            community=community,
            max_nodes=max_nodes,
            force=force,
            url=url,
        )
    log(f"wrote {output}: {shown}")


def schema(
    svg: Annotated[
        bool, typer.Option("--svg", help="A picture of labels and edges, as SVG.")
    ] = False,
) -> None:
    """Print what a graph is made of: labels, properties, edges.

    A text of less than 2,000 characters, for the prompt of an assistant that writes Cypher; or a
    picture, with --svg.

    Example: kg schema
    """
    from kg.exporters.schema_text import schema as described

    typer.echo(described(svg=svg).rstrip("\n"))
