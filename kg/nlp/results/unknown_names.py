"""Values of what was not found as an entity: their slot is empty rather than another's name."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.core.names import key
from kg.core.schema import DATASET, METHOD, METRIC
from kg.lexicon.metrics import shipped_metrics
from kg.nlp.results.number_lines import NumberLine
from kg.nlp.results.slot_patterns import (
    BEST_OF_RIVALS,
    CLAUSE_OF_RIVALS,
    FOR_METHOD,
    LABELLED,
    MODELS_AT_LARGE,
    NAME,
    OF_PEOPLE,
    OF_UNKNOWN,
    ON_SEVERAL,
    OWN_CLAUSE,
    RIVAL_WITH,
    TRAINED_ON,
    UNKNOWN_OF,
    WINDOW,
)
from kg.nlp.results.slots import PaperContext
from kg.nlp.text.number_kinds import Number

__all__ = [
    "is_mentioned",
    "is_of_models_at_large",
    "is_of_unknown",
    "is_of_unknown_dataset",
    "is_of_unknown_metric",
]

_SLASHED = re.compile(r"\s(?P<names>[A-Za-z][\w@.-]{0,15}(?:/[A-Za-z][\w@.-]{0,15}){1,4})(?!\w)")
"""Names behind as many numbers: '2.06/0.32 IS/LPIPS'."""
_NAME_ASIDE = re.compile(r"\s?\((?P<name>(?=[^()]{0,30}[A-Z])[A-Za-z][^()\s=:%]{1,30})\)")
"""A name in brackets behind a number: '98.4% (FF++)'."""


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
        OWN_CLAUSE.fullmatch(text, name.end(), number.start)
        and not is_mentioned(line, *name.span())
        for name in NAME.finditer(text, since, number.start)
    )


def is_of_models_at_large(context: PaperContext, line: NumberLine, position: int) -> bool:
    """Whether a level is of 'current models' and the like, of whom no own system is one."""
    number, text = line.numbers[line.members(position)[0]], context.annotated.text
    since = max(line.start, number.start - WINDOW)
    return MODELS_AT_LARGE.search(text, since, number.start) is not None


def is_mentioned(line: NumberLine, start: int, end: int, label: str | None = None) -> bool:
    """Whether a mention, of a label if one is given, reaches into a place."""
    return any(m.start < end and start < m.end and label in (None, m.label) for m in line.mentions)


def is_of_unknown_metric(context: PaperContext, line: NumberLine, position: int) -> bool:
    """Whether a number is stated of what is no entity ('a real-time factor of 0.11')."""
    number, text = line.numbers[position], context.annotated.text
    before = UNKNOWN_OF.search(text, max(line.start, number.start - WINDOW), number.start)
    after = OF_UNKNOWN.match(text, number.end, line.end) if number.unit in ("x", "%") else None
    if _is_of_unknown_slashed(context, line, position):
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
    names: 'trained on X, Y has 88.1% on 17 test sets'."""
    text = context.annotated.text
    if _is_on_several(text, line, line.numbers[position]):
        return True
    asides = [_NAME_ASIDE.match(text, number.end, line.end) for number in line.numbers]
    own = asides[position]
    if own is None or is_mentioned(line, *own.span("name"), DATASET):
        return False
    return any(aside and is_mentioned(line, *aside.span("name"), DATASET) for aside in asides)


def _is_on_several(text: str, line: NumberLine, number: Number) -> bool:
    named = [m for m in line.mentions if m.label == DATASET]
    if not named or not ON_SEVERAL.match(text, number.stop, line.end):
        return False
    return all(
        m.end <= number.start
        and TRAINED_ON.search(text, max(line.start, m.start - WINDOW), m.start)
        for m in named
    )
