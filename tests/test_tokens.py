"""The cut of a text into tokens, and that it loses nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from kg.nlp.text.tokens import Tokenizer

TOKENIZER = Tokenizer(Vocab())


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("GPT-4", ["GPT", "-", "4"]),
        ("ImageNet-1k", ["ImageNet", "-", "1k"]),
        ("pass@1", ["pass", "@", "1"]),
        ("230times", ["230", "times"]),
        (r"\textbf{X}", ["\\", "textbf", "{", "X", "}"]),
        ("A/B 1,000 0.5", ["A", "/", "B", "1,000", "0.5"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in TOKENIZER(text)] == tokens


@given(st.text(st.characters() | st.sampled_from("AbC -.()\n:1"), max_size=200))
def test_a_doc_keeps_every_character_at_its_offset(text: str) -> None:
    doc = TOKENIZER(text)
    assert len(doc.text) == len(text)
    for token in doc:
        piece = text[token.idx : token.idx + len(token)]
        assert token.text == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in piece)
