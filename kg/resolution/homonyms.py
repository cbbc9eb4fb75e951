"""Short names that mean several things: what each paper means by its 'SAM' or 'Mamba'.

A paper that spells its acronym out says so itself. One that does not means what most do,
unless its words tell that it is about another thing; and a name that two papers give to
things of their own is two names, where their words have little in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.core.judgement import DIFFERENT, SAME, UNSURE, Judgement, mention_of
from kg.core.names import key
from kg.lexicon.known_names import KnownEntity, known_entity
from kg.lexicon.normalize import corrected_form, name_tokens
from kg.lexicon.word_counts import ContextCentroid, word_counts

__all__ = ["NameUse", "WordSenses", "may_be_homonym", "word_senses"]

ACRONYM = "acronym@1"
HOMONYM = "homonym@1"
CONTEXT = "context@1"

_APART = 0.03
"""Mean likeness of contexts under which two uses are on two subjects (see the vocabulary)."""

_NEAR = 0.05
"""Mean likeness from which a paper can be said to be on the subject of others."""

_CLOSER = 1.5
"""How much nearer another meaning must be than the usual one, for a paper to be given it."""

_TELLING = 5
"""Ordinary words that a paper must have for its subject to be told: an abstract has a hundred."""

_MOST = 2 / 3
"""Share of the papers that spell an acronym out, for its commonest meaning to be the usual."""


@dataclass(frozen=True, slots=True, order=True)
class NameUse:
    """A short name in one paper.

    ``sense`` is the key of what the paper spells it out as, or ``short`` itself; ``surfaces``
    its spellings with their weights; ``introduces``: whether the paper calls a thing of its
    own so; ``context`` as `kg.lexicon.word_counts.packed_context`; ``about`` tells the thing from
    others of its name.
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
        """Whether the paper has words enough to say what it is about."""
        return len(self.context) >= 2 * _TELLING


@dataclass(slots=True)
class WordSenses:
    """What is judged of a short name, and the papers that mean another thing by it.

    ``moved`` takes such a paper to the key of the unit that its mentions belong to.
    """

    judgements: list[Judgement] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)


def may_be_homonym(name_key: str) -> bool:
    """Whether a name is one that several things may be given: one word, and no ordinary one."""
    return " " not in name_key and name_key not in word_counts()


def word_senses(uses: Iterable[NameUse]) -> WordSenses:
    """What the uses of one short name of one type tell of its meanings."""
    known_uses = sorted(uses)
    out = WordSenses()
    if not known_uses:
        return out
    label, short = known_uses[0].label, known_uses[0].short
    thing = known_entity(label, short)
    groups = _groups(known_uses, label, short)
    home = _home(groups, label, thing)
    out.judgements.extend(_spelled_out(groups, home, label, short, thing))
    bare = [use for use in known_uses if use.sense == short]
    others = [group for group in groups if group is not home]
    if others:
        bare = list(_moved_by_context(bare, home, others, out))
    _part_homonyms(bare, home, thing, out)
    return out


@dataclass(slots=True)
class _Group:
    """Uses that spell a short name out alike; ``unit`` is how most of them do."""

    unit: str
    units: Counter[str]
    uses: list[NameUse] = field(default_factory=list)
    _centre: ContextCentroid | None = None

    @property
    def centre(self) -> ContextCentroid:
        """The mean of the contexts of all uses, made when it is first asked for."""
        if self._centre is None:
            self._centre = ContextCentroid(use.context for use in self.uses)
        return self._centre


def _groups(uses: Sequence[NameUse], label: str, short: str) -> list[_Group]:
    counted = Counter(use.sense for use in uses if use.sense != short)
    groups: list[_Group] = []
    of: dict[str, _Group] = {}
    for unit, count in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        group = next((g for g in groups if _alike(label, unit, g.unit)), None)
        if group is None:
            group = _Group(unit, Counter())
            groups.append(group)
        group.units[unit] = count
        of[unit] = group
    for use in uses:
        if use.sense != short:
            of[use.sense].uses.append(use)
    return sorted(groups, key=lambda g: (-len(g.uses), g.unit))


def _alike(label: str, one: str, other: str) -> bool:
    """Whether two long forms of one acronym are one: words of the same stems, in one order."""
    thing = known_entity(label, one)
    if corrected_form(label, one) == corrected_form(label, other) or (
        thing is not None and thing == known_entity(label, other)
    ):
        return True
    short, long = sorted((name_tokens(one), name_tokens(other)), key=len)
    if len(long) > len(short):
        rest = long[len(short) :]
        if rest[0] not in _AFTER and not (len(rest) == 1 and rest[0] in _KINDS):
            return False
    return all(_one_stem(a, b) for a, b in zip(short, long, strict=False))


_AFTER = frozenset("for from in of on to via with".split())  # noqa: SIM905
_KINDS = frozenset(
    """algorithm approach architecture benchmark corpus dataset framework layer loss mechanism
    method metric model module network problem score system task technique""".split()  # noqa: SIM905
)
_STEM = 4


def _one_stem(one: str, other: str) -> bool:
    """'adaptation' and 'adapter', 'thought' and 'tought'."""
    if (
        one == other
        or {one, other} <= _AFTER
        or (min(len(one), len(other)) > _STEM and one[:5] == other[:5])
    ):
        return True
    short, long = sorted((one, other), key=len)
    dropped = (long[:i] + long[i + 1 :] for i in range(1, len(long)))
    return len(short) > _STEM and len(long) == len(short) + 1 and short in dropped


