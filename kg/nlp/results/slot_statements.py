"""What the words beside a number state of it: 'an FID of 3.6 on Y', '82.1 for Z', 'Y has 79.1'.

These go before the choice of the model (`kg.nlp.results.slot_model`). None of them guesses: each
is a pattern of all that stands between a number and a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.core.schema import DATASET, METHOD, METRIC
from kg.nlp.results.list_alignment import align_list
from kg.nlp.results.number_lines import NumberLine
from kg.nlp.results.slot_patterns import (
    ABOVE,
    APPOSED,
    ASIDE,
    BEST_OF_RIVALS,
    BRACKET,
    CHANGES_FROM,
    CLAIMED,
    CONTRASTED,
    DATASET_THEN,
    FALLS_THEN,
    FOR_METHOD,
    HAS,
    LED_BY,
    LISTED_NAME,
    METRIC_THEN,
    NAME,
    NEXT_RIVAL,
    OBLIQUE,
    OF_OLD,
    ON_DATASET,
    ON_FIRST,
    ON_THE,
    ONLY_TO,
    OPPONENT,
    OVER,
    OWN,
    OWN_CLAUSE,
    RIVAL,
    RIVAL_WITH,
    SHARE_OF,
    THEN_METRIC,
    THEN_ON,
    WINDOW,
    WITH_VALUES,
    WITHIN,
    WITHIN_ASIDE,
    WITHOUT,
)
from kg.nlp.results.slots import PaperContext
from kg.nlp.results.unknown_names import first_of_change, is_mentioned
from kg.nlp.text.annotated_text import ClusterMention
from kg.nlp.text.metric_units import counted_unit, fits_metric, same_dimension
from kg.nlp.text.number_kinds import Number

__all__ = [
    "changed_from",
    "dataset_of_aside",
    "has_opponent",
    "has_value_of_its_own",
    "is_whole_of_share",
    "methods_before",
    "metrics_in_other_units",
    "metrics_of_later",
    "named_rival",
    "old_method",
    "opening_dataset",
    "own_dataset",
    "own_method",
    "own_metric",
    "run_within",
    "subject_of_change",
]


def methods_before(context: PaperContext, line: NumberLine, position: int) -> list[ClusterMention]:
    """The methods before the number's list that no rival cue precedes."""
    text, number = context.annotated.text, line.numbers[line.members(position)[0]]
    return [
        mention
        for mention in line.mentions
        if mention.label == METHOD
        and mention.end <= number.start
        and not RIVAL.search(_own_clause(text, line, mention))
    ]


def _own_clause(text: str, line: NumberLine, mention: ClusterMention) -> str:
    """What precedes a mention in its clause: nothing of 'relative to A' in 'while B'."""
    return CONTRASTED.split(text[max(line.start, mention.start - WINDOW) : mention.start])[-1]


def own_method(context: PaperContext, line: NumberLine, position: int) -> ClusterMention | None:
    """The method right before the number's list ('Y 79.1 and 73.5', 'Y has an F1 of 79.1')."""
    start = line.numbers[line.members(position)[0]].start
    text, stated_with = context.annotated.text, _metric_before(context, line, start)
    if (rival := _rival_with_value(context, line, position)) is not None:
        return rival
    for mention in reversed(methods_before(context, line, position)):
        apposed = APPOSED.match(text, mention.end, start)
        end = apposed.end() if apposed else mention.end
        if OWN.fullmatch(text, end, start) or _elliptic(text, line, mention, start):
            return mention
        has_metric = stated_with and HAS.fullmatch(text, end, stated_with.start)
        if has_metric and not OBLIQUE.search(text[line.start : mention.start]):
            return mention
    return None


