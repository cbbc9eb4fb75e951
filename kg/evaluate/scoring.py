"""Scores of an extraction against labels: counts that add up over papers, ratios derived.

===============================  ==========================================================
measure                          what counts as right
===============================  ==========================================================
``strict Method`` ... ``all``    an entity of the type (or the other type that would do) with
                                 one surface that is the same but for case, hyphens and plural
``relaxed Method`` ... ``all``   also a surface that shares half of its words (Jaccard)
``role``                         of strictly matched core entities, the role: an accuracy, so
                                 precision and recall are equal
``link``                         entity and role together
``clean``                        a strictly matched entity whose name is a surface of the labelled
                                 one, and none of whose surfaces is one of another entity
``clean link``                   a clean entity with its role
``introduced Method``            a method found with the role introduces, where that is right
``result value``                 a result's value and metric
``result tuple``                 value, metric, method and dataset
===============================  ==========================================================

What was never found counts as missed. Optional entities count neither way, and a second
record of an entity is wrong unless it names another version or size of it. Under the other type
that would do, roles have other names: there an entity is introduced, mentioned or takes part.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.core.names import value_key
from kg.core.schema import ENTITY_LABELS, METHOD, TASK
from kg.core.types import Entity, Extraction, Result
from kg.train.labels.labelled_papers import LabelledEntity, LabelledPaper, LabelledResult

__all__ = ["MEASURES", "Count", "Score", "add_scores", "fold_surface", "score_extraction"]

_PARTS = (*ENTITY_LABELS, "all")
INTRODUCED = "introduced Method"
MEASURES = (
    *(f"strict {part}" for part in _PARTS),
    *(f"relaxed {part}" for part in _PARTS),
    "role",
    "link",
    "clean",
    "clean link",
    INTRODUCED,
    "result value",
    "result tuple",
)

_HALF = 0.5
_SAME = 2.0
"""Above any overlap, so that equal surfaces match before overlapping ones."""

_RIGHT, _WRONG, _MISSED = "right", "wrong", "missed"
Event = tuple[str, str]
"""A measure, and what is counted for it once: right, wrong or missed."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many were found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of the found that is right; 0 where nothing was found."""
        return _ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of the wanted that was found; 0 where nothing was wanted."""
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


Score = Mapping[str, Count]
"""One `Count` for each of `MEASURES`."""


def add_scores(scores: Iterable[Score]) -> Score:
    """The sum of scores, measure by measure."""
    total = dict.fromkeys(MEASURES, Count())
    for each in scores:
        for measure, count in each.items():
            total[measure] += count
    return total


def score_extraction(gold: LabelledPaper, found: Extraction) -> Score:
    """The counts of one paper."""
    counts = Counter(_events(gold, found))
    return {
        measure: Count(*(counts[measure, kind] for kind in (_RIGHT, _WRONG, _MISSED)))
        for measure in MEASURES
    }


def _events(gold: LabelledPaper, found: Extraction) -> Iterator[Event]:
    wanted = [_Named(e.type, e.name, _folded((e.name, *e.aliases))) for e in gold.entities]
    given = [_Named(e.type, e.name, _folded((e.name, *e.surfaces))) for e in found.entities]
    strict = _match(gold.entities, wanted, given, least=_SAME)
    relaxed = _match(gold.entities, wanted, given, least=_HALF)
    yield from _entity_events("strict", gold.entities, wanted, given, strict)
    yield from _entity_events("relaxed", gold.entities, wanted, given, relaxed)
    yield from _role_events(gold.entities, found.entities, wanted, given, strict)
    yield from _clean_events(gold.entities, found.entities, wanted, given, strict)
    yield from _introduced_events(gold.entities, found.entities, wanted, given, strict)
    surfaces = {each.name: each.surfaces for each in wanted}
    for measure, slots in _RESULT_SLOTS.items():
        yield from _result_events(measure, slots, gold.results, found.results, surfaces)


def fold_surface(surface: str) -> str:
    """What two spellings of a name share when they are scored.

    The scorer's own rule, which stays as it is when `kg.core.names.key` learns more, so that
    figures can be compared over time. Of 25,900 surface forms of labels and listing pages, 59 of
    23,040 keys hold forms that this tells apart ('memory' and 'memories', LaTeX commands).

    >>> fold_surface("Vision-Transformers (ViT)")
    'vision transformer vit'
    """
    text = unicodedata.normalize("NFKC", surface).casefold()
    text = re.sub(r"[\s\-\u2010-\u2015_/]+", " ", text)
    text = re.sub(r"[^\w\s%@+*^.]", "", text).strip(" .")
    return " ".join(map(_singular, text.split()))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _folded(surfaces: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(fold_surface, surfaces)))


@dataclass(frozen=True, slots=True)
class _Named:
    """What matching sees of an entity, labelled or found."""

    type: str
    name: str
    surfaces: frozenset[str]

    def numbers(self) -> frozenset[str]:
        """The numbers in the name: versions and sizes."""
        return frozenset(re.findall(r"\d[\w.]*", fold_surface(self.name)))


def _match(
    gold: Sequence[LabelledEntity], wanted: Sequence[_Named], given: Sequence[_Named], least: float
) -> Mapping[int, int]:
    """Place of a found entity -> place of the labelled one it is; one to one, best first."""
    pairs = []
    for j, one in enumerate(given):
        for i, entity in enumerate(gold):
            if one.type in (entity.type, entity.other_type):
                likeness = _likeness(wanted[i].surfaces, one.surfaces)
                if likeness >= least:
                    pairs.append((-likeness, not entity.core, i, j))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(pairs):
        if i not in taken and j not in matched:
            taken.add(i)
            matched[j] = i
    return matched


def _likeness(one: frozenset[str], two: frozenset[str]) -> float:
    """2 for a surface in common, else the best overlap of words, in [0, 1]."""
    if one & two:
        return _SAME
    words = [set(surface.split()) for surface in two]
    return max(
        (len(p & q) / len(p | q) for p in (set(surface.split()) for surface in one) for q in words),
        default=0.0,
    )


def _entity_events(
    mode: str,
    gold: Sequence[LabelledEntity],
    wanted: Sequence[_Named],
    given: Sequence[_Named],
    matched: Mapping[int, int],
) -> Iterator[Event]:
    for j, kind in _counted(gold, wanted, given, matched):
        yield f"{mode} {given[j].type}", kind
        yield f"{mode} all", kind
    for i in _missed(gold, matched):
        yield f"{mode} {gold[i].type}", _MISSED
        yield f"{mode} all", _MISSED


def _counted(
    gold: Sequence[LabelledEntity],
    wanted: Sequence[_Named],
    given: Sequence[_Named],
    matched: Mapping[int, int],
) -> Iterator[tuple[int, str]]:
    """The found entities that count, each right or wrong."""
    optional = frozenset[str]().union(
        *(named.surfaces for named, entity in zip(wanted, gold, strict=True) if not entity.core)
    )
    for j, one in enumerate(given):
        if j in matched:
            if gold[matched[j]].core:
                yield j, _RIGHT
        elif not (one.surfaces & optional or _version(one, wanted, given, matched)):
            yield j, _WRONG


def _version(
    one: _Named, wanted: Sequence[_Named], given: Sequence[_Named], matched: Mapping[int, int]
) -> bool:
    """True of another version or size of an entity that a record already stands for."""
    return any(
        wanted[i].surfaces & one.surfaces and given[j].numbers() != one.numbers()
        for j, i in matched.items()
    )


def _missed(gold: Sequence[LabelledEntity], matched: Mapping[int, int]) -> Iterator[int]:
    taken = set(matched.values())
    return (i for i, entity in enumerate(gold) if entity.core and i not in taken)


def _role_events(
    gold: Sequence[LabelledEntity],
    found: Sequence[Entity],
    wanted: Sequence[_Named],
    given: Sequence[_Named],
    matched: Mapping[int, int],
) -> Iterator[Event]:
    for j, kind in _counted(gold, wanted, given, matched):
        if kind == _RIGHT and _has_role(found[j], gold[matched[j]]):
            yield from (("role", _RIGHT), ("link", _RIGHT))
        elif kind == _RIGHT:
            yield from (("role", _WRONG), ("role", _MISSED), ("link", _WRONG), ("link", _MISSED))
        else:
            yield "link", _WRONG
    yield from (("link", _MISSED) for _ in _missed(gold, matched))


def _has_role(found: Entity, wanted: LabelledEntity) -> bool:
    if found.type == wanted.type:
        return found.role == wanted.role
    said, meant = _part_taken(found.role), _part_taken(wanted.role)
    return said == meant or (
        found.type == TASK and meant == "introduces" and said not in ("introduces", "mentions")
    )


def _part_taken(role: str) -> str:
    return role if role in ("introduces", "mentions") else "takes part"


def _clean_events(
    gold: Sequence[LabelledEntity],
    found: Sequence[Entity],
    wanted: Sequence[_Named],
    given: Sequence[_Named],
    matched: Mapping[int, int],
) -> Iterator[Event]:
    surfaces = [each.surfaces for each in wanted]
    for j, kind in _counted(gold, wanted, given, matched):
        if kind == _WRONG:
            yield from (("clean", _WRONG), ("clean link", _WRONG))
            continue
        own = surfaces[matched[j]]
        foreign = frozenset[str]().union(*surfaces) - own
        clean = fold_surface(given[j].name) in own and not given[j].surfaces & foreign
        linked = clean and _has_role(found[j], gold[matched[j]])
        for measure, right in (("clean", clean), ("clean link", linked)):
            yield from [(measure, _RIGHT)] if right else [(measure, _WRONG), (measure, _MISSED)]
    for _ in _missed(gold, matched):
        yield from (("clean", _MISSED), ("clean link", _MISSED))


def _introduced_events(
    gold: Sequence[LabelledEntity],
    found: Sequence[Entity],
    wanted: Sequence[_Named],
    given: Sequence[_Named],
    matched: Mapping[int, int],
) -> Iterator[Event]:
    new = {i for i, entity in enumerate(gold) if entity.core and _is_introduced(entity)}
    claimed = [j for j, _ in _counted(gold, wanted, given, matched) if _is_introduced(found[j])]
    for j in claimed:
        yield INTRODUCED, _RIGHT if matched.get(j) in new else _WRONG
    yield from ((INTRODUCED, _MISSED) for _ in new - {matched.get(j) for j in claimed})


def _is_introduced(entity: LabelledEntity | Entity) -> bool:
    return entity.type == METHOD and entity.role == "introduces"


_RESULT_SLOTS: Mapping[str, tuple[str, ...]] = {
    "result value": ("metric",),
    "result tuple": ("metric", "method", "dataset"),
}


def _result_events(
    measure: str,
    slots: Sequence[str],
    gold: Sequence[LabelledResult],
    found: Sequence[Result],
    surfaces: Mapping[str, frozenset[str]],
) -> Iterator[Event]:
    left = list(found)
    for wanted in gold:
        hit = next((each for each in left if _stated(wanted, each, slots, surfaces)), None)
        if hit is None:
            yield measure, _MISSED
        else:
            left.remove(hit)
            yield measure, _RIGHT
    yield from ((measure, _WRONG) for _ in left)


def _stated(
    wanted: LabelledResult,
    found: Result,
    slots: Sequence[str],
    surfaces: Mapping[str, frozenset[str]],
) -> bool:
    return value_key(wanted.value) == value_key(found.value) and all(
        _is(wanted.slots.get(slot), getattr(found, slot), surfaces) for slot in slots
    )


def _is(name: str | None, found: str | None, surfaces: Mapping[str, frozenset[str]]) -> bool:
    """Whether a slot names the labelled entity ``name``, by any of its surfaces."""
    if name is None or found is None:
        return name is found
    return fold_surface(found) in surfaces.get(name, {fold_surface(name)})
