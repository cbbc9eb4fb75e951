"""Values of what was not found as an entity: their slot is empty rather than another's name."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.core.names import key
from kg.core.schema import DATASET, METHOD, METRIC
from kg.lexicon.metrics import shipped_metrics
from kg.nlp.results.number_lines import NumberLine
from kg.nlp.results.slot_patterns import (
    AGENT_HAS,
    AVERAGE,
    BEST_OF_RIVALS,
    CLAUSE_OF_RIVALS,
    FOR_METHOD,
    LABELLED,
    MODELS_AT_LARGE,
    NAME,
    OF_PEOPLE,
    OF_UNKNOWN,
    ON_SEVERAL,
    OURS,
    OVER_LISTED,
    OVER_SEVERAL,
    OWN_CLAUSE,
    RIVAL_WITH,
    TRAINED_ON,
    UNKNOWN_OF,
    WINDOW,
)
from kg.nlp.results.slots import PaperContext
from kg.nlp.text.number_kinds import Number

__all__ = [
    "first_of_change",
    "is_mentioned",
    "is_of_models_at_large",
    "is_of_unknown",
    "is_of_unknown_dataset",
    "is_of_unknown_metric",
    "is_ours",
]

_SLASHED = re.compile(r"\s(?P<names>[A-Za-z][\w@.-]{0,15}(?:/[A-Za-z][\w@.-]{0,15}){1,4})(?!\w)")
"""Names behind as many numbers: '2.06/0.32 IS/LPIPS'."""
_NAME_ASIDE = re.compile(
    r"\s?\((?P<name>(?=[^()]{0,30}[A-Z])[A-Za-z][^()\s=:%]{1,30}|[a-z]{2,12}\s[a-z]{2,14})\)"
)
"""A name in brackets behind a number: '98.4% (FF++)'."""

_UNKNOWN_ITEM = re.compile(
    r"(?:,|;|\band|\bwith)\s(?P<name>(?=[\w-]*[A-Z][\w-]*[A-Z])[\w-]{2,12})\s[~$]?$"
)
"""Ends what precedes the old value of something with a name: 'and MOS 3.07 to 3.42'."""
_ON = re.compile(r"\s(?:[A-Za-z@-]{1,14}\s)?(?:on|for|in)\s(?:the\s)?")
"""Between a number and its data set."""
_TO_NEW = re.compile(r"\s(?:to|→|->)\s[~$]?")
_ON_NAME = re.compile(
    r"\b(?:on|for|in)\s(?:the\s)?(?P<name>(?=\S{0,20}[A-Z])[\w.+-]{2,24}(?:\s[A-Z\d][\w.+-]{0,16}){0,2})\s\([~$]?$"
)


def is_of_unknown(context: PaperContext, line: NumberLine, position: int) -> bool:
    """Whether a level is of what is no entity ('30.4 dB for BMNet', '(human speech: 2.06)')."""
    number, text = line.numbers[position], context.annotated.text
    if number.kind != "absolute" or len(line.members(position)) > 1:
        return False
    since = max(line.start, number.start - WINDOW)
    if OF_PEOPLE.search(text, since, number.start) or _is_of_unknown_rival(text, line, number):
        return True
    label = LABELLED.search(text, since, number.start)
    if label and key(label["name"]) not in shipped_metrics():
        return not is_mentioned(line, *label.span("name"))
    named = FOR_METHOD.match(text, number.stop, line.end)
    name = NAME.match(text, named.end(), line.end) if named else None
    return name is not None and not is_mentioned(line, *name.span())


def _is_of_unknown_rival(text: str, line: NumberLine, number: Number) -> bool:
    """Whether a value is that of the best rival, or in a clause of one, that was not found."""
    since = max(line.start, number.start - WINDOW)
    for described in (BEST_OF_RIVALS, CLAUSE_OF_RIVALS, RIVAL_WITH):
        found = described.search(text, since, number.start)
        if found and not is_mentioned(line, found.start(), number.start, METHOD):
            return True
    return any(
        (
            OWN_CLAUSE.fullmatch(text, name.end(), number.start)
            or AGENT_HAS.fullmatch(text, name.end(), number.start)
        )
        and not is_mentioned(line, name.start(), number.start, METHOD)
        for name in NAME.finditer(text, since, number.start)
    )


def is_of_models_at_large(context: PaperContext, line: NumberLine, position: int) -> bool:
    """Whether a level is of 'current models' and the like, of whom no own system is one."""
    number, text = line.numbers[line.members(position)[0]], context.annotated.text
    since = max(line.start, number.start - WINDOW)
    return MODELS_AT_LARGE.search(text, since, number.start) is not None


def is_ours(context: PaperContext, line: NumberLine, position: int) -> bool:
    """Whether a value is of the paper's own system ('atop Y, our method achieves an EER of 2')."""
    text, start = context.annotated.text, line.numbers[line.members(position)[0]].start
    ours = OURS.search(text, line.start, start)
    return ours is not None and not any(
        m.label == METHOD and ours.start() <= m.start < start for m in line.mentions
    )


