"""Short names with several senses: what each paper means by its 'SAM' or 'Mamba'.

A paper that spells its acronym out shows its sense. One that does not has the usual sense,
unless its words show that it is about something else; and a name that two papers give to
something of their own has two senses where the words of the papers have little in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.core.judgement import DIFFERENT, SAME, Judgement, mention_of
from kg.lexicon.known_names import KnownEntity, known_entity
from kg.lexicon.word_counts import ContextCentroid
from kg.resolution.acronym_senses import (
    AcronymSense,
    acronym_senses,
    judge_senses,
    usual_sense,
)
from kg.resolution.name_mentions import NameUse
from kg.resolution.rules import CONTEXT, HOMONYM

__all__ = ["WordSenses", "word_senses"]

_DIFFERENT_SUBJECTS = 0.03
"""Mean similarity of contexts below which two uses are on two subjects (see word_counts)."""

_SAME_SUBJECT = 0.05
"""Mean similarity from which a paper can be on the subject of others."""

_CLOSER = 1.5
"""How many times nearer another sense must be than the usual one, for a paper to have it."""


@dataclass(slots=True)
class WordSenses:
    """The judgements on a short name, and the papers that do not mean the usual sense.

    ``moved``: paper -> the key of the name that its mentions belong to.
    """

    judgements: list[Judgement] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)


def word_senses(uses: Iterable[NameUse]) -> WordSenses:
    """The senses of one short name of one type, from all its uses."""
    ordered = sorted(uses)
    out = WordSenses()
    if not ordered:
        return out
    label, short = ordered[0].label, ordered[0].short
    entry = known_entity(label, short)
    senses = acronym_senses(ordered, label, short)
    usual = usual_sense(senses, label, entry)
    out.judgements.extend(judge_senses(senses, usual, label, short, entry))
    bare = [use for use in ordered if use.sense == short]
    others = [sense for sense in senses if sense is not usual]
    if others:
        bare = list(_keep_usual(bare, usual, others, out))
    _separate_homonyms(bare, usual, entry, out)
    return out


def _keep_usual(
    bare: Iterable[NameUse],
    usual: AcronymSense | None,
    others: Sequence[AcronymSense],
    out: WordSenses,
) -> Iterator[NameUse]:
    """The uses that have the usual sense; the rest get the sense that is nearest to them.

    A sense that one paper alone spells out must be twice as near.
    """
    for use in bare:
        scores = [
            (sense.centroid.similarity(use.context) / (1 + (len(sense.uses) < 2)), sense.long)
            for sense in others
        ]
        best, long = max(scores)
        if not use.has_context or best < _SAME_SUBJECT:
            yield use
            continue
        nearness = usual.centroid.similarity(use.context) if usual else 0.0
        second = max([nearness, *(score for score, other in scores if other != long)])
        if best < _CLOSER * second:
            yield use
            continue
        mention = mention_of(use.short, use.paper)
        out.moved[use.paper] = mention
        reason = "the words of the paper are nearer to those of papers that spell it out so"
        score = round(min(0.89, 0.6 + best), 3)
        out.judgements.append(Judgement(use.label, mention, long, score, reason, CONTEXT, SAME))


def _separate_homonyms(
    bare: Sequence[NameUse],
    usual: AcronymSense | None,
    entry: KnownEntity | None,
    out: WordSenses,
) -> None:
    """Give papers that introduce something under a name in use elsewhere a sense of their own."""
    bare = [use for use in bare if use.has_context]
    own = [use for use in bare if use.introduces]
    if entry is not None or usual is not None:
        _separate_from_usual(bare, own, usual, entry, out)
        return
    groups = _by_subject(own)
    others = [use for use in bare if not use.introduces]
    if len(groups) == 1 and others:
        group = groups[0]
        centroid = ContextCentroid(use.context for use in others)
        if not _written_alike(group, others) and all(
            centroid.similarity(use.context) < _DIFFERENT_SUBJECTS for use in group
        ):
            _separate([min(group, others, key=lambda g: (len(g), g[0].paper))], out)
    elif len(groups) > 1:
        centroids = [ContextCentroid(use.context for use in group) for group in groups]
        for use in others:
            near = [centroid.similarity(use.context) for centroid in centroids]
            groups[near.index(max(near))].append(use)
        groups.sort(key=lambda g: (-len(g), min(use.paper for use in g)))
        _separate(groups[1:], out)


def _separate_from_usual(
    bare: Sequence[NameUse],
    own: Sequence[NameUse],
    usual: AcronymSense | None,
    entry: KnownEntity | None,
    out: WordSenses,
) -> None:
    name = entry.name if entry is not None else ""
    own = [use for use in own if _letter_case(name) not in _letter_cases(use)] if name else own
    if not own:
        return
    rest = ContextCentroid(use.context for use in bare if use not in own)
    for use in usual.uses if usual else ():
        if use.has_context:
            rest.add(use.context)
    if rest.count:
        _separate(
            [[u] for u in own if rest.similarity(u.context) < _DIFFERENT_SUBJECTS],
            out,
        )


def _by_subject(own: Sequence[NameUse]) -> list[list[NameUse]]:
    """Uses in groups whose contexts have something in common, in the order of papers."""
    groups: list[list[NameUse]] = []
    for use in own:
        near = [
            group
            for group in groups
            if ContextCentroid(u.context for u in group).similarity(use.context)
            >= _DIFFERENT_SUBJECTS
        ]
        joined = [use, *(other for group in near for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append(sorted(joined))
    return sorted(groups)


def _separate(groups: Iterable[Sequence[NameUse]], out: WordSenses) -> None:
    for group in groups:
        papers = sorted({use.paper for use in group})
        first = group[0]
        mention = mention_of(first.short, papers[0])
        for paper in papers:
            out.moved[paper] = mention
        reason = "papers introduce both under this name, on different subjects"
        out.judgements.append(
            Judgement(first.label, mention, first.short, 0.8, reason, HOMONYM, DIFFERENT)
        )


def _written_alike(one: Iterable[NameUse], other: Iterable[NameUse]) -> bool:
    cases = [{case for use in uses for case in _letter_cases(use)} for uses in (one, other)]
    return not cases[0].isdisjoint(cases[1])


def _letter_cases(use: NameUse) -> set[str]:
    return {_letter_case(surface) for surface, _ in use.surfaces}


def _letter_case(surface: str) -> str:
    letters = "".join(filter(str.isalpha, surface)).removesuffix("s")
    if letters.isupper():
        return "capitals"
    return "lower" if letters.islower() else "mixed"
