"""What was tested on what: of the most addressed tasks, methods and data sets, as `kg gaps`."""

from __future__ import annotations

from collections.abc import Iterator

from kg.core.schema import DATASET, METHOD, PAPER
from kg.questions import CoverageCell, gaps
from kg.site.addresses import page_of
from kg.site.list_records import most_addressed
from kg.site.staged_graph import Record, StagedGraph, cleaned
from kg.store import Store

__all__ = ["gap_matrices"]

_TASKS = 15
"""Tasks with a matrix, at most: each is a question of its own."""


def gap_matrices(store: Store, graph: StagedGraph) -> Record:
    """A matrix for each of the tasks that most papers address, but for those without any test."""
    matrices = [_matrix(store, graph, task) for task in most_addressed(graph, _TASKS)]
    return {
        "kind": "gaps",
        "name": "Gaps",
        "matrices": [each for each in matrices if each["filled"]],
    }


def _matrix(store: Store, graph: StagedGraph, task: str) -> Record:
    cells = gaps(store, task)
    datasets = list(dict.fromkeys(cell.dataset for cell in cells))
    methods = list(dict.fromkeys(cell.method for cell in cells))
    found = {(cell.method, cell.dataset): cell for cell in cells}
    return {
        "task": graph.reference(task),
        "datasets": [_named(graph, DATASET, name) for name in datasets],
        "rows": [
            {
                "method": _named(graph, METHOD, method),
                "cells": [_cell(found[method, dataset]) for dataset in datasets],
            }
            for method in methods
        ],
        "filled": sum(cell.status != "nothing" for cell in cells),
        "total": len(cells),
    }


def _cell(cell: CoverageCell) -> Record:
    return {
        "status": cell.status,
        "papers": cell.papers,
        "results": cell.results,
        "page": f"{page_of(PAPER, cell.paper)}.html" if cell.paper else None,
        "title": cleaned(cell.title or ""),
        "sentence": cleaned(cell.sentence or ""),
    }


def _named(graph: StagedGraph, label: str, name: str) -> Record:
    """The node of a label with this name, the most used of several."""
    found = next(_ids(graph, label, cleaned(name)), None)
    return {"name": cleaned(name), "page": None} if found is None else graph.reference(found)


def _ids(graph: StagedGraph, label: str, name: str) -> Iterator[str]:
    statement = "SELECT id FROM node WHERE label = ? AND name = ? ORDER BY uses DESC, id"
    return (identifier for (identifier,) in graph.rows(statement, label, name))
