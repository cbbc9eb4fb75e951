from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.core.schema import ENTITY_LABELS, roles_of
from kg.core.types import Result
from kg.nlp.linear_models import shipped_linear_models
from kg.nlp.mentions.network_features import NetworkFeatures
from kg.nlp.results.number_lines import read_line
from kg.nlp.results.result_extraction import extract_results
from kg.nlp.results.slot_rules import bind_slots
from kg.nlp.results.slots import paper_context
from kg.nlp.roles import assign_roles
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.spans import EntityCluster, Mention
from tests.marked import read
from tests.shipped_model import network_features

MODELS = shipped_linear_models()

OPENING = "A study of things\nWe propose {M:Zephyrix}, which learns to skip.\n"

# (sentence, the (method, dataset, metric, value) of each result)
BOUND = [
    (
        "{M:Zephyrix} achieves 93.7% {X:accuracy} on {D:UCF101}.",
        [("Zephyrix", "UCF101", "accuracy", "93.7%")],
    ),
    (
        "Our method achieves an {X:FID} of 2.51 on {D:CIFAR-10}.",
        [("Zephyrix", "CIFAR-10", "FID", "2.51")],
    ),
    (
        "It achieves {X:FID} scores of 2.51 and 3.25 on {D:CIFAR-10} and {D:ImageNet}, "
        "respectively.",
        [("Zephyrix", "CIFAR-10", "FID", "2.51"), ("Zephyrix", "ImageNet", "FID", "3.25")],
    ),
    (
        "{M:Zephyrix} improves {X:accuracy} by 2.1% on {D:GLUE} and by 3.4% on {D:SQuAD}.",
        [("Zephyrix", "GLUE", "accuracy", "2.1%"), ("Zephyrix", "SQuAD", "accuracy", "3.4%")],
    ),
    (
        "Applied atop the {M:CastorNet} architecture, our method achieves an {X:EER} of 0.3% on "
        "{D:Tongji}.",
        [("Zephyrix", "Tongji", "EER", "0.3%")],
    ),
    (
        "Evaluated on the {D:HM3D} dataset within {D:Habitat}, our approach achieves a 46% "
        "{X:success rate} and 24.8% {X:SPL}.",
        [("Zephyrix", "HM3D", "success rate", "46%"), ("Zephyrix", "HM3D", "SPL", "24.8%")],
    ),
    (
        "The {X:accuracy} of {M:Otter-8B} on {D:CSQA} improves from 31.86% to 39.80%, while "
        "{M:Heron-9B} on {D:SVAMP} increases from 37.50% to 45.10%.",
        [
            ("Zephyrix", "CSQA", "accuracy", "39.80%"),
            ("Zephyrix", "SVAMP", "accuracy", "45.10%"),
        ],
    ),
    (
        "On {D:ImageNet}, {M:Zephyrix} (69.9M {X:parameters}, 4 time steps) outperforms "
        "{M:Otterix} (173.0M {X:parameters}, 8 time steps) by 0.46% in {X:accuracy}.",
        [("Zephyrix", "ImageNet", "accuracy", "0.46%")],
    ),
    (
        "{M:Zephyrix} improves {X:recall} by 1.5% at TAR@FAR=1e-4 on {D:IJB-B}.",
        [("Zephyrix", "IJB-B", "recall", "1.5%")],
    ),
    (
        "The improvements reach 4.6% in {X:precision} and 2.4% in {X:recall}.",
        [("Zephyrix", None, "precision", "4.6%"), ("Zephyrix", None, "recall", "2.4%")],
    ),
    (
        "It reduces {X:latency} by 30% and {X:memory usage} by 12%.",
        [("Zephyrix", None, "latency", "30%"), ("Zephyrix", None, "memory usage", "12%")],
    ),
    (
        "{M:Zephyrix} achieves a 3.7x {X:speedup} without loss in {X:accuracy}.",
        [("Zephyrix", None, "speedup", "3.7x")],
    ),
    (
        "On {D:AIME24} the {X:pass@1} improves by 4 points while {X:token usage} falls by 46.9%.",
        [
            ("Zephyrix", "AIME24", "pass@1", "4 points"),
            ("Zephyrix", "AIME24", "token usage", "46.9%"),
        ],
    ),
    (
        "It reduces {X:training time} by two orders of magnitude.",
        [("Zephyrix", None, "training time", "two orders of magnitude")],
    ),
    (
        "{M:Zephyrix} outperforms {M:Rival} by up to +8.9% on average.",
        [("Zephyrix", None, None, "+8.9%")],
    ),
    (
        "{M:Zephyrix} achieves 25\\% higher {X:throughput} than {M:Rival}.",
        [("Zephyrix", None, "throughput", "25\\%")],
    ),
]

