"""Shapes of services and of people's own files: two papers, as each of them writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import ingest
from kg.core.errors import InputError
from tests.ingest_shapes import REEDS, SHAPES, TIDES


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


@pytest.mark.parametrize("name", SHAPES)
def test_two_papers_are_read_from_every_shape(tmp_path: Path, name: str) -> None:
    expected, text = SHAPES[name]
    path = tmp_path / name
    path.write_text(text.replace("{tides}", TIDES).replace("{reeds}", REEDS), encoding="utf-8")
    found = list(ingest.read_documents([path]))
    assert [d.title for d in found] == ["On Tides", "On Reeds"][: len(expected)]
    for document, abstract in zip(found, (TIDES, REEDS), strict=False):
        assert document.abstract.removeprefix("Methods: ") in ("", abstract)
    assert [
        (None if d.id.startswith("title:") else d.id, d.date, list(d.authors)) for d in found
    ] == expected
