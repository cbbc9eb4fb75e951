"""What speaks against a value of a table as it is read; boards rank no such value.

A reading that is right has names that tell its values apart. Where two values of a table have the
same names, the table says something that was not understood: the best and the median run, two
settings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.core.names import key
from kg.core.schema import DATASET, METHOD, TASK
from kg.lexicon.condition_words import LANGUAGES
from kg.lexicon.known_names import known_entity
from kg.nlp.tables.table_names import bare_name, is_ours
from kg.nlp.tables.table_readings import SURE, UNSURE, TableResult

__all__ = ["with_doubts"]

_Names = tuple[object, ...]
"""What tells values apart."""
_SUMMARY = re.compile(
    r"(?:averages?|avg\.?|mean|median|overall|all|total|sum|others?|full|both|combined|rest|ours"
    r"|yes|no|none|test|dev|val(?:idation)?|train(?:ing)?)(?:\s?\(.*\))?",
    re.IGNORECASE,
)
"""What stands among data sets and is none."""


def with_doubts(found: Sequence[TableResult]) -> Iterator[TableResult]:
    """The results of a paper's tables with what speaks against each."""
    values: defaultdict[_Names, set[float | None]] = defaultdict(set)
    best: defaultdict[_Names, set[str | None]] = defaultdict(set)
    shown: defaultdict[str | None, set[str]] = defaultdict(set)
    for each in found:
        values[_names(each)].add(each.value.number)
        shown[each.dataset.name].add(each.sources[1])
        if each.is_best:
            best[_measured(each)].add(each.method.name)
    single = {(what[0], *names) for what, names in best.items() if len(names) == 1}
    for each in found:
        reasons = [*_of_names(each)]
        if len(values[_names(each)]) > 1:
            reasons.append("another value of the table has the same names")
        if each.is_guess and (each.place.index, each.method.name) not in single:
            reasons.append("nothing shows that the method is the paper's own")
        if UNSURE in shown[each.dataset.name] and SURE not in shown[each.dataset.name]:
            reasons.append("no header shows that the data set is one")
        yield replace(each, doubts=tuple(reasons)) if reasons else each


def _measured(found: TableResult) -> _Names:
    return (found.place.index, found.dataset.name, found.metric.name, found.settings)


def _names(found: TableResult) -> _Names:
    return (*_measured(found), found.method.name)


def _of_names(found: TableResult) -> Iterator[str]:
    method, dataset = found.method.name or "", found.dataset.name or ""
    if is_ours(method):
        yield "the method has no name"
    if _is_known(DATASET, method) and not _is_known(METHOD, method):
        yield "the method is a data set"
    if _SUMMARY.fullmatch(dataset):
        yield "the data set is a summary of several"
    if bare_name(dataset).casefold() in LANGUAGES:
        yield "the data set is a language"
    if _is_known(TASK, dataset) and not _is_known(DATASET, dataset):
        yield "the data set is a task"


def _is_known(label: str, name: str) -> bool:
    return known_entity(label, key(name)) is not None
