"""Texts as the encoder reads them: words, pieces and windows."""

from __future__ import annotations

from importlib import import_module
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.mentions.wordpieces import MOST_PIECES, SHAPES, WordPieces, collate, shape, split_words


@given(st.text())
def test_every_word_slices_back_and_none_overlaps(text: str) -> None:
    found = split_words(text)
    assert all(text[word.start : word.end] == word.text for word in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert not any(char.isalnum() for char in set(text) - set("".join(w.text for w in found)))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("42", 1),
        ("-", 2),
        ("v2", 3),
        ("loss", 4),
        ("BERT", 5),
        ("A", 6),
        ("Adam", 7),
        ("LoRA", 8),
    ],
)
def test_a_word_has_a_shape_and_another_in_the_title(word: str, expected: int) -> None:
    (title, body) = split_words(f"{word}\n{word}")
    assert (shape(title), shape(body)) == (expected + 9, expected)
    assert shape(title) < SHAPES


def letters() -> WordPieces:
    """A vocabulary of letters: a word of n letters is n pieces."""
    tokenizers = pytest.importorskip("tokenizers", reason="comes with the mention model")
    models = import_module("tokenizers.models")
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    names = ["[PAD]", "[UNK]", *alphabet, *(f"##{letter}" for letter in alphabet)]
    vocabulary = {name: index for index, name in enumerate(names)}
    return WordPieces(tokenizers.Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]")))


def test_a_short_text_is_one_window_that_knows_where_its_words_are() -> None:
    (window,) = letters().windows(split_words("ab c\nd"))
    assert len(window.ids) == len(window.shapes) == 4 + 2
    assert window.first.tolist() == [1, 3, 4]
    assert window.last.tolist() == [2, 3, 4]
    assert [word.text for word in window.words] == ["ab", "c", "d"]


def test_no_text_is_an_empty_window() -> None:
    (window,) = letters().windows([])
    assert (len(window.ids), window.words) == (2, ())
    assert collate([window]).first.shape == (1, 1)


@pytest.mark.parametrize("length", [1, 7, 31])
def test_a_long_text_is_cut_into_windows_that_hold_every_word_whole(length: int) -> None:
    found = split_words(" ".join(["a" * length] * (2000 // length)))
    windows = letters().windows(found)
    assert len(windows) > 1
    assert all(len(window.ids) <= MOST_PIECES for window in windows)
    assert all((w.last - w.first == length - 1).all() for w in windows)
    assert sorted({word for window in windows for word in window.words}) == found


def test_a_batch_is_padded_and_masked() -> None:
    pieces = letters()
    windows = [pieces.windows(split_words(text))[0] for text in ("a b c", "d")]
    batch = collate(windows)
    assert batch.ids.shape == batch.attention.shape == (2, 5)
    assert batch.attention.sum(1).tolist() == [5, 3]
    assert batch.first.tolist() == [[1, 2, 3], [1, 0, 0]]
    assert batch.ids.dtype == np.int64


@given(st.lists(st.lists(st.sampled_from(["ab", "c", "bab", "c,d"])), min_size=1, max_size=4))
def test_a_word_is_cut_alike_whatever_was_cut_before(texts: list[list[str]]) -> None:
    seasoned = letters()
    for text in (" ".join(chosen) for chosen in texts):
        (expected,) = letters().windows(split_words(text))
        (window,) = seasoned.windows(split_words(text))
        assert window.ids.tolist() == expected.ids.tolist()
        assert window.first.tolist() == expected.first.tolist()
        assert len(window.ids) == 2 + sum(len(word.text) for word in window.words)
