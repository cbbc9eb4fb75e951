"""What papers contribute to the resolution of names: surface forms, and uses of short names.

Contributions of papers add up in any order; everything that clustering knows of the papers is
in the sums (`Mentions`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.core import names
from kg.core.judgement import NameKey
from kg.core.people.affiliations import affiliations_of
from kg.core.people.catalogued import listed_authors, listed_categories
from kg.core.schema import AUTHOR, CATEGORY, METHOD, ORGANIZATION, TASK
from kg.core.types import Entity, Extraction
from kg.lexicon.acronyms import abbreviates, are_initials, plain_surface, surface_key
from kg.lexicon.known_names import known_entity
from kg.lexicon.word_counts import packed_context, word_counts

__all__ = [
    "Mentions",
    "NameUse",
    "SurfaceFact",
    "gather_mentions",
    "may_be_homonym",
    "mention_key",
    "name_uses",
    "surface_facts",
    "surface_key",
]

_WORDS_OF_A_SUBJECT = 5
"""Ordinary words that a text needs for its subject to be known: an abstract has a hundred."""


@dataclass(frozen=True, slots=True, order=True)
class SurfaceFact:
    """A surface form that a paper uses for the name with a key, and its weight there."""

    label: str
    key: str
    surface: str
    weight: int


@dataclass(frozen=True, slots=True, order=True)
class NameUse:
    """A short name in one paper.

    ``sense`` is the key of what the paper spells the name out as, or ``short`` itself;
    ``surfaces`` are its surface forms with their weights; ``introduces`` is whether the paper
    gives the name to something of its own; ``context`` is as
    `kg.lexicon.word_counts.packed_context`; ``about`` distinguishes the entity from others of
    its name.
    """

    paper: str
    label: str
    short: str
    sense: str
    surfaces: tuple[tuple[str, int], ...]
    introduces: bool
    context: bytes
    about: str = ""

    @property
    def has_context(self) -> bool:
        """Whether the paper has enough words to show its subject; each takes two bytes."""
        return len(self.context) >= 2 * _WORDS_OF_A_SUBJECT


@dataclass(frozen=True, slots=True)
class Mentions:
    """The names that papers mention, added up.

    ``surfaces``: name -> its surface forms with their weights; ``first``: name -> the lowest id
    of a paper that mentions it; ``uses``: short name -> its use in each paper.
    """

    surfaces: dict[NameKey, Counter[str]]
    first: dict[NameKey, str]
    uses: dict[NameKey, list[NameUse]]


def gather_mentions(extractions: Iterable[Extraction]) -> Mentions:
    """The mentions of names in papers, the same for every order of papers.

    Memory grows with distinct names, and by a fifth of a kilobyte a paper.
    """
    found = Mentions({}, {}, {})
    for extraction in extractions:
        paper = extraction.document.id
        for fact in surface_facts(extraction):
            name = NameKey(fact.label, fact.key)
            found.surfaces.setdefault(name, Counter())[fact.surface] += fact.weight
            found.first[name] = min(found.first.get(name, paper), paper)
        for use in name_uses(extraction):
            found.uses.setdefault(NameKey(use.label, use.short), []).append(use)
    return found


def surface_facts(extraction: Extraction) -> list[SurfaceFact]:
    """The surface forms in one paper; equal facts are kept as often as they occur."""
    found = [
        SurfaceFact(entity.type, key, surface, weight)
        for entity in extraction.entities
        for key in (mention_key(entity),)
        for surface, weight in _weighted_surfaces(entity)
    ]
    document = extraction.document
    for each in affiliations_of(document.authors, document.author_records):
        key = names.handle_key(each.institution)
        found.append(SurfaceFact(ORGANIZATION, key, each.institution, 1))
    if (organization := document.organization) is not None:
        key = names.handle_key(organization.handle)
        found.append(SurfaceFact(ORGANIZATION, key, organization.name, 1))
        found.append(SurfaceFact(ORGANIZATION, key, organization.handle, 0))
    for author in listed_authors(document.authors, document.author_records):
        found.append(SurfaceFact(AUTHOR, author.key, author.name, 1))
    for subject in listed_categories(document.categories):
        found.append(SurfaceFact(CATEGORY, subject.key, subject.name, 1))
    return found


def _weighted_surfaces(entity: Entity) -> Iterator[tuple[str, int]]:
    for surface in entity.surfaces:
        yield names.clean_surface(surface), 2 if surface == entity.name else 1


def mention_key(entity: Entity) -> str:
    """The key that identifies an entity of a paper outside the paper: that of its name.

    An acronym that the paper spells out has the key of its long form: 'SAM' that is a
    self-attention mechanism is not the segmenter.
    """
    key = surface_key(entity.name)
    if not may_be_homonym(key):
        return key
    longs = {long for long in map(surface_key, entity.surfaces) if abbreviates(key, long)}
    return min(longs, key=lambda long: _long_form_rank(entity.type, key, long), default=key)


def _long_form_rank(label: str, short: str, long: str) -> tuple[bool, bool, int, str]:
    """Lower for a better long form: first one that the lexicon lists for the short name."""
    entry = known_entity(label, short)
    listed = entry is not None and known_entity(label, long) == entry
    return not listed, not are_initials(short, long), len(long.split()), long


def may_be_homonym(name_key: str) -> bool:
    """Whether several entities may share a name: it is one word, and not an ordinary one."""
    return " " not in name_key and name_key not in word_counts()


def name_uses(extraction: Extraction) -> Iterator[NameUse]:
    """The short names in one paper, each with its sense there."""
    context: bytes | None = None
    for entity in extraction.entities:
        key = mention_key(entity)
        shorts = {key} if may_be_homonym(key) else set()
        shorts.update(
            short for short in map(surface_key, entity.surfaces) if abbreviates(short, key)
        )
        for short in sorted(shorts):
            if context is None:
                context = packed_context(extraction.document.text)
            yield NameUse(
                extraction.document.id,
                entity.type,
                short,
                key,
                tuple(_weighted_surfaces(entity)),
                entity.role == "introduces",
                context,
                _distinguishing_name(extraction, entity),
            )


def _distinguishing_name(extraction: Extraction, entity: Entity) -> str:
    """What distinguishes an entity from others of its name: the task of the paper."""
    others = [e for e in extraction.entities if e.type in (TASK, METHOD) and e.name != entity.name]
    best = max(
        others,
        key=lambda e: (e.type == TASK, e.role == "addresses", e.confidence, e.name),
        default=None,
    )
    return plain_surface(best.name) if best else extraction.document.id
