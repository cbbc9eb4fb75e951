"""Under which conditions each number of a sentence was measured: split, image size, shots ...

`kg.lexicon.condition_words` finds the words; here each is given to the numbers it is about,
by where it stands: '1.9% on test-clean and 3.9% on test-other', '1.9/3.9 on test-clean/test-other'
and 'On test-clean it reaches 1.9%' alike. A condition of another data set is none of a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.core.schema import CONDITIONS, DATASET, METHOD, METRIC
from kg.lexicon.condition_words import (
    OF_DATASETS,
    OF_METRICS,
    ConditionSpan,
    condition_words,
    find_conditions,
)
from kg.nlp.results.number_lines import NumberLine
from kg.nlp.results.slots import Slots
from kg.nlp.text.annotated_text import AnnotatedText, ClusterMention
from kg.nlp.text.number_kinds import Number

__all__ = ["LineConditions", "find_settings", "place_conditions", "read_conditions"]

_BEHIND = re.compile(r"(?:\s|\s?\(|'s\s|-|_|\sat\s|\s(?:at|with)\sa\s|,\s)?")
"""What stands between a data set and a condition behind it: 'ImageNet at 256x256'."""
_BEFORE = re.compile(r"(?:[\s-]|\s(?:sets?|splits?|subset)\s)(?:(?:of|from|on|for)\s)?(?:the\s)?")
"""What stands between a condition and its data set behind it: 'the test set of LibriSpeech'."""
_LISTED = re.compile(
    r"(?:\s(?:sets?|splits?))?(?:\s?[,/&]\s?(?:and\s|or\s)?|\s(?:and|or)\s)(?:on\s|the\s)?"
    r"(?:[A-Z][\w-]{1,20}\s){0,2}"
)
"""What joins the conditions of one list: 'ImageNet 256x256 and ImageNet 512x512'."""
_BORDER = re.compile(r"[,;]|\b(?:and|or|but|while|whereas|versus|vs|compared|against|than)\b|—")
"""What ends the words about a number."""
_CLAUSE = re.compile(r";|\b(?:but|while|whereas|although|though)\b")
_NEXT_PART = re.compile(r";|\((?:[2-9]|ii+|iv|[b-e])\)")
"""What opens another part of a sentence: '(1) reaches 77.1%; (2) is better with few shots'."""
_OF_RIVAL = re.compile(
    r"\b(?:[Cc]ompared\s(?:to|with)|than|outperform\w{0,4}|surpass\w{0,4}|beat\w{0,4}|over|exceed\w{0,4})"
    r"\s(?:[\w-]{1,20}\s){0,3}$"
)
_RIVAL_REACH = 80
_ALL_LABELS = "100% of the labels"
"""The usual condition, which is none; its words still part others from a number."""
_WITH_NUMBERS = frozenset(("labels", "average", "shots", "resolution"))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A condition with the list of numbers it stands beside.

    ``dataset`` and ``metric`` are the clusters whose condition it is, None where it is bound to
    none. It is about the lists from ``first`` to ``last`` too, if they have none of their own: one
    before all numbers of the sentence about all, one behind them about those of its clause.
    ``distance`` is that to the list in characters, negative for a condition before it.
    """

    name: str
    value: str
    dataset: int | None
    metric: int | None
    group: int
    first: int
    last: int
    distance: int


@dataclass(frozen=True, slots=True)
class LineConditions:
    """The conditions of a sentence: ``groups`` are the lists of its outcomes, as positions among
    its numbers, and ``earlier`` the values that the last sentence with conditions went through."""

    groups: tuple[tuple[int, ...], ...]
    placed: tuple[_Placed, ...]
    earlier: Mapping[str, tuple[str, ...]]

    def sequence(self) -> Mapping[str, tuple[str, ...]]:
        """Kind of condition -> its different values in text order; ``earlier`` if it has none."""
        if not self.placed:
            return self.earlier
        return {name: _values(self.placed, name) for name in CONDITIONS}


def _values(placed: Iterable[_Placed], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.value for p in placed if p.name == name))


_SET_BEFORE = re.compile(
    r"\b(?:at|with|under|for|in|both)\s(?:an?\s|both\s)?(?:\d[\d.]{0,4}\s?%\s(?:and|or)\s)?$",
    re.IGNORECASE,
)
_SET_BEHIND = re.compile(
    r"(?:\s(?:and|or)\s\d[\d.]{0,4}\s?%)?\s?(?:label\s|random\s|symmetric\s)?(?:sparsity|pruning|masking|dropout|noise|occlusion|corruption)\b"
    r"|\s(?:false[\s-](?:positives?|alarms?|accepts?|matches)|FPRs?|FARs?|FMRs?)\b"
)
"""'At 50% sparsity', 'at 1% FPR' is how something was measured."""


