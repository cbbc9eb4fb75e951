"""The ledger of a graph directory: every judgement, a line each, never changed once written.

A line is a judgement of two names, by a rule or a person, or a person's judgement of a result or of
the ids of two papers.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from kg.core.codec import dumps
from kg.core.errors import GraphError, InputError
from kg.core.judgement import Judgement
from kg.core.result_judgement import (
    ResultJudgement,
    result_judgement_from,
    result_judgement_record,
)
from kg.resolution.rules import RULE_LINE, without_rules

__all__ = [
    "add_judgements",
    "parse_result",
    "read_ledger",
    "read_result_judgements",
    "result_line",
]

_OF_RESULT = re.compile(rb'"quote":\{')
"""Matches a line on a result and, of the others, none: quotes within a text are escaped."""

_LEFT = re.compile(rb'"left":("(?:[^"\\]|\\.)*")')


def read_ledger(path: Path, *, ruled: bool = True) -> Iterator[Judgement]:
    """The judgements of names and of papers; without those of our own rules, unless ``ruled``.

    Raises:
        GraphError: a line is no judgement.
    """
    for number, line in _lines(path):
        if _OF_RESULT.search(line):
            continue
        if ruled:
            yield _parsed(line, path, number)
        elif RULE_LINE.search(line) is None:
            yield from without_rules([_parsed(line, path, number)])


def read_result_judgements(path: Path) -> Iterator[ResultJudgement]:
    """The judgements of results, in the order in which they were written.

    Raises:
        GraphError: a line on a result is no judgement.
    """
    for number, line in _lines(path):
        if _OF_RESULT.search(line):
            try:
                yield parse_result(line)
            except (ValueError, InputError) as error:
                raise GraphError(f"{path}:{number}: a damaged judgement ({error})") from error


def parse_result(line: bytes) -> ResultJudgement:
    """The judgement of a result that a line holds.

    Raises:
        ValueError, InputError: it holds none.
    """
    return result_judgement_from(json.loads(line))


def result_line(judgement: ResultJudgement) -> str:
    """The inverse of `parse_result`."""
    return dumps(result_judgement_record(judgement))


def add_judgements(path: Path, judgements: Sequence[Judgement | ResultJudgement]) -> int:
    """Write judgements at the end of a ledger; how many those were.

    What a rule judged of a pair before, and judges so again, is not written twice.

    Raises:
        GraphError: a line of the ledger is no judgement.
    """
    ruled = [j for j in judgements if isinstance(j, Judgement) and not j.personal]
    known = _gists(path, {dumps(judgement.left).encode() for judgement in ruled})
    new = [j for j in judgements if isinstance(j, ResultJudgement) or _is_new(j, known)]
    if new:
        with path.open("a", encoding="utf-8", newline="\n") as ledger:
            ledger.write("".join(f"{_line(judgement)}\n" for judgement in new))
            ledger.flush()
            os.fsync(ledger.fileno())
    return len(new)


def _is_new(judgement: Judgement, known: set[tuple[str, ...]]) -> bool:
    return judgement.personal or _gist(judgement) not in known


def _line(judgement: Judgement | ResultJudgement) -> str:
    if isinstance(judgement, ResultJudgement):
        return result_line(judgement)
    return dumps(asdict(judgement))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each line with its number; not what a kill tore: that was never on record."""
    if path.exists():
        with path.open("rb") as lines:
            yield from ((n, line) for n, line in enumerate(lines, 1) if line.endswith(b"\n"))


def _parsed(line: bytes, path: Path, number: int) -> Judgement:
    try:
        return Judgement(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise GraphError(f"{path}:{number}: a damaged judgement ({error})") from error


def _gists(path: Path, lefts: set[bytes]) -> set[tuple[str, ...]]:
    """What is on record of pairs whose left names, as JSON, are these."""
    if not lefts:
        return set()
    found: set[tuple[str, ...]] = set()
    for number, line in _lines(path):
        left = _LEFT.search(line)
        if _OF_RESULT.search(line):
            continue
        if left is None or left[1] in lefts:
            found.add(_gist(_parsed(line, path, number)))
    return found


def _gist(judgement: Judgement) -> tuple[str, ...]:
    return (judgement.label, judgement.left, judgement.right, judgement.verdict, judgement.by)
