"""Whether a number can be a value of a metric, by the unit of the one and of the other."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.core.names import key
from kg.lexicon.metrics import shipped_metrics
from kg.nlp.text.number_kinds import Number

__all__ = ["counted_unit", "fits_metric"]

_FASTER = "x faster"
_SPEED = re.compile(r"\s?(?:times\s)?(?:faster|slower|quicker)\b")

_COUNTED: Mapping[str, str] = {
    **dict.fromkeys(("ns", "us", "ms", "s", "min", "h", "days", "weeks", "months"), "time"),
    **dict.fromkeys(("B", "KB", "MB", "GB", "TB"), "size"),
    **dict.fromkeys(("J", "mJ", "kWh"), "energy"),
    "USD": "money",
    _FASTER: "time",
}
"""What a unit counts, in the words of the lexicon's table of metrics."""

_PURE = frozenset(("score", "share", "bits", "decibel"))
"""Units of metrics that are never counted in time, bytes, energy or money."""


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
    if unit not in _COUNTED:
        return True
    known = shipped_metrics().get(key(metric))
    return known is None or known.unit not in _PURE
