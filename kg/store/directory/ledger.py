"""The ledger of a graph directory: every judgement, a line each, never changed once written."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from kg.core.codec import dumps
from kg.core.errors import GraphError
from kg.core.judgement import Judgement
from kg.resolution.rules import RULE_LINE, without_rules

__all__ = ["add_judgements", "mend_ledger", "read_ledger"]

_LEFT = re.compile(rb'"left":("(?:[^"\\]|\\.)*")')


def read_ledger(path: Path, *, ruled: bool = True) -> Iterator[Judgement]:
    """The judgements of a ledger; without those of our own rules, unless ``ruled``.

    Raises:
        GraphError: a line is no judgement.
    """
    for number, line in _lines(path):
        if ruled:
            yield _parsed(line, path, number)
        elif RULE_LINE.search(line) is None:
            yield from without_rules([_parsed(line, path, number)])


def add_judgements(path: Path, judgements: Sequence[Judgement]) -> int:
    """Write judgements at the end of a ledger; how many those were.

    What a rule judged of a pair before, and judges so again, is not written twice.

    Raises:
        GraphError: a line of the ledger is no judgement.
    """
    known = _gists(path, {dumps(judgement.left).encode() for judgement in judgements})
    new = [j for j in judgements if j.personal or _gist(j) not in known]
    if new:
        with path.open("a", encoding="utf-8", newline="\n") as ledger:
            ledger.write("".join(dumps(asdict(judgement)) + "\n" for judgement in new))
            ledger.flush()
            os.fsync(ledger.fileno())
    return len(new)


def mend_ledger(path: Path) -> None:
    """Take the piece of a line off the ledger's end that a killed command left."""
    written = path.read_bytes() if path.exists() else b""
    if not written.endswith(b"\n") and written:
        os.truncate(path, written.rfind(b"\n") + 1)


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
        if left is None or left[1] in lefts:
            found.add(_gist(_parsed(line, path, number)))
    return found


def _gist(judgement: Judgement) -> tuple[str, ...]:
    return (judgement.label, judgement.left, judgement.right, judgement.verdict, judgement.by)