def _home(groups: Sequence[_Group], label: str, thing: KnownEntity | None) -> _Group | None:
    """The meaning that papers have in mind which do not spell the name out.

    What the lexicon spells out itself is known; else most papers must spell it out so.
    """
    if thing is not None:
        for group in groups:
            if any(known_entity(label, unit) == thing for unit in group.units):
                return group
        if any(" " in key(name) for name in thing.spelled_out):
            longs = [key(name) for name in thing.spelled_out]
            return next((g for g in groups if any(_alike(label, g.unit, x) for x in longs)), None)
    count = sum(len(group.uses) for group in groups)
    return groups[0] if groups and len(groups[0].uses) >= _MOST * count else None


def _spelled_out(
    groups: Sequence[_Group], home: _Group | None, label: str, short: str, thing: KnownEntity | None
) -> Iterator[Judgement]:
    count = sum(len(group.uses) for group in groups)
    for group in groups:
        share = f"{len(group.uses)} of {count} papers that spell {short} out"
        for unit in group.units:
            if unit != group.unit:
                reason = f"{short} is spelled out as either, in words of one stem"
                yield Judgement(label, unit, group.unit, 0.9, reason, ACRONYM)
        if group is home:
            yield Judgement(label, short, group.unit, 0.95, f"so say {share}", ACRONYM)
        elif home is not None or thing is not None:
            reason = f"another thing by that name: so say {share}"
            yield Judgement(label, group.unit, short, 0.9, reason, HOMONYM, DIFFERENT)
        else:
            score = len(group.uses) / count
            yield Judgement(label, short, group.unit, score, f"so say {share}", ACRONYM, UNSURE)


def _moved_by_context(
    bare: Iterable[NameUse], home: _Group | None, others: Sequence[_Group], out: WordSenses
) -> Iterator[NameUse]:
    """The uses that keep the usual meaning; the rest are given the one that they are nearest.

    A meaning that one paper alone spells out must be twice as near.
    """
    for use in bare:
        if not use.has_context:
            yield use
            continue
        scores = [
            (g.centre.likeness(use.context) / (1 + (len(g.uses) < 2)), g.unit) for g in others
        ]
        best, unit = max(scores)
        if best < _NEAR:
            yield use
            continue
        usual = home.centre.likeness(use.context) if home else 0.0
        second = max([usual, *(score for score, other in scores if other != unit)])
        if best < _CLOSER * second:
            yield use
            continue
        mention = mention_of(use.short, use.paper)
        out.moved[use.paper] = mention
        reason = "the paper's words are nearer to those of papers that spell it out so"
        score = round(min(0.89, 0.6 + best), 3)
        out.judgements.append(Judgement(use.label, mention, unit, score, reason, CONTEXT, SAME))


def _part_homonyms(
    bare: Sequence[NameUse], home: _Group | None, thing: KnownEntity | None, out: WordSenses
) -> None:
    """Give papers that call a thing of their own by a name that another has a unit of theirs."""
    bare = [use for use in bare if use.has_context]
    own = [use for use in bare if use.introduces]
    if thing is not None or home is not None:
        name = thing.name if thing is not None else ""
        own = [use for use in own if _shape(name) not in _shapes(use)] if name else own
        if not own:
            return
        rest = ContextCentroid(use.context for use in bare if use not in own)
        for use in home.uses if home else ():
            if use.has_context:
                rest.add(use.context)
        _part([[use] for use in own if rest.count and rest.likeness(use.context) < _APART], out)
        return
    groups = _by_subject(own)
    others = [use for use in bare if not use.introduces]
    if len(groups) == 1 and others:
        group = groups[0]
        centre = ContextCentroid(use.context for use in others)
        if not _written_alike(group, others) and all(
            centre.likeness(use.context) < _APART for use in group
        ):
            _part([min(group, others, key=lambda g: (len(g), g[0].paper))], out)
    elif len(groups) > 1:
        centres = [ContextCentroid(use.context for use in group) for group in groups]
        for use in others:
            near = [centre.likeness(use.context) for centre in centres]
            groups[near.index(max(near))].append(use)
        groups.sort(key=lambda g: (-len(g), min(use.paper for use in g)))
        _part(groups[1:], out)


def _by_subject(own: Sequence[NameUse]) -> list[list[NameUse]]:
    """Uses in groups whose contexts have something in common, in the order of papers."""
    groups: list[list[NameUse]] = []
    for use in own:
        near = [
            g
            for g in groups
            if ContextCentroid(u.context for u in g).likeness(use.context) >= _APART
        ]
        joined = [use, *(other for group in near for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append(sorted(joined))
    return sorted(groups)


def _written_alike(one: Iterable[NameUse], other: Iterable[NameUse]) -> bool:
    shapes = [{shape for use in uses for shape in _shapes(use)} for uses in (one, other)]
    return not shapes[0].isdisjoint(shapes[1])


def _part(groups: Iterable[Sequence[NameUse]], out: WordSenses) -> None:
    for group in groups:
        papers = sorted({use.paper for use in group})
        first = group[0]
        mention = mention_of(first.short, papers[0])
        for paper in papers:
            out.moved[paper] = mention
        reason = "papers give the name to things of their own, on subjects apart"
        out.judgements.append(
            Judgement(first.label, mention, first.short, 0.8, reason, HOMONYM, DIFFERENT)
        )


def _shapes(use: NameUse) -> set[str]:
    return {_shape(surface) for surface, _ in use.surfaces}


def _shape(surface: str) -> str:
    letters = "".join(filter(str.isalpha, surface)).removesuffix("s")
    if letters.isupper():
        return "capitals"
    return "lower" if letters.islower() else "mixed"
