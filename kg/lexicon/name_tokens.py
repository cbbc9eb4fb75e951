"""The tokens of a name: its words, numbers and signs, in American spelling and without accents."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.lexicon.word_counts import is_common_word

__all__ = ["american", "name_tokens"]

_GREEK = {
    unicodedata.lookup(f"GREEK SMALL LETTER {name}"): name.lower()
    for name in """ALPHA BETA GAMMA DELTA EPSILON ZETA ETA THETA IOTA KAPPA LAMDA MU NU XI
    OMICRON PI RHO SIGMA TAU UPSILON PHI CHI PSI OMEGA""".split()  # noqa: SIM905
} | {"λ": "lambda"}
_BRITISH = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|er|ing|ation|ational)$)"), "iz"),
    (re.compile(r"yse(?=d?r?$)"), "yze"),
    (re.compile(r"^(behavi|col|fav|lab|neighb|hon|flav|harb|vap|arm|rum|hum)our"), r"\1or"),
    (re.compile(r"ll(?=(?:ed|ing|er)$)"), "l"),
    (re.compile(r"(?<=cent|.met|.fib)re(?=d?$)"), "er"),
    (re.compile(r"^(gr)ey"), r"\1ay"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"^adaptor$"), "adapter"),
)
_TWO = re.compile(r"(\d)\s*(?:[x×]|times)\s*(?=\d)")
_DIMENSIONS = re.compile(r"\b([1-4]) (?=d\b)")
_V = re.compile(r"(?:(?<=[a-z])|(?<!\w)) ?v(?=\d+(?:\.\d+)*(?![a-z\d]))")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_TOKEN = re.compile(
    r"[^\W\d_]+2[^\W\d_]+(?!\d)"  # seq2seq: a '2' that reads 'to'
    r"|\d+x\d+(?:[a-z](?![a-z]))?"  # 256x256, 8x7b
    r"|\d+(?:\.\d+)*[a-z]{0,2}(?![a-z])"  # 4o, 7b, 2.5, 100k
    r"|\d+(?:\.\d+)*|[^\W\d_]+|[@+*#%]"
)


@lru_cache(1 << 16)
def american(word: str) -> str:
    """The word in American spelling, if that is a common word."""
    if len(word) < 5 and word != "grey":
        return word
    found = word
    for pattern, instead in _BRITISH:
        found = pattern.sub(instead, found)
    return found if found != word and is_common_word(found) else word


def name_tokens(name_key: str) -> tuple[str, ...]:
    """The words, numbers and signs of a key: American, without accents, 'v' of versions or '.0'.

    >>> name_tokens("llama2 7b"), name_tokens("wav2vec 2.0"), name_tokens("neural optimisation")
    (('llama', '2', '7b'), ('wav2vec', '2'), ('neural', 'optimization'))
    """
    if name_key.isascii() and name_key.replace(" ", "").isalpha():
        return tuple(map(american, name_key.removeprefix("the ").split()))
    text = name_key
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(_GREEK.get(c, c) for c in text if not unicodedata.combining(c))
    text = _DIMENSIONS.sub(r"\1", _THOUSANDS.sub("", _TWO.sub(r"\1x", _V.sub(" ", text))))
    found = _TOKEN.findall(text.removeprefix("the "))
    return tuple(t.removesuffix(".0") if t[0].isdigit() else american(t) for t in found)
