"""Mentions sorted by sense: which papers mean another entity by a short name than most do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.core.judgement import Judgement, NameKey, judged_pair, mention_of, split_mention
from kg.resolution.canonical import SurfaceForms
from kg.resolution.homonyms import WordSenses, word_senses
from kg.resolution.name_mentions import Mentions, NameUse
from kg.resolution.rules import NAME

__all__ = ["Senses", "senses_of_mentions", "with_senses"]


@dataclass(frozen=True, slots=True)
class Senses:
    """The senses of all short names.

    ``judgements`` are on short names and their long forms; ``moved``: (paper, name) -> the name
    of the sense that the paper means; ``about``: name of a sense -> what distinguishes it.
    """

    judgements: list[Judgement]
    moved: dict[tuple[str, NameKey], NameKey]
    about: dict[NameKey, str]


def senses_of_mentions(mentions: Mentions, ledger: Iterable[Judgement]) -> Senses:
    """The senses of the short names in the mentions.

    A mention that the ledger judges by itself is a name of its own.
    """
    out = Senses([], {}, {})
    judged = _judged_mentions(ledger)
    for name, uses in mentions.uses.items():
        found = word_senses(uses)
        _separate_mentions(name, uses, judged.get(name, set()), found)
        out.judgements.extend(found.judgements)
        for use in sorted(uses):
            if use.sense == use.short and use.paper in found.moved:
                sense = NameKey(name.label, found.moved[use.paper])
                out.moved[use.paper, name] = sense
                out.about.setdefault(sense, use.about)
    return out


def _judged_mentions(ledger: Iterable[Judgement]) -> dict[NameKey, set[str]]:
    """Name -> the papers whose mention of it has a judgement."""
    found: dict[NameKey, set[str]] = {}
    for judgement in ledger:
        for name in judged_pair(judgement):
            key, paper = split_mention(name.key)
            if paper is not None:
                found.setdefault(NameKey(name.label, key), set()).add(paper)
    return found


def _separate_mentions(
    name: NameKey, uses: Iterable[NameUse], papers: set[str], out: WordSenses
) -> None:
    """Give the mentions of these papers names of their own, alike but for a judgement."""
    for use in uses:
        if use.paper in papers and use.sense == use.short:
            mention = mention_of(use.short, use.paper)
            sense = out.moved.get(use.paper, name.key)
            if sense != mention:
                out.moved[use.paper] = mention
                out.judgements.append(
                    Judgement(name.label, mention, sense, 0.5, "the same name", NAME)
                )


def with_senses(
    mentions: Mentions, moved: Mapping[tuple[str, NameKey], NameKey]
) -> tuple[Mapping[NameKey, SurfaceForms], Mapping[NameKey, str]]:
    """(surface forms, first papers) of each name, with moved mentions under their senses."""
    if not moved:
        return mentions.surfaces, mentions.first
    surfaces: dict[NameKey, Counter[str]] = dict(mentions.surfaces)
    first = dict(mentions.first)
    for name in {name for _, name in moved}:
        left = Counter(surfaces[name])
        staying: list[str] = []
        for use in mentions.uses[name]:
            if use.sense != use.short:
                continue
            sense = moved.get((use.paper, name))
            if sense is None:
                staying.append(use.paper)
                continue
            forms = Counter[str]()
            for surface, weight in use.surfaces:
                forms[surface] += weight
            left -= forms
            surfaces[sense] = surfaces.get(sense, Counter()) + forms
            first[sense] = min(first.get(sense, use.paper), use.paper)
        if staying:
            surfaces[name], first[name] = left, min(staying)
        else:
            del surfaces[name], first[name]
    return surfaces, first
