"""Which entity of the paper fills a slot of a result: a choice among all of the label, and none.

What the rules of `kg.nlp.results.slot_rules` would take is one sign among others: where a name
stands, how dear it is to reach, what role it has, what the network says of the pair. A table of
weights, ``slot_weights.tsv``, adds them up; the softmax over the options is the score.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.core.schema import METRIC, RESULT_EDGES
from kg.nlp.results import slot_rules
from kg.nlp.results.slot_rules import SLOTS, Line, Paper, Slots
from kg.nlp.text.annotated_text import Place
from kg.nlp.weights import SlotWeights

__all__ = ["Case", "Option", "choose", "fill", "options"]

Option = tuple[int | None, Mapping[str, float]]
"""A group, or None for an empty slot, with its features."""

_STEPS = (3, 8, 15, 25, 40, 60, 90, 150, 250)
"""Where costs in characters are cut."""
_OPENING = re.compile(r"(?i)\b(we|our|it|its|this|the proposed|the resulting)\b")
_COUNTED = re.compile(
    r"(?i)(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|several|various|multiple|many"
    r"|diverse|public|standard|benchmark)\b"
)
_WORD = re.compile(r"[a-z0-9@-]+")
_BEFORE = re.compile(r"([\w-]+)\W*(?:the\s|an?\s)?$")
_AFTER = re.compile(r"\W*([\w-]+)")
_NEAR = 30
_NAMED_SCORE = 0.9
"""Of a method that stands right before the number ('Y 79.1', 'Y achieves 79.1')."""

_NET_LEAST, _NET_SCALE = -8.0, 0.25


@dataclass(frozen=True, slots=True)
class Case:
    """A number whose slots are to be filled, with what the rules would take (``ruled``).

    ``earlier`` are the results of the paper before it as (sentence, position, slots);
    ``network`` has, for each slot, the log-odds of each group, or nothing.
    """

    paper: Paper
    line: Line
    position: int
    ruled: Slots
    earlier: Sequence[tuple[int, int, Slots]] = ()
    network: Mapping[str, Mapping[int, float]] | None = None
    paired: bool = False


class _Scene(NamedTuple):
    """What the options of one slot have in common."""

    case: Case
    slot: str
    odds: Mapping[int, float]
    groups: tuple[int, ...]
    costs: Mapping[int, tuple[float, Place]]
    order: tuple[int, ...]
    aligned: int | None
    opening: str
    roles: Counter[str]
    before: tuple[Slots | None, Slots | None, Slots | None]
    latest: int


def choose(case: Case, slot: str, weights: SlotWeights) -> tuple[int | None, float]:
    """The group for a slot, None for nothing, and the probability of that choice.

    A slot without weights takes what the rules would take, as if that were sure.
    """
    if slot not in weights:
        return getattr(case.ruled, slot), 1.0
    table = weights[slot]
    found = options(case, slot)
    sums = [
        math.fsum(table.get(feature, 0.0) * value for feature, value in features.items())
        for _, features in found
    ]
    best = max(range(len(found)), key=lambda at: sums[at])
    return found[best][0], 1.0 / math.fsum(math.exp(value - sums[best]) for value in sums)


def options(case: Case, slot: str) -> list[Option]:
    """All groups of the slot's label, in order, and then None."""
    scene = _scene(case, slot)
    best = max(scene.odds.values(), default=_NET_LEAST)
    found: list[Option] = []
    for group in scene.groups:
        features = dict.fromkeys(_features(scene, group), 1.0)
        features.update(_network(scene, group, best))
        found.append((group, features))
    nothing = dict.fromkeys(_nothing(scene), 1.0)
    if case.network:
        nothing["none:net"] = best * _NET_SCALE
    return [*found, (None, nothing)]


