"""Tables of pages that LaTeXML makes: spans, captions, marks, notes, formulas, nested tables."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.core.paper_tables import Table
from kg.ingest.latexml.table_grids import read_tables
from tests.table_pages import BOLD, CITE, MATH, NOTE, SUP, caption, row, tabular


def read(*parts: str) -> tuple[Table, ...]:
    return read_tables(lxml.html.fromstring(f"<article>{''.join(parts)}</article>"))


def texts(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.rows]


def test_spans_are_expanded_and_a_cell_is_one_object_at_all_its_places() -> None:
    (table,) = read(
        tabular(
            row(
                '<td class="ltx_td" rowspan="2">Model</td>',
                '<td class="ltx_td" colspan="2">Birds</td>',
            ),
            row("Acc", "F1"),
            row("Wren", "71.2", "70.9"),
        )
    )
    assert texts(table) == [
        ["Model", "Birds", "Birds"],
        ["Model", "Acc", "F1"],
        ["Wren", "71.2", "70.9"],
    ]
    assert table.rows[0][1] is table.rows[0][2]
    assert table.width == 3


@pytest.mark.parametrize("span", ["0", "-3", "many", "", "99999999999999999999"])
def test_a_span_that_is_no_number_of_cells_counts_as_one_or_is_bounded(span: str) -> None:
    (table,) = read(tabular(row(f'<td class="ltx_td" colspan="{span}">x</td>', "y")))
    assert table.text_at(0, 0) == "x"
    assert table.width <= 1001


def test_a_row_that_is_short_ends_in_places_without_a_cell() -> None:
    (table,) = read(tabular(row("a", "b"), row("c")))
    assert table.rows[1][1] is None
    assert table.text_at(1, 1) == ""


def test_formulas_are_the_characters_of_their_presentation() -> None:
    (table,) = read(tabular(row(MATH, BOLD.format("12.0"))))
    (row_cells,) = table.rows
    first, second = row_cells
    assert first
    assert second
    assert (first.text, first.tex, first.is_bold) == ("−55.4±0.2", "-55.4_{\\pm 0.2}", False)
    assert second.is_bold


def test_names_lack_citations_and_marks_and_notes_stand_apart() -> None:
    (table,) = read(tabular(row(f"Wren{SUP} {CITE}{NOTE}")))
    cell = table.rows[0][0]
    assert cell
    assert (cell.name, cell.cited, cell.citations) == ("Wren", "[7]", ("bib.bib7",))
    assert cell.marks == ("a", "2")
    assert cell.text == "Wrena [7]2"
    assert table.notes == ("Run by us.",)


def test_nested_tables_are_counted_and_are_text_of_the_cell_around_them() -> None:
    outer, inner, last = read(
        tabular(row(tabular(row("two"), row("lines")), "5")), tabular(row("z"))
    )
    assert (outer.index, inner.index, last.index) == (0, 1, 2)
    assert (outer.is_nested, inner.is_nested, last.is_nested) == (False, True, False)
    assert texts(outer) == [["two lines", "5"]]


def test_tabulars_may_be_spans() -> None:
    (table,) = read(
        '<span class="ltx_tabular"><span class="ltx_tr"><span class="ltx_td">a</span>'
        '<span class="ltx_td">1</span></span></span>'
    )
    assert texts(table) == [["a", "1"]]


ONE, TWO = tabular(row("1")), tabular(row("2"))
FIRST, SECOND = caption("Table 1", "On birds"), caption("Table 2", "On fish")


@pytest.mark.parametrize(
    ("figure", "captions"),
    [
        (FIRST + ONE, ["On birds"]),
        (ONE + FIRST, ["On birds"]),
        (FIRST + ONE + SECOND + TWO, ["On birds", "On fish"]),
        (ONE + FIRST + TWO + SECOND, ["On birds", "On fish"]),
        (FIRST + SECOND + ONE + TWO + FIRST + SECOND, ["On birds", "On fish"]),
        (f"<div>{ONE}</div><div>{TWO}</div>{FIRST}", ["On birds", "On birds"]),
        (f"<figure>{ONE}{FIRST}</figure><figure>{TWO}{SECOND}</figure>", ["On birds", "On fish"]),
        (FIRST + ONE + caption("Figure 3", "A plot"), ["On birds"]),
    ],
)
def test_captions_above_below_side_by_side_and_repeated(figure: str, captions: list[str]) -> None:
    assert [table.caption for table in read(f"<figure>{figure}</figure>")] == captions


def test_a_table_has_its_label_section_and_the_paragraphs_that_refer_to_it() -> None:
    (table,) = read(
        '<section><h2>5 Experiments</h2><p>See <a href="#S5.T1">Table 1</a>.</p><p>No.</p>'
        f'<figure id="S5.T1">{ONE}{FIRST}</figure></section>'
    )
    assert (table.label, table.anchor, table.section) == ("Table 1", "S5.T1", "5 Experiments")
    assert table.referring == ("See Table 1.",)


CELLS = row(f"Wren {CITE}", MATH) + row("a", "b", SUP)
PAGE = f'<figure id="T1">{FIRST}{tabular(CELLS)}</figure>{tabular(row(tabular(row("x")), NOTE))}'


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_pages_are_read_without_an_error(data: st.DataObject) -> None:
    page = PAGE
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(page) - 1))
        length = data.draw(st.integers(0, 40))
        page = (
            page[:start]
            + data.draw(st.sampled_from(["", "<td>", "</table>", '"', "é\u202e"]))
            + (page[start + length :] or "x")
        )
    for number, table in enumerate(read(page)):
        assert table.index == number
        assert {len(each) for each in table.rows} <= {table.width}