def is_mentioned(line: NumberLine, start: int, end: int, label: str | None = None) -> bool:
    """Whether a mention, of a label if one is given, reaches into a place."""
    return any(m.start < end and start < m.end and label in (None, m.label) for m in line.mentions)


def first_of_change(text: str, line: NumberLine, position: int) -> int:
    """Where a number starts, or the old value that it has right before it: '3.07 to 3.42'."""
    if position:
        old, new = line.numbers[position - 1], line.numbers[position]
        if _TO_NEW.fullmatch(text, old.stop, new.start):
            return old.start
    return line.numbers[position].start


def is_of_unknown_metric(context: PaperContext, line: NumberLine, position: int) -> bool:
    """Whether a number is stated of what is no entity ('a real-time factor of 0.11')."""
    number, text = line.numbers[position], context.annotated.text
    before = UNKNOWN_OF.search(text, max(line.start, number.start - WINDOW), number.start)
    after = OF_UNKNOWN.match(text, number.end, line.end) if number.unit in ("x", "%") else None
    if _is_of_unknown_slashed(context, line, position):
        return True
    start = first_of_change(text, line, position)
    item = _UNKNOWN_ITEM.search(text, max(line.start, start - WINDOW), start)
    if item and start < number.start and not is_mentioned(line, *item.span("name")):
        return True
    names = (name for name in (before, after) if name)
    return any(not is_mentioned(line, *name.span("name"), METRIC) for name in names)


def _is_of_unknown_slashed(context: PaperContext, line: NumberLine, position: int) -> bool:
    """Whether a number of '2.06/0.32 IS/LPIPS' stands where a name is no metric."""
    members = line.members(position)
    text, numbers = context.annotated.text, [line.numbers[i] for i in members]
    gaps = [text[one.stop : other.start] for one, other in pairwise(numbers)]
    found = _SLASHED.match(text, numbers[-1].stop, line.end)
    if not gaps or set(gaps) != {"/"} or found is None:
        return False
    names, at = found["names"].split("/"), found.start("names")
    if len(names) != len(members):
        return False
    place = members.index(position)
    start = at + sum(len(name) + 1 for name in names[:place])
    return not is_mentioned(line, start, start + len(names[place]), METRIC)


def is_of_unknown_dataset(context: PaperContext, line: NumberLine, position: int) -> bool:
    """Whether a name in brackets behind a number is no data set that was found, where others of
    the sentence are: '98.4% (FF++) and 99.9% (CelebDF)'; or it was measured on data sets without
    names: 'trained on X, Y has 88.1% on 17 test sets', or it is the average of several: '97.3% on X
    and 88.1% on Y, an average of 92.7%'."""
    text, number = context.annotated.text, line.numbers[position]
    if _is_on_several(text, line, number) or _is_average(text, line, position):
        return True
    asides = [_NAME_ASIDE.match(text, number.end, line.end) for number in line.numbers]
    own = asides[position]
    if _is_aside_of_unknown(text, line, number):
        return True
    if own is None or is_mentioned(line, *own.span("name"), DATASET):
        return False
    return any(aside and is_mentioned(line, *aside.span("name"), DATASET) for aside in asides)


def _is_average(text: str, line: NumberLine, position: int) -> bool:
    """Whether a number is the one average over a list of data sets, and so of none of them."""
    number = line.numbers[position]
    if len(line.members(position)) > 1 or not AVERAGE.search(text, line.start, number.start):
        return False
    if len({_dataset_behind(text, line, n) for n in line.numbers[:position]} - {None}) > 1:
        return _dataset_behind(text, line, number) is None
    several = OVER_SEVERAL.match(text, number.stop, line.end)
    if several is not None and not is_mentioned(line, *several.span(), DATASET):
        return True
    return OVER_LISTED.match(text, number.stop, line.end) is not None


def _dataset_behind(text: str, line: NumberLine, number: Number) -> int | None:
    """The data set of '97.3% on X'."""
    for mention in line.mentions:
        if mention.label == DATASET and _ON.fullmatch(text, number.stop, mention.start):
            return mention.cluster
    return None


def _is_aside_of_unknown(text: str, line: NumberLine, number: Number) -> bool:
    """Whether a number is in brackets behind a data set that was not found: 'on X (79.0%'."""
    name = _ON_NAME.search(text, max(line.start, number.start - WINDOW), number.start)
    return name is not None and not is_mentioned(line, *name.span("name"))


def _is_on_several(text: str, line: NumberLine, number: Number) -> bool:
    named = [m for m in line.mentions if m.label == DATASET]
    if not named or not ON_SEVERAL.match(text, number.stop, line.end):
        return False
    return all(
        m.end <= number.start
        and TRAINED_ON.search(text, max(line.start, m.start - WINDOW), m.start)
        for m in named
    )
