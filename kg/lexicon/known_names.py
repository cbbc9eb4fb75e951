"""What is known of names before any paper is read: the lexicon, and corrections to it.

An entry of the lexicon lists what an extractor may find under it; not all of that is one entity.
``data/related_names.tsv`` lists spellings that are the same as, different from, or a variant of
another name; an alias that is a version or a size of its entry's name is a variant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.core.judgement import DIFFERENT, SAME, NameKey
from kg.core.names import key
from kg.lexicon import entries as lexicon
from kg.lexicon.acronyms import abbreviates
from kg.lexicon.data_tables import data_rows
from kg.lexicon.normalize import corrected_form, spelling_form
from kg.lexicon.variants import parent_forms

__all__ = ["KnownEntity", "known_different", "known_entity", "known_parent"]

VARIANT = "variant"


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity of the lexicon: the number of its entry (-1 if it has none), type and name.

    ``spelled_out``: the names of the entry that are a long form of another of them.
    """

    number: int
    label: str
    name: str
    spelled_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _RelatedNames:
    label: str
    left: str
    relation: str
    right: str


@cache
def _related_names() -> tuple[_RelatedNames, ...]:
    return tuple(_RelatedNames(*row.split("\t")) for _, row in data_rows("related_names.tsv"))


def known_entity(label: str, name_key: str) -> KnownEntity | None:
    """The entity of the lexicon that a key of a type is a spelling of.

    >>> known_entity("Method", "proximal policy optimisation").name
    'PPO'
    >>> known_entity("Method", "bert large") is None
    True
    """
    table = _table()
    return table.get((label, spelling_form(name_key))) or table.get(
        (label, corrected_form(label, name_key))
    )


@cache
def _table() -> Mapping[tuple[str, str], KnownEntity]:
    """(type, spelled or corrected form) -> what it is known as."""
    not_same = {
        (pair.label, spelling_form(key(pair.left)))
        for pair in _related_names()
        if pair.relation != SAME
    }
    not_same -= {(entry.type, spelling_form(key(entry.name))) for entry in lexicon.entries()}
    spellings = [
        (label, key(name), KnownEntity(number, label, canonical, _spelled_out(number)))
        for label, name, number, canonical in _spellings()
        if (label, spelling_form(key(name))) not in not_same
    ]
    table: dict[tuple[str, str], KnownEntity] = {}
    for label, name_key, entity in spellings:
        table.setdefault((label, spelling_form(name_key)), entity)
    for label, name_key, entity in spellings:
        table.setdefault((label, corrected_form(label, name_key)), entity)
    return table


def _spellings() -> Iterator[tuple[str, str, int, str]]:
    """(type, spelling, number, name): names of entries first, so that no alias takes one."""
    same = {
        (pair.label, pair.left): pair.right for pair in _related_names() if pair.relation == SAME
    }
    entries = list(enumerate(lexicon.entries()))
    numbers = {(entry.type, entry.name): number for number, entry in entries}
    for number, entry in entries:
        name = same.get((entry.type, entry.name), entry.name)
        yield entry.type, entry.name, numbers.get((entry.type, name), number), name
    for (label, name), right in same.items():
        yield label, name, numbers.get((label, right), -1), right
    for number, entry in entries:
        name = same.get((entry.type, entry.name), entry.name)
        for alias in entry.aliases:
            if not _is_variant(entry.type, entry.name, alias):
                yield entry.type, alias, numbers.get((entry.type, name), number), name


def _spelled_out(number: int) -> tuple[str, ...]:
    if number < 0:
        return ()
    surfaces = lexicon.entries()[number].surfaces
    shorts = [key(name) for name in surfaces]
    return tuple(n for n in surfaces if any(abbreviates(short, key(n)) for short in shorts))


def _is_variant(label: str, name: str, alias: str) -> bool:
    one, other = key(name), key(alias)
    return corrected_form(label, one) in parent_forms(label, other) or corrected_form(
        label, other
    ) in parent_forms(label, one)


@cache
def known_different() -> tuple[tuple[NameKey, NameKey], ...]:
    """The pairs of names that are known to be different entities."""
    return tuple(
        (NameKey(pair.label, key(pair.left)), NameKey(pair.label, key(pair.right)))
        for pair in _related_names()
        if pair.relation == DIFFERENT
    )


@cache
def _variants() -> Mapping[tuple[str, str], str]:
    return {
        (pair.label, spelling_form(key(pair.left))): pair.right
        for pair in _related_names()
        if pair.relation == VARIANT
    }


def known_parent(label: str, name_key: str) -> str | None:
    """The name that a key is known to be a variant of."""
    return _variants().get((label, spelling_form(name_key)))
