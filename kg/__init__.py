"""From pages of abstracts to a graph that answers questions, with the sentence behind every edge.

>>> import kg
>>> graph = kg.build("page.txt", "papers.kg")                  # doctest: +SKIP
>>> graph.find(dataset="ImageNet", metric="FID")               # doctest: +SKIP
>>> kg.open("papers.kg").to_networkx()                         # doctest: +SKIP

Every command of ``kg`` is a function here with the same name and options, and a method of
`Graph`. Names are imported when first asked for, so that ``import kg`` itself is instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.core.errors import (
        ExtractorError,
        GraphError,
        InputError,
        KGError,
        MissingExtraError,
        NotFoundError,
        QueryError,
        ServiceError,
        StoreError,
    )
    from kg.core.types import (
        AuthorRecord,
        Document,
        Edge,
        Entity,
        Evidence,
        Extraction,
        Node,
        Organization,
        Problem,
        Relation,
        Result,
        Source,
    )
    from kg.exporters.output_files import Written
    from kg.exporters.schema_text import schema
    from kg.extractors.named_extractor import NamedExtractor
    from kg.ingest import (
        InputFormat,
        Note,
        ReadingNotes,
        formats,
        read_documents,
        sample_path,
    )
    from kg.questions.boards.leaderboards import LeaderboardEntry, leaderboard
    from kg.questions.citing_papers import CitingPaper, cited_by
    from kg.questions.coverage import CoverageCell, gaps
    from kg.questions.findings import FoundResult, find
    from kg.questions.graph_checks import audit, stats
    from kg.questions.name_search import search
    from kg.questions.node_description import show
    from kg.questions.query import queries, query
    from kg.questions.result_doubts import ResultDoubt
    from kg.questions.similar_papers import SimilarPaper, similar
    from kg.questions.statements.comparisons import Comparison, compare
    from kg.questions.statements.lineages import LineageLink, lineage
    from kg.questions.statements.related_papers import RelatedPaper, related
    from kg.questions.trends import Period, trend
    from kg.services.fetching import Fetched, fetch
    from kg.store.codec.table import Table
    from kg.store.contract import Counts
    from kg.store.named_queries import NamedQuery
    from kg.workflows.build import build, extract
    from kg.workflows.diff import Difference, diff
    from kg.workflows.export_graph import export
    from kg.workflows.graph_handle import Graph, pull, push
    from kg.workflows.graph_handle import open_graph as open
    from kg.workflows.name_decisions import merge, split, undo
    from kg.workflows.name_doubts import Doubt, unsure
    from kg.workflows.name_explanations import why
    from kg.workflows.paper_decisions import PaperDoubt
    from kg.workflows.removal import remove
    from kg.workflows.repair import repair
    from kg.workflows.result_decisions import judge
    from kg.workflows.watch import Watched, watch

__all__ = [
    "AuthorRecord",
    "CitingPaper",
    "Comparison",
    "Counts",
    "CoverageCell",
    "Difference",
    "Document",
    "Doubt",
    "Edge",
    "Entity",
    "Evidence",
    "Extraction",
    "ExtractorError",
    "Fetched",
    "FoundResult",
    "Graph",
    "GraphError",
    "InputError",
    "InputFormat",
    "KGError",
    "LeaderboardEntry",
    "LineageLink",
    "MissingExtraError",
    "NamedExtractor",
    "NamedQuery",
    "Node",
    "NotFoundError",
    "Note",
    "Organization",
    "PaperDoubt",
    "Period",
    "Problem",
    "QueryError",
    "ReadingNotes",
    "RelatedPaper",
    "Relation",
    "Result",
    "ResultDoubt",
    "ServiceError",
    "SimilarPaper",
    "Source",
    "StoreError",
    "Table",
    "Watched",
    "Written",
    "audit",
    "build",
    "cited_by",
    "compare",
    "diff",
    "export",
    "extract",
    "fetch",
    "find",
    "formats",
    "gaps",
    "judge",
    "leaderboard",
    "lineage",
    "merge",
    "open",
    "pull",
    "push",
    "queries",
    "query",
    "read_documents",
    "related",
    "remove",
    "repair",
    "sample_path",
    "schema",
    "search",
    "show",
    "similar",
    "split",
    "stats",
    "trend",
    "undo",
    "unsure",
    "watch",
    "why",
]

_NAMES = {
    "kg.core.errors": "ExtractorError GraphError InputError KGError MissingExtraError "
    "NotFoundError QueryError ServiceError StoreError",
    "kg.core.types": "AuthorRecord Document Edge Entity Evidence Extraction Node Organization "
    "Problem Relation Result Source",
    "kg.exporters.output_files": "Written",
    "kg.exporters.schema_text": "schema",
    "kg.extractors.named_extractor": "NamedExtractor",
    "kg.ingest": "InputFormat Note ReadingNotes formats read_documents sample_path",
    "kg.questions.statements.comparisons": "Comparison compare",
    "kg.questions.coverage": "CoverageCell gaps",
    "kg.questions.findings": "FoundResult find",
    "kg.questions.graph_checks": "audit stats",
    "kg.questions.boards.leaderboards": "LeaderboardEntry leaderboard",
    "kg.questions.statements.lineages": "LineageLink lineage",
    "kg.questions.statements.related_papers": "RelatedPaper related",
    "kg.questions.name_search": "search",
    "kg.questions.node_description": "show",
    "kg.questions.query": "queries query",
    "kg.questions.result_doubts": "ResultDoubt",
    "kg.questions.citing_papers": "CitingPaper cited_by",
    "kg.questions.similar_papers": "SimilarPaper similar",
    "kg.questions.trends": "Period trend",
    "kg.services.fetching": "Fetched fetch",
    "kg.store.codec.table": "Table",
    "kg.store.contract": "Counts",
    "kg.store.named_queries": "NamedQuery",
    "kg.workflows.build": "build extract",
    "kg.workflows.diff": "Difference diff",
    "kg.workflows.export_graph": "export",
    "kg.workflows.graph_handle": "Graph open pull push",
    "kg.workflows.name_decisions": "merge split undo",
    "kg.workflows.name_doubts": "Doubt unsure",
    "kg.workflows.name_explanations": "why",
    "kg.workflows.paper_decisions": "PaperDoubt",
    "kg.workflows.removal": "remove",
    "kg.workflows.repair": "repair",
    "kg.workflows.result_decisions": "judge",
    "kg.workflows.watch": "Watched watch",
}
"""Module -> its public names; `open` is `open_graph` there, for the builtin is used too."""

_HOMES = {name: module for module, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """A public name, imported when it is first asked for: `import kg` itself is instant."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), "open_graph" if name == "open" else name)
    globals()[name] = value
    return value
