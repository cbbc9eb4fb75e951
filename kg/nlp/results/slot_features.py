"""Features of the options for a slot of a result: all entities of the label, and none.

The choice of the rules (`kg.nlp.results.slot_rules`) is one feature among others: where a name
stands, what it costs, what role it has, and what the network sees in the pair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.core.schema import METRIC, RESULT_EDGES
from kg.nlp.results.number_lines import NumberLine
from kg.nlp.results.slot_costs import (
    aligned_mention,
    dataset_cost,
    metric_cost,
    position_features,
)
from kg.nlp.results.slot_statements import metrics_in_other_units, metrics_of_later
from kg.nlp.results.slots import PaperContext, Slots
from kg.nlp.text.annotated_text import ClusterMention
from kg.nlp.text.metric_units import counted_unit, fits_metric

__all__ = ["SlotCase", "SlotOption", "slot_options"]

SlotOption = tuple[int | None, Mapping[str, float]]
"""A cluster, or None for an empty slot, with its features."""

_BINS = (3, 8, 15, 25, 40, 60, 90, 150, 250)
"""Borders of the bins of costs, in characters."""
_OPENING = re.compile(r"(?i)\b(we|our|it|its|this|the proposed|the resulting)\b")
_COUNTED = re.compile(
    r"(?i)(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|several|various|multiple|many"
    r"|diverse|public|standard|benchmark)\b"
)
_WORD = re.compile(r"[a-z0-9@-]+")
_BEFORE = re.compile(r"([\w-]+)\W*(?:the\s|an?\s)?$")
_AFTER = re.compile(r"\W*([\w-]+)")
_NEAR = 30
_MIN_LOG_ODDS, _NETWORK_SCALE = -8.0, 0.25


@dataclass(frozen=True, slots=True)
class SlotCase:
    """A number whose slots are to be filled, with the choice of the rules (``ruled``).

    ``earlier`` are the results of the paper before it, as (sentence, position, slots);
    ``network`` has the log-odds of each cluster for each slot, or is None; ``old`` is the position
    of the number that it is compared with.
    """

    context: PaperContext
    line: NumberLine
    position: int
    ruled: Slots
    earlier: Sequence[tuple[int, int, Slots]] = ()
    network: Mapping[str, Mapping[int, float]] | None = None
    old: int | None = None

    @property
    def paired(self) -> bool:
        """Whether the number is compared with another one."""
        return self.old is not None


class _SlotContext(NamedTuple):
    """What the options of one slot share.

    ``odds`` are the network's log-odds by cluster; ``costs`` the least cost of each cluster in
    the sentence, with the mention; ``order`` these clusters from the nearest on; ``before`` the
    last results of the list, of the sentence and of the paper; ``latest`` the last sentence
    before that mentions any of the clusters, -1 for none.
    """

    case: SlotCase
    slot: str
    odds: Mapping[int, float]
    clusters: tuple[int, ...]
    costs: Mapping[int, tuple[float, ClusterMention]]
    order: tuple[int, ...]
    aligned: int | None
    opening: str
    roles: Counter[str]
    before: tuple[Slots | None, Slots | None, Slots | None]
    latest: int


def slot_options(case: SlotCase, slot: str) -> list[SlotOption]:
    """All clusters of the slot's label, in order, and then None."""
    scene = _scene(case, slot)
    best = max(scene.odds.values(), default=_MIN_LOG_ODDS)
    found: list[SlotOption] = []
    for cluster in scene.clusters:
        features = dict.fromkeys(_features(scene, cluster), 1.0)
        features.update(_network(scene, cluster, best))
        found.append((cluster, features))
    nothing = dict.fromkeys(_nothing(scene), 1.0)
    if case.network:
        nothing["none:net"] = best * _NETWORK_SCALE
    return [*found, (None, nothing)]


