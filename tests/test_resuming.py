"""A build that is cut off keeps what it read, says how to go on, and the next run goes on there."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import kg
from kg import nlp
from kg.cli.common import progress_lines
from kg.core.errors import GraphError
from kg.core.types import Document
from kg.store.directory.graph_directory import open_directory, writing
from kg.store.directory.log import list_segments, sweep_segments, unfinished_segments

PAPERS = 12

SLOW = """\
import time
from kg import nlp
from kg.extractors.named_extractor import NamedExtractor

PIPELINE = nlp.load()

def read(documents):
    for document in documents:
        with open("asked.txt", "a") as asked:
            asked.write(document.id + "\\n")
        time.sleep(0.2)
        yield from nlp.extract([document], nlp=PIPELINE)

slow = NamedExtractor(read, "slow")
"""

CUT = pytest.mark.parametrize("cut", [signal.SIGINT, signal.SIGKILL])

posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with papers and an extractor that takes 0.2 s for each."""
    (tmp_path / "slow_reading.py").write_text(SLOW)
    with (tmp_path / "papers.jsonl").open("w") as out:
        for number in range(PAPERS):
            text = f"We train Otter-{number} on ImageNet and reach {60 + number}.5% accuracy."
            out.write(json.dumps({"title": f"Otter number {number}", "abstract": text}) + "\n")
    return tmp_path


def build(place: Path, graph: str) -> subprocess.Popen[str]:
    code = "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"
    options = ("--graph", graph, "--extractor", "slow_reading:slow")
    return subprocess.Popen(
        [sys.executable, "-c", code, "build", "papers.jsonl", *options],
        cwd=place,
        env={**os.environ, "PYTHONPATH": f"{Path(__file__).parents[1]}{os.pathsep}{place}"},
        stderr=subprocess.PIPE,
        text=True,
    )


def cut_off(place: Path, graph: str, cut: signal.Signals) -> tuple[int, str]:
    """The exit status and the talk of a build that gets a signal after three papers."""
    asked = place / "asked.txt"
    running = build(place, graph)
    until = time.monotonic() + 120
    while not asked.exists() or len(asked.read_text().splitlines()) < 4:
        assert running.poll() is None, running.communicate()[1]
        assert time.monotonic() < until
        time.sleep(0.02)
    running.send_signal(cut)
    _, said = running.communicate(timeout=60)
    return running.returncode, said


def exported(graph: Path) -> bytes:
    kg.Graph(str(graph)).export(graph.with_suffix(".jsonl"), format="jsonl")
    return graph.with_suffix(".jsonl").read_bytes()


@posix
@CUT
def test_a_build_that_is_cut_off_goes_on_and_gives_the_same_bytes(
    place: Path, cut: signal.Signals
) -> None:
    status, said = cut_off(place, "cut.kg", cut)
    if cut == signal.SIGINT:
        assert status == 130
        assert said == (
            "stopped, the papers read so far are kept in cut.kg:"
            " run the same command again to go on\n"
        )
    with pytest.raises(GraphError, match="unfinished build: run the same `kg build` again"):
        open_directory(place / "cut.kg")
    before = (place / "asked.txt").read_text().splitlines()
    resumed = build(place, "cut.kg")
    assert resumed.communicate(timeout=120) is not None
    assert resumed.returncode == 0
    asked = (place / "asked.txt").read_text().splitlines()
    again = set(before) & set(asked[len(before) :])
    assert len(again) <= 1, "no more than the paper that was being read"
    assert len(set(asked)) == PAPERS
    assert build(place, "whole.kg").wait(120) == 0
    assert exported(place / "cut.kg") == exported(place / "whole.kg")


@posix
def test_a_first_build_that_is_cut_twice_stays_unfinished(place: Path) -> None:
    for cut in (signal.SIGKILL, signal.SIGINT):
        cut_off(place, "twice.kg", cut)
        (place / "asked.txt").unlink()
        for use in (open_directory, kg.stats):
            with pytest.raises(GraphError, match="unfinished build: run the same `kg build`"):
                use(place / "twice.kg")
    assert list_segments(place / "twice.kg"), "the first part was taken in"
    kg.build([], place / "twice.kg")
    assert len(open_directory(place / "twice.kg")) >= 6


def test_a_kill_before_the_first_paper_leaves_no_empty_graph(tmp_path: Path) -> None:
    path = tmp_path / "g.kg"
    begun = contextlib.ExitStack()
    begun.enter_context(writing(path))
    shutil.copytree(path, tmp_path / "killed.kg")
    with pytest.raises(KeyboardInterrupt), begun:
        raise KeyboardInterrupt
    assert not path.exists(), "an interrupt removes what it made"
    with pytest.raises(GraphError, match="unfinished build"):
        kg.stats(tmp_path / "killed.kg")


@Language.component("kg_interrupts")
def _interrupts(doc: Doc) -> Doc:
    if "stop here" in doc.text:
        raise KeyboardInterrupt
    return doc


def test_papers_that_are_read_come_before_the_interrupt() -> None:
    pipeline = nlp.load()
    pipeline.add_pipe("kg_interrupts")
    texts = ("One.", "Two.", "Please stop here.", "Four.")
    documents = [Document(f"title:{n:016x}", text, "", None) for n, text in enumerate(texts)]
    reading = nlp.extract(documents, nlp=pipeline)
    assert [next(reading).document.title, next(reading).document.title] == ["One.", "Two."]
    with pytest.raises(KeyboardInterrupt):
        next(reading)


@posix
def test_a_cut_off_addition_leaves_the_old_graph_until_it_goes_on(place: Path) -> None:
    kg.build(kg.sample_path(), place / "g.kg")
    before = exported(place / "g.kg")
    cut_off(place, "g.kg", signal.SIGINT)
    assert exported(place / "g.kg") == before
    (unfinished,) = unfinished_segments(place / "g.kg")
    read = len(unfinished.read_text().splitlines())
    assert 3 <= read < PAPERS
    old = len(open_directory(place / "g.kg"))
    kg.build([], place / "g.kg")
    assert len(open_directory(place / "g.kg")) == old + read
    assert not unfinished_segments(place / "g.kg")


@pytest.mark.parametrize(
    ("left", "kept"),
    [(b"", None), (b'{"id": "a', None), (b"1\n2\n", b"1\n2\n"), (b"1\n2\n{", b"1\n2\n")],
)
def test_whole_lines_are_taken_in(tmp_path: Path, left: bytes, kept: bytes | None) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "000001.jsonl").write_bytes(b"0\n")
    (tmp_path / "records" / "000002-unfinished.jsonl.part").write_bytes(left)
    sweep_segments(tmp_path)
    contents = {number: path.read_bytes() for number, path in list_segments(tmp_path).items()}
    assert contents == ({1: b"0\n"} if kept is None else {1: b"0\n", 2: kept})
    assert len(list((tmp_path / "records").iterdir())) == len(contents)


def test_lines_of_progress_come_without_progress(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_lines(every=0.05) as report:
        time.sleep(0.2)
        report("papers", 0, None)
        time.sleep(0.2)
        report("papers", 1200, 4000)
        time.sleep(0.2)
    out, said = capsys.readouterr()
    assert out == ""
    lines = said.splitlines()
    assert lines[0] == "starting, 0 s"
    assert "papers: 0, 0 s" in lines
    assert lines[-1].startswith("papers: 1,200 of 4,000, ")
