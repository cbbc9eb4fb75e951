"""Files that are written whole or not at all, and what was written to them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from kg.core.errors import KGError

MAX_NODES = 1500
"""Nodes of a page, at most: more is slow to lay out and to read (1,500 take 2 s)."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an export put into a file: nodes and edges shown, of how many in the graph.

    ``rule`` describes in words how the shown were chosen; it is empty where all are shown.

    >>> print(Written(Path("x.html"), 10, 1500, 30, 2000, "by degree"))
    10 of 30 nodes and 1,500 of 2,000 edges, by degree
    """

    path: Path
    nodes: int
    edges: int
    total_nodes: int
    total_edges: int
    rule: str = ""

    def __str__(self) -> str:
        nodes = _share(self.nodes, self.total_nodes, "nodes")
        edges = _share(self.edges, self.total_edges, "edges")
        return f"{nodes} and {edges}" + (f", {self.rule}" if self.rule else "")


def _share(part: int, whole: int, what: str) -> str:
    return f"{part:,} {what}" if part == whole else f"{part:,} of {whole:,} {what}"


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    r"""A UTF-8 text file beside `path` that takes its place when the block ends well.

    Lines end in '\n' everywhere, whatever the locale. After a failure the old file, or none,
    is there.

    Raises: KGError where the place cannot be written.
    """
    part = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise KGError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
