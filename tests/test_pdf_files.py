"""Papers in PDF: text in reading order, tables as grids or not at all, one line if not read."""

from __future__ import annotations

import io
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader

import kg
from kg import ingest
from kg.core.codec import encode_extraction
from kg.core.errors import InputError
from kg.core.full_texts.full_text import FullText
from kg.core.full_texts.table_text import table_text
from kg.core.types import Document, Problem
from tests.pdf_pages import LEFT, RIGHT, Sheet, booktabs, heron_paper, written

FILLER = "Birds are counted here, and every word of this line is of no further meaning at all."


def read(path: Path) -> Document:
    (found,) = kg.read_documents([path])
    return found


def body(document: Document) -> FullText:
    assert document.full_text is not None
    return document.full_text


@pytest.fixture(scope="module")
def heron(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return read(written(tmp_path_factory.mktemp("pdf") / "paper.pdf", heron_paper()))


def test_title_authors_and_abstract(heron: Document) -> None:
    assert heron.title == "HeronNet: Counting Wading Birds in Pictures of Drones"
    assert heron.authors == ("Ada Lee", "Bo van Fen")
    assert heron.abstract.startswith("We propose HeronNet, a network")
    assert heron.abstract.endswith("an F1 of 0.81 against 0.74 for a plain ResNet-50 baseline.")


def test_sections_and_paragraphs_in_two_columns(heron: Document) -> None:
    found = body(heron)
    assert [(s.number, s.title, s.kind) for s in found.sections] == [
        ("1", "Introduction", "introduction"),
        ("2", "Experiments", "experiments"),
        ("3", "Conclusion", "conclusion"),
        ("A", "Pictures", "appendix"),
    ]
    texts = {each.field: each.text for _, each in found.paragraphs()}
    assert texts["section 1 ¶1"].startswith("Counting birds by hand takes days. Detectors such as")
    assert texts["section 1 ¶3"] == (
        "Its layers are those of ResNet-50, a well-known convolutional network, and its loss is a"
        " state-of-the-art one that we take from crowd counting without any change."
    )
    assert texts["section 2 ¶2"] == "HeronNet is ahead on both ponds."
    assert texts["section A ¶1"].endswith("by two drones of one kind.")


def test_heads_page_numbers_and_footnotes_are_no_text(heron: Document) -> None:
    everything = "\n".join(body(heron).texts().values())
    assert "Journal of Wading Birds" not in everything
    assert "pictures are of 2023" not in everything


def test_the_bibliography_and_what_cites_it(heron: Document) -> None:
    found = body(heron)
    assert [(r.key, r.title, r.year, r.arxiv) for r in found.references] == [
        ("bib.1", "Focal weights for small birds", "2017", None),
        ("bib.2", "You look twice", "2016", "1612.00001"),
        ("bib.3", "You look a third time", "2018", None),
        ("bib.4", "Counting crowds by maps of density", "2015", None),
        ("bib.5", "Crowds on the move", "2016", None),
    ]
    (paragraph, *_) = (each for _, each in found.paragraphs())
    assert [(paragraph.text[c.start : c.end], c.keys) for c in paragraph.citations] == [
        ("[1]", ("bib.1",)),
        ("[2, 3]", ("bib.2", "bib.3")),
        ("[4-5]", ("bib.4", "bib.5")),
    ]


def test_a_table_between_rules(heron: Document) -> None:
    table = body(heron).tables[0]
    assert (table.label, table.caption) == (
        "Table 1",
        "F1 and mean absolute error (MAE) on PondCount.",
    )
    assert table_text(table).split("\n") == [
        "Method | Pond A |  | Pond B | ",
        " | F1 | MAE | F1 | MAE",
        "RetinaNet [1] | 0.61 | 9.8 | 0.58 | 12.4",
        "ResNet-50 | 0.74 | 6.1 | 0.70 | 8.8",
        "HeronNet (ours) | 0.81 | 4.2 | 0.77 | 6.0",
    ]
    assert table.rows[0][1] is table.rows[0][2]
    assert [cell is not None and cell.is_bold for cell in table.rows[4]] == [False] + 4 * [True]
    first = table.rows[2][0]
    assert first is not None
    assert (first.name, first.citations) == ("RetinaNet", ("bib.1",))
    assert table.referring == ("Table 1 has the results on both ponds, which Table 2 sums up.",)


def test_a_table_with_lines_around_every_cell(heron: Document) -> None:
    assert table_text(body(heron).tables[1]).split("\n") == [
        "Method | F1 | Birds",
        "ResNet-50 | 0.72 | -",
        "HeronNet | 0.79 | 12,400",
    ]


def test_results_of_its_tables_are_in_the_graph_and_audited(tmp_path: Path) -> None:
    path = written(tmp_path / "paper.pdf", heron_paper())
    (found,) = kg.extract([path])
    (tmp_path / "records.jsonl").write_bytes(encode_extraction(found))
    kg.build([tmp_path / "records.jsonl"], tmp_path / "g.kg")
    assert list(kg.audit(tmp_path / "g.kg")) == []
    cells = {
        (r.table.row, r.table.col): (r.value, r.method, r.dataset, r.conditions)
        for r in found.results
        if r.table is not None and r.table.index == 0
    }
    assert cells[4, 1] == ("0.81", "HeronNet", "PondCount", (("variant", "Pond A"),))
    assert cells[3, 4] == ("8.8", "ResNet-50", "PondCount", (("variant", "Pond B"),))


def with_table(rows: list[tuple[float, list[tuple[float, str]]]], *, captions: int = 1) -> bytes:
    """A paper of one column with a table: rows of (y, [(x, text)])."""
    sheet = Sheet()
    sheet.text(LEFT, 70, "Sorting Songs of Reed Birds", 17)
    sheet.text(LEFT, 110, "*Abstract", 12)
    sheet.lines(LEFT, 130, textwrap.wrap(f"{FILLER} {FILLER} {FILLER}", 100))
    sheet.text(LEFT, 174, "*1   Songs", 14)
    sheet.lines(LEFT, 196, [f"Table {n}: Results on songs." for n in range(1, captions + 1)])
    sheet.rule(LEFT, 400, 210)
    for y, cells in rows:
        for x, text in cells:
            sheet.text(x, y, text)
    sheet.rule(LEFT, 400, 226)
    sheet.rule(LEFT, 400, 300)
    return sheet.data()


HEAD = (222.0, [(LEFT + 60, "Method"), (220.0, "F1"), (300.0, "Recall")])


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, (240.0, [(114.0, "RobinNet"), (226.0, "0.61 and 0.72 of the songs")])],
        [
            HEAD,
            (240.0, [(114.0, "A"), (220.0, "0.1"), (300.0, "0.2")]),
            (254.0, [(60.0, "songs"), (114.0, "B"), (220.0, "0.1"), (300.0, "0.2")]),
            (268.0, [(114.0, "C"), (220.0, "0.1"), (300.0, "0.2")]),
            (282.0, [(114.0, "D"), (220.0, "0.1"), (300.0, "0.2")]),
        ],
    ],
    ids=["a value under two columns", "a name beside no row that is sure"],
)
def test_what_is_not_surely_a_grid_is_left_out_and_counted(
    tmp_path: Path, rows: list[tuple[float, list[tuple[float, str]]]]
) -> None:
    path = written(tmp_path / "paper.pdf", with_table(rows))
    notes = ingest.ReadingNotes()
    (found,) = ingest.read_documents([path], notes=notes)
    assert body(found).tables == ()
    (examples,) = notes.examples.values()
    assert [(note.file, note.text) for note in examples] == [(str(path), "1 of 1: Table 1")]
    assert "0.61" not in found.text


