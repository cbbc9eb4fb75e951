"""Which way a metric gets better: accuracy up, latency down, 'reduction in latency' up again.

A table written by hand from general knowledge of machine learning (``data/metrics.tsv``): a
row a metric, with the way it gets better, the kind of its unit, and its other names. Only
what the table holds is told; of other names, only what their head noun tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.core.errors import InputError
from kg.core.names import key

__all__ = ["BETTER", "Metric", "direction", "entries", "parse", "read"]

BETTER = ("up", "down", "none", "rest", "rest-up", "less", "less-up")
"""What a row says of a name that ends so. ``none``: it depends on who asks (batch size).
``rest``: the other words tell ('rate', 'number of ...'); ``rest-up``: they tell, else up
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
_OPPOSITE = {"up": "down", "down": "up", None: None}


@dataclass(frozen=True, slots=True)
class Metric:
    """A row: ``better`` is of `BETTER`; ``unit`` says what is counted (share, time, size ...)."""

    name: str
    better: str
    unit: str
    others: tuple[str, ...] = ()


Table = Mapping[str, Metric]
"""The row behind each name, by its key."""


@cache
def entries() -> Table:
    """The rows that are shipped, by each of their names' keys.

    >>> entries()["fid"].better, entries()["word error rate"].unit
    ('down', 'share')
    """
    text = files("kg.lexicon").joinpath("data/metrics.tsv").read_text(encoding="utf-8")
    return _by_key(_rows(text.splitlines()[1:], "metrics.tsv", 2))


def parse(text: str, file: str = "metrics") -> Table:
    """The shipped rows under those of a text, which go first where both know a name.

    Each line is ``name<TAB>better``, as in the shipped table; a unit and other names, parted
    by ``|``, may follow. Empty lines and lines that begin with # are passed over.

    Raises:
        InputError: a line says nothing; names ``file`` and line.
    """
    return {**entries(), **_by_key(_rows(text.splitlines(), file, 1))}


def read(path: Path) -> str:
    """The text of a file that `parse` takes.

    Raises:
        InputError: the file cannot be read, or a line says nothing; names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"no table of metrics: {error}", str(path)) from error
    parse(text, str(path))
    return text


def _rows(lines: Iterable[str], file: str, first: int) -> Iterator[Metric]:
    for number, line in enumerate(lines, first):
        if not line.strip() or line.startswith("#"):
            continue
        name, better, unit, others = (*line.split("\t"), "", "", "")[:4]
        if not name or better not in BETTER:
            ways = ", ".join(BETTER)
            raise InputError(f"{line!r}: write name, TAB, and one of {ways}", file, number)
        yield Metric(name, better, unit, tuple(filter(None, others.split("|"))))


def _by_key(rows: Iterable[Metric]) -> dict[str, Metric]:
    return {
        " ".join(_words(name)): metric for metric in rows for name in (metric.name, *metric.others)
    }


def _words(name: str) -> list[str]:
    """The words of a name, without a cut-off: 'Recall@10' is recall."""
    return key(_CUTOFF.sub("", name) or name).split()


def direction(name: str, table: Table | None = None) -> str | None:
    """Which way the metric of this name gets better: "up", "down", or None if nothing tells.

    The whole name tells, else the longest end that the table knows of its head: of what
    stands before 'of', 'in', 'per' and the like.

    >>> direction("top-1 accuracy"), direction("training time"), direction("number of colours")
    ('up', 'down', None)
    >>> direction("reduction in latency"), direction("accuracy drop")
    ('up', 'down')
    """
    return _tell(_words(name), entries() if table is None else table)


def _tell(words: Sequence[str], table: Table) -> str | None:
    if not words:
        return None
    for head, tail in _readings(words, table):
        for start in range(len(head)):
            row = table.get(" ".join(head[start:]))
            if row is not None:
                return _by_row(row, head[:start], tail, table)
    return _tell(words[:-1], table) if _NUMBER.fullmatch(words[-1]) else None  # 'BLEU 4'


def _readings(words: Sequence[str], table: Table) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The head of a name and what follows it, the likeliest reading first."""
    if " ".join(words) in table:
        yield words, ()  # 'time to first token'
    for i in range(1, len(words)):
        if words[i] in _PREPOSITIONS and " ".join(words[i : i + 2]) not in table:
            yield words[:i], words[i + 1 :]  # but not 'queries | per second'
            break
    yield words, ()  # 'text-to-speech quality'


def _by_row(row: Metric, before: Sequence[str], after: Sequence[str], table: Table) -> str | None:
    if row.better in ("up", "down"):
        return row.better
    if row.better == "none":
        return None
    rest = _tell(before, table) or _tell(after, table)
    if row.better.startswith("less"):
        rest = _OPPOSITE[rest]
    return rest or ("up" if row.better.endswith("-up") else None)
