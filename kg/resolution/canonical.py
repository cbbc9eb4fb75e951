"""From clusters to nodes: what each is called, its id, and the family it is a variant of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.core import names
from kg.core.judgement import Judgement, NameKey, split_mention
from kg.core.schema import ORGANIZATION
from kg.lexicon.known_names import KnownEntity, known_parent
from kg.lexicon.normalize import abbreviates, corrected_form, plain_surface
from kg.lexicon.variants import parent_forms
from kg.resolution.clustering import Clusters
from kg.resolution.ids import entity_id

__all__ = ["ResolvedEntity", "resolved_entities", "variant_parents"]

SurfaceForms = Mapping[str, int]
"""Spelling -> how much papers use it."""


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """A cluster as a node: its id, its name, every other spelling, and what it is made of."""

    label: str
    id: str
    name: str
    aliases: tuple[str, ...]
    units: tuple[NameKey, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    label: str
    name: str
    units: tuple[NameKey, ...]
    surfaces: SurfaceForms
    known: KnownEntity | None

    @property
    def order(self) -> tuple[bool, int, NameKey]:
        """The first of several of one name keeps the bare id: the known, then the most used."""
        other = self.known is None or self.known.name != self.name
        return (other, -sum(self.surfaces.values()), self.units[0])


def resolved_entities(
    mentioned: Mapping[NameKey, SurfaceForms],
    clusters: Clusters,
    recognised: Mapping[NameKey, KnownEntity],
    given: Iterable[Judgement],
    about: Mapping[NameKey, str],
) -> list[ResolvedEntity]:
    """The nodes that units are clustered into, by label and id.

    Args:
        mentioned: every unit that papers mention, with its spellings.
        clusters: which of them are one.
        recognised: those that the lexicon knows.
        given: what persons judged the same, in force; it gives its clusters their names.
        about: for a unit that shares its name with others, what tells it from them.
    """
    members: dict[NameKey, list[NameKey]] = {}
    found = [_organization(u, mentioned[u]) for u in mentioned if u.label == ORGANIZATION]
    for unit in mentioned:
        if unit.label == ORGANIZATION:
            continue
        members.setdefault(clusters.root(unit), []).append(unit)
    chosen = _given(given, clusters)
    drafts: dict[tuple[str, str], list[_Draft]] = {}
    for root, units in members.items():
        things = (recognised[unit] for unit in units if unit in recognised)
        thing = min(things, key=lambda t: (t.number, t.name), default=None)
        draft = _draft(tuple(sorted(units)), mentioned, chosen.get(root), thing)
        drafts.setdefault((draft.label, names.key(draft.name)), []).append(draft)
    found += [thing for group in drafts.values() for thing in _numbered(group, about)]
    return sorted(found, key=lambda thing: (thing.label, thing.id))


def _organization(unit: NameKey, surfaces: SurfaceForms) -> ResolvedEntity:
    """An organization is its handle; the name that most papers give it is its name."""
    votes = {surface: weight for surface, weight in surfaces.items() if weight}
    name = min(votes, key=lambda s: (-votes[s], s), default=unit.key)
    aliases = tuple(sorted(surfaces.keys() - {name}))
    return ResolvedEntity(unit.label, names.node_id(*unit), name, aliases, (unit,))


def _given(given: Iterable[Judgement], clusters: Clusters) -> dict[NameKey, str]:
    """Root -> the name that the latest judgement gives its cluster."""
    chosen: dict[NameKey, tuple[bool, str, str]] = {}
    for judgement in given:
        name, _ = split_mention(judgement.right)
        root = clusters.root(NameKey(judgement.label, names.key(name)))
        order = (judgement.personal, judgement.time, name)
        chosen[root] = max(chosen.get(root, order), order)
    return {root: name for root, (_, _, name) in chosen.items()}


def _draft(
    units: tuple[NameKey, ...],
    mentioned: Mapping[NameKey, SurfaceForms],
    given: str | None,
    thing: KnownEntity | None,
) -> _Draft:
    surfaces = mentioned[units[0]]
    if len(units) > 1:
        surfaces = Counter(surfaces)
        for unit in units[1:]:
            surfaces.update(mentioned[unit])
    keys = {split_mention(unit.key)[0] for unit in units}
    name = given or (thing.name if thing else _voted(surfaces, keys))
    return _Draft(units[0].label, name, units, surfaces, thing)


def _voted(surfaces: SurfaceForms, keys: set[str]) -> str:
    """The spelling that papers use most, of those that are the name and no part or whole of it."""
    votes: dict[str, Counter[str]] = {}
    for surface, weight in surfaces.items():
        shown = plain_surface(surface)
        key = names.key(shown)
        if key in keys or any(abbreviates(key, long) for long in keys):
            votes.setdefault(key, Counter())[shown] += weight
    if not votes:
        return min(keys)
    best = votes[min(votes, key=lambda key: (-votes[key].total(), key))]
    return min(best, key=lambda s: (-best[s], s))


def _numbered(drafts: list[_Draft], about: Mapping[NameKey, str]) -> Iterator[ResolvedEntity]:
    """The things of one name: the first has it to itself, the others are told by what they are."""
    drafts.sort(key=lambda draft: draft.order)
    for number, draft in enumerate(drafts, 1):
        identifier, name = entity_id(draft.label, names.key(draft.name)), draft.name
        if number > 1:
            identifier = f"{identifier}~{number}"
            name = f"{name} ({_told_by(draft, about) or number})"
        aliases = tuple(sorted(draft.surfaces.keys() - {name}))
        yield ResolvedEntity(draft.label, identifier, name, aliases, draft.units)


def _told_by(draft: _Draft, about: Mapping[NameKey, str]) -> str | None:
    short = names.key(draft.name)
    longs = [
        (-weight, plain_surface(surface))
        for surface, weight in draft.surfaces.items()
        if abbreviates(short, names.key(plain_surface(surface)))
    ]
    if longs:
        return min(longs)[1]
    return next((about[unit] for unit in draft.units if unit in about), None)


def variant_parents(found: Sequence[ResolvedEntity]) -> Mapping[str, str]:
    """Id of a node -> id of the nearest family of it that is a node, too."""
    at: dict[tuple[str, str], str] = {}
    for thing in sorted(found, key=lambda thing: (len(thing.id), thing.id)):
        for key in _keys(thing):
            at.setdefault((thing.label, corrected_form(thing.label, key)), thing.id)
    above: dict[str, str] = {}
    for thing in found:
        family = next(
            (at[form] for form in _above(thing) if at.get(form, thing.id) != thing.id), None
        )
        if family is not None and not _leads_to(above, family, thing.id):
            above[thing.id] = family
    return above


def _keys(thing: ResolvedEntity) -> Iterator[str]:
    bare = (split_mention(unit.key) for unit in thing.units)
    units = [key for key, paper in bare if paper is None]
    if not units:  # one of several things of its name is the family of no variant
        return
    if "~" not in thing.id:
        yield names.key(thing.name)
    yield from units


def _above(thing: ResolvedEntity) -> Iterator[tuple[str, str]]:
    for key in _keys(thing):
        family = known_parent(thing.label, key)
        if family is not None:
            yield thing.label, corrected_form(thing.label, names.key(family))
        for form in parent_forms(thing.label, key):
            yield thing.label, form


def _leads_to(above: Mapping[str, str], start: str, end: str) -> bool:
    while start in above and start != end:
        start = above[start]
    return start == end
