"""Entries of the lexicon by the key of a name, and by what a longer name ends in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from kg.core import names
from kg.lexicon.entries import Entry, entries

__all__ = ["entries_by_key", "entries_ending"]


@cache
def entries_by_key() -> Mapping[str, Sequence[Entry]]:
    """Key of a name, by `kg.core.names.key` -> the entries with that name."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries():
        for key in {names.key(surface) for surface in entry.surfaces}:
            found[key].append(entry)
    return dict(found)


def entries_ending(name_key: str) -> list[Entry]:
    """The entries whose names a longer name, given as its key, ends in; the longest first.

    >>> [entry.name for entry in entries_ending("two speed knowledge distillation")]
    ['knowledge distillation']
    """
    words = name_key.split()
    ends = (" ".join(words[first:]) for first in range(1, len(words)))
    return [entry for end in ends for entry in entries_by_key().get(end, ())]