def _scene(case: SlotCase, slot: str) -> _SlotContext:
    annotated, line, label = case.context.annotated, case.line, RESULT_EDGES[slot][1]
    number = line.numbers[case.position]
    unit = counted_unit(annotated.text, number) if label == METRIC else None
    others = _metrics_of_others(case) if label == METRIC else ()
    clusters = [
        i
        for i, c in enumerate(annotated.clusters)
        if c.label == label and c.mentions and i not in others and fits_metric(unit, c.name)
    ]
    mentions = [mention for mention in line.mentions if mention.cluster in clusters]
    cost = metric_cost if label == METRIC else dataset_cost
    costs: dict[int, tuple[float, ClusterMention]] = {}
    for mention in mentions:
        own = cost(annotated.text, line, case.position, mention)
        if mention.cluster not in costs or own < costs[mention.cluster][0]:
            costs[mention.cluster] = own, mention
    aligned = aligned_mention(annotated, line, case.position, mentions) if mentions else None
    start = line.numbers[case.position].start
    opening = _OPENING.search(annotated.text, line.start, start)
    return _SlotContext(
        case,
        slot,
        case.network[slot] if case.network else {},
        tuple(clusters),
        costs,
        tuple(sorted(costs, key=lambda cluster: costs[cluster][0])),
        aligned.cluster if aligned else None,
        opening[1].lower() if opening else "-",
        Counter(case.context.roles[cluster] for cluster in clusters),
        _before(case),
        max(
            (at for c in clusters for at in annotated.sentences_of(c) if at < line.index),
            default=-1,
        ),
    )


def _metrics_of_others(case: SlotCase) -> frozenset[int]:
    """The metrics of the sentence that cannot be the number's."""
    of_later = metrics_of_later(case.context, case.line, case.position)
    return of_later | metrics_in_other_units(case.context, case.line, case.position)


def _before(case: SlotCase) -> tuple[Slots | None, Slots | None, Slots | None]:
    """The result before this one in its list, in its sentence, and in an earlier sentence."""
    index, mates = case.line.index, set(case.line.members(case.position))
    listed = [s for i, p, s in case.earlier if i == index and p in mates]
    here = [s for i, _, s in case.earlier if i == index]
    ahead = [] if here else [s for _, _, s in case.earlier]
    return _last(listed), _last(here), _last(ahead)


def _last(slots: Sequence[Slots]) -> Slots | None:
    return slots[-1] if slots else None


_LEVELS = ("list", "sentence", "paper")


def _features(scene: _SlotContext, cluster: int) -> Iterator[str]:
    case, annotated = scene.case, scene.case.context.annotated
    role, name = case.context.roles[cluster], annotated.clusters[cluster].name
    ruled, here = getattr(case.ruled, scene.slot), cluster in scene.costs
    yield f"role:{role}"
    yield f"ruled:{cluster == ruled}"
    yield f"ruled:{cluster == ruled}&{_where(scene)}"
    yield "lower" if name == name.lower() else "named"
    yield f"times:{min(4, len(annotated.clusters[cluster].mentions))}"
    if _COUNTED.match(name):
        yield "counted"
    lead = {
        "method": case.context.method,
        "baseline": case.context.method,
        "task": case.context.task,
    }
    if lead.get(scene.slot) == cluster:
        yield "lead"
        yield f"lead&{scene.opening}"
    if len(scene.clusters) == 1:
        yield "only"
    if scene.roles[role] == 1:
        yield f"only:{role}"
        yield f"only:{role}&{here}"
    if annotated.sentences_of(cluster)[0] == 0:
        yield "titled"
        yield f"titled:{role}"
    yield from _here(scene, cluster, role) if here else _away(scene, cluster, role)
    for level, earlier in zip(_LEVELS, scene.before, strict=True):
        if earlier is not None:
            yield f"before:{level}:{getattr(earlier, scene.slot) == cluster}"
    yield from _number_and_name(scene, name, role, here)


def _where(scene: _SlotContext) -> str:
    """Where the choice of the rules is: nowhere, in the sentence, or in another."""
    ruled = getattr(scene.case.ruled, scene.slot)
    return "none" if ruled is None else "here" if ruled in scene.costs else "away"


def _number_and_name(scene: _SlotContext, name: str, role: str, here: bool) -> Iterator[str]:
    """Unit and kind of the number together with the name."""
    number = scene.case.line.numbers[scene.case.position]
    if scene.slot == "metric":
        last = (_WORD.findall(name.lower()) or [""])[-1]
        yield f"unit:{number.unit or 'none'}&{last}"
        yield f"unit:{number.unit or 'none'}&{here}"
        yield f"word:{last}"
        yield f"{number.kind}&{role}"
    if scene.slot == "baseline":
        yield f"paired:{scene.case.paired}"
        yield f"{number.kind}&{role}&{here}"


