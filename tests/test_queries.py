"""Files of Cypher: their headers, their parameters, and what may stand in them."""

from __future__ import annotations

import contextlib
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core.errors import QueryError
from kg.core.schema import EDGE_PROPERTIES, EDGE_TYPES, LABELS, NODE_PROPERTIES
from kg.store.named_queries import (
    NamedQuery,
    bind_parameters,
    find_query,
    inline_query,
    load_query,
    named_queries,
    parse_query,
    queries_path,
)
from kg.store.neo4j.server_schema import definitions

FILES = sorted(queries_path().glob("*.cypher"))

_file = pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)

_NOT_CODE = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|//[^\n]*""")


def _code(query: NamedQuery) -> str:
    """The Cypher without its strings and comments."""
    return _NOT_CODE.sub("''", query.cypher)


@_file
def test_a_header_says_it_all(query: NamedQuery) -> None:
    assert re.fullmatch(r"[A-Z][^?]+\?", query.question)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name)
    assert [p.name for p in query.parameters if p.kind == "any"] == []
    assert len(set(query.columns)) == len(query.columns) > 0


@_file
def test_a_query_only_reads(query: NamedQuery) -> None:
    banned = r"\b(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|DROP|CALL|LOAD|COPY|FOREACH|UNION|apoc)\b"
    assert re.findall(banned, _code(query), re.IGNORECASE) == []


@_file
def test_a_query_ends_in_a_total_order(query: NamedQuery) -> None:
    """The last key is an id or tells rows apart, and where dates may lack their place is said."""
    order = re.search(r"\nORDER BY ([^\n]+)\n(LIMIT \$limit\n)?$", query.cypher)
    assert order is not None
    keys = order[1].split(", ")
    assert keys[-1].split()[0] in {
        "id",
        "r.id",
        "m.id",
        "paper",
        "neighbour",
        "right_id",
        "period",
        "baseline_id",
    }
    assert ("LIMIT" in order[0]) == any(p.name == "limit" for p in query.parameters)
    for key in ("date", "period", "unit", "place"):
        for used in (k for k in keys if k.split()[0] == key and "IS NULL" not in k):
            assert f"{key} IS NULL" in keys or query.name in _NEVER_NULL, used


_NEVER_NULL = {"new-since", "paper-summary"}
"""Questions whose date or place cannot be missing."""


@_file
def test_labels_types_and_properties_are_those_of_the_schema(query: NamedQuery) -> None:
    code = _code(query)
    known = {*LABELS, *EDGE_TYPES}
    for names in re.findall(r"[(\[]\w*:([\w|`]+)", code):
        assert set(names.replace("`", "").split("|")) <= known
    fields = {"id", "papers", *EDGE_PROPERTIES, *(k for v in NODE_PROPERTIES.values() for k in v)}
    assert set(re.findall(r"\b[a-z]+\.(\w+)", code)) - {"name"} <= fields