# (sentence, baseline, value, baseline value)
AGAINST = [
    (
        "Tuning with {M:Zephyrix} raises the {X:win rate} against {M:Heron} from 7.4% to 21.5%.",
        None,
        "21.5%",
        "7.4%",
    ),
    (
        "With {M:Zephyrix}, {M:Heron-9B} on {D:SVAMP} rises from 37.5% to 45.1% {X:accuracy}.",
        "Heron-9B",
        "45.1%",
        "37.5%",
    ),
    (
        "{M:Zephyrix} beats {M:Otter}, while Heron-9B on {D:SVAMP} rises from 37.5% to 45.1%.",
        None,
        "45.1%",
        "37.5%",
    ),
    (
        "{M:Zephyrix} achieved an {X:AUC} of 0.921, surpassing clinicians ({X:AUC} of 0.842).",
        None,
        "0.921",
        "0.842",
    ),
    (
        "{M:Zephyrix} improves {X:accuracy} from 33% to 35% over {M:Rival}.",
        "Rival",
        "35%",
        "33%",
    ),
    (
        "{M:Zephyrix} achieves an {X:FVD} of 514 compared to 782 with {M:Rival}.",
        "Rival",
        "514",
        "782",
    ),
    ("It reduces {X:peak memory} from 42GB to 11GB.", None, "11GB", "42GB"),
    (
        "{M:Zephyrix} improves {X:accuracy} by 3.1% compared to {M:Rival}.",
        "Rival",
        "3.1%",
        None,
    ),
    ("{M:Zephyrix} achieves a 5.67x {X:speedup} over {M:Rival}.", "Rival", "5.67x", None),
    ("{M:Zephyrix} reaches an {X:accuracy} of 81.5%, up from 79.0%.", None, "81.5%", "79.0%"),
    ("{M:Zephyrix} needs a {X:latency} of 6 ms instead of 45 ms.", None, "6 ms", "45 ms"),
    ("{M:Zephyrix} improves {X:F1} by a full point.", None, "a full point", None),
    (
        "{M:Zephyrix} trains two orders of magnitude faster than {M:Rival}.",
        "Rival",
        "two orders of magnitude",
        None,
    ),
]

# (sentence, the (method, dataset, value) of each result): each number with its own names.
CROSSED = [
    (
        "{M:Zephyrix} reaches an {X:accuracy} of 61.2% on {D:Alpha} and 57.9% on {D:Beta}.",
        [("Zephyrix", "Alpha", "61.2%"), ("Zephyrix", "Beta", "57.9%")],
    ),
    (
        "On {D:Alpha} and {D:Beta}, {M:Zephyrix} reaches an {X:accuracy} of 61.2% and 57.9%.",
        [("Zephyrix", "Alpha", "61.2%"), ("Zephyrix", "Beta", "57.9%")],
    ),
    (
        "{M:Zephyrix} reaches {X:F1} scores of 61.2, 57.9 and 55.3 on {D:Alpha}, {D:Beta} and "
        "{D:Gamma}, respectively.",
        [
            ("Zephyrix", "Alpha", "61.2"),
            ("Zephyrix", "Beta", "57.9"),
            ("Zephyrix", "Gamma", "55.3"),
        ],
    ),
    (
        "{M:Zephyrix} achieves an {X:accuracy} of 90.1% on {D:Alpha}, while {M:Rival} achieves "
        "88.3%.",
        [("Zephyrix", "Alpha", "90.1%"), ("Rival", "Alpha", "88.3%")],
    ),
]

