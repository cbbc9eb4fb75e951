"""From mentions of names to nodes of the graph: which names denote one entity.

`resolve_names` is a pure function of two sets, the mentions of the papers and the judgements of
a ledger: the result does not depend on the order in which they were gathered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.core import names
from kg.core.judgement import SAME, Judgement, NameKey, in_force, parted_names, split_mention
from kg.core.schema import IDENTIFIED, ORGANIZATION
from kg.core.types import Entity, Extraction, Node
from kg.lexicon.known_names import KnownEntity, known_entity
from kg.resolution.blocking import judge_names
from kg.resolution.canonical import (
    ResolvedEntity,
    entity_node,
    resolved_entities,
    variant_parents,
)
from kg.resolution.clustering import Clusters, cluster_names
from kg.resolution.ids import entity_id
from kg.resolution.name_mentions import Mentions, gather_mentions, mention_key
from kg.resolution.rules import without_rules
from kg.resolution.senses import senses_of_mentions, with_senses

__all__ = ["Resolution", "organization_id", "resolve_mentions", "resolve_names"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The node of each entity of each paper, the nodes, and the reasons.

    ``entities``: id of a node -> its entity; ``of``: name -> id of its node; ``moved``: (paper,
    name) -> the name that the mention belongs to, where it is not the name itself;
    ``parents``: id of a node -> id of the node it is a variant of; ``first``: id of a node ->
    the lowest id of a paper that mentions it; ``judgements``: all that were taken into account,
    and ``clusters`` the clusters of names under them.
    """

    entities: Mapping[str, ResolvedEntity]
    of: Mapping[NameKey, str]
    moved: Mapping[tuple[str, NameKey], NameKey]
    parents: Mapping[str, str]
    first: Mapping[str, str]
    judgements: tuple[Judgement, ...]
    clusters: Clusters

    def node_id(self, entity: Entity, paper: str) -> str:
        """The id of the node that an entity of a paper belongs to."""
        name = NameKey(entity.type, mention_key(entity))
        name = self.moved.get((paper, name), name)
        return self.of.get(name) or entity_id(*name)

    def variant_of(self, identifier: str, paper: str) -> str | None:
        """The node that a node is a variant of, if the paper is the first to mention the node."""
        return self.parents.get(identifier) if self.first.get(identifier) == paper else None

    def nodes(self, label: str) -> Iterator[Node]:
        """The nodes of a label other than papers and results, by id."""
        for entity in self.entities.values():
            if entity.label == label:
                yield entity_node(label, entity.id, entity.name, entity.aliases)


def resolve_names(
    extractions: Iterable[Extraction], judgements: Iterable[Judgement] = ()
) -> Resolution:
    """The clusters of all entities of the papers, under all judgements of their names.

    Judgements of the ledger that are by the rules of `kg.resolution` are passed over: the rules
    judge anew.
    """
    return resolve_mentions(gather_mentions(extractions), judgements)


def resolve_mentions(mentions: Mentions, judgements: Iterable[Judgement] = ()) -> Resolution:
    """The clusters of the names that papers mention, under all judgements of them.

    Names that share no blocking key (`kg.resolution.blocking.blocking_keys`) do not affect each
    other, so a set of mentions that is closed under blocking keys resolves on its own as it does
    among all others.
    """
    ledger = without_rules(judgements)
    senses = senses_of_mentions(mentions, ledger)
    surfaces, first = with_senses(mentions, senses.moved)
    weights = {
        name: sum(forms.values())
        for name, forms in surfaces.items()
        if name.label not in IDENTIFIED
    }
    listed = _listed_in_lexicon(weights, ledger)
    found = [*senses.judgements, *judge_names(weights, listed)]
    anchors = {name: entry.number for name, entry in listed.items()}
    clusters = cluster_names([*found, *ledger], anchors)
    same = [j for j in in_force(ledger) if j.verdict == SAME]
    entities = resolved_entities(surfaces, clusters, listed, same, senses.about)
    return Resolution(
        entities={entity.id: entity for entity in entities},
        of={name: entity.id for entity in entities for name in entity.names},
        moved=senses.moved,
        parents=variant_parents(entities),
        first={entity.id: min(first[name] for name in entity.names) for entity in entities},
        judgements=tuple(sorted({*found, *ledger})),
        clusters=clusters,
    )


def _listed_in_lexicon(
    mentioned: Iterable[NameKey], ledger: Iterable[Judgement]
) -> dict[NameKey, KnownEntity]:
    """The names that the lexicon lists, but for those that persons part from their entry."""
    parted = {(each.label, frozenset(each[1:3])) for each in parted_names(ledger)}
    found = {}
    for name in mentioned:
        entry = known_entity(*name) if split_mention(name.key)[1] is None else None
        if entry is None:
            continue
        if (name.label, frozenset((name.key, names.key(entry.name)))) not in parted:
            found[name] = entry
    return found


def organization_id(handle: str) -> str:
    """The id of the node of an organization, from its handle.

    >>> organization_id("naver-ai")
    'organization/naver-ai'
    """
    return names.node_id(ORGANIZATION, names.handle_key(handle))
