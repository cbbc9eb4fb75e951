"""Conditions of results: the words that name them, and the numbers that they are about."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core.extraction_checks import ordered_conditions
from kg.core.schema import CONDITIONS
from kg.lexicon.condition_words import OF_DATASETS, OF_METRICS, condition_words, find_conditions
from kg.nlp.results.number_lines import NumberLine, read_line
from kg.nlp.results.result_conditions import find_settings, place_conditions, read_conditions
from kg.nlp.results.slots import Slots
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.numbers import find_numbers
from tests.marked import LABELS, read

WORDS = [
    ("on test-clean and test other", ["test-clean", "test-other"]),
    ("on the validation set, the dev split and the test set", ["validation", "dev", "test"]),
    ("on MS COCO test-dev, COCO val2017 and MS MARCO dev.", ["test-dev", "validation", "dev"]),
    ("RefCOCO testA and testB", ["testA", "testB"]),
    ("SQuAD v1.1, SQuAD2.0, VQAv2", ["v1.1", "v2.0", "v2"]),
    ("WMT14 English-to-German, English-French, En-De and en→fr", ["en-de", "en-fr"] * 2),
    ("256x256, 256times256, 64times 64, $32 \\times 32$", ["256x256"] * 2 + ["64x64", "32x32"]),
    ("ImageNet-64 and ImageNet 512, at a resolution of 384", ["64x64", "512x512", "384x384"]),
    ("zero-shot, 0-shot, five-shot and 5-shot", ["0-shot", "0-shot", "5-shot", "5-shot"]),
    ("zero- and few-shot; 5-way 1-shot", ["0-shot", "few-shot", "5-way 1-shot"]),
    ("top-1, Top-5, pass@10", ["top-1", "top-5", "@10"]),
    ("mAP@50, AP50, mAP@[.5:.95]", ["@50", "@50", "@50:95"]),
    ("58.7 box AP, 51.1 mask AP, AP^{mask}, macro-F1", ["box", "mask", "mask", "macro"]),
    ("on small objects, AP_S and AP_{L}", ["small", "small", "large"]),
    ("with 10% of the labels", ["10% of the labels"]),
    ("using only 1\\% of the training data", ["1% of the labels"]),
    ("with ten minutes of labelled speech", ["10 minutes of labels"]),
    ("averaged over 8 tasks, on average", ["average of 8 tasks", "average"]),
    ("MNLI matched and mismatched", ["matched", "mismatched"]),
    # Words that name none.
    ("GPT-3.5, CIFAR-10, ImageNet-1K, ImageNet-21K, WMT14, GPQA-3", []),
    ("state-of-the-art one-shot NAS, it is-it, 224x224x3, a test of time", []),
    ("we validate and develop tests, an average accuracy, at the top 5%", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values"), WORDS, ids=[text for text, _ in WORDS])
def test_words_name_conditions(text: str, values: list[str]) -> None:
    found = [c.value for c in find_conditions(text) if c.name != "version" or "SQuAD" in text]
    assert found == values


NAMES = [
    ("ImageNet 256x256", "ImageNet", {"resolution": "256x256"}),
    ("ImageNet (64times 64)", "ImageNet", {"resolution": "64x64"}),
    ("LibriSpeech test-clean", "LibriSpeech", {"split": "test-clean"}),
    ("test-clean", "", {"split": "test-clean"}),
    ("WMT14 En-De", "WMT14", {"languages": "en-de"}),
    ("SQuAD v2.0", "SQuAD", {"version": "v2.0"}),
    ("CIFAR-100", "CIFAR-100", {}),
]


@pytest.mark.parametrize(("name", "left", "conditions"), NAMES, ids=[row[0] for row in NAMES])
def test_a_name_of_a_data_set_holds_conditions(
    name: str, left: str, conditions: dict[str, str]
) -> None:
    assert condition_words(name, OF_DATASETS) == (left, tuple(conditions.items()))


def test_a_name_of_a_metric_holds_conditions() -> None:
    for name in ("top-5 validation error", "validation top-5 error"):
        left, found = condition_words(name, OF_METRICS)
        assert (left, dict(found)) == ("error", {"variant": "top-5", "split": "validation"})


# (sentence, (value, data set or metric bound, conditions) of each outcome)
SENTENCES: list[tuple[str, list[tuple[str, str, str]]]] = [
    (
        "It gets 1.9% on test-clean and 3.9% on test-other of {D:LibriSpeech}.",
        [("1.9%", "LibriSpeech", "test-clean"), ("3.9%", "LibriSpeech", "test-other")],
    ),
    (
        "On {D:LibriSpeech} test-clean and test-other it gets 1.9% and 3.9%.",
        [("1.9%", "LibriSpeech", "test-clean"), ("3.9%", "LibriSpeech", "test-other")],
    ),
    (
        "It gets 1.9%/3.9% on test-clean/test-other.",
        [("1.9%", "", "test-clean"), ("3.9%", "", "test-other")],
    ),
    (
        "On test-clean it reaches 1.9% and on test-other 3.9%.",
        [("1.9%", "", "test-clean"), ("3.9%", "", "test-other")],
    ),
    (
        "We get 2.1% on test-clean and 4.3% on test-other, and 1.9% and 3.9% with another.",
        [
            ("2.1%", "", "test-clean"),
            ("4.3%", "", "test-other"),
            ("1.9%", "", "test-clean"),
            ("3.9%", "", "test-other"),
        ],
    ),
    (
        "An F1 of 93.2 on {D:SQuAD} v1.1 and of 83.1 on {D:SQuAD} v2.0.",
        [("93.2", "SQuAD", "v1.1"), ("83.1", "SQuAD", "v2.0")],
    ),
    (
        "On {D:WMT14} English-to-German it has 28.4 BLEU, and on {D:WMT14} English-to-French 41.8.",
        [("28.4", "WMT14", "en-de"), ("41.8", "WMT14", "en-fr")],
    ),
    (
        "On English-German it has 28.4, and on English-French 41.8, after 3.5 days.",
        [("28.4", "", "en-de"), ("41.8", "", "en-fr"), ("3.5 days", "", "en-de or en-fr")],
    ),
    (
        "FIDs of 2.51 and 3.25 on {D:CIFAR-10} and {D:ImageNet} 64times 64 respectively.",
        [("2.51", "CIFAR-10", ""), ("3.25", "ImageNet", "64x64")],
    ),
    (
        "FIDs of 2.27 and 3.04 on {D:ImageNet} 256x256 and 512x512.",
        [("2.27", "ImageNet", "256x256"), ("3.04", "ImageNet", "512x512")],
    ),
    (
        "It has 87.3% {X:top-1 accuracy} on {D:ImageNet}, 58.7 box {X:AP} and 51.1 mask {X:AP} "
        "on {D:COCO} test-dev.",
        [
            ("87.3%", "ImageNet top-1 accuracy", "top-1"),
            ("58.7", "COCO AP", "test-dev, box"),
            ("51.1", "COCO AP", "test-dev, mask"),
        ],
    ),
    (
        "We achieve 88.3% zero-shot and 91.1% fine-tuning accuracy on {D:ImageNet}.",
        [("88.3%", "ImageNet", "0-shot"), ("91.1%", "ImageNet", "")],
    ),
    (
        "It answers 71.2% of {D:TriviaQA} in the few-shot setting, scores 85.0 on {D:CoQA}, and "
        "86.4% on {D:LAMBADA}.",
        [("71.2%", "TriviaQA", "few-shot"), ("85.0", "CoQA", ""), ("86.4%", "LAMBADA", "")],
    ),
    (
        "Fine-tuned on 1% of the labels it reaches 85.8% top-5 {X:accuracy}.",
        [("85.8%", "accuracy", "top-5, 1% of the labels")],
    ),
    (
        "With 6% of the training data it gets 71.0, while with 100% of the training data 74.7.",
        [("71.0", "", "6% of the labels"), ("74.7", "", "")],
    ),
    (
        "With only 10% of the labels it has a Dice of 89.6%, and with 20% a Dice of 91.2%.",
        [("89.6%", "", "10% of the labels"), ("91.2%", "", "20% of the labels")],
    ),
    (
        "With 10% of the labels it has 89.6%, with 20% lower error than {M:Rival} on test.",
        [("89.6%", "", "10% of the labels")],
    ),
    (
        "It solves 28.8% of {D:HumanEval} (pass@1) and 70.2% with 100 samples (pass@100).",
        [("28.8%", "HumanEval", "@1"), ("70.2%", "HumanEval", "@100")],
    ),
    (
        "It has a WER of 2.7% on test-clean, but makes 55.2% fewer errors on others on average.",
        [("2.7%", "", "test-clean"), ("55.2%", "", "average")],
    ),
    ("Compared with zero-shot prompting, it reaches 61.0%.", [("61.0%", "", "")]),
    (
        "{M:Zero-shot CoT} reaches 61.0% on the dev set.",
        [("61.0%", "", "dev")],
    ),
    ("It reaches 61.0% on the dev and test sets.", [("61.0%", "", "dev or test")]),
    ("It gives a speedup of 2.4 on {D:Arena}.", [("2.4", "Arena", "")]),
    ("It gets 12.5 on {D:Bench}, 1.2 above {M:Llama} 3.1.", [("12.5", "Bench", "")]),
]  # fmt: skip


def _line(marked: str) -> tuple[AnnotatedText, NumberLine]:
    annotated = AnnotatedText(*read(f"A study of things\n{marked}"))
    line = read_line(annotated, 1)
    assert line is not None
    return annotated, line


def _slots(annotated: AnnotatedText, bound: str) -> Slots:
    found = {
        cluster.label: at for at, cluster in enumerate(annotated.clusters) if cluster.name in bound
    }
    return Slots(dataset=found.get(LABELS["D"]), metric=found.get(LABELS["X"]))


@pytest.mark.parametrize(("marked", "rows"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_a_number_has_the_conditions_of_its_words(
    marked: str, rows: list[tuple[str, str, str]]
) -> None:
    annotated, line = _line(marked)
    raws = [number.raw for number in line.numbers]
    outcomes = [raws.index(value) for value, _, _ in rows]
    found = place_conditions(annotated, line, outcomes)
    read_back = [
        ", ".join(
            value for _, value in read_conditions(annotated, found, at, _slots(annotated, bound))
        )
        for at, (_, bound, _) in zip(outcomes, rows, strict=True)
    ]
    assert read_back == [conditions for _, _, conditions in rows]


def test_a_list_goes_through_the_conditions_of_the_sentence_before() -> None:
    marked = (
        "A study\nIt has 1.8% on test-clean and 3.3% on test-other.\nIts small form 4.8% and 8.2%."
    )
    annotated = AnnotatedText(*read(marked))
    first, second = read_line(annotated, 1), read_line(annotated, 2)
    assert first is not None
    assert second is not None
    earlier = place_conditions(annotated, first, (0, 1)).sequence()
    found = place_conditions(annotated, second, (0, 1), earlier)
    values = [read_conditions(annotated, found, at, Slots()) for at in (0, 1)]
    assert values == [(("split", "test-clean"),), (("split", "test-other"),)]
    alone = place_conditions(annotated, second, (1,), earlier)
    assert read_conditions(annotated, alone, 1, Slots()) == ()


def test_a_share_of_the_labels_is_a_setting() -> None:
    annotated, line = _line("With 10% of the labels and 5-shot prompts it reaches 85.8% on test.")
    settings = [line.numbers[i].raw for i in sorted(find_settings(annotated.text, line))]
    assert settings == ["10%"]


_PIECES = st.sampled_from(
    [
        *("test-clean", "256x256", "5-shot", "zero- and ", "top-1 ", "AP50", "SQuAD v2.0", "En-De"),
        *("with 10% of the labels", "averaged over 8 tasks", "dev set", "61.2%", "val"),
        *(", ", ". ", " and ", "\n", "(", ")", "x", "×", "@"),
    ]
)


@given(st.lists(_PIECES | st.text(max_size=8), max_size=12).map("".join))
def test_conditions_lie_in_the_text_in_order_and_of_known_kinds(text: str) -> None:
    found = find_conditions(text)
    at = 0
    for condition in found:
        assert at <= condition.start < condition.end <= len(text)
        assert condition.name in CONDITIONS
        assert condition.value.strip() == condition.value != ""
        at = condition.end


_SPLITS = st.permutations(["test-clean", "test-other", "dev-clean", "dev-other"])


@given(_SPLITS, st.integers(2, 4), st.sampled_from([", ", "/", " and "]))
def test_lists_align_whichever_comes_first(splits: list[str], size: int, joint: str) -> None:
    values = [f"{at + 2}.5%" for at in range(size)]
    for marked in (
        f"It has {joint.join(values)} on {joint.join(splits[:size])}.",
        f"On {joint.join(splits[:size])} it has {joint.join(values)}.",
    ):
        annotated, line = _line(marked)
        found = place_conditions(annotated, line, range(size))
        read_back = [read_conditions(annotated, found, at, Slots()) for at in range(size)]
        assert read_back == [(("split", split),) for split in splits[:size]]
        assert all(conditions == ordered_conditions(dict(conditions)) for conditions in read_back)


@pytest.mark.parametrize(
    "pumped",
    [
        "1 x ",
        "10x",
        "with 1",
        "with only ",
        "averaged over ",
        "5-way ",
        "AP_",
        "test ",
        "en-",
        "a@",
    ],
)
def test_time_grows_with_the_length_alone(pumped: str) -> None:
    text = pumped * (40_000 // len(pumped))
    began = time.perf_counter()
    find_conditions(text)
    find_numbers(text[:1000])
    assert time.perf_counter() - began < 2.0
