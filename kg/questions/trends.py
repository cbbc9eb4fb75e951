"""How the use of a name changes over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from kg.questions.answer_records import Answers, record_of_row
from kg.questions.name_lookup import ANY, known_id
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store

By = Literal["year", "month", "day"]


@dataclass(frozen=True, slots=True)
class Period:
    """The papers of a year, month or day (None: without a date) that have a name.

    A month in an arXiv id goes before the day of a listing.

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


def trend(graph: Askable, name: str, *, by: By | None = None) -> list[Period]:
    """The periods that have papers, in order, with how many of them have the name.

    Args:
        graph: a graph directory, a graph, or an open store.
        name: name, alias or id of a method, dataset, metric or task.
        by: how long a period is; None: years, but months where the papers of the graph span no
            more than two years, and days where they span no more than two months.

    Raises:
        NotFoundError: nothing has this name; the message suggests the nearest.
    """
    with opened_store(graph) as store:
        given = {"name": known_id(store, ANY, name), "by": "day"}
        days = ask(store, "trend", given).records()
    length = _LENGTHS[by or _fitting(days)]
    counts: dict[str | None, Counter[str]] = {}
    for row in days:
        period = None if row["period"] is None else str(row["period"])[:length]
        counts.setdefault(period, Counter()).update({c: cast("int", row[c]) for c in _COUNTS})
    return Answers(
        record_of_row(Period, count, period=period, share=round(count["papers"] / count["of"], 4))
        for period, count in counts.items()
    )


_LENGTHS: Mapping[By, int] = {"year": 4, "month": 7, "day": 10}
_COUNTS = ("papers", "of", "introduce", "use", "compare", "mention")
_MONTHS, _DAYS = 24, 2  # months that the papers span, at most, to be counted by month, by day


def _fitting(days: Sequence[Mapping[str, object]]) -> By:
    months = [12 * int(day[:4]) + int(day[5:7] or 1) for row in days if (day := _day(row))]
    span = max(months) - min(months) + 1 if months else 0
    known = all(len(day) == len("2024-01-31") for row in days if (day := _day(row)))
    return "day" if known and span <= _DAYS else "month" if span <= _MONTHS else "year"


def _day(row: Mapping[str, object]) -> str:
    return str(row["period"] or "")
