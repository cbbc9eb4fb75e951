"""Which results are worth a person's judgement: those that a board would rank, least sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from kg.questions.answer_records import Answers, record_of_row
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store

__all__ = ["ResultDoubt", "unsure_results"]

_UNRANKED = 0.1
"""The worth of a result that no board can rank, beside one that a board ranks."""


@dataclass(frozen=True, slots=True)
class ResultDoubt:
    """A result for manual review, with its id, its slots and its sentence.

    ``worth`` is the number of papers with results of its dataset and metric, times the
    uncertainty of ``confidence``, 1 - |2 confidence - 1|; a tenth of that where no board can
    rank the result: it names no method, dataset or metric, is no absolute number, or it is not
    known which way the metric is better. ``papers`` are those of its dataset and metric.
    """

    worth: float
    id: str
    method: str | None
    dataset: str | None
    metric: str | None
    task: str | None
    value: str
    number: float | None
    unit: str | None
    kind: str | None
    baseline: str | None
    confidence: float
    papers: int
    paper: str
    title: str
    sentence: str


def unsure_results(graph: Askable, *, limit: int = 20) -> list[ResultDoubt]:
    """The results that nobody has judged, the most valuable to judge first.

    Raises:
        GraphError, StoreError: the graph cannot be opened.
    """
    with opened_store(graph) as store:
        rows = ask(store, "results-to-judge", {}).records()
    papers: dict[tuple[object, object], set[object]] = {}
    for row in rows:
        papers.setdefault(_board(row), set()).add(row["paper"])
    found = [_doubt(row, len(papers[_board(row)])) for row in rows]
    return Answers(sorted(found, key=lambda doubt: (-doubt.worth, doubt.id))[:limit])


def _board(row: Mapping[str, object]) -> tuple[object, object]:
    return row["dataset"], row["metric"]


def _doubt(row: Mapping[str, object], papers: int) -> ResultDoubt:
    named = all(row[slot] is not None for slot in ("method", "dataset", "metric"))
    known = row["number"] is not None and row["higher_is_better"] is not None
    ranked = named and known and row["kind"] == "absolute"
    uncertainty = 1 - abs(2 * cast("float", row["confidence"]) - 1)
    worth = (papers if ranked else _UNRANKED) * uncertainty
    return record_of_row(ResultDoubt, row, worth=round(worth, 3), papers=papers)
