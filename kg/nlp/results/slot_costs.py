"""How close a mention is to a number of its sentence, in characters and by patterns.

A cost is a distance in characters, less for a preposition that binds ('of', 'on', 'in terms of'),
more for commas, clause words and other numbers in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.nlp.results.number_lines import NumberLine
from kg.nlp.results.slot_patterns import (
    BESIDE,
    CLAUSE,
    FITS,
    IN,
    KEPT,
    LED_BY,
    NEXT,
    OBLIQUE,
    OF,
    ON,
    OWN,
    RIVAL,
    SUBJECT,
    WINDOW,
)
from kg.nlp.text.annotated_text import AnnotatedText, ClusterMention

__all__ = ["aligned_mention", "dataset_cost", "metric_cost", "position_features", "text_between"]

_NUMBER_BETWEEN, _CLAUSE_BETWEEN, _COMMA_BETWEEN = 25.0, 20.0, 8.0
_KEEPING, _TAKEN, _MISFIT = 60.0, 30.0, 200.0
_FEATURES_BEFORE = {"rival": RIVAL, "oblique": OBLIQUE, "kept": KEPT}
_FEATURES_LEFT = {"of": OF, "own": OWN, "next": NEXT, "led by": LED_BY}
_FEATURES_RIGHT = {"beside": BESIDE, "in": IN, "on": ON}


def aligned_mention(
    annotated: AnnotatedText, line: NumberLine, position: int, mentions: Sequence[ClusterMention]
) -> ClusterMention | None:
    """The mention that stands where the number stands, in a list as long as the number's."""
    members = line.members(position)
    if len(members) < 2:
        return None
    last = line.numbers[members[-1]]
    lists: dict[int, list[ClusterMention]] = {}
    for mention in mentions:
        lists.setdefault(annotated.list_start(mention), []).append(mention)
    for listed in sorted(lists.values(), key=lambda names: abs(names[0].start - last.end)):
        if len({mention.cluster for mention in listed}) == len(listed) == len(members):
            return listed[members.index(position)]
    return None


def text_between(
    text: str, line: NumberLine, position: int, mention: ClusterMention
) -> tuple[str, float, bool]:
    """(the text between number and mention, its cost, true if the mention comes first)."""
    number = line.numbers[position]
    left = mention.end <= number.start
    start, end = (mention.end, number.start) if left else (number.end, mention.start)
    between = text[start:end] if start < end else ""
    mates = set(line.members(position))
    crossed = sum(
        1
        for i, other in enumerate(line.numbers)
        if i not in mates and start <= other.start and other.end <= end
    )
    cost = (
        len(between)
        + _NUMBER_BETWEEN * crossed
        + _CLAUSE_BETWEEN * len(CLAUSE.findall(between))
        + _COMMA_BETWEEN * between.count(",")
    )
    return between, cost, left


def metric_cost(text: str, line: NumberLine, position: int, mention: ClusterMention) -> float:
    """The cost of a metric for a number, in characters."""
    between, cost, left = text_between(text, line, position, mention)
    cost += _misfit(text, line, position, mention)
    if left:
        return cost * (0.4 if OF.fullmatch(between) else 1.0) + _conjunction_cost(between)
    if BESIDE.fullmatch(between):
        return cost * 0.3
    return cost * (0.5 if IN.fullmatch(between) else 1.2) + 3


def _misfit(text: str, line: NumberLine, position: int, mention: ClusterMention) -> float:
    """The cost of a metric that is kept rather than changed, or that has another dimension."""
    if KEPT.search(text[max(line.start, mention.start - WINDOW) : mention.start]):
        return _KEEPING
    end = line.numbers[position].end
    name = text[mention.start : mention.end]
    return sum(_MISFIT for words, fits in FITS if words.match(text, end) and not fits.search(name))


def position_features(
    text: str, line: NumberLine, position: int, mention: ClusterMention
) -> Iterator[str]:
    """The names of the patterns that hold for a mention and a number of its sentence."""
    before, number = (
        text[max(line.start, mention.start - WINDOW) : mention.start],
        line.numbers[position],
    )
    yield from (feature for feature, regex in _FEATURES_BEFORE.items() if regex.search(before))
    if mention.end <= number.start:
        between, patterns = (mention.end, number.start), _FEATURES_LEFT
    else:
        between, patterns = (number.end, mention.start), _FEATURES_RIGHT
    if between[0] <= between[1]:
        yield from (
            feature for feature, regex in patterns.items() if regex.fullmatch(text, *between)
        )
        if patterns is _FEATURES_LEFT and SUBJECT.match(text, *between):
            yield "subject"


def _conjunction_cost(between: str) -> float:
    """The cost of an 'and' between: a mention before it belongs to an earlier number."""
    return _TAKEN if NEXT.fullmatch(between) else 3.0


def dataset_cost(text: str, line: NumberLine, position: int, mention: ClusterMention) -> float:
    """The cost of a mention of any other label for a number, in characters."""
    between, cost, left = text_between(text, line, position, mention)
    cost += _KEEPING * between.count(";")
    if left:
        return cost * 0.8 + _conjunction_cost(between)
    return cost * (0.5 if ON.fullmatch(between) else 1.0)
