"""From names in papers to nodes of the graph: which names stand for one thing.

Facts about names add up over papers (`surface_facts`, `name_uses`), rules turn them into
judgements, and a ledger keeps the judgements of persons. `resolve_names` clusters names under
both: a pure function of two sets, independent of the order in which they were gathered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.core import names
from kg.core.judgement import (
    SAME,
    Judgement,
    NameKey,
    in_force,
    judged_pair,
    mention_of,
    split_mention,
)
from kg.core.schema import DATASET, METHOD, ORGANIZATION, TASK
from kg.core.types import Entity, Extraction, Node
from kg.lexicon.known_names import KnownEntity, known_entity
from kg.lexicon.normalize import abbreviates, are_initials, plain_surface
from kg.lexicon.word_counts import packed_context
from kg.resolution.blocking import judge_names
from kg.resolution.canonical import ResolvedEntity, SurfaceForms, resolved_entities, variant_parents
from kg.resolution.clustering import Clusters, cluster_names
from kg.resolution.homonyms import NameUse, WordSenses, may_be_homonym, word_senses
from kg.resolution.ids import entity_id

__all__ = [
    "Judgement",
    "Mentions",
    "Resolution",
    "SurfaceFact",
    "gather_mentions",
    "mention_key",
    "name_uses",
    "organization_id",
    "resolve_mentions",
    "resolve_names",
    "surface_facts",
    "surface_key",
    "without_rules",
]


@dataclass(frozen=True, slots=True, order=True)
class SurfaceFact:
    """A surface that a paper uses for the thing it knows by a key, and what it weighs there.

    Facts add up over papers, in any order.
    """

    label: str
    key: str
    surface: str
    weight: int


def mention_key(entity: Entity) -> str:
    """What an entity of a paper is known by outside it: the key of its name.

    An acronym that the paper spells out is known by its long form: 'SAM' that is a
    self-attention mechanism is not the segmenter.
    """
    key = surface_key(entity.name)
    if not may_be_homonym(key):
        return key
    longs = {long for long in map(surface_key, entity.surfaces) if abbreviates(key, long)}
    return min(longs, key=lambda long: _rank(entity.type, key, long), default=key)


def _rank(label: str, short: str, long: str) -> tuple[bool, bool, int, str]:
    """The lower, the better does a long form tell what a short name means: known as it first."""
    thing = known_entity(label, short)
    as_known = thing is not None and known_entity(label, long) == thing
    return not as_known, not are_initials(short, long), len(long.split()), long


@lru_cache(1 << 16)
def surface_key(surface: str) -> str:
    """The key of a surface, without accents in LaTeX and the like."""
    return names.key(plain_surface(surface))


def surface_facts(extraction: Extraction) -> list[SurfaceFact]:
    """What one paper tells of the names of things; equal facts are kept as often as they come."""
    found = [
        SurfaceFact(entity.type, key, surface, weight)
        for entity in extraction.entities
        for key in (mention_key(entity),)
        for surface, weight in _scored_surfaces(entity)
    ]
    organization = extraction.document.organization
    if organization is not None:
        key = names.handle_key(organization.handle)
        found.append(SurfaceFact(ORGANIZATION, key, organization.name, 1))
        found.append(SurfaceFact(ORGANIZATION, key, organization.handle, 0))
    return found


def _scored_surfaces(entity: Entity) -> Iterator[tuple[str, int]]:
    for surface in entity.surfaces:
        yield names.clean_surface(surface), 2 if surface == entity.name else 1


def name_uses(extraction: Extraction) -> Iterator[NameUse]:
    """The short names in one paper, each with what the paper means by it."""
    words: bytes | None = None
    for entity in extraction.entities:
        key = mention_key(entity)
        shorts = {key} if may_be_homonym(key) else set()
        shorts.update(
            short for short in map(surface_key, entity.surfaces) if abbreviates(short, key)
        )
        for short in sorted(shorts):
            if words is None:
                words = packed_context(extraction.document.text)
            yield NameUse(
                extraction.document.id,
                entity.type,
                short,
                key,
                tuple(_scored_surfaces(entity)),
                entity.role == "introduces",
                words,
                _about(extraction, entity),
            )


def _about(extraction: Extraction, entity: Entity) -> str:
    """What tells a thing of a paper from others of its name: the task of the paper."""
    others = [e for e in extraction.entities if e.type in (TASK, METHOD) and e.name != entity.name]
    best = max(
        others,
        key=lambda e: (e.type == TASK, e.role == "addresses", e.confidence, e.name),
        default=None,
    )
    return plain_surface(best.name) if best else extraction.document.id


@dataclass(frozen=True, slots=True)
class Mentions:
    """What papers tell of names, added up: all that clustering knows of them.

    ``surfaces``: unit -> its spellings with their weights; ``first``: unit -> the least id of
    a paper that mentions it; ``uses``: (label, short name) -> how each paper means it.
    """

    surfaces: dict[NameKey, Counter[str]]
    first: dict[NameKey, str]
    uses: dict[NameKey, list[NameUse]]


def gather_mentions(extractions: Iterable[Extraction]) -> Mentions:
    """What papers tell of names, in any order of papers.

    Memory grows with distinct names, and by a fifth of a kilobyte a paper.
    """
    found = Mentions({}, {}, {})
    for extraction in extractions:
        paper = extraction.document.id
        for fact in surface_facts(extraction):
            unit = NameKey(fact.label, fact.key)
            found.surfaces.setdefault(unit, Counter())[fact.surface] += fact.weight
            found.first[unit] = min(found.first.get(unit, paper), paper)
        for use in name_uses(extraction):
            found.uses.setdefault(NameKey(use.label, use.short), []).append(use)
    return found


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which node each entity of each paper belongs to, the nodes, and why.

    ``parents``: id of a node -> id of the node it is a variant of; ``first``: id of a node ->
    the least id of a paper that mentions it; ``judgements``: all that were taken into
    account, and ``clusters`` what they made of the units.
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
        unit = NameKey(entity.type, mention_key(entity))
        unit = self.moved.get((paper, unit), unit)
        return self.of.get(unit) or entity_id(*unit)

    def variant_of(self, identifier: str, paper: str) -> str | None:
        """The node that a node is a variant of, if the paper is the first to name it."""
        return self.parents.get(identifier) if self.first.get(identifier) == paper else None

    def nodes(self, label: str) -> Iterator[Node]:
        """The entity or organization nodes of a label, by id."""
        for thing in self.entities.values():
            if thing.label == label:
                yield Node(label, thing.id, {"name": thing.name, "aliases": thing.aliases})


def resolve_names(
    extractions: Iterable[Extraction], judgements: Iterable[Judgement] = ()
) -> Resolution:
    """The clusters of all entities of the papers, under what is judged of their names.

    What this module's own rules judged before is not taken from the ledger: they judge anew.
    """
    return resolve_mentions(gather_mentions(extractions), judgements)


_OWN = ("lexicon", "spelling", "wording", "slip", "acronym", "homonym", "context", "name", "kind")

RULE_LINE = re.compile(rb'"by":"(?:%s)@' % "|".join(_OWN).encode())
"""What a line of a ledger has in it, as canonical JSON, if one of these rules judged."""


def without_rules(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that are not by the rules of `kg.resolution`: these judge anew each time."""
    return [j for j in judgements if j.by.partition("@")[0] not in _OWN]


