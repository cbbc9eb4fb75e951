"""Values of tables that boards do not rank, and conditions that tell such values apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.core.types import Result
from kg.nlp.tables.cell_values import cell_values
from kg.nlp.tables.table_entities import table_results
from kg.questions.boards.leaderboards import RANKED_TABLE_CONFIDENCE
from tests.table_pages import BOLD, CITE, row
from tests.test_table_results import FOUND, document, figure, results

TWICE = '<td class="ltx_td" colspan="2">{}</td>'
SECTION = '<td class="ltx_td" colspan="3">{}</td>'


def ranked(found: list[Result]) -> list[str]:
    return [each.value for each in found if each.confidence >= RANKED_TABLE_CONFIDENCE]


def conditions(found: list[Result]) -> list[dict[str, str]]:
    return [dict(each.conditions or ()) for each in found]


def test_values_with_the_same_names_are_not_ranked() -> None:
    """The columns are the median and the best run: what tells them apart was not read."""
    found = results(
        figure(
            "Accuracy on BirdNotes of median (left) and best (right) runs.",
            row("Method", TWICE.format("Accuracy"), "FPS"),
            row("Robin", "71.2", "74.0", "30"),
            row("Wren", "75.0", "79.0", "41"),
        )
    )
    assert ranked(found) == ["30", "41"]


def test_equal_values_with_the_same_names_are_ranked() -> None:
    found = results(
        figure(
            "Accuracy on BirdNotes.",
            row("Method", TWICE.format("Accuracy")),
            row("Robin", "71.2", "71.2"),
            row("Wren", "75.0", "75.0"),
        )
    )
    assert len(ranked(found)) == 4


def test_columns_of_settings_become_conditions_of_the_values_beside_them() -> None:
    found = results(
        figure(
            "Average test accuracy.",
            row("Dataset", "L", "K", "Robin", "Wren"),
            row("BirdNotes", "1", "5", "61.25", "62.50"),
            row("", "", "50", "63.25", "64.50"),
            row("OwlCalls", "2", "5", "51.75", "55.25"),
        )
    )
    variants = [each["variant"] for each in conditions(found)]
    assert variants[::2] == ["L = 1; K = 5", "L = 1; K = 50", "L = 2; K = 5"]
    assert len(ranked(found)) == 6


def test_the_caption_names_the_split() -> None:
    figures = [
        figure(
            f"Accuracy on the BirdNotes {split}.",
            row("Method", "Accuracy", "FPS"),
            row("Robin", "71.2", "30"),
            row("Wren", "75.0", "41"),
        )
        for split in ("dev set", "dev set and test set")
    ]
    found = [conditions(results(each)) for each in figures]
    assert found[0] == [{"split": "dev"}, {}, {"split": "dev"}, {}]
    assert found[1] == [{}, {}, {}, {}]


def test_a_numbered_mark_that_the_caption_explains_is_a_condition() -> None:
    found = results(
        figure(
            "Accuracy on BirdNotes; 512 marks models that hear 512 notes.",
            row("Method", "Accuracy"),
            row("Robin", "71.2"),
            row('<td class="ltx_td">Wren<sup class="ltx_sup">512</sup></td>', "75.0"),
        )
    )
    assert [each.method for each in found] == ["Robin", "Wren"]
    assert conditions(found) == [{}, {"variant": "512"}]


def test_a_method_called_ours_without_a_name_is_not_ranked() -> None:
    rows = (row("Method", "Accuracy", "F1"), row("Robin", "71.2", "70.0"))
    named = results(figure("Results on BirdNotes.", *rows, row("Ours", "75.0", "74.0")))
    assert ranked(named) == ["71.2", "70.0", "75.0", "74.0"]
    assert named[2].method == "Wren"


@pytest.mark.parametrize(("best", "expected"), [(BOLD.format("75.0"), ["75.0"]), ("75.0", [])])
def test_a_method_without_citation_is_ranked_as_own_where_its_value_is_best(
    best: str, expected: list[str]
) -> None:
    """Others are cited and none has the paper's name: baselines that the authors ran look alike."""
    found = results(
        figure(
            "Accuracy on BirdNotes.",
            row("Method", "Accuracy"),
            row(f'<td class="ltx_td">Robin {CITE}</td>', "71.2"),
            row("Small net", "70.1"),
            row("Large net", best),
        )
    )
    own = [each for each in found if each.is_own]
    assert [each.method for each in own] == ["Small net", "Large net"]
    assert ranked(own) == expected


