"""Records that were removed leave the disk once they are most of what is stored."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from kg.core.types import Extraction
from kg.graph.fold import fold_papers
from kg.store.directory.graph_directory import append_papers, open_directory, remove_papers, writing
from kg.store.directory.index.index_schema import FILE
from kg.store.ladybug.projection import open_projection, project_directory
from tests.test_graph import dump
from tests.test_incremental import _child, content, holds, many, paper_of, put, take


def stored(path: Path) -> list[str]:
    """Every line of the records, in order."""
    files = sorted((path / "records").iterdir())
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def ids(papers: list[Extraction]) -> list[str]:
    return [paper.document.id for paper in papers]


@pytest.mark.parametrize(
    ("added", "gone", "files"),
    [
        (6, 1, ["000001.jsonl", "000002.jsonl"]),
        (6, 2, ["000001.jsonl", "000002.jsonl"]),
        (6, 3, ["000003-whole.jsonl"]),  # three of seven lines are live
        (6, 6, ["000003-whole.jsonl"]),
        (1, 1, ["000003-whole.jsonl"]),
    ],
)
def test_most_lines_must_be_dead(tmp_path: Path, added: int, gone: int, files: list[str]) -> None:
    path = tmp_path / "g.kg"
    put(path, many(added))
    before = stored(path)
    take(path, *ids(many(gone)))
    assert sorted(file.name for file in (path / "records").iterdir()) == files
    if len(files) == 1:
        assert stored(path) == before[gone:], "what stays are the same bytes"
    assert dump(open_directory(path).graph()) == dump(fold_papers(many(added)[gone:]))


def test_the_graph_is_that_of_the_papers_left(tmp_path: Path) -> None:
    before = [paper_of(0, "imagenet pretraining", "PPO"), *many(2, 10)]
    new = [paper_of(n, "PPO", "Proximal Policy Optimization") for n in range(1, 6)]
    put(tmp_path / "g.kg", before)
    was = content(tmp_path / "g.kg")
    put(tmp_path / "g.kg", new)
    take(tmp_path / "g.kg", *ids(new))
    assert len(stored(tmp_path / "g.kg")) == len(before)
    assert content(tmp_path / "g.kg") == was
    (tmp_path / "g.kg" / FILE).unlink()
    assert content(tmp_path / "g.kg") == was, "from the records alone"
    put(tmp_path / "g.kg", new)
    put(tmp_path / "once.kg", [*before, *new])
    assert content(tmp_path / "g.kg") == content(tmp_path / "once.kg")


def test_who_has_the_directory_open_reads_on(tmp_path: Path) -> None:
    put(tmp_path / "g.kg", many(5))
    opened = open_directory(tmp_path / "g.kg")
    assert len(list(opened)) == 5
    with writing(tmp_path / "g.kg") as directory:
        remove_papers(directory, ids(many(4)))
        assert ids(list(opened)) == ids(many(1, 4))
    assert ids(list(opened)) == ids(many(1, 4))


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20])
def test_killed_anywhere_the_old_records_or_the_new_are_there(tmp_path: Path, at: int) -> None:
    path = tmp_path / "g.kg"
    with writing(path) as directory:
        project_directory(append_papers(directory, many(6))).close()

    def work() -> None:
        with writing(path) as directory:
            project_directory(remove_papers(directory, ids(many(5)))).close()

    status = _child(work, ["os.rename", "os.remove", "sqlite3.connect"], at)
    assert status in (signal.SIGKILL, 7 << 8)
    found = dump(open_directory(path).graph())
    assert found in [dump(fold_papers(many(6))), dump(fold_papers(many(1, 5)))]
    with open_projection(path) as store:
        assert holds(store, open_directory(path).graph())
    put(path, many(1, 7))
    left = (
        [*many(6), *many(1, 7)]
        if found == dump(fold_papers(many(6)))
        else [*many(1, 5), *many(1, 7)]
    )
    assert dump(open_directory(path).graph()) == dump(fold_papers(left))
    assert not list((path / "records").glob("*.part"))
