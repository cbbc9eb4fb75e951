"""Damage to the files of a graph directory is reported, and what can be made again is."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kg
from kg.core.errors import GraphError, StoreError
from kg.store.directory.directory_state import read_projection, record_projection
from kg.store.directory.file_sums import SUMS, damaged_files
from kg.store.directory.graph_directory import append_papers, writing
from kg.store.ladybug.directory_audit import database_problems
from tests.test_incremental import many


@pytest.fixture
def graph(sample_graph: Path, tmp_path: Path) -> Path:
    path = tmp_path / "graph.kg"
    shutil.copytree(sample_graph, path)
    return path


def _segment(graph: Path) -> Path:
    return next((graph / "records").glob("*.jsonl"))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


DAMAGE: dict[str, Callable[[Path], object]] = {
    "segment gone": lambda graph: _segment(graph).unlink(),
    "segment empty": lambda graph: _segment(graph).write_bytes(b""),
    "segment cut": lambda graph: _cut(_segment(graph)),
    "ledger gone": lambda graph: (graph / "ledger.jsonl").unlink(),
    "ledger empty": lambda graph: (graph / "ledger.jsonl").write_bytes(b""),
    "ledger cut": lambda graph: _cut(graph / "ledger.jsonl"),
    "sums damaged": lambda graph: (graph / SUMS).write_text("[", "utf-8"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_what_is_gone_or_cut_is_an_error_that_says_what_to_do(
    graph: Path, damage: Callable[[Path], object]
) -> None:
    damage(graph)
    for use in (kg.open, kg.stats, lambda path: kg.build([kg.sample_path()], path)):
        with pytest.raises(GraphError, match="kg repair") as caught:
            use(graph)
        assert "\n" not in str(caught.value)


def test_repair_goes_on_with_what_there_is(graph: Path) -> None:
    (graph / "ledger.jsonl").unlink()
    (graph / "kg.json").write_text("", "utf-8")
    (graph / "graph.lbug").write_bytes(b"damaged")
    (graph / "index.db").write_bytes(b"damaged")
    found = kg.repair(graph)
    assert [line for line in found if "ledger.jsonl is gone" in line]
    assert [line for line in found if "kg.json was damaged" in line]
    assert kg.stats(graph).nodes["Paper"] > 0
    assert list(kg.audit(graph)) == []
    assert kg.repair(graph) == []


def test_repair_refuses_what_is_newer_or_no_graph(graph: Path, tmp_path: Path) -> None:
    (graph / "kg.json").write_text('{"format":99}', "utf-8")
    with pytest.raises(GraphError, match="update kg"):
        kg.repair(graph)
    with pytest.raises(GraphError, match="no graph directory"):
        kg.repair(tmp_path)


def test_every_flipped_bit_of_records_and_ledger_is_found(graph: Path) -> None:
    rng = random.Random(3)
    assert list(damaged_files(graph)) == []
    for path in (_segment(graph), graph / "ledger.jsonl"):
        content = path.read_bytes()
        for _ in range(20):
            flipped = bytearray(content)
            flipped[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
            path.write_bytes(flipped)
            assert [line for line in damaged_files(graph) if path.name in line]
        path.write_bytes(content)
    assert list(damaged_files(graph)) == []


def test_audit_compares_the_files(graph: Path) -> None:
    path = _segment(graph)
    path.write_bytes(path.read_bytes().replace(b"ImageNet", b"ImageNot", 1))
    assert [line for line in kg.audit(graph) if "other bytes" in line]


def test_every_flipped_bit_of_the_database_is_found_and_mended(graph: Path) -> None:
    rng = random.Random(4)
    path = graph / "graph.lbug"
    content = path.read_bytes()
    for _ in range(50):
        flipped = bytearray(content)
        flipped[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        path.write_bytes(flipped)
        assert list(database_problems(graph)) == [f"{path} has other bytes than were written"]
    assert list(kg.audit(graph)) == [f"{path} has other bytes than were written"]
    assert list(kg.repair(graph)) == [f"{path} has other bytes than were written"]
    assert list(kg.audit(graph)) == []


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        ("UPDATE node SET digest = digest + 1 WHERE label = 0", "rows of node"),
        ("DELETE FROM edge WHERE type = 'USES'", "rows of edge"),
        ("DELETE FROM spelling", "rows of spelling"),
        ("UPDATE thing SET name = 'x'", "rows of thing"),
    ],
)
def test_an_index_that_differs_from_the_records_is_found(
    graph: Path, change: str, rows: str
) -> None:
    with contextlib.closing(sqlite3.connect(graph / "index.db")) as index, index:
        index.execute(change)
    assert [line for line in kg.audit(graph) if line.endswith(rows)]
    kg.repair(graph)
    assert list(kg.audit(graph)) == []


def test_what_a_statement_changed_in_the_database_is_found(graph: Path) -> None:
    with kg.open(graph).open_store() as store:
        store.query("MATCH (n:Method) SET n.name = 'Otter'", write=True)
    found = list(kg.audit(graph))
    assert [line for line in found if line.endswith("has other bytes than were written")]
    kg.repair(graph)
    assert list(kg.audit(graph)) == []
    with kg.open(graph).open_store() as store:
        store.query("MATCH (n:Method) SET n.name = 'Otter'", write=True)
    state = read_projection(graph)
    assert state is not None
    record_projection(graph, state.state, graph / "graph.lbug")
    assert [line for line in kg.audit(graph) if "Method: other content" in line]


READ = """
import resource, sys
import kg
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
print(kg.stats(sys.argv[2]))
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
@pytest.mark.parametrize("room", [0, 300_000])
def test_reads_without_room_answer_from_the_graph_before(graph: Path, room: int) -> None:
    before = kg.stats(graph)
    with writing(graph) as directory:
        append_papers(directory, many(1))  # The database stays behind, as after a full disk.
    done = subprocess.run(
        [sys.executable, "-c", READ, str(room), str(graph)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{before}\n"
    assert "answers from the graph before: " in done.stderr
    assert kg.stats(graph).nodes["Paper"] == before.nodes["Paper"] + 1


@pytest.fixture
def full_disk(graph: Path, tmp_path: Path) -> Iterator[Path]:
    """A graph whose database is of the graph before, on a disk with about 1 MB free: the engine
    would run out of room while it writes, and end the process when it closes."""
    with writing(graph) as directory:
        append_papers(directory, many(40))
    held = sum(path.stat().st_blocks // 2 for path in graph.rglob("*"))
    disk = tmp_path / "disk"
    disk.mkdir()
    small = ["mount", "-t", "tmpfs", "-o", f"size={held + 1200}k", "none", str(disk)]
    if shutil.which("mount") is None or subprocess.run(small, check=False).returncode:
        pytest.skip("a small file system needs `mount` and the superuser")
    try:
        shutil.copytree(graph, disk / "g.kg")
        yield disk / "g.kg"
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_on_a_full_disk_reads_answer_from_the_graph_before(full_disk: Path, graph: Path) -> None:
    assert kg.stats(full_disk).nodes["Paper"] == kg.stats(graph).nodes["Paper"] - 40


def test_on_a_full_disk_without_a_database_a_read_reports_how_much_is_needed(
    full_disk: Path,
) -> None:
    (full_disk / "graph.lbug").unlink()
    with pytest.raises(
        StoreError, match=r"\d MB are free on its disk, and up to \d+ MB are needed"
    ):
        kg.stats(full_disk)


def test_a_directory_without_sums_gets_them_from_the_next_writer(graph: Path) -> None:
    (graph / SUMS).unlink()  # As older versions left it.
    assert kg.stats(graph).nodes["Paper"] > 0
    kg.build([kg.sample_path()], graph)
    assert set(json.loads((graph / SUMS).read_text("utf-8"))) >= {"ledger.jsonl"}
    assert list(damaged_files(graph)) == []
