"""How much of a graph an export put into its file."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from kg.core.errors import KGError

__all__ = ["MAX_NODES", "Written", "make_folder"]

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


def make_folder(folder: Path, own: Container[str], *, force: bool) -> None:
    """Make a folder for the files with these names, if it is absent.

    Raises:
        KGError: it has other files (unless `force`), or cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = sorted(each.name for each in folder.iterdir() if each.name not in own)
    except OSError as error:
        raise KGError(f"cannot write {folder}: {error.strerror or error}") from error
    if others and not force:
        raise KGError(
            f"{folder} has other files ({others[0]}): name an empty or a new folder, or --force"
        )
