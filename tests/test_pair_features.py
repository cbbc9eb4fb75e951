"""Features of pairs of mentions: what holds where, and the same by name as by column."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from kg.nlp.linear_models import shipped_linear_models
from kg.nlp.relations.candidates import Candidate, candidates
from kg.nlp.relations.feature_columns import split_feature
from kg.nlp.relations.pair_features import feature_matrix, feature_names
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.spans import EntityCluster
from tests.marked import read
from tests.test_relations import pages

SENTENCE = (
    "In short, we show that {M:PathLoom}, a new {M:GridMuse}, is trained on {D:C4} and works."
)

# A pair of the sentence above by its place among the candidates, a feature that it has, and one
# that it lacks.
SEEN = [
    (0, "is:, a new", "word:on"),
    (0, "pair:a new", "pair:is trained"),
    (0, "opens:, a", "opens:,"),
    (0, "closes:a new", "closes:new"),
    (0, "before:show that", "before:that PathLoom"),
    (0, "before:that", "after:is"),
    (0, "front:show", "front:pathloom"),
    (0, "starts:in", "starts:we"),
    (0, "we", "first:opens"),
    (0, "=novel", "<novel"),
    (0, "<show", ">show"),
    (0, "length:1", "length:0"),
    (0, "others:0", "others:Method1"),
    (0, "back:trained", "back:gridmuse"),
    (1, "others:1", "others:0"),
    (1, "others:Method1", "others:Method0"),
    (1, "others:Dataset0", "others:Metric1"),
    (1, "=tune", "=show"),
    (1, ">and", "listed"),
    (2, "word:trained", "word:a"),
    (2, "after:and", "before:PathLoom"),
    (2, "<novel", "second:listed"),
]


def found(marked: str) -> tuple[AnnotatedText, list[Candidate]]:
    text, sentences, clusters = read(marked)
    annotated = AnnotatedText(text, sentences, clusters)
    return annotated, [pair for i in range(len(sentences)) for pair in candidates(annotated, i)]


@pytest.mark.parametrize(("at", "there", "missing"), SEEN)
def test_a_pair_has_the_features_that_stand_there(at: int, there: str, missing: str) -> None:
    names = feature_names(*found(f"A title\n{SENTENCE}"))[at]
    assert there in names
    assert missing not in names


LISTS = [
    ("{M:A} and {M:B} for {T:x}.", 0, {"listed", "is:and", "first:opens"}),
    ("For {T:x} use {M:A} and {M:B}.", 1, {"second:listed", "others:Method1"}),
    ("{M:graph network} or {M:deep network}.", 0, {"same:head", "listed", "starts:graph"}),
]


@pytest.mark.parametrize(("sentence", "at", "there"), LISTS, ids=[s for s, *_ in LISTS])
def test_lists_and_heads_are_seen(sentence: str, at: int, there: set[str]) -> None:
    assert there <= feature_names(*found(f"A title\n{sentence}"))[at]


@settings(max_examples=100, deadline=None)
@given(pages())
def test_the_matrix_agrees_with_the_names(
    drawn: tuple[str, tuple[tuple[int, int], ...], tuple[EntityCluster, ...]],
) -> None:
    annotated = AnnotatedText(*drawn)
    pairs = [pair for i in range(len(annotated.sentences)) for pair in candidates(annotated, i)]
    table = shipped_linear_models().relations
    by_column = feature_matrix(annotated, pairs, table)
    assert by_column.shape == (len(pairs), table.size)
    for row, names in zip(by_column, feature_names(annotated, pairs), strict=True):
        known = (table.of_kind(kind)(value) for kind, value in map(split_feature, names))
        wanted = {column for column in known if column is not None}
        assert set(np.flatnonzero(row).tolist()) == wanted


def test_no_pairs_have_no_features() -> None:
    annotated, pairs = found("A title\nNothing here.")
    assert feature_matrix(annotated, pairs, shipped_linear_models().relations).shape == (
        0,
        shipped_linear_models().relations.size,
    )
    assert feature_names(annotated, pairs) == []
