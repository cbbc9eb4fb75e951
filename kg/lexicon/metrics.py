"""Whether a higher value of a metric is better: yes for accuracy, no for latency.

A table written by hand from general knowledge of machine learning (``data/metrics.tsv``): a
row a metric, with its direction, the kind of its unit, and its other names. For names that the
table does not hold, the head noun decides: 'reduction in latency' gets better upwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.core.errors import InputError
from kg.core.names import key
from kg.lexicon.data_tables import data_rows

__all__ = [
    "DIRECTIONS",
    "Metric",
    "higher_is_better",
    "metric_unit",
    "parse_metrics",
    "read_metrics",
    "shipped_metrics",
]

DIRECTIONS = ("up", "down", "none", "rest", "rest-up", "less", "less-up")
"""Which way the metric of a name that ends so gets better. ``none``: it depends (batch size).
``rest``: the other words decide ('rate', 'number of ...'); ``rest-up``: they decide, else up
('score'). ``less``: there is less of what the other words name ('drop'); ``less-up``: so too,
else up ('reduction')."""

_PREPOSITIONS = frozenset(
    """
    of in on for at per under with without within across over to by between against than
    when after before during from via as
    """.split()  # noqa: SIM905
)
_CUTOFF = re.compile(r"@\S*")
_NUMBER = re.compile(r"[\d.,%]+|k")


@dataclass(frozen=True, slots=True)
class Metric:
    """A row: ``direction`` is one of `DIRECTIONS`, ``unit`` what is counted (share, time ...)."""

    name: str
    direction: str
    unit: str
    others: tuple[str, ...] = ()

    @property
    def higher_is_better(self) -> bool | None:
        """Whether higher is better by the row alone; None where other words decide."""
        return {"up": True, "down": False}.get(self.direction)


MetricTable = Mapping[str, Metric]
"""The row behind each name, by its key."""


@cache
def shipped_metrics() -> MetricTable:
    """The rows that are shipped, by each of their names' keys.

    >>> shipped_metrics()["fid"].higher_is_better, shipped_metrics()["word error rate"].unit
    (False, 'share')
    """
    return _by_key(_rows(data_rows("metrics.tsv"), "metrics.tsv"))


def parse_metrics(text: str, file: str = "metrics") -> MetricTable:
    """The shipped rows under those of a text, which go first where both know a name.

    Each line is ``name<TAB>direction``, as in the shipped table; a unit and other names, parted
    by ``|``, may follow. Empty lines and lines that begin with # are passed over.

    Raises:
        InputError: a line has no name or direction; names ``file`` and line.
    """
    return {**shipped_metrics(), **_by_key(_rows(enumerate(text.splitlines(), 1), file))}


def read_metrics(path: Path) -> str:
    """The text of a file that `parse_metrics` takes.

    Raises:
        InputError: the file cannot be read, or a line has no name or direction.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the table of metrics: {error}", str(path)) from error
    parse_metrics(text, str(path))
    return text


def _rows(lines: Iterable[tuple[int, str]], file: str) -> Iterator[Metric]:
    for number, line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        name, direction, unit, others = (*line.split("\t"), "", "", "")[:4]
        if not name or direction not in DIRECTIONS:
            ways = ", ".join(DIRECTIONS)
            raise InputError(f"{line!r}: expected a name, TAB, and one of {ways}", file, number)
        yield Metric(name, direction, unit, tuple(filter(None, others.split("|"))))


def _by_key(rows: Iterable[Metric]) -> dict[str, Metric]:
    return {
        " ".join(_words(name)): metric for metric in rows for name in (metric.name, *metric.others)
    }


def _words(name: str) -> list[str]:
    """The words of a name, without a cut-off: 'Recall@10' is recall."""
    return key(_CUTOFF.sub("", name) or name).split()


def higher_is_better(name: str, table: MetricTable | None = None) -> bool | None:
    """Whether a higher value of the metric of this name is better; None if that is not known.

    The whole name decides, else the longest end that the table knows of its head: of what
    stands before 'of', 'in', 'per' and the like.

    >>> [higher_is_better(name) for name in ("top-1 accuracy", "training time", "colours")]
    [True, False, None]
    >>> higher_is_better("reduction in latency"), higher_is_better("accuracy drop")
    (True, False)
    """
    return _by_words(_words(name), shipped_metrics() if table is None else table)


@cache
def metric_unit(metric: str) -> str:
    """What a metric counts (share, score, time ...) by its name or the longest end that is
    known; empty where neither is.

    >>> metric_unit("top-1 accuracy"), metric_unit("mean training time")
    ('share', 'time')
    """
    words, table = key(metric).split(), shipped_metrics()
    rows = (table.get(" ".join(words[start:])) for start in range(len(words)))
    return next((row.unit for row in rows if row is not None), "")


def _by_words(words: Sequence[str], table: MetricTable) -> bool | None:
    if not words:
        return None
    for head, tail in _readings(words, table):
        for start in range(len(head)):
            row = table.get(" ".join(head[start:]))
            if row is not None:
                return _by_row(row, head[:start], tail, table)
    return _by_words(words[:-1], table) if _NUMBER.fullmatch(words[-1]) else None  # 'BLEU 4'


def _readings(
    words: Sequence[str], table: MetricTable
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The head of a name and what follows it, the likeliest reading first."""
    if " ".join(words) in table:
        yield words, ()  # 'time to first token'
    for i in range(1, len(words)):
        if words[i] in _PREPOSITIONS and " ".join(words[i : i + 2]) not in table:
            yield words[:i], words[i + 1 :]  # but not 'queries | per second'
            break
    yield words, ()  # 'text-to-speech quality'


def _by_row(
    row: Metric, before: Sequence[str], after: Sequence[str], table: MetricTable
) -> bool | None:
    if row.higher_is_better is not None or row.direction == "none":
        return row.higher_is_better
    rest = _by_words(before, table)
    rest = _by_words(after, table) if rest is None else rest
    if rest is None:
        return True if row.direction.endswith("-up") else None
    return not rest if row.direction.startswith("less") else rest