def test_the_p_of_a_test_is_no_value_of_the_metric() -> None:
    found = results(
        figure(
            "Mean accuracy, and p of a paired test.",
            row("Method", "BirdNotes", "p", "OwlCalls", "p"),
            row("Robin", "71.2", "0.03", "61.0", "0.04"),
            row("Wren", "75.0", "0.01", "66.0", "0.02"),
        )
    )
    assert [each.metric for each in found][:2] == ["Mean accuracy", "p"]


def test_a_caption_names_a_score_by_the_word_before_it() -> None:
    found = results(
        figure(
            "Inception scores of all methods on BirdNotes.",
            row("Method", "small", "large"),
            row("Robin", "2.1", "2.8"),
            row("Wren", "3.1", "3.3"),
        )
    )
    assert {each.metric for each in found} == {"Inception score"}


def test_a_shared_end_of_headers_is_a_metric_beside_known_ones() -> None:
    found = results(
        figure(
            "Inference time of all methods.",
            row("Method", "BirdNotes Q1", "OwlCalls Q1", "BirdNotes F1", "OwlCalls BLEU"),
            row("Robin", "1.0", "2.0", "61.0", "20.0"),
            row("Wren", "3.0", "4.0", "66.0", "25.0"),
        )
    )
    slots = [(each.dataset, each.metric) for each in found[:4]]
    assert slots[0] == ("BirdNotes", "Q1")
    assert slots[2:] == [("BirdNotes", "F1"), ("OwlCalls", "BLEU")]


def test_a_summary_among_data_sets_is_not_ranked() -> None:
    found = results(
        figure(
            "Accuracy of all methods.",
            row("Dataset", "Robin", "Wren"),
            row("BirdNotes", "61.0", "70.1"),
            row("OwlCalls", "51.9", "60.0"),
            row("Average", "56.5", "65.1"),
        )
    )
    assert ranked(found) == ["61.0", "70.1", "51.9", "60.0"]


def test_a_data_set_that_models_are_trained_on_is_no_method() -> None:
    found = results(
        figure(
            "Accuracy on OwlCalls of models trained on each.",
            row("Dataset", "Accuracy", "F1"),
            row("BirdNotes", "61.0", "60.1"),
            row("Chirps (ours)", "70.0", "69.1"),
        )
    )
    assert ranked(found) == []


def test_a_data_set_is_taken_out_of_the_name_of_its_metric() -> None:
    found = results(
        figure(
            "Parsing of BirdNotes.",
            row("Method", "Training", "BirdNotes 23 F1"),
            row("Robin", "supervised", "88.1"),
            row("Wren", "semi-supervised", "91.3"),
        )
    )
    assert {(each.dataset, each.metric) for each in found} == {("BirdNotes", "F1")}


def test_numbers_behind_one_data_set_are_conditions() -> None:
    found = results(
        figure(
            "Accuracy of all methods, by latent dimension.",
            row("Model", "MNIST 2", "MNIST 4", "MNIST 6"),
            row("Robin", "61.0", "62.0", "63.0"),
            row("Wren", "71.0", "72.0", "73.0"),
        )
    )
    assert {each.dataset for each in found} == {"MNIST"}
    assert [each["variant"] for each in conditions(found)[:3]] == ["2", "4", "6"]


def test_a_sum_is_no_number() -> None:
    assert cell_values("632M + 268M")[0].number is None
    assert cell_values("45.3 (+1.2)")[0].number == 45.3


def test_a_method_called_ours_is_another_one_in_each_paper() -> None:
    """FOUND has no method that the paper introduces, and the text proposes none."""
    rows = (
        row("Method", "Accuracy", "F1"),
        row("Robin", "71.2", "70.0"),
        row("Ours", "75.0", "74.0"),
    )
    paper = replace(
        document(figure("Results on BirdNotes.", *rows), body="We sort songs."),
        title="Sorting of birdsong",
        abstract="We evaluate on the BirdNotes dataset.",
        authors=("Ada Lee", "Bo Roe"),
    )
    entities, found = table_results(paper, ())
    assert [each.method for each in found][2:] == ["Ours (Lee)", "Ours (Lee)"]
    assert ranked(list(found)) == ["71.2", "70.0"]
    assert [e.surfaces for e in entities if e.name == "Ours (Lee)"] == [("Ours (Lee)",)]


def test_citations_beside_a_name_are_no_part_of_it() -> None:
    paper = document(
        figure(
            "Accuracy on BirdNotes.",
            row("Method", "Accuracy"),
            row(f'<td class="ltx_td">Robin {CITE}</td>', "71.2"),
            row("Wren (ours)", "75.0"),
        )
    )
    entities, _ = table_results(paper, FOUND)
    assert [e.surfaces for e in entities if e.name == "Robin"] == [("Robin",)]
