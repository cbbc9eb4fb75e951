"""Why a value is no level that a board could rank: a change, a share of another, a wrong unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import cast

from kg.core.names import key
from kg.core.schema import DATASET
from kg.lexicon import metrics
from kg.lexicon.entries import entries
from kg.questions.boards.measured import conditions_of_row, metric_parts
from kg.questions.boards.sentence_checks import why_not_stated

__all__ = ["direction_of", "why_incomparable"]

_CHANGES = {
    "relative": "it is a relative change",
    "difference": "it is a difference",
    "ratio": "it is a multiple of another value",
}
_OF_CHANGE = re.compile(
    r"\b(?:improvements?|gains?|drops?|reductions?|increases?|decreases?|degradation|differences?"
    r"|deltas?|relative|savings?|boosts?|speed-?ups?|accelerations?)\b",
    re.IGNORECASE,
)
"""Metrics that are changes by themselves: 'accuracy drop', 'speedup'."""
_OF_PEOPLE = re.compile(r"human (?:score|performance|level|baseline)s?", re.IGNORECASE)
_PURE = frozenset(("share", "score", "bits", "decibel"))
_TIMES = ("ns", "us", "ms", "s", "min", "h", "days", "weeks", "months", "years", "/s", "FPS")
_COUNTED = frozenset((*_TIMES, "B", "KB", "MB", "GB", "TB", "J", "mJ", "kWh", "USD"))
"""Units that no share and no score is measured in."""
_NO_PER_CENT = frozenset(("size", "count", "time", "distance", "energy", "money", "rank", "bits"))


def why_incomparable(row: Mapping[str, object]) -> str | None:
    """Why a row of ``cypher/leaderboard.cypher`` has no place on a board; None if it has one."""
    if row["metric"] is None:
        return "no metric is named"
    if row["method"] is None:
        return "no method is named"
    if row["number"] is None:
        return "it is no number"
    if row["kind"] != "absolute":
        return _CHANGES.get(str(row["kind"]), "it may be a value or a change")
    if direction_of(row) is None:
        return f"which way {row['metric']} is better is not known"
    return _by_metric(row) or _by_dataset(row) or why_not_stated(row) or _by_conditions(row)


def direction_of(row: Mapping[str, object]) -> bool | None:
    """Whether a higher value is better, by the result, else by the metric without conditions."""
    own = cast("bool | None", row["higher_is_better"])
    if own is not None:
        return own
    return metrics.higher_is_better(metric_parts(str(row["metric"]))[0])


def _by_metric(row: Mapping[str, object]) -> str | None:
    name, unit = str(row["metric"]), cast("str | None", row["unit"])
    number, value = cast("float", row["number"]), str(row["value"])
    metric, _ = metric_parts(name)
    counts = metrics.metric_unit(metric)
    if _OF_PEOPLE.fullmatch(name):
        return "it is a value of people"
    if counts == "ratio" or _OF_CHANGE.search(name):
        return f"{name} is a change"
    if unit == "x" or (unit == "%" and counts in _NO_PER_CENT):
        return f"{unit} is no unit of {name}"
    if unit in _COUNTED and counts in _PURE:
        return f"{unit} is no unit of {name}"
    if counts == "share" and not 0.0 <= number <= 100.0:
        return f"{value} is outside the range of {name}"
    if counts in ("count", "size") and unit is None and number != int(number):
        return f"{value} is no count"
    if re.search(r"\d\\?%?\s?(?:sim|~|–|--?|\sto)\s?\d", value):
        return "it is a range"
    return None


def _by_dataset(row: Mapping[str, object]) -> str | None:
    """A score that is named after a data set is of that one."""
    named = key(str(row["metric"])).removesuffix(" score")
    if (
        named != key(str(row["metric"]))
        and named in _datasets()
        and named != key(str(row["dataset"]))
    ):
        return f"{row['metric']} is measured on another data set"
    return None


@cache
def _datasets() -> frozenset[str]:
    return frozenset(key(name) for e in entries() if e.type == DATASET for name in e.surfaces)


def _by_conditions(row: Mapping[str, object]) -> str | None:
    for name, value in conditions_of_row(row):
        if " or " in value:
            return f"its sentence does not settle the {name}: {value}"
    return None
