"""Nothing that a paper says is obeyed: by a terminal, by a spreadsheet, or told in an error."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.terminal_text import harmless, plain_cell, printing_to
from kg.core.errors import StoreError
from kg.core.types import Document, Entity, Evidence, Extraction
from kg.store import open_store
from kg.store.directory.graph_directory import append_papers, writing
from kg.store.ladybug.projection import project_directory

HOSTILE = '=HYPERLINK("http://x") \x1b]0;owned\x07 \x1b[2J \x9b31m \u202eabc \x7f ImageNet'


@given(st.text())
def test_no_text_keeps_what_a_terminal_obeys(text: str) -> None:
    found = harmless(text)
    assert not any((ord(c) < 32 and c not in "\n\t\r") or 127 <= ord(c) < 160 for c in found)
    assert harmless(found) == found


@given(st.text())
def test_json_says_the_same(text: str) -> None:
    written = json.dumps(text, ensure_ascii=False)
    assert json.loads(harmless(written)) == text


@given(st.text(min_size=1))
def test_no_cell_begins_a_formula(text: str) -> None:
    cell = plain_cell(text)
    assert cell in (text, f"'{text}")
    if cell[0] in "=@\t\r":
        pytest.fail(cell)
    if cell[0] in "+-":
        assert not any(c.isalpha() and c not in "eE" for c in cell)


def test_styles_are_for_terminals_alone() -> None:
    stream = io.StringIO()
    printing_to(stream).write("\x1b[1mbold\x1b[0m")
    assert stream.getvalue() == "\\u001b[1mbold\\u001b[0m"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "g.kg"
    text = f"{HOSTILE}\nWe test on ImageNet."
    start = text.index("ImageNet.")
    said = Evidence(start, start + 8, "ImageNet", "We test on ImageNet.", "1:x@1", 0.9)
    document = Document("title:00000000000000aa", HOSTILE, "We test on ImageNet.")
    entity = Entity("Dataset", "ImageNet", ("ImageNet",), "evaluates_on", 0.9, (said,))
    with writing(path) as directory:
        found = append_papers(directory, [Extraction(document, (entity,), extractor="1:x@1")])
        project_directory(found).close()
    return path


ASK = ("query", "-e", "MATCH (p:Paper) RETURN p.title AS title")


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    code = "from kg.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **more},
    )


@pytest.mark.parametrize(
    "command",
    [
        ("find", "--dataset", "ImageNet"),
        ("show", "ImageNet"),
        *((*ASK, "--format", form) for form in ("table", "json", "csv", "markdown")),
    ],
    ids=lambda command: command[0] + command[-1],
)
def test_no_command_prints_what_a_terminal_obeys(graph: Path, command: tuple[str, ...]) -> None:
    done = run(*command, "--graph", str(graph))
    assert done.returncode == 0, done.stderr
    assert "HYPERLINK" in done.stdout
    assert not set(done.stdout + done.stderr) & set("\x1b\x07\x9b\u202e\x7f")


def test_json_and_csv_hold_what_the_paper_says(graph: Path) -> None:
    done = run(*ASK, "--format", "json", "--graph", str(graph))
    assert json.loads(done.stdout)["data"] == [{"title": HOSTILE}]
    done = run(*ASK, "--format", "csv", "--graph", str(graph))
    (_, (title,)) = csv.reader(io.StringIO(done.stdout))
    assert title == f"'{harmless(HOSTILE)}"


SECRET = "s3cr3t"


@pytest.mark.parametrize(
    "url",
    [
        f"neo4j://user:{SECRET}@host",
        f"neo4j://user:{SECRET}#1@host",
        f"neo4j://user:{SECRET}?1@host",
        f"neo4j://user:{SECRET}/1@host:7687/db",
        f"neo4j://user:{SECRET}",
        f"bolt+s://host/db?password={SECRET}",
        f"http://user:{SECRET}@host",
        f"postgres://user:{SECRET}#@host/x",
        f"neo4j://[{SECRET}",
    ],
)
def test_no_error_shows_a_password(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert SECRET not in str(caught.value)
    done = run("stats", "--store", url)
    assert done.returncode == 1
    assert SECRET not in done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_device_is_an_error_in_one_line(graph: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from kg.cli import main; main()", *ASK, "--graph", str(graph)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr


def test_a_place_that_is_no_folder_is_an_error_in_one_line(graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", "utf-8")
    for place in (file / "g.kg", file):
        done = run("build", os.devnull, "--graph", str(place))
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert str(file) in done.stderr
