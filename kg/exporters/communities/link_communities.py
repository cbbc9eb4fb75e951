"""Which nodes of a graph belong together, by how papers and what they name are linked.

Words that every field shares ('accuracy', 'fine-tuning') would pull all into one community. A link
therefore weighs less the more papers have its entity, as a common word weighs less in retrieval,
and an entity whose links are spread over many communities is put into none of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from random import Random

__all__ = ["Communities", "Quality", "link_communities", "quality"]

_COMMON_SHARE = 0.4
"""An entity of many papers is common to all fields if its own community has less of its links."""

_COMMON_LINKS = 12
"""Links that an entity has at least before it counts as common."""

_SMALLEST = 5
_SMALLEST_SHARE = 0.01
"""Members of a community at least, in number and of the graph; smaller ones are of the rest."""

_RESOLUTION = 0.5
"""Below 1 for fewer and larger communities: 18 at 466 papers, where 1 gives 40.

Source: Reichardt and Bornholdt, Statistical mechanics of community detection, 2006.
"""
_SEED = 20260101

_TIE_BREAK = 1e-9
"""Share by which the weight of a link is raised at most, by chance: where two communities are
equally good for a node, sums that differ in their last bit would move it back and forth for ever.

Source: networkx, issue 8739; mended in networkx 3.7, which needs Python 3.12.
"""


@dataclass(frozen=True, slots=True)
class Communities:
    """The members of each community by id, sorted; the largest community first.

    ``common`` are entities that belong to all fields alike, ``rest`` what hangs together with few
    others or with none.
    """

    members: tuple[tuple[str, ...], ...]
    common: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The communities, then the common, then the rest; without the empty ones."""
        return tuple(filter(None, (*self.members, self.common, self.rest)))


@dataclass(frozen=True, slots=True)
class Quality:
    """Newman's modularity of a partition, and the share of links within one group."""

    modularity: float
    inside: float


def link_communities(nodes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Communities:
    """The communities of a graph of these links, the same for the same nodes and links.

    A node of one link is of the community of its neighbour, where modularity is highest, and takes
    no part in the search; so a graph is as large as what papers share.

    Source: Blondel et al., Fast unfolding of communities in large networks, 2008; inverse document
    frequency after Sparck Jones, A statistical interpretation of term specificity, 1972.
    """
    near = _neighbours(nodes, pairs)
    core = {node for node, others in near.items() if len(others) > 1}
    core |= {node for node, others in near.items() if others and not others & core}
    found = _louvain(near, sorted(core))
    of = {node: number for number, group in enumerate(found) for node in group}
    for node in near.keys() - core:
        of[node] = next((of[other] for other in near[node]), -1)
    common = {node for node in core if _is_common(node, near, of)}
    by_number: defaultdict[int, list[str]] = defaultdict(list)
    for node in sorted(near):
        if node not in common:
            by_number[of[node]].append(node)
    alone = by_number.pop(-1, [])
    ranked = sorted(by_number.values(), key=lambda group: (-len(group), group[0]))
    least = max(_SMALLEST, _SMALLEST_SHARE * len(near))
    kept = [group for group in ranked if len(group) >= least]
    rest = [node for group in ranked[len(kept) :] for node in group]
    return Communities(tuple(map(tuple, kept)), tuple(sorted(common)), tuple(sorted(rest + alone)))


def quality(groups: Iterable[Sequence[str]], pairs: Iterable[tuple[str, str]]) -> Quality:
    """How well groups divide a graph; every end of a link is in one group.

    Source: Newman and Girvan, Finding and evaluating community structure in networks, 2004.
    """
    of = {node: number for number, group in enumerate(groups) for node in group}
    links = {(min(pair), max(pair)) for pair in pairs}
    ends: Counter[int] = Counter()
    within = 0
    for one, other in links:
        ends.update((of[one], of[other]))
        within += of[one] == of[other]
    total = max(len(links), 1)
    expected = sum((count / (2 * total)) ** 2 for count in ends.values())
    return Quality(within / total - expected, within / total)


def _neighbours(nodes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {node: set() for node in nodes}
    for one, other in pairs:
        if one != other:
            near[one].add(other)
            near[other].add(one)
    return near


def _louvain(near: Mapping[str, set[str]], core: Sequence[str]) -> list[list[str]]:
    from networkx import Graph
    from networkx.algorithms.community import louvain_communities

    position = {node: number for number, node in enumerate(core)}
    chance = Random(_SEED)
    graph: Graph[int] = Graph()
    graph.add_nodes_from(range(len(core)))
    for node, one in position.items():
        for other in sorted(position[each] for each in near[node] if each in position):
            if one < other:
                weight = _weight(near, node, core[other], len(core))
                graph.add_edge(one, other, weight=weight * (1 + _TIE_BREAK * chance.random()))
    if not graph.number_of_edges():
        return [[node] for node in core]
    found = louvain_communities(graph, resolution=_RESOLUTION, seed=_SEED)
    return [sorted(core[number] for number in group) for group in found]


def _weight(near: Mapping[str, set[str]], one: str, other: str, count: int) -> float:
    """Less for the links of a hub, by the rarity of its busier end."""
    return log(1 + count / max(len(near[one]), len(near[other])))


def _is_common(node: str, near: Mapping[str, set[str]], of: Mapping[str, int]) -> bool:
    if len(near[node]) < _COMMON_LINKS:
        return False
    largest = Counter(of[other] for other in near[node]).most_common(1)[0][1]
    return largest < _COMMON_SHARE * len(near[node])
