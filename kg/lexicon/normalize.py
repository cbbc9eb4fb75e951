"""Forms of a name: what its spellings share, from the surface of it to what it says.

Three forms, each coarser than the one before, and each a pure function of the key of a name
(`kg.core.names.key`). None of them ever drops a digit, so versions and sizes stay apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise

from kg.core.names import WORD, key
from kg.core.schema import DATASET, METHOD, METRIC, TASK
from kg.lexicon import entries
from kg.lexicon.word_counts import is_common_word, word_counts

__all__ = [
    "abbreviates",
    "are_initials",
    "corrected_form",
    "expanded_form",
    "name_tokens",
    "plain_surface",
    "spelling_form",
    "without_kind",
]

_ACCENT = re.compile(r"\\[`'^\"~=.]\s*\{?\s*([A-Za-z])\s*\}?")
_BRACKET = re.compile(r"\s*\(([^()]*)\)?\s*")
_QUOTES = "\"'`“”‘’ "


def plain_surface(surface: str) -> str:
    r"""A surface without accents in LaTeX, quotes, and its own abbreviation in brackets.

    >>> plain_surface("chain-of-thought (CoT) prompting"), plain_surface(r"Fr\'echet distance")
    ('chain-of-thought prompting', 'Frechet distance')
    """
    text = _ACCENT.sub(r"\1", surface).strip(_QUOTES)
    match = _BRACKET.search(text)
    if match and match.start() and abbreviates(_bare(match[1]), _bare(text[: match.start()])):
        text = f"{text[: match.start()]} {text[match.end() :]}".strip()
    return text or surface


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
    return short == "".join(word[0] for word in long.split() if word not in _SMALL)


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
    count = sum(word not in _SMALL for word in words)
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
                gives = count + (word not in _SMALL)
                following[at] = max(following.get(at, 0), gives)
        best = following
    return best.get(len(letters), 0)


_SMALL = frozenset("a an and as at by for from in of on or the to via with".split())  # noqa: SIM905

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
def _american(word: str) -> str:
    """The word in American spelling, if it then is one that texts use."""
    if len(word) < 5 and word != "grey":
        return word
    american = word
    for pattern, instead in _BRITISH:
        american = pattern.sub(instead, american)
    return american if american != word and is_common_word(american) else word


def name_tokens(name_key: str) -> tuple[str, ...]:
    """The words, numbers and signs of a key: American, without accents, 'v' of versions or '.0'.

    >>> name_tokens("llama2 7b"), name_tokens("wav2vec 2.0"), name_tokens("neural optimisation")
    (('llama', '2', '7b'), ('wav2vec', '2'), ('neural', 'optimization'))
    """
    if name_key.isascii() and name_key.replace(" ", "").isalpha():
        return tuple(map(_american, name_key.removeprefix("the ").split()))
    text = name_key
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(_GREEK.get(c, c) for c in text if not unicodedata.combining(c))
    text = _DIMENSIONS.sub(r"\1", _THOUSANDS.sub("", _TWO.sub(r"\1x", _V.sub(" ", text))))
    found = _TOKEN.findall(text.removeprefix("the "))
    return tuple(t.removesuffix(".0") if t[0].isdigit() else _american(t) for t in found)


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
    """
    return _squeezed(_expanded(label, name_tokens(name_key))) or name_key


def _expanded(label: str, words: tuple[str, ...]) -> tuple[str, ...]:
    words = _without_kind(label, words)
    if len(words) < 2:
        return words
    if label == DATASET and _YEAR.fullmatch(words[-1]):
        words = (*words[:-1], words[-1][2:])
    known = _written_out()
    return tuple(part for word in words for part in known.get(word, (word,)))


def _without_kind(label: str, words: tuple[str, ...]) -> tuple[str, ...]:
    if words[-2:] == ("data", "set") and label == DATASET:
        words = (*words[:-2], "dataset")
    if len(words) < 2 or words[-1] not in _KINDS.get(label, ()) or words[-2] in _HALVES:
        return words
    known, rest = _names(), words[:-1]
    if (label, words) in known:
        return words
    named = any(word not in _SMALL and _proper(word) for word in rest)
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
    """The third form: a word that nobody writes, one slip away from one that many write, righted.

    A slip is a letter dropped, added or swapped with the next inside a word of seven letters
    or more, in a name of several words. Coined names of one word are left alone, and so are
    mistaken letters: 'feature splatting' is no slip for 'feature splitting'.

    >>> corrected_form("Method", "proximal policy optmization")
    'proximalpolicyoptimization'
    """
    words = _expanded(label, name_tokens(name_key))
    if len(words) < 2:
        return _squeezed(words) or name_key
    return _squeezed(tuple(map(_righted, words)))


_SHORTEST = 7
"""Letters of a word that is righted: in shorter ones a slip is too often another word."""

_COMMON = 30
"""Abstracts in which a word stands that a slip is taken to mean."""


def _righted(word: str) -> str:
    if (
        len(word) < _SHORTEST - 1
        or not word.isascii()
        or not word.isalpha()
        or is_common_word(word)
    ):
        return word
    found = {
        meant
        for inside in _deletions(word)
        for meant in _slips().get(inside, ())
        if _one_slip(word, meant)
    }
    return next(iter(found)) if len(found) == 1 else word


def _deletions(word: str) -> set[str]:
    """The word, and what is left of it without one of its letters, bar the first and last two."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(1, len(word) - 2)}


@cache
def _slips() -> Mapping[str, tuple[str, ...]]:
    """What is left of each common word without one letter -> those words."""
    found: dict[str, list[str]] = {}
    for word, count in word_counts().items():
        if count >= _COMMON and len(word) >= _SHORTEST:
            meant = _american(word)
            for left in _deletions(meant):
                found.setdefault(left, []).append(meant)
    return {left: tuple(sorted(set(words))) for left, words in found.items()}


def _one_slip(word: str, meant: str) -> bool:
    """Whether one letter is dropped or added, or two are swapped, not at either end."""
    if word[0] != meant[0] or word[-2:] != meant[-2:] or word == meant:
        return False
    if len(word) != len(meant):
        return True
    wrong = [i for i, (a, b) in enumerate(zip(word, meant, strict=True)) if a != b]
    i, j = wrong[0], wrong[-1]
    return j == i + 1 and word[i] == meant[j] and word[j] == meant[i]
