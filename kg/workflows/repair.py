"""Making a damaged graph directory usable: what can be made again is, the rest is reported."""

from __future__ import annotations

import os
from pathlib import Path

from kg.core.errors import GraphError
from kg.store.directory.directory_state import repair_files
from kg.store.directory.graph_directory import writing
from kg.store.ladybug.directory_audit import database_problems
from kg.store.ladybug.projection import FILE, project_directory

__all__ = ["repair"]


def repair(graph: str | os.PathLike[str]) -> list[str]:
    """Make index and database of a graph directory anew, and go on with the files there are.

    What is gone or changed of records, ledger and view cannot be made again: restore it from a
    copy first, or add its papers once more afterwards.

    Args:
        graph: the graph directory.

    Returns:
        What was found, a line each; empty for a sound directory.

    Raises:
        GraphError: there is no graph directory, another command writes to it, a newer version of
            `kg` made it, or a line of its records or its ledger cannot be read.
    """
    directory = Path(graph)
    if not (directory / "records").is_dir():
        raise GraphError(f"{directory} is no graph directory: make one with `kg build`")
    found = [*database_problems(directory), *repair_files(directory, FILE)]
    with writing(directory) as made:
        project_directory(made).close()
    return found