@_file
def test_no_list_is_searched_for_two_things(query: NamedQuery) -> None:
    """Ladybug 0.22 mixes up two any(...) over one list that compare with different variables."""
    lists = re.findall(r"any\(\w+ IN ([\w.]+)", _code(query))
    assert len(set(lists)) == len(lists)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_tidy(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.endswith("\n")
    assert "\t" not in text
    assert [line for line in text.splitlines() if len(line) > 100 or line != line.rstrip()] == []


def test_the_schema_file_is_what_the_store_sets_up() -> None:
    text = (queries_path() / "schema.cypher").read_text("utf-8")
    text = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    statements = [" ".join(statement.split()) for statement in text.split(";")]
    assert list(filter(None, statements)) == [wanted.statement for wanted in definitions()]


HEADER = """// Who is it?
//
// Some notes
// in two lines.
//
// $name string: whom to look for
// $limit int = 5: most rows
// $since date = null: from this day
// $best highest|lowest = highest: which end
//
// -> paper, title
// -> id
MATCH (p:Paper {id: $name}) WHERE p.date > $since // $not
RETURN '$neither', $best, `$nor` LIMIT $limit
"""


def test_a_header_is_read() -> None:
    query = parse_query("who", HEADER)
    assert (query.question, query.note) == ("Who is it?", "Some notes in two lines.")
    assert query.columns == ("paper", "title", "id")
    assert [str(parameter) for parameter in query.parameters] == [
        "$name string: whom to look for",
        "$limit int = 5: most rows",
        "$since date = null: from this day",
        "$best highest|lowest = highest: which end",
    ]
    assert query.text("neo4j") == query.text("ladybug") == HEADER


@pytest.mark.parametrize(
    ("given", "bound"),
    [
        ({"name": "x"}, {"name": "x", "limit": 5, "since": None, "best": "highest"}),
        ({"name": ""}, {"name": ""}),
        ({"name": "7", "limit": "7"}, {"name": "7", "limit": 7}),
        ({"name": "x", "limit": 0}, {"limit": 0}),
        ({"name": "x", "since": "2024"}, {"since": "2024"}),
        ({"name": "x", "since": "2024-02"}, {"since": "2024-02"}),
        ({"name": "x", "since": "2024-02-29"}, {"since": "2024-02-29"}),
        ({"name": "x", "since": date(2024, 2, 29)}, {"since": "2024-02-29"}),
        ({"name": "x", "since": "null"}, {"since": None}),
        ({"name": "x", "since": None}, {"since": None}),
    ],
)
def test_parameters_are_bound(given: dict[str, object], bound: dict[str, object]) -> None:
    found = bind_parameters(parse_query("who", HEADER), given)
    assert list(found) == ["name", "limit", "since", "best"]
    assert {key: found[key] for key in bound} == bound


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, r"who needs \$name \(whom to look for\); give it by --param name=VALUE"),
        ({"name": None}, r"who: \$name cannot be null"),
        ({"name": 5}, r"who: \$name must be of kind string, not 5 .*--param name=LoRA"),
        ({"name": "x", "limit": "few"}, r"\$limit must be of kind int, not 'few' .*limit=50"),
        ({"name": "x", "limit": 2.5}, r"\$limit must be of kind int, not 2.5"),
        ({"name": "x", "limit": True}, r"\$limit must be of kind int, not True"),
        ({"name": "x", "limit": str(2**63)}, r"\$limit must be of kind int"),
        ({"name": "x", "limit": "null"}, r"\$limit must be of kind int, not 'null'"),
        ({"name": "x", "limit": None}, r"\$limit cannot be null"),
        ({"name": "x", "since": "2024-02-30"}, r"\$since must be of kind date, .*2024-01-31"),
        ({"name": "x", "since": "yesterday"}, r"\$since must be of kind date"),
        ({"name": "x", "since": "2024-13"}, r"\$since must be of kind date"),
        ({"name": "x", "best": "most"}, r"\$best must be highest or lowest, not 'most'"),
        ({"name": "x", "limt": "5"}, r"who has no parameter \$limt; did you mean \$limit\?"),
        (
            {"name": "x", "zzzz": 1},
            r"no parameter \$zzzz; it takes \$name, \$limit, \$since, \$best",
        ),
    ],
)
def test_what_cannot_be_bound_is_told(given: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        bind_parameters(parse_query("who", HEADER), given)


@pytest.mark.parametrize(
    ("value", "bound"),
    [(" method/b  a a ", ["method/b", "a"]), (["b c", "b c"], ["b c"]), ("", []), ([], [])],
)
def test_ids_are_bound_each_once(value: object, bound: list[str]) -> None:
    query = parse_query("of", "// Which?\n// $ids ids: which\nRETURN $ids")
    assert bind_parameters(query, {"ids": value}) == {"ids": bound}
    with pytest.raises(QueryError, match=r"of kind ids, not 5 \(such as --param ids='method/lora"):
        bind_parameters(query, {"ids": 5})
    with pytest.raises(QueryError, match="a list of ids has no default"):
        parse_query("of", "// Which?\n// $ids ids = a: which\nRETURN $ids")


@given(st.text())
def test_text_is_bound_as_it_is(value: str) -> None:
    assert bind_parameters(parse_query("who", HEADER), {"name": value})["name"] == value


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary()))
def test_any_value_is_bound_or_refused_with_a_word(value: object) -> None:
    for name in ("name", "limit", "since", "best"):
        with contextlib.suppress(QueryError):
            bound = bind_parameters(parse_query("who", HEADER), {"name": "x", name: value})[name]
            assert bound is None or isinstance(bound, int if name == "limit" else str)


@pytest.mark.parametrize(
    ("value", "bound"),
    [
        ("LoRA", "LoRA"),
        ("5", 5),
        ("0.5", 0.5),
        ("true", True),
        ('"5"', "5"),
        ("[1]", "[1]"),
        ("{", "{"),
        (5, 5),
    ],
)
def test_parameters_of_bare_cypher_are_of_any_kind(value: object, bound: object) -> None:
    query = inline_query("RETURN $x, '$y' // $z")
    assert bind_parameters(query, {"x": value}) == {"x": bound}


def test_an_undeclared_parameter_must_be_given() -> None:
    with pytest.raises(QueryError, match=r"-e needs \$x"):
        bind_parameters(inline_query("RETURN $x"), {})


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (
            "// $x text: of an unknown kind",
            r"declares no parameter; write '\$name string: meaning'",
        ),
        ("// $x string", "declares no parameter"),
        ("// $x int = many: a default of another kind", "must be of kind int, not 'many'"),
        ("// $y string: not in the query", r"declares \$y, which the query does not use"),
    ],
)
def test_a_wrong_header_is_told_with_its_file(header: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.cypher"
    path.write_text(f"// A question?\n{header}\nRETURN $x\n", "utf-8")
    with pytest.raises(QueryError, match=rf"mine\.cypher: .*{message}"):
        load_query(path)


def test_a_file_of_ones_own_needs_no_header(tmp_path: Path) -> None:
    path = tmp_path / "mine.cypher"
    path.write_text("MATCH (p:Paper) RETURN p.id LIMIT $limit\n", "utf-8")
    query = load_query(path)
    assert (query.name, query.question, query.columns) == ("mine", "", ())
    assert bind_parameters(query, {"limit": "3"}) == {"limit": 3}


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"none\.cypher: cannot be read \(No such file"):
        load_query(tmp_path / "none.cypher")
    with pytest.raises(QueryError, match="cannot be read"):
        load_query(tmp_path)
    (tmp_path / "latin.cypher").write_bytes("RETURN 'é'".encode("latin-1"))
    with pytest.raises(QueryError, match=r"latin\.cypher: not UTF-8 text .* at byte 8"):
        load_query(tmp_path / "latin.cypher")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("leader-board", "did you mean leaderboard"),
        ("builds_on", r"did you mean builds-on\?"),
        ("qqqqqq", "`kg queries` lists them"),
        ("schema", "no query is named 'schema'"),
        ("../cypher/builds-on", "no query is named"),
    ],
)
def test_an_unknown_name_is_told(name: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        find_query(name)


def test_a_name_is_found() -> None:
    assert [find_query(query.name) for query in named_queries()] == list(named_queries())
    assert len(named_queries()) >= 12
