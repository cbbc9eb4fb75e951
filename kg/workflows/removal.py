"""Taking papers out of a graph."""

from __future__ import annotations

import os
from collections.abc import Iterable

from kg.core.errors import NotFoundError
from kg.store.directory.graph_directory import (
    GraphDirectory,
    open_directory,
    remove_papers,
    writing,
)
from kg.store.directory.paper_versions import find_papers
from kg.store.ladybug.projection import project_directory

__all__ = ["remove"]


def remove(graph: str | os.PathLike[str], papers: Iterable[str]) -> list[str]:
    """Take papers out of a graph directory; their ids there.

    A paper is named by its id in the graph, its arXiv id, its DOI or its whole title; all its
    readings go.

    Raises:
        GraphError: there is no graph directory, or another process writes to it.
        NotFoundError: a paper is not there; then nothing is removed.
    """
    open_directory(graph)
    with writing(graph) as directory:
        gone = [_named(directory, paper) for paper in papers]
        project_directory(remove_papers(directory, gone))
    return gone


def _named(directory: GraphDirectory, text: str) -> str:
    found = sorted(find_papers(directory.index, text))
    if not found:
        raise NotFoundError(f"{text!r} is no paper of {directory.path}: give its id or whole title")
    if len(found) > 1:
        raise NotFoundError(f"{text!r} is the title of {', '.join(found)}: give the id")
    return found[0]
