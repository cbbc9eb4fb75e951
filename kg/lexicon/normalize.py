"""Forms of a name: what its spellings share.

Three forms, each coarser than the one before, and each a pure function of the key of a name
(`kg.core.names.key`). None of them ever drops a digit, so versions and sizes stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise

from kg.core.names import key
from kg.core.schema import DATASET, METHOD, METRIC, TASK
from kg.lexicon import entries
from kg.lexicon.acronyms import SMALL_WORDS, abbreviates
from kg.lexicon.name_tokens import name_tokens
from kg.lexicon.typing_errors import correct_word
from kg.lexicon.word_counts import is_common_word

__all__ = ["corrected_form", "expanded_form", "spelling_form", "without_kind"]


def _squeezed(words: tuple[str, ...]) -> str:
    """Words in one run, so that 'fine-tuning' is 'finetuning'; numbers keep their borders."""
    if all(map(str.isalpha, words)):
        return "".join(words)
    parts = [words[0]] if words else []
    for before, word in pairwise(words):
        if word[0].isdigit() or before[-1].isdigit() or before[0].isdigit():
            parts.append("|")
        parts.append(word)
    return "".join(parts)


def spelling_form(name_key: str) -> str:
    """The first form: British or American, accents, Greek letters, blanks and hyphens folded.

    >>> [spelling_form(name) for name in ("gpt 4", "gpt4", "gpt 4o")]
    ['gpt|4', 'gpt|4', 'gpt|4o']
    """
    return _squeezed(name_tokens(name_key)) or name_key


_KINDS: Mapping[str, frozenset[str]] = {
    METHOD: frozenset(
        """model method algorithm architecture network optimizer framework approach technique
        library toolkit""".split()  # noqa: SIM905
    ),
    DATASET: frozenset("dataset benchmark corpus leaderboard".split()),  # noqa: SIM905
    METRIC: frozenset("score metric".split()),  # noqa: SIM905
    TASK: frozenset("task problem".split()),  # noqa: SIM905
}
"""Words that only repeat what a name is a name of."""

_YEAR = re.compile(r"(?:199|20[0-3])\d")
"""What ends the name of a dataset of a year, or does with its last two digits: WMT14."""

_WAYS = frozenset("method algorithm approach technique".split())  # noqa: SIM905
"""Kinds that add nothing to a term of several ordinary words either."""


_HALVES = frozenset("aware based driven free guided style".split())  # noqa: SIM905
"""Words that need the word after them: a 'tree-based method' is nothing without it."""


def expanded_form(label: str, name_key: str) -> str:
    """The second form: without the word for its kind, known acronyms written out, years short.

    The kind goes only where the rest is a name: an 'imagenet dataset' is ImageNet, but a
    'diffusion model' is no diffusion.

    >>> expanded_form("Dataset", "imagenet dataset"), expanded_form("Method", "diffusion model")
    ('imagenet', 'diffusionmodel')
    >>> expanded_form("Method", "offline rl")
    'offlinereinforcementlearning'
    >>> expanded_form("Dataset", "wmt 2014 en de"), expanded_form("Dataset", "wmt14 english german")
    ('wmt|14|englishgerman', 'wmt|14|englishgerman')
    >>> expanded_form("Metric", "r@1"), expanded_form("Metric", "roc auc")
    ('recall@|1', 'aucroc')
    """
    return _squeezed(_expanded(label, name_tokens(name_key))) or name_key


def _expanded(label: str, words: tuple[str, ...]) -> tuple[str, ...]:
    words = _without_kind(label, words)
    if len(words) < 2:
        return words
    if label == METRIC:
        words = _measure(words)
    if label == DATASET:
        words = _with_languages((words[0], *(_short_year(word) for word in words[1:])))
    known = _written_out()
    return tuple(part for word in words for part in known.get(word, (word,)))


_AT_K = {"r": "recall", "p": "precision", "h": "hits"}
_AREA = ("auc", "roc")


_LANGUAGES = {
    "ar": "arabic",
    "cs": "czech",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "lv": "latvian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "tr": "turkish",
    "vi": "vietnamese",
    "zh": "chinese",
}


def _short_year(word: str) -> str:
    return word[2:] if _YEAR.fullmatch(word) else word


def _with_languages(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a data set with a pair of language codes written out: 'en', 'de'."""
    out = list(words)
    for at, pair in enumerate(pairwise(words)):
        if all(word in _LANGUAGES for word in pair):
            out[at : at + 2] = [_LANGUAGES[word] for word in pair]
    return tuple(out)


def _measure(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a metric with the letter before '@' written out, and 'ROC AUC' turned."""
    if words[1] == "@":
        return (_AT_K.get(words[0], words[0]), *words[1:])
    return _AREA if sorted(words) == sorted(_AREA) else words


def _without_kind(label: str, words: tuple[str, ...]) -> tuple[str, ...]:
    if words[-2:] == ("data", "set") and label == DATASET:
        words = (*words[:-2], "dataset")
    if len(words) < 2 or words[-1] not in _KINDS.get(label, ()) or words[-2] in _HALVES:
        return words
    known, rest = _names(), words[:-1]
    if (label, words) in known:
        return words
    named = any(word not in SMALL_WORDS and _proper(word) for word in rest)
    several = len(rest) > 1 and (words[-1] in _WAYS or label == TASK)
    return rest if named or several or (label, rest) in known else words


def _proper(word: str) -> bool:
    return len(word) > 1 and (not word.isalpha() or not is_common_word(word))


@cache
def _names() -> frozenset[tuple[str, tuple[str, ...]]]:
    """The names of the lexicon, with their labels."""
    return frozenset(
        (entry.type, name_tokens(key(name)))
        for entry in entries.entries()
        for name in entry.surfaces
    )


@cache
def _written_out() -> Mapping[str, tuple[str, ...]]:
    """Acronym -> the words it stands for, of the terms that the lexicon gives one meaning.

    Only of terms it calls by their long form: 'RL' is short, but 'LoRA' is a name.
    """
    found: dict[str, set[tuple[str, ...]]] = {}
    for entry in entries.entries():
        long = key(entry.name)
        for short in map(key, entry.aliases):
            if abbreviates(short, long) and all(map(is_common_word, long.split())):
                found.setdefault(short, set()).add(name_tokens(long))
    return {short: next(iter(longs)) for short, longs in found.items() if len(longs) == 1}


def without_kind(label: str, name_key: str) -> str | None:
    """The key of a name without its last word, if that is a word for its kind; else None.

    >>> without_kind("Method", "diffusion model"), without_kind("Method", "diffusion")
    ('diffusion', None)
    """
    front, _, last = name_key.rpartition(" ")
    return front if front and last in _KINDS.get(label, ()) else None


@lru_cache(1 << 20)
def corrected_form(label: str, name_key: str) -> str:
    """The third form: typing errors corrected, too.

    An error is a letter dropped, added or swapped with the next inside a word of seven letters
    or more, in a name of several words. Coined names of one word are left alone, and so are
    wrong letters: 'feature splatting' is no error for 'feature splitting'.

    >>> corrected_form("Method", "proximal policy optmization")
    'proximalpolicyoptimization'
    """
    words = _expanded(label, name_tokens(name_key))
    if len(words) < 2:
        return _squeezed(words) or name_key
    return _squeezed(tuple(map(correct_word, words)))
