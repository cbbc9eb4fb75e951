"""Variants of names: what is left of a name without its version, size or split is its parent.

A variant is another entity than its parent ('LLaMA 2 7B' and 'LLaMA 2'): the two are linked by
VARIANT_OF, never joined.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.core.schema import DATASET, METHOD
from kg.lexicon.name_tokens import name_tokens
from kg.lexicon.normalize import corrected_form

__all__ = ["is_number", "parent_forms"]

_NUMBER = re.compile(r"\d+x\d+[a-z]?|(?![1-4]d)\d+(?:\.\d+)*[a-z]{0,2}")
_MARKS = {
    METHOD: frozenset(
        """base large small tiny mini nano micro medium huge giant xl xxl xs turbo pro plus ultra
        instruct chat preview flash sonnet opus haiku lite thinking coder vl vision audio omni
        s b l h g t + alpha beta""".split()  # noqa: SIM905
    ),
    DATASET: frozenset(
        """c r a lt sketch pro plus verified lite hard easy mini small full diamond challenge
        redux extended clean other val dev test train en de fr zh ja ro cs ru es + core
        english german french chinese""".split()  # noqa: SIM905
    ),
}
"""Endings that distinguish versions, sizes and splits."""


@lru_cache(1 << 16)
def parent_forms(label: str, name_key: str) -> tuple[str, ...]:
    """The corrected forms of the parents of a name, the nearest first.

    >>> parent_forms("Method", "llama 2 7b"), parent_forms("Dataset", "imagenet 256x256")
    (('llama|2', 'llama'), ('imagenet',))
    >>> parent_forms("Method", "adamw"), parent_forms("Metric", "pass@1")
    ((), ())
    """
    marks = _MARKS.get(label)
    if marks is None:
        return ()
    words = list(name_tokens(name_key))
    found = []
    while len(words) > 1 and (is_number(words[-1]) or words[-1] in marks):
        words.pop()
        if sum(map(str.isalpha, words[0])) > 1:
            found.append(corrected_form(label, " ".join(words)))
    return tuple(found)


def is_number(word: str) -> bool:
    """Whether a token is a version, a size or another number, and not one of dimensions.

    >>> is_number("7b"), is_number("256x256"), is_number("3d"), is_number("bert")
    (True, True, False, False)
    """
    return _NUMBER.fullmatch(word) is not None
