"""Clusters of names: what is judged the same is joined, unless the two are judged different."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.core.judgement import DIFFERENT, Judgement, NameKey, in_force, judged_pair
from kg.core.union_find import UnionFind

__all__ = ["Clusters", "cluster_names"]


class Clusters:
    """Disjoint sets of names, with the pairs of sets that must never become one.

    ``joined`` are the judgements that joined two sets, in the order in which they did;
    ``refused`` those that would have joined two sets that cannot be linked.
    """

    def __init__(self) -> None:
        self._sets = UnionFind[NameKey]()
        self._cannot_link: dict[NameKey, set[NameKey]] = {}
        self.joined: list[Judgement] = []
        self.refused: list[Judgement] = []

    def root(self, name: NameKey) -> NameKey:
        """The name that represents a cluster: the same for every name of it."""
        return self._sets.root(name)

    def forbid(self, judgement: Judgement) -> None:
        """Keep the two sets of a judgement apart from now on, unless they are one already."""
        left, right = map(self.root, judged_pair(judgement))
        if left != right:
            self._cannot_link.setdefault(left, set()).add(right)
            self._cannot_link.setdefault(right, set()).add(left)

    def join(self, judgement: Judgement) -> None:
        """Make one set of the two of a judgement, if they may be one."""
        left, right = map(self.root, judged_pair(judgement))
        if right in self._cannot_link.get(left, ()):
            self.refused.append(judgement)
            return
        changed = self._sets.union(left, right)
        if changed is None:
            return
        self.joined.append(judgement)
        kept, absorbed = changed
        others = self._cannot_link.pop(absorbed, set())
        for other in others:
            self._cannot_link[other].discard(absorbed)
            self._cannot_link[other].add(kept)
        if others:
            self._cannot_link.setdefault(kept, set()).update(others)


def cluster_names(
    judgements: Iterable[Judgement], anchors: Mapping[NameKey, int] | None = None
) -> Clusters:
    """The clusters under a set of judgements: the same for every order of them.

    A person's judgement comes before a rule's, different before same, the higher score before
    the lower; the order of names breaks ties. Two anchored names (names of different entries of
    the lexicon, given by number of the entry) are joined by a person or within one entry alone.
    """
    held = in_force(judgements)
    clusters = Clusters()
    for judgement in held:
        if judgement.verdict == DIFFERENT and judgement.personal:
            clusters.forbid(judgement)
    same = sorted((j for j in held if j.verdict != DIFFERENT), key=_rank)
    for judgement in same:
        if judgement.personal:
            clusters.join(judgement)
    for judgement in held:
        if judgement.verdict == DIFFERENT and not judgement.personal:
            clusters.forbid(judgement)
    entries: dict[NameKey, int] = {}
    for name, number in sorted((anchors or {}).items()):
        entries.setdefault(clusters.root(name), number)
    for judgement in same:
        if not judgement.personal:
            _join_within_an_entry(clusters, judgement, entries)
    return clusters


def _rank(judgement: Judgement) -> tuple[float, Judgement]:
    return (-judgement.score, judgement)


def _join_within_an_entry(
    clusters: Clusters, judgement: Judgement, entries: dict[NameKey, int]
) -> None:
    left, right = map(clusters.root, judged_pair(judgement))
    one, other = entries.get(left), entries.get(right)
    if left != right and one is not None and other is not None and one != other:
        clusters.refused.append(judgement)
        return
    clusters.join(judgement)
    number = one if one is not None else other
    if number is not None:
        entries[clusters.root(left)] = number
