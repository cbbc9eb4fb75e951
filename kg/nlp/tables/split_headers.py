"""Headers that join two names: 'ImageNet Accuracy' is a data set and a metric."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.core.names import key
from kg.core.schema import DATASET, METRIC
from kg.lexicon.known_names import known_entity
from kg.lexicon.metrics import shipped_metrics
from kg.nlp.tables.table_layout import Header, Layout, Level, ValuePlace
from kg.nlp.tables.table_names import without_brackets

__all__ = ["is_metric_name", "is_metric_word", "split_headers"]

_MODIFIERS = re.compile(
    r"(?:test|train(?:ing)?|val(?:idation)?|dev|mean|average|avg\.?|median|top|top-?\d+|macro|micro|overall"
    r"|weighted|balanced|total|max|min|best|final|relative|absolute|standard|normali[sz]ed|log|negative"
    r"|pixel|class|frame|box|mask|inference|prediction|training|per-?\w+|\d[\w.-]*|[(#%].*|w/?o?\.?|\w)"
    r"(?:\s|-|$)",
    re.IGNORECASE,
)
_GENERIC = frozenset("data dataset datasets sample samples model models input output all".split())  # noqa: SIM905
"""Words before the name of a metric that are no name of a data set by themselves."""
_SHORT = re.compile(r"[A-Z][\w@-]{0,5}")
"""What may be a metric that nothing else shows to be one, beside metrics that are known."""
_MOST_WORDS = 3
_APART = 2
"""A level whose headers are split has its parts at twice its number and the number after it."""
_BEHIND = 10
"""Metrics parted from the names of rows are a column of their own, behind all others."""


def is_metric_name(name: str) -> bool:
    """Whether the whole of a name, or each part of 'A / B', is a metric that is known.

    >>> is_metric_name("Macro-F1 / Accuracy (%)"), is_metric_name("ImageNet")
    (True, False)
    """
    parts = [without_brackets(part).replace("%", " ") for part in name.split("/")]
    parts = [" ".join(part.split()) for part in parts]
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
    """The layout with headers that end in a metric's name split in two.

    Of columns where two headers of the level end so after different names, of rows where two have
    the metric in brackets: 'TriviaQA (EM)'.
    """
    names: defaultdict[Level, set[str]] = defaultdict(set)
    for place in layout.places:
        for header in place.headers:
            names[header.level].add(header.name)
    splits: dict[Level, Mapping[str, tuple[str, str]]] = {}
    for level, members in names.items():
        parted = _parts if level[0] == "col" else _bracketed
        found = {name: parts for name in members if (parts := parted(name))}
        if level[0] == "col" and len(found) > 1:
            found = {**_with_shared_end(members - found.keys()), **found}
        firsts = {first for first, _ in found.values()}
        if len(firsts) > 1 or (level[0] == "col" and any(map(_names_dataset, firsts))):
            splits[level] = found
    if not splits:
        return layout
    places = tuple(replace(place, headers=_split(place, splits)) for place in layout.places)
    return replace(layout, places=places)


def _names_dataset(name: str) -> bool:
    words = key(name).split()
    return "dataset" in words or known_entity(DATASET, key(name)) is not None


def _split(
    place: ValuePlace, splits: Mapping[Level, Mapping[str, tuple[str, str]]]
) -> tuple[Header, ...]:
    found: list[Header] = []
    for header in place.headers:
        parts = splits.get(header.level, {}).get(header.name)
        axis, number = header.level
        first = (axis, number * _APART) if axis == "col" else header.level
        if parts is None:
            found.append(replace(header, level=first))
            continue
        second = (axis, first[1] + (1 if axis == "col" else _BEHIND))
        head, tail = parts
        found.append(replace(header, text=head, name=head, level=first, part="head"))
        found.append(replace(header, text=tail, name=tail, level=second, part="tail"))
    return tuple(found)


def _with_shared_end(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Names that end in one short word, parted before it: 'CNN R1' and 'PubMed R1'."""
    parted = {
        name: (head, end)
        for name in names
        if (head := name.rpartition(" ")[0]) and (end := name.rpartition(" ")[2])
    }
    ends = Counter(end for _, end in parted.values())
    return {
        name: parts
        for name, parts in parted.items()
        if ends[parts[1]] > 1 and _SHORT.fullmatch(parts[1])
    }


def _bracketed(name: str) -> tuple[str, str] | None:
    """A name and the metric in brackets after it."""
    match = re.fullmatch(r"(\S(?:.*\S)?)\s*+\(([^()]{1,20})\)", name)
    return (match[1], match[2]) if match and is_metric_name(match[2]) else None


def _parts(name: str) -> tuple[str, str] | None:
    """What a name begins with and the metric it ends in; None where it does not."""
    words = name.split()
    for first in range(max(1, len(words) - _MOST_WORDS), len(words)):
        head, tail = " ".join(words[:first]), " ".join(words[first:])
        if is_metric_name(tail) and not _MODIFIERS.match(words[first - 1]):
            is_name = not is_metric_name(head) and head.casefold().strip("# ") not in _GENERIC
            return (head, tail) if is_name else None
    return None
