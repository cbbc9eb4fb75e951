"""Which results of a paper answer what was asked: from its links and its results, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby

from kg.questions.answer_records import record_of_row

__all__ = ["SLOTS", "FoundResult", "LinkedPaper", "found_results", "linked_papers"]

SLOTS = ("method", "dataset", "metric", "task")
"""What can be asked for, in the order in which answers name it."""

_UNTESTED = frozenset({"MENTIONS", "TRAINS_ON"})
"""Links of a paper to what it does not evaluate."""

_Row = Mapping[str, object]


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


@dataclass(frozen=True, slots=True)
class LinkedPaper:
    """A paper with its links to what was asked for.

    ``ids`` are the entities that it is linked with, ``names`` and ``sentences`` one of each by
    slot, and ``tested`` the slots in which it does more than mention them or train on them.
    """

    paper: str
    title: str
    date: str | None
    tests_on_data: bool
    ids: frozenset[str]
    names: Mapping[str, str]
    sentences: Mapping[str, str]
    tested: frozenset[str]


def linked_papers(rows: Iterable[_Row], slots: Mapping[str, str]) -> Iterator[LinkedPaper]:
    """The papers in rows of ``cypher/papers-with.cypher``.

    Args:
        rows: sorted by paper.
        slots: id of what was asked for -> its slot.
    """
    for _, group in groupby(rows, key=lambda row: row["paper"]):
        links = list(group)
        of = [(slots[str(link["id"])], link) for link in links]
        yield record_of_row(
            LinkedPaper,
            links[0],
            ids=frozenset(str(link["id"]) for link in links),
            names=_least(of, "name"),
            sentences=_least(of, "sentence"),
            tested=frozenset(slot for slot, link in of if link["role"] not in _UNTESTED),
        )


def _least(links: Iterable[tuple[str, _Row]], column: str) -> dict[str, str]:
    """Slot -> the least value of a column, whatever the order of the links."""
    found = sorted(((slot, str(link[column])) for slot, link in links), reverse=True)
    return dict(found)


def found_results(paper: LinkedPaper, stated: Sequence[_Row]) -> Iterator[FoundResult]:
    """The answers of a paper that is linked with all that was asked.

    A result answers if it binds something of it and contradicts none of it: with A tested on D1
    and B on D2, nobody tested A on D2. Of a paper on a task, asked for alone, all do. A paper
    without such a result answers by itself if its links say that all was tested.

    Args:
        paper: the paper.
        stated: its results, rows of ``cypher/results-in.cypher``.
    """
    rivals: dict[object, set[object]] = {}
    for row in stated:
        rivals.setdefault(row["result"], set()).add(row["baseline_id"])
    kept = [row for row in stated if _answers(paper, row, rivals[row["result"]])]
    if kept:
        yield from (_found(paper, row) for row in kept)
    elif _tests_all(paper, stated):
        yield _found(paper, {})


def _is_task_alone(paper: LinkedPaper) -> bool:
    return paper.names.keys() == {"task"}


def _answers(paper: LinkedPaper, row: _Row, rivals: set[object]) -> bool:
    """Whether a result binds something of what was asked, and nothing else in its place."""
    methods = {row["method_id"], *rivals} & paper.ids
    others = {row[f"{slot}_id"] for slot in ("dataset", "metric", "task")} & paper.ids
    if not (methods or others or _is_task_alone(paper)):
        return False
    if "method" in paper.names and row["method_id"] is not None and not methods:
        return False
    return not any(
        row[f"{slot}_id"] is not None and row[f"{slot}_id"] not in paper.ids
        for slot in ("dataset", "metric", "task")
        if slot in paper.names
    )


def _tests_all(paper: LinkedPaper, stated: Iterable[_Row]) -> bool:
    """Whether the links of a paper without such a result say that what was asked was tested."""
    if _is_task_alone(paper):
        return True
    measured = {row[f"{slot}_id"] for row in stated for slot in ("dataset", "metric")}
    has_data = "dataset" in paper.names or paper.tests_on_data
    return paper.tested == paper.names.keys() and has_data and not measured & paper.ids


def _found(paper: LinkedPaper, row: _Row) -> FoundResult:
    """The record of a result, or of a paper without one (an empty row)."""
    ids = {slot: row.get(f"{slot}_id") for slot in (*SLOTS, "baseline")}
    as_baseline = ids["baseline"] in paper.ids
    is_bound = {slot: ids[slot] in paper.ids for slot in SLOTS}
    is_bound["method"] |= as_baseline
    linked = tuple(slot for slot in SLOTS if slot in paper.names and not is_bound[slot])
    names = {slot: row.get(slot) or paper.names.get(slot) for slot in SLOTS}
    if as_baseline:
        names["method"] = row["method"]
    rest = (field.name for field in fields(FoundResult) if field.name not in names)
    return record_of_row(
        FoundResult,
        dict.fromkeys(rest) | dict(row) | names,
        paper=paper.paper,
        title=paper.title,
        date=paper.date,
        binding="partial" if linked else "full",
        bound=tuple(slot for slot, identifier in ids.items() if identifier is not None),
        linked=linked,
        also=tuple(dict.fromkeys(paper.sentences[slot] for slot in linked)),
    )