def resolve_mentions(mentions: Mentions, judgements: Iterable[Judgement] = ()) -> Resolution:
    """The clusters of the names that papers mention, under all judgements of them.

    Names that share no blocking key (`kg.resolution.blocking.blocking_keys`) do not affect each
    other, so a set of mentions that is closed under blocking keys resolves on its own as it does
    among all others.
    """
    ledger = without_rules(judgements)
    found, moved, about = _meanings(mentions, ledger)
    surfaces, first = _with_moved(mentions, moved)
    weights = {
        unit: sum(spellings.values())
        for unit, spellings in surfaces.items()
        if unit.label != ORGANIZATION
    }
    recognised = _recognised(weights)
    found += judge_names(weights, recognised)
    anchors = {unit: thing.number for unit, thing in recognised.items()}
    clusters = cluster_names([*found, *ledger], anchors)
    named = [j for j in in_force(ledger) if j.verdict == SAME]
    nodes = resolved_entities(surfaces, clusters, recognised, named, about)
    of = {unit: thing.id for thing in nodes for unit in thing.units}
    firsts = {thing.id: min(first[unit] for unit in thing.units) for thing in nodes}
    kin = variant_parents([thing for thing in nodes if thing.label in (METHOD, DATASET)])
    every = tuple(sorted({*found, *ledger}))
    return Resolution({t.id: t for t in nodes}, of, moved, kin, firsts, every, clusters)


