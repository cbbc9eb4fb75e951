"""Which papers evaluate M on D with X, for T? The answers come from results, not from pairs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kg.core.errors import QueryError
from kg.questions.answer_records import record_of_row
from kg.questions.name_lookup import known_id
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store

_LABELS = {"method": "Method", "dataset": "Dataset", "metric": "Metric", "task": "Task"}


@dataclass(frozen=True, slots=True)
class FoundResult:
    """A result of a paper that answers, or the paper itself where it states no number.

    ``bound`` are the slots (method, dataset, metric, task, baseline) that the result binds, and
    ``linked`` those that were asked for and that only the paper as a whole is linked with;
    ``binding`` is ``"full"`` where nothing is only linked, else ``"partial"``. ``value`` is
    verbatim, ``number`` and ``unit`` are its parsed form, ``confidence`` is the probability
    that the paper states it, ``judged_by`` the person who judged it right ('person:ada', else
    None). ``sentence`` is where the number stands (None: there is none), ``also`` are those
    about what is linked.
    """

    paper: str
    title: str
    date: str | None
    binding: str
    bound: tuple[str, ...]
    linked: tuple[str, ...]
    method: str | None
    dataset: str | None
    metric: str | None
    task: str | None
    value: str | None
    number: float | None
    unit: str | None
    kind: str | None
    baseline: str | None
    baseline_value: str | None
    confidence: float | None
    judged_by: str | None
    sentence: str | None
    also: tuple[str, ...]


def find(
    graph: Askable,
    *,
    method: str | None = None,
    dataset: str | None = None,
    metric: str | None = None,
    task: str | None = None,
    since: str | datetime.date | None = None,
    variants: bool = False,
    limit: int = 100,
) -> list[FoundResult]:
    """The papers that evaluate a method on a dataset with a metric for a task, with their results.

    Any of the four may be left out; what binds all that was asked comes first, then the newest.

    Args:
        graph: a graph directory, a graph, or an open store.
        method, dataset, metric, task: names, aliases or ids, in any case.
        since: only papers of this day (ISO; a month or year will do) or later.
        variants: whether a variant (another size or version) stands for what was asked.
        limit: maximum number of records.

    Raises:
        NotFoundError: nothing has this name; the message suggests the nearest.
        QueryError: none of the four is given.
    """
    asked = {"method": method, "dataset": dataset, "metric": metric, "task": task}
    if not any(asked.values()):
        raise QueryError("name a method, a dataset, a metric or a task to look for")
    with opened_store(graph) as store:
        names = {slot: known_id(store, _LABELS[slot], name) for slot, name in asked.items()}
        given = {"since": since, "variants": "yes" if variants else "no", "limit": limit}
        return [_found(row) for row in ask(store, "find", {**names, **given}).records()]


def _found(row: dict[str, object]) -> FoundResult:
    slots = {name: tuple(str(row[name]).split()) for name in ("bound", "linked")}
    return record_of_row(FoundResult, row, **slots)
