"""Features of the network for clusters, numbers and pairs, and their effect on later stages."""

from __future__ import annotations

import numpy as np
import pytest

from kg.core.schema import ENTITY_LABELS
from kg.nlp.linear_model import LinearModel, Source
from kg.nlp.mentions.encoder import NetworkScores
from kg.nlp.mentions.missing_slots import add_missing_slots, is_description
from kg.nlp.mentions.network_features import NetworkFeatures
from kg.nlp.mentions.pair_head import GAPS, RELATIONS, SLOTS, PairHead, PairScorer
from kg.nlp.mentions.span_classes import SCHEMA_CLASSES
from kg.nlp.mentions.wordpieces import split_words
from kg.nlp.results.result_extraction import slot_log_odds
from kg.nlp.roles import assign_roles
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.number_kinds import Number
from kg.nlp.text.numbers import find_numbers
from kg.nlp.text.spans import EntityCluster, Mention
from tests.marked import read

KINDS = SCHEMA_CLASSES.value


def head(**odds: float) -> PairHead:
    """A head with these log-odds for the second span of every pair to fill each slot."""
    bias = np.full(len(SLOTS) + len(RELATIONS), -9.0, np.float32)
    for slot, value in odds.items():
        bias[SLOTS.index(slot)] = value
    zeros = np.zeros((KINDS + 1, 1), np.float32)
    return PairHead(
        zeros, zeros, np.zeros((GAPS, 1), np.float32), np.zeros((1, len(bias)), np.float32), bias
    )


def scores(text: str, *given: tuple[str, int, float], **slots: float) -> NetworkScores:
    """Scores that give a surface the log-odds of a class wherever it stands, all others -9."""
    found = split_words(text)
    spans = np.full((len(found), 12, len(SCHEMA_CLASSES.names)), -9.0, np.float32)
    for surface, column, odds in given:
        parts = [word.text for word in split_words(surface)]
        for index in range(len(found)):
            if [word.text for word in found[index : index + len(parts)]] == parts:
                spans[index, len(parts) - 1, column] = odds
    parts_of_pairs = np.zeros((len(found), 3, 1), np.float32)
    return NetworkScores(
        tuple(found), spans, PairScorer(head(**slots), parts_of_pairs), SCHEMA_CLASSES
    )


def role(name: str) -> int:
    return SCHEMA_CLASSES.names.index(name)


def test_roles_are_shares_of_those_that_the_label_has() -> None:
    text, _, (cluster,) = read("A title\nHere {M:Zephyrix} is.")
    given = [("Zephyrix", role("uses"), 2.0), ("Zephyrix", role("reports"), 9.0)]
    found = NetworkFeatures(scores(text, *given)).roles(cluster)
    assert found["net:share:uses"] == pytest.approx(1.0, abs=1e-3)
    assert found["net:mean:uses"] == pytest.approx(0.0, abs=1e-3)
    assert found["net:most:introduces"] == -2.0
    assert not any("reports" in feature for feature in found)


def test_a_mention_that_no_span_covers_has_no_features() -> None:
    network = NetworkFeatures(scores("A title\nHere it is."))
    wide = EntityCluster("Method", "x", (Mention(0, 400, "Method", 1.0, "t@1"),))
    nothing = EntityCluster("Method", "x", (Mention(7, 7, "Method", 1.0, "t@1"),))
    assert network.roles(nothing) == {}
    assert set(network.roles(wide)) == {f"net:{x}:{r}" for x in HOW for r in METHOD_ROLES}


HOW = ("mean", "most", "first", "share")
METHOD_ROLES = ("introduces", "uses", "compares", "mentions")


@pytest.mark.parametrize(
    ("given", "number", "odds"),
    [
        ("3.7x", "3.7x", 2.0),
        ("3.7x is", "3.7x", 2.0),
        ("of 3.7x", "3.7x", 2.0),
        ("gain", "3.7x", -8),
    ],
)
def test_a_number_may_be_cut_a_word_longer_or_shorter(given: str, number: str, odds: float) -> None:
    text = "A title\nA gain of 3.7x is seen."
    network = NetworkFeatures(scores(text, (given, KINDS, 2.0)))
    at = text.index(number)
    assert network.value_odds(at, at + len(number)) == odds