def _here(scene: _SlotContext, cluster: int, role: str) -> Iterator[str]:
    """Features of a cluster in the sentence: where it is, and what is between it and the number."""
    line, text = scene.case.line, scene.case.context.annotated.text
    number, (cost, mention) = line.numbers[scene.case.position], scene.costs[cluster]
    left = mention.end <= number.start
    side = "left" if left else "inside" if mention.start < number.end else "right"
    start, end = (mention.end, number.start) if left else (number.end, mention.start)
    step = sum(cost >= border for border in _BINS)
    yield "here"
    yield from (f"here:{what}" for what in (side, role, len(scene.costs) == 1))
    yield f"{role}&{side}&{scene.opening}"
    yield f"cost:{step}"
    yield f"cost:{side}{step}"
    yield f"rank:{min(3, scene.order.index(cluster))}"
    yield f"{side}:{min(2, _rank_on_side(scene, cluster, left))}"
    patterns = set(_patterns(scene, mention, left))
    yield from (f"is:{pattern}" for pattern in patterns)
    yield from (f"is:{pattern}&{role}" for pattern in patterns)
    before, after = text[max(line.start, mention.start - _NEAR) : mention.start], mention.end
    yield f"-1:{m[1].lower()}" if (m := _BEFORE.search(before)) else "-1:"
    yield f"+1:{m[1].lower()}" if (m := _AFTER.match(text, after, after + _NEAR)) else "+1:"
    mates = {line.numbers[i].start for i in line.members(scene.case.position)}
    crossed = [n for n in line.numbers if start <= n.start and n.end <= end]
    yield f"crossed:{side}{min(2, sum(n.start not in mates for n in crossed))}"
    yield f"commas:{min(3, text.count(',', start, max(start, end)))}"
    others = [p for p in line.mentions if p.label == mention.label and p.cluster != cluster]
    yield f"others:{side}{min(2, sum(start <= p.start and p.end <= end for p in others))}"


def _rank_on_side(scene: _SlotContext, cluster: int, left: bool) -> int:
    start = scene.case.line.numbers[scene.case.position].start
    same = [c for c in scene.order if (scene.costs[c][1].end <= start) == left]
    return same.index(cluster)


def _patterns(scene: _SlotContext, mention: ClusterMention, left: bool) -> Iterator[str]:
    yield from position_features(
        scene.case.context.annotated.text, scene.case.line, scene.case.position, mention
    )
    if scene.aligned is not None:
        yield "aligned" if scene.aligned == mention.cluster else "passed over"
    if left and mention.start == scene.case.line.start:
        yield "opens"


def _away(scene: _SlotContext, cluster: int, role: str) -> Iterator[str]:
    """Features of a cluster that only other sentences mention."""
    annotated, index = scene.case.context.annotated, scene.case.line.index
    mentioned = annotated.sentences_of(cluster)
    earlier = [at for at in mentioned if 0 < at < index]
    yield "away"
    yield f"away:{role}"
    yield f"away:{role}&{scene.opening}"
    yield f"away:rivals here:{len(scene.costs) > 0}"
    if earlier:
        yield f"back:{min(4, index - max(earlier))}"
    else:
        yield "back:title" if 0 in mentioned else "ahead"
    if len(scene.clusters) == 1:
        yield f"away:only:{role}"
    if not scene.costs:
        yield f"none here:{role}"
        yield f"none here:{role}&{scene.roles[role] == 1}"
    yield f"latest:{max((at for at in mentioned if at < index), default=-2) == scene.latest}"


def _nothing(scene: _SlotContext) -> Iterator[str]:
    """The features of an empty slot."""
    number = scene.case.line.numbers[scene.case.position]
    where, here = _where(scene), min(3, len(scene.costs))
    yield "none"
    yield f"none:here{here}"
    yield f"none:here{here}&{where}"
    yield f"none:all{min(3, len(scene.clusters))}"
    yield f"none:ruled {where}"
    yield f"none:{number.kind}"
    yield f"none:{number.unit or 'bare'}"
    yield f"none:{scene.opening}"
    yield f"none:paired {scene.case.paired}"
    yield from (f"none:{role}{min(2, count)}" for role, count in scene.roles.items())
    for level, earlier in zip(_LEVELS, scene.before, strict=True):
        if earlier is not None:
            yield f"none:before:{level}:{getattr(earlier, scene.slot) is None}"
    if scene.case.line.index == 0:
        yield "none:title"


def _network(scene: _SlotContext, cluster: int, best: float) -> Mapping[str, float]:
    if not scene.case.network:
        return {}
    own = scene.odds.get(cluster, _MIN_LOG_ODDS)
    return {"net": own * _NETWORK_SCALE, f"net:best:{own == best}": 1.0, "net:some": 1.0}
