"""Laws of the canonical JSON Lines: equal graphs are equal bytes, and nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core.errors import InputError, KGError
from kg.core.types import Node
from kg.exporters.canonical_jsonl import graph_file, lines, write_jsonl
from kg.graph.fold import fold_papers
from tests.fixtures_graphs import Listed, hostile_graph, reading_list
from tests.strategies import extractions


@given(st.lists(extractions(), max_size=4))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, papers: list) -> None:  # type: ignore[type-arg]
    path = tmp_path_factory.mktemp("jsonl") / "graph.jsonl"
    graph = fold_papers(papers)
    write_jsonl(graph, path)
    again = graph_file(path)
    assert list(again.nodes()) == list(graph.nodes())
    assert list(again.edges()) == list(graph.edges())
    assert path.read_bytes() == "".join(f"{line}\n" for line in lines(again)).encode()


@given(st.text(st.characters(), max_size=20))
def test_any_text_survives(text: str) -> None:
    graph = Listed((Node("Task", "task/x", {"name": text, "aliases": (text, "")}),), ())
    (line,) = lines(graph)
    assert "\n" not in line
    assert "\r" not in line
    properties = json.loads(line.encode("utf-8"))["properties"]
    assert properties == {"name": text, "aliases": [text, ""]}


def test_hostile_texts_survive(tmp_path: Path) -> None:
    graph = hostile_graph()
    write_jsonl(graph, tmp_path / "graph.jsonl")
    assert tuple(graph_file(tmp_path / "graph.jsonl").nodes()) == graph.all_nodes
    assert tuple(graph_file(tmp_path / "graph.jsonl").edges()) == graph.all_edges


def test_a_line_has_sorted_keys_and_no_space() -> None:
    for line in lines(reading_list(3)):
        record = json.loads(line)
        assert line == json.dumps(record, sort_keys=True, separators=(",", ":"))


def test_it_says_how_much_it_wrote(tmp_path: Path) -> None:
    graph = reading_list(5)
    written = write_jsonl(graph, tmp_path / "graph.jsonl")
    assert (written.nodes, written.edges) == (len(graph.all_nodes), len(graph.all_edges))
    assert str(written) == f"{written.nodes} nodes and {written.edges} edges"


@pytest.mark.parametrize(
    "bad",
    ["", "nonsense", "[]", '{"element":"node"}', '{"element":"edge","properties":{}}', "\xff"],
)
def test_a_bad_line_is_named(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "graph.jsonl"
    good = next(lines(reading_list(1)))
    path.write_text(f"{good}\n{bad}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"graph\.jsonl:2: not a node or edge"):
        list(graph_file(path).nodes())


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    path.write_bytes(b"\xff\xfe\n")
    with pytest.raises(InputError, match="not UTF-8"):
        list(graph_file(path).nodes())
    with pytest.raises(InputError, match="missing"):
        list(graph_file(tmp_path / "missing.jsonl").edges())


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    path.write_text("old")
    broken = Listed((Node("Task", "task/x", {"name": object()}),), ())  # type: ignore[dict-item]
    with pytest.raises(TypeError):
        write_jsonl(broken, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(KGError, match=r"cannot write .*nowhere"):
        write_jsonl(reading_list(1), tmp_path / "nowhere" / "graph.jsonl")
