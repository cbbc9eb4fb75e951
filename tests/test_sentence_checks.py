"""What the sentence of a value says against ranking it: a second look, in plain words."""

from __future__ import annotations

import pytest

from kg.questions.boards.leaderboards import ranked
from kg.questions.boards.sentence_checks import why_not_stated
from tests.test_boards import ROW


def _why(value: str, sentence: str, **facts: object) -> str | None:
    row = {**ROW, "value": value, "unit": "%" if value.endswith("%") else None}
    return why_not_stated({**row, "sentence": sentence, **facts})


@pytest.mark.parametrize(
    ("value", "sentence", "reason"),
    [
        ("94.5%", "It has a kappa of 0.97, all classes exceeding 94.5%.", "each of several"),
        ("94.5%", "Its accuracy on all classes is 94.5%.", None),
        ("0.62", "It works well, achieving errors (MAE) from 0.11 to 0.62.", "end of a range"),
        ("0.62", "It raises the F1 from 0.11 to 0.62.", None),
        ("0.001", "Accuracy rises (p < 0.001) for all.", "p-value"),
        ("0.9", "It reaches a precision P of 0.9.", None),
    ],
)
def test_bounds_ranges_and_tests_are_no_levels(
    value: str, sentence: str, reason: str | None
) -> None:
    found = _why(value, sentence)
    assert found is None if reason is None else reason in str(found)


def test_the_noise_that_something_is_tried_under_is_a_setting() -> None:
    sentence = "Under fading with a signal-to-noise ratio (SNR) of 20 dB, A lowers the MSE by 4 dB."
    assert _why("20 dB", sentence, metric="SNR") == "it is a setting"
    assert _why("20 dB", "A has an SNR of 20 dB on Corpus.", metric="SNR") is None


@pytest.mark.parametrize(
    ("dataset", "is_named"),
    [
        ("custom dataset", False),
        ("hidden", False),
        ("real-world driving data", False),
        ("Corpus", True),
        ("enwik8", True),
        ("digital knee X-ray", True),
        ("ogbn-products", True),
    ],
)
def test_a_data_set_that_words_describe_is_nobody_elses(dataset: str, is_named: bool) -> None:
    why = _why("90%", "A reaches 90%.", dataset=dataset, dataset_aliases=[])
    assert (why is None) == is_named


def test_one_value_of_a_list_is_not_ranked_where_the_others_are_unsure() -> None:
    sentence = "It reaches 90% (mild), 91% (moderate) and 92% (severe)."
    rows = [
        {**ROW, "value": f"{n}%", "number": float(n), "unit": "%", "sentence": sentence}
        | {"result": f"result/{n}", "confidence": 0.5 if n == 90 else 0.3}
        for n in (90, 91, 92)
    ]
    reasons = {entry.value: entry.apart for entry in ranked(rows)}
    assert reasons["90%"] == "its sentence gives several values of it"
    assert [e.value for e in ranked(rows[:1]) if e.status == "ranked"] == ["90%"]
