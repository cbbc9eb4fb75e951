"""Writing a graph, or what is near one of its nodes, to a file."""

from __future__ import annotations

import os
from pathlib import Path

from kg.core.types import PropertyGraph
from kg.exporters.output_files import MAX_NODES, Written
from kg.graph.neighbourhood import neighbourhood
from kg.questions.node_description import find_ids
from kg.questions.store_access import Askable, opened_store
from kg.workflows.export_formats import ExportOptions, format_of

__all__ = ["export"]


def export(
    graph: Askable,
    output: str | os.PathLike[str],
    *,
    format: str | None = None,
    focus: str | None = None,
    hops: int = 1,
    max_nodes: int = MAX_NODES,
    force: bool = False,
) -> Written:
    """Write the graph to a file or folder; what was written, of how much.

    Args:
        graph: a graph directory, a server's URL, a graph, or an open store.
        output: the file; for neo4j-admin and site the folder.
        format: a name of `kg.workflows.export_formats.EXPORTERS`; without it the suffix decides.
        focus: name, alias or id of a node: only what is near it is written.
        hops: how near, in edges.
        max_nodes: maximum number of nodes of an HTML page.
        force: whether a folder may hold other files; those with names of the export are replaced.

    Raises:
        QueryError: no format has this name or suffix.
        NotFoundError: no node has the name of ``focus``.
        KGError: the file cannot be written.
    """
    path = Path(output)
    written = format_of(path, format)
    with opened_store(graph) as store:
        part: PropertyGraph = store
        if focus is not None:
            part = neighbourhood(store, find_ids(store, focus), hops)
        return written.write(part, path, ExportOptions(max_nodes, force))
