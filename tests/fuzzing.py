"""Fuzz targets: each reader of papers, the guard of queries, and the layout of the page.

    python -m tests.fuzzing --seconds 60

runs each target for that long with examples that Hypothesis draws anew each time, and ends at the
first that fails, with the example and how to draw it again. `make fuzz MINUTES=n` gives each n
minutes; `tests/test_fuzzing.py` a fixed number.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from kg.core.errors import QueryError
from kg.exporters.layout import Frame, positions
from kg.ingest.input_files import open_input
from kg.ingest.input_formats import FORMATS, format_of
from kg.store.guard.read_only import check_statement
from tests.pdf_pages import heron_paper
from tests.read_only_cases import COMMANDS, FILES, READS, SERVER
from tests.test_ingest_fuzz import INPUTS, PIECES, read
from tests.test_read_only import clauses, commands

ROUND = 25
"""Examples of one seed; between two rounds the clock is looked at."""


def check_input(name: str, place: Path, data: bytes) -> None:
    """Papers or problems with file and line: `tests.test_ingest_fuzz.read`."""
    path = place / name
    path.write_bytes(data)
    read(path)


def check_guard(drawn: tuple[str, list[str], str, list[str]]) -> None:
    """What passes is text that passes again; a command is refused wherever it stands."""
    text, before, command, after = drawn
    for dialect in ("ladybug", "neo4j"):
        with contextlib.suppress(QueryError):
            passed = check_statement(text, dialect)
            assert check_statement(passed, dialect) == passed
        with pytest.raises(QueryError):
            check_statement(" ".join((*before, command, *after)), dialect)


def check_layout(
    drawn: tuple[list[float], list[tuple[int, int]], tuple[float, float], int],
) -> None:
    """Every node has a place of its own, the same each time."""
    radii, pairs, frame, number = drawn
    links = [(a % len(radii), b % len(radii)) for a, b in pairs] if radii else []
    points = positions(radii, links, frame=Frame(*frame), seed=number)
    assert points.shape == (len(radii), 2)
    assert np.isfinite(points).all()
    assert len({tuple(point) for point in points.tolist()}) == len(radii)
    assert np.array_equal(points, positions(radii, links, frame=Frame(*frame), seed=number))


def _mutated(seeds: list[bytes]) -> st.SearchStrategy[bytes]:
    """Inputs with some of their bytes cut, doubled, moved or replaced."""

    @st.composite
    def draw_one(draw: st.DrawFn) -> bytes:
        data = draw(st.sampled_from(seeds))
        for _ in range(draw(st.integers(1, 6))):
            start = draw(st.integers(0, len(data)))
            end = min(len(data), start + draw(st.integers(0, 60)))
            piece = draw(st.sampled_from(PIECES) | st.binary(max_size=4))
            data = (
                data[:start] + draw(st.sampled_from((b"", piece, data[start:end] * 2))) + data[end:]
            )
        return data

    return draw_one()


def _of_format() -> dict[str, list[bytes]]:
    """Name of a format -> inputs in it: those of the tests, and its own example."""
    names = {id(each): name for name, each in FORMATS.items()}
    found = {name: [each.example.encode()] for name, each in FORMATS.items()}
    for path in INPUTS:
        with open_input(path) as source:
            found[names[id(format_of(source))]].append(path.read_bytes())
    found["pdf"].append(heron_paper())
    return found


_signs = st.text(alphabet="ab1 '\"`/*\\\n;$.(){}[]:=,-|<>\ufeff\u180e", max_size=12)
_guarded = st.tuples(
    st.lists(st.sampled_from([*READS, *COMMANDS, *FILES, *SERVER]) | _signs, max_size=4).map(
        " ".join
    ),
    st.lists(clauses, max_size=3),
    commands,
    st.lists(clauses, max_size=2),
)
_laid_out = st.tuples(
    st.lists(st.floats(1, 60), max_size=40),
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=80),
    st.tuples(st.floats(50, 3000), st.floats(50, 3000)),
    st.integers(0, 2**32 - 1),
)

Target = tuple[st.SearchStrategy[object], Callable[..., None]]


def targets(place: Path) -> Mapping[str, Target]:
    """Name of a target -> what is drawn for it, and what must hold of it."""
    readers = {
        f"reader {name}": (_mutated(seeds), partial(check_input, name, place))
        for name, seeds in _of_format().items()
    }
    return {**readers, "guard": (_guarded, check_guard), "layout": (_laid_out, check_layout)}


def rounds(target: Target, first: int) -> Iterator[int]:
    """Draw `ROUND` examples after `ROUND`, without end; how many it were after each round.

    Args:
        target: what is drawn, and what must hold.
        first: seed of the first round; the next ones count up.
    """
    strategy, check = target
    quiet = settings(
        max_examples=ROUND, deadline=10_000, database=None, suppress_health_check=list(HealthCheck)
    )
    for number in itertools.count():
        seed(first + number)(quiet(given(strategy)(lambda drawn: check(drawn))))()
        yield ROUND * (number + 1)


def fuzz(target: Target, seconds: float, first: int) -> int:
    """Draw examples for so long by the clock, a round at least; how many it were."""
    until = time.monotonic() + seconds
    return next(drawn for drawn in rounds(target, first) if time.monotonic() >= until)


def main() -> None:
    """Run every target, or one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--target", help="one of them alone")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for name, target in targets(Path(place)).items():
            if asked.target in (None, name):
                print(f"{name}, seed {asked.seed}: ", end="", flush=True)
                print(f"{fuzz(target, asked.seconds, asked.seed):,} examples", flush=True)


if __name__ == "__main__":
    main()
