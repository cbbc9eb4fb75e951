"""From pages of abstracts to a graph that answers questions, with the words behind it.

>>> import kg
>>> graph = kg.build(["page.txt"], graph="papers.kg")         # doctest: +SKIP
>>> kg.find(graph, dataset="ImageNet", metric="FID")           # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.core.errors import KGError
    from kg.graph.audit import audit
    from kg.graph.fold import FoldedGraph
    from kg.ingest import read_documents, sample_path
    from kg.questions import compare, find, gaps, leaderboard, lineage, trend
    from kg.questions.query import open_graph, query
    from kg.workflows.build import build, extract

__all__ = [
    "FoldedGraph",
    "KGError",
    "audit",
    "build",
    "compare",
    "extract",
    "find",
    "gaps",
    "leaderboard",
    "lineage",
    "open_graph",
    "query",
    "read_documents",
    "sample_path",
    "trend",
]

_HOMES = {
    "FoldedGraph": "kg.graph.fold",
    "KGError": "kg.core.errors",
    "audit": "kg.graph.audit",
    "build": "kg.workflows.build",
    "extract": "kg.workflows.build",
    "open_graph": "kg.questions.query",
    "query": "kg.questions.query",
    "read_documents": "kg.ingest",
    "sample_path": "kg.ingest",
    **dict.fromkeys(("compare", "find", "gaps", "leaderboard", "lineage", "trend"), "kg.questions"),
}


def __getattr__(name: str) -> object:
    """A public name, imported when it is first asked for: `import kg` itself is instant."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
