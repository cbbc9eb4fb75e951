"""From names in papers to nodes of the graph: which names stand for one thing.

Judgements are data. `judge` proposes them for one entity, a ledger keeps them, and
`resolve` turns the entities of all papers and the ledger into clusters: a pure function of
two sets, whatever the order in which they were gathered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg import lexicon, names
from kg.schema import ORGANIZATION
from kg.types import Entity, Extraction, Node

LEXICON_RULE = "lexicon@1"


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """A decision that two names of one type stand for the same thing.

    ``right`` is the better name: the cluster is called by a name that no judgement puts on
    the left. ``score`` in [0, 1]; ``by`` is the rule, with its version, that decided.
    """

    label: str
    left: str
    right: str
    score: float
    reason: str
    by: str


def mention_key(entity: Entity) -> str:
    """What an entity of a paper is known by outside it: the key of its name.

    An acronym that the paper spells out otherwise than the lexicon does is known by its
    long form ('SAM' that is a self-attention mechanism is not the segmenter).
    """
    known = _known(entity.type).get(names.key(entity.name))
    if known is None:
        return names.key(entity.name)
    spelled = [s for s in entity.surfaces if _spells(s, entity.name)]
    if spelled and not any(names.key(s) in known.keys for s in spelled):
        return names.key(spelled[0])
    return names.key(entity.name)


def _spells(surface: str, acronym: str) -> bool:
    words = names.key(surface).split()
    letters = "".join(word[0] for word in words)
    return len(words) > 1 and letters == names.key(acronym)


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    keys: frozenset[str]


@cache
def _known(label: str) -> Mapping[str, _Known]:
    table: dict[str, _Known] = {}
    for entry in lexicon.entries():
        if entry.type == label:
            keys = frozenset(names.key(name) for name in (entry.name, *entry.aliases))
            for key in keys:
                table.setdefault(key, _Known(entry.name, keys))
    return table


def judge(entity: Entity) -> Iterator[Judgement]:
    """The judgements that one entity of one paper gives rise to.

    Source: the curated lexicon; an alias stands for its canonical name.
    """
    key = mention_key(entity)
    known = _known(entity.type).get(key)
    if known is not None and key != names.key(known.name):
        reason = "the lexicon lists the one as an alias of the other"
        yield Judgement(entity.type, key, known.name, 1.0, reason, LEXICON_RULE)


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """A surface that a paper uses for the thing it knows by a key, and what it weighs there.

    All that clustering knows of papers: facts add up over them, in any order.
    """

    label: str
    key: str
    surface: str
    weight: int


def facts(extraction: Extraction) -> list[Fact]:
    """What one paper tells of the names of things; equal facts are kept as often as they come."""
    found = [
        Fact(entity.type, key, names.clean(surface), 2 if surface == entity.name else 1)
        for entity in extraction.entities
        for key in (mention_key(entity),)
        for surface in entity.surfaces
    ]
    organization = extraction.document.organization
    if organization is not None:
        key = names.handle_key(organization.handle)
        found.append(Fact(ORGANIZATION, key, organization.name, 1))
        found.append(Fact(ORGANIZATION, key, organization.handle, 0))
    return found


def entity_node(label: str, key: str, surfaces: Mapping[str, int], given: str | None) -> Node:
    """The node of a cluster: its best name, and every other surface as an alias.

    Args:
        label, key: what the cluster is called by.
        surfaces: every surface of its members, with the sum of its weights.
        given: the name that judgements give it, if any do.
    """
    voting = {
        surface: weight
        for surface, weight in surfaces.items()
        if weight and (label == ORGANIZATION or names.key(surface) == key)
    }
    name = given or min(voting, key=lambda s: (-voting[s], s), default=key)
    return Node(
        label,
        names.node_id(label, key),
        {"name": name, "aliases": tuple(sorted(surfaces.keys() - {name}))},
    )


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which node each entity of each paper belongs to, and the nodes themselves."""

    representatives: Mapping[tuple[str, str], str]
    given: Mapping[tuple[str, str], str]
    surfaces: Mapping[tuple[str, str], Mapping[str, int]]

    def node_id(self, entity: Entity) -> str:
        """The id of the node that an entity of a paper belongs to."""
        key = mention_key(entity)
        return names.node_id(entity.type, self.representatives.get((entity.type, key), key))

    def nodes(self, label: str) -> Iterator[Node]:
        """The entity or organization nodes of a label, by id."""
        keys = [key for owner, key in self.surfaces if owner == label]
        for key in sorted(keys, key=lambda key: names.node_id(label, key)):
            yield entity_node(label, key, self.surfaces[label, key], self.given.get((label, key)))


def resolve(extractions: Iterable[Extraction], judgements: Iterable[Judgement]) -> Resolution:
    """The clusters of all entities of the papers under the judgements.

    Memory grows with distinct names, not with papers.
    """
    found = Counter[tuple[str, str, str]]()
    for extraction in extractions:
        for fact in facts(extraction):
            found[fact.label, fact.key, fact.surface] += fact.weight
    mentioned = {(label, key) for label, key, _ in found}
    representatives, given = clusters(judgements, mentioned.__contains__)
    surfaces: dict[tuple[str, str], Counter[str]] = {}
    for (label, key, surface), weight in found.items():
        cluster = surfaces.setdefault(
            (label, representatives.get((label, key), key)), Counter[str]()
        )
        cluster[surface] += weight
    return Resolution(representatives, given, surfaces)


def clusters(
    judgements: Iterable[Judgement], mentioned: Callable[[tuple[str, str]], bool]
) -> tuple[Mapping[tuple[str, str], str], Mapping[tuple[str, str], str]]:
    """What the judgements make of keys that papers mention.

    A judgement of a name that no paper mentions (any more) is without effect.

    Returns:
        (label, key) -> the key its cluster is called by, for every key in a judgement; and
        (label, that key) -> the name that judgements give the cluster.
    """
    decided = sorted(j for j in set(judgements) if mentioned((j.label, names.key(j.left))))
    representatives = _representatives(decided)
    given = {
        (j.label, names.key(j.right)): j.right
        for j in reversed(decided)
        if representatives[j.label, names.key(j.right)] == names.key(j.right)
    }
    return representatives, given


def organization_id(handle: str) -> str:
    """The id of the node of an organization, from its handle.

    >>> organization_id("naver-ai")
    'organization/naver-ai'
    """
    return names.node_id(ORGANIZATION, names.handle_key(handle))


def _representatives(decided: list[Judgement]) -> dict[tuple[str, str], str]:
    """(label, key) -> the key its cluster is called by, for every key in a judgement."""
    parent: dict[tuple[str, str], tuple[str, str]] = {}

    def root(node: tuple[str, str]) -> tuple[str, str]:
        while (above := parent.setdefault(node, node)) != node:
            parent[node] = node = parent.setdefault(above, above)
        return node

    lefts = set()
    for j in decided:
        left, right = (j.label, names.key(j.left)), (j.label, names.key(j.right))
        parent[root(left)] = root(right)
        lefts.add(left)
    members: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for node in list(parent):
        members.setdefault(root(node), []).append(node)
    return {
        node: min(cluster, key=lambda n: (n in lefts, n))[1]
        for cluster in members.values()
        for node in cluster
    }