def _rival_with_value(
    context: PaperContext, line: NumberLine, position: int
) -> ClusterMention | None:
    """The method right before a level of its own, whatever precedes it: 'surpassing Y (19.1 %)',
    'surpassing Y, a strong baseline that achieves only 23.7 %', 'the best baseline (Y) at'."""
    number, text = line.numbers[line.members(position)[0]], context.annotated.text
    before = [m for m in line.mentions if m.label == METHOD and m.end <= number.start]
    if not before or number.kind != "absolute":
        return None
    is_aside = BRACKET.fullmatch(text, before[-1].end, number.start) is not None
    is_rival = RIVAL.search(_own_clause(text, line, before[-1]).rstrip("(")) is not None
    if is_aside and (is_rival or text.startswith(")", number.stop)):
        return before[-1]
    if is_rival and WITH_VALUES.fullmatch(text, before[-1].end, number.start):
        return before[-1]
    if OWN_CLAUSE.fullmatch(text, before[-1].end, number.start):
        return before[-1]
    for described in (BEST_OF_RIVALS, RIVAL_WITH):
        found = described.search(text, max(line.start, number.start - WINDOW), number.start)
        if found and found.start() <= before[-1].start:
            return before[-1]
    return None


def _elliptic(text: str, line: NumberLine, mention: ClusterMention, start: int) -> bool:
    """Whether a number is said of a name without a verb: 'A falls to 85.2 and B to 36.1'."""
    before = text[line.start : mention.start]
    return bool(ONLY_TO.fullmatch(text, mention.end, start) and FALLS_THEN.search(before))


def _metric_before(context: PaperContext, line: NumberLine, start: int) -> ClusterMention | None:
    """The metric that the number at ``start`` is stated with: 'an F1 of 79.1'."""
    mentions = [m for m in line.mentions if m.label == METRIC and m.end <= start]
    if not mentions or not METRIC_THEN.fullmatch(context.annotated.text, mentions[-1].end, start):
        return None
    return mentions[-1]


def own_dataset(
    context: PaperContext, line: NumberLine, position: int, old: int | None
) -> ClusterMention | None:
    """The one data set of a single number: '5.1 on A and 3.6 FID on B', 'on B by 2.5 points'.

    ``old`` is the position of the number that it is compared with: 'on B from 9.8% to 7.3%'.
    """
    mentions = [m for m in line.mentions if m.label == DATASET]
    first = position if old is None else min(position, old)
    before = _dataset_before(context, line, line.numbers[first].start, mentions)
    if len(line.members(position)) > 1:
        return before if old is not None and old < position else None
    return _dataset_after(context, line, line.numbers[position], mentions) or before


def opening_dataset(context: PaperContext, line: NumberLine) -> ClusterMention | None:
    """The only data set of a sentence that begins with it: 'On X, Y has the same accuracy'."""
    found = [m for m in line.mentions if m.label == DATASET]
    if len(found) != 1 or not context.annotated.text.startswith(",", found[0].end):
        return None
    before = context.annotated.text[line.start : found[0].start]
    return found[0] if ON_FIRST.fullmatch(before.lstrip()) else None


def dataset_of_aside(
    context: PaperContext, line: NumberLine, position: int
) -> ClusterMention | None:
    """The data set in whose brackets a number is: 'on A (78.2%, +5.1% over Y), B (74.3%)'."""
    text, start = context.annotated.text, line.numbers[position].start
    before = [m for m in line.mentions if m.label == DATASET and m.end <= start]
    if not before or not WITHIN_ASIDE.fullmatch(text, before[-1].end, start):
        return None
    return before[-1]


def _dataset_after(
    context: PaperContext, line: NumberLine, number: Number, mentions: Sequence[ClusterMention]
) -> ClusterMention | None:
    text, after = context.annotated.text, [m for m in mentions if m.start >= number.end]
    bracket = ASIDE.match(text, number.stop, line.end)
    stop = bracket.end() if bracket else number.stop
    if not after or not ON_DATASET.fullmatch(text, stop, after[0].start):
        return None
    if any(stop <= other.start < after[0].start for other in line.numbers):
        return None
    listed = len(after) > 1 and LISTED_NAME.fullmatch(text, after[0].end, after[1].start)
    return None if listed else after[0]


def _dataset_before(
    context: PaperContext, line: NumberLine, start: int, mentions: Sequence[ClusterMention]
) -> ClusterMention | None:
    text, before = context.annotated.text, [m for m in mentions if m.end <= start]
    if not before or not DATASET_THEN.fullmatch(text, before[-1].end, start):
        return None
    ahead = text[max(line.start, before[-1].start - WINDOW) : before[-1].start]
    return before[-1] if ON_THE.search(ahead) or THEN_ON.search(ahead) else None


