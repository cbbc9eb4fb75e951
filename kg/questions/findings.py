"""Which papers evaluate M on D with X, for T? The answers come from results, not from pairs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from kg.core.errors import QueryError
from kg.questions.answer_records import Answers
from kg.questions.found_results import (
    SLOTS,
    FoundResult,
    LinkedPaper,
    found_results,
    linked_papers,
)
from kg.questions.name_lookup import known_ids
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store
from kg.store import Store

__all__ = ["FoundResult", "find", "papers_linked"]

_LABELS = {"method": "Method", "dataset": "Dataset", "metric": "Metric", "task": "Task"}


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
    Three steps, each a named query by ids: ``papers-with`` the entities, ``results-in`` the papers
    that have all of them, and, with ``variants``, ``variants-of`` before.

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
        linked = papers_linked(store, asked, since=since, variants=variants)
        papers = [each for each in linked if _is_tested(each)]
        results = _results(store, [each.paper for each in papers])
    found = [each for one in papers for each in found_results(one, results.get(one.paper, []))]
    # Two stable sorts: the newest first, then those with all bound; the rest is in order.
    found.sort(key=lambda each: each.date or "", reverse=True)
    found = sorted(found, key=lambda each: (each.binding, each.date is None))
    return Answers(found[: max(limit, 0)])


def papers_linked(
    store: Store,
    asked: Mapping[str, str | None],
    *,
    since: str | datetime.date | None = None,
    variants: bool = False,
) -> list[LinkedPaper]:
    """The papers with a link of any kind to all that was asked for, as in `find`, by id."""
    ids = {slot: _ids(store, slot, asked.get(slot), variants=variants) for slot in SLOTS}
    slots = {identifier: slot for slot, found in ids.items() for identifier in found}
    rows = ask(store, "papers-with", {"ids": list(slots), "since": since}).records()
    wanted = {slot for slot in SLOTS if ids[slot]}
    return [each for each in linked_papers(rows, slots) if each.names.keys() == wanted]


def _ids(store: Store, slot: str, name: str | None, *, variants: bool) -> list[str]:
    """The ids of what a name stands for, with its variants if these count."""
    found = known_ids(store, _LABELS[slot], name)
    if not variants or not found:
        return found
    rows = ask(store, "variants-of", {"ids": found}).records()
    return list(dict.fromkeys([*found, *(str(row["id"]) for row in rows)]))


def _is_tested(paper: LinkedPaper) -> bool:
    """Whether a paper may answer: of a task, asked for alone, a mere mention is no answer."""
    return paper.names.keys() != {"task"} or bool(paper.tested)


def _results(store: Store, papers: list[str]) -> dict[str, list[dict[str, object]]]:
    """Paper -> the results that it states."""
    found: dict[str, list[dict[str, object]]] = {}
    for row in ask(store, "results-in", {"papers": papers}).records() if papers else ():
        found.setdefault(str(row["paper"]), []).append(row)
    return found
