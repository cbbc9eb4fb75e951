"""Full papers of LaTeXML: what is read of a page, and that nothing of it is lost in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import ingest
from kg.core.codec import decode_extraction, encode_extraction
from kg.core.errors import InputError
from kg.core.full_texts.full_text import FullText, Reference
from kg.core.full_texts.table_text import aligned_rows, cell_span, quoted_row, table_text
from kg.core.paper_ids import paper_id
from kg.core.paper_tables import Table, TableCell, TablePlace
from kg.core.types import Document, Extraction, Problem
from kg.ingest.input_formats import FORMATS
from kg.ingest.latexml.body_sections import section_kind
from kg.papers.versions import join_readings

PAGE = Path(__file__).parent / "data" / "inputs" / "70_latexml.html"


def read(path: Path) -> Document:
    (found,) = ingest.read_documents([path])
    return found


@pytest.fixture(scope="module")
def heron() -> Document:
    return read(PAGE)


@pytest.fixture(scope="module")
def body(heron: Document) -> FullText:
    assert heron.full_text is not None
    return heron.full_text


def test_the_front_of_a_page(heron: Document) -> None:
    assert (heron.id, heron.version, heron.arxiv) == ("arxiv:2401.00001", 2, "2401.00001")
    assert (heron.date, heron.updated) == ("2024-01", "2024-02-03")
    assert heron.title == "HeronNet: Counting Wading Birds from Drones"
    assert heron.authors == ("Ada Lee", "Łukasz Müller")
    assert heron.categories == ("cs.CV",)
    assert heron.abstract.endswith("an F1 of 0.81 against 0.74 for a plain ResNet-50 baseline.")


def test_sections_have_number_title_and_kind(body: FullText) -> None:
    assert [(s.number, s.title, s.kind) for s in body.sections] == [
        ("1", "Introduction", "introduction"),
        ("2", "HeronNet", "method"),
        ("2.1", "Layers", "method"),
        ("3", "Experiments", "experiments"),
        ("", "Model sizes.", "experiments"),
        ("A", "Results by pond", "appendix"),
    ]


def test_paragraphs_are_read_without_notes_and_across_formulas(body: FullText) -> None:
    assert {p.field: p.text for _, p in body.paragraphs()} == {
        "section 1 ¶1": "Birds are counted by hand (Chu et al., 2019; Day, 2020). Networks are "
        "faster, with 10^6 images.",
        "section 2.1 ¶1": "The loss is where a/b is fixed.",
        "section 2.1 ¶2": "One layer sees water.",
        "section 3 ¶1": "Table 1 has F1 on ReedBed, as [2] do.",
        "section A ¶1": "Ponds differ.",
    }
    assert [(f.field, f.text) for f in body.figures] == [
        ("figure 1", "Figure 1: Herons seen from above.")
    ]


def test_citations_stand_where_they_say(body: FullText) -> None:
    found = [(p.text[c.start : c.end], c.keys) for _, p in body.paragraphs() for c in p.citations]
    assert found == [
        ("(Chu et al., 2019; Day, 2020)", ("bib.bib1", "bib.bib2")),
        ("[2]", ("bib.bib2",)),
    ]


def test_references_have_title_authors_year_and_ids(body: FullText) -> None:
    assert [_short(each) for each in body.references] == [
        ("Counting birds by hand", ("Bo Chu", "Cy Day"), "2019", "arxiv:1901.00009"),
        ("Herons in the mist", ("C. Day",), "2020", "doi:10.1000/mist"),
        ("Nets for reeds", ("Eve Fox",), "2018", paper_id("Nets for reeds")),
        ("Attention is all you need", ("A. Vaswani",), "2017", "arxiv:1706.03762"),
    ]


def _short(each: Reference) -> tuple[str | None, tuple[str, ...], str | None, str | None]:
    return each.title, each.authors, each.year, each.paper


def test_a_cell_has_offsets_in_the_text_of_its_table(body: FullText) -> None:
    (table,) = body.tables
    text = body.texts()["table 1"]
    assert text == table_text(table)
    for row, cells in enumerate(table.rows):
        for col, cell in enumerate(cells):
            start, end = cell_span(table, TablePlace(table.index, row, col))
            assert text[start:end] == (cell.text if cell else "")
    assert quoted_row(table, 3) == "Method | ReedBed | \n | F1 | Recall\nHeronNet | 0.81 | 0.79"
    assert body.texts()["table 1 caption"] == "F1 on the ReedBed dataset."


def test_a_record_with_a_body_comes_back(heron: Document) -> None:
    extraction = Extraction(heron)
    line = encode_extraction(extraction)
    assert decode_extraction(line) == extraction
    assert encode_extraction(decode_extraction(line)) == line


def test_a_record_without_a_body_has_no_word_of_one(heron: Document) -> None:
    bare = Document(heron.id, heron.title, heron.abstract)
    assert b"full_text" not in encode_extraction(Extraction(bare))


def test_the_reading_with_the_body_is_kept(heron: Document) -> None:
    listed = Document(heron.id, heron.title, "A newer abstract.", version=7, date="2023-12-31")
    joined = join_readings(Extraction(listed, extractor="9:x@1"), Extraction(heron))
    assert joined == join_readings(Extraction(heron), Extraction(listed, extractor="9:x@1"))
    assert joined.document.full_text == heron.full_text
    assert joined.document.abstract == heron.abstract
    assert joined.document.date == "2023-12-31"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<!DOCTYPE html><html><head><!--Generated by LaTeXML (version 1) -->", "latexml"),
        ('<html><body><article class="ltx_document">', "latexml"),
        ('<html><head><meta name="citation_title" content="A">', "html"),
        ('{"title": "by LaTeXML (version 1)"}', "json"),
    ],
)
def test_pages_are_recognised_by_content(head: str, expected: str) -> None:
    assert next(name for name, each in FORMATS.items() if each.recognises(head)) == expected


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Related Work", "related work"),
        ("Background and Notation", "related work"),
        ("Experimental Setup", "experiments"),
        ("Results and Discussion", "experiments"),
        ("Conclusions & Future Work", "conclusion"),
        ("Acknowledgements", "other"),
        ("Our Approach", "method"),
        ("Deep Tides", None),
    ],
)
def test_kinds_of_sections(title: str, kind: str | None) -> None:
    assert section_kind(title) == kind


def test_a_page_without_a_title_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text('<html><body><article class="ltx_document"><p>x</p></article></body></html>')
    with pytest.raises(InputError, match=r"page\.html: a page of LaTeXML without the title"):
        read(path)


PIECES = re.findall(r"<[^<>]*>|[^<>]+", PAGE.read_text("utf-8"))
HOSTILE = (
    "</td>",
    "<table class='ltx_tabular'>",
    "<td class='ltx_td' colspan='99999'>",
    "<p class='ltx_p'>",
    "<section class='ltx_section'>",
    "</section>",
    "<math alttext='\\frac{1}{'>",
    "&#xD800;",
    "&#0;",
    "<cite class='ltx_cite'><a href='#bib.bib1'>",
    "<li class='ltx_bibitem' id='bib.bib1'>",
    "<!--",
    "<span>" * 300,
    "😀",
    "<h1 class='ltx_title ltx_title_document'>",
    "<svg><title>",
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The page with some of its tags and texts dropped, doubled, moved or replaced."""
    pieces = list(PIECES)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(pieces) - 1))
        way = draw(st.sampled_from(("drop", "double", "replace", "insert", "swap", "truncate")))
        hostile = draw(st.sampled_from(HOSTILE))
        if way == "truncate":
            pieces = pieces[: max(at, 6)]
        elif way == "swap":
            other = draw(st.integers(0, len(pieces) - 1))
            pieces[at], pieces[other] = pieces[other], pieces[at]
        else:
            kept = {"drop": [], "double": [pieces[at]] * 2, "replace": [hostile]}
            pieces[at : at + 1] = kept.get(way, [hostile, pieces[at]])
    return "".join(pieces)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(page=mutated())
