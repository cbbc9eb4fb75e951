"""A read-only query runs nothing, reads nothing but the graph, and writes nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import kg
from kg.core.errors import QueryError, StoreError
from kg.store.guard.cypher_tokens import statement_text, tokens_of
from kg.store.guard.read_only import check_statement, parameter_names
from kg.store.ladybug.ladybug_store import LadybugStore
from kg.store.ladybug.query_process import run_apart
from kg.store.named_queries import NamedQuery, named_queries
from tests.read_only_cases import (
    CHANGES,
    CHARACTERS,
    COMMANDS,
    FILES,
    READS,
    READS_ON_A_SERVER,
    SERVER,
    filled,
)
from tests.test_stores import SMALL, assert_holds

SECRET = "password-of-a-stranger"


def shown(statement: str) -> str:
    return ascii(statement)[:60]


def test_there_are_statements_enough() -> None:
    refused = {*COMMANDS, *FILES, *CHANGES, *SERVER, *CHARACTERS}
    assert len(refused) >= 200
    assert len({*READS, *READS_ON_A_SERVER}) >= 80


@pytest.mark.parametrize("statement", READS, ids=shown)
def test_what_reads_passes(statement: str) -> None:
    checked = check_statement(statement, "ladybug")
    assert [t.text for t in tokens_of(checked)] == [
        t.text for t in tokens_of(statement) if t.text != ";"
    ]


@pytest.mark.parametrize("statement", READS_ON_A_SERVER, ids=shown)
def test_what_reads_a_server_passes(statement: str) -> None:
    check_statement(statement, "neo4j")


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
@pytest.mark.parametrize("dialect", ["ladybug", "neo4j"])
def test_every_named_query_passes(query: NamedQuery, dialect: str) -> None:
    check_statement(query.text(dialect), dialect)


@pytest.mark.parametrize("statement", [*COMMANDS, *FILES, *CHANGES, *CHARACTERS], ids=shown)
def test_what_does_more_than_reading_is_refused(statement: str) -> None:
    with pytest.raises(QueryError) as caught:
        check_statement(filled(statement, "/etc/passwd", "out.csv"), "ladybug")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("statement", [*SERVER, *CHANGES, *CHARACTERS, *COMMANDS], ids=shown)
def test_what_does_more_on_a_server_is_refused(statement: str) -> None:
    with pytest.raises(QueryError) as caught:
        check_statement(filled(statement, "/etc/passwd", "out.csv"), "neo4j")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("statement", [*COMMANDS, *FILES], ids=shown)
def test_leave_to_write_is_none_to_touch_files(statement: str) -> None:
    with pytest.raises(QueryError):
        check_statement(filled(statement, "/etc/passwd", "out.csv"), "ladybug", write=True)


@pytest.mark.parametrize(
    "statement", [c for c in CHANGES if not c.startswith(("EXPLAIN", "PROFILE"))], ids=shown
)
def test_leave_to_write_lets_data_change(statement: str) -> None:
    check_statement(statement, "ladybug", write=True)


def test_the_names_of_parameters_are_those_in_code() -> None:
    assert parameter_names("RETURN $a, '$b', `$c`, $`d e`, $a // $f\n") == ["a", "d e"]


# --- laws ------------------------------------------------------------------------------------

_blanks = st.sampled_from(
    (" ", "\n", "\t", "\r\n", "  ", "/**/", "/* x */", "/***/ ", "//\n", "// 'a\n", "/*`*/")
)
_bad_blanks = st.sampled_from(
    ("\ufeff", "\u180e", "\u00a0", "\u200b", "\u2028", "\x0b", "\x0c", "\x1c", "\u3000", "\u2060")
)
commands = st.sampled_from(
    (
        "LOAD FROM 'x' RETURN *",
        "LOAD EXTENSION 'x'",
        "COPY (RETURN 1 AS a) TO 'x'",
        "LOAD CSV FROM 'x' AS y RETURN y",
        "CALL read_csv_serial('x') RETURN *",
        "CALL dbms.listConfig() YIELD name RETURN name",
        "CREATE (:Method {id: 'x'})",
        "MERGE (:Method {id: 'x'})",
        "SET n.name = 'x'",
        "DELETE n",
        "DETACH DELETE n",
        "REMOVE n.name",
        "FOREACH (x IN [1] | SET n.name = x)",
        "CHECKPOINT",
        "INSTALL httpfs",
        "FORCE INSTALL httpfs",
        "DROP TABLE Method",
        "EXPORT DATABASE 'x'",
        "ATTACH 'x' (dbtype sqlite)",
        "USE other",
        "CALL threads = 1",
    )
)
_values = st.recursive(
    st.sampled_from(
        (
            "1",
            "1.5",
            "'a'",
            '"b"',
            "$id",
            "n.name",
            "null",
            "true",
            "x",
            "`q r`",
            "[1, 2]",
            "{a: 1}",
        )
    ),
    lambda inner: st.one_of(
        st.tuples(
            inner, st.sampled_from((" + ", " AND ", " = ", " * ", " IN ", " OR ")), inner
        ).map("".join),
        inner.map(lambda v: f"({v})"),
        inner.map(lambda v: f"size({v})"),
        inner.map(lambda v: f"NOT {v}"),
        inner.map(lambda v: f"[{v}, 1]"),
        inner.map(lambda v: f"CASE WHEN {v} THEN {v} ELSE 0 END"),
        inner.map(lambda v: f"any(x IN [1] WHERE {v})"),
        inner.map(lambda v: f"{{load: {v}}}"),
    ),
    max_leaves=5,
)
clauses = st.one_of(
    st.just("MATCH (n:Method {id: 'x'})"),
    st.just("OPTIONAL MATCH (n)-[e:USES*1..2]->(m)"),
    _values.map(lambda v: f"MATCH (n) WHERE {v}"),
    _values.map(lambda v: f"UNWIND [{v}] AS x"),
    _values.map(lambda v: f"WITH n, {v} AS y ORDER BY y DESC SKIP 1 LIMIT 5"),
    st.just("WITH *"),
    st.just("WITH DISTINCT n AS n"),
    st.just("CALL show_tables()"),
)


@st.composite
def _cased(draw: st.DrawFn, text: str) -> str:
    """The text with its words in any case and any blanks and comments between them."""
    parts = []
    for token in tokens_of(text):
        word = token.text
        if token.kind == "word":
            word = draw(st.sampled_from((word, word.lower(), word.upper(), word.title())))
        parts.append(word)
    return "".join(part + draw(_blanks) for part in parts)


@st.composite
def _reads(draw: st.DrawFn) -> str:
    drawn = draw(st.lists(clauses, min_size=1, max_size=3))
    return " ".join((*drawn, f"RETURN {draw(_values)} AS z"))


@settings(max_examples=300)
@given(st.data())
def test_any_statement_of_listed_clauses_passes(data: st.DataObject) -> None:
    statement = data.draw(_reads().flatmap(_cased))
    check_statement(statement, "ladybug")


@settings(max_examples=500)
@given(st.data())
def test_a_command_is_refused_wherever_it_stands(data: st.DataObject) -> None:
    before = data.draw(st.lists(clauses, max_size=3))
    command = data.draw(commands)
    after = data.draw(st.lists(clauses, max_size=2))
    joint = data.draw(st.sampled_from((" ", " UNION ", " UNION ALL ")))
    text = data.draw(_cased(" ".join((*before, joint, command, *after))))
    for dialect in ("ladybug", "neo4j"):
        with pytest.raises(QueryError):
            check_statement(text, dialect)


@given(_reads(), _bad_blanks, st.integers(0, 400))
def test_no_other_blank_stands_outside_of_strings(text: str, blank: str, place: int) -> None:
    gaps = [t.start for t in tokens_of(text)]
    at = gaps[place % len(gaps)]
    with pytest.raises(QueryError, match="cannot stand outside"):
        check_statement(text[:at] + blank + text[at:], "ladybug")


@settings(max_examples=400)
@given(st.text(alphabet=st.sampled_from("ab1 '\"`/*\\\n;$.(){}[]:=,-LOADFROM\ufeff"), max_size=60))
@example("/*/ */ RETURN 1")
@example("'\\'' '")
def test_any_text_is_cut_or_refused_and_cut_alike_again(text: str) -> None:
    try:
        tokens = tokens_of(text)
    except QueryError:
        return
    again = tokens_of(statement_text(text, tokens))
    kept = [t.text for t in tokens]
    while kept and kept[-1] == ";":
        kept.pop()
    assert [t.text for t in again] == kept


@pytest.mark.parametrize(
    "part", ["/*", "/**", "'\\'", "`", "((", "a.", "[[", "!*", "1.", "''", "--"]
)
def test_cutting_takes_time_in_proportion_to_the_text(part: str) -> None:
    begin = time.perf_counter()
    with contextlib.suppress(QueryError):
        check_statement(f"RETURN {part * (90_000 // len(part))}", "ladybug")
    assert time.perf_counter() - begin < 5.0  # 0.2 s on an idle core; quadratic would take hours


# --- the engine ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LadybugStore]:
    with LadybugStore(tmp_path_factory.mktemp("guarded") / "graph.lbug") as opened:
        opened.replace(SMALL)
        yield opened


def _parameters(statement: str) -> dict[str, object]:
    return {"id": "x"} if "$id" in statement else {}


@pytest.mark.parametrize("statement", READS, ids=shown)
def test_what_reads_is_answered(store: LadybugStore, statement: str) -> None:
    assert store.query(statement, _parameters(statement)).columns


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.csv"
    path.write_text(f"{SECRET}\n", "utf-8")
    return path


UNGUARDED = (
    *(s for s in COMMANDS if "{out}" in s or "{secret}" in s or "httpfs" in s or ".so" in s),
    *(s for s in FILES if "{secret}" in s and "$id" not in s),
    *(s for s in COMMANDS if s.startswith(("CHECKPOINT", "CREATE", "DROP", "ALTER"))),
    *CHANGES,
)


def _said(store: LadybugStore, statement: str) -> str:
    """The answer or the error of the process that the engine runs in, unguarded, in one line."""
    try:
        return ascii(run_apart(store.path, statement, {}, timeout=60.0).rows)
    except (QueryError, StoreError) as error:
        return str(error)


def test_without_the_guard_the_process_still_reads_and_writes_no_file(
    store: LadybugStore, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second wall: each statement straight to the process that the engine runs in."""
    monkeypatch.setenv("KG_NEO4J_PASSWORD", SECRET)
    place = secret.parent
    there = {path: path.read_bytes() for path in (secret, *store.path.parent.iterdir())}
    for statement in UNGUARDED:
        text = filled(statement, secret, place / "out.csv")
        said = _said(store, text)
        assert SECRET not in said, statement
        assert "\n" not in said
        found = {
            path: path.read_bytes() for path in (*place.iterdir(), *store.path.parent.iterdir())
        }
        assert found == there, statement
    assert_holds(store, SMALL)