# (sentence, (kind, number, unit, higher_is_better, baseline number))
KINDS = [
    ("{M:Zephyrix} achieves 93.7% {X:accuracy}.", ("absolute", 93.7, "%", True, None)),
    ("It reduces {X:latency} by 30%.", ("relative", 30.0, "%", False, None)),
    ("{M:Zephyrix} gains +4% in {X:accuracy}.", ("difference", 4.0, "%", True, None)),
    ("{M:Zephyrix} achieves a 3.7x {X:speedup}.", ("ratio", 3.7, "x", True, None)),
    ("{X:Accuracy} improves from 33% to 35%.", ("absolute", 35.0, "%", True, 33.0)),
    ("It reduces {X:peak memory} from 42GB to 11GB.", ("absolute", 11.0, "GB", False, 42.0)),
    (
        "It reduces {X:training time} by two orders of magnitude.",
        ("ratio", 100.0, "x", False, None),
    ),
    ("{M:Zephyrix} achieves an {X:FID} of 2.51.", ("absolute", 2.51, None, False, None)),
]

SETTINGS = [
    "We train a model with 7B parameters on 32 GPUs.",
    "We collect 200k videos from 12 sites.",
    "The suite has 10 datasets and 4 tasks in 119 languages.",
    "It was trained for 100 epochs with a batch size of 256.",
    "Published in 2021, it has 3 parts [7].",
    "We follow {D:SQuAD 2.0} and {M:Llama 3.1} here.",
    "Images of 256x256 are cut to 64 times 64.",
    "Code is at https://example.org/100%.",
]


def found(marked: str) -> tuple[Result, ...]:
    text, sentences, clusters = read(OPENING + marked)
    return extracted(text, sentences, clusters)


def extracted(
    text: str, sentences: tuple[tuple[int, int], ...], clusters: tuple[EntityCluster, ...]
) -> tuple[Result, ...]:
    seen = network_features(text)
    annotated = AnnotatedText(text, sentences, clusters)
    assigned = assign_roles(annotated, model=MODELS.roles, network=seen)
    return extracted_from(annotated, [role for role, _ in assigned], seen)


def extracted_from(
    annotated: AnnotatedText, roles: Sequence[str], network: NetworkFeatures | None = None
) -> tuple[Result, ...]:
    return extract_results(
        annotated,
        roles,
        outcomes=MODELS.outcomes,
        slots=MODELS.slots,
        confidence=MODELS.confidence,
        network=network,
    )


@pytest.mark.parametrize(("sentence", "expected"), BOUND, ids=[s for s, _ in BOUND])
def test_slots(sentence: str, expected: list[tuple[str | None, ...]]) -> None:
    assert [(r.method, r.dataset, r.metric, r.value) for r in found(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "baseline", "value", "old"), AGAINST, ids=[case[0] for case in AGAINST]
)
def test_baselines(sentence: str, baseline: str | None, value: str, old: str | None) -> None:
    assert [(r.baseline, r.value, r.baseline_value) for r in found(sentence)] == [
        (baseline, value, old)
    ]


@pytest.mark.parametrize(("sentence", "expected"), CROSSED, ids=[s for s, _ in CROSSED])
def test_crossed_pairs(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(r.method, r.dataset, r.value) for r in found(sentence)] == expected


def test_a_name_inside_a_longer_one_counts_for_no_number_of_its_own() -> None:
    text, sentences, clusters = read(
        OPENING + "{M:Zephyrix} has {X:FID} scores of 2.5 and 3.2 on {D:Alpha} and "
        "{D:Beta 64x64} respectively."
    )
    at = text.index("Beta")
    nested = EntityCluster(
        "Dataset", "Beta", (Mention(at, at + len("Beta"), "Dataset", 1.0, "test@1"),)
    )
    clusters = (*clusters, nested)
    results = extracted(text, sentences, clusters)
    assert [(r.dataset, r.value) for r in results] == [("Alpha", "2.5"), ("Beta 64x64", "3.2")]


def test_a_second_list_takes_the_datasets_of_the_first() -> None:
    annotated = AnnotatedText(
        *read(
            OPENING + "{M:Zephyrix} gets an {X:accuracy} of 81.2 on {D:Alpha} and 74.0 on "
            "{D:Beta}, {M:Rival} 79.1 and 73.5."
        )
    )
    line = read_line(annotated, 2)
    assert line is not None
    slots = bind_slots(paper_context(annotated, ["uses"] * len(annotated.clusters)), line, range(4))
    names = [cluster.name for cluster in annotated.clusters]
    assert [
        (line.numbers[at].raw, names[own.method or 0], names[own.dataset or 0])
        for at, own in slots.items()
    ] == [
        ("81.2", "Zephyrix", "Alpha"),
        ("74.0", "Zephyrix", "Beta"),
        ("79.1", "Rival", "Alpha"),
        ("73.5", "Rival", "Beta"),
    ]


