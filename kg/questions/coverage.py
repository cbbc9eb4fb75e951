"""What has been tested on what, among the methods and datasets of a task, and what has not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from kg.questions.answer_records import Answers
from kg.questions.name_lookup import known_id
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store

BINDINGS = ("result", "evaluation", "sentence")
"""What fills a cell, the best first."""

_Row = Mapping[str, object]

_ALL = 1_000_000  # no task has more datasets, or papers that test
_STATED = 3.0
"""How many papers with one task a sentence or a number for a task outweighs."""
_OWN = 0.5
"""Share of the weight of its first task that a dataset needs to be one of this task too. Of 1 a
dataset would have one task; near 0 what a paper tests beside it (Penn Treebank in one on
images as well) would be a dataset of images."""


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """A method and a dataset of a task, and what binds them anywhere in the graph.

    ``status`` is ``"result"`` where a number does, ``"evaluation"`` where a paper states that
    the one was tested on the other, ``"sentence"`` where a sentence of a paper that tests on
    the dataset names both, and ``"nothing"`` where nothing was read: somebody may have tested it.
    ``papers`` counts the papers of that status; ``paper`` and ``sentence`` are the newest of them.
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
    """The matrix of a task, row by row: its most tested methods against its most used datasets.

    The methods are those that a paper on the task tests on a dataset of it, or introduces for
    it by a sentence; the datasets those whose first task it is, or about so.

    Args:
        graph: a graph directory, a graph, or an open store.
        task: name, alias or id of the task.
        methods, datasets: maximum number of rows and of columns.

    Raises:
        NotFoundError: no task has this name; the message suggests the nearest.
    """
    with opened_store(graph) as store:
        wanted = known_id(store, "Task", task)
        given = {"task": wanted, "limit": _ALL}
        used = ask(store, "task-datasets", given).records()
        found = list(dict.fromkeys(row["dataset_id"] for row in used))
        tested = ask(store, "gaps", {**given, "datasets": found}).records()
        said = ask(store, "methods-for-task", given).records()
    ids = {str(row["task_id"]) for row in used if wanted in (row["task_id"], row["task"])}
    columns = _datasets(used, ids)[:datasets]
    cells: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in tested:
        cells[str(row["method_id"]), str(row["dataset_id"])].append(row)
        names[str(row["method_id"])] = str(row["method"])
    names.update({str(row["id"]): str(row["method"]) for row in said})
    return Answers(
        _cell(names[method], name, cells.get((method, dataset), []))
        for method in _methods(tested, said, [dataset for dataset, _ in columns])[:methods]
        for dataset, name in columns
    )


def _datasets(rows: Sequence[_Row], tasks: set[str]) -> list[tuple[str, str]]:
    """(id, name) of the datasets of the tasks, those with the most weight first.

    What a paper ties to several tasks at once ('CIFAR-10 and Penn Treebank for images and
    language') counts a share for each: alone, it makes the dataset one of none of them.
    """
    names = {str(row["dataset_id"]): str(row["dataset"]) for row in rows}
    tied: dict[tuple[str, object, object], set[str]] = defaultdict(set)
    for row in rows:
        tied[str(row["dataset_id"]), row["how"], row["paper"]].add(str(row["task_id"]))
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    papers: dict[str, set[object]] = defaultdict(set)
    alone: set[str] = set()
    for (dataset, how, paper), its in tied.items():
        for task in its:
            weights[dataset][task] += (1.0 if how == "paper" else _STATED) / len(its)
        if its & tasks:
            papers[dataset].add(paper)
        if its <= tasks:
            alone.add(dataset)
    own = {d: max(weights[d].get(task, 0.0) for task in tasks) for d in papers}
    kept = [
        d
        for d in own
        if own[d] >= _OWN * max(weights[d].values()) and (d in alone or len(papers[d]) > 1)
    ]
    return [(d, names[d]) for d in sorted(kept, key=lambda d: (-own[d], d))]


def _methods(tested: Sequence[_Row], said: Sequence[_Row], datasets: Sequence[str]) -> list[str]:
    """The ids of the methods that solve the task, those that most papers test first."""
    papers: dict[str, set[object]] = defaultdict(set)
    for row in tested:
        on_task = row["on_task"] and row["binding"] != "sentence"
        if on_task and row["dataset_id"] in datasets:
            papers[str(row["method_id"])].add(row["paper"])
    linked = {str(row["id"]): row for row in said}
    solving = {*papers, *(m for m, row in linked.items() if row["said"] and row["introduced"])}

    def place(method: str) -> tuple[int, int, str]:
        row = linked.get(method)
        return -len(papers[method]), -cast("int", row["papers"]) if row else 0, method

    return sorted(solving, key=place)


def _cell(method: str, dataset: str, tests: Sequence[_Row]) -> CoverageCell:
    if not tests:
        return CoverageCell(method, dataset, "nothing", 0, 0, None, None, None)
    status = min((str(row["binding"]) for row in tests), key=BINDINGS.index)
    best = [row for row in tests if row["binding"] == status]
    results = sum(cast("int", row["results"]) for row in best)
    shown = (str(best[0][name]) for name in ("paper", "title", "sentence"))
    return CoverageCell(method, dataset, status, len(best), results, *shown)
