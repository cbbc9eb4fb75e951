"""Whether a number can be a value of a metric, by the unit of the one and of the other."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.core.names import key
from kg.lexicon.metrics import Metric, shipped_metrics
from kg.nlp.text.number_kinds import Number
from kg.nlp.text.units import UNIT, unit_of

__all__ = ["counted_unit", "fits_metric", "same_dimension"]

_FASTER = "x faster"
_SPEED = re.compile(r"\s?(?:times\s)?(?:faster|slower|quicker)\b")

_COUNTED: Mapping[str, str] = {
    **dict.fromkeys(("ns", "us", "ms", "s", "min", "h", "days", "weeks", "months"), "time"),
    **dict.fromkeys(("GPU hours", "GPU days"), "time"),
    **dict.fromkeys(("B", "KB", "MB", "GB", "TB"), "size"),
    **dict.fromkeys(("J", "mJ", "kWh"), "energy"),
    **dict.fromkeys(("um", "mm", "cm", "m", "km"), "distance"),
    **dict.fromkeys(("W", "mW"), "power"),
    **dict.fromkeys(("/s", "FPS", "Gbps", "Mbps"), "rate"),
    "USD": "money",
    _FASTER: "time",
}
"""What a unit counts, in the words of the lexicon's table of metrics."""

_PURE = frozenset(("score", "share", "bits", "decibel"))
"""Units of metrics that are never counted in time, bytes, energy, money, distance or power."""
_UNITLESS_KINDS = ("accuracy", "precision", "recall", "score", "error rate", "success rate")
_EXACT: Mapping[str, frozenset[str]] = {
    **{unit: frozenset((unit, "rate")) for unit in ("time", "size", "energy", "distance")},
    "rate": frozenset(("rate", "size", "energy", "x faster")),
}
"""Units of metrics, with what else counts them: a throughput may be in GB (a second)."""


def counted_unit(text: str, number: Number) -> str | None:
    """The unit of a number; 'x faster' for a ratio of speeds ('2.4x faster')."""
    is_speed = number.kind == "ratio" and _SPEED.match(text, number.end)
    return _FASTER if is_speed else number.unit


def fits_metric(unit: str | None, metric: str) -> bool:
    """Whether a number in a unit may be a value of a metric, as far as the lexicon knows it.

    ``unit`` is that of `counted_unit`.

    >>> fits_metric("ms", "MRR"), fits_metric("ms", "latency"), fits_metric(None, "MRR")
    (False, True, True)
    """
    counted = _COUNTED.get(unit or "")
    if counted is None:
        return True
    known = _known_metric(key(metric))
    if known is None:
        own = UNIT.fullmatch(f" {metric}")
        return own is None or _COUNTED.get(unit_of(own), counted) == counted
    if counted == "rate":
        return True
    exact = _EXACT.get(known.unit)
    return known.unit not in _PURE and (exact is None or not exact.isdisjoint((counted, unit)))


def _known_metric(name_key: str) -> Metric | None:
    """The metric of the lexicon that a name is; or whose kind it is, where that has no unit: a
    test error rate is an error rate, while a translation error may be in metres."""
    table = shipped_metrics()
    kinds = (kind for kind in _UNITLESS_KINDS if name_key.endswith(f" {kind}"))
    return table.get(name_key) or next(map(table.get, kinds), None)


def same_dimension(unit: str | None, other: str | None) -> bool:
    """Whether two units may count one metric: not 14 ms and 2.07 m.

    >>> same_dimension("ms", "m"), same_dimension("ms", "s"), same_dimension("ms", "%")
    (False, True, True)
    """
    one, two = _COUNTED.get(unit or ""), _COUNTED.get(other or "")
    return one is None or two is None or one == two