def test_weights_that_know_the_network_follow_it() -> None:
    text, sentences, clusters = read("A title\nThere is {M:Zephyrix} here.")
    weights = {"Method/compares": {"net:share:compares": 9.0}}
    model = LinearModel(weights, Source("", "", ""))
    network = NetworkFeatures(scores(text, ("Zephyrix", role("compares"), 5.0)))
    annotated = AnnotatedText(text, sentences, clusters)
    ((found, score),) = assign_roles(annotated, model=model, network=network)
    assert (found, score > 0.99) == ("compares", True)


def test_a_number_is_bound_to_no_name_thousands_of_characters_away() -> None:
    far = "We go on. " * 350
    text, sentences, clusters = read(f"A title\n{{X:Gain}} is big. {far}{{X:Loss}} is 12.5% then.")
    network = NetworkFeatures(scores(text, metric=3.0))
    annotated = AnnotatedText(text, sentences, clusters)
    odds = slot_log_odds(annotated, number(text), network)
    assert odds is not None
    assert odds["metric"] == {1: 3.0}
    value = number(text)
    mentions = [each for cluster in clusters for each in cluster.mentions]
    column = network.slots(value.start, value.end, mentions)[:, SLOTS.index("metric")]
    assert column.tolist() == [-8.0, 3.0]


def test_a_slot_follows_the_network() -> None:
    text, sentences, clusters = read("A title\n{X:Gain} and {X:loss} come to 12.5% by then.")
    network = NetworkFeatures(scores(text, metric=3.0))
    odds = slot_log_odds(AnnotatedText(text, sentences, clusters), number(text), network)
    assert odds is not None
    assert odds["metric"] == {0: 3.0, 1: 3.0}
    assert odds["dataset"] == {}


def number(text: str) -> Number:
    (found,) = find_numbers(text)
    return found


@pytest.mark.parametrize(("metric", "names"), [(3.0, ["performance"]), (-3.0, [])])
def test_a_result_brings_its_metric_along(metric: float, names: list[str]) -> None:
    text, sentences, clusters = read("A title\nThe performance rises by 12.5% there.")
    given = [("12.5%", KINDS, 2.0), ("performance", 4 + ENTITY_LABELS.index("Metric"), 1.0)]
    network = NetworkFeatures(scores(text, *given, metric=metric))
    found = add_missing_slots(AnnotatedText(text, sentences, clusters), network)
    assert [cluster.name for cluster in found.clusters] == names


def test_what_stands_there_is_not_added_again() -> None:
    text, sentences, clusters = read("A title\nThe {X:performance} rises by 12.5% there.")
    given = [("12.5%", KINDS, 2.0), ("performance", 4 + ENTITY_LABELS.index("Metric"), 1.0)]
    network = NetworkFeatures(scores(text, *given, metric=3.0))
    annotated = AnnotatedText(text, sentences, clusters)
    assert add_missing_slots(annotated, network) is annotated


@pytest.mark.parametrize(
    ("words", "names"),
    [("MedQA", ["MedQA"]), ("five clinical reports", ["clinical reports"]), ("two datasets", [])],
)
def test_a_result_brings_its_data_set_along(words: str, names: list[str]) -> None:
    text, sentences, clusters = read(f"A title\nWe read {words}. Accuracy rises by 12.5% there.")
    optional = len(ENTITY_LABELS) + ENTITY_LABELS.index("Dataset")
    given = [("12.5%", KINDS, 2.0), (words, optional, 1.0)]
    network = NetworkFeatures(scores(text, *given, dataset=3.0))
    found = add_missing_slots(AnnotatedText(text, sentences, clusters), network)
    assert [cluster.name for cluster in found.clusters] == names
    assert [is_description(cluster) for cluster in found.clusters] == [n != "MedQA" for n in names]
