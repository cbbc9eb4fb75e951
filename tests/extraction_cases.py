"""What must be read in a paper, as facts that are judged one by one.

The cases, whose texts are ours, are papers that extractors read wrongly: names and roles in
`tests.extraction_cases_names`, numbers in `tests.extraction_cases_results` and
`tests.extraction_cases_bindings`, whole result tuples in `tests.extraction_cases_gold`, and more of
all in `tests.extraction_cases_numbers` and `tests.extraction_cases_further`. What fails today is
listed in `tests.extraction_cases_faults`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple, Protocol

import pytest

from kg.core.types import Document, Entity, Extraction, Result

Slot = str | float | tuple[float, float] | tuple[tuple[str, str], ...] | None


class Fact(Protocol):
    """A statement on the extraction of one paper."""

    @property
    def says(self) -> str:
        """The statement, for the id of its test."""

    def fault(self, found: Extraction) -> str:
        """What is wrong in the extraction; empty if the fact holds."""


class Case(NamedTuple):
    """A paper of the case with this number, and what must be read in it."""

    number: str
    title: str
    abstract: str
    facts: list[Fact]

    @property
    def document(self) -> Document:
        return Document(f"title:{self.title}", self.title, self.abstract)


def params(
    cases: Iterable[Case], faults: Mapping[str, tuple[str, ...]]
) -> Iterator[Any]:  # pytest's ParameterSet is private
    """A parameter (case, fact) for each fact; those listed by reason in ``faults`` must fail."""
    reasons = {each: reason for reason, ids in faults.items() for each in ids}
    for case in cases:
        paper = case.title.split(":")[0]
        for fact in case.facts:
            name = f"{case.number} {paper}: {fact.says}"
            yield pytest.param(case, fact, id=name, marks=marks(reasons.get(name)))


def marks(reason: str | None) -> tuple[pytest.MarkDecorator, ...]:
    if reason is None:
        return ()
    return (pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason),)


def _same(name: str, other: str) -> bool:
    return name.casefold() == other.casefold()


def called(found: Extraction, name: str, label: str = "") -> list[Entity]:
    """The entities, of this label if one is given, that a paper calls by this name."""
    return [
        entity
        for entity in found.entities
        if label in ("", entity.type) and any(_same(name, each) for each in entity.surfaces)
    ]


def _place(found: Extraction, value: str) -> tuple[int, int]:
    match = re.search(rf"(?<![\d.]){re.escape(value)}(?!\d)", found.document.text)
    assert match, f"{value!r} is not in the text"
    return match.span()


def at(found: Extraction, value: str) -> list[Result]:
    """The results whose value stands in this one, which is searched in the text."""
    start, end = _place(found, value)
    return [result for result in found.results if result.start < end and start < result.end]


@dataclass(frozen=True)
class Named:
    """The paper names an entity of this label."""

    name: str
    label: str

    @property
    def says(self) -> str:
        return f"{self.name} is a {self.label}"

    def fault(self, found: Extraction) -> str:
        if called(found, self.name, self.label):
            return ""
        others = [entity.type for entity in called(found, self.name)]
        return f"a {others[0]}" if others else "name not found"


@dataclass(frozen=True)
class Absent:
    """No entity has this name."""

    name: str

    @property
    def says(self) -> str:
        return f"{self.name} is no name"

    def fault(self, found: Extraction) -> str:
        return ", ".join(entity.type for entity in called(found, self.name))


@dataclass(frozen=True)
class Apart:
    """The paper names two entities."""

    name: str
    other: str

    @property
    def says(self) -> str:
        return f"{self.name} is no {self.other}"

    def fault(self, found: Extraction) -> str:
        first, second = called(found, self.name), called(found, self.other)
        missed = [n for n, e in ((self.name, first), (self.other, second)) if not e]
        if missed:
            return f"name not found: {missed}"
        return "one entity" if any(each in second for each in first) else ""


@dataclass(frozen=True)
class Together:
    """The two names are of one entity."""

    name: str
    other: str

    @property
    def says(self) -> str:
        return f"{self.name} is {self.other}"

    def fault(self, found: Extraction) -> str:
        both = [each for each in called(found, self.name) if each in called(found, self.other)]
        return "" if both else "two entities, or name not found"


@dataclass(frozen=True)
class InRole:
    """The paper has this role towards the name."""

    name: str
    role: str

    @property
    def says(self) -> str:
        return f"{self.name} is in role {self.role}"

    def fault(self, found: Extraction) -> str:
        roles = [entity.role for entity in called(found, self.name)]
        if not roles:
            return "name not found"
        return "" if roles == [self.role] else f"role {roles}"


@dataclass(frozen=True)
class WholeNames:
    """No name has a bracket without its other half, or crosses a line or a sentence."""

    @property
    def says(self) -> str:
        return "names are whole"

    def fault(self, found: Extraction) -> str:
        names = [each for entity in found.entities for each in entity.surfaces]
        return ", ".join(
            each
            for each in names
            if each.count("(") != each.count(")") or "\n" in each or ". " in each
        )


@dataclass(frozen=True)
class Stated:
    """The paper states this value as a result, with these slots; the others are not judged.

    A slot is the name of an entity, or several with ``|`` between them of which each is right.
    """

    value: str
    slots: Mapping[str, Slot]
    name: str = ""

    @property
    def says(self) -> str:
        slots = [f"{slot}={value}" for slot, value in self.slots.items()]
        return self.name or " ".join([self.value, *slots]).replace("|", " or ")

    def fault(self, found: Extraction) -> str:
        results = at(found, self.value)
        if not results:
            return "no result"
        return "; ".join(
            f"{slot} {getattr(results[-1], slot)!r}"
            for slot, wanted in self.slots.items()
            if not _fits(found, getattr(results[-1], slot), wanted)
        )


def _fits(found: Extraction, slot: Slot, wanted: Slot) -> bool:
    if isinstance(slot, str) and isinstance(wanted, str):
        names = [slot, *(each for e in called(found, slot) for each in e.surfaces)]
        return any(_same(name, each) for name in names for each in wanted.split("|"))
    if isinstance(slot, float) and isinstance(wanted, float):
        return slot == pytest.approx(wanted, rel=1e-2)
    return slot == wanted


def stated(value: str, **slots: Slot) -> Stated:
    assert set(slots) <= {each.name for each in fields(Result)}, slots
    return Stated(value, slots)


@dataclass(frozen=True)
class Unstated:
    """The number is no result."""

    value: str

    @property
    def says(self) -> str:
        return f"{self.value} is no result"

    def fault(self, found: Extraction) -> str:
        return ", ".join(f"{each.metric} {each.value}" for each in at(found, self.value))


@dataclass(frozen=True)
class NotOf:
    """If the value is a result, then not one of this name."""

    value: str
    slot: str
    name: str

    @property
    def says(self) -> str:
        return f"{self.value} is not of {self.slot} {self.name}".replace("|", " or ")

    def fault(self, found: Extraction) -> str:
        slots = [getattr(each, self.slot) for each in at(found, self.value)]
        return ", ".join(each for each in slots if each and _fits(found, each, self.name))


@dataclass(frozen=True)
class Related:
    """The paper states this relation between two of its names; ``stated`` is False if not."""

    head: str
    edge: str
    tail: str
    stated: bool = True

    @property
    def says(self) -> str:
        return f"{self.head} {self.edge if self.stated else 'not ' + self.edge} {self.tail}"

    def fault(self, found: Extraction) -> str:
        heads, tails = called(found, self.head), called(found, self.tail)
        ends = {(head.name, tail.name) for head in heads for tail in tails}
        own = [r.type for r in found.relations if (r.head, r.tail) in ends]
        missed = "" if ends else "name not found"
        return missed or ("" if (self.edge in own) is self.stated else f"stated: {own}")


@dataclass(frozen=True)
class OnlyThese:
    """No other value is a result."""

    values: tuple[str, ...]

    @property
    def says(self) -> str:
        return f"only {', '.join(self.values) or 'prose'}"

    def fault(self, found: Extraction) -> str:
        right = [result for value in self.values for result in at(found, value)]
        return ", ".join(each.value for each in found.results if each not in right)
