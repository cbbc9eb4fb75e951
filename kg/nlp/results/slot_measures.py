"""Measures of the options for a slot of a result, as numbers: what trees split, lines cannot.

A linear model reads distances in bins (`kg.nlp.results.slot_features`). Trees read them as they
are, and combine them: that a name is the third of its list counts only for the third number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.core.schema import RESULT_EDGES, roles_of
from kg.nlp.boosted_trees import ABSENT
from kg.nlp.results.number_lines import NumberLine
from kg.nlp.results.slot_features import SlotCase
from kg.nlp.text.annotated_text import AnnotatedText, ClusterMention

__all__ = ["number_measures", "option_measures"]

_ACROSS = re.compile(r"(?i)\b(?:across|averag\w+|overall|all|in total|every)\b")
_LIKE = re.compile(r"(?i)\b(?:such as|including|includes?|e\.g\.,?|like|namely)\s(?:the\s)?$")
_RESPECTIVELY = re.compile(r"(?i)\brespectively\b")
_WINDOW, _LEAST_ODDS = 24, -8.0


def number_measures(case: SlotCase, slot: str) -> dict[str, float]:
    """The measures that all options for a slot of a number share."""
    label = RESULT_EDGES[slot][1]
    line, annotated = case.line, case.context.annotated
    text, number = annotated.text[line.start : line.end], line.numbers[case.position]
    members = line.members(case.position)
    return {
        "list size": float(len(members)),
        "in list": float(members.index(case.position)),
        "numbers": float(len(line.numbers)),
        "across": float(bool(_ACROSS.search(text))),
        "respectively": float(bool(_RESPECTIVELY.search(text))),
        "rivals here": float(len({m.cluster for m in line.mentions if m.label == label})),
        "rivals": float(sum(c.label == label for c in annotated.clusters)),
        "paired": float(case.paired),
        "percent": float(number.unit == "%"),
        "absolute": float(number.kind == "absolute"),
        "share": (number.start - line.start) / (line.end - line.start),
    }


def option_measures(case: SlotCase, slot: str, cluster: int | None) -> dict[str, float]:
    """The measures of one option: a cluster, or None for an empty slot."""
    found: dict[str, float] = {}
    if case.network:
        found.update(_network_measures(case.network[slot], cluster))
    found.update(_earlier(case, slot, cluster))
    if cluster is not None:
        found.update(_cluster_measures(case, RESULT_EDGES[slot][1], cluster))
    return found


def _network_measures(
    odds: Mapping[int, float], cluster: int | None
) -> Iterator[tuple[str, float]]:
    """The network's log-odds of the option, and how far it leads."""
    own = _LEAST_ODDS if cluster is None else odds.get(cluster, _LEAST_ODDS)
    others = sorted((o for c, o in odds.items() if c != cluster), reverse=True)
    yield "odds", own
    yield "odds lead", own - (others[0] if others else _LEAST_ODDS)
    yield "odds second", others[0] if others else _LEAST_ODDS


def _earlier(case: SlotCase, slot: str, cluster: int | None) -> Iterator[tuple[str, float]]:
    """How often earlier results of the paper, of the sentence and of the list chose the option."""
    mates, index = set(case.line.members(case.position)), case.line.index
    own = [(s, p, getattr(slots, slot)) for s, p, slots in case.earlier]
    yield "earlier", float(sum(chosen == cluster for _, _, chosen in own))
    yield "earlier here", float(sum(s == index and chosen == cluster for s, _, chosen in own))
    yield (
        "earlier in list",
        float(sum(s == index and p in mates and chosen == cluster for s, p, chosen in own)),
    )
    yield "results here", float(sum(s == index for s, _, _ in own))
    yield "results", float(len(own))
    yield "last", float(own[-1][2] == cluster) if own else ABSENT


def _cluster_measures(case: SlotCase, label: str, cluster: int) -> Iterator[tuple[str, float]]:
    line, annotated = case.line, case.context.annotated
    own = annotated.clusters[cluster]
    role = case.context.roles[cluster]
    yield from ((f"is {each}", float(role == each)) for each in roles_of(label))
    yield "lead", float(cluster in (case.context.method, case.context.task))
    yield "plain", float(own.name == own.name.lower())
    yield "entity score", max(m.score for m in own.mentions)
    yield "mentions", float(len(own.mentions))
    yield "name words", float(own.name.count(" ") + 1)
    yield "first", own.mentions[0].start / max(1, len(annotated.text))
    sentences = annotated.sentences_of(cluster)
    before = [at for at in sentences if at < line.index]
    yield "back", float(line.index - before[-1]) if before else ABSENT
    yield "ahead", float(min((at for at in sentences if at > line.index), default=99) - line.index)
    yield "listed before", _place_in_earlier_list(case, label, cluster)
    here = [m for m in line.mentions if m.label == label]
    mine = [m for m in here if m.cluster == cluster]
    if mine:
        yield from _here(annotated, line, case.position, here, mine)


def _here(
    annotated: AnnotatedText,
    line: NumberLine,
    position: int,
    here: list[ClusterMention],
    mine: list[ClusterMention],
) -> Iterator[tuple[str, float]]:
    """Measures of the mention of the sentence that is nearest to the number."""
    number = line.numbers[position]
    nearest = min(mine, key=lambda m: max(m.start - number.end, number.start - m.end))
    left = nearest.end <= number.start
    start, end = (nearest.end, number.start) if left else (number.end, nearest.start)
    between = annotated.text[start : max(start, end)]
    yield "characters", float(number.start - nearest.end if left else number.end - nearest.start)
    yield "words between", float(between.count(" ")) * (1 if left else -1)
    yield "commas between", float(between.count(","))
    yield "stops between", float(between.count(";") + between.count("("))
    yield "numbers between", float(sum(start <= n.start and n.end <= end for n in line.numbers))
    yield "names between", float(sum(start <= m.start and m.end <= end for m in here))
    yield "place", float(here.index(nearest))
    earlier = [m for m in here if m.end <= number.start]
    yield "place from number", float(here.index(nearest) - len(earlier))
    begin = annotated.list_start(nearest)
    listed = [m for m in here if annotated.list_start(m) == begin]
    yield "names listed", float(len(listed))
    yield "place in list", float(listed.index(nearest))
    members = line.members(position)
    yield "off list", float(listed.index(nearest) - members.index(position))
    yield "lists alike", float(len(listed) == len(members))
    ahead = annotated.text[max(line.start, nearest.start - _WINDOW) : nearest.start]
    yield "such as", float(bool(_LIKE.search(ahead)))


def _place_in_earlier_list(case: SlotCase, label: str, cluster: int) -> float:
    """How far the place of a name in the last list of an earlier sentence is from the number's.

    Only lists of as many names as there are numbers count: 'on A, B and C' ... 'of 1, 2 and 3'.
    """
    members, annotated = case.line.members(case.position), case.context.annotated
    if len(members) < 2:
        return ABSENT
    for index in range(case.line.index - 1, -1, -1):
        lists: dict[int, list[int]] = {}
        for mention in annotated.mentions_in(index):
            if mention.label == label:
                lists.setdefault(annotated.list_start(mention), []).append(mention.cluster)
        for listed in lists.values():
            if cluster in listed and len(set(listed)) == len(listed) == len(members):
                return float(listed.index(cluster) - members.index(case.position))
    return ABSENT