def own_metric(context: PaperContext, line: NumberLine, position: int) -> ClusterMention | None:
    """The metric right after a single number ('2.1% in recall'), or else right before it; of a
    list the one before it ('IoU scores of 0.92 and 0.91')."""
    number, text = line.numbers[position], context.annotated.text
    members = line.members(position)
    if len({line.numbers[i].unit for i in members} - {None}) < 2 <= len(members):
        before = _metric_before(context, line, line.numbers[members[0]].start)
        return before if before and not _is_listed_metric(context, line, before) else None
    unit = counted_unit(text, number)
    mentions = [
        m
        for m in line.mentions
        if m.label == METRIC
        and fits_metric(unit, context.annotated.clusters[m.cluster].name)
        and not is_whole_of_share(text, m)
    ]
    after = next((m for m in mentions if m.start >= number.end), None)
    if after and THEN_METRIC.fullmatch(text, number.end, after.start):
        return after
    start = first_of_change(text, line, position)
    before = next((m for m in reversed(mentions) if m.end <= start), None)
    is_beside = before and METRIC_THEN.fullmatch(text, before.end, start)
    return before if is_beside else None


def _is_listed_metric(context: PaperContext, line: NumberLine, metric: ClusterMention) -> bool:
    """Whether another metric is listed with this one: 'precision and recall of 81 and 82'."""
    text = context.annotated.text
    return any(
        LISTED_NAME.fullmatch(text, other.end, metric.start)
        for other in line.mentions
        if other.label == METRIC and other.end <= metric.start
    )


def is_whole_of_share(text: str, mention: ClusterMention) -> bool:
    """Whether a name is what a share is of: 'in 97% of the time', '58.1% of the FPs'."""
    return SHARE_OF.search(text, max(0, mention.start - WINDOW), mention.end) is not None


def metrics_in_other_units(
    context: PaperContext, line: NumberLine, position: int
) -> frozenset[int]:
    """The metrics that the sentence states in units of another dimension: of 'an RMSE of 2.07 m
    in 14 ms' the RMSE is none of the second number's."""
    unit = counted_unit(context.annotated.text, line.numbers[position])
    text = context.annotated.text
    found = {m.cluster for m in line.mentions if is_whole_of_share(text, m)}
    for other, number in enumerate(line.numbers):
        if same_dimension(unit, counted_unit(context.annotated.text, number)):
            continue
        if metric := own_metric(context, line, other):
            found.add(metric.cluster)
    return frozenset(found)


def metrics_of_later(context: PaperContext, line: NumberLine, position: int) -> frozenset[int]:
    """The metrics that only a later number is stated with: of '74.4% on A and a recall of 40.2%'
    the recall is none of the first number's, nor is what '93.4% on B, showing its accuracy' claims.
    """
    text, members = context.annotated.text, line.members(position)
    end = line.numbers[members[-1]].end
    owned: set[int] = set()
    free: set[int] = set()
    for mention in line.mentions:
        if mention.label != METRIC:
            continue
        after = next((n for n in line.numbers if n.start >= mention.end), None)
        is_stated = after and METRIC_THEN.fullmatch(text, mention.end, after.start)
        is_stated = is_stated or CLAIMED.search(text, end, mention.start)
        (owned if mention.start >= end and is_stated else free).add(mention.cluster)
    return frozenset(owned - free)


def named_rival(context: PaperContext, line: NumberLine, position: int) -> ClusterMention | None:
    """The method that a level is stated for ('82.1 for Y')."""
    number = line.numbers[line.members(position)[-1]]
    if number.kind != "absolute" or _listed_after(context, line, position):
        return None
    if position and NEXT_RIVAL.search(context.annotated.text, line.start, number.start):
        return _method_after(context, line, number, OF_OLD)
    return _method_after(context, line, number, FOR_METHOD)


def _listed_after(context: PaperContext, line: NumberLine, position: int) -> bool:
    """Whether a list of numbers is followed by several methods ('82.1 and 80.0 for Y and Z')."""
    if len(line.members(position)) < 2:
        return False
    end = line.numbers[line.members(position)[-1]].end
    after = [m for m in line.mentions if m.label == METHOD and m.start >= end]
    return len(after) > 1 and context.annotated.list_start(
        after[0]
    ) == context.annotated.list_start(after[1])


