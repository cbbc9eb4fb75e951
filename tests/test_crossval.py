"""Labels as they are read and joined with papers, and the figures over them."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from kg.core.errors import InputError
from kg.core.names import title_fold
from kg.core.types import Document, Entity, Extraction
from kg.evaluate.figures import figures
from kg.evaluate.scoring import MEASURES, score_extraction
from kg.train.labels.labelled_papers import (
    LabelledEntity,
    LabelledPaper,
    LabelledResult,
    read_labelled_papers,
)
from tests.test_cli import run

GOLD = Path(os.environ.get("KG_GOLD", Path(__file__).parents[2] / "shared" / "gold"))

ENTITY = {"type": "Task", "name": "owl calls", "aliases": [], "role": "addresses", "core": True}
GOOD = {
    "id": "1",
    "title": "On owls",
    "entities": [ENTITY],
    "results": [{"value": "3x", "metric": None}],
}

DAMAGED = [
    ("not JSON", "{", "no labelled paper"),
    ("a list", "[]", "an object was expected"),
    ("no title", json.dumps({**GOOD, "title": None}), "a string was expected"),
    ("no entities", json.dumps({"id": "1", "title": "x", "results": []}), "lack 'entities'"),
    ("a role", json.dumps({**GOOD, "entities": [{**ENTITY, "role": "uses"}]}), "no role 'uses'"),
    ("a type", json.dumps({**GOOD, "entities": [{**ENTITY, "type": "Owl"}]}), "for a 'Owl'"),
    ("a value", json.dumps({**GOOD, "results": [{"value": 3}]}), "a string was expected, not 3"),
]


@pytest.mark.parametrize(("line", "reason"), [row[1:] for row in DAMAGED])
def test_damaged_labels_are_named_by_line(tmp_path: Path, line: str, reason: str) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text(f"{json.dumps(GOOD)}\n\n{line}\n", "utf-8")
    with pytest.raises(InputError) as raised:
        read_labelled_papers([file], ())
    assert str(raised.value).startswith(f"{file}:3: ")
    assert reason in str(raised.value)


def test_missing_and_empty_labels(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl: cannot be read"):
        read_labelled_papers([tmp_path / "none.jsonl"], ())
    with pytest.raises(InputError, match="no labelled papers"):
        read_labelled_papers([tmp_path], ())


def test_a_folder_gives_one_subset_a_file(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(GOOD), "utf-8")
    found = read_labelled_papers([tmp_path], [Document("1", "On owls", "")])
    assert [paper.subset for paper in found] == ["a", "b"]


def test_the_document_with_the_labelled_names_is_taken(tmp_path: Path) -> None:
    labels = tmp_path / "labels.jsonl"
    labels.write_text(json.dumps({**GOOD, "entities": [{**ENTITY, "name": "OwlNet"}]}), "utf-8")
    documents = [
        Document("1", "On owls", "nothing"),
        Document("2", "on  Owls", "OwlNet"),
        Document("3", "On owls", "OwlNet"),
    ]
    (paper,) = read_labelled_papers([labels], iter(documents))
    assert paper.document.id == "2"


def test_a_paper_that_is_not_there_is_named_by_its_label(tmp_path: Path) -> None:
    (tmp_path / "labels.jsonl").write_text(f"\n{json.dumps(GOOD)}\n", "utf-8")
    with pytest.raises(InputError, match=r"labels\.jsonl:2: 'On owls' is not among"):
        read_labelled_papers([tmp_path], [Document("1", "On mice", "")])


def test_the_parts_of_a_record_are_kept(tmp_path: Path) -> None:
    entity = {**ENTITY, "aliases": ["calls", "owl calls"], "core": False, "alt_type": "Metric"}
    result = {"value": "3x", "metric": None, "task": "owl calls", "baseline_value": "2"}
    row = {**GOOD, "entities": [entity], "results": [result]}
    (tmp_path / "labels.jsonl").write_text(json.dumps(row), "utf-8")
    (paper,) = read_labelled_papers([tmp_path], [Document("1", "On owls", "")])
    (task,) = paper.entities
    assert task == LabelledEntity(
        "Task", "owl calls", ("calls", "owl calls"), "addresses", False, "Metric"
    )
    assert task.surfaces == ("owl calls", "calls")
    assert paper.results == (LabelledResult("3x", {"task": "owl calls"}, "2"),)


def test_one_title_is_one_fold() -> None:
    assert title_fold("On Owls: A Study", 7) == title_fold("on owls -- a  study", 7)
    counts = Counter(title_fold(f"Title {number}", 5) for number in range(1000))
    assert sorted(counts) == list(range(5))
    assert max(counts.values()) < 1.25 * min(counts.values())


def papers(count: int) -> list[LabelledPaper]:
    """Every third title comes twice, in two subsets."""
    found = []
    for number in range(count):
        title = f"Paper {number - number % 3 // 2}"
        document = Document(str(number), title, f"Net{number}")
        entity = LabelledEntity("Method", f"Net{number}", (), "uses")
        found.append(LabelledPaper(document, (entity,), (), "ab"[number % 2]))
    return found


def perfect(document: Document) -> Extraction:
    entity = Entity("Method", document.abstract, (document.abstract,), "uses", 1.0, ())
    return Extraction(document, (entity,))


def test_figures_of_each_subset_and_of_all() -> None:
    labelled = papers(40)
    scores = [score_extraction(paper, perfect(paper.document)) for paper in labelled]
    found = list(figures(labelled, scores))
    assert [f.measure for f in found] == [*MEASURES] * 3
    assert {f.subset: f.papers for f in found} == {"a": 20, "b": 20, "all": 40}
    methods = [f for f in found if f.measure == "strict Method"]
    assert [(f.wanted, f.f1, f.low, f.high) for f in methods] == [
        (20, 1, 1, 1),
        (20, 1, 1, 1),
        (40, 1, 1, 1),
    ]


def test_a_wrong_set_of_papers_is_one_line(tmp_path: Path) -> None:
    inputs, labels = tmp_path / "papers.jsonl", tmp_path / "labels.jsonl"
    inputs.write_text(json.dumps({"title": "On mice", "abstract": "Squeak."}), "utf-8")
    labels.write_text(json.dumps(GOOD), "utf-8")
    done = run("evaluate", "gold", inputs, "--gold", labels, "--model", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"kg: {labels}:1: 'On owls' is not among the papers")


def test_help_shows_an_example() -> None:
    done = run("evaluate", "gold", "--help")
    assert done.returncode == 0, done.stderr
    assert "Example: kg evaluate gold " in " ".join(done.stdout.split())