def test_a_name_centred_beside_its_rows_is_of_all_of_them(tmp_path: Path) -> None:
    rows = [HEAD]
    rows += [
        (240.0 + 14 * n, [(114.0, name), (220.0, f"0.{n}"), (300.0, "0.2")])
        for n, name in enumerate("ABCD")
    ]
    rows += [(247.0, [(60.0, "Songs")]), (275.0, [(60.0, "Calls")])]
    found = body(read(written(tmp_path / "paper.pdf", with_table(rows))))
    assert [[cell and cell.text for cell in row] for row in found.tables[0].rows[1:]] == [
        ["Songs", "A", "0.0", "0.2"],
        ["Songs", "B", "0.1", "0.2"],
        ["Calls", "C", "0.2", "0.2"],
        ["Calls", "D", "0.3", "0.2"],
    ]


def scanned() -> bytes:
    sheet = Sheet(head="")
    picture = io.BytesIO()
    Image.new("L", (40, 40), 200).save(picture, "PNG")
    sheet.canvas.drawImage(ImageReader(picture), 50, 50, 400, 600)
    return sheet.data()


def long_paper() -> bytes:
    sheet = Sheet()
    for _ in range(501):
        sheet.page()
    return sheet.data()


def untitled() -> bytes:
    sheet = Sheet(head="")
    sheet.lines(LEFT, 70, ["0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9"] * 20)
    return sheet.data()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (heron_paper(password="reeds"), "an encrypted PDF"),
        (heron_paper()[:400], "a damaged PDF"),
        (b"%PDF-1.7", "a damaged PDF"),
        (scanned(), "a PDF without text"),
        (long_paper(), "a PDF of 502 pages: at most 500 are read"),
        (untitled(), "a PDF in which no title is found"),
    ],
    ids=["encrypted", "cut", "empty", "scanned", "long", "untitled"],
)
def test_one_line_names_the_file_and_why(tmp_path: Path, data: bytes, reason: str) -> None:
    path = written(tmp_path / "paper.pdf", data)
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}: {reason}")
    assert "\n" not in str(caught.value)


