"""Labels as they are read and joined with papers, and cross-validation over them."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from kg import nlp
from kg.core.errors import InputError, KGError
from kg.core.names import title_fold
from kg.core.types import Document, Entity, Extraction
from kg.evaluate.crossval import Extract, cross_validate, figures
from kg.evaluate.gold import GoldEntity, GoldPaper, Judged, join, read
from kg.evaluate.scoring import MEASURES
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
        read([file])
    assert str(raised.value).startswith(f"{file}:3: ")
    assert reason in str(raised.value)


def test_missing_and_empty_labels(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl: cannot be read"):
        read([tmp_path / "none.jsonl"])
    with pytest.raises(InputError, match="no labelled papers"):
        read([tmp_path])


def test_a_folder_gives_one_subset_a_file(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(GOOD), "utf-8")
    assert [paper.subset for paper in read([tmp_path])] == ["a", "b"]


def gold_paper(title: str, *names: str, subset: str = "set") -> GoldPaper:
    entities = tuple(GoldEntity("Method", name, (), "uses") for name in names)
    return GoldPaper(title, title, entities, (), subset, "labels.jsonl", 7)


def test_the_document_with_the_labelled_names_is_taken() -> None:
    documents = [
        Document("1", "On owls", "nothing"),
        Document("2", "on  Owls", "OwlNet"),
        Document("3", "On owls", "OwlNet"),
    ]
    (paper,) = join([gold_paper("On Owls", "OwlNet")], iter(documents))
    assert paper.document.id == "2"


def test_a_paper_that_is_not_there_is_named_by_its_label() -> None:
    with pytest.raises(InputError, match=r"^labels\.jsonl:7: 'On owls' is not among"):
        join([gold_paper("On owls")], [Document("1", "On mice", "")])


def test_one_title_is_one_fold() -> None:
    assert title_fold("On Owls: A Study", 7) == title_fold("on owls -- a  study", 7)
    counts = Counter(title_fold(f"Title {number}", 5) for number in range(1000))
    assert sorted(counts) == list(range(5))
    assert max(counts.values()) < 1.25 * min(counts.values())


def papers(count: int) -> list[Judged]:
    """Every third title comes twice, in two subsets."""
    found = []
    for number in range(count):
        title = f"Paper {number - number % 3 // 2}"
        gold = gold_paper(title, f"Net{number}", subset="ab"[number % 2])
        found.append(Judged(gold, Document(str(number), title, f"Net{number}")))
    return found


def perfect(seen: Sequence[Judged], folds: int) -> Extract:
    """An extractor that finds the names, and refuses papers that it was trained on."""
    known = {paper.document.title for paper in seen}

    def extract(documents: Sequence[Document]) -> Iterable[Extraction]:
        for document in documents:
            assert document.title not in known
            entity = Entity("Method", document.abstract, (document.abstract,), "uses", 1.0, ())
            yield Extraction(document, (entity,))

    return extract


def test_no_paper_is_judged_by_what_saw_it() -> None:
    told: list[tuple[str, int, int | None]] = []
    scores = cross_validate(
        papers(40),
        folds=4,
        train=lambda seen: perfect(seen, 4),
        progress=lambda *each: told.append(each),
    )
    assert all(score["strict all"].f1 == 1 for score in scores)
    assert told == [("folds", number, 4) for number in (1, 2, 3, 4)]


def test_figures_of_each_subset_and_of_all() -> None:
    labelled = papers(40)
    scores = cross_validate(labelled, folds=4, train=lambda seen: perfect(seen, 4))
    found = list(figures(labelled, scores))
    assert [f.measure for f in found] == [*MEASURES] * 3
    assert {f.subset: f.papers for f in found} == {"a": 20, "b": 20, "all": 40}
    methods = [f for f in found if f.measure == "strict Method"]
    assert [(f.wanted, f.f1, f.low, f.high) for f in methods] == [
        (20, 1, 1, 1),
        (20, 1, 1, 1),
        (40, 1, 1, 1),
    ]


@pytest.mark.parametrize(("count", "folds"), [(0, 3), (1, 3), (5, 1)])
def test_too_little_to_cross_validate(count: int, folds: int) -> None:
    with pytest.raises(KGError, match="at least two folds"):
        cross_validate(papers(count), folds=folds)


def write_small(folder: Path) -> tuple[Path, Path]:
    """Twelve small papers and their labels."""
    inputs, labels = folder / "papers.jsonl", folder / "labels.jsonl"
    with inputs.open("w", encoding="utf-8") as texts, labels.open("w", encoding="utf-8") as gold:
        for number in range(12):
            title = f"Net{number}: a model of owls"
            value = f"8{number % 10}%"
            told = f"It reaches an accuracy of {value} on ImageNet."
            abstract = f"We propose Net{number}, a model. {told}"
            entities = [
                ("Method", f"Net{number}", "introduces"),
                ("Metric", "accuracy", "reports"),
                ("Dataset", "ImageNet", "evaluates_on"),
            ]
            record = {
                "id": str(number),
                "title": title,
                "entities": [
                    {"type": kind, "name": name, "aliases": [], "role": role, "core": True}
                    for kind, name, role in entities
                ],
                "results": [{"value": value, "metric": "accuracy"}],
            }
            texts.write(json.dumps({"title": title, "abstract": abstract}) + "\n")
            gold.write(json.dumps(record) + "\n")
    return inputs, labels


def test_the_command_cross_validates_and_prints_figures(tmp_path: Path) -> None:
    inputs, labels = write_small(tmp_path)
    done = run("evaluate", "gold", inputs, "--gold", labels, "--folds", 3, "--format", "json")
    assert done.returncode == 0, done.stderr
    rows = {row["measure"]: row for row in json.loads(done.stdout)}
    assert list(rows) == list(MEASURES)
    assert rows["strict Dataset"]["gold"] == 12
    for measure in ("strict all", "role", "link", "result value"):
        assert rows[measure]["f1"] > 0.8, rows[measure]
        assert rows[measure]["low"] <= rows[measure]["f1"] <= rows[measure]["high"]
    assert done.stderr.startswith("12 papers in 3 folds")


def test_the_command_fits_tables_that_can_be_loaded(tmp_path: Path) -> None:
    inputs, labels = write_small(tmp_path)
    done = run("fit", inputs, "--gold", labels, "-o", tmp_path / "weights")
    assert done.returncode == 0, done.stderr
    pipeline = nlp.load(rules=True, weights=tmp_path / "weights")
    document = Document("x", "Net99: a model of owls", "We propose Net99, a model.")
    (extraction,) = nlp.extract([document], nlp=pipeline)
    assert [(e.name, e.role) for e in extraction.entities] == [("Net99", "introduces")]


def test_a_wrong_set_of_papers_is_one_line(tmp_path: Path) -> None:
    inputs, labels = write_small(tmp_path)
    labels.write_text(json.dumps(GOOD), "utf-8")
    done = run("evaluate", "gold", inputs, "--gold", labels)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"kg: {labels}:1: 'On owls' is not among the papers")


@pytest.mark.parametrize("command", [("evaluate", "gold"), ("fit",)])
def test_help_shows_an_example(command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert done.returncode == 0, done.stderr
    assert f"Example: kg {' '.join(command)} " in " ".join(done.stdout.split())
