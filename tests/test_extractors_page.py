"""docs/extractors.md: its example runs, and what it states of the package is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import kg
from kg.core.types import Extraction
from kg.extractors import chat_client, named_extractor
from kg.extractors.extractor_loading import load_extractor
from kg.store.directory.graph_directory import open_directory
from tests.test_cli import run

PAGE = (Path(__file__).parents[1] / "docs" / "extractors.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

PAPERS = (
    {"title": "LoRA again", "abstract": "QLoRA is not meant. LoRA is tested on GLUE. It is small."},
    {"title": "No names", "abstract": "Nothing is listed here."},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the example, as the page saves it, and two papers."""
    (tmp_path / "gazetteer.py").write_text(EXAMPLE, encoding="utf-8")
    lines = "".join(json.dumps(paper) + "\n" for paper in PAPERS)
    (tmp_path / "papers.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def check(papers: list[Extraction]) -> None:
    found = {paper.document.title: paper for paper in papers}
    assert {paper.extractor for paper in papers} == {"3:gazetteer@1"}
    named = [(e.name, e.type, e.role, len(e.evidence)) for e in found["LoRA again"].entities]
    assert named == [
        ("LoRA", "Method", "uses", 2),
        ("GLUE", "Dataset", "evaluates_on", 1),
    ]
    sentences = [each.sentence for each in found["LoRA again"].entities[0].evidence]
    assert sentences == ["LoRA again", "LoRA is tested on GLUE."]
    assert found["No names"].entities == ()


def test_the_example_builds_a_graph(folder: Path) -> None:
    space: dict[str, object] = {}
    exec(compile(EXAMPLE, "docs/extractors.md", "exec"), space)
    extractor = space["gazetteer"]
    assert isinstance(extractor, kg.NamedExtractor)
    kg.build([folder / "papers.jsonl"], folder / "papers.kg", extractor=extractor)
    check(list(open_directory(folder / "papers.kg")))


def test_the_command_of_the_page_builds_the_same(folder: Path) -> None:
    (command,) = re.findall(r"^    kg (build .* --extractor gazetteer:.*)$", PAGE, re.MULTILINE)
    done = run(*command.split(), cwd=folder)
    assert done.returncode == 0, done.stderr
    check(list(open_directory(folder / "papers.kg")))


def test_the_example_is_about_twenty_lines() -> None:
    assert len([line for line in EXAMPLE.splitlines() if line.strip()]) <= 22


def test_names_and_numbers_of_the_page_are_those_of_the_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert f"that states none has {named_extractor.RANK}," in " ".join(PAGE.split())
    options = chat_client.ChatOptions("http://localhost:8000/v1", "small-7b")
    assert set(options.parameters) == set(re.findall(r"`(temperature|response_format)`", PAGE))
    for attribute in re.findall(r"ChatOptions\.(\w+)", PAGE):
        assert hasattr(options, attribute)
    for name, value in re.findall(r"(KG_CHAT_\w+)=(\S+)", PAGE):
        monkeypatch.setenv(name, value)
    (loaded,) = set(re.findall(r"--extractor (kg\S+)", PAGE))
    assert load_extractor(loaded).name == options.name