def _scene(case: Case, slot: str) -> _Scene:
    page, line, label = case.paper.page, case.line, RESULT_EDGES[slot][1]
    groups = [i for i, g in enumerate(page.groups) if g.label == label and g.mentions]
    places = [place for place in line.places if place.label == label]
    cost = slot_rules.metric_cost if label == METRIC else slot_rules.dataset_cost
    costs: dict[int, tuple[float, Place]] = {}
    for place in places:
        own = cost(page.text, line, case.position, place)
        if place.group not in costs or own < costs[place.group][0]:
            costs[place.group] = own, place
    aligned = slot_rules.aligned(page, line, case.position, places) if places else None
    start = line.numbers[case.position].start
    opening = _OPENING.search(page.text, line.start, start)
    return _Scene(
        case,
        slot,
        case.network[slot] if case.network else {},
        tuple(groups),
        costs,
        tuple(sorted(costs, key=lambda group: costs[group][0])),
        aligned.group if aligned else None,
        opening[1].lower() if opening else "-",
        Counter(case.paper.roles[group] for group in groups),
        _before(case),
        max((at for g in groups for at in page.sentences_of(g) if at < line.index), default=-1),
    )


def _before(case: Case) -> tuple[Slots | None, Slots | None, Slots | None]:
    """The result before this one in its list, in its sentence, and in an earlier sentence."""
    index, mates = case.line.index, set(case.line.members(case.position))
    listed = [s for i, p, s in case.earlier if i == index and p in mates]
    here = [s for i, _, s in case.earlier if i == index]
    ahead = [] if here else [s for _, _, s in case.earlier]
    return tuple(each[-1] if each else None for each in (listed, here, ahead))  # type: ignore[return-value]


_BACK = ("list", "sentence", "paper")


def _features(scene: _Scene, group: int) -> Iterator[str]:
    case, page = scene.case, scene.case.paper.page
    role, name = case.paper.roles[group], page.groups[group].name
    ruled, here = getattr(case.ruled, scene.slot), group in scene.costs
    yield f"role:{role}"
    yield f"ruled:{group == ruled}"
    yield f"ruled:{group == ruled}&{_where(scene)}"
    yield "lower" if name == name.lower() else "named"
    yield f"times:{min(4, len(page.groups[group].mentions))}"
    if _COUNTED.match(name):
        yield "counted"
    lead = {"method": case.paper.method, "baseline": case.paper.method, "task": case.paper.task}
    if lead.get(scene.slot) == group:
        yield "lead"
        yield f"lead&{scene.opening}"
    if len(scene.groups) == 1:
        yield "only"
    if scene.roles[role] == 1:
        yield f"only:{role}"
        yield f"only:{role}&{here}"
    if page.sentences_of(group)[0] == 0:
        yield "titled"
        yield f"titled:{role}"
    yield from _here(scene, group, role) if here else _away(scene, group, role)
    for place, earlier in zip(_BACK, scene.before, strict=True):
        if earlier is not None:
            yield f"before:{place}:{getattr(earlier, scene.slot) == group}"
    yield from _said(scene, name, role, here)


def _where(scene: _Scene) -> str:
    """Whether the rules' choice is nothing, a name of the sentence, or one from elsewhere."""
    ruled = getattr(scene.case.ruled, scene.slot)
    return "none" if ruled is None else "here" if ruled in scene.costs else "away"


def _said(scene: _Scene, name: str, role: str, here: bool) -> Iterator[str]:
    """How the number and the name go together."""
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


def _here(scene: _Scene, group: int, role: str) -> Iterator[str]:
    """Of a group that the sentence names: where, and what stands between it and the number."""
    line, text = scene.case.line, scene.case.paper.page.text
    number, (cost, place) = line.numbers[scene.case.position], scene.costs[group]
    left = place.end <= number.start
    side = "inside" if place.start < number.end and not left else "left" if left else "right"
    side = side if left or place.start < number.end else "right"
    start, end = (place.end, number.start) if left else (number.end, place.start)
    dear = sum(cost >= step for step in _STEPS)
    yield "here"
    yield from (f"here:{what}" for what in (side, role, len(scene.costs) == 1))
    yield f"{role}&{side}&{scene.opening}"
    yield f"cost:{dear}"
    yield f"cost:{side}{dear}"
    yield f"rank:{min(3, scene.order.index(group))}"
    yield f"{side}:{min(2, _rank_on_side(scene, group, left))}"
    signs = set(_signs(scene, place, left))
    yield from (f"is:{sign}" for sign in signs)
    yield from (f"is:{sign}&{role}" for sign in signs)
    before, after = text[max(line.start, place.start - _NEAR) : place.start], place.end
    yield f"-1:{m[1].lower()}" if (m := _BEFORE.search(before)) else "-1:"
    yield f"+1:{m[1].lower()}" if (m := _AFTER.match(text, after, after + _NEAR)) else "+1:"
    mates = {line.numbers[i].start for i in line.members(scene.case.position)}
    crossed = [n for n in line.numbers if start <= n.start and n.end <= end]
    yield f"crossed:{side}{min(2, sum(n.start not in mates for n in crossed))}"
    yield f"commas:{min(3, text.count(',', start, max(start, end)))}"
    others = [p for p in line.places if p.label == place.label and p.group != group]
    yield f"others:{side}{min(2, sum(start <= p.start and p.end <= end for p in others))}"


