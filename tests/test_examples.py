"""Every example in --help, README and docs runs on the sample, and answers something."""

from __future__ import annotations

import gzip
import re
import shlex
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg.cli import app
from tests.pdf_pages import heron_paper

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs")

NOT_RUN = {
    "demo": "tests/test_cli.py runs it",
    "train": "takes hours",
    "evaluate": "needs labels or corpora",
    "push": "needs a server: tests/test_push.py",
    "pull": "needs a server: tests/test_push.py",
    "merge": "changes names: tests/test_merging.py",
    "split": "changes names: tests/test_merging.py",
    "undo": "changes names: tests/test_merging.py",
    "judge": "needs the id of a result: tests of judgements",
    "remove": "changes papers: tests/test_incremental.py",
    "unsure": "the sample has nothing to decide",
    "watch": "needs the network: tests/test_watching.py",
    "fetch": "needs the network: tests/test_fetching.py",
}
ON_STDERR = {"audit", "build", "export", "extract", "diff", "repair"}
"""Commands whose answer is a file or a line of the log."""

UNFOLDED = {
    "why": "quotes reasons in full",
    "schema": "is pasted, where a fold would break it",
    "related": "is pasted, where a fold would break the table",
}

_BLOCK = re.compile(r"^    (?:\$ )?(kg (?!.*\s#).*(?:(?<=\\)\n.*)*)$", re.MULTILINE)


def _in_help() -> Iterator[str]:
    for command in app.registered_commands:
        doc = command.callback.__doc__ if command.callback else ""
        for example in re.findall(r"Example: (kg .*(?:\n {8}.*)*)", doc or ""):
            yield " ".join(example.split())


def _in_pages() -> Iterator[str]:
    paths = [path for page in PAGES for path in [ROOT / page] if path.is_file()]
    for path in (*paths, *sorted((ROOT / "docs").glob("*.md"))):
        for command in _BLOCK.findall(path.read_text(encoding="utf-8")):
            yield " ".join(command.replace("\\\n", " ").split())


MADE = r"""\documentclass{article}\title{Skiff: Rowing Faster}\begin{document}\maketitle
\begin{abstract}We propose Skiff, an optimizer for image models.\end{abstract}
\section{Method}Skiff rows.\end{document}
"""

EXAMPLES = [
    example
    for example in dict.fromkeys((*_in_help(), *_in_pages()))
    if shlex.split(example)[1] not in NOT_RUN
    and "--store" not in example
    and "--extractor" not in example
]


@pytest.fixture(scope="module")
def folder(sample_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graphs and inputs that the examples name."""
    place = tmp_path_factory.mktemp("examples")
    for name in ("papers.kg", "monday.kg"):
        shutil.copytree(sample_graph, place / name)
    page = place / "2401.00001.html"
    shutil.copy(ROOT / "tests" / "data" / "inputs" / "70_latexml.html", page)
    (place / "papers").mkdir()
    shutil.copy(page, place / "papers" / page.name)
    (place / "paper.tex").write_text(MADE, "utf-8")
    with tarfile.open(place / "2401.00001.tar.gz", "w:gz") as archive:
        archive.add(place / "paper.tex", "main.tex")
    for path in (place / "paper.pdf", place / "papers" / "heron.pdf"):
        path.write_bytes(heron_paper())
    by_ada = (
        '{"title": "Wherry", "abstract": "We row.", "authors": "Ada Lee", "categories": "cs.LG"}'
    )
    (place / "ada.jsonl").write_text(by_ada, "utf-8")
    kg.build([page, place / "ada.jsonl"], place / "papers.kg")
    shutil.copytree(place / "papers.kg", place / "demo.kg")
    paper = '{"title": "Skiff", "abstract": "We propose Skiff, an optimizer for image models."}\n'
    (place / "page.txt").write_bytes(kg.sample_path().read_bytes())
    (place / "papers.jsonl").write_text(paper, encoding="utf-8")
    (place / "fetched").mkdir()
    (place / "fetched" / "hf-2024-W05.json").write_text(f"[{paper}]", encoding="utf-8")
    (place / "more.jsonl.gz").write_bytes(gzip.compress(paper.encode()))
    (place / "library.bib").write_text(
        "@article{raft, title={Raft}, abstract={We propose Raft for image models.}}\n", "utf-8"
    )
    kg.build([place / "papers.jsonl"], place / "tuesday.kg")
    return place


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs_and_answers(
    example: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    arguments = shlex.split(example)[1:]
    if arguments[0] == "build":
        arguments += ["--graph", str(tmp_path / "built.kg")]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert done.stdout.strip() or arguments[0] in ON_STDERR
    if "--format" not in arguments and arguments[0] not in UNFOLDED:
        assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_there_are_examples_of_all_questions() -> None:
    run = {shlex.split(example)[1] for example in EXAMPLES}
    questions = {"find", "leaderboard", "gaps", "trend", "compare", "lineage", "similar", "show"}
    questions.add("cited-by")
    assert questions | {"query", "queries", "search", "stats"} <= run
    assert any("DiT" in example for example in EXAMPLES)


_GIVEN = {"method": "Swin Transformer", "dataset": "ImageNet", "metric": "FID"} | {
    "task": "image classification",
    "name": "ImageNet",
    "paper": "Deep Residual Learning",
    "text": "image",
    "author": "Ada Lee",
    "category": "cs.LG",
    "since": "2020",
    "ids": "dataset/imagenet,method/swin-transformer",
    "datasets": "dataset/imagenet",
    "papers": "title:006dbae8c9bad531",
}


@pytest.mark.parametrize("query", kg.queries(), ids=lambda query: query.name)
def test_a_named_query_fits_eighty_columns(
    query: kg.NamedQuery, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    given = [p for p in query.parameters if p.required]
    asked = [f"--param={p.name}={_GIVEN[p.name]}" for p in given]
    asked += ["--param=limit=30"] if any(p.name == "limit" for p in query.parameters) else []
    done = CliRunner().invoke(
        app, ["query", query.name, *asked, "--graph", str(folder / "demo.kg")]
    )
    assert done.exit_code == 0, done.output
    assert max(map(len, done.stdout.splitlines()), default=0) <= 80
