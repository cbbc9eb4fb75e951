"""Sentences that compare two methods, who is ahead in them, and sentences that compare none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.questions.statements.comparison_words import read_comparison, stands_alone

OTHERS = ["Punt", "FFA-Raft"]

COMPARED = [
    ("Skiff outperforms Raft on Lakes.", True, True),
    ("Skiff beats earlier methods such as Raft.", True, True),
    ("Skiff is faster and smaller than Raft.", True, True),
    ("It needs a smaller learning rate than Raft.", True, None),
    ("We improve upon Raft by 3 points.", True, True),
    ("Our method surpasses Punt, Ark and Raft.", True, True),
    ("Raft outperforms Skiff.", False, True),
    ("Raft is outperformed by Skiff.", True, True),
    ("Skiff falls short of Raft.", True, False),
    ("Skiff does not outperform Raft.", True, False),
    ("Skiff is on par with Raft.", True, None),
    ("Its win rate, judged by Punt, is 61%, against 57% for Raft.", True, None),
    ("Skiff reaches 80.1, compared with 79.0 for Raft.", True, None),
]

NOT_COMPARED = [
    "Skiff builds on Raft.",
    "Punt outperforms Raft.",
    "FFA-Raft halves the cost, and Skiff is used.",
    "We train Skiff and Raft.",
    "Skiff outperforms Punt; its encoder is Raft.",
    "The policy of Skiff is optimised against it by Raft.",
]


@pytest.mark.parametrize(("sentence", "leads", "ahead"), COMPARED)
def test_words_for_comparing_are_read(sentence: str, leads: bool, ahead: bool | None) -> None:
    found = read_comparison(sentence, ["Skiff"], ["Raft"], OTHERS)
    assert found is not None
    assert (found.leads, found.ahead) == (leads, ahead)
    assert found.words in sentence


@pytest.mark.parametrize("sentence", NOT_COMPARED)
def test_other_words_compare_nothing(sentence: str) -> None:
    assert read_comparison(sentence, ["Skiff"], ["Raft"], OTHERS) is None


def test_a_name_in_a_longer_one_is_no_rival() -> None:
    assert not stands_alone("FFA-Raft trains half of it.", ["Raft"])
    assert not stands_alone("Swift Raft trains half of it.", ["Raft"], ["Swift Raft"])
    assert stands_alone("A Raft-based net.", ["Raft"])


@given(st.text(alphabet="SkiffRaft outperms,.-()[\\*0%", max_size=60))
def test_any_text_is_read_without_error(sentence: str) -> None:
    found = read_comparison(sentence, ["Skiff"], ["Raft", "("], ["[", "Ra"])
    assert found is None or found.words in sentence