def _rank_on_side(scene: _Scene, group: int, left: bool) -> int:
    start = scene.case.line.numbers[scene.case.position].start
    same = [g for g in scene.order if (scene.costs[g][1].end <= start) == left]
    return same.index(group)


def _signs(scene: _Scene, place: Place, left: bool) -> Iterator[str]:
    yield from slot_rules.signs(
        scene.case.paper.page.text, scene.case.line, scene.case.position, place
    )
    if scene.aligned is not None:
        yield "aligned" if scene.aligned == place.group else "passed over"
    if left and place.start == scene.case.line.start:
        yield "opens"


def _away(scene: _Scene, group: int, role: str) -> Iterator[str]:
    """Of a group that only other sentences name."""
    page, index = scene.case.paper.page, scene.case.line.index
    mentioned = page.sentences_of(group)
    earlier = [at for at in mentioned if 0 < at < index]
    yield "away"
    yield f"away:{role}"
    yield f"away:{role}&{scene.opening}"
    yield f"away:rivals here:{len(scene.costs) > 0}"
    if earlier:
        yield f"back:{min(4, index - max(earlier))}"
    else:
        yield "back:title" if 0 in mentioned else "ahead"
    if len(scene.groups) == 1:
        yield f"away:only:{role}"
    if not scene.costs:
        yield f"none here:{role}"
        yield f"none here:{role}&{scene.roles[role] == 1}"
    yield f"latest:{max((at for at in mentioned if at < index), default=-2) == scene.latest}"


def _nothing(scene: _Scene) -> Iterator[str]:
    """The features of an empty slot."""
    number = scene.case.line.numbers[scene.case.position]
    where, here = _where(scene), min(3, len(scene.costs))
    yield "none"
    yield f"none:here{here}"
    yield f"none:here{here}&{where}"
    yield f"none:all{min(3, len(scene.groups))}"
    yield f"none:ruled {where}"
    yield f"none:{number.kind}"
    yield f"none:{number.unit or 'bare'}"
    yield f"none:{scene.opening}"
    yield f"none:paired {scene.case.paired}"
    yield from (f"none:{role}{min(2, count)}" for role, count in scene.roles.items())
    for place, earlier in zip(_BACK, scene.before, strict=True):
        if earlier is not None:
            yield f"none:before:{place}:{getattr(earlier, scene.slot) is None}"
    if scene.case.line.index == 0:
        yield "none:title"


def _network(scene: _Scene, group: int, best: float) -> Mapping[str, float]:
    if not scene.case.network:
        return {}
    own = scene.odds.get(group, _NET_LEAST)
    return {"net": own * _NET_SCALE, f"net:best:{own == best}": 1.0, "net:some": 1.0}


def fill(case: Case, weights: SlotWeights) -> tuple[Slots, Mapping[str, float]]:
    """The slots of a number, each by its own choice, and the probability of each."""
    chosen = {slot: choose(case, slot, weights) for slot in SLOTS}
    if named := slot_rules.own(case.paper, case.line, case.position):
        chosen["method"] = named.group, _NAMED_SCORE
    groups = {slot: group for slot, (group, _) in chosen.items()}
    if groups["baseline"] == groups["method"]:
        groups["baseline"] = None
    return Slots(**groups), {slot: sure for slot, (_, sure) in chosen.items()}
