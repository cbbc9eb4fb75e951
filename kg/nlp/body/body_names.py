"""Names of windows as names of the paper: one set of entities for abstract, tables and body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.core.names import key
from kg.core.schema import DATASET, METHOD, METRIC
from kg.core.types import Entity, Extraction
from kg.lexicon.acronyms import surface_key
from kg.lexicon.known_names import known_entity
from kg.lexicon.metrics import higher_is_better
from kg.nlp.body.windows import Window
from kg.nlp.tables.table_paper import TablePaper

__all__ = ["BodyNames", "own_method"]

_SURE = 0.5
"""The least confidence of an entity that a result of a body names and nothing else of the paper."""
_ROLES = {METHOD: "compares", DATASET: "evaluates_on", METRIC: "reports"}
"""What the paper does with an entity that only such a result names."""


@dataclass(slots=True)
class BodyNames:
    """The entities of a paper by (type, form of a name), and what results of its body add."""

    entities: Sequence[Entity]
    by_form: dict[tuple[str, str], str] = field(default_factory=dict)
    added: list[Entity] = field(default_factory=list)

    def __post_init__(self) -> None:
        for entity in self.entities:
            self._learn(entity)

    def _learn(self, entity: Entity) -> None:
        for surface in (entity.name, *entity.surfaces):
            for form in _forms(entity.type, surface):
                self.by_form.setdefault((entity.type, form), entity.name)

    def find(self, entity: Entity) -> str | None:
        """The name that the paper has for an entity of a window; None if it has none."""
        forms = (form for each in entity.surfaces for form in _forms(entity.type, each))
        return next((n for form in forms if (n := self.by_form.get((entity.type, form)))), None)

    def new_name(self, window: Window, entity: Entity) -> str | None:
        """The name that an entity of a window gets in the paper; None where it is not sure enough
        to be one."""
        placed = next((e for e in map(window.placed, entity.evidence) if e is not None), None)
        if entity.type not in _ROLES or placed is None:
            return None
        if entity.type == METRIC:
            return placed.text if higher_is_better(entity.name) is not None else None
        return placed.text if is_named(entity.name) and entity.confidence >= _SURE else None

    def add(self, window: Window, entity: Entity) -> None:
        """Make an entity of a window one of the paper, if it has none of its name."""
        if self.find(entity) is not None:
            return
        placed = [e for e in map(window.placed, entity.evidence) if e is not None]
        forms = tuple(dict.fromkeys(each.text for each in placed))
        is_used = (entity.type, entity.role) == (METHOD, "uses")
        role = entity.role if is_used else _ROLES[entity.type]
        new = Entity(entity.type, forms[0], forms, role, entity.confidence, tuple(placed))
        self._learn(new)
        self.added.append(new)

    @property
    def proposed(self) -> frozenset[str]:
        """The names of methods that the paper introduces under a name of their own."""
        own = (e for e in self.entities if e.type == METHOD and e.role == "introduces")
        return frozenset(entity.name for entity in own if is_named(entity.name))


def _forms(label: str, surface: str) -> Iterator[str]:
    """The spellings by which names are one: the key, and the lexicon's entry."""
    yield surface_key(surface)
    if (known := known_entity(label, key(surface))) is not None:
        yield f"\0{key(known.name)}"


def is_named(name: str) -> bool:
    """Whether a name has the form of one: a capital letter or a digit."""
    return any(char.isupper() or char.isdigit() for char in name)


def own_method(extraction: Extraction, names: BodyNames) -> Entity | None:
    """What the paper proposes: the surest method with a name of its own that it introduces, else
    what its text says that it proposes; None where neither is found."""
    methods = [e for e in extraction.entities if e.type == METHOD]
    own = [e for e in methods if e.name in names.proposed and e.role == "introduces"]
    if own:
        return max(own, key=lambda entity: entity.confidence)
    said = TablePaper.of(extraction.document, extraction.entities).own_names
    found = (names.by_form.get((METHOD, surface_key(each))) for each in said)
    name = next((each for each in found if each is not None), None)
    return next((e for e in methods if e.name == name and is_named(name)), None)
