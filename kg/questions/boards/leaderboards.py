"""Values ranked where they measure one thing, and nowhere else; what is unsure stands apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, cast

from kg.core.errors import NotFoundError
from kg.core.full_texts.table_text import is_table_field
from kg.core.names import key
from kg.core.value_text import value_text
from kg.questions.answer_records import Answers, record_of_row
from kg.questions.boards.comparable import direction_of, why_incomparable
from kg.questions.boards.measured import (
    Measured,
    conditions_of_row,
    dataset_parts,
    level_of,
    metric_parts,
)
from kg.questions.boards.sentence_checks import are_of_one_list
from kg.questions.name_lookup import known_id, known_ids
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store
from kg.store import Store

__all__ = [
    "RANKED_CONFIDENCE",
    "RANKED_TABLE_CONFIDENCE",
    "LeaderboardEntry",
    "leaderboard",
    "ranked",
]

RANKED_CONFIDENCE = 0.4
"""The least chance of a result to be right that a board ranks: nine of ten such rows of the sample
are right; what is below is listed as unsure."""

RANKED_TABLE_CONFIDENCE = 0.7
"""The same for a value of a table: below it the paper as a whole gives one of its names.

A value in the paragraphs of a body is ranked by no confidence: too few are sure, and what a table
states as well is ranked by its cell.
"""

_ALL = 1_000_000
_Parts = Callable[[str], tuple[str, tuple[tuple[str, str], ...]]]
_DIRECTION = {True: "higher is better", False: "lower is better"}


@dataclass(frozen=True, slots=True)
class LeaderboardEntry:
    """A value with its place among those that measure the same thing.

    ``board`` names what its equals share: metric, data set, conditions, unit and direction; it
    is empty where the value can be compared with none. ``status`` is ``"ranked"``, ``"unsure"``
    (its confidence is below the least of a ranked one, it stands in running text, or its sentence
    gives a list of values of the method) or ``"not ranked"``; ``rank`` counts from 1 within the
    board, equal values share it, None without a rank. ``apart`` is why a value is not ranked, or
    how its board differs from the one that was asked for.

    ``value`` is verbatim, ``shown`` for reading; ``number``, ``deviation`` and ``interval`` are in
    ``unit``, ``level`` is the number in the unit of the board, ``scale``. ``dataset`` and
    ``metric`` are the names of the entities; ``conditions`` are ``name=value``, those in these
    names included. ``stands`` is ``"result"``, or ``"baseline"`` for a value of a method that the
    paper compares its own with. ``field`` is where in the body of the paper it stands ('table 2'),
    None for title and abstract. ``sources`` are the other papers that state the same value of the
    method.
    """

    board: str
    status: str
    rank: int | None
    value: str
    shown: str
    number: float | None
    unit: str | None
    level: float | None
    scale: str | None
    deviation: float | None
    interval: tuple[float, float] | None
    method: str | None
    stands: str
    dataset: str
    metric: str | None
    kind: str | None
    higher_is_better: bool | None
    conditions: tuple[str, ...]
    apart: str | None
    paper: str
    title: str
    date: str | None
    confidence: float
    judged_by: str | None
    sentence: str
    field: str | None
    sources: tuple[str, ...]
    result: str


class _Asked(NamedTuple):
    """What was asked for: names without conditions, and the conditions that were in them."""

    dataset: str | None
    metric: str | None
    of_dataset: Mapping[str, str]
    of_metric: Mapping[str, str]

    def takes(self, measured: Measured) -> bool:
        """Whether a board is asked for; one that leaves the variant of the metric open is too."""
        own = dict(measured.conditions)
        return (
            (self.dataset is None or key(measured.dataset) == key(self.dataset))
            and (self.metric is None or key(measured.metric) == key(self.metric))
            and all(own.get(name) == value for name, value in self.of_dataset.items())
            and all(own.get(name, value) == value for name, value in self.of_metric.items())
        )


def leaderboard(
    graph: Askable,
    *,
    dataset: str | None = None,
    metric: str | None = None,
    variants: bool = False,
    min_confidence: float | None = None,
    limit: int = 1000,
) -> list[LeaderboardEntry]:
    """The values stated for a data set and a metric: each board best first, then the others.

    Values share a board where data set, metric, conditions (split, version, image size, shots,
    variant of the metric ...), unit and direction are the same. Boards of other conditions come
    too, each by itself: ImageNet at 256x256 with ImageNet. The board with the most values comes
    first. Then come those that are unsure, and those that no board can rank, with the reason.

    Args:
        graph: a graph directory, a graph, or an open store.
        dataset, metric: names, aliases or ids; without one of them, the boards of all.
        variants: whether other versions of the data set (ImageNet-C) are listed too.
        min_confidence: the least confidence of a ranked value; by default `RANKED_CONFIDENCE`, and
            `RANKED_TABLE_CONFIDENCE` for those of tables; those of paragraphs are not ranked.
        limit: maximum number of values.

    Raises:
        NotFoundError: nothing has this name; the message suggests the nearest.
    """
    with opened_store(graph) as store:
        data = _name(store, "Dataset", dataset, dataset_parts) if dataset else None
        measure = _name(store, "Metric", metric, metric_parts) if metric else None
        rows = list(_rows(store, data, measure, variants=variants))
    asked = _asked(dataset, data, metric, measure)
    found = ranked(rows, None if variants else asked, min_confidence=min_confidence)
    return Answers(found[:limit])


def _asked(
    dataset: str | None, data: str | None, metric: str | None, measure: str | None
) -> _Asked:
    """What was asked for, from the names typed and those of the entities they were found as."""
    of_dataset = {**dict(dataset_parts(data or "")[1]), **dict(dataset_parts(dataset or "")[1])}
    of_metric = {**dict(metric_parts(measure or "")[1]), **dict(metric_parts(metric or "")[1])}
    return _Asked(
        dataset_parts(data)[0] if data else None,
        metric_parts(measure)[0] if measure else None,
        of_dataset,
        of_metric,
    )


def _name(store: Store, label: str, typed: str, parts: _Parts) -> str:
    """The name of the entity that is called so, with or without the conditions in what was typed:
    'ImageNet 256x256' finds ImageNet where results alone have the size."""
    try:
        identifier = known_id(store, label, typed)
    except NotFoundError:
        left, found = parts(typed)
        if not found or not left:
            raise
        identifier = known_id(store, label, left)
    rows = ask(store, "names", {"label": label}).records()
    return next((str(row["name"]) for row in rows if row["id"] == identifier), typed)


def _rows(
    store: Store, dataset: str | None, metric: str | None, *, variants: bool
) -> list[dict[str, object]]:
    """The values of every entity that is the data set, and the metric, under some condition; those
    of the data set itself first."""
    data = _family(store, "Dataset", dataset, dataset_parts) if dataset else []
    measures = _family(store, "Metric", metric, metric_parts) if metric else []
    if variants and data:
        rows = ask(store, "variants-of", {"ids": data}).records()
        data = list(dict.fromkeys([*data, *(str(row["id"]) for row in rows)]))
    ids = data or measures or _all_ids(store, "Dataset")
    single: dict[tuple[object, object], dict[str, object]] = {}
    for row in ask(store, "leaderboard", {"ids": ids, "limit": _ALL}).records():
        if not measures or row["metric_id"] in measures:
            single.setdefault((row["result"], row["stands"]), row)
    places = {identifier: place for place, identifier in enumerate(data)}
    return sorted(single.values(), key=lambda row: places.get(str(row["dataset_id"]), 0))


def _all_ids(store: Store, label: str) -> list[str]:
    return [str(row["id"]) for row in ask(store, "names", {"label": label}).records()]


def _family(store: Store, label: str, name: str, parts: _Parts) -> list[str]:
    """The ids of the entities that differ from a named one in conditions alone; its own first."""
    own = known_ids(store, label, name)
    rows = ask(store, "names", {"label": label}).records()
    called = [str(row["name"]) for row in rows if row["id"] in own] or [name]
    wanted = key(parts(called[0])[0])
    like = [str(row["id"]) for row in rows if key(parts(str(row["name"]))[0]) == wanted]
    return list(dict.fromkeys([*own, *like]))


def ranked(
    rows: Iterable[Mapping[str, object]],
    asked: _Asked | None = None,
    *,
    min_confidence: float | None = None,
) -> list[LeaderboardEntry]:
    """The values of rows (columns as of ``cypher/leaderboard.cypher``) on their boards.

    >>> ranked([])
    []
    """
    boards: dict[Measured, list[LeaderboardEntry]] = {}
    beside: dict[Measured, list[LeaderboardEntry]] = {}
    unsure: list[LeaderboardEntry] = []
    others: list[LeaderboardEntry] = []
    for row in rows:
        measured = _measured(row)
        if measured is None:
            others.append(_entry(row, None))
        elif asked is not None and not asked.takes(measured):
            continue
        elif (low := _why_unsure(row, min_confidence)) is None:
            boards.setdefault(measured, []).append(_entry(row, measured))
        else:
            unsure.append(replace(_entry(row, measured), apart=low))
            beside.setdefault(measured, []).append(unsure[-1])
    parted = {
        measured: _part_several(entries, beside.get(measured, ()))
        for measured, entries in boards.items()
    }
    boards = {measured: single for measured, (single, _) in parted.items() if single}
    unsure += [replace(e, apart=_SEVERAL) for _, several in parted.values() for e in several]
    out: list[LeaderboardEntry] = []
    for measured in _in_order(boards):
        apart = _unlike(measured, asked)
        out += [replace(entry, apart=apart) for entry in _placed(boards[measured], measured)]
    return [*out, *_once(unsure), *_once(others)]


_SEVERAL = "its sentence gives several values of it"


def _part_several(
    entries: Sequence[LeaderboardEntry], beside: Sequence[LeaderboardEntry]
) -> tuple[list[LeaderboardEntry], list[LeaderboardEntry]]:
    """The values of a board, and apart from them those of one method that one sentence gives
    several of: what tells these apart ('for axial and sagittal views') was not read.

    ``beside`` are values that are not sure enough for the board, and several all the same.
    """
    together: dict[tuple[object, ...], list[LeaderboardEntry]] = {}
    for entry in (*entries, *beside):
        said = entry.paper, entry.sentence, key(entry.method or ""), entry.stands
        together.setdefault(said, []).append(entry)
    parted: tuple[list[LeaderboardEntry], list[LeaderboardEntry]] = ([], [])
    for both in together.values():
        values = {entry.level: entry.value for entry in both}.values()
        listed = [entry for entry in both if entry.apart is None]
        is_list = both[0].field is None and are_of_one_list(both[0].sentence, values)
        for entry in listed:
            parted[is_list and entry.judged_by is None].append(entry)
    return parted


def _why_unsure(row: Mapping[str, object], asked: float | None) -> str | None:
    """Why a row is not sure enough to be ranked, None if it is; ``asked`` is the least confidence
    that goes before the defaults."""
    field = cast("str | None", row["field"])
    if row["judged_by"] is not None:
        return None
    if asked is None and field is not None and not is_table_field(field):
        return "it stands in running text"
    least = RANKED_TABLE_CONFIDENCE if field else RANKED_CONFIDENCE
    least = least if asked is None else asked
    is_sure = cast("float", row["confidence"]) >= least
    return None if is_sure else f"its confidence is below {100 * least:.0f} %"


def _measured(row: Mapping[str, object]) -> Measured | None:
    if why_incomparable(row):
        return None
    metric, _ = metric_parts(str(row["metric"]))
    dataset, _ = dataset_parts(str(row["dataset"]))
    number, unit = cast("float", row["number"]), cast("str | None", row["unit"])
    _, scale = level_of(number, unit, metric)
    return Measured(dataset, metric, conditions_of_row(row), scale, bool(direction_of(row)))


def _entry(row: Mapping[str, object], measured: Measured | None) -> LeaderboardEntry:
    number, unit = cast("float | None", row["number"]), cast("str | None", row["unit"])
    low, high = (cast("float | None", row[f"interval_{end}"]) for end in ("low", "high"))
    interval = None if low is None or high is None else (low, high)
    deviation = cast("float | None", row["deviation"])
    level = level_of(number, unit, measured.metric)[0] if measured and number is not None else None
    conditions = conditions_of_row(row) if row["metric"] else ()
    return record_of_row(
        LeaderboardEntry,
        row,
        board=_title(measured) if measured else "",
        status="unsure" if measured else "not ranked",
        rank=None,
        shown=value_text(str(row["value"]), number, unit, deviation, interval),
        level=level,
        scale=measured.scale if measured else None,
        interval=interval,
        stands="baseline" if row["compared"] else row["stands"],
        conditions=tuple(f"{name}={value}" for name, value in conditions),
        apart=why_incomparable(row),
        sources=(),
    )


def _title(measured: Measured) -> str:
    parts = [
        f"{measured.shown_metric} on {measured.dataset}",
        measured.shown_conditions,
        f"in {measured.scale}" if measured.scale not in (None, "%") else "",
    ]
    shown = ", ".join(part for part in parts if part)
    return f"{shown}; {_DIRECTION[measured.higher_is_better]}"


def _in_order(boards: Mapping[Measured, Sequence[LeaderboardEntry]]) -> list[Measured]:
    """Boards of one data set and metric together, then of one variant of the metric; those with
    the most values first."""
    sizes: Counter[tuple[str, ...]] = Counter()
    for measured, entries in boards.items():
        sizes[measured.kind] += len(entries)
        sizes[*measured.kind, measured.shown_metric] += len(entries)

    def place(m: Measured) -> tuple[object, ...]:
        variant = (*m.kind, m.shown_metric)
        own = (-len(boards[m]), m.conditions, m.scale or "")
        return (-sizes[m.kind], m.kind, -sizes[variant], variant, *own)

    return sorted(boards, key=place)


def _unlike(measured: Measured, asked: _Asked | None) -> str | None:
    """How a board differs from what was asked for."""
    if asked is None:
        return None
    named = {**asked.of_dataset, **asked.of_metric}
    more = [value for name, value in measured.conditions if name not in named]
    open_ones = [value for name, value in named.items() if name not in dict(measured.conditions)]
    return ", ".join([*more, *(f"{value} is not stated" for value in open_ones)]) or None


def _placed(entries: Sequence[LeaderboardEntry], measured: Measured) -> list[LeaderboardEntry]:
    """The values of one board with their ranks, best first; each value of a method once."""
    sign = -1.0 if measured.higher_is_better else 1.0
    single = _once(entries)
    places = [sign * cast("float", entry.level) for entry in single]
    placed = [
        replace(entry, status="ranked", rank=1 + sum(other < place for other in places))
        for entry, place in zip(single, places, strict=True)
    ]
    return sorted(placed, key=lambda e: (cast("int", e.rank), e.date or "9999", e.paper, e.stands))


def _once(entries: Iterable[LeaderboardEntry]) -> list[LeaderboardEntry]:
    """Each value of a method once: from the paper whose own result it is, else the earliest; the
    others are its sources."""
    same: dict[tuple[object, ...], list[LeaderboardEntry]] = {}
    for entry in entries:
        what = (entry.board, entry.metric) if entry.board else (entry.metric, entry.dataset)
        value = entry.value if entry.level is None else entry.level
        method = key(entry.method) if entry.method else None
        owner = None if entry.method else entry.paper
        same.setdefault((*what, method, owner, value), []).append(entry)
    return [_first(listed) for listed in same.values()]


def _first(entries: Sequence[LeaderboardEntry]) -> LeaderboardEntry:
    own = min(
        entries,
        key=lambda e: (e.stands == "baseline", e.date or "9999", e.paper, -e.confidence),
    )
    others = sorted({entry.paper for entry in entries} - {own.paper})
    return replace(own, sources=tuple(others))
