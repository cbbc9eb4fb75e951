"""Shapes of services and of people's own files: two papers, as each of them writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import ingest
from kg.core.errors import InputError
from kg.ingest import reading
from tests.ingest_shapes import REEDS, SHAPES, TIDES
from tests.ingest_shapes_lists import LIST_SHAPES
from tests.ingest_shapes_pages import PAGE_SHAPES
from tests.ingest_shapes_services import SERVICE_SHAPES

ALL = {
    **SHAPES,
    **{f"service {name}": shape for name, shape in SERVICE_SHAPES.items()},
    **{f"list {name}": shape for name, shape in LIST_SHAPES.items()},
    **{f"page {name}": shape for name, shape in PAGE_SHAPES.items()},
}


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"meta": {"count": 0, "next_cursor": null}, "results": []}',
        '{"data": []}\n{"data": []}\n',
        '[{"key": "N", "data": {"itemType": "note", "note": "<p>Read again.</p>"}}]',
        '[{"key": "F", "data": {"itemType": "attachment", "title": "full.pdf"}}]',
    ],
)
def test_an_empty_page_and_what_stands_beside_papers_are_no_papers(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "answer.json"
    path.write_text(text, encoding="utf-8")
    assert list(ingest.read_documents([path])) == []


def test_the_error_of_a_service_is_not_an_empty_page(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text('{"message": "Invalid query", "results": []}', encoding="utf-8")
    with pytest.raises(InputError, match="no title"):
        list(ingest.read_documents([path]))


@pytest.mark.parametrize("name", ALL)
def test_two_papers_are_read_from_every_shape(tmp_path: Path, name: str) -> None:
    expected, text = ALL[name]
    path = tmp_path / name
    path.write_text(text.replace("{tides}", TIDES).replace("{reeds}", REEDS), encoding="utf-8")
    found = list(ingest.read_documents([path]))
    assert [d.title for d in found] == ["On Tides", "On Reeds"][: len(expected)]
    for document, abstract in zip(found, (TIDES, REEDS), strict=False):
        assert document.abstract.removeprefix("Methods: ") in ("", abstract)
        assert document.url is None or "}" not in document.url
    assert [
        (None if d.id.startswith("title:") else d.id, d.date, list(d.authors)) for d in found
    ] == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2401.00001\nhttps://arxiv.org/abs/2401.00002\n", "kg fetch arxiv 2401.00001"),
        ("https://doi.org/10.1000/a\n", "kg fetch doi 10.1000/a"),
        ('const papers = [{"title": "On Tides"}];\n', "JavaScript, which is not read"),
        ('[{"title": "On Tides"}, {"title": "On Re', "the file ends within a paper"),
        ('title\tabstract\n"On Tides\tWe.\nOn Reeds\tWe.\n', "a quotation mark that opens"),
        ("<config><setting>1</setting></config>", "the element <config>"),
        ("<papers><paper><year>2024</year></paper></papers>", "the record has no title"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(
    tmp_path: Path, text: str, reason: str
) -> None:
    path = tmp_path / "papers"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        list(ingest.read_documents([path]))


def test_retracted_papers_are_read_by_the_title_alone(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text(
        '{"title": "RETRACTED: On Tides", "abstract": "We find tides."}\n'
        '{"title": "On Reeds", "abstract": "We find reeds.", "is_retracted": true}\n'
        '{"title": "Retracted papers of 2024", "abstract": "We count.", "is_retracted": false}\n',
        encoding="utf-8",
    )
    notes = reading.ReadingNotes()
    found = ingest.read_documents([path], notes=notes)
    assert [document.abstract for document in found] == ["", "", "We count."]
    assert notes.counts == {reading.WITHDRAWN: 2}


def test_a_key_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "papers.json"
    path.write_text('[{"Headline": "On Tides", "Blurb": "We count."}]', encoding="utf-8")
    with pytest.raises(InputError, match="no key 'Head' for a title; it has Headline, Blurb"):
        list(ingest.read_documents([path], columns={"title": "Head"}))


def test_affiliations_that_stand_beside_authors(tmp_path: Path) -> None:
    path = tmp_path / "papers.json"
    path.write_text(
        '[{"title": "On Tides", "author": "Ada Lee; Bo Chu", "aff": "Tide Lab;Reed Lab", '
        '"orcid": ";0000-0002-1825-0097"}]',
        encoding="utf-8",
    )
    (found,) = ingest.read_documents([path])
    assert [(a.name, a.orcid, a.affiliations) for a in found.author_records] == [
        ("Ada Lee", None, ("Tide Lab",)),
        ("Bo Chu", "0000-0002-1825-0097", ("Reed Lab",)),
    ]


def test_bibtex_within_something_else_is_a_part_of_it(tmp_path: Path) -> None:
    entry = "@misc{a,\n title={On Storks}\n}\n@misc{b,\n title={On Cranes}\n}\n"
    table = tmp_path / "papers.csv"
    table.write_text(f'title,bibtex\nOn Tides,"{entry}"\n', encoding="utf-8")
    records = tmp_path / "papers.yaml"
    indented = entry.replace("\n", "\n    ")
    records.write_text(f"- title: On Tides\n  bibtex: |\n    {indented}\n", encoding="utf-8")
    found = ingest.read_documents([table, records])
    assert [document.title for document in found] == ["On Tides", "On Tides"]