def find_settings(text: str, line: NumberLine) -> frozenset[int]:
    """The positions of the numbers that are part of a condition ('with 10% of the labels'), and so
    no outcomes."""
    spans = [c for c in find_conditions(text, line.start, line.end) if c.name in _WITH_NUMBERS]
    return frozenset(
        i
        for i, number in enumerate(line.numbers)
        if _is_set(text, line, number)
        or any(c.start < number.end and number.start < c.end for c in spans)
    )


def _is_set(text: str, line: NumberLine, number: Number) -> bool:
    before = text[max(line.start, number.start - 24) : number.start]
    behind = _SET_BEHIND.match(text, number.end, line.end)
    return behind is not None and _SET_BEFORE.search(before) is not None


def place_conditions(
    annotated: AnnotatedText,
    line: NumberLine,
    outcomes: Iterable[int],
    earlier: Mapping[str, tuple[str, ...]] | None = None,
) -> LineConditions:
    """The conditions of a sentence, each with the numbers it stands beside.

    ``outcomes`` are positions among the numbers of the sentence, ``earlier`` is the `sequence` of
    the sentence before.
    """
    positions = sorted(set(outcomes))
    groups = tuple(tuple(members) for _, members in groupby(positions, key=lambda i: line.runs[i]))
    found = [
        c
        for c in find_conditions(annotated.text, line.start, line.end)
        if not _is_elsewhere(annotated.text, line, c)
        and not (positions and _is_past(annotated.text, line.numbers[positions[-1]], c))
    ]
    placed = _place(annotated, line, groups, found) if groups else ()
    return LineConditions(groups, tuple(placed), earlier or {})


def _is_elsewhere(text: str, line: NumberLine, condition: ConditionSpan) -> bool:
    """Whether the words are part of a method's name, or about what the paper is set against."""
    before = text[max(line.start, condition.start - _RIVAL_REACH) : condition.start]
    named = any(
        m.label == METHOD and m.start <= condition.start and condition.end <= m.end
        for m in line.mentions
    )
    return named or bool(_OF_RIVAL.search(before))


def _is_past(text: str, last: Number, condition: ConditionSpan) -> bool:
    """Whether the words stand in a part of the sentence behind the one of its last outcome."""
    return _NEXT_PART.search(text, last.end, condition.start) is not None


def _place(
    annotated: AnnotatedText,
    line: NumberLine,
    groups: Sequence[Sequence[int]],
    found: Sequence[ConditionSpan],
) -> Iterator[_Placed]:
    for listed in _lists(annotated.text, found):
        group = _beside(annotated.text, line, groups, listed[0].start, listed[-1].end)
        reach = _reach(annotated.text, line, groups, group, listed[0])
        distance = _distance(line, groups[group], listed)
        owner = next((o for c in listed if (o := _dataset(annotated, line, c)) is not None), None)
        for condition in listed:
            own = _dataset(annotated, line, condition)
            dataset = owner if own is None else own
            if condition.name == "version" and not _is_version(line, condition, own):
                continue
            metric = _metric(annotated.text, line, condition)
            yield _Placed(condition.name, condition.value, dataset, metric, group, *reach, distance)


def _is_version(line: NumberLine, condition: ConditionSpan, dataset: int | None) -> bool:
    """Whether the words are a version of a data set, not of a model, and no value behind a word."""
    return dataset is not None and not any(
        n.start < condition.end and condition.start < n.end for n in line.numbers
    )


def _reach(
    text: str,
    line: NumberLine,
    groups: Sequence[Sequence[int]],
    group: int,
    condition: ConditionSpan,
) -> tuple[int, int]:
    """The first and the last list of numbers that words beside a list may be about."""
    first, last = line.numbers[groups[0][0]], line.numbers[groups[-1][-1]]
    if condition.name == "average":
        return group, group
    if condition.end <= first.start:
        return 0, len(groups) - 1
    if condition.start < last.end:
        return group, group
    reached = group
    while reached and not _CLAUSE.search(
        text[line.numbers[groups[reached - 1][-1]].end : condition.start]
    ):
        reached -= 1
    return reached, group


def _lists(text: str, found: Sequence[ConditionSpan]) -> Iterator[list[ConditionSpan]]:
    """Conditions of one kind that are listed ('test-clean and test-other'), together."""
    current: list[ConditionSpan] = []
    for condition in found:
        if current and not (
            current[-1].name == condition.name
            and _LISTED.fullmatch(text, current[-1].end, condition.start)
        ):
            yield current
            current = []
        current.append(condition)
    if current:
        yield current


def _beside(
    text: str, line: NumberLine, groups: Sequence[Sequence[int]], start: int, end: int
) -> int:
    """The list of numbers that words at ``[start, end)`` are about."""
    ends = [line.numbers[group[-1]].end for group in groups]
    right = next((i for i, at in enumerate(ends) if at > end), len(groups))
    if right in (0, len(groups)):
        return max(0, right - 1)
    before = text[ends[right - 1] : start]
    after = text[end : line.numbers[groups[right][0]].start]
    left_open, right_open = not _BORDER.search(before), not _BORDER.search(after)
    if left_open != right_open:
        return right - 1 if left_open else right
    return right if _CLAUSE.search(before) or re.search(r"\band\b", before) else right - 1


