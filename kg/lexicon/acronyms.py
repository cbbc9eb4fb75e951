"""Short names and their long forms: whether one abbreviates the other, without any context.

For an abbreviation that a text defines in brackets see `kg.nlp.text.abbreviations`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.core.names import WORD, key

__all__ = ["SMALL_WORDS", "abbreviates", "are_initials", "plain_surface", "surface_key"]

SMALL_WORDS = frozenset("a an and as at by for from in of on or the to via with".split())  # noqa: SIM905
"""Words that need not give a letter to an abbreviation."""

_ACCENT = re.compile(r"\\[`'^\"~=.]\s*+(?:\{\s*+)?([A-Za-z])\s*+\}?")
_BRACKET = re.compile(r"(?<!\s)\s*+\(([^()]*+)\)?\s*+")
_QUOTES = "\"'`“”‘’ "


def plain_surface(surface: str) -> str:
    r"""A surface form without accents in LaTeX, quotes, and its own abbreviation in brackets.

    >>> plain_surface("chain-of-thought (CoT) prompting"), plain_surface(r"Fr\'echet distance")
    ('chain-of-thought prompting', 'Frechet distance')
    """
    text = _ACCENT.sub(r"\1", surface).strip(_QUOTES)
    match = _BRACKET.search(text)
    if match and match.start() and abbreviates(_bare(match[1]), _bare(text[: match.start()])):
        text = f"{text[: match.start()]} {text[match.end() :]}".strip()
    return text or surface


@lru_cache(1 << 16)
def surface_key(surface: str) -> str:
    """The key of a surface form, without accents in LaTeX and the like."""
    return key(plain_surface(surface))


def _bare(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))


def abbreviates(short: str, long: str) -> bool:
    """Whether a one-word name is made of the first letters of words of a longer one, in order.

    Both are keys. A word that gives its first letter may give more of them; six in ten of the
    words that count, and two at least, must give theirs. This decides between two names that no
    bracket joins, so it asks for more than `kg.nlp.text.abbreviations.long_form`, which finds
    the long form before a bracket in running text: of 6,216 definitions in 4,500 abstracts of
    2025 it refuses 528 ('UX', 'user experience'), and of 8,277 pairs of names of one paper that
    letters alone would join, 2,628 ('DTI', 'density-based algorithm').

    >>> abbreviates("ppo", "proximal policy optimization"), abbreviates("rlhf", "rl training")
    (True, False)
    >>> abbreviates("fid", "fidelity to the reference"), abbreviates("qwen", "qwen2.5 1.5b")
    (False, False)
    """
    if not short or " " in short or " " not in long or short[0] != long[0]:
        return False
    return _abbreviates(short, long)


def are_initials(short: str, long: str) -> bool:
    """Whether the first letters of all words that count in a name are the other name.

    >>> are_initials("cal", "continual active learning"), are_initials("cal", "continual learning")
    (True, False)
    """
    return short == "".join(word[0] for word in long.split() if word not in SMALL_WORDS)


_LONGEST = 10
"""Letters of an abbreviation, at most."""


@lru_cache(1 << 16)
def _abbreviates(short: str, long: str) -> bool:
    letters = re.sub(r"\W", "", short)
    words = long.split()
    if not 2 <= len(letters) <= _LONGEST or len(words) > len(letters) + 3:
        return False
    if any(word.startswith(short) for word in words) or len(long) < len(letters) + 4:
        return False
    count = sum(word not in SMALL_WORDS for word in words)
    return any(
        _giving(letters[: len(letters) - cut], words) >= max(2, 0.6 * count)
        for cut in ((0, 1) if letters[-1] == "s" and len(letters) > 2 else (0,))
    )


def _giving(letters: str, words: list[str]) -> int:
    """How many words that count give letters, at most, if all letters are given; else 0."""
    best = {0: 0}  # letters given so far -> words that gave them
    for word in words:
        following = dict(best)
        for given, count in best.items():
            at = given
            rest = iter(word)
            while at < len(letters) and (
                letters[at] == word[0] if at == given else letters[at] in rest
            ):
                if at == given:
                    next(rest)
                at += 1
                gives = count + (word not in SMALL_WORDS)
                following[at] = max(following.get(at, 0), gives)
        best = following
    return best.get(len(letters), 0)