@pytest.mark.parametrize(("sentence", "expected"), KINDS, ids=[s for s, _ in KINDS])
def test_kind_and_direction(sentence: str, expected: tuple[object, ...]) -> None:
    (result,) = found(sentence)
    told = (
        result.kind,
        result.number,
        result.unit,
        result.higher_is_better,
        result.baseline_number,
    )
    assert told == expected


@pytest.mark.parametrize("sentence", SETTINGS)
def test_settings_sizes_and_counts_are_no_results(sentence: str) -> None:
    assert found(sentence) == ()


def test_parsed_value_and_place() -> None:
    (result,) = found("{M:Zephyrix} achieves an {X:accuracy} of 91.2\\%.")
    assert (result.number, result.unit, result.value) == (91.2, "%", "91.2\\%")
    assert result.sentence == "Zephyrix achieves an accuracy of 91.2\\%."
    assert 0.5 <= result.confidence <= 1.0


def test_a_repeated_number_is_one_result() -> None:
    marked = (
        "{M:Zephyrix} achieves 97.2% {X:accuracy}.\n"
        "To sum up, {M:Zephyrix} achieves 97.2% {X:accuracy} on {D:EuroSAT}."
    )
    assert [(r.value, r.dataset) for r in found(marked)] == [("97.2%", "EuroSAT")]


def test_the_task_is_that_of_the_sentence() -> None:
    sentence = "On {T:parsing}, {M:Zephyrix} achieves 91% {X:accuracy}."
    assert found(sentence)[0].task == "parsing"


Drawn = tuple[str, tuple[tuple[int, int], ...], tuple[EntityCluster, ...], tuple[str, ...]]


@st.composite
def pages(draw: st.DrawFn) -> Drawn:
    words = ["achieves", "93.7%", "3.7x", "and", "on", "from 2 to 3%", ",", "than", "\n", "\x00"]
    text, clusters = "", []
    for number in range(draw(st.integers(0, 6))):
        filler = draw(st.lists(st.one_of(st.sampled_from(words), st.text(max_size=3)), max_size=8))
        text += " ".join(filler) + " "
        label = draw(st.sampled_from(ENTITY_LABELS))
        name = f"N{number}"
        clusters.append(
            EntityCluster(
                label, name, (Mention(len(text), len(text) + len(name), label, 1.0, "t@1"),)
            )
        )
        text += name + " "
    named = tuple(draw(st.sampled_from(roles_of(cluster.label))) for cluster in clusters)
    cut = draw(st.integers(0, len(text)))
    return text, ((0, cut), (cut, len(text))), tuple(clusters), named


@settings(max_examples=200, deadline=None)
@given(pages())
def test_slots_name_clusters_and_values_slice_back(drawn: Drawn) -> None:
    text, sentences, clusters, roles = drawn
    names = {(cluster.label, cluster.name) for cluster in clusters}
    for result in extracted_from(AnnotatedText(text, sentences, clusters), roles):
        assert text[result.start : result.end] == result.value
        assert result.value in result.sentence
        assert 0.0 <= result.confidence <= 1.0
        slots = (
            ("Method", result.method),
            ("Method", result.baseline),
            ("Dataset", result.dataset),
            ("Metric", result.metric),
            ("Task", result.task),
        )
        assert all(name is None or (label, name) in names for label, name in slots)


@pytest.mark.parametrize(
    "filler",
    ["achieves 93.7% on X, ", "(" * 50, "1 and ", "from 1% to 2% and ", "9" * 300 + " ", "than X "],
    ids=lambda filler: filler[:8],
)
def test_hostile_text_takes_bounded_time(filler: str) -> None:
    text = filler * (20000 // len(filler))
    places = [i for i in range(len(text)) if text[i] == "X"] or [0]
    clusters = tuple(
        EntityCluster(label, label, tuple(Mention(i, i + 1, label, 1.0, "t@1") for i in places))
        for label in ENTITY_LABELS
    )
    named = tuple(roles_of(cluster.label)[0] for cluster in clusters)
    began = time.process_time()
    extracted_from(AnnotatedText(text, ((0, len(text)),), clusters), named)
    assert time.process_time() - began < 3.0


def test_an_empty_text_has_no_results() -> None:
    assert extracted_from(AnnotatedText("", (), ()), ()) == ()
