"""What a value measures: data set, metric and conditions, taken apart and spelled one way.

'ImageNet 256x256' is ImageNet at 256x256, 'top-1 accuracy' accuracy of the variant top-1, and
0.912 of a share is 91.2 %: names and values that measure one thing have one `Measured`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.core.extraction_checks import ordered_conditions
from kg.core.names import key
from kg.lexicon import metrics
from kg.lexicon.condition_words import (
    OF_DATASETS,
    OF_METRICS,
    condition_words,
    find_conditions,
)

__all__ = [
    "Measured",
    "conditions_of_row",
    "dataset_parts",
    "level_of",
    "metric_parts",
    "show_metric",
]

Conditions = tuple[tuple[str, str], ...]

_OF_SPLIT = {
    **dict.fromkeys(("test-clean", "test-other", "dev-clean", "dev-other"), "LibriSpeech"),
}
"""Splits that are named without their data set."""

_SAME_DATASET = {key("ImageNet-1K"): "ImageNet", key("ILSVRC 2012"): "ImageNet"}
"""Data sets that papers write with and without the mark of their usual version."""

_PER_CENT = frozenset(("bleu", "rouge", "meteor", "chrf", "glue score", "superglue score"))
"""Scores that are given from 0 to 1 or from 0 to 100."""

_SCALES: Mapping[str, tuple[str, float]] = {
    "ns": ("s", 1e-9), "us": ("s", 1e-6), "ms": ("s", 1e-3), "s": ("s", 1.0), "min": ("s", 60.0),
    "h": ("s", 3600.0), "days": ("s", 86400.0), "weeks": ("s", 604800.0),
    "KB": ("GB", 1e-6), "MB": ("GB", 1e-3), "GB": ("GB", 1.0), "TB": ("GB", 1e3),
    "Mbps": ("Gbps", 1e-3), "Gbps": ("Gbps", 1.0), "FPS": ("/s", 1.0), "/s": ("/s", 1.0),
    "mJ": ("J", 1e-3), "J": ("J", 1.0), "pp": ("%", 1.0), "points": ("%", 1.0),
}  # fmt: skip
"""Unit -> the unit of its boards, and how much of that it is."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What values must share to be ranked together.

    ``dataset`` and ``metric`` are names without the conditions in them, ``scale`` is the unit of
    the ranked numbers, None for a number without one.
    """

    dataset: str
    metric: str
    conditions: Conditions
    scale: str | None
    higher_is_better: bool

    @property
    def shown_metric(self) -> str:
        """The metric with its variant: 'top-1 accuracy', 'pass@1'."""
        return show_metric(self.metric, dict(self.conditions).get("variant"))

    @property
    def shown_conditions(self) -> str:
        """The conditions beside the variant, for reading; empty where there are none."""
        return ", ".join(value for name, value in self.conditions if name != "variant")

    @property
    def kind(self) -> tuple[str, str]:
        """The data set and the metric, by their keys."""
        return key(self.dataset), key(self.metric)


def show_metric(metric: str, variant: str | None) -> str:
    """A metric with a variant.

    >>> show_metric("accuracy", "top-1"), show_metric("pass", "@1"), show_metric("R@k", "@5")
    ('top-1 accuracy', 'pass@1', 'R@5')
    """
    if not variant:
        return metric
    if not variant.startswith("@"):
        return f"{variant} {metric}"
    return f"{metric.removesuffix('@k')}{variant}"


@cache
def dataset_parts(name: str) -> tuple[str, Conditions]:
    """A data set without the conditions in its name, and these.

    >>> dataset_parts("ImageNet 256x256"), dataset_parts("test-clean")
    (('ImageNet', (('resolution', '256x256'),)), ('LibriSpeech', (('split', 'test-clean'),)))
    """
    left, found = condition_words(name, OF_DATASETS)
    if not left:
        left = next((_OF_SPLIT[value] for _, value in found if value in _OF_SPLIT), name)
    return _SAME_DATASET.get(key(left), left), found


_PER_CENT_BEHIND = re.compile(r"(?<!\s)\s*+\((?:in )?%\)$")


@cache
def metric_parts(name: str) -> tuple[str, Conditions]:
    """A metric without the conditions in its name, by its usual name, and these.

    >>> metric_parts("top-5 error rate"), metric_parts("WER")
    (('error', (('variant', 'top-5'),)), ('word error rate', ()))
    >>> metric_parts("accuracy (%)")
    ('accuracy', ())
    """
    left, found = condition_words(_PER_CENT_BEHIND.sub("", name), OF_METRICS)
    if not left:
        return name, ()
    row = metrics.shipped_metrics().get(key(left))
    # A row joins names of one direction ('efficient', 'data efficiency'); those that are one
    # thing are spelled alike or are an acronym of each other.
    return (row.name if row and _is_spelling(left, row) else left), found


def _is_spelling(name: str, row: metrics.Metric) -> bool:
    letters = "".join(word[0] for word in key(row.name).split())
    own = key(name)
    return (
        own == letters
        or key(row.name) == "".join(word[0] for word in own.split())
        or own.removesuffix(" score").removesuffix(" rate") == key(row.name)
        or own == key(row.name).removesuffix(" score").removesuffix(" rate")
    )


def level_of(number: float, unit: str | None, metric: str) -> tuple[float, str | None]:
    """A value in the unit of its board, and that unit.

    >>> level_of(0.912, None, "accuracy"), level_of(91.2, "%", "accuracy")
    ((91.2, '%'), (91.2, '%'))
    >>> level_of(30.0, "ms", "latency"), level_of(2.27, None, "FID")
    ((0.03, 's'), (2.27, None))
    """
    if unit is not None and unit in _SCALES:
        scale, factor = _SCALES[unit]
        return round(number * factor, 12), scale
    is_share = metrics.metric_unit(metric) == "share" or key(metric) in _PER_CENT
    if is_share and unit in (None, "%"):
        is_part = unit is None and abs(number) <= 1.0
        return round(number * 100.0, 10) if is_part else number, "%"
    return number, unit


def conditions_of_row(row: Mapping[str, object]) -> Conditions:
    """The conditions of a value: those of its result, then those in the names of its data set and
    metric; for a result without (a record from before), those that its sentence names."""
    _, of_metric = metric_parts(str(row["metric"]))
    _, of_dataset = dataset_parts(str(row["dataset"]))
    named = {**dict(of_metric), **dict(of_dataset)}
    given = row["conditions"]
    if isinstance(given, Sequence):
        stated = {name: value for name, _, value in (str(each).partition("=") for each in given)}
    else:
        stated = _of_sentence(str(row["sentence"]))
    return ordered_conditions({**named, **stated})


def _of_sentence(sentence: str) -> dict[str, str]:
    found: dict[str, dict[str, None]] = {}
    for condition in find_conditions(sentence):
        if condition.name not in ("version", "variant"):
            found.setdefault(condition.name, {})[condition.value] = None
    return {name: " or ".join(values) for name, values in found.items()}
