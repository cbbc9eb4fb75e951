"""From clusters of names to nodes: their names, ids, aliases, and what each is a variant of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.core import names
from kg.core.judgement import Judgement, NameKey, split_mention
from kg.core.people.catalogued import orcid_of
from kg.core.schema import AUTHOR, IDENTIFIED, VARIANT_LABELS
from kg.core.types import Node
from kg.lexicon.acronyms import abbreviates, plain_surface
from kg.lexicon.known_names import KnownEntity, known_parent
from kg.lexicon.normalize import corrected_form
from kg.lexicon.variants import parent_forms
from kg.resolution.clustering import Clusters
from kg.resolution.ids import entity_id

__all__ = [
    "ResolvedEntity",
    "SurfaceForms",
    "entity_node",
    "resolved_entities",
    "variant_parents",
]

SurfaceForms = Mapping[str, int]
"""Surface form -> how much papers use it."""


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """A cluster as a node: its id, its name, its other surface forms, and the names in it."""

    label: str
    id: str
    name: str
    aliases: tuple[str, ...]
    names: tuple[NameKey, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    label: str
    name: str
    names: tuple[NameKey, ...]
    surfaces: SurfaceForms
    entry: KnownEntity | None

    @property
    def order(self) -> tuple[bool, int, NameKey]:
        """The first of several of one name keeps the bare id: the known, then the most used."""
        other = self.entry is None or self.entry.name != self.name
        return (other, -sum(self.surfaces.values()), self.names[0])


def resolved_entities(
    mentioned: Mapping[NameKey, SurfaceForms],
    clusters: Clusters,
    listed: Mapping[NameKey, KnownEntity],
    same: Iterable[Judgement],
    about: Mapping[NameKey, str],
) -> list[ResolvedEntity]:
    """The nodes of the clusters of names, by label and id.

    Args:
        mentioned: every name that papers mention, with its surface forms.
        clusters: which of the names are one entity.
        listed: those that the lexicon lists, with their entries.
        same: the judgements of the ledger that two names are the same, in force; they name
            their clusters.
        about: for a name that is one of several senses, what distinguishes it.
    """
    members: dict[NameKey, list[NameKey]] = {}
    for name in mentioned:
        if name.label not in IDENTIFIED:
            members.setdefault(clusters.root(name), []).append(name)
    chosen = _chosen_names(same, clusters)
    drafts: dict[tuple[str, str], list[_Draft]] = {}
    for root, cluster in members.items():
        entries = (listed[name] for name in cluster if name in listed)
        entry = min(entries, key=lambda e: (e.number, e.name), default=None)
        draft = _draft(tuple(sorted(cluster)), mentioned, chosen.get(root), entry)
        drafts.setdefault((draft.label, names.key(draft.name)), []).append(draft)
    found = [_identified(n, mentioned[n]) for n in mentioned if n.label in IDENTIFIED]
    found += [entity for group in drafts.values() for entity in _numbered(group, about)]
    return sorted(found, key=lambda entity: (entity.label, entity.id))


def entity_node(label: str, identifier: str, name: str, aliases: tuple[str, ...]) -> Node:
    """The node of an entity, an organization, an author or a category."""
    orcid = {"orcid": orcid_of(identifier)} if label == AUTHOR else {}
    return Node(label, identifier, {"name": name, "aliases": aliases, **orcid})


def _identified(name: NameKey, surfaces: SurfaceForms) -> ResolvedEntity:
    """What a source identifies is one node a key, by the name that most papers give it."""
    votes = {surface: weight for surface, weight in surfaces.items() if weight}
    shown = min(votes, key=lambda s: (-votes[s], s), default=name.key)
    aliases = tuple(sorted(surfaces.keys() - {shown}))
    return ResolvedEntity(name.label, names.node_id(*name), shown, aliases, (name,))


def _chosen_names(same: Iterable[Judgement], clusters: Clusters) -> dict[NameKey, str]:
    """Root -> the name that the latest judgement gives its cluster."""
    chosen: dict[NameKey, tuple[bool, str, str]] = {}
    for judgement in same:
        name, _ = split_mention(judgement.right)
        root = clusters.root(NameKey(judgement.label, names.key(name)))
        order = (judgement.personal, judgement.time, name)
        chosen[root] = max(chosen.get(root, order), order)
    return {root: name for root, (_, _, name) in chosen.items()}


def _draft(
    cluster: tuple[NameKey, ...],
    mentioned: Mapping[NameKey, SurfaceForms],
    chosen: str | None,
    entry: KnownEntity | None,
) -> _Draft:
    surfaces = mentioned[cluster[0]]
    if len(cluster) > 1:
        surfaces = Counter(surfaces)
        for name in cluster[1:]:
            surfaces.update(mentioned[name])
    keys = {split_mention(name.key)[0] for name in cluster}
    shown = chosen or (entry.name if entry else _most_used(surfaces, keys))
    return _Draft(cluster[0].label, shown, cluster, surfaces, entry)


def _most_used(surfaces: SurfaceForms, keys: set[str]) -> str:
    """The surface form that papers use most, of those that are one of the names or its acronym."""
    votes: dict[str, Counter[str]] = {}
    for surface, weight in surfaces.items():
        shown = plain_surface(surface)
        key = names.key(shown)
        if key in keys or any(abbreviates(key, long) for long in keys):
            votes.setdefault(key, Counter())[shown] += weight
    if not votes:
        return min(keys)
    best = votes[min(votes, key=lambda key: (-votes[key].total(), key))]
    return names.with_dimensions(min(best, key=lambda s: (-best[s], s)))


def _numbered(drafts: list[_Draft], about: Mapping[NameKey, str]) -> Iterator[ResolvedEntity]:
    """The entities of one name: the first has the bare name, the others say what they are."""
    drafts.sort(key=lambda draft: draft.order)
    for number, draft in enumerate(drafts, 1):
        identifier, name = entity_id(draft.label, names.key(draft.name)), draft.name
        if number > 1:
            identifier = f"{identifier}~{number}"
            name = f"{name} ({_distinction(draft, about) or number})"
        aliases = tuple(sorted(draft.surfaces.keys() - {name}))
        yield ResolvedEntity(draft.label, identifier, name, aliases, draft.names)


def _distinction(draft: _Draft, about: Mapping[NameKey, str]) -> str | None:
    short = names.key(draft.name)
    longs = [
        (-weight, plain_surface(surface))
        for surface, weight in draft.surfaces.items()
        if abbreviates(short, names.key(plain_surface(surface)))
    ]
    if longs:
        return min(longs)[1]
    return next((about[name] for name in draft.names if name in about), None)


def variant_parents(entities: Sequence[ResolvedEntity]) -> Mapping[str, str]:
    """Id of a node -> id of its nearest parent that is a node, too: what it is a variant of."""
    found = [entity for entity in entities if entity.label in VARIANT_LABELS]
    ids: dict[tuple[str, str], str] = {}
    for entity in sorted(found, key=lambda entity: (len(entity.id), entity.id)):
        for key in _keys(entity):
            ids.setdefault((entity.label, corrected_form(entity.label, key)), entity.id)
    parents: dict[str, str] = {}
    for entity in found:
        parent = next(
            (ids[form] for form in _parent_forms(entity) if ids.get(form, entity.id) != entity.id),
            None,
        )
        if parent is not None and not _leads_to(parents, parent, entity.id):
            parents[entity.id] = parent
    return parents


def _keys(entity: ResolvedEntity) -> Iterator[str]:
    split = (split_mention(name.key) for name in entity.names)
    keys = [key for key, paper in split if paper is None]
    if not keys:  # one of several senses of a name is the parent of no variant
        return
    if "~" not in entity.id:
        yield names.key(entity.name)
    yield from keys


def _parent_forms(entity: ResolvedEntity) -> Iterator[tuple[str, str]]:
    for key in _keys(entity):
        parent = known_parent(entity.label, key)
        if parent is not None:
            yield entity.label, corrected_form(entity.label, names.key(parent))
        for form in parent_forms(entity.label, key):
            yield entity.label, form


def _leads_to(parents: Mapping[str, str], start: str, end: str) -> bool:
    while start in parents and start != end:
        start = parents[start]
    return start == end