def test_a_damaged_page_is_a_paper_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, page: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.html"
    path.write_text(page, "utf-8")
    skipped: list[Problem] = []
    found = list(ingest.read_documents([path], skipped=skipped))
    assert len(found) + len(skipped) >= 1
    for document in found:
        line = encode_extraction(Extraction(document))
        assert decode_extraction(line).document == document
        if document.full_text:
            texts = document.full_text.texts()
            fields = [p.field for _, p in document.full_text.paragraphs()]
            assert len(set(fields)) == len(fields)
            for _, paragraph in document.full_text.paragraphs():
                assert texts[paragraph.field] == paragraph.text
                assert all(0 <= c.start < c.end <= len(paragraph.text) for c in paragraph.citations)


@pytest.mark.parametrize(
    ("hidden", "kinds"),
    [("", []), ("<svg>", ["damaged pages of which a good part is not read"])],
    ids=["whole", "open pictures"],
)
def test_what_an_open_tag_hides_is_said(tmp_path: Path, hidden: str, kinds: list[str]) -> None:
    page = PAGE.read_text("utf-8")
    at = page.index("Introduction")
    rest = page[at:].replace('class="ltx_p">', f'class="ltx_p">{hidden}')
    path = tmp_path / "damaged.html"
    path.write_text(page[:at] + rest, "utf-8")
    notes = ingest.ReadingNotes()
    assert len(list(ingest.read_documents([path], notes=notes))) == 1
    assert list(notes.counts) == kinds


def test_a_row_is_quoted_below_the_name_of_its_section() -> None:
    texts = ["Model | F1", "ReedBed | ", "HeronNet | 0.81", "PondData | ", "HeronNet | 0.71"]
    cells = [
        tuple(TableCell(r, c, text) for c, text in enumerate(line.split(" | ")))
        for r, line in enumerate([*texts, "EgretNet | 0.70", "TealNet | 0.69"])
    ]
    table = Table(0, tuple(cells))
    assert quoted_row(table, 2) == "Model | F1\nReedBed | \nHeronNet | 0.81"
    assert quoted_row(table, 5) == "Model | F1\nPondData | \nEgretNet | 0.70"


@given(st.lists(st.text("ab ", max_size=30), min_size=2, max_size=12), st.integers(40, 90))
def test_a_quoted_row_is_no_wider_than_asked(texts: list[str], width: int) -> None:
    sentence = " | ".join(["name", *texts, "7.25"])
    lines = aligned_rows(f"{sentence}\n{sentence}", "7.25", width)
    assert lines
    assert all(len(line) <= max(width, 62) for line in lines)
