"""The long forms that papers spell a short name out as, grouped into senses.

Long forms are one sense if their words have the same stems; the sense that most papers mean is
the usual one, which the papers that do not spell the name out mean as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.core.judgement import DIFFERENT, UNSURE, Judgement
from kg.core.names import key
from kg.lexicon.known_names import KnownEntity, known_entity
from kg.lexicon.name_tokens import name_tokens
from kg.lexicon.normalize import corrected_form
from kg.lexicon.word_counts import ContextCentroid
from kg.resolution.name_mentions import NameUse
from kg.resolution.rules import ACRONYM, HOMONYM

__all__ = ["AcronymSense", "acronym_senses", "judge_senses", "usual_sense"]

_USUAL_SHARE = 2 / 3
"""Share of the papers that spell an acronym out, for its commonest sense to be the usual one."""


@dataclass(slots=True)
class AcronymSense:
    """Uses that spell a short name out alike: ``long`` is how most of them do.

    ``longs`` are all keys of long forms, with the number of papers that use each.
    """

    long: str
    longs: Counter[str]
    uses: list[NameUse] = field(default_factory=list)
    _centroid: ContextCentroid | None = None

    @property
    def centroid(self) -> ContextCentroid:
        """The mean of the contexts of all uses, made when it is first asked for."""
        if self._centroid is None:
            self._centroid = ContextCentroid(use.context for use in self.uses)
        return self._centroid


def acronym_senses(uses: Sequence[NameUse], label: str, short: str) -> list[AcronymSense]:
    """The senses that papers spell a short name out as, the most used first."""
    counted = Counter(use.sense for use in uses if use.sense != short)
    senses: list[AcronymSense] = []
    of: dict[str, AcronymSense] = {}
    for long, count in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        sense = next((s for s in senses if _same_sense(label, long, s.long)), None)
        if sense is None:
            sense = AcronymSense(long, Counter())
            senses.append(sense)
        sense.longs[long] = count
        of[long] = sense
    for use in uses:
        if use.sense != short:
            of[use.sense].uses.append(use)
    return sorted(senses, key=lambda s: (-len(s.uses), s.long))


def _same_sense(label: str, one: str, other: str) -> bool:
    """Whether two long forms of one acronym are one: words of the same stems, in one order."""
    entry = known_entity(label, one)
    if corrected_form(label, one) == corrected_form(label, other) or (
        entry is not None and entry == known_entity(label, other)
    ):
        return True
    short, long = sorted((name_tokens(one), name_tokens(other)), key=len)
    if len(long) > len(short):
        rest = long[len(short) :]
        if rest[0] not in _PREPOSITIONS and not (len(rest) == 1 and rest[0] in _KINDS):
            return False
    return all(_same_stem(a, b) for a, b in zip(short, long, strict=False))


_PREPOSITIONS = frozenset("for from in of on to via with".split())  # noqa: SIM905
_KINDS = frozenset(
    """algorithm approach architecture benchmark corpus dataset framework layer loss mechanism
    method metric model module network problem score system task technique""".split()  # noqa: SIM905
)
_STEM = 4


def _same_stem(one: str, other: str) -> bool:
    """'adaptation' and 'adapter', 'thought' and 'tought'."""
    if (
        one == other
        or {one, other} <= _PREPOSITIONS
        or (min(len(one), len(other)) > _STEM and one[:5] == other[:5])
    ):
        return True
    short, long = sorted((one, other), key=len)
    dropped = (long[:i] + long[i + 1 :] for i in range(1, len(long)))
    return len(short) > _STEM and len(long) == len(short) + 1 and short in dropped


def usual_sense(
    senses: Sequence[AcronymSense], label: str, entry: KnownEntity | None
) -> AcronymSense | None:
    """The sense of the papers that do not spell the name out, if there is one.

    Where the lexicon lists a long form itself, it is that one; otherwise two in three of the
    papers that spell the name out must agree on it.

    Args:
        senses: the senses of a short name, the most used first.
        label: the type of the name.
        entry: what the lexicon lists the short name as.
    """
    if entry is not None:
        for sense in senses:
            if any(known_entity(label, long) == entry for long in sense.longs):
                return sense
        if any(" " in key(name) for name in entry.spelled_out):
            longs = [key(name) for name in entry.spelled_out]
            return next(
                (s for s in senses if any(_same_sense(label, s.long, long) for long in longs)),
                None,
            )
    count = sum(len(sense.uses) for sense in senses)
    return senses[0] if senses and len(senses[0].uses) >= _USUAL_SHARE * count else None


def judge_senses(
    senses: Sequence[AcronymSense],
    usual: AcronymSense | None,
    label: str,
    short: str,
    entry: KnownEntity | None,
) -> Iterator[Judgement]:
    """The judgements that follow from how papers spell a short name out."""
    count = sum(len(sense.uses) for sense in senses)
    for sense in senses:
        share = f"in {len(sense.uses)} of {count} papers that spell out {short}"
        for long in sense.longs:
            if long != sense.long:
                reason = f"both are long forms of {short}, with words of the same stems"
                yield Judgement(label, long, sense.long, 0.9, reason, ACRONYM)
        if sense is usual:
            yield Judgement(label, short, sense.long, 0.95, f"its long form {share}", ACRONYM)
        elif usual is not None or entry is not None:
            reason = f"another entity of that name {share}"
            yield Judgement(label, sense.long, short, 0.9, reason, HOMONYM, DIFFERENT)
        else:
            score = len(sense.uses) / count
            reason = f"its long form {share}"
            yield Judgement(label, short, sense.long, score, reason, ACRONYM, UNSURE)
