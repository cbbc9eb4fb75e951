"""Names that one paper joined and a person parted: an entity of the paper becomes several.

The decision is on names, so it holds for every reading of the paper, by whichever model.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from kg.core.judgement import PartedNames
from kg.core.schema import RELATION_EDGES, RESULT_EDGES
from kg.core.types import Entity, Evidence, Extraction, Relation, Result
from kg.lexicon.acronyms import abbreviates, surface_key
from kg.lexicon.normalize import corrected_form

__all__ = ["split_entities"]

_Named = tuple[str, str]
_Parts = Mapping[_Named, list[Entity]]
"""(type, name) of an entity as it was read -> the entities that it becomes, itself first."""


def split_entities(extraction: Extraction, parted: Collection[PartedNames]) -> Extraction:
    """The paper with every entity parted that has two surface forms which a person parted.

    Evidence goes with the form that it shows, a result's slot and an end of a relation with the
    form that stands there; all else stays with the name of the entity. What is parted off joins
    an entity of the paper that has its name already.
    """
    pairs: dict[str, set[frozenset[str]]] = {}
    for each in parted:
        if each.paper in (None, extraction.document.id):
            pairs.setdefault(each.label, set()).add(frozenset((each.left, each.right)))
    parts = {
        (entity.type, entity.name): found
        for entity in extraction.entities
        if len(found := list(_parts(entity, pairs.get(entity.type, set())))) > 1
    }
    if not parts:
        return extraction
    kept = [parts.get((e.type, e.name), [e])[0] for e in extraction.entities]
    entities, names = _joined(kept, [e for found in parts.values() for e in found[1:]])
    renamed = {
        old: [replace(e, name=names.get((e.type, e.name), e.name)) for e in found]
        for old, found in parts.items()
    }
    return replace(
        extraction,
        entities=tuple(entities),
        results=tuple(_result(result, renamed) for result in extraction.results),
        relations=tuple(new for old in extraction.relations for new in _relations(old, renamed)),
    )


def _parts(entity: Entity, pairs: Collection[frozenset[str]]) -> Iterator[Entity]:
    """The entity without the forms that are parted off, then an entity for each group of these."""
    keys = list(dict.fromkeys(map(surface_key, (entity.name, *entity.surfaces))))
    if not pairs or len(keys) < 2:
        return
    groups = [g for g in _groups(entity.type, keys, pairs) if keys[0] in g or _shown(entity, g)]
    gone = {key for group in groups[1:] for key in group}
    own = tuple(e for e in entity.evidence if surface_key(e.text) not in gone)
    if not own:
        return
    surfaces = tuple(s for s in entity.surfaces if surface_key(s) not in gone)
    yield replace(entity, surfaces=surfaces, evidence=own)
    for group in groups[1:]:
        forms = tuple(s for s in entity.surfaces if surface_key(s) in group)
        yield replace(entity, name=forms[0], surfaces=forms, evidence=_shown(entity, group))


def _shown(entity: Entity, group: Collection[str]) -> tuple[Evidence, ...]:
    return tuple(e for e in entity.evidence if surface_key(e.text) in group)


def _groups(label: str, keys: list[str], pairs: Collection[frozenset[str]]) -> list[list[str]]:
    """Keys in groups without a parted pair, that of the first key first.

    A key that no decision is about goes with the group that abbreviates it or spells it
    otherwise, or else with the first.
    """
    judged = {key for key in keys for other in keys if frozenset((key, other)) in pairs}
    groups = [[keys[0]]]
    for key in (key for key in keys[1:] if key in judged):
        free = (g for g in groups if not any(frozenset((key, other)) in pairs for other in g))
        group = next(free, None)
        if group is None:
            groups.append([key])
        else:
            group.append(key)
    for key in (key for key in keys[1:] if key not in judged):
        near = (g for g in groups if any(_alike(label, key, other) for other in g))
        next(near, groups[0]).append(key)
    return groups


def _alike(label: str, one: str, other: str) -> bool:
    if abbreviates(one, other) or abbreviates(other, one):
        return True
    return corrected_form(label, one) == corrected_form(label, other)


def _joined(
    kept: Iterable[Entity], parted: Iterable[Entity]
) -> tuple[list[Entity], dict[_Named, str]]:
    """The entities with those that were parted off, and the names that some of these get."""
    found = list(kept)
    names: dict[_Named, str] = {}
    for new in parted:
        key = surface_key(new.name)
        place = next(
            (n for n, e in enumerate(found) if e.type == new.type and surface_key(e.name) == key),
            None,
        )
        if place is None:
            found.append(new)
            continue
        old = found[place]
        names[new.type, new.name] = old.name
        surfaces = tuple(dict.fromkeys((*old.surfaces, *new.surfaces)))
        evidence = tuple(sorted({*old.evidence, *new.evidence}))
        found[place] = replace(old, surfaces=surfaces, evidence=evidence)
    return found, names


def _result(result: Result, parts: _Parts) -> Result:
    """The result with each slot as the form that stands nearest to the number in its sentence."""
    changed: dict[str, str] = {}
    for slot, (_, label) in RESULT_EDGES.items():
        near = [
            (min(abs(e.start - result.start), abs(e.end - result.start)), number, entity.name)
            for number, entity in enumerate(parts.get((label, getattr(result, slot)), ()))
            for e in entity.evidence
            if e.sentence == result.sentence
        ]
        if near:
            changed[slot] = min(near)[2]
    return replace(result, **changed) if changed else result  # type: ignore[arg-type]


def _relations(relation: Relation, parts: _Parts) -> Iterator[Relation]:
    """The relation of the parts: one for each pair of them that its evidence names."""
    labels = RELATION_EDGES[relation.type]
    heads = parts.get((labels[0], relation.head))
    tails = parts.get((labels[1], relation.tail))
    if heads is None and tails is None:
        yield relation
        return
    found: dict[tuple[str, str], list[Evidence]] = {}
    for evidence in relation.evidence:
        head = _end(evidence, heads, relation.head)
        tail = _end(evidence, tails, relation.tail)
        if head is not None and tail is not None and (head, labels[0]) != (tail, labels[1]):
            found.setdefault((head, tail), []).append(evidence)
    for (head, tail), evidences in found.items():
        yield replace(relation, head=head, tail=tail, evidence=tuple(evidences))


def _end(evidence: Evidence, parts: list[Entity] | None, name: str) -> str | None:
    """The name of the part that evidence reaches to; None if it covers a mention of none."""
    if parts is None:
        return name
    covered = [
        (e.start != evidence.start and e.end != evidence.end, number, part.name)
        for number, part in enumerate(parts)
        for e in part.evidence
        if evidence.covers(e)
    ]
    return min(covered)[2] if covered else None
