"""Which statements compare one method with another, with their sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from kg.questions.answer_records import record_of_row
from kg.questions.name_lookup import known_id
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store


@dataclass(frozen=True, slots=True)
class Comparison:
    """A statement that compares a method with a rival.

    ``how`` is ``"result"`` where a number does, ``"stated"`` where a sentence does without one,
    and ``"introduced"`` where a paper introduces the method and compares it with the rival.
    ``ahead`` is the one with the better value, where both values are numbers of a metric whose
    direction is known, and they differ.
    """

    how: str
    method: str
    rival: str
    value: str | None
    rival_value: str | None
    metric: str | None
    dataset: str | None
    ahead: str | None
    paper: str
    title: str
    date: str | None
    confidence: float
    sentence: str


def compare(
    graph: Askable,
    method: str,
    other: str | None = None,
    *,
    min_confidence: float = 0.5,
    limit: int = 100,
) -> list[Comparison]:
    """The statements that compare two methods, or one with any: numbers first, then words.

    Args:
        graph: a graph directory, a graph, or an open store.
        method, other: names, aliases or ids of methods.
        min_confidence: smallest confidence of a comparison without a number, in [0, 1].
        limit: maximum number of statements.

    Raises:
        NotFoundError: no method has this name; the message suggests the nearest.
    """
    with opened_store(graph) as store:
        given = {
            "method": known_id(store, "Method", method),
            "other": known_id(store, "Method", other),
            "limit": limit,
        }
        numbers = [_number(row) for row in ask(store, "compare", given).records()]
        without = ask(store, "compare-stated", {**given, "min_confidence": min_confidence})
        stated = [_statement(row) for row in without.records()]
    seen = {(c.paper, c.sentence, frozenset((c.method, c.rival))) for c in numbers}
    words = []
    for found in sorted(stated, key=lambda c: c.how, reverse=True):
        key = (found.paper, found.sentence, frozenset((found.method, found.rival)))
        if key not in seen:
            seen.add(key)
            words.append(found)
    return (numbers + words)[:limit]


def _number(row: Mapping[str, object]) -> Comparison:
    return record_of_row(
        Comparison,
        row,
        how="result",
        rival=row["baseline"],
        rival_value=row["baseline_value"],
        ahead=_ahead(row),
    )


def _ahead(row: Mapping[str, object]) -> object:
    own, rival = row["number"], row["baseline_number"]
    if row["kind"] != "absolute" or row["higher_is_better"] is None:
        return None
    if None in (own, rival) or own == rival:
        return None
    higher = cast("float", own) > cast("float", rival)
    return row["method"] if higher == row["higher_is_better"] else row["baseline"]


def _statement(row: Mapping[str, object]) -> Comparison:
    nothing = dict.fromkeys(("value", "rival_value", "metric", "dataset", "ahead"))
    return record_of_row(Comparison, row, **nothing)
