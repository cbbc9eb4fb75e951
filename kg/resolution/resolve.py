"""From names in papers to nodes of the graph: which names stand for one thing.

What papers tell of names adds up (`facts`, `uses`), rules judge it (`kg.resolution`), a ledger
keeps what persons judge. `resolve` makes clusters of both: a pure function of two sets,
whatever the order in which they were gathered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.core import names
from kg.core.judgement import SAME, Judgement, Unit, ends, in_force, mention_of, split_mention
from kg.core.schema import DATASET, METHOD, ORGANIZATION, TASK
from kg.core.types import Entity, Extraction, Node
from kg.lexicon.known_names import KnownEntity, known_entity
from kg.lexicon.normalize import abbreviates, are_initials, plain_surface
from kg.lexicon.word_counts import packed_context
from kg.resolution.blocking import judge
from kg.resolution.canonical import Surfaces, Thing, families, things
from kg.resolution.clustering import Clusters, cluster
from kg.resolution.homonyms import Senses, Use, may_be_two, senses
from kg.resolution.ids import entity_id

__all__ = [
    "Fact",
    "Judgement",
    "Mentions",
    "Resolution",
    "facts",
    "gather",
    "given",
    "mention_key",
    "organization_id",
    "resolve",
    "resolve_mentions",
    "surface_key",
    "uses",
]


@dataclass(frozen=True, slots=True, order=True)
class Fact:
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
    if not may_be_two(key):
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


def facts(extraction: Extraction) -> list[Fact]:
    """What one paper tells of the names of things; equal facts are kept as often as they come."""
    found = [
        Fact(entity.type, key, surface, weight)
        for entity in extraction.entities
        for key in (mention_key(entity),)
        for surface, weight in _weighed(entity)
    ]
    organization = extraction.document.organization
    if organization is not None:
        key = names.handle_key(organization.handle)
        found.append(Fact(ORGANIZATION, key, organization.name, 1))
        found.append(Fact(ORGANIZATION, key, organization.handle, 0))
    return found


def _weighed(entity: Entity) -> Iterator[tuple[str, int]]:
    for surface in entity.surfaces:
        yield names.clean(surface), 2 if surface == entity.name else 1


def uses(extraction: Extraction) -> Iterator[Use]:
    """The short names in one paper, each with what the paper means by it."""
    words: bytes | None = None
    for entity in extraction.entities:
        key = mention_key(entity)
        shorts = {key} if may_be_two(key) else set()
        shorts.update(
            short for short in map(surface_key, entity.surfaces) if abbreviates(short, key)
        )
        for short in sorted(shorts):
            if words is None:
                words = packed_context(extraction.document.text)
            yield Use(
                extraction.document.id,
                entity.type,
                short,
                key,
                tuple(_weighed(entity)),
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

    surfaces: dict[Unit, Counter[str]]
    first: dict[Unit, str]
    uses: dict[Unit, list[Use]]


def gather(extractions: Iterable[Extraction]) -> Mentions:
    """What papers tell of names, in any order of papers.

    Memory grows with distinct names, and by a fifth of a kilobyte a paper.
    """
    found = Mentions({}, {}, {})
    for extraction in extractions:
        paper = extraction.document.id
        for fact in facts(extraction):
            unit = Unit(fact.label, fact.key)
            found.surfaces.setdefault(unit, Counter())[fact.surface] += fact.weight
            found.first[unit] = min(found.first.get(unit, paper), paper)
        for use in uses(extraction):
            found.uses.setdefault(Unit(use.label, use.short), []).append(use)
    return found


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which node each entity of each paper belongs to, the nodes, and why.

    ``family``: id of a node -> id of the node it is a variant of; ``first``: id of a node ->
    the least id of a paper that mentions it; ``judgements``: all that were taken into
    account, and ``clusters`` what they made of the units.
    """

    things: Mapping[str, Thing]
    of: Mapping[Unit, str]
    moved: Mapping[tuple[str, Unit], Unit]
    family: Mapping[str, str]
    first: Mapping[str, str]
    judgements: tuple[Judgement, ...]
    clusters: Clusters

    def node_id(self, entity: Entity, paper: str) -> str:
        """The id of the node that an entity of a paper belongs to."""
        unit = Unit(entity.type, mention_key(entity))
        unit = self.moved.get((paper, unit), unit)
        return self.of.get(unit) or entity_id(*unit)

    def variant_of(self, identifier: str, paper: str) -> str | None:
        """The node that a node is a variant of, if the paper is the first to name it."""
        return self.family.get(identifier) if self.first.get(identifier) == paper else None

    def nodes(self, label: str) -> Iterator[Node]:
        """The entity or organization nodes of a label, by id."""
        for thing in self.things.values():
            if thing.label == label:
                yield Node(label, thing.id, {"name": thing.name, "aliases": thing.aliases})