def _recognised(units: Iterable[NameKey]) -> dict[NameKey, KnownEntity]:
    found = {}
    for unit in units:
        thing = known_entity(*unit) if split_mention(unit.key)[1] is None else None
        if thing is not None:
            found[unit] = thing
    return found


Moved = dict[tuple[str, NameKey], NameKey]


def _meanings(
    mentions: Mentions, ledger: Iterable[Judgement]
) -> tuple[list[Judgement], Moved, dict[NameKey, str]]:
    """What is judged of short names, which papers mean another thing by them, and what thing."""
    found: list[Judgement] = []
    moved: Moved = {}
    about: dict[NameKey, str] = {}
    spoken = _spoken_of(ledger)
    for unit, known_uses in mentions.uses.items():
        out = word_senses(known_uses)
        _set_aside(unit, known_uses, spoken.get(unit, set()), out)
        found += out.judgements
        for use in sorted(known_uses):
            if use.sense == use.short and use.paper in out.moved:
                other = NameKey(unit.label, out.moved[use.paper])
                moved[use.paper, unit] = other
                about.setdefault(other, use.about)
    return found, moved, about


def _spoken_of(ledger: Iterable[Judgement]) -> dict[NameKey, set[str]]:
    """Unit -> the papers whose mention of it a judgement is about."""
    found: dict[NameKey, set[str]] = {}
    for judgement in ledger:
        for unit in judged_pair(judgement):
            key, paper = split_mention(unit.key)
            if paper is not None:
                found.setdefault(NameKey(unit.label, key), set()).add(paper)
    return found


def _set_aside(
    unit: NameKey, known_uses: Iterable[NameUse], papers: set[str], out: WordSenses
) -> None:
    """Make the mentions that a person speaks of units of their own, like the name but for that."""
    for use in known_uses:
        if use.paper in papers and use.sense == use.short:
            mention = mention_of(use.short, use.paper)
            meant = out.moved.get(use.paper, unit.key)
            if meant != mention:
                out.moved[use.paper] = mention
                reason = "the same name"
                out.judgements.append(Judgement(unit.label, mention, meant, 0.5, reason, "name@1"))


def _with_moved(
    mentions: Mentions, moved: Moved
) -> tuple[Mapping[NameKey, SurfaceForms], Mapping[NameKey, str]]:
    """The mentions with those of some papers taken from their unit and given to another."""
    if not moved:
        return mentions.surfaces, mentions.first
    surfaces: dict[NameKey, Counter[str]] = dict(mentions.surfaces)
    first = dict(mentions.first)
    copied: set[NameKey] = set()
    for unit in {unit for _, unit in moved}:
        stay: list[str] = []
        for use in mentions.uses[unit]:
            other = moved.get((use.paper, unit)) if use.sense == use.short else None
            if other is None:
                stay.append(use.paper) if use.sense == use.short else None
                continue
            if unit not in copied:
                copied.add(unit)
                surfaces[unit] = Counter(surfaces[unit])
            spellings = Counter[str]()
            for surface, weight in use.surfaces:
                spellings[surface] += weight
            surfaces[unit] -= spellings
            surfaces[other] = surfaces.get(other, Counter()) + spellings
            first[other] = min(first.get(other, use.paper), use.paper)
        if stay:
            first[unit] = min(stay)
        else:
            del surfaces[unit], first[unit]
    return surfaces, first


def organization_id(handle: str) -> str:
    """The id of the node of an organization, from its handle.

    >>> organization_id("naver-ai")
    'organization/naver-ai'
    """
    return names.node_id(ORGANIZATION, names.handle_key(handle))
