"""Scores on a published corpus: what is decoded, related and counted, without a network."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.corpus_scores import (
    MEASURES,
    Relation,
    Thresholds,
    choose_thresholds,
    decode_entities,
    decode_relations,
    score_documents,
    score_rows,
)
from kg.nlp.mentions.pair_head import GAPS, PairHead, PairScorer
from kg.train.networks.corpora import Sentence
from kg.train.networks.corpus_reading import SentenceScores, spans_in_reach
from kg.train.networks.examples import HEADS, PAIR_HEADS

CLASSES, KINDS = HEADS["scierc"], PAIR_HEADS["scierc"]
METHOD, TASK = CLASSES.index("Method"), CLASSES.index("Task")
TOKENS = ("We", "use", "owl", "nets", "for", "forest", "counts")
NET, NETS, COUNTS = (2, 4), (3, 4), (5, 7)
LABELS = ((*NET, "Method"), (*COUNTS, "Task"))
USED = (*NET, *COUNTS, "USED-FOR")


def head(used_for: float, compared: float = -9.0) -> PairHead:
    """Says USED-FOR of a Method and a Task, in this order, and COMPARE of two Methods."""
    left = np.zeros((len(CLASSES), 3), np.float32)
    right = np.zeros_like(left)
    left[METHOD, 0], right[TASK, 0] = 1, 1
    left[METHOD, 1], right[METHOD, 1] = 1, 1
    out = np.zeros((3, len(KINDS)), np.float32)
    out[0, KINDS.index("USED-FOR")] = (used_for + 9) / 2
    out[1, KINDS.index("COMPARE")] = (compared + 9) / 2
    bias = np.full(len(KINDS), -9, np.float32)
    # A pair of the two kinds lights its unit twice; one of them alone once, which is half.
    return PairHead(left, right, np.zeros((GAPS, 3), np.float32), out, bias)


def reading(
    spans: dict[tuple[int, int], dict[str, float]],
    pairs: PairHead | None = None,
    relations: tuple[tuple[int, int, int, int, str], ...] = (USED,),
    document: str = "d",
) -> SentenceScores:
    """A sentence of one word a token; spans that are not given are unlikely."""
    places = spans_in_reach(list(range(len(TOKENS) + 1)), list(range(len(TOKENS))))
    logits = {span: np.full(len(CLASSES), -9.0, np.float32) for span in places}
    for span, said in spans.items():
        for kind, logit in said.items():
            logits[span][CLASSES.index(kind)] = logit
    scorer = PairScorer(pairs or head(3), np.zeros((len(TOKENS), 3, 3), np.float32))
    sentence = Sentence(document, TOKENS, LABELS, relations)
    return SentenceScores(sentence, "scierc", logits, places, scorer)


GOOD = {NET: {"Method": 2.0}, COUNTS: {"Task": 1.0}}

DECODED = [
    ("likely spans", GOOD, 0.0, False, [(*NET, "Method"), (*COUNTS, "Task")]),
    ("above the least", GOOD, 1.5, False, [(*NET, "Method")]),
    ("the likelier class", {NET: {"Method": 1, "Task": 2}}, 0.0, False, [(*NET, "Task")]),
    ("the surer of nested", {**GOOD, NETS: {"Generic": 1}}, 0.5, False, list(LABELS)),
    (
        "both, if they may nest",
        {NET: {"Method": 2}, NETS: {"Generic": 1}},
        0.0,
        True,
        [(*NET, "Method"), (*NETS, "Generic")],
    ),
    (
        "none that crosses",
        {NET: {"Method": 2}, (3, 6): {"Task": 1}},
        0.0,
        True,
        [LABELS[0]],
    ),
]


@pytest.mark.parametrize(("spans", "least", "nested", "expected"), [row[1:] for row in DECODED])
def test_entities_are_the_surest_spans(
    spans: dict[tuple[int, int], dict[str, float]],
    least: float,
    nested: bool,
    expected: list[tuple[int, int, str]],
) -> None:
    assert decode_entities(reading(spans), CLASSES, least, nested=nested) == expected


def test_of_two_ways_round_the_likelier_is_the_relation() -> None:
    ((chance, found),) = decode_relations(reading(GOOD), KINDS, LABELS, 0.0)
    assert found == Relation(LABELS[0], LABELS[1], "USED-FOR")
    assert chance == pytest.approx(math.log(1 / (1 + math.exp(-3))))


def test_a_relation_is_no_surer_than_its_entities() -> None:
    ((alone, _),) = decode_relations(reading(GOOD), KINDS, LABELS, 0.0)
    ((trusting, _),) = decode_relations(reading(GOOD), KINDS, LABELS, 1.0)
    entities = [math.log(1 / (1 + math.exp(-logit))) for logit in (2, 1)]
    assert trusting == pytest.approx(alone + sum(entities))


def test_a_relation_that_holds_both_ways_is_scored_in_one_order() -> None:
    methods = ((*NET, "Method"), (*COUNTS, "Method"))
    told = (*COUNTS, *NET, "COMPARE")
    one = reading({}, head(-9, 3), relations=(told,))
    ((_, found),) = decode_relations(one, KINDS, methods, 0.0)
    assert found.spans() == (NET, COUNTS, "COMPARE")
    both = {NET: {"Method": 2.0}, COUNTS: {"Method": 2.0}}
    (counts,) = score_documents([reading(both, head(-9, 3), (told,))], CLASSES, KINDS, Thresholds())
    assert counts["relations"].right == 1
    assert counts["strict relations"].right == 0  # the labels call the second one a Task


def test_what_was_never_proposed_is_missed() -> None:
    (counts,) = score_documents([reading({NET: {"Method": 2.0}})], CLASSES, KINDS, Thresholds())
    assert (counts["entities"].right, counts["entities"].missed) == (1, 1)
    assert (counts["relations"].right, counts["relations"].missed) == (0, 1)
    assert (counts["pairs within reach"].right, counts["pairs within reach"].missed) == (0, 1)


def test_a_wrong_class_costs_the_strict_relation_alone() -> None:
    spans = {NET: {"Method": 2.0}, COUNTS: {"Task": 1.0}}
    labels = ((*NET, "Generic"), LABELS[1])
    made = reading(spans)
    other = SentenceScores(
        Sentence("d", TOKENS, labels, (USED,)), "scierc", made.spans, made.places, made.pairs
    )
    (counts,) = score_documents([other], CLASSES, KINDS, Thresholds())
    assert counts["relations"].right == 1
    assert counts["strict relations"].right == 0


def test_counts_are_by_document() -> None:
    found = [reading(GOOD, document=name) for name in "aab"]
    assert [
        each["entities"].right for each in score_documents(found, CLASSES, KINDS, Thresholds())
    ] == [4, 2]


def test_thresholds_are_those_of_the_best_f1() -> None:
    weak = {NET: {"Method": -1.1}, COUNTS: {"Task": -1.1}, (0, 1): {"Generic": -1.6}}
    best = choose_thresholds([reading(weak, head(-0.6))], CLASSES, KINDS)
    (counts,) = score_documents([reading(weak, head(-0.6))], CLASSES, KINDS, best)
    assert counts["entities"].f1 == counts["strict relations"].f1 == 1.0
    assert best.entity > -1.6


def test_own_figures_stand_beside_the_published_ones() -> None:
    found = list(
        score_rows("scierc", score_documents([reading(GOOD)], CLASSES, KINDS, Thresholds()))
    )
    own = {row.measure: row for row in found if row.system == "this model"}
    assert tuple(own) == MEASURES
    assert (own["entities"].f1, own["entities"].low, own["entities"].high) == (1, 1, 1)
    assert own["pairs within reach"].recall == 1
    assert [r.f1 for r in found if r.system.startswith("HGERE")] == pytest.approx(
        [0.749, 0.557, 0.436]
    )


@given(st.lists(st.integers(1, 4), min_size=1, max_size=14))
def test_every_span_of_tokens_within_reach_has_its_words(widths: list[int]) -> None:
    borders = [0, *np.cumsum(widths).tolist()]
    places = spans_in_reach(borders, list(range(borders[-1])))
    for start, end in combinations(range(len(borders)), 2):
        if borders[end] - borders[start] <= 12:
            assert places[start, end] == (borders[start], borders[end] - 1)
        else:
            assert (start, end) not in places