def resolve(extractions: Iterable[Extraction], judgements: Iterable[Judgement] = ()) -> Resolution:
    """The clusters of all entities of the papers, under what is judged of their names.

    What this module's own rules judged before is not taken from the ledger: they judge anew.
    """
    return resolve_mentions(gather(extractions), judgements)


_OWN = ("lexicon", "spelling", "wording", "slip", "acronym", "homonym", "context", "name", "kind")

RULE_LINE = re.compile(rb'"by":"(?:%s)@' % "|".join(_OWN).encode())
"""What a line of a ledger has in it, as canonical JSON, if one of these rules judged."""


def given(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that are not by the rules of `kg.resolution`: these judge anew each time."""
    return [j for j in judgements if j.by.partition("@")[0] not in _OWN]


def resolve_mentions(mentions: Mentions, judgements: Iterable[Judgement] = ()) -> Resolution:
    """The clusters of what papers tell of names, under what is judged of them.

    Things that share no hub (`kg.resolution.blocking.hubs`) do not bear on each other, so that
    any set of mentions which is closed under hubs resolves as it does among all others.
    """
    ledger = given(judgements)
    found, moved, about = _meanings(mentions, ledger)
    surfaces, first = _with_moved(mentions, moved)
    weights = {
        unit: sum(spellings.values())
        for unit, spellings in surfaces.items()
        if unit.label != ORGANIZATION
    }
    recognised = _recognised(weights)
    found += judge(weights, recognised)
    anchors = {unit: thing.number for unit, thing in recognised.items()}
    clusters = cluster([*found, *ledger], anchors)
    named = [j for j in in_force(ledger) if j.verdict == SAME]
    nodes = things(surfaces, clusters, recognised, named, about)
    of = {unit: thing.id for thing in nodes for unit in thing.units}
    firsts = {thing.id: min(first[unit] for unit in thing.units) for thing in nodes}
    kin = families([thing for thing in nodes if thing.label in (METHOD, DATASET)])
    every = tuple(sorted({*found, *ledger}))
    return Resolution({t.id: t for t in nodes}, of, moved, kin, firsts, every, clusters)


def _recognised(units: Iterable[Unit]) -> dict[Unit, KnownEntity]:
    found = {}
    for unit in units:
        thing = known_entity(*unit) if split_mention(unit.key)[1] is None else None
        if thing is not None:
            found[unit] = thing
    return found


Moved = dict[tuple[str, Unit], Unit]


def _meanings(
    mentions: Mentions, ledger: Iterable[Judgement]
) -> tuple[list[Judgement], Moved, dict[Unit, str]]:
    """What is judged of short names, which papers mean another thing by them, and what thing."""
    found: list[Judgement] = []
    moved: Moved = {}
    about: dict[Unit, str] = {}
    spoken = _spoken_of(ledger)
    for unit, known_uses in mentions.uses.items():
        out = senses(known_uses)
        _set_aside(unit, known_uses, spoken.get(unit, set()), out)
        found += out.judgements
        for use in sorted(known_uses):
            if use.unit == use.short and use.paper in out.moved:
                other = Unit(unit.label, out.moved[use.paper])
                moved[use.paper, unit] = other
                about.setdefault(other, use.about)
    return found, moved, about


def _spoken_of(ledger: Iterable[Judgement]) -> dict[Unit, set[str]]:
    """Unit -> the papers whose mention of it a judgement is about."""
    found: dict[Unit, set[str]] = {}
    for judgement in ledger:
        for unit in ends(judgement):
            key, paper = split_mention(unit.key)
            if paper is not None:
                found.setdefault(Unit(unit.label, key), set()).add(paper)
    return found


def _set_aside(unit: Unit, known_uses: Iterable[Use], papers: set[str], out: Senses) -> None:
    """Make the mentions that a person speaks of units of their own, like the name but for that."""
    for use in known_uses:
        if use.paper in papers and use.unit == use.short:
            mention = mention_of(use.short, use.paper)
            meant = out.moved.get(use.paper, unit.key)
            if meant != mention:
                out.moved[use.paper] = mention
                reason = "the same name"
                out.judgements.append(Judgement(unit.label, mention, meant, 0.5, reason, "name@1"))


def _with_moved(
    mentions: Mentions, moved: Moved
) -> tuple[Mapping[Unit, Surfaces], Mapping[Unit, str]]:
    """The mentions with those of some papers taken from their unit and given to another."""
    if not moved:
        return mentions.surfaces, mentions.first
    surfaces: dict[Unit, Counter[str]] = dict(mentions.surfaces)
    first = dict(mentions.first)
    copied: set[Unit] = set()
    for unit in {unit for _, unit in moved}:
        stay: list[str] = []
        for use in mentions.uses[unit]:
            other = moved.get((use.paper, unit)) if use.unit == use.short else None
            if other is None:
                stay.append(use.paper) if use.unit == use.short else None
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