def test_the_process_has_no_secrets(store: LadybugStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_NEO4J_PASSWORD", SECRET)
    statement = (
        'UNWIND [1] AS x LOAD FROM "/proc/self/environ"'
        ' (file_format="csv", header=false, parallel=false) RETURN *'
    )
    assert SECRET not in _said(store, statement)


LONG = (
    "UNWIND range(1, 4000) AS a UNWIND range(1, 4000) AS b UNWIND range(1, 4000) AS c"
    " RETURN sum(a * b * c) AS s"
)


def test_a_late_answer_is_given_up(store: LadybugStore) -> None:
    begin = time.monotonic()
    with pytest.raises(QueryError, match=r"no answer within 2 s.*--timeout"):
        store.query(LONG, timeout=2.0)
    assert time.monotonic() - begin < 20.0
    with pytest.raises(QueryError, match="no answer within 1 s"):
        store.answer(LONG, timeout=1.0)


def test_too_much_memory_is_an_error_in_one_line(store: LadybugStore) -> None:
    many = "UNWIND range(1, 200000000) AS x RETURN collect(x) AS xs"
    with pytest.raises(QueryError, match="memory"):
        store.query(many, timeout=300.0)


def test_a_crash_of_the_engine_is_one_line(store: LadybugStore) -> None:
    with pytest.raises(QueryError, match=r"crashed on this statement \(SIG\w+\)"):
        run_apart(store.path, "CALL read_csv_serial('/etc/passwd') RETURN *", {}, timeout=60.0)


def test_a_parameter_that_json_lacks_is_an_error(store: LadybugStore) -> None:
    with pytest.raises(QueryError, match="parameter"):
        store.query("RETURN $x AS x", {"x": object()})


def test_values_of_every_kind_come_back(store: LadybugStore) -> None:
    given = {"t": "é\u2028\x00😀", "f": 0.5, "i": -(2**62), "b": True, "n": None, "l": ["a", "b"]}
    rows = store.query("RETURN $t AS t, $f AS f, $i AS i, $b AS b, $n AS n, $l AS l", given).rows
    assert rows == [tuple(given.values())]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("literal", [True, False], ids=["own Cypher", "a statement of ours"])
def test_ctrl_c_stops_a_long_statement(store: LadybugStore, literal: bool) -> None:
    ask = "query" if literal else "answer"
    code = (
        "import sys; from kg.store.ladybug.ladybug_store import LadybugStore\n"
        f"store = LadybugStore(sys.argv[1]); print('asks', flush=True); store.{ask}({LONG!r})"
    )
    asking = subprocess.Popen(
        [sys.executable, "-c", code, str(store.path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert asking.stdout is not None
    assert asking.stdout.readline() == "asks\n"
    time.sleep(1.5)
    asking.send_signal(signal.SIGINT)
    _, said = asking.communicate(timeout=30)
    assert asking.returncode != 0
    assert "KeyboardInterrupt" in said


def test_questions_from_threads_are_answered(store: LadybugStore) -> None:
    found: list[object] = []

    def ask() -> None:
        found.append(store.query("MATCH (p:Paper) RETURN count(p) AS n").rows)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[(2,)]] * 4


def test_the_library_takes_a_time_limit(sample_graph: Path) -> None:
    with pytest.raises(QueryError, match="no answer within 1 s"):
        kg.query(sample_graph, cypher=LONG, timeout=1.0)
