"""What has been tested on what, among the methods and datasets of a task, and what has not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from kg.questions.name_lookup import known_id
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store

_BINDINGS = ("result", "stated", "linked")
_ALL = 1_000_000  # no task has more datasets, or papers that test


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """A method and a dataset of a task, and what binds them anywhere in the graph.

    ``status`` is ``"result"`` where a number does, ``"stated"`` where a sentence states that the
    one was tested on the other, ``"linked"`` where a paper uses the one and tests on the other,
    and ``"gap"`` where nothing does: no paper of this graph tests it, which does not mean
    that a test failed. ``papers`` counts the papers of that status or a better
    one; ``paper`` and ``sentence`` are the newest of the best status.
    """

    method: str
    dataset: str
    status: str
    papers: int
    results: int
    paper: str | None
    title: str | None
    sentence: str | None


def gaps(graph: Askable, task: str, *, methods: int = 12, datasets: int = 8) -> list[CoverageCell]:
    """The matrix of a task, row by row: its most used methods against its most used datasets.

    The methods are those that papers on the task use or introduce, the datasets those that
    such papers test on or introduce.

    Args:
        graph: a graph directory, a graph, or an open store.
        task: name, alias or id of the task.
        methods, datasets: maximum number of rows and of columns.

    Raises:
        NotFoundError: no task has this name; the message suggests the nearest.
    """
    with opened_store(graph) as store:
        given = {"task": known_id(store, "Task", task)}
        rows = ask(store, "methods-for-task", {**given, "limit": methods}).records()
        used = ask(store, "datasets-by-use", {**given, "limit": _ALL}).records()
        tested = ask(store, "gaps", {**given, "limit": _ALL}).records()
    columns = [row for row in used if row["evaluated"] or row["introduced"]][:datasets]
    found: dict[tuple[object, object], list[Mapping[str, object]]] = {}
    for row in tested:
        found.setdefault((row["method_id"], row["dataset_id"]), []).append(row)
    return [
        _cell(str(row["method"]), str(column["dataset"]), found.get((row["id"], column["id"]), []))
        for row in rows
        for column in columns
    ]


def _cell(method: str, dataset: str, tests: list[Mapping[str, object]]) -> CoverageCell:
    if not tests:
        return CoverageCell(method, dataset, "gap", 0, 0, None, None, None)
    best = min(tests, key=lambda row: _BINDINGS.index(str(row["binding"])))
    shown = (str(best[name]) for name in ("paper", "title", "sentence"))
    results = sum(cast("int", row["results"]) for row in tests)
    papers = sum(row["binding"] == best["binding"] for row in tests)
    return CoverageCell(method, dataset, str(best["binding"]), papers, results, *shown)