def _distance(line: NumberLine, group: Sequence[int], listed: Sequence[ConditionSpan]) -> int:
    first, last = line.numbers[group[0]], line.numbers[group[-1]]
    if listed[-1].end <= first.start:
        return listed[-1].end - first.start - 1
    return max(0, listed[0].start - last.end)


def _dataset(annotated: AnnotatedText, line: NumberLine, condition: ConditionSpan) -> int | None:
    """The cluster of the data set that a condition is of, None where it is of no named one."""
    for mention in line.mentions:
        if mention.label == DATASET and _adjoins(annotated.text, mention, condition):
            name = annotated.clusters[mention.cluster].name
            left, _ = condition_words(name, OF_DATASETS)
            return mention.cluster if left else None
    return None


def _adjoins(text: str, mention: ClusterMention, condition: ConditionSpan) -> bool:
    if mention.start < condition.end and condition.start < mention.end:
        return True
    if mention.end <= condition.start:
        return bool(_BEHIND.fullmatch(text, mention.end, condition.start))
    return bool(_BEFORE.fullmatch(text, condition.end, mention.start))


def _metric(text: str, line: NumberLine, condition: ConditionSpan) -> int | None:
    """The cluster of the metric whose variant a condition is ('top-1 accuracy')."""
    if condition.name not in ("variant", "size"):
        return None
    for mention in line.mentions:
        if mention.label == METRIC and _touches(text, mention, condition):
            return mention.cluster
    return None


def _touches(text: str, mention: ClusterMention, condition: ConditionSpan) -> bool:
    """Whether nothing but blanks and hyphens stands between a metric and a condition."""
    first, second = sorted(((mention.start, mention.end), (condition.start, condition.end)))
    return second[0] < first[1] or not text[first[1] : second[0]].strip(" -(")


def read_conditions(
    annotated: AnnotatedText, found: LineConditions, position: int, slots: Slots
) -> tuple[tuple[str, str], ...]:
    """The conditions of a number, in the order of `kg.core.schema.CONDITIONS`.

    What its data set or metric has in its name is a condition too, where the sentence states
    nothing else. 'dev or test' is the value where the sentence does not settle which.
    """
    named: dict[str, str] = {}
    for cluster, kinds in ((slots.dataset, OF_DATASETS), (slots.metric, OF_METRICS)):
        if cluster is not None:
            named.update(condition_words(annotated.clusters[cluster].name, kinds)[1])
    values = ((name, _value(found, name, position, slots)) for name in CONDITIONS)
    read = {name: value or named.get(name) for name, value in values}
    return tuple((name, value) for name, value in read.items() if value and value != _ALL_LABELS)


def _value(found: LineConditions, name: str, position: int, slots: Slots) -> str | None:
    at = next((i for i, group in enumerate(found.groups) if position in group), None)
    if at is None:
        return None
    place, size = found.groups[at].index(position), len(found.groups[at])
    fitting = [p for p in found.placed if p.name == name and _fits(p, slots)]
    own = _values(_nearest([p for p in fitting if p.group == at]), name)
    reaching = _nearest(
        [p for p in fitting if p.first <= at <= p.last and not _is_left(p, fitting, at)]
    )
    owned = [p for p in fitting if p.dataset is not None]
    for values in (own, _values(reaching, name), _values(owned, name)):
        if len(values) == size:
            return values[place]
        if len(values) == 1:
            return values[0]
        if values and values is own:
            return " or ".join(values)
    passed = _values([p for p in found.placed if p.group < at], name)
    if not _values(found.placed, name):
        passed = found.earlier.get(name, ())
    if len(passed) == size > 1:
        return passed[place]  # '2.1% on test-clean, 4.3% on test-other, and 1.9% and 3.9% with it'
    rest = _values(fitting, name)
    return " or ".join(rest) if len(rest) > 1 else None


def _is_left(placed: _Placed, others: Sequence[_Placed], at: int) -> bool:
    """Whether another value of the kind stands between a condition and a list of numbers."""
    low, high = sorted((placed.group, at))
    return any(low < p.group < high and p.value != placed.value for p in others)


def _nearest(placed: Sequence[_Placed]) -> list[_Placed]:
    """Of several lists of conditions the nearest behind the numbers, else the nearest before."""
    behind = [p.distance for p in placed if p.distance >= 0]
    nearest = min(behind) if behind else max((p.distance for p in placed), default=0)
    return [p for p in placed if p.distance == nearest]


def _fits(placed: _Placed, slots: Slots) -> bool:
    """Whether a condition can be one of a number with these slots."""
    return placed.dataset in (None, slots.dataset) and placed.metric in (None, slots.metric)
