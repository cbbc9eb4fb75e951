"""Commands about how a graph changes: remove, diff."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_GRAPH, Format, FormatOption, GraphOption, log, print_table


def remove(
    papers: Annotated[
        list[str], typer.Argument(metavar="PAPER...", help="arXiv ids, DOIs, ids or whole titles.")
    ],
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """Take papers out of a graph, with all that they alone gave to it.

    What persons judged of names stays on record; so does the server, until `kg push`.

    Example: kg remove 2401.00001 --graph papers.kg
    """
    from kg.workflows.removal import remove as remove_papers

    gone = remove_papers(graph, papers)
    log(f"removed {', '.join(gone)} from {graph}")


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A graph directory.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A later state of it.")],
    form: FormatOption = Format.table,
) -> None:
    """List what differs between two graphs: papers, entities, results, and merges of names.

    Example: kg diff monday.kg tuesday.kg --format json
    """
    from kg.workflows.diff import diff as differences
    from kg.workflows.diff import table_of_differences

    print_table(table_of_differences(differences(old, new)), form)
