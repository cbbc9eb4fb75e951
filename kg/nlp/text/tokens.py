r"""A spaCy tokenizer so fine that no name begins or ends inside a token.

A token is a run of letters and digits, a number, a run of white space, or one other character:
``GPT-4`` is three tokens, ``230times`` two, ``\textbf{X}`` five. Names are then always
whole runs of tokens, and their character offsets are exact.
"""

from __future__ import annotations

import re
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

__all__ = ["Tokenizer"]

_TOKEN = re.compile(
    r"\d++(?:[.,]\d++){0,20}+(?=(?:times|x)(?![^\W_]))"  # 230|times, 3|x
    r"|[^\W_]+(?:\.\d+[^\W_]*)+"  # Qwen2.5, 1.5B
    r"|\d+(?:,\d{3})+(?![^\W_])"  # 1,000
    r"|[^\W_]+|\s+|.",
    re.DOTALL,
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Tokenizer:
    r"""Text to Doc; white space other than a single blank is a token of its own.

    >>> from spacy.vocab import Vocab
    >>> [token.text for token in Tokenizer(Vocab())("GPT-4 is 3x faster (pass@1)")]
    ['GPT', '-', '4', 'is', '3', 'x', 'faster', '(', 'pass', '@', '1', ')']
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A Doc of the text; lone surrogates are replaced one for one, so offsets agree."""
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _TOKEN.findall(_SURROGATE.sub("\ufffd", text)):
            # A blank belongs to the token before it; further white space stands alone.
            follows = piece[0] == " " and words and not spaces[-1] and not words[-1].isspace()
            rest = piece[1:] if follows else piece
            if follows:
                spaces[-1] = True
            if rest:
                words.append(rest)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing: the tokenizer has no state."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> Tokenizer:
        """Itself: the tokenizer has no state."""
        return self

    def to_disk(self, _: Path, **__: object) -> None:
        """Write nothing: the tokenizer has no state."""

    def from_disk(self, _: Path, **__: object) -> Tokenizer:
        """Itself: the tokenizer has no state."""
        return self
