"""Entities of a body: further evidence for those of title and abstract, and new ones where sure.

The same model reads the paragraphs, a window at a time below the title of the paper. A mention
whose surface form an entity of the abstract has is more evidence for it, and changes nothing else
about it. What the abstract does not name is an entity where experiments, method or introduction
name it with confidence; related work and appendices add nothing, so that what others did is not
what this paper uses.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.core.schema import DATASET, METHOD, METRIC
from kg.core.types import Entity, Evidence, Extraction
from kg.lexicon.acronyms import surface_key
from kg.nlp.body.windows import Window
from kg.nlp.tables.split_headers import is_metric_word

__all__ = ["with_body_entities"]

_MOST_EVIDENCE = 8
"""Pieces of evidence that the body adds to an entity, at most: the surest, one a sentence."""


@dataclass(slots=True)
class _Candidate:
    """What windows name and the abstract does not: its mentions, and what windows take it for."""

    type: str
    keys: set[str]
    names: Counter[str] = field(default_factory=Counter)
    readings: list[tuple[str, Entity]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


def with_body_entities(
    extraction: Extraction, windows: Iterable[tuple[Window, Extraction]]
) -> Extraction:
    """The extraction of title and abstract with what the windows add to its entities."""
    known = {
        (entity.type, surface_key(surface)): number
        for number, entity in enumerate(extraction.entities)
        for surface in entity.surfaces
    }
    further: dict[int, list[Evidence]] = {}
    candidates: dict[tuple[str, str], _Candidate] = {}
    for window, found in windows:
        for entity in found.entities:
            placed = [
                each
                for each in map(window.placed, entity.evidence)
                if each is not None and not _is_set_aside(window.kind, entity.type, each)
            ]
            keys = {(entity.type, surface_key(each.text)) for each in placed}
            for each in placed:
                number = known.get((entity.type, surface_key(each.text)))
                if number is not None:
                    further.setdefault(number, []).append(each)
            if placed and keys.isdisjoint(known):
                _add(candidates, keys, window.kind, entity, placed)
    entities = [
        _with_evidence(entity, _surest(further.get(number, ())))
        for number, entity in enumerate(extraction.entities)
    ]
    distinct = {id(each): each for each in candidates.values()}.values()
    new = (_entity(each) for each in distinct)
    return replace(extraction, entities=(*entities, *(each for each in new if each is not None)))


_DENIED = re.compile(
    r"\bnot (?:\w+ )?(?:evaluat|us|consider|test|experiment|suitable|include|report)\w*"
)
_EVALUATING = re.compile(r"(?i)\b(?:we|our|evaluat\w+|experiment\w*)\b")
_NO_METHOD = re.compile(
    r"(?:FP|BF|INT|TF)\d+\b.*|.*\b(?:[GTC]PUs?|CUDA|NVLink|InfiniBand|Tensor Cores?|DAGs?)\b.*"
    r"|.*\b(?:determinants?|divergences?|matri(?:x|ces)|distributions?|entropy|norms?|noise)"
)
"""Hardware, formats of numbers, and quantities: no methods, whatever a body does with them."""


def _is_set_aside(kind: str, label: str, evidence: Evidence) -> bool:
    """Whether the words around a name say that the paper does nothing with it: 'we do not evaluate
    on GLUE', and a data set that an introduction names as an example."""
    if label != DATASET:
        return False
    if _DENIED.search(evidence.sentence):
        return True
    return kind == "introduction" and _EVALUATING.search(evidence.sentence) is None


def _is_a_method(name: str) -> bool:
    """Whether a name may be that of a method: no symbol, metric, hardware or quantity."""
    return not ("_" in name or is_metric_word(name) or _NO_METHOD.fullmatch(name))


def _with_evidence(entity: Entity, more: Sequence[Evidence]) -> Entity:
    """The entity with further evidence, and the spellings in it."""
    surfaces = tuple(dict.fromkeys((*entity.surfaces, *(each.text for each in more))))
    return replace(entity, surfaces=surfaces, evidence=(*entity.evidence, *more))


def _add(
    candidates: dict[tuple[str, str], _Candidate],
    keys: set[tuple[str, str]],
    kind: str,
    entity: Entity,
    placed: Sequence[Evidence],
) -> None:
    """Add a reading to the candidate that has a surface form of it, or to a new one."""
    one = next((candidates[key] for key in sorted(keys) if key in candidates), None)
    one = one or _Candidate(entity.type, set())
    one.keys |= {key for _, key in keys}
    one.names.update(each.text for each in placed)
    one.readings.append((kind, entity))
    one.evidence += placed
    for key in keys:
        candidates.setdefault(key, one)


def _surest(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The surest evidence of each sentence, of all no more than a few, in the order of the text."""
    listed = list(evidence)
    order = {id(each): number for number, each in enumerate(listed)}
    best: dict[tuple[str, str], Evidence] = {}
    for each in listed:
        key = (each.field, each.sentence)
        if key not in best or each.score > best[key].score:
            best[key] = each
    kept = sorted(best.values(), key=lambda e: (-e.score, order[id(e)]))[:_MOST_EVIDENCE]
    return sorted(kept, key=lambda e: order[id(e)])


_ROLES: Mapping[str, Mapping[str, tuple[frozenset[str], float, int]]] = {
    DATASET: {
        "evaluates_on": (frozenset(("introduction", "experiments")), 0.75, 1),
        "trains_on": (frozenset(("experiments",)), 0.75, 1),
    },
    METRIC: {"reports": (frozenset(("experiments",)), 0.8, 1)},
    METHOD: {
        "compares": (frozenset(("experiments",)), 0.75, 1),
        "uses": (frozenset(("method", "experiments")), 0.8, 2),
    },
}
"""Type -> role -> (kinds of sections, smallest confidence, fewest windows) of a new entity. Tasks
and what a body seems to introduce are left out: half of them were wrong by eye."""


def _entity(candidate: _Candidate) -> Entity | None:
    """The entity that a candidate is, in the role that most windows of its sections take it in."""
    roles = _ROLES.get(candidate.type, {})
    votes = Counter(
        entity.role
        for kind, entity in candidate.readings
        if entity.role in roles and kind in roles[entity.role][0]
    )
    name = min(candidate.names, key=lambda text: (-candidate.names[text], text))
    is_named = any(char.isupper() or char.isdigit() for char in name)
    if candidate.type == METHOD and not (is_named and _is_a_method(name)):
        return None
    if not votes:
        return None
    role = min(votes, key=lambda each: (-votes[each], each))
    kinds, least, fewest = roles[role]
    sure = max(e.confidence for kind, e in candidate.readings if kind in kinds and e.role == role)
    if sure < least or sum(kind in kinds for kind, _ in candidate.readings) < fewest:
        return None
    evidence = tuple(_surest(candidate.evidence))
    texts = dict.fromkeys(each.text for each in evidence)
    name = name if name in texts else next(iter(texts))
    surfaces = tuple(dict.fromkeys((name, *texts)))
    return Entity(candidate.type, name, surfaces, role, sure, evidence)
