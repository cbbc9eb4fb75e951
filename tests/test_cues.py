"""The short ways to cues find what the long ways would."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.text import cues

WORDS = """
    we also propose a new i.e. such as e.g. state-of-the-art without the loss of no need for does
    not use unlike replacing in place of an alternative to future work we plan to could be
    combined with pre-trained fine-tuned on w.r.t. vs. improve upon open-sourced obviates is are
    built using results on over even remains to be neither nor may extend Zephyrix , ; ( ) . -
    """.split()  # noqa: SIM905

sentences = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


@given(sentences)
def test_cues_by_letter_are_those_of_one_pattern_over_all(text: str) -> None:
    kinds = "|".join(f"(?P<{kind}>{words})" for kind, words in cues._CUES.items())
    pattern = re.compile(rf"\b(?:{kinds})(?!\w)")
    whole = [(m.start(), m.end(), m.lastgroup) for m in pattern.finditer(text.lower())]
    assert list(cues.find_cues(text, 0, len(text))) == whole


@pytest.mark.parametrize("pattern", [cues.NEGATION, cues.CONTRAST, cues.HEDGE])
@given(text=sentences)
def test_what_matches_was_thought_possible(pattern: re.Pattern[str], text: str) -> None:
    for end in range(len(text) + 1):
        if pattern.search(text[:end]):
            assert pattern in cues.possible_contexts(text, 0, len(text))
            break