def test_folders_and_archives_hold_pdf_files(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    written(tmp_path / "papers" / "heron.pdf", heron_paper())
    assert read(tmp_path / "papers").title.startswith("HeronNet")


def test_without_the_extra_it_says_how_to_install_it(tmp_path: Path) -> None:
    path = written(tmp_path / "paper.pdf", heron_paper())
    code = f"""import sys; sys.modules['pypdfium2'] = None
import kg; list(kg.read_documents([{str(path)!r}]))"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stderr.endswith("pypdfium2 is not installed: pip install 'papers-kg[pdf]'\n")


SMALL = with_table([HEAD, (240.0, [(114.0, "RobinNet"), (220.0, "0.61"), (300.0, "0.7")])])


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    cuts=st.lists(st.tuples(st.integers(0, len(SMALL)), st.integers(0, 60)), max_size=4),
    piece=st.sampled_from([b"", b"\0" * 40, b"<< >>", b"999999999", b"endobj", b"/Kids [3 0 R]"]),
)
def test_damaged_files_give_a_paper_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[tuple[int, int]], piece: bytes
) -> None:
    data = SMALL
    for start, length in cuts:
        data = data[:start] + piece + data[start + length :]
    path = written(tmp_path_factory.mktemp("mutated") / "paper.pdf", data)
    skipped: list[Problem] = []
    found = list(kg.read_documents([path], skipped=skipped))
    assert len(found) + len(skipped) == 1
    assert all(problem.file == str(path) and "\n" not in problem.reason for problem in skipped)


def test_booktabs_in_the_right_column(tmp_path: Path) -> None:
    """A table beside text: lines of the other column are no part of it."""
    sheet = Sheet()
    sheet.text(LEFT, 60, "Sorting Songs of Reed Birds", 17)
    sheet.lines(LEFT, 100, textwrap.wrap(" ".join([FILLER] * 24), 48))
    sheet.lines(RIGHT, 100, textwrap.wrap(" ".join([FILLER] * 8), 48))
    sheet.text(RIGHT, 320, "Table 1: Songs.")
    booktabs(
        sheet,
        RIGHT,
        326,
        (
            ("", "Day", "", "Night", ""),
            ("Net", "F1", "R", "F1", "R"),
            *[(f"Net {n}", "0.1", "0.2", "0.3", "0.4") for n in range(4)],
        ),
    )
    found = body(read(written(tmp_path / "paper.pdf", sheet.data())))
    assert len(found.tables[0].rows) == 6
    assert found.tables[0].text_at(0, 4) == "Night"
    assert not any("0.3" in each.text for _, each in found.paragraphs())


def test_a_line_that_begins_like_a_caption_within_a_paragraph_is_text(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(LEFT, 60, "Sorting Songs of Reed Birds", 17)
    sheet.text(LEFT, 100, "*1   Songs", 14)
    lines = ["Songs are sorted by their length and pitch, which is shown for all birds in"]
    lines += ["Table 1. The longest songs are those of the reed warbler, as many know, and"]
    sheet.lines(LEFT, 120, [*lines, "no other bird sings for so long.", FILLER, FILLER, FILLER])
    sheet.lines(LEFT, 240, ["Figure 1: Pitch of songs."])
    full = body(read(written(tmp_path / "paper.pdf", sheet.data())))
    assert [each.text for each in full.figures] == ["Figure 1: Pitch of songs."]
    assert "for all birds in Table 1. The longest songs are" in full.texts()["section 1 ¶1"]


def test_text_without_headings_is_not_lost(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(LEFT, 60, "Sorting Songs of Reed Birds", 17)
    sheet.lines(LEFT, 100, ["Songs are sorted here."] + [FILLER] * 3)
    (_, paragraph), *_ = body(read(written(tmp_path / "paper.pdf", sheet.data()))).paragraphs()
    assert paragraph.text.startswith("Songs are sorted here. Birds are counted")
