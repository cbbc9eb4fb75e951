"""Values for a dataset and a metric, ranked where they can be compared and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, cast

from kg.core.names import key
from kg.lexicon import metrics
from kg.questions.answer_records import record_of_row
from kg.questions.conditions import conditions
from kg.questions.name_lookup import known_id
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store

_CHANGES = {
    "relative": "it is a share of another value",
    "difference": "it is a difference",
    "ratio": "it is a multiple of another value",
}
_OTHER_UNITS = frozenset({"s", "ms", "min", "h", "days", "weeks", "months", "GB", "MB", "KB", "/s"})
"""What no share or score is measured in: such a value was bound to the wrong metric."""

_DIRECTION = {True: "higher is better", False: "lower is better"}


@dataclass(frozen=True, slots=True)
class LeaderboardEntry:
    """A value with its place among those that were measured alike.

    ``board`` names what its equals share: metric, dataset, unit, conditions and direction; it
    is empty where the value can be compared with none. ``rank`` counts from 1 within the board,
    and equal values share it; None for a value without a board. ``apart`` gives the reason why
    a value is not on the first board of its metric. ``stands`` is ``"result"``, or
    ``"baseline"`` for a value that the paper compares its own with; ``condition`` is the split,
    image size and shots that the sentence names.
    """

    board: str
    rank: int | None
    value: str
    number: float | None
    unit: str | None
    method: str | None
    stands: str
    dataset: str
    metric: str | None
    kind: str | None
    higher_is_better: bool | None
    condition: str
    apart: str | None
    paper: str
    title: str
    date: str | None
    confidence: float
    sentence: str


class _Board(NamedTuple):
    """What values must share to be ranked together."""

    metric: str
    dataset: str
    unit: str | None
    higher_is_better: bool
    condition: str

    def __str__(self) -> str:
        parts = [f"{self.metric} on {self.dataset}", self.condition, f"in {self.unit}"]
        shown = [part for part in parts[: 3 if self.unit else 2] if part]
        return f"{', '.join(shown)}; {_DIRECTION[self.higher_is_better]}"

    def unlike(self, other: _Board) -> str:
        """How it differs from another board of its metric."""
        names = {
            f"the dataset is {self.dataset}": self.dataset != other.dataset,
            f"the unit is {self.unit or 'not given'}": self.unit != other.unit,
            f"measured at {self.condition or 'no stated condition'}": self.condition
            != other.condition,
        }
        return ", ".join(name for name, differs in names.items() if differs)


def leaderboard(
    graph: Askable,
    *,
    dataset: str,
    metric: str | None = None,
    variants: bool = False,
    limit: int = 1000,
) -> list[LeaderboardEntry]:
    """The values stated for a dataset, best first on each board, then those without a board.

    Values share a board where metric, direction, unit, dataset and the conditions that their
    sentences name are the same. The board with the most values comes first.

    Args:
        graph: a graph directory, a graph, or an open store.
        dataset, metric: names, aliases or ids; without a metric, the boards of every metric.
        variants: whether values on variants of the dataset are listed too, on boards of their own.
        limit: maximum number of values that are read.

    Raises:
        NotFoundError: nothing has this name; the message suggests the nearest.
    """
    with opened_store(graph) as store:
        given: Mapping[str, object] = {
            "dataset": known_id(store, "Dataset", dataset),
            "metric": known_id(store, "Metric", metric),
            "variants": "yes" if variants else "no",
            "limit": limit,
        }
        rows = ask(store, "leaderboard", given).records()
    return ranked(rows)


def ranked(rows: Iterable[Mapping[str, object]]) -> list[LeaderboardEntry]:
    """The values of rows (columns as of ``cypher/leaderboard.cypher``) on their boards."""
    listed = _stated_once(_entry(row) for row in rows)
    sizes = Counter(entry.board for entry in listed if entry.board)
    order = sorted(sizes, key=lambda board: (-sizes[board], board))
    boards = [[s for s in listed if s.board == board] for board in order]
    firsts: dict[str | None, _Board] = {}
    out: list[LeaderboardEntry] = []
    for board in boards:
        own = _board(board[0])
        first = firsts.setdefault(own.metric, own)
        apart = None if first == own else own.unlike(first)
        out += [replace(entry, apart=apart) for entry in _placed(board)]
    return out + [entry for entry in listed if not entry.board]


def _entry(row: Mapping[str, object]) -> LeaderboardEntry:
    """The value, not ranked yet: with its board, or the reason why it has none."""
    named = conditions(str(row["sentence"]), str(row["dataset"]))
    condition = ", ".join(value for values in named.values() for value in values)
    several = [values for values in named.values() if len(values) > 1]
    reason = _incomparable(row, several)
    found = record_of_row(
        LeaderboardEntry, row, board="", rank=None, condition=condition, apart=reason
    )
    return found if reason else replace(found, board=str(_board(found)))


def _stated_once(entries: Iterable[LeaderboardEntry]) -> list[LeaderboardEntry]:
    """A paper that states a value in two sentences states it once."""
    stated = {
        (s.paper, s.method, s.value, s.metric, s.dataset, s.stands, s.condition): s
        for s in reversed(list(entries))
    }
    return list(reversed(stated.values()))


def _incomparable(row: Mapping[str, object], several: list[tuple[str, ...]]) -> str | None:
    if row["metric"] is None:
        return "no metric is named"
    if row["number"] is None:
        return "it is no number"
    if row["kind"] != "absolute":
        return _CHANGES.get(str(row["kind"]), "it may be a value or a change")
    if row["higher_is_better"] is None:
        return f"which way {row['metric']} is better is not known"
    if row["unit"] in _OTHER_UNITS and _is_share(str(row["metric"])):
        return f"{row['unit']} is no unit of {row['metric']}"
    if several:
        return f"its sentence names several conditions: {', '.join(several[0])}"
    return None


def _is_share(metric: str) -> bool:
    entry = metrics.shipped_metrics().get(key(metric))
    return entry is not None and entry.unit in ("share", "score")


def _board(entry: LeaderboardEntry) -> _Board:
    s = entry
    return _Board(str(s.metric), s.dataset, s.unit, bool(s.higher_is_better), s.condition)


def _placed(board: list[LeaderboardEntry]) -> list[LeaderboardEntry]:
    """The values of one board with their ranks, best first."""
    sign = -1.0 if board[0].higher_is_better else 1.0
    places = [sign * cast("float", entry.number) for entry in board]
    ranked = [
        replace(entry, rank=1 + sum(other < place for other in places))
        for entry, place in zip(board, places, strict=True)
    ]
    return sorted(ranked, key=lambda s: (cast("int", s.rank), s.date or "9999", s.paper, s.stands))
