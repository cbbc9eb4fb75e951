"""Two metrics of one data set: which methods no other beats in both (their Pareto front)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from kg.core.schema import RESULT
from kg.questions import LeaderboardEntry
from kg.site.addresses import page_of
from kg.site.staged_graph import Record, cleaned

__all__ = ["pareto_front", "trade_offs"]

_SHARED = 3
"""Methods with a value of both metrics from which there is something to weigh."""

_Measured = Mapping[tuple[str, str], LeaderboardEntry]
"""(paper, method) -> its best value on one board."""


def trade_offs(boards: Mapping[str, Sequence[LeaderboardEntry]]) -> Mapping[str, list[Record]]:
    """Id of a board -> its pairs with other metrics of the data set, most methods first.

    A method counts where one paper states both values of it. Each pair is of two boards as
    `kg.leaderboard` groups them, so that the values of each can be compared.
    """
    by_dataset: dict[str, list[tuple[str, _Measured]]] = {}
    for identifier, entries in boards.items():
        for measured in _groups(entries):
            dataset = next(iter(measured.values())).dataset
            by_dataset.setdefault(dataset, []).append((identifier, measured))
    found: dict[str, list[Record]] = {}
    for groups in by_dataset.values():
        for (own, one), (other, two) in combinations(groups, 2):
            shared = sorted(one.keys() & two.keys())
            if own != other and len(shared) >= _SHARED:
                found.setdefault(own, []).append(_pair(one, two, shared, other))
                found.setdefault(other, []).append(_pair(two, one, shared, own))
    for pairs in found.values():
        pairs.sort(key=lambda pair: (-len(pair["points"]), pair["name"]))
    return found


def pareto_front(
    points: Sequence[tuple[float, float]], *, higher: tuple[bool, bool]
) -> frozenset[int]:
    """The numbers of the points that no other is at least as good as in both, and better in one.

    >>> sorted(pareto_front([(1, 9), (2, 8), (2, 7), (0, 9)], higher=(True, True)))
    [0, 1]
    """
    signs = [1 if each else -1 for each in higher]
    good = [(signs[0] * x, signs[1] * y) for x, y in points]
    return frozenset(
        number
        for number, one in enumerate(good)
        if not any(two != one and two[0] >= one[0] and two[1] >= one[1] for two in good)
    )


def _groups(entries: Iterable[LeaderboardEntry]) -> list[_Measured]:
    """The ranked values of each group: of a paper's values of a method the best, which is first."""
    found: dict[str, dict[tuple[str, str], LeaderboardEntry]] = {}
    for entry in entries:
        if entry.status == "ranked" and entry.method and entry.level is not None:
            found.setdefault(entry.board, {}).setdefault((entry.paper, entry.method), entry)
    return list(found.values())


def _pair(one: _Measured, two: _Measured, shared: Sequence[tuple[str, str]], other: str) -> Record:
    first, second = one[shared[0]], two[shared[0]]
    levels = [(one[key].level or 0.0, two[key].level or 0.0) for key in shared]
    higher = bool(first.higher_is_better), bool(second.higher_is_better)
    front = pareto_front(levels, higher=higher)
    points: list[Record] = [
        {
            "method": cleaned(one[key].method or ""),
            "level": x,
            "other_level": y,
            "shown": cleaned(one[key].shown),
            "other_shown": cleaned(two[key].shown),
            "page": f"{page_of(RESULT, one[key].result)}.html",
            "title": cleaned(one[key].title),
            "front": number in front,
        }
        for number, (key, (x, y)) in enumerate(zip(shared, levels, strict=True))
    ]
    points.sort(key=lambda p: (not p["front"], -p["level"] if higher[0] else p["level"]))
    return {
        "name": cleaned(f"{first.metric} and {second.metric}"),
        "metric": cleaned(first.metric or ""),
        "other_metric": cleaned(second.metric or ""),
        "other_page": f"{page_of('Board', other)}.html",
        "higher": list(higher),
        "points": points,
    }
