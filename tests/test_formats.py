"""A graph directory of a newer format is refused by everything, and nothing in it changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.core.errors import GraphError
from kg.store.directory.directory_state import check_directory, record_projection
from kg.store.directory.graph_directory import open_directory, writing
from kg.store.directory.index.index_schema import transaction
from kg.store.directory.index.index_update import set_projected
from kg.store.ladybug.engine import connected, run
from kg.store.ladybug.projection import TABLES, open_projection


@pytest.fixture
def graph(sample_graph: Path, tmp_path: Path) -> Path:
    path = tmp_path / "graph.kg"
    shutil.copytree(sample_graph, path)
    return path


def _write(path: Path) -> None:
    with writing(path):
        pass


USES: dict[str, Callable[[Path], object]] = {
    "open": kg.open,
    "open_directory": open_directory,
    "projection": open_projection,
    "writing": _write,
    "build": lambda path: kg.build([kg.sample_path()], path),
    "merge": lambda path: kg.merge(path, "LoRA", "QLoRA"),
    "remove": lambda path: kg.remove(path, ["title:none"]),
    "stats": kg.stats,
}


@pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
@pytest.mark.parametrize("marker", ['{"format":99}', '{"format":"5"}', '{"format":4.5}'])
def test_a_newer_format_is_refused(graph: Path, use: Callable[[Path], object], marker: str) -> None:
    (graph / "kg.json").write_text(marker, "utf-8")
    before = {path: path.read_bytes() for path in graph.rglob("*") if path.is_file()}
    with pytest.raises(GraphError, match=r"has format .* update kg"):
        use(graph)
    assert {path: path.read_bytes() for path in graph.rglob("*") if path.is_file()} == before


def test_tables_of_an_older_version_are_made_anew(graph: Path) -> None:
    database = graph / "graph.lbug"
    with connected(database) as connection:
        run(connection, "ALTER TABLE Paper DROP orcids", {})
    state = f"of-old-{TABLES - 1}"
    record_projection(graph, state, database)
    with writing(graph) as directory, transaction(directory.index):
        set_projected(directory.index, state)
    with open_projection(graph) as opened:
        # Without the column the statement would be an error.
        assert opened.query("MATCH (p:Paper) RETURN count(p) > 0, count(p.orcids)").rows[0][0]


@pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
@pytest.mark.parametrize("marker", ["", "{", "[]", "4", "null", '{"version":4}', "[" * 100_000])
def test_a_damaged_marker_is_an_error_in_one_line(
    graph: Path, use: Callable[[Path], object], marker: str
) -> None:
    (graph / "kg.json").write_text(marker, "utf-8")
    with pytest.raises(GraphError, match=r"kg\.json is damaged") as caught:
        use(graph)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_an_older_format_is_read_and_marked_anew_by_a_writer(graph: Path, number: int) -> None:
    marker = graph / "kg.json"
    marker.write_text(f'{{"format":{number}}}', "utf-8")
    check_directory(graph)
    assert f'{{"format":{number}}}' == marker.read_text("utf-8")
    _write(graph)
    assert marker.read_text("utf-8") == '{"format":6}\n'


@pytest.mark.parametrize("text", ["", "{", "[]", '{"state":4}', "[" * 100_000])
def test_a_damaged_projection_state_makes_the_database_anew(graph: Path, text: str) -> None:
    (graph / "projection.json").write_text(text, "utf-8")
    with open_projection(graph) as store:
        assert store.counts().nodes["Paper"] > 0