def old_method(context: PaperContext, line: NumberLine, old: int) -> ClusterMention | None:
    """The method of a number that another is compared with ('compared to 782 with Y')."""
    text, number = context.annotated.text, line.numbers[old]
    before = [m for m in line.mentions if m.label == METHOD and m.end <= number.start]
    if before and re.fullmatch(r"\sfrom\s", text[before[-1].end : number.start]):
        return before[-1] if OVER.search(text[line.start : before[-1].start]) else None
    first = line.numbers[line.members(old)[0]]
    own = [m for m in before if m.end <= first.start]
    if own and BRACKET.fullmatch(text, own[-1].end, first.start):
        return None if WITHOUT.search(text[line.start : own[-1].start]) else own[-1]
    if len(line.members(old)) > 1:
        return None
    return _method_after(context, line, number, OF_OLD)


def has_value_of_its_own(context: PaperContext, line: NumberLine, position: int, old: int) -> bool:
    """Whether the rival behind a change has a further number, and so is not what the ``old`` one
    is of: 'from 3.3 to 2.3, compared to Y's perplexity of 2.0'."""
    text, after = context.annotated.text, line.numbers[max(position, old) + 1 :][:1]
    rival = next((m for m in line.mentions if m.start >= line.numbers[position].stop), None)
    return bool(
        after
        and rival
        and rival.label == METHOD
        and OWN_CLAUSE.fullmatch(text, rival.end, after[0].start)
    )


def changed_from(context: PaperContext, line: NumberLine, position: int) -> ClusterMention | None:
    """The method that a change is measured from ('2.4x faster than Y', 'trails Y by 0.6')."""
    members, text = line.members(position), context.annotated.text
    first, last = line.numbers[members[0]], line.numbers[members[-1]]
    if last.kind == "absolute":
        return None
    methods = [m for m in line.mentions if m.label == METHOD]
    rival = _method_after(context, line, last, ABOVE)
    before = [m for m in methods if m.end <= first.start]
    if not rival and before and LED_BY.fullmatch(text, before[-1].end, first.start):
        rival = before[-1] if RIVAL.search(text[line.start : before[-1].start]) else None
    listed = align_list(context.annotated, line, position, methods) if rival else None
    return listed.mention if listed and rival and rival.cluster in listed.clusters else rival


def subject_of_change(
    context: PaperContext, line: NumberLine, old: int
) -> tuple[bool, ClusterMention | None]:
    """Whether a name is what changes from an old value, and its mention if it is a known method.

    'while Y on D increases from 37.5% to 45.1%': the old value is of no method named before Y.
    """
    text, start = context.annotated.text, line.numbers[old].start
    before = [m for m in line.mentions if m.label == METHOD and m.end <= start]
    if before and CHANGES_FROM.fullmatch(text, before[-1].end, start):
        return True, before[-1]
    for name in NAME.finditer(text, max(line.start, start - WINDOW), start):
        if not is_mentioned(line, *name.span()) and CHANGES_FROM.fullmatch(text, name.end(), start):
            return True, None
    return False, None


def has_opponent(context: PaperContext, line: NumberLine, cluster: int | None) -> bool:
    """Whether a sentence names a method as the opponent of a win rate."""
    text = context.annotated.text
    return any(
        OPPONENT.search(text[max(line.start, m.start - WINDOW) : m.start])
        for m in line.mentions
        if m.cluster == cluster
    )


def run_within(context: PaperContext, line: NumberLine, cluster: int | None) -> int | None:
    """The data set that is run within this one, a platform: HM3D of 'HM3D within Habitat'."""
    mentions = [m for m in line.mentions if m.label == DATASET]
    for one, other in pairwise(mentions):
        is_within = WITHIN.fullmatch(context.annotated.text, one.end, other.start)
        if other.cluster == cluster and is_within:
            return one.cluster
    return None


def _method_after(
    context: PaperContext, line: NumberLine, number: Number, between: re.Pattern[str]
) -> ClusterMention | None:
    after = [m for m in line.mentions if m.label == METHOD and m.start >= number.end]
    is_named = bool(after) and between.fullmatch(
        context.annotated.text, number.stop, after[0].start
    )
    return after[0] if is_named else None
