"""Which pairs of names, and which results, are worth a manual decision."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal, overload

from kg.core.judgement import (
    UNSURE,
    Judgement,
    NameKey,
    in_force,
    judged_pair,
)
from kg.questions.result_doubts import ResultDoubt, unsure_results
from kg.store.directory.cluster_index import (
    node_of,
    papers_of,
)
from kg.store.directory.graph_directory import (
    GraphDirectory,
    open_directory,
)

__all__ = ["Doubt", "unsure"]

Place = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair of names for manual review: its value, which rule leaves it open, and why.

    ``value`` is the papers that the rarer of the two names is in, times the uncertainty of
    the score, 1 - |2 score - 1|.
    """

    value: float
    label: str
    left: str
    right: str
    score: float
    reason: str
    by: str


@overload
def unsure(graph: Place, *, results: Literal[False] = False, limit: int = 20) -> list[Doubt]: ...


@overload
def unsure(graph: Place, *, results: Literal[True], limit: int = 20) -> list[ResultDoubt]: ...


def unsure(
    graph: Place, *, results: bool = False, limit: int = 20
) -> list[Doubt] | list[ResultDoubt]:
    """The pairs of names, or the results, that nobody has judged, the most valuable first.

    Args:
        graph: the graph directory.
        results: results in place of names.
        limit: maximum number of pairs or results.

    Raises:
        GraphError: there is no graph.
    """
    return unsure_results(graph, limit=limit) if results else unsure_names(graph, limit)


def unsure_names(graph: Place, limit: int) -> list[Doubt]:
    """The pairs of names that rules leave open and nobody has judged."""
    directory = open_directory(graph)
    ledger = directory.judgements()
    settled = {frozenset(judged_pair(j)) for j in in_force(ledger) if j.personal}
    found: dict[frozenset[NameKey], Doubt] = {}
    for judgement in sorted(ledger, key=lambda j: (j.time, j)):
        pair = frozenset(judged_pair(judgement))
        if judgement.personal or len(pair) < 2 or pair in settled:
            continue
        if judgement.verdict == UNSURE and _are_one(directory, judgement):
            continue
        doubt = _doubt(directory, judgement)
        if doubt.value > 0:
            found[pair] = doubt
    return sorted(found.values(), key=lambda d: (-d.value, d.label, d.left, d.right))[:limit]


def _are_one(directory: GraphDirectory, judgement: Judgement) -> bool:
    """Whether two names are one node by other judgements."""
    left, right = (node_of(directory.index, unit) for unit in judged_pair(judgement))
    return left is not None and left == right


def _doubt(directory: GraphDirectory, judgement: Judgement) -> Doubt:
    uncertainty = 1 - abs(2 * judgement.score - 1)
    support = (
        min(papers_of(directory.index, unit) for unit in judged_pair(judgement))
        if uncertainty > 0.15
        else 0
    )
    return Doubt(
        round(support * uncertainty, 3),
        judgement.label,
        judgement.left,
        judgement.right,
        judgement.score,
        judgement.reason,
        judgement.by,
    )
