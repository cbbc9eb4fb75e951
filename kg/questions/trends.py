"""How the use of a name changes over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from kg.questions.answer_records import record_of_row
from kg.questions.name_lookup import ANY, known_id
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store

By = Literal["year", "month", "day"]


@dataclass(frozen=True, slots=True)
class Period:
    """The papers of a year, month or day (None: without a date) that have a name.

    ``of`` counts all papers of the period and ``share`` is ``papers / of``; the others count the
    papers that introduce it, use it (test or train on it, report or address it), compare with
    it, or only mention it.
    """

    period: str | None
    papers: int
    of: int
    share: float
    introduce: int
    use: int
    compare: int
    mention: int


def trend(graph: Askable, name: str, *, by: By = "month") -> list[Period]:
    """The periods that have papers, in order, with how many of them have the name.

    Raises:
        NotFoundError: nothing has this name; the message suggests the nearest.
    """
    with opened_store(graph) as store:
        rows = ask(store, "trend", {"name": known_id(store, ANY, name), "by": by}).records()
    return [record_of_row(Period, row, share=_share(row["papers"], row["of"])) for row in rows]


def _share(papers: object, of: object) -> float:
    return round(cast("int", papers) / cast("int", of), 4)
