"""Headers that join two names: 'ImageNet Accuracy' is a data set and a metric."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.core.names import key
from kg.core.schema import DATASET, METRIC
from kg.lexicon.known_names import known_entity
from kg.lexicon.metrics import shipped_metrics
from kg.nlp.tables.table_layout import Header, Layout, ValuePlace

__all__ = ["is_metric_name", "is_metric_word", "split_headers"]

_MODIFIERS = re.compile(
    r"(?:test|train(?:ing)?|val(?:idation)?|dev|mean|average|avg\.?|median|top|top-?\d+|macro|micro|overall"
    r"|weighted|balanced|total|max|min|best|final|relative|absolute|standard|normali[sz]ed|log|negative"
    r"|pixel|class|frame|box|mask|inference|prediction|training|per-?\w+|\d[\w.-]*|[(#%].*|w/?o?\.?|\w)"
    r"(?:\s|-|$)",
    re.IGNORECASE,
)
_MOST_WORDS = 3
_APART = 2
"""A level whose headers are split has its parts at twice its number and the number after it."""


def is_metric_name(name: str) -> bool:
    """Whether the whole of a name, or each part of 'A / B', is a metric that is known.

    >>> is_metric_name("Macro-F1 / Accuracy (%)"), is_metric_name("ImageNet")
    (True, False)
    """
    parts = [" ".join(re.sub(r"\(.*?\)|[↑↓%]", " ", p).split()) for p in name.split("/")]
    return all(bool(part) and is_metric_word(part) for part in parts)


def is_metric_word(name: str) -> bool:
    """Whether a name is a metric that is known; an abbreviation is none in small letters.

    >>> is_metric_word("CHAIR"), is_metric_word("chair")
    (True, False)
    """
    row = shipped_metrics().get(key(name))
    if row is None:
        return known_entity(METRIC, key(name)) is not None
    spelled = [other for other in (row.name, *row.others) if key(other) == key(name)]
    return not (name.islower() and all(other.isupper() for other in spelled))


def split_headers(layout: Layout) -> Layout:
    """The layout with headers of columns that end in a metric's name split in two.

    Only where two headers of the level end so, after different names.
    """
    names: defaultdict[int, set[str]] = defaultdict(set)
    for place in layout.places:
        for header in place.headers:
            if header.level[0] == "col":
                names[header.level[1]].add(header.name)
    splits: dict[int, Mapping[str, tuple[str, str]]] = {}
    for level, members in names.items():
        found = {name: parts for name in members if (parts := _parts(name))}
        firsts = {first for first, _ in found.values()}
        if len(firsts) > 1 or any(_names_dataset(first) for first in firsts):
            splits[level] = found
    if not splits:
        return layout
    places = tuple(replace(place, headers=_split(place, splits)) for place in layout.places)
    return replace(layout, places=places)


def _names_dataset(name: str) -> bool:
    words = key(name).split()
    return "dataset" in words or known_entity(DATASET, key(name)) is not None


def _split(
    place: ValuePlace, splits: Mapping[int, Mapping[str, tuple[str, str]]]
) -> tuple[Header, ...]:
    found: list[Header] = []
    for header in place.headers:
        axis, number = header.level
        parts: Sequence[str] = splits.get(number, {}).get(header.name, ()) if axis == "col" else ()
        if axis == "col":
            header = replace(header, level=(axis, number * _APART))
        if not parts:
            found.append(header)
        for at, part in enumerate(parts):
            found.append(
                replace(
                    header,
                    text=part,
                    name=part,
                    level=(axis, number * _APART + at),
                    part=("head", "tail")[at],
                )
            )
    return tuple(found)


def _parts(name: str) -> tuple[str, str] | None:
    """What a name begins with and the metric it ends in; None where it does not."""
    words = name.split()
    for first in range(max(1, len(words) - _MOST_WORDS), len(words)):
        head, tail = " ".join(words[:first]), " ".join(words[first:])
        if is_metric_name(tail) and not _MODIFIERS.match(words[first - 1]):
            return (head, tail) if not is_metric_name(head) else None
    return None
