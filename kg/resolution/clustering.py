"""Clusters of units: what is judged the same is joined, unless that joins what is different."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.core.judgement import DIFFERENT, Judgement, NameKey, in_force, judged_pair

__all__ = ["Clusters", "cluster_names"]


class Clusters:
    """Disjoint sets of units, with the pairs of sets that must never become one.

    ``joined`` are the judgements that joined two sets, in the order in which they did;
    ``refused`` those that would have joined what is kept apart.
    """

    def __init__(self) -> None:
        self._parent: dict[NameKey, NameKey] = {}
        self._size: dict[NameKey, int] = {}
        self._apart: dict[NameKey, set[NameKey]] = {}
        self.joined: list[Judgement] = []
        self.refused: list[Judgement] = []

    def root(self, unit: NameKey) -> NameKey:
        """The same unit for all of a set, whatever it is."""
        parent = self._parent
        while (above := parent.get(unit, unit)) != unit:
            parent[unit] = parent.get(above, above)
            unit = parent[unit]
        return unit

    def part(self, one: NameKey, other: NameKey) -> bool:
        """Keep two sets apart for good; False if they are one already."""
        left, right = self.root(one), self.root(other)
        if left == right:
            return False
        self._apart.setdefault(left, set()).add(right)
        self._apart.setdefault(right, set()).add(left)
        return True

    def join(self, judgement: Judgement) -> None:
        """Make one set of the two that a judgement names, if they may be one."""
        left, right = map(self.root, judged_pair(judgement))
        if left == right:
            return
        if right in self._apart.get(left, ()):
            self.refused.append(judgement)
            return
        self.joined.append(judgement)
        small, large = sorted((left, right), key=lambda unit: (self._size.get(unit, 1), unit))
        self._parent[small] = large
        self._size[large] = self._size.get(large, 1) + self._size.pop(small, 1)
        enemies = self._apart.pop(small, set())
        for enemy in enemies:
            self._apart[enemy].discard(small)
            self._apart[enemy].add(large)
        if enemies:
            self._apart.setdefault(large, set()).update(enemies)

    def units(self) -> Iterator[NameKey]:
        """Every unit that was joined to another."""
        return iter({*self._parent, *self._parent.values()})


def cluster_names(
    judgements: Iterable[Judgement], anchors: Mapping[NameKey, int] | None = None
) -> Clusters:
    """The clusters under a set of judgements: the same for every order of them.

    A person's word comes before a rule's, different before same, the surer before the less
    sure; among equals the order of names decides. Two anchored units (names that the lexicon
    tells apart, by number of their entry) are joined by a person or by an entry alone.
    """
    held = in_force(judgements)
    clusters = Clusters()
    for judgement in held:
        if judgement.verdict == DIFFERENT and judgement.personal:
            clusters.part(*judged_pair(judgement))
    same = [judgement for judgement in held if judgement.verdict != DIFFERENT]
    for judgement in sorted(same, key=_rank):
        if judgement.personal:
            clusters.join(judgement)
    for judgement in held:
        if judgement.verdict == DIFFERENT and not judgement.personal:
            clusters.part(*judged_pair(judgement))
    known: dict[NameKey, int] = {}
    for unit, number in sorted((anchors or {}).items()):
        known.setdefault(clusters.root(unit), number)
    for judgement in sorted(same, key=_rank):
        if not judgement.personal:
            _join_unless_known_apart(clusters, judgement, known)
    return clusters


def _rank(judgement: Judgement) -> tuple[float, Judgement]:
    return (-judgement.score, judgement)


def _join_unless_known_apart(
    clusters: Clusters, judgement: Judgement, known: dict[NameKey, int]
) -> None:
    left, right = map(clusters.root, judged_pair(judgement))
    one, other = known.get(left), known.get(right)
    if left != right and one is not None and other is not None and one != other:
        clusters.refused.append(judgement)
        return
    clusters.join(judgement)
    number = one if one is not None else other
    if number is not None:
        known[clusters.root(left)] = number
