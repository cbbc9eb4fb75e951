"""Results in tables: what each oddity of tables as papers have them is read as."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.core.extraction_checks import problems
from kg.core.full_texts.full_text import FullText, Paragraph, Section
from kg.core.paper_tables import Table, TableCell
from kg.core.schema import DATASET, METHOD
from kg.core.types import Document, Entity, Evidence, Extraction, Result
from kg.ingest.latexml.table_grids import read_tables
from kg.nlp.tables.table_entities import table_results
from tests.table_pages import BOLD, CITE, MATH, caption, row, tabular

TITLE = "Wren: Quick Sorting of Birdsong"
ABSTRACT = "We propose Wren, a method for birdsong. We evaluate Wren on the BirdNotes dataset."
BODY = (
    "We use the BirdNotes dataset and the OwlCalls dataset. Robin is a strong baseline model. "
    "Finch is a network of two layers. We report the accuracy of all methods."
)


def entity(label: str, name: str, role: str, *surfaces: str) -> Entity:
    text = f"{TITLE}\n{ABSTRACT}"
    start = text.index(name)
    evidence = Evidence(start, start + len(name), name, text.partition("\n")[0], "model@1", 0.9)
    if start > len(TITLE):
        sentence = next(s for s in ABSTRACT.split(". ") if name in s)
        evidence = Evidence(start, start + len(name), name, sentence, "model@1", 0.9)
    return Entity(label, name, (name, *surfaces), role, 0.9, (evidence,))


FOUND = (entity(METHOD, "Wren", "introduces"), entity(DATASET, "BirdNotes", "evaluates_on"))


def document(*figures: str, body: str = BODY) -> Document:
    tables = read_tables(lxml.html.fromstring(f"<article>{''.join(figures)}</article>"))
    section = Section("4", "Experiments", "experiments", (Paragraph("section 4 ¶1", body),))
    return Document("title:wren", TITLE, ABSTRACT, full_text=FullText((section,), tables=tables))


def figure(text: str, *rows: str, label: str = "Table 1") -> str:
    return f'<figure id="T">{caption(label, text)}{tabular(*rows)}</figure>'


def results(*figures: str, body: str = BODY) -> list[Result]:
    paper = document(*figures, body=body)
    entities, found = table_results(paper, FOUND)
    assert list(problems(Extraction(paper, entities, found))) == []
    return list(found)


def slots(found: list[Result]) -> list[tuple[str | None, str | None, str | None, str]]:
    return [(each.method, each.dataset, each.metric, each.value) for each in found]


def test_methods_in_rows_metrics_in_columns_and_the_data_set_in_the_caption() -> None:
    found = results(
        figure(
            "Results on OwlCalls.",
            row("Method", "Accuracy ↑", "FPS"),
            row("Robin", "71.2", "30"),
            row("Wren (ours)", BOLD.format("75.0"), "41"),
        )
    )
    assert slots(found) == [
        ("Robin", "OwlCalls", "Accuracy", "71.2"),
        ("Robin", "OwlCalls", "FPS", "30"),
        ("Wren", "OwlCalls", "Accuracy", "75.0"),
        ("Wren", "OwlCalls", "FPS", "41"),
    ]
    assert [each.table and (each.table.row, each.table.col) for each in found[:2]] == [
        (1, 1),
        (1, 2),
    ]
    assert found[0].sentence == "Method | Accuracy ↑ | FPS\nRobin | 71.2 | 30"
    assert (found[0].number, found[0].higher_is_better, found[0].field) == (71.2, True, "table 1")


def test_methods_may_be_columns_and_data_sets_rows() -> None:
    found = results(
        figure(
            "Accuracy of all methods.",
            row("Dataset", "Robin", "Finch", "Wren"),
            row("BirdNotes", "61.0", "62.5", "70.1"),
            row("OwlCalls", "51.9", "55.5", "60.0"),
        )
    )
    assert slots(found)[2:4] == [
        ("Wren", "BirdNotes", "Accuracy", "70.1"),
        ("Robin", "OwlCalls", "Accuracy", "51.9"),
    ]


def test_section_rows_name_the_data_set_of_the_rows_below() -> None:
    section = '<td class="ltx_td" colspan="3">{}</td>'
    found = results(
        figure(
            "Comparison of methods.",
            row("Method", "Accuracy", "F1"),
            row(section.format("BirdNotes")),
            row("Robin", "71.2", "70.0"),
            row(section.format("OwlCalls")),
            row("Robin", "51.2", "50.0"),
        )
    )
    assert [each.dataset for each in found] == ["BirdNotes", "BirdNotes", "OwlCalls", "OwlCalls"]


def test_header_rows_of_two_kinds_and_spans() -> None:
    found = results(
        figure(
            "Results.",
            row(
                '<td class="ltx_td" rowspan="2">Model</td>',
                '<td class="ltx_td" colspan="2">BirdNotes</td>',
                '<td class="ltx_td" colspan="2">OwlCalls</td>',
            ),
            row("Accuracy", "F1", "Accuracy", "F1"),
            row("Robin", "1.1", "2.2", "3.3", "4.4"),
            row("Wren", "5.5", "6.6", "7.7", "8.8"),
        )
    )
    assert slots(found)[:3] == [
        ("Robin", "BirdNotes", "Accuracy", "1.1"),
        ("Robin", "BirdNotes", "F1", "2.2"),
        ("Robin", "OwlCalls", "Accuracy", "3.3"),
    ]


def test_a_header_may_join_data_set_and_metric() -> None:
    found = results(
        figure(
            "Comparison.",
            row("Method", "BirdNotes Accuracy", "OwlCalls F1"),
            row("Robin", "71.2", "70.0"),
            row("Wren", "75.0", "73.0"),
        )
    )
    assert slots(found)[:2] == [
        ("Robin", "BirdNotes", "Accuracy", "71.2"),
        ("Robin", "OwlCalls", "F1", "70.0"),
    ]


def test_two_values_in_a_cell_have_the_metrics_of_its_header_in_order() -> None:
    found = results(
        figure(
            "Results on BirdNotes.",
            row("Model", "Macro-F1 / Accuracy"),
            row("Robin", "45.2 / 60.1"),
            row("Wren", "- / 71.0"),
        )
    )
    assert [(each.metric, each.value, each.start) for each in found] == [
        ("Macro-F1", "45.2", 36),
        ("Accuracy", "60.1", 43),
        ("Accuracy", "71.0", 59),
    ]


def test_deviations_in_the_cell_beside_it_and_after_a_sign() -> None:
    wide = '<td class="ltx_td" colspan="2">{}</td>'
    found = results(
        figure(
            "Mean accuracy on BirdNotes.",
            row("Method", wide.format("Accuracy"), wide.format("F1")),
            row("Robin", "71.2", "(0.3)", "2.5±", "0.4"),
            row("Wren", MATH, "", "12.5 ± 0.1", ""),
        )
    )
    assert [(each.number, each.deviation) for each in found] == [
        (71.2, 0.3),
        (2.5, 0.4),
        (-55.4, 0.2),
        (12.5, 0.1),
    ]


def test_ours_and_rows_that_extend_the_row_above() -> None:
    found = results(
        figure(
            "Accuracy on BirdNotes.",
            row("Method", "Accuracy"),
            row(f"Robin {CITE}", "71.2"),
            row("+ echo", "72.2"),
            row("+ noise", "72.4"),
            row("Ours", "75.0"),
        )
    )
    assert [each.method for each in found] == ["Robin", "Robin + echo", "Robin + noise", "Wren"]


def test_a_row_of_variants_without_the_papers_name_is_of_its_method() -> None:
    found = results(
        figure(
            "Effect of different loss functions on BirdNotes.",
            row("Loss", "Accuracy"),
            row("hinge", "71.2"),
            row("logistic", "72.2"),
        )
    )
    assert [each.method for each in found] == ["Wren", "Wren"]
    assert [dict(each.conditions or ())["variant"] for each in found] == ["hinge", "logistic"]


def test_rows_may_be_data_sets_with_their_metric_in_brackets() -> None:
    found = results(
        figure(
            "Comparison of models.",
            row("Benchmark (Metric)", "# Shots", "Robin", "Wren"),
            row("BirdNotes (EM)", "5-shot", "71.2", "72.2"),
            row("OwlCalls (F1)", "0-shot", "61.2", "62.2"),
        )
    )
    assert slots(found)[1:3] == [
        ("Wren", "BirdNotes", "EM", "72.2"),
        ("Robin", "OwlCalls", "F1", "61.2"),
    ]
    assert dict(found[0].conditions or ()) == {"shots": "5-shot"}


def test_a_setting_before_a_metric_is_a_condition() -> None:
    found = results(
        figure(
            "Results on BirdNotes.",
            row("Method", "5-way acc", "10-way acc"),
            row("Robin", "71.2", "61.2"),
            row("Wren", "72.2", "62.2"),
        )
    )
    assert [(each.metric, dict(each.conditions or ())) for each in found[:2]] == [
        ("acc", {"variant": "5-way"}),
        ("acc", {"variant": "10-way"}),
    ]


def test_what_a_caption_or_a_guess_fills_is_less_sure_than_headers() -> None:
    sure, near, far = (
        results(figure(text, row("Method", head), row("Robin", "7.5"), row("Wren", "7.9")))[1]
        for text, head in (
            ("Results on BirdNotes.", "Accuracy"),
            ("Accuracy on BirdNotes.", "all"),
            ("Results of all methods.", "all"),
        )
    )
    assert sure.is_own is near.is_own is True
    assert sure.confidence > near.confidence > far.confidence


def test_a_number_of_the_bibliography_has_the_name_that_other_tables_give_with_it() -> None:
    named = figure(
        "Accuracy on OwlCalls.",
        row("Method", "Accuracy"),
        row(f"Robin {CITE}", "71.2"),
        row("Ours", "75.0"),
    )
    numbered = figure(
        "Accuracy on BirdNotes.",
        row("Method", "Accuracy"),
        row(CITE, "61.2"),
        row("Ours", "65.0"),
        label="Table 2",
    )
    assert [each.method for each in results(named, numbered)] == ["Robin", "Wren", "Robin", "Wren"]


def test_columns_of_settings_hold_no_results() -> None:
    found = results(
        figure(
            "Accuracy on BirdNotes.",
            row("Method", "K", "Accuracy"),
            row("Robin", "5", "71.2"),
            row("Wren", "50", "72.2"),
        )
    )
    assert [each.value for each in found] == ["71.2", "72.2"]


@pytest.mark.parametrize(
    ("text", "head", "first"),
    [
        ("Statistics of the data sets.", ("Dataset", "Train", "Test"), ("BirdNotes", "500", "100")),
        ("Hyperparameters of all models.", ("Model", "Rate", "Layers"), ("Wren", "0.1", "4")),
        ("Summary of the three data sets.", ("", "BirdNotes", "OwlCalls"), ("Songs", "9", "8")),
    ],
)
def test_tables_of_statistics_and_settings_hold_no_results(
    text: str, head: tuple[str, ...], first: tuple[str, ...]
) -> None:
    assert results(figure(text, row(*head), row(*first))) == []


def test_captions_of_tables_side_by_side_are_parted() -> None:
    one = tabular(row("Method", "BirdNotes"), row("Robin", "71.2"), row("Wren", "72.2"))
    two = tabular(row("Method", "OwlCalls"), row("Robin", "1.2"), row("Wren", "2.2"))
    text = "Results for accuracy (left) and perplexity (right)."
    found = results(f'<figure id="T">{one}{two}{caption("Table 1", text)}</figure>')
    metrics = [(each.metric or "").casefold() for each in found]
    assert metrics == ["accuracy", "accuracy", "perplexity", "perplexity"]


def test_names_of_the_abstract_are_its_entities_and_gain_evidence() -> None:
    paper = document(
        figure("Accuracy on BirdNotes.", row("Method", "Accuracy"), row("WREN", "7.1"))
    )
    entities, found = table_results(paper, FOUND)
    assert [each.name for each in entities] == ["Wren", "BirdNotes", "Accuracy"]
    assert [(each.text, each.field) for each in entities[0].evidence[1:]] == [("WREN", "table 1")]
    assert [(each.text, each.field) for each in entities[1].evidence[1:]] == [
        ("BirdNotes", "table 1 caption")
    ]
    assert slots(list(found)) == [("Wren", "BirdNotes", "Accuracy", "7.1")]


NAMES = [
    "Method",
    "Robin",
    "Wren",
    "Ours",
    "BirdNotes",
    "Accuracy",
    "F1 / EM",
    "+ echo",
    "(1) x†",
    "",
]
VALUES = ["71.2", "1/2", "±0.3", "(0.1)", "-", "5-shot", "12.5±", "n/a", "1e-5", "7 of 9", "𝟗.𝟏"]
TEXTS = st.one_of(st.sampled_from(NAMES), st.sampled_from(VALUES), st.text(max_size=8))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    grid: list[list[TableCell | None]] = [[None] * width for _ in range(height)]
    for r in range(height):
        for c in range(width):
            if grid[r][c] is None and draw(st.integers(0, 9)):
                text = " ".join(draw(TEXTS).split())
                rows = draw(st.integers(1, height - r))
                cell = TableCell(r, c, text, text, rowspan=rows, has_rule=draw(st.booleans()))
                for down in range(rows):
                    grid[r + down][c] = cell
    shown = draw(st.sampled_from(["", "Accuracy on BirdNotes.", "Ablation (left) and F1 (right)."]))
    return Table(0, tuple(map(tuple, grid)), caption=shown, label="Table 1")


@settings(max_examples=150, deadline=None)
@given(tables())
def test_every_result_of_any_table_stands_in_its_cell(table: Table) -> None:
    section = Section("1", "Experiments", "experiments", (Paragraph("section 1 ¶1", BODY),))
    paper = Document("title:w", TITLE, ABSTRACT, full_text=FullText((section,), tables=(table,)))
    entities, found = table_results(paper, FOUND)
    assert list(problems(Extraction(paper, entities, found))) == []
    for each in found:
        assert each.table is not None
        assert each.value in table.text_at(each.table.row, each.table.col)
