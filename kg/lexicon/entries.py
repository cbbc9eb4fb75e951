"""The names that `kg` knows before it reads anything: methods, datasets, metrics and tasks.

A table written by hand from general knowledge of machine learning (``data/lexicon.tsv``).
The extractor finds its names in text; resolution takes the spellings of an entry as one entity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.core import schema
from kg.lexicon.data_tables import data_rows

__all__ = ["FLAGS", "Entry", "entries"]

FLAGS = frozenset({"broad", "case", "measured"})
"""``broad``: known, but too general to link a paper with. ``case``: an ordinary word too,
so that its one-word spellings count only in this very case. ``measured``: an entity only
where the text puts a figure or a comparison to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One known entity: ``type`` is a label of the schema, ``aliases`` its other spellings."""

    type: str
    name: str
    aliases: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The name, then its aliases."""
        return (self.name, *self.aliases)


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry of the table, in its order: by label, then by name.

    >>> any(e.name == "LoRA" and "low-rank adaptation" in e.aliases for e in entries())
    True
    """
    return tuple(_rows(data_rows("lexicon.tsv")))


def _rows(rows: Iterable[tuple[int, str]]) -> Iterator[Entry]:
    for number, line in rows:
        label, name, aliases, flags = line.split("\t")
        if label not in schema.ENTITY_LABELS or not FLAGS.issuperset(flags.split()):
            raise ValueError(f"lexicon.tsv:{number}: an unknown type or flag in {line!r}")
        others = tuple(alias for alias in aliases.split("|") if alias)
        yield Entry(label, name, others, frozenset(flags.split()))
