"""Which pairs of names, which results and which papers are worth a manual decision."""

from __future__ import annotations

import heapq
import json
import math
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, overload

from kg.core.errors import QueryError
from kg.core.judgement import (
    UNSURE,
    Judgement,
    NameKey,
    in_force,
    judged_pair,
    split_mention,
)
from kg.core.schema import ENTITY_LABELS
from kg.lexicon.acronyms import surface_key
from kg.lexicon.name_distance import name_distance
from kg.questions.result_doubts import ResultDoubt, unsure_results
from kg.store.directory.graph_directory import (
    GraphDirectory,
    open_directory,
)
from kg.store.directory.index.cluster_index import (
    name_keys_of,
    node_of,
    papers_of,
)
from kg.store.directory.index.decision_index import WrittenForm, forms_of
from kg.workflows.paper_decisions import PaperDoubt, unsure_papers

__all__ = ["Doubt", "unsure"]

Place = str | os.PathLike[str]


_READ = "reading"
"""The ``by`` of a pair that papers themselves read as one entity."""

_MEANINGFUL = 0.15  # uncertainty of a rule's score from which a pair is a doubt


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair of names for manual review: its worth, what joins them or leaves them open, and why.

    ``value`` is what a wrong decision costs: the geometric mean of the numbers of papers that
    have the two names, times the uncertainty of ``score``, 1 - |2 score - 1|, times the distance
    of the names (`kg.lexicon.name_distance`). ``score`` is that of the rule, or of pairs that
    papers themselves read as one entity (``by`` is ``"reading"``) 1 - 1 / (2 n) for n papers
    that do. ``papers`` are those that have ``right``, the name in wider use.
    """

    value: float
    label: str
    left: str
    right: str
    papers: int
    score: float
    reason: str
    by: str


@overload
def unsure(
    graph: Place,
    *,
    results: Literal[False] = False,
    papers: Literal[False] = False,
    limit: int = 20,
) -> list[Doubt]: ...


@overload
def unsure(
    graph: Place, *, results: Literal[True], papers: Literal[False] = False, limit: int = 20
) -> list[ResultDoubt]: ...


@overload
def unsure(
    graph: Place, *, results: Literal[False] = False, papers: Literal[True], limit: int = 20
) -> list[PaperDoubt]: ...


def unsure(
    graph: Place, *, results: bool = False, papers: bool = False, limit: int = 20
) -> list[Doubt] | list[ResultDoubt] | list[PaperDoubt]:
    """The pairs of names, the results or the pairs of papers that nobody has judged, the most
    valuable first.

    Args:
        graph: the graph directory.
        results: results in place of names.
        papers: papers of one title that may be one, in place of names.
        limit: maximum number of pairs or results.

    Raises:
        GraphError: there is no graph.
        QueryError: both results and papers are asked for.
    """
    if results and papers:
        raise QueryError("ask for results or for papers, not for both")
    if papers:
        return unsure_papers(graph, limit)
    return unsure_results(graph, limit=limit) if results else unsure_names(graph, limit)


def unsure_names(graph: Place, limit: int) -> list[Doubt]:
    """The pairs of names that rules leave open, or papers read as one, and nobody has judged."""
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
        doubt = _ruled(directory, judgement)
        if doubt is not None:
            found[pair] = doubt
    for joined, doubt in _read_as_one(directory, settled, limit):
        found.setdefault(joined.pair(joined.written.key), doubt)
    return sorted(found.values(), key=lambda d: (-d.value, d.label, d.left, d.right))[:limit]


def _are_one(directory: GraphDirectory, judgement: Judgement) -> bool:
    """Whether two names are one node by other judgements."""
    left, right = (node_of(directory.index, unit) for unit in judged_pair(judgement))
    return left is not None and left == right


def _ruled(directory: GraphDirectory, judgement: Judgement) -> Doubt | None:
    """A pair that a rule is unsure of; None if it is not, or if papers have but one of them."""
    if 1 - abs(2 * judgement.score - 1) <= _MEANINGFUL:
        return None
    one, other = judged_pair(judgement)
    counts = [papers_of(directory.index, unit) for unit in (one, other)]
    if min(counts) == 0:
        return None
    keys = [split_mention(unit.key)[0] for unit in (one, other)]
    distance = name_distance(judgement.label, *keys) or _SAME_NAME
    return Doubt(
        _value(counts, judgement.score, distance),
        judgement.label,
        judgement.left,
        judgement.right,
        counts[1],
        judgement.score,
        judgement.reason,
        judgement.by,
    )


_SAME_NAME = 0.3
"""The distance of an acronym and a long form that a rule is unsure of, and of two mentions of one
name: how they are spelled does not show whether they are one."""


def _value(papers: Sequence[int], score: float, distance: float) -> float:
    return round(math.sqrt(math.prod(papers)) * (1 - abs(2 * score - 1)) * distance, 3)


class _Joined(NamedTuple):
    """A form that papers read as one with a node: ``having`` counts these papers, ``papers`` those
    of the node, ``keys`` are its names."""

    label: str
    name: str
    keys: frozenset[str]
    papers: int
    written: WrittenForm
    having: int

    def value(self, distance: float) -> float:
        """What a decision is worth if the names are so far apart."""
        return _value((self.having, self.papers), self.score, distance)

    @property
    def score(self) -> float:
        """See `Doubt`."""
        return 1 - 1 / (2 * self.having)

    def pair(self, key: str) -> frozenset[NameKey]:
        """The form and another name as a decision has them."""
        return frozenset((NameKey(self.label, self.written.form), NameKey(self.label, key)))


def _read_as_one(
    directory: GraphDirectory, settled: Collection[frozenset[NameKey]], limit: int
) -> Iterator[tuple[_Joined, Doubt]]:
    """The pairs that papers read as one, but for those settled: at least the ``limit`` best.

    Distances are computed only where a pair may be among these.
    """
    found = sorted(_joined_forms(directory), key=lambda joined: -joined.value(1.0))
    best: list[float] = []
    for joined in found:
        if len(best) == limit and joined.value(1.0) < best[0]:
            return
        if any(
            joined.pair(key) in settled for key in (joined.written.key, surface_key(joined.name))
        ):
            continue
        label, written = joined.label, joined.written
        value = joined.value(min(name_distance(label, written.form, key) for key in joined.keys))
        if value > 0:
            heapq.heappush(best, value)
            if len(best) > limit:
                heapq.heappop(best)
            reason = f"{_papers(joined.having)} read it as one with {written.key}"
            shown = (label, written.surface, joined.name, joined.papers)
            yield joined, Doubt(value, *shown, joined.score, reason, _READ)


def _joined_forms(directory: GraphDirectory) -> Iterator[_Joined]:
    """The other names that papers give the things of nodes that several papers have."""
    nodes = directory.index.execute(
        "SELECT thing.label, id, name, count(DISTINCT paper) FROM thing"
        " JOIN cluster ON node = id JOIN fact ON fact.label = cluster.label AND fact.key = base"
        " WHERE thing.label IN (SELECT value FROM json_each(?))"
        " GROUP BY id HAVING count(DISTINCT paper) > 1",
        (json.dumps(ENTITY_LABELS),),
    ).fetchall()
    for label, identifier, name, papers in nodes:
        units = name_keys_of(directory.index, identifier)
        keys = frozenset({split_mention(unit.key)[0] for unit in units} | {surface_key(name)})
        joined: dict[str, tuple[set[str], WrittenForm]] = {}
        for written in forms_of(directory.index, units):
            if written.form not in keys:
                joined.setdefault(written.form, (set(), written))[0].add(written.paper)
        for having, written in joined.values():
            yield _Joined(label, name, keys, papers, written, len(having))


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"
