"""What a command that writes holds of papers, so that none is decoded or resolved twice."""

from __future__ import annotations

from pathlib import Path

from kg.core.types import Extraction
from kg.graph.paper_subgraph import PaperSubgraph
from kg.store.codec.spilling_map import SpillingMap
from kg.store.directory.paper_versions import RecordOffset

HELD = 1_000
"""Papers held in memory, of each kind; a paper takes some 50 kB."""


class PaperCache:
    """The readings that an update of the index needs, and the subgraphs that it made.

    ``readings`` are those just written or decoded, until the index is up to date. The
    subgraphs are of the graph as the index has it, kept for the databases if ``subgraphs``.
    """

    def __init__(self, place: Path | None = None, *, subgraphs: bool = True) -> None:
        self.readings: SpillingMap[RecordOffset, Extraction] = SpillingMap(Extraction, HELD, place)
        self._subgraphs: SpillingMap[str, PaperSubgraph] = SpillingMap(PaperSubgraph, HELD, place)
        self._keeps = subgraphs

    def subgraph(self, paper: str) -> PaperSubgraph | None:
        """The subgraph of a paper; None if it is not held."""
        return self._subgraphs.get(paper)

    def keep(self, paper: str, subgraph: PaperSubgraph | None) -> None:
        """Hold the subgraph of a paper in the place of an earlier one; None: it has none now."""
        if subgraph is None:
            self._subgraphs.discard(paper)
        elif self._keeps:
            self._subgraphs.put(paper, subgraph)

    def close(self) -> None:
        """Let go of everything, and of the files."""
        self.clear()

    def clear(self) -> None:
        """Let go of everything."""
        self.readings.clear()
        self._subgraphs.clear()
