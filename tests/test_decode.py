"""What follows the network: surfaces, pairs, and the decision which of them are entities."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core.schema import ENTITY_LABELS
from kg.nlp.mentions.classifier import Classifier
from kg.nlp.mentions.decode import Classifiers, MentionScores, classify, decode_clusters
from kg.nlp.mentions.encoder import NetworkScores
from kg.nlp.mentions.forms.coref_features import (
    candidate_pairs,
    compare_surface_forms,
    declared_pairs,
    is_name_with_kind,
    pair_feature_count,
)
from kg.nlp.mentions.forms.parting_words import parting_words
from kg.nlp.mentions.forms.surface_features import (
    SurfaceForm,
    describe_surface_forms,
    gather_surface_forms,
    surface_feature_count,
)
from kg.nlp.mentions.forms.surface_words import surface_words
from kg.nlp.mentions.mlp import MLP
from kg.nlp.mentions.model_manifest import Thresholds
from kg.nlp.mentions.pair_head import PairHead, PairScorer
from kg.nlp.mentions.span_classes import SCHEMA_CLASSES
from kg.nlp.mentions.stated_labels import with_stated_labels
from kg.nlp.mentions.word_model import WordModel
from kg.nlp.mentions.wordpieces import split_words
from kg.nlp.text.abbreviations import find_abbreviations

TEXT = "Tidal Forests\nWe propose tidal forests (TF), a model. TF beats GPT-2 and GPT-3 on SQuAD."
CLASSES = len(SCHEMA_CLASSES.names)
NO_PAIRS = PairHead(*(np.zeros((1, 1), np.float32) for _ in PairHead._fields))


def sure_scores(text: str, *named: tuple[str, str]) -> NetworkScores:
    """Scores that are sure of each (surface, label) wherever it stands, and of nothing else."""
    found = split_words(text)
    logits = np.full((len(found), 12, CLASSES), -9.0, np.float32)
    for surface, label in named:
        parts = [word.text for word in split_words(surface)]
        for index in range(len(found)):
            if [word.text for word in found[index : index + len(parts)]] == parts:
                logits[index, len(parts) - 1, ENTITY_LABELS.index(label)] = 4.0
    pairs = PairScorer(NO_PAIRS, np.zeros((len(found), 3, 1), np.float32))
    return NetworkScores(tuple(found), logits, pairs, SCHEMA_CLASSES)


def zeros(features: int, classes: int, bias: float) -> Classifier:
    """A classifier of measures alone, whose answer is always the same."""
    words = WordModel({}, np.zeros((0, classes), np.float32), np.zeros(classes, np.float32))
    features += classes
    mlp = MLP(
        np.zeros(features, np.float32),
        np.ones(features, np.float32),
        np.zeros((features, 1), np.float32),
        np.zeros(1, np.float32),
        np.zeros((1, classes), np.float32),
        np.zeros((features, classes), np.float32),
        np.full(classes, bias, np.float32),
    )
    return Classifier(words, mlp)


def surface(key: str, *places: tuple[int, int]) -> SurfaceForm:
    logits = np.zeros((len(places), SCHEMA_CLASSES.value), np.float32)
    roles = np.zeros((len(places), len(SCHEMA_CLASSES.roles)), np.float32)
    return SurfaceForm(key.casefold(), key, places, logits, roles, np.zeros((3, 1), np.float32))


ONES = np.ones(2, np.float32)
ROLES = len(SCHEMA_CLASSES.roles)
KEEP = dict.fromkeys(ENTITY_LABELS, 0.5)
CLASSIFIERS = Classifiers(
    zeros(surface_feature_count(len(ENTITY_LABELS), ROLES), len(ENTITY_LABELS) + 1, 0.0),
    zeros(pair_feature_count(ROLES), 1, 0.0),
    ENTITY_LABELS,
    Thresholds(KEEP, join=0.5, alias=0.3, related=0.5, separate=0.3),
)


def test_surfaces_fold_case_and_plural_and_slice_back() -> None:
    found = gather_surface_forms(
        TEXT, sure_scores(TEXT, ("Tidal Forests", "Method"), ("tidal forests", "Method"))
    )
    assert [each.key for each in found] == ["tidal forest"]
    assert [TEXT[s:e] for s, e in found[0].places] == ["Tidal Forests", "tidal forests"]


def test_nothing_likely_is_no_surface() -> None:
    assert gather_surface_forms(TEXT, sure_scores(TEXT)) == []


def test_each_surface_is_described_by_one_row_of_finite_numbers() -> None:
    named = [("tidal forests", "Method"), ("TF", "Method"), ("SQuAD", "Dataset"), ("GPT-2", "Task")]
    found = gather_surface_forms(TEXT, sure_scores(TEXT, *named))
    rows = describe_surface_forms(TEXT, found, find_abbreviations(TEXT), ENTITY_LABELS)
    assert rows.shape[0] == len(found) == 4
    assert np.isfinite(rows).all()


@pytest.mark.parametrize(
    ("one", "other", "worth"),
    [
        ("TF", "tidal forests", True),
        ("forests", "tidal forests", True),
        ("SQuAD", "GPT-2", False),
        ("GPT-2", "GPT-3", True),
    ],
)
def test_pairs_with_nothing_in_common_are_not_compared(one: str, other: str, worth: bool) -> None:
    found = gather_surface_forms(TEXT, sure_scores(TEXT, (one, "Method"), (other, "Method")))
    assert bool(list(candidate_pairs(found, ()))) is worth


def test_a_comparison_does_not_depend_on_the_order() -> None:
    one, other = gather_surface_forms(
        TEXT, sure_scores(TEXT, ("TF", "Method"), ("tidal forests", "Method"))
    )
    declared = declared_pairs(TEXT, find_abbreviations(TEXT))
    both = compare_surface_forms([one, other], [(0, 1), (1, 0)], declared)
    assert both.shape == (2, pair_feature_count(ROLES))
    assert both[0].tolist() == both[1].tolist()
    assert both[0, 0] == 1.0
    assert len(compare_surface_forms([one, other], [], declared)) == 0


def test_words_of_a_form_are_its_own_and_those_beside_it() -> None:
    (squad,) = gather_surface_forms(TEXT, sure_scores(TEXT, ("SQuAD", "Dataset")))
    words = surface_words(TEXT, squad)
    assert {"alone=squad", "shape=XXxXX", "before=on", "after=.", "around=on_."} <= {*words}
    assert len(words) == len(set(words))


def test_words_of_a_pair_do_not_depend_on_the_order() -> None:
    one, other = gather_surface_forms(
        TEXT, sure_scores(TEXT, ("forests", "Method"), ("tidal forests", "Method"))
    )
    words = parting_words(TEXT, one, other)
    assert words == parting_words(TEXT, other, one)
    assert {"more=tidal", "shared=forest", "words=1-0", "head=forest"} <= {*words}


def test_what_lies_around_a_surface_is_its_longer_shorter_and_crossing_spans() -> None:
    named = ("GPT-2 and", "Method"), ("and", "Method"), ("and GPT-3", "Task"), ("SQuAD", "Dataset")
    found = gather_surface_forms(TEXT, sure_scores(TEXT, *named))
    rows = dict(
        zip(
            (each.key for each in found),
            describe_surface_forms(TEXT, found, (), ENTITY_LABELS),
            strict=True,
        )
    )
    around = {key: row[16:21].tolist() for key, row in rows.items()}
    assert around["and"] == [4, -6, -6, 0, 0]
    assert around["gpt 2 and"] == [-6, 4, 4, 1, 1]
    assert around["and gpt 3"] == [-6, 4, 4, 1, 1]
    assert around["squad"] == [-6, -6, -6, 1, 1]


def decided(
    scores: list[list[float]], same: dict[tuple[int, int], float]
) -> list[tuple[str, str, int]]:
    """(label, name, mentions) of the entities made of surfaces sa, sb, ..."""
    forms = [surface(f"s{'abcdef'[i]}", (10 * i, 10 * i + 5)) for i in range(len(scores))]
    scored = MentionScores(forms, np.array(scores, np.float32).reshape(-1, 4), same)
    return [
        (g.label, g.name, len(g.mentions))
        for g in decode_clusters(scored, CLASSIFIERS, "model@test")
    ]


@pytest.mark.parametrize(
    ("scores", "same", "entities"),
    [
        ([], {}, []),
        ([[0.4, 0.1, 0.1, 0.1]], {}, []),
        ([[0.9, 0.1, 0.1, 0.1]], {}, [("Method", "sa", 1)]),
        ([[0.9, 0, 0, 0], [0, 0.8, 0, 0]], {}, [("Method", "sa", 1), ("Dataset", "sb", 1)]),
        ([[0.6, 0, 0, 0], [0.9, 0, 0, 0]], {(0, 1): 0.9}, [("Method", "sb", 2)]),
        # An unsure spelling of a sure entity is an alias; a very unsure one is nothing.
        ([[0.9, 0, 0, 0], [0.35, 0, 0, 0]], {(0, 1): 0.9}, [("Method", "sa", 2)]),
        ([[0.9, 0, 0, 0], [0.2, 0, 0, 0]], {(0, 1): 0.9}, [("Method", "sa", 1)]),
        # What is not likely the same stays apart.
        (
            [[0.9, 0, 0, 0], [0.8, 0, 0, 0]],
            {(0, 1): 0.4},
            [("Method", "sa", 1), ("Method", "sb", 1)],
        ),
    ],
)
def test_entities_are_opened_joined_or_dropped(
    scores: list[list[float]],
    same: dict[tuple[int, int], float],
    entities: list[tuple[str, str, int]],
) -> None:
    assert decided(scores, same) == entities


@pytest.mark.parametrize(
    ("label", "first", "other", "entities"),
    [
        ("Dataset", "imagenet", "imagenet 256x256", 2),
        ("Dataset", "cifar 10", "cifar 100", 2),
        ("Method", "llama 2", "llama 2 7b", 2),
        ("Method", "resnet", "resnet 50", 2),
        ("Method", "gpt 4", "gpt 4o", 2),
        ("Method", "segment anything model", "sam 2", 2),
        ("Metric", "bleu", "bleu 4", 2),
        ("Dataset", "imagenet", "imagenet 1k", 1),
        ("Method", "proximal policy optimization", "ppo", 1),
        ("Method", "llama 2", "llama2", 1),
        ("Task", "3d reconstruction", "reconstruction", 1),
        ("Method", "diffusion model", "latent diffusion model", 2),  # two of the lexicon
    ],
)
def test_no_score_joins_a_version_with_its_family(
    label: str, first: str, other: str, entities: int
) -> None:
    row = [0.9 * (label == each) for each in ENTITY_LABELS]
    scored = MentionScores(
        [surface(first, (0, 5)), surface(other, (10, 15))],
        np.array([row, row], np.float32),
        {(0, 1): 1.0},
    )
    assert len(decode_clusters(scored, CLASSIFIERS, "")) == entities


@pytest.mark.parametrize("surface", ["Forests We", "forests (TF", "TF), a", "model. TF"])
def test_no_name_crosses_a_border_or_has_half_a_bracket(surface: str) -> None:
    words = [word.text for word in split_words(surface)]
    found = split_words(TEXT)
    texts = [word.text for word in found]
    assert any(texts[i : i + len(words)] == words for i in range(len(texts)))
    assert gather_surface_forms(TEXT, sure_scores(TEXT, (surface, "Method"))) == []


def test_points_of_a_share_are_a_unit_and_no_name() -> None:
    text = "Title\nIt gains 3.4%p and +2%PCK on p and q."
    found = gather_surface_forms(text, sure_scores(text, ("p", "Metric"), ("PCK", "Metric")))
    assert [(each.text, len(each.places)) for each in found] == [("PCK", 1), ("p", 1)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("GSM8K", "GSM8K benchmark", True),
        ("Adam optimizer", "Adam", True),
        ("reward", "reward model", False),
        ("LoRA", "LoRA matrices", False),
        ("C4", "MC4 dataset", False),
    ],
)
def test_a_name_with_its_kind_is_that_name(one: str, other: str, same: bool) -> None:
    assert is_name_with_kind(surface(one, (0, 5)), surface(other, (10, 15))) is same


def test_what_the_lexicon_lists_as_one_entity_is_one() -> None:
    forms = [surface("LoRA", (0, 4)), surface("low rank adaptation", (10, 29))]
    scored = MentionScores(forms, np.array([[0.9, 0, 0, 0]] * 2, np.float32), {(0, 1): 0.1})
    assert len(decode_clusters(scored, CLASSIFIERS, "")) == 1


@pytest.mark.parametrize(("score", "entities"), [(0.75, 1), (0.85, 2)])
def test_a_form_related_to_an_entity_needs_a_higher_score(score: float, entities: int) -> None:
    forms = [surface("lora", (0, 4)), surface("lora matrix", (10, 21))]
    scores = np.array([[0.9, 0, 0, 0], [score, 0, 0, 0]], np.float32)
    thresholds = replace(CLASSIFIERS.thresholds, join=0.7, related=0.2)
    scored = MentionScores(forms, scores, {(0, 1): 0.4})
    found = decode_clusters(scored, replace(CLASSIFIERS, thresholds=thresholds), "")
    assert [len(cluster.mentions) for cluster in found] == [1] * entities


def test_no_third_spelling_joins_two_versions() -> None:
    named = "cifar 10", "cifar", "cifar 100"
    forms = [surface(name, (10 * i, 10 * i + 5)) for i, name in enumerate(named)]
    scores = np.array([[0, s, 0, 0] for s in (0.9, 0.6, 0.8)], np.float32)
    same = {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.9}
    assert len(decode_clusters(MentionScores(forms, scores, same), CLASSIFIERS, "")) == 3


def test_what_the_text_declares_is_one_though_a_number_differs() -> None:
    forms = [surface("sam 2", (0, 5)), surface("segment anything model", (10, 15))]
    scores = np.array([[0.9, 0, 0, 0]] * 2, np.float32)
    declared = {frozenset(("sam 2", "segment anything model"))}
    scored = MentionScores(forms, scores, {(0, 1): 0.9}, declared)
    assert len(decode_clusters(scored, CLASSIFIERS, "")) == 1


def test_classifying_gives_each_surface_form_a_score_for_each_label() -> None:
    found = gather_surface_forms(
        TEXT, sure_scores(TEXT, ("TF", "Method"), ("tidal forests", "Method"))
    )
    scored = classify(TEXT, found, find_abbreviations(TEXT), CLASSIFIERS)
    # A chance of a half, among the cases that are not optional: 0.5 / (1 - 0.8 * 0.5).
    assert scored.scores == pytest.approx(np.full((2, 4), 0.5 / 0.6))
    assert scored.same == {(0, 1): 1.0}  # the text defines TF


@given(st.lists(st.lists(st.floats(0, 1, width=32), min_size=4, max_size=4), max_size=6))
def test_no_surface_is_in_two_entities(scores: list[list[float]]) -> None:
    links = {(i, j): 0.6 for j in range(len(scores)) for i in range(j) if (i + j) % 2}
    forms = [surface(f"s{'abcdef'[i]}", (10 * i, 10 * i + 5)) for i in range(len(scores))]
    scored = MentionScores(forms, np.array(scores, np.float32).reshape(-1, 4), links)
    starts = [m.start for g in decode_clusters(scored, CLASSIFIERS, "") for m in g.mentions]
    assert len(starts) == len(set(starts))


def test_a_classifier_survives_its_arrays() -> None:
    plain = zeros(3, 2, -0.5)
    words = WordModel({"née": 0, "net": 1}, np.array([[1, 2], [3, -1]], np.float32), ONES)
    classifier = Classifier(words, plain.mlp._replace(direct=np.ones((5, 2), np.float32)))
    again = Classifier.of(classifier.arrays("x"), "x")
    rows, described = np.ones((2, 3), np.float32), [["net", "née", "of"], []]
    found = classifier.probabilities(rows, described)
    assert again.probabilities(rows, described) == pytest.approx(found)
    assert found[0] == pytest.approx(1 / (1 + np.exp(-(3 + 7 - 0.5))))
    assert plain.probabilities(np.zeros((0, 3), np.float32), []).shape == (0, 2)


def test_words_with_other_weights_are_refused() -> None:
    arrays = WordModel({"net": 0}, np.zeros((1, 2), np.float32), ONES).arrays("x")
    with pytest.raises(ValueError, match="1 words of 'x' have 2 weights"):
        WordModel.of({**arrays, "x.weights": np.zeros((2, 2))}, "x")


def test_an_abbreviation_belongs_to_the_long_form_that_the_paper_gives_it() -> None:
    named = "machine translation", "mt", "moe training"
    forms = [surface(name, (20 * i, 20 * i + 5)) for i, name in enumerate(named)]
    scores = np.array([[0, 0, 0, s] for s in (0.9, 0.8, 0.7)], np.float32)
    same = {(0, 1): 1.0, (1, 2): 0.9}
    declared = {frozenset(("mt", "machine translation"))}
    found = decode_clusters(MentionScores(forms, scores, same, declared), CLASSIFIERS, "")
    assert [len(cluster.mentions) for cluster in found] == [2, 1]


def test_what_the_lexicon_has_under_one_label_is_no_data_set() -> None:
    text = "We test VGGNet and ZetaSet on it."
    forms = [surface("VGGNet", (8, 14)), surface("ZetaSet", (19, 26))]
    scores = np.array([[0.3, 0.6, 0.0, 0.0]] * 2, np.float32)
    labels = ("Method", "Dataset", "Metric", "Task")
    found = with_stated_labels(text, forms, scores, labels).argmax(1)
    assert [labels[column] for column in found] == ["Method", "Dataset"]
