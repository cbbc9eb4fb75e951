"""Papers with labels of their entities and results, and where these stand in the text.

Labels are lists of surfaces for each paper; every occurrence of a surface becomes a span.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.core.errors import InputError
from kg.core.names import title_key
from kg.core.schema import RESULT_EDGES
from kg.core.types import Document

__all__ = ["LabelledEntity", "LabelledPaper", "LabelledResult", "occurrences", "read", "spans"]

_LOOSE_FROM = 6
"""From this length on, a surface is also found where its capitals differ."""


class LabelledEntity(NamedTuple):
    """One entity of a paper: its type, all its surfaces (the name first), and how sure it is.

    ``other`` is the second type that would be right as well; ``core`` False marks an entity
    that is neither expected nor wrong; ``role`` is what the paper does with it.
    """

    label: str
    surfaces: tuple[str, ...]
    core: bool
    other: str | None
    role: str | None = None


class LabelledResult(NamedTuple):
    """A stated outcome: the value as it stands in the text, the name of the entity in each of
    the slots that are filled, and the value it is compared with."""

    value: str
    slots: tuple[tuple[str, str], ...]
    baseline_value: str | None = None


class LabelledPaper(NamedTuple):
    """A paper's text with its entities and results."""

    document: Document
    entities: tuple[LabelledEntity, ...]
    results: tuple[LabelledResult, ...] = ()


class _Occurrence(NamedTuple):
    start: int
    end: int
    entity: int
    surface: str


def read(path: Path, documents: Mapping[str, Document]) -> Iterator[LabelledPaper]:
    """The labelled papers of a JSON Lines file, joined to their texts by title.

    ``documents`` are keyed by `kg.core.names.title_key`.

    Raises:
        InputError: a line is no label, or no document has its title.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                title, entities = row["title"], tuple(map(_entity, row["entities"]))
                results = tuple(map(_result, row.get("results", ())))
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"no labels of a paper: {error}", str(path), number) from error
            if title_key(title) not in documents:
                raise InputError(f"no paper has the title {title!r}", str(path), number)
            yield LabelledPaper(documents[title_key(title)], entities, results)


def _entity(row: Mapping[str, object]) -> LabelledEntity:
    aliases = row.get("aliases") or []
    if not isinstance(aliases, list):
        raise TypeError("aliases are no list")
    other, role = row.get("alt_type"), row.get("role")
    surfaces = tuple(dict.fromkeys(str(surface) for surface in (row["name"], *aliases)))
    return LabelledEntity(
        str(row["type"]),
        surfaces,
        bool(row["core"]),
        str(other) if other else None,
        str(role) if role else None,
    )


def _result(row: Mapping[str, object]) -> LabelledResult:
    compared = row.get("baseline_value")
    return LabelledResult(
        str(row["value"]),
        tuple((slot, str(row[slot])) for slot in RESULT_EDGES if row.get(slot)),
        str(compared) if compared else None,
    )


def occurrences(text: str, surface: str) -> list[tuple[int, int]]:
    """Where a surface stands in a text as a whole word, as half-open character spans.

    >>> occurrences("LoRA and QLoRA; LoRA's", "LoRA")
    [(0, 4), (16, 20)]
    """
    before = r"(?<![^\W_])" if surface[0].isalnum() else ""
    after = r"(?![^\W_])" if surface[-1].isalnum() else ""
    flags = re.IGNORECASE if len(surface) >= _LOOSE_FROM else re.NOFLAG
    return [m.span() for m in re.finditer(before + re.escape(surface) + after, text, flags)]


def spans(text: str, entities: Sequence[LabelledEntity]) -> list[tuple[int, int, str | None]]:
    """Every occurrence with its class; None for one inside a longer entity's occurrence.

    A surface that stands free elsewhere in the paper may or may not be meant where it is
    part of a longer name, so there it is unknown.
    """
    found = [
        _Occurrence(start, end, index, surface)
        for index, entity in enumerate(entities)
        for surface in entity.surfaces
        for start, end in occurrences(text, surface)
    ]
    inside = {this for this in found if _nested(this, found)}
    free = {(this.entity, this.surface) for this in found if this not in inside}
    certain: set[tuple[int, int, str | None]] = set()
    unknown: set[tuple[int, int, str | None]] = set()
    for this in found:
        if this in inside and (this.entity, this.surface) in free:
            unknown.add((this.start, this.end, None))
        else:
            certain.update((this.start, this.end, kind) for kind in _kinds(entities[this.entity]))
    known = {(start, end) for start, end, _ in certain}
    return sorted(certain, key=str) + sorted(
        (span for span in unknown if span[:2] not in known), key=str
    )


def _nested(this: _Occurrence, found: Iterable[_Occurrence]) -> bool:
    return any(
        other.start <= this.start
        and this.end <= other.end
        and other.end - other.start > this.end - this.start
        for other in found
    )


def _kinds(entity: LabelledEntity) -> Iterator[str]:
    for label in filter(None, (entity.label, entity.other)):
        yield label if entity.core else f"optional {label}"
