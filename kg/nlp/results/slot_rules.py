"""Rules that fill the slots of each result: metric, dataset, method, task and baseline.

There is no syntax tree: a slot takes the mention that costs least (`kg.nlp.results.slot_costs`).
Lists of equal length are paired in order ('a and b on C and D, respectively'), and a second list
without names of its own takes those of the first ('X gets 81.2 on A and 74.0 on B, Y 79.1 and
73.5').
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.core.schema import DATASET, METHOD, METRIC, TASK
from kg.nlp.results.number_lines import NumberLine
from kg.nlp.results.slot_costs import aligned_mention, dataset_cost, metric_cost, text_between
from kg.nlp.results.slot_patterns import (
    LED_BY,
    OBLIQUE,
    RIVAL,
    SUBJECT,
    WINDOW,
)
from kg.nlp.results.slot_statements import methods_before, own_method
from kg.nlp.results.slots import PaperContext, Slots
from kg.nlp.text.annotated_text import AnnotatedText, ClusterMention

__all__ = ["bind_slots"]

_MAX_COST = 150.0
"""The cost beyond which a mention of the same sentence is not bound."""


def bind_slots(context: PaperContext, line: NumberLine, chosen: Sequence[int]) -> dict[int, Slots]:
    """Position of each chosen number -> its slots."""
    bound: dict[int, Slots] = {}
    for position in chosen:
        named = own_method(context, line, position)
        dataset = _nearest(context, line, position, DATASET, named.start if named else line.start)
        if named and dataset is None:
            dataset = _inherited_dataset(line, position, bound)
        method = named.cluster if named else _method(context, line, position)
        bound[position] = Slots(
            metric=_nearest(context, line, position, METRIC, line.start),
            method=method,
            dataset=dataset,
            task=_task(context, line, position),
            baseline=_baseline(context, line, position, method),
        )
    return bound


def _nearest(
    context: PaperContext, line: NumberLine, position: int, label: str, since: int
) -> int | None:
    """The cluster of a label that is cheapest to reach among the mentions from ``since`` on."""
    mentions = [
        mention for mention in line.mentions if mention.label == label and mention.start >= since
    ]
    if not mentions:
        return None
    if mate := aligned_mention(context.annotated, line, position, mentions):
        return mate.cluster
    cost = metric_cost if label == METRIC else dataset_cost
    best = min(
        mentions,
        key=lambda mention: (cost(context.annotated.text, line, position, mention), mention.start),
    )
    if cost(context.annotated.text, line, position, best) > _MAX_COST:
        return None
    return best.cluster if label == METRIC else _first_of_list(context.annotated, mentions, best)


def _first_of_list(
    annotated: AnnotatedText, mentions: Sequence[ClusterMention], best: ClusterMention
) -> int | None:
    """The first of two names that share a number; None of three and more."""
    listed = [
        mention
        for mention in mentions
        if annotated.list_start(mention) == annotated.list_start(best)
    ]
    return listed[0].cluster if len(listed) < 3 else None


def _inherited_dataset(line: NumberLine, position: int, bound: dict[int, Slots]) -> int | None:
    """The dataset of the number at the same position of an earlier list of the sentence."""
    members = line.members(position)
    earlier = [i for i in sorted(bound) if i < members[0]]
    if len(earlier) < len(members):
        return None
    return bound[earlier[members.index(position)]].dataset


def _method(context: PaperContext, line: NumberLine, position: int) -> int | None:
    """The method that a number is of: an introduced one before it, else the subject."""
    left = methods_before(context, line, position)
    clusters = [
        mention.cluster for mention in left if context.roles[mention.cluster] == "introduces"
    ]
    if clusters:
        return context.method if context.method in clusters else clusters[-1]
    start = line.numbers[line.members(position)[0]].start
    if subject := _subject(context.annotated.text, line, left, start):
        return subject.cluster
    if context.method is not None:
        return context.method
    return left[0].cluster if left else None


def _subject(
    text: str, line: NumberLine, left: Sequence[ClusterMention], start: int
) -> ClusterMention | None:
    """The last method before the number that a verb follows, as the subject of its clause."""
    for mention in reversed(left):
        if OBLIQUE.search(text[max(line.start, mention.start - WINDOW) : mention.start]):
            continue
        if SUBJECT.match(text, mention.end, start):
            return mention
    return None


def _task(context: PaperContext, line: NumberLine, position: int) -> int | None:
    tasks = [mention for mention in line.mentions if mention.label == TASK]
    if not tasks:
        return context.task
    if mate := aligned_mention(context.annotated, line, position, tasks):
        return mate.cluster
    text = context.annotated.text
    return min(
        tasks, key=lambda mention: (dataset_cost(text, line, position, mention), mention.start)
    ).cluster


def _baseline(
    context: PaperContext, line: NumberLine, position: int, method: int | None
) -> int | None:
    """The method that the number is compared with: the nearest that a rival cue precedes."""
    text = context.annotated.text
    rivals = [
        mention
        for mention in line.mentions
        if mention.label == METHOD
        and mention.cluster != method
        and context.roles[mention.cluster] != "introduces"
        and (
            RIVAL.search(text[max(line.start, mention.start - WINDOW) : mention.start])
            or LED_BY.fullmatch(text, mention.end, line.numbers[position].start)
        )
    ]
    if not rivals:
        return None
    if mate := aligned_mention(context.annotated, line, position, rivals):
        return mate.cluster
    return min(
        rivals, key=lambda mention: (text_between(text, line, position, mention)[1], mention.start)
    ).cluster
