"""Judging pairs of spans without the network."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.mentions.pair_head import GAPS, RELATIONS, SLOTS, PairHead, PairScorer, WordSpan, gap

WIDTH, KINDS = 3, 4


def scorer(words: int, seed: int) -> PairScorer:
    chance = np.random.default_rng(seed)

    def random(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return chance.normal(size=shape).astype(np.float32)

    classes = len(SLOTS) + len(RELATIONS)
    tables = (random(KINDS, WIDTH), random(KINDS, WIDTH), random(GAPS, WIDTH))
    head = PairHead(*tables, random(WIDTH, classes), random(classes))
    return PairScorer(head, random(words, 3, WIDTH))


@st.composite
def places(draw: st.DrawFn, words: int) -> WordSpan:
    first = draw(st.integers(0, words - 1))
    last = draw(st.integers(first, min(words - 1, first + 3)))
    return WordSpan(first, last, draw(st.integers(0, KINDS - 1)))


@given(st.data(), st.integers(1, 40), st.integers(0, 9))
def test_a_pair_is_judged_as_its_parts_say(data: st.DataObject, words: int, seed: int) -> None:
    model = scorer(words, seed)
    pairs = data.draw(st.lists(st.tuples(places(words), places(words)), max_size=6))
    found = model.logits(pairs)
    assert found.shape == (len(pairs), len(SLOTS) + len(RELATIONS))
    for row, (first, second) in zip(found, pairs, strict=True):
        assert row == pytest.approx(alone(model, first, second), abs=1e-4)


def alone(
    model: PairScorer, first: WordSpan, second: WordSpan
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """The same by the definition, one pair at a time."""
    parts, head = model.parts, model.head
    start, stop = min(first.last, second.last) + 1, max(first.first, second.first)
    between = parts[start:stop, 2]
    one, other = (np.array([[place.first, place.last]]) for place in (first, second))
    hidden = (
        (parts[first.first, 0] + parts[first.last, 0]) / 2
        + (parts[second.first, 1] + parts[second.last, 1]) / 2
        + (between.max(0) if len(between) else 0)
        + head.gap[gap(one, other)[0]]
        + head.left[first.kind]
        + head.right[second.kind]
    )
    result: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = (
        np.maximum(hidden, 0) @ head.out + head.bias
    )
    return result


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_order_of_two_spans_turns_their_gap_round(first: int, second: int) -> None:
    one, other = np.array([[first, first]]), np.array([[second, second]])
    assert gap(one, other) + gap(other, one) == GAPS - 1
    assert 0 <= gap(one, other) < GAPS
