"""Extractions from elsewhere: records given as input, and extractors in the model's place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg.core.codec import dumps, to_record
from kg.core.errors import ExtractorError, InputError
from kg.core.types import Document, Entity, Evidence, Extraction
from kg.extractors.extractor_loading import load_extractor
from kg.extractors.named_extractor import NamedExtractor, checked_extractions, named
from kg.store.directory.graph_directory import open_directory
from tests.test_cli import run

SEA = Document("title:sea", "Otter at sea", "We train Otter on TideSet. Otter is fast.")
NETS = Document(
    "title:nets", "TideNet: image classification", "We evaluate TideNet and ResNet on ImageNet."
)
LAND = Document("title:land", "Badger on land", "Badger is compared with Otter.")


def found_in(document: Document, *names: str) -> Extraction:
    """An extraction with the first occurrence of each name as a method."""
    text = document.text
    entities = []
    for name in names:
        start = text.index(name)
        evidence = Evidence(start, start + len(name), name, document.title, "list@1", 0.9)
        entities.append(Entity("Method", name, (name,), "uses", 0.9, (evidence,)))
    return Extraction(document, tuple(entities))


def by_list(documents: Iterable[Document]) -> Iterator[Extraction]:
    """Finds two names wherever the title has them."""
    for document in documents:
        names = (name for name in ("Otter", "Badger") if name in document.title)
        yield found_in(document, *names)


def written(path: Path, *records: object) -> Path:
    path.write_text("".join(f"{dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def record_of(extraction: Extraction, extractor: str = "1:list@1") -> dict[str, object]:
    return to_record(replace(extraction, extractor=extractor))


def names_in(graph: Path) -> set[str]:
    return {e.name for paper in open_directory(graph) for e in paper.entities}


def test_edited_records_stay_as_edited(tmp_path: Path) -> None:
    (record,) = map(to_record, kg.extract([written(tmp_path / "p.jsonl", to_paper(NETS))]))
    entities = record["entities"]
    assert isinstance(entities, list)
    kept = entities[:1]
    assert len(entities) > len(kept) == 1
    edited = {**record, "entities": kept, "results": [], "relations": []}
    kg.build([written(tmp_path / "edited.jsonl", edited)], tmp_path / "g.kg")
    assert names_in(tmp_path / "g.kg") == {kept[0]["name"]}
    kg.build([tmp_path / "p.jsonl"], tmp_path / "g.kg")
    assert names_in(tmp_path / "g.kg") == {kept[0]["name"]}


def to_paper(document: Document) -> dict[str, object]:
    return {"title": document.title, "abstract": document.abstract}


def test_a_build_from_records_loads_no_model(tmp_path: Path) -> None:
    written(tmp_path / "r.jsonl", record_of(found_in(SEA, "Otter")))
    code = "import kg, sys; kg.build(['r.jsonl'], 'g.kg'); assert 'spacy' not in sys.modules"
    done = run_python(code, tmp_path)
    assert done == "", done
    assert names_in(tmp_path / "g.kg") == {"Otter"}


def run_python(code: str, folder: Path) -> str:
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stderr


def test_records_and_papers_mix_and_names_of_extractors_are_kept(tmp_path: Path) -> None:
    mixed = written(
        tmp_path / "mixed.jsonl", record_of(found_in(SEA, "Otter"), "7:other tool"), to_paper(LAND)
    )
    kg.build([mixed], tmp_path / "g.kg", extractor=by_list)
    papers = {paper.document.title: paper for paper in open_directory(tmp_path / "g.kg")}
    assert papers[SEA.title].extractor == "7:other tool"
    assert papers[LAND.title].extractor == "3:by_list@1"
    assert [e.name for e in papers[LAND.title].entities] == ["Badger"]


def test_a_paper_given_as_page_and_as_record_is_not_read_again(tmp_path: Path) -> None:
    read: list[str] = []

    def noting(documents: Iterable[Document]) -> Iterator[Extraction]:
        for document in documents:
            read.append(document.title)
            yield Extraction(document)

    paper = written(tmp_path / "p.jsonl", to_paper(SEA), to_paper(LAND))
    identified = next(d for d in kg.read_documents([paper]) if d.title == SEA.title)
    records = written(tmp_path / "r.jsonl", record_of(found_in(identified, "Otter")))
    kg.build([paper, records], tmp_path / "g.kg", extractor=noting)
    assert read == [LAND.title]
    (sea,) = (p for p in open_directory(tmp_path / "g.kg") if p.document.title == SEA.title)
    assert [source.name for source in sea.document.sources] == ["p.jsonl"]


BAD = [
    ({"entities": [{"type": "Method"}]}, "missing required field `name`"),
    ({"results": "none"}, "Expected `array`, got `str`"),
    ({"title": " Otter at sea", "entities": []}, "blank space"),
]


@pytest.mark.parametrize(("change", "reason"), BAD)
def test_a_bad_record_is_named_with_file_and_line(
    change: dict[str, object], reason: str, tmp_path: Path
) -> None:
    good = record_of(found_in(SEA, "Otter"))
    bad = written(tmp_path / "bad.jsonl", good, {**good, **change})
    with pytest.raises(InputError, match=r"bad\.jsonl:2: ") as caught:
        kg.build([bad], tmp_path / "g.kg")
    assert reason in str(caught.value)
    assert not (tmp_path / "g.kg").exists()


def test_an_offset_that_does_not_slice_back_is_named(tmp_path: Path) -> None:
    text = dumps(record_of(found_in(SEA, "Otter"))).replace('"start":0', '"start":1')
    (tmp_path / "bad.jsonl").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.jsonl:1: .*does not stand at 1"):
        kg.build([tmp_path / "bad.jsonl"], tmp_path / "g.kg")


def test_rank_then_version_decide_which_reading_wins(tmp_path: Path) -> None:
    paper = written(tmp_path / "p.jsonl", to_paper(SEA))

    def nothing(documents: Iterable[Document]) -> Iterator[Extraction]:
        return map(Extraction, documents)

    def built(extractor: NamedExtractor) -> set[str]:
        kg.build([paper], tmp_path / "g.kg", extractor=extractor)
        return names_in(tmp_path / "g.kg")

    assert built(NamedExtractor(by_list, "list", rank=1, version=3)) == {"Otter"}
    assert built(NamedExtractor(nothing, "list", rank=1, version=2)) == {"Otter"}
    assert built(NamedExtractor(nothing, "list", rank=1, version=10)) == set()
    assert built(NamedExtractor(by_list, "other", rank=2, version=1)) == {"Otter"}


def test_extractors_may_answer_in_any_order() -> None:
    def reversed_order(documents: Iterable[Document]) -> list[Extraction]:
        return [Extraction(each) for each in reversed(list(documents))]

    found = checked_extractions(named(reversed_order), [SEA, LAND])
    assert [each.document for each in found] == [LAND, SEA]


BREACHES = [
    (lambda documents: ["text" for _ in documents], "yields a str, no Extraction"),
    (lambda documents: [], "gives nothing back for 'Otter at sea'"),
    (lambda documents: [Extraction(d) for d in documents] * 2, "was not given or yielded before"),
    (lambda documents: [replaced(found_in(d, "Otter")) for d in documents], "does not stand at 3"),
]


def replaced(extraction: Extraction) -> Extraction:
    """The extraction with its first span two characters to the right and at another start."""
    (entity,) = extraction.entities
    (evidence,) = entity.evidence
    moved = replace(evidence, start=3)
    return replace(extraction, entities=(replace(entity, evidence=(moved,)),))


@pytest.mark.parametrize(("extract", "reason"), BREACHES)
def test_a_breach_of_the_contract_names_the_extractor(
    extract: object, reason: str, tmp_path: Path
) -> None:
    assert callable(extract)
    extractor = NamedExtractor(lambda documents: extract(list(documents)), "mine")
    with pytest.raises(ExtractorError, match=r"^extractor mine ") as caught:
        kg.build(
            [written(tmp_path / "p.jsonl", to_paper(SEA))], tmp_path / "g.kg", extractor=extractor
        )
    assert reason in str(caught.value)
    assert not (tmp_path / "g.kg").exists()


def test_the_command_takes_a_function_of_the_current_folder(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "from kg.core.types import Extraction\n\ndef nothing(documents):\n"
        "    return map(Extraction, documents)\n",
        encoding="utf-8",
    )
    written(tmp_path / "p.jsonl", to_paper(SEA))
    done = run("extract", "p.jsonl", "--extractor", "mine:nothing", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["extractor"] == "3:nothing@1"
    done = run("build", "p.jsonl", "--extractor", "mine:something", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "mine has no something" in done.stderr


@pytest.mark.parametrize("text", ["mine", "no.such.module:f", "kg.core.types:Nothing", "sys:path"])
def test_what_cannot_be_loaded_is_named(text: str) -> None:
    with pytest.raises(ExtractorError, match=f"^extractor {text} "):
        load_extractor(text)
