"""Names in the order of numbers, and metrics right beside theirs."""

from __future__ import annotations

import pytest

from kg.core.schema import DATASET, METHOD, METRIC
from kg.nlp.results.list_alignment import align_list, listed_cluster
from kg.nlp.results.number_lines import NumberLine, read_line
from kg.nlp.results.slot_statements import own_metric
from kg.nlp.results.slots import PaperContext, paper_context
from kg.nlp.text.annotated_text import AnnotatedText
from tests.marked import read


def _line(sentence: str) -> tuple[PaperContext, NumberLine]:
    text, sentences, clusters = read(f"A study of things\n{sentence}")
    annotated = AnnotatedText(text, sentences, clusters)
    line = read_line(annotated, len(sentences) - 1)
    assert line is not None
    return paper_context(annotated, ["uses"] * len(clusters)), line


def _names(sentence: str, label: str) -> list[str | None]:
    """For each number the name at its place in a list; '-' for an unknown one, None for none."""
    context, line = _line(sentence)
    mentions = [mention for mention in line.mentions if mention.label == label]
    found = [align_list(context.annotated, line, at, mentions) for at in range(len(line.numbers))]
    return [
        None
        if each is None
        else "-"
        if each.cluster is None
        else context.annotated.clusters[each.cluster].name
        for each in found
    ]


@pytest.mark.parametrize(
    ("sentence", "label", "names"),
    [
        ("An {X:F1} of 1.5, 2.5 and 3.5 on {D:Ada}, {D:Bolt} and {D:Cora}.", DATASET,
         ["Ada", "Bolt", "Cora"]),
        ("An {X:F1} of 1.5, 2.5 and 3.5 on the {D:Ada}, Settlement, and {D:Cora} sets.", DATASET,
         ["Ada", "-", "Cora"]),
        ("It takes 1.5/2.5 in {X:mDice}/{X:mIoU} here.", METRIC, ["mDice", "mIoU"]),
        ("{X:F1} of 1.5 and 2.5 and {X:recall} of 3.5 and 4.5 on {D:Ada} and {D:Bolt}.", DATASET,
         ["Ada", "Bolt", "Ada", "Bolt"]),
        ("On {D:Ada}, {D:Bolt} and {D:Cora} it reaches 1.5 and 2.5.", DATASET, [None, None]),
        ("{D:Ada} and {D:Bolt} are far; on {D:Cora} it reaches 1.5 and 2.5.", DATASET,
         [None, None]),
    ],
)  # fmt: skip
def test_lists_of_one_length_are_paired_in_order(
    sentence: str, label: str, names: list[str | None]
) -> None:
    assert _names(sentence, label) == names


def test_a_list_of_rivals_owns_no_numbers() -> None:
    context, line = _line("It surpasses {M:Ada} and {M:Bolt} by 1.5% and 2.5%.")
    assert listed_cluster(context, line, 0, METHOD) is None
    context, line = _line("{M:Ada} and {M:Bolt} reach 1.5 and 2.5.")
    found = [listed_cluster(context, line, at, METHOD) for at in (0, 1)]
    assert [each and each.cluster for each in found] == [0, 1]


@pytest.mark.parametrize(
    ("sentence", "metrics"),
    [
        ("It gains 20.9% in {X:mAP50} and 32.2% in {X:IoU}.", ["mAP50", "IoU"]),
        ("It has an {X:accuracy} of 81.2 and a {X:recall} (70.1).", ["accuracy", "recall"]),
        ("3.6% {X:F1} (2.8% {X:Acc}) are gained.", ["F1", "Acc"]),
        ("The {X:time} needed by all the others together is 12 s.", [None]),
    ],
)
def test_a_metric_right_beside_a_number_is_its_own(
    sentence: str, metrics: list[str | None]
) -> None:
    context, line = _line(sentence)
    found = [own_metric(context, line, at) for at in range(len(line.numbers))]
    assert [
        mention and context.annotated.clusters[mention.cluster].name for mention in found
    ] == metrics
