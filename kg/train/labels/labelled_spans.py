"""Where the labelled entities of a paper stand in its text: a span for every occurrence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.train.labels.labelled_papers import LabelledEntity

__all__ = ["entity_spans", "find_occurrences"]

_LOOSE_FROM = 6
"""From this length on, a surface form is also found where its capitals differ."""


class _Occurrence(NamedTuple):
    start: int
    end: int
    entity: int
    surface: str


def find_occurrences(text: str, surface: str) -> list[tuple[int, int]]:
    """The half-open character spans of a surface form where it stands as a whole word.

    >>> find_occurrences("LoRA and QLoRA; LoRA's", "LoRA")
    [(0, 4), (16, 20)]
    """
    before = r"(?<![^\W_])" if surface[0].isalnum() else ""
    after = r"(?![^\W_])" if surface[-1].isalnum() else ""
    flags = re.IGNORECASE if len(surface) >= _LOOSE_FROM else re.NOFLAG
    return [m.span() for m in re.finditer(before + re.escape(surface) + after, text, flags)]


def entity_spans(
    text: str, entities: Sequence[LabelledEntity]
) -> list[tuple[int, int, str | None]]:
    """Every occurrence with its class; None for one inside a longer entity's occurrence.

    A surface form that stands alone elsewhere in the paper may or may not be a mention where it
    is part of a longer name, so there its class is unknown.
    """
    found = [
        _Occurrence(start, end, index, surface)
        for index, entity in enumerate(entities)
        for surface in entity.surfaces
        for start, end in find_occurrences(text, surface)
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
    for label in filter(None, (entity.type, entity.other_type)):
        yield label if entity.core else f"optional {label}"
