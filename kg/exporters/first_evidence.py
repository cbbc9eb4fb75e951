"""Which sentences a page of very many links keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.core.types import Edge, Evidence

__all__ = ["first_evidence"]


def first_evidence(edges: Sequence[Edge], limit: int) -> list[Edge]:
    """The edges, each with its surest evidence alone, or with none beyond a limit.

    ``limit`` is in characters of distinct sentences. Every entity gets its first sentence before
    any gets its second, so what few papers name keeps all, and what very many name only some.
    """
    best = [max(edge.evidence, key=_score, default=None) for edge in edges]
    links: Counter[str] = Counter()
    rounds = []
    for number, edge in enumerate(edges):
        rounds.append((links[edge.target], number))
        links[edge.target] += 1
    kept: set[str] = set()
    room = limit
    for _, number in sorted(rounds):
        said = best[number]
        if said is not None and said.sentence not in kept and len(said.sentence) <= room:
            kept.add(said.sentence)
            room -= len(said.sentence)
    return [
        replace(edge, evidence=(said,) if said is not None and said.sentence in kept else ())
        for edge, said in zip(edges, best, strict=True)
    ]


def _score(evidence: Evidence) -> float:
    return evidence.score
