"""Files that change while they are read: no paper that was there at first is lost in silence."""

from __future__ import annotations

import bz2
import gzip
import json
import os
import random
import threading
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import kg
from kg.core.errors import InputError
from kg.core.schema import PAPER
from kg.core.types import Document, Extraction, Problem
from kg.ingest import read_documents
from kg.workflows.distinct_papers import distinct_papers

PAPERS = 300
READ_BEFORE = 20
"""Papers taken before the file changes: within its first 64 KB."""

_RANDOM = random.Random(14)
_NOISE = [f"{_RANDOM.getrandbits(3200):x}" for _ in range(PAPERS)]
"""Of each paper: what no compression makes small, so that files are longer than one read."""


def _line(number: int, words: str = "tides") -> bytes:
    paper = {
        "id": f"2401.{10_000 + number}",
        "title": f"On {words} number {number}",
        "abstract": f"We study {words} by method {_NOISE[number % PAPERS]}.",
    }
    return json.dumps(paper).encode() + b"\n"


LINES = [_line(number) for number in range(PAPERS)]
IDS = {f"arxiv:{json.loads(line)['id']}" for line in LINES}


def _zipped(path: Path, data: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(3):
            inner = b"".join(data.splitlines(keepends=True)[part::3])
            archive.writestr(f"{part}.jsonl", inner)


def _table(path: Path, data: bytes) -> None:
    rows = pa.Table.from_pylist([json.loads(line) for line in data.splitlines()])
    pq.write_table(rows, path, row_group_size=READ_BEFORE)


WRITERS: dict[str, Callable[[Path, bytes], object]] = {
    "papers.jsonl": Path.write_bytes,
    "papers.jsonl.gz": lambda path, data: path.write_bytes(gzip.compress(data)),
    "papers.jsonl.bz2": lambda path, data: path.write_bytes(bz2.compress(data)),
    "papers.zip": _zipped,
    "papers.parquet": _table,
}


def _appended(path: Path) -> None:
    with path.open("ab") as file:
        file.write(_line(PAPERS) + _line(PAPERS + 1)[:99])


def _truncated(path: Path) -> None:
    """At the end of a line where there are lines."""
    data = path.read_bytes()
    os.truncate(path, data.find(b"\n", len(data) // 2) + 1)


def _replaced(path: Path) -> None:
    new = path.with_name("new")
    WRITERS[path.name](new, b"".join(_line(number, "winds") for number in range(9)))
    new.replace(path)


def _rewritten(path: Path) -> None:
    """In place, to as many bytes and more."""
    data = b"".join(_line(number, "winds") for number in range(PAPERS, 3 * PAPERS))
    WRITERS[path.name](path, data)


CHANGES = (_appended, _truncated, _replaced, _rewritten)


def _ids(papers: Iterable[Document | Extraction]) -> Iterator[str]:
    for paper in papers:
        yield (paper.document if isinstance(paper, Extraction) else paper).id


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", WRITERS)
def test_what_is_lost_is_said(tmp_path: Path, name: str, change: Callable[[Path], None]) -> None:
    path, skipped = tmp_path / name, list[Problem]()
    WRITERS[name](path, b"".join(LINES))
    papers = _ids(read_documents([path], skipped=skipped))
    found = {next(papers) for _ in range(READ_BEFORE)}
    change(path)
    found.update(papers)
    assert found >= IDS or skipped
    assert all(problem.file.startswith(str(path)) for problem in skipped)
    if change is _replaced:  # The file that was opened is read to its end.
        assert (found, skipped) == (IDS, [])


@pytest.mark.parametrize("change", [_truncated, _rewritten])
def test_a_file_that_lost_lines_has_changed(tmp_path: Path, change: Callable[[Path], None]) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_bytes(b"".join(LINES))
    papers = read_documents([path])
    next(papers)
    change(path)
    with pytest.raises(InputError, match=r"papers\.jsonl:.* (changed while it was read|not JSON)"):
        list(papers)


def test_a_file_that_grows_has_not(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_bytes(b"".join(LINES))
    papers = _ids(read_documents([path]))
    next(papers)
    with path.open("ab") as file:
        file.write(_line(PAPERS))
    assert len(set(papers)) == PAPERS


def test_a_writer_beside_the_reader_loses_nothing(tmp_path: Path) -> None:
    """Whole lines are appended all the time: those that were there are read, and none is bad."""
    path, done = tmp_path / "papers.jsonl", threading.Event()
    path.write_bytes(b"".join(LINES))

    def append() -> None:
        with path.open("ab", buffering=0) as file:
            for number in range(PAPERS, 3 * PAPERS):
                file.write(_line(number))
                done.wait(0.001)

    writer = threading.Thread(target=append)
    writer.start()
    found = set(_ids(read_documents([path])))
    done.set()
    writer.join()
    assert found >= IDS


def test_a_file_that_shrinks_between_two_readings(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_bytes(b"".join(LINES[:10]))
    papers = distinct_papers([path], skipped=[])
    assert papers.total == 10
    path.write_bytes(b"".join(LINES[:5]))
    with pytest.raises(InputError, match=r"5 of 10 papers were there at first .*2401\.10005"):
        list(papers.walk())


def test_a_build_keeps_what_it_read_and_fails(tmp_path: Path) -> None:
    path, place = tmp_path / "papers.jsonl", tmp_path / "papers.kg"
    path.write_bytes(b"".join(LINES))

    def extractor(documents: Iterable[Document]) -> Iterator[Extraction]:
        for number, document in enumerate(documents):
            if number == READ_BEFORE:
                _truncated(path)
            yield Extraction(document)

    with pytest.raises(InputError, match="changed while it was read"):
        kg.build([path], place, extractor=extractor)
    path.write_bytes(b"".join(LINES))
    kg.build([path], place, extractor=lambda documents: map(Extraction, documents))
    assert len([node for node in kg.open(place).nodes() if node.label == PAPER]) == PAPERS
