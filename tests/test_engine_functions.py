"""The functions of the embedded engine that named queries use compute what Python computes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import ladybug
import pytest

from kg.core.errors import QueryError
from kg.store.guard.cypher_tokens import tokens_of
from kg.store.ladybug.engine import run, table_of
from kg.store.named_queries import named_queries

STRINGS = 10_000
LENGTHS = (0, 1, 2, 5, 9, 10, 11, 12, 13, 14, 15, 20, 40)
"""In characters; 12 bytes is what the engine stores in place."""

SIGNS = "abAB xyé ﬁ😀-/_."


def _strings() -> list[str]:
    rng = random.Random(12)
    return [
        "".join(rng.choice(SIGNS) for _ in range(rng.choice(LENGTHS))).strip()
        + rng.choice(("", "", " ", "  "))
        for _ in range(STRINGS)
    ]


TEXTS = _strings()

COMPUTED: dict[str, tuple[str, Callable[[str], object]]] = {
    "toLower": ("toLower(x)", str.lower),
    "coalesce": ("coalesce(null, x, 'none')", lambda x: x),
    "any": ("any(a IN [x, 'b'] WHERE toLower(a) = toLower(x))", lambda x: True),
    "left": ("left(x, 4)", lambda x: x[:4]),
    "left of 12": ("left(x, 12)", lambda x: x[:12]),
    "right": ("right(x, 2)", lambda x: x[-2:]),
    "right of 12": ("right(x, 12)", lambda x: x[-12:]),
    "size": ("size(x)", len),
    "abs": ("abs((size(x) - 8.0) / 4.0)", lambda x: abs((len(x) - 8.0) / 4.0)),
    "size of a list": ("size([x, x])", lambda x: 2),
    "replace": ("replace(x, ' ', '')", lambda x: x.replace(" ", "")),
    "replace by more": ("replace(x, 'a', 'aaaaaaa')", lambda x: x.replace("a", "a" * 7)),
    "+": ("x + '/b'", lambda x: x + "/b"),
    "STARTS WITH": ("x STARTS WITH 'ab'", lambda x: x.startswith("ab")),
    "CONTAINS": ("x CONTAINS 'ab'", lambda x: "ab" in x),
    "IN": ("x IN ['ab', x]", lambda x: True),
    "CASE": ("CASE left(x, 1) WHEN 'a' THEN toLower(x) ELSE x + '.' END", lambda x: _case(x)),
    "a list": ("[toLower(x), x + 'b']", lambda x: [x.lower(), x + "b"]),
}
"""Expression of the text x, and what it is in Python."""

GATHERED: dict[str, tuple[str, Callable[[list[str]], object]]] = {
    "collect": ("collect(toLower(x))", lambda xs: sorted(x.lower() for x in xs)),
    "collect DISTINCT": ("collect(DISTINCT left(x, 12))", lambda xs: sorted({x[:12] for x in xs})),
    "count": ("count(DISTINCT toLower(x))", lambda xs: len({x.lower() for x in xs})),
    "min": ("min(x)", lambda xs: min(xs, key=str.encode)),
    "max": ("max(x)", lambda xs: max(xs, key=str.encode)),
    "min of CASE": (
        "min(CASE left(x, 1) WHEN 'a' THEN toLower(x) END)",
        lambda xs: min([x.lower() for x in xs if x[:1] == "a"], key=str.encode),
    ),
    "sum": ("sum(size(x))", lambda xs: sum(map(len, xs))),
}
"""Aggregate of many texts, and what it is in Python."""

ELSEWHERE = {"type": "a macro of ours, tested with every question"}


def _case(text: str) -> str:
    return text.lower() if text[:1] == "a" else f"{text}."


@pytest.fixture(scope="module")
def connection() -> Iterator[Any]:
    database = ladybug.Database(":memory:", max_db_size=1 << 30)
    opened = ladybug.Connection(database)
    opened.execute("CREATE NODE TABLE T(id INT64 PRIMARY KEY, x STRING)")
    opened.execute(
        "UNWIND $rows AS row CREATE (:T {id: row.id, x: row.x})",
        {"rows": [{"id": i, "x": text} for i, text in enumerate(TEXTS)]},
    )
    yield opened
    opened.close()
    database.close()


@pytest.mark.parametrize("name", COMPUTED)
@pytest.mark.parametrize("source", ["stored", "given"])
def test_a_function_computes_what_python_does(connection: Any, name: str, source: str) -> None:
    expression, expected = COMPUTED[name]
    clause = "MATCH (t:T) WITH t.id AS i, t.x AS x"
    if source == "given":
        clause = "UNWIND $rows AS row WITH row.id AS i, row.x AS x"
    given = {"rows": [{"id": i, "x": text} for i, text in enumerate(TEXTS)]}
    found = table_of(
        run(
            connection,
            f"{clause} RETURN i, {expression} AS y ORDER BY i",
            given if source == "given" else {},
        )
    ).rows
    assert found == [(i, expected(text)) for i, text in enumerate(TEXTS)]


@pytest.mark.parametrize("name", GATHERED)
def test_an_aggregate_gathers_what_python_does(connection: Any, name: str) -> None:
    expression, expected = GATHERED[name]
    rows = table_of(
        run(
            connection,
            f"MATCH (t:T) WITH t.id % 97 AS part, t.x AS x RETURN part, {expression} AS y"
            " ORDER BY part",
            {},
        )
    ).rows
    parts = {part: TEXTS[part::97] for part in range(97)}
    found = [(part, sorted(y, key=str) if isinstance(y, list) else y) for part, y in rows]
    assert found == [(part, expected(texts)) for part, texts in parts.items()]


def test_rows_come_in_the_order_of_python(connection: Any) -> None:
    rows = table_of(run(connection, "MATCH (t:T) RETURN t.x AS x ORDER BY x, t.id", {})).rows
    assert [x for (x,) in rows] == sorted(TEXTS, key=str.encode)


def test_every_function_of_a_named_query_is_tested() -> None:
    used = set()
    for query in named_queries():
        tokens = tokens_of(query.text("ladybug"))
        for token, after in pairwise(tokens):
            if token.kind == "word" and after.text == "(" and not token.text.isupper():
                used.add(token.text)
    assert "toLower" in used
    assert used - set(COMPUTED) - set(GATHERED) - set(ELSEWHERE) == set()


FAULTS = {
    "RETURN substring('é', 2, 12) AS x": "",
    "RETURN string_split('aab', 'a') AS x": ["", "", "b"],
    "RETURN split_part('aab', 'a', 1) AS x": "",
}
"""Statement -> what it should return, and does not (docs/engine-faults.md)."""


@pytest.mark.parametrize("statement", FAULTS)
def test_a_known_fault_is_still_there(connection: Any, statement: str) -> None:
    assert table_of(run(connection, statement, {})).rows != [(FAULTS[statement],)]


def test_text_that_cannot_be_decoded_is_an_error_in_one_line(connection: Any) -> None:
    """`trim` returns a pointer for one text in a hundred; some of those are not UTF-8."""
    result = run(
        connection, "UNWIND $texts AS x RETURN trim(x) AS y", {"texts": [f" {t} " for t in TEXTS]}
    )
    with pytest.raises(QueryError, match=r"a fault of its own") as caught:
        table_of(result)
    assert "\n" not in str(caught.value)
