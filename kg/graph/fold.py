"""The graph as a pure fold of papers: the same papers give the same graph, byte for byte.

Nodes and edges are yielded one at a time in canonical order (see `kg.core.types.PropertyGraph`),
so a graph of any number of papers is written in bounded memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge

from kg.core import schema
from kg.core.judgement import Judgement, of_names, parted_names
from kg.core.result_judgement import ResultJudgement
from kg.core.types import Edge, Extraction, Node
from kg.graph.citation_edges import NOTHING_CITED, Citations
from kg.graph.paper_subgraph import Clusters, paper_node, paper_subgraph, result_nodes
from kg.papers.citations import resolve_citations
from kg.papers.decisions import Decisions, apply_decisions
from kg.papers.same_papers import judged_papers, merge_readings, title_aliases
from kg.resolution.resolve import resolve_names


@dataclass(frozen=True, slots=True)
class FoldedGraph:
    """The graph of some papers; `nodes` and `edges` walk the papers anew on each call.

    ``papers`` holds every paper once, sorted by id: a tuple, or a graph directory.
    """

    papers: Iterable[Extraction]
    resolution: Clusters
    citations: Citations = NOTHING_CITED

    def nodes(self) -> Iterator[Node]:
        """Every node, by label and id."""
        for label in schema.LABELS:
            if label == schema.PAPER:
                known = self.citations.arxiv_of
                read = (paper_node(each, arxiv=known(each.document.id)) for each in self.papers)
                cited = (paper_node(each, read=False) for each in self.citations.unread())
                yield from merge(read, cited, key=lambda node: node.id)
            elif label == schema.RESULT:
                yield from _results(self.papers, self.citations)
            else:
                yield from self.resolution.nodes(label)

    def edges(self) -> Iterator[Edge]:
        """Every edge, by paper, type, source and target."""
        for extraction in self.papers:
            yield from paper_subgraph(extraction, self.resolution, self.citations).edges


def fold_papers(
    extractions: Iterable[Extraction],
    judgements: Iterable[Judgement] = (),
    results: Iterable[ResultJudgement] = (),
) -> FoldedGraph:
    """The graph of papers held in memory, under what is judged of them, their names and results.

    >>> list(fold_papers([]).nodes())
    []
    """
    readings, ledger, judged = list(extractions), list(judgements), list(results)
    parted = parted_names(of_names(ledger))
    papers = tuple(
        apply_decisions(
            paper, Decisions(parted, [j for j in judged if j.paper == paper.document.id])
        )
        for paper in merge_readings(readings, ledger)
    )
    same = title_aliases((each.document for each in readings), judged_papers(ledger))
    texts = ((each.document, same.get(each.document.id, each.document.id)) for each in readings)
    resolution = resolve_names(papers, of_names(ledger))
    return FoldedGraph(papers, resolution, resolve_citations(papers, texts))


def _results(papers: Iterable[Extraction], citations: Citations) -> Iterator[Node]:
    """The results of papers that come by id, by id.

    Where an id begins another ('doi:10.1/a' and 'doi:10.1/a-b'), the results of the one may
    come after those of the other, for a slash sorts after a hyphen.
    """
    waiting: list[Node] = []
    first = ""
    for paper in papers:
        if not first or not paper.document.id.startswith(first):
            yield from sorted(waiting, key=lambda node: node.id)
            waiting, first = [], paper.document.id
        waiting += result_nodes(paper, citations)
    yield from sorted(waiting, key=lambda node: node.id)
