"""Names that are two entities, however alike: never spellings of one.

They differ by a version, a size or another number ('CIFAR-10' and 'CIFAR-100', 'LLaMA 2 7B' and
LLaMA 2: at most one is a variant of the other, `kg.lexicon.variants`), or one method is made with
the other ('RL-based canvas selector', 'quantisation for diffusion models').
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.core.schema import DATASET, METHOD, TASK
from kg.lexicon.acronyms import abbreviates
from kg.lexicon.known_names import known_entity
from kg.lexicon.name_tokens import name_tokens
from kg.lexicon.normalize import corrected_form
from kg.lexicon.variants import is_number

__all__ = ["cannot_link"]

_SIZE = re.compile(r"\d+(?:\.\d+)*[bm]")
"""What stands before a name as well as after it: '7B LLaMA'."""

_MARKS = frozenset(
    """base large small tiny mini nano micro medium huge giant xl xxl xs turbo pro plus ultra
    instruct chat lite""".split()  # noqa: SIM905
)
"""Words that distinguish versions and sizes without a number."""

_KINDS = frozenset(
    """algorithm approach architecture baseline framework mechanism method model module network
    paradigm pipeline procedure scheme solution strategy system technique training""".split()  # noqa: SIM905
)
"""Words for a method of any kind: 'LoRA-based method' may be LoRA itself."""
_NARROWING = frozenset(
    """bidirectional collaborative compositional conditional continual custom decentralized
    distributed global hierarchical implicit industrial iterative medical multistage recurrent
    temporal""".split()  # noqa: SIM905
)
"""Words before a known name of a method or task that make it another, narrower one: of twelve such
pairs in 1,402 labelled papers that were joined, eleven are two. 'Online' is none of them."""
_JOINED_BY = frozenset(("by", "for", "from", "in", "of", "on", "to", "using", "via", "with"))

Words = tuple[str, ...]


@lru_cache(1 << 14)
def cannot_link(label: str, one: str, other: str) -> bool:
    """Whether two keys name two entities of a type: alike but for a number, or one in the other.

    A number in front counts things or dimensions ('55 language models', '3D reconstruction') and
    does not distinguish a name from one without it, unless it is a size. What the lexicon lists
    as one entity ('ImageNet-1k' and 'ImageNet') is one.

    >>> cannot_link("Dataset", "cifar 10", "cifar 100")
    True
    >>> cannot_link("Method", "llama 2 7b", "llama 2")
    True
    >>> cannot_link("Method", "ppo", "proximal policy optimization")
    False
    >>> cannot_link("Method", "gpt4", "gpt 4")
    False
    >>> cannot_link("Method", "rl", "rl based canvas selector")
    True
    >>> cannot_link("Method", "rl", "distributed rl")
    True
    """
    if label == METHOD and _is_made_with(*sorted((one, other), key=len)):
        return True
    if label in (METHOD, TASK) and _is_narrowed(label, *sorted((one, other), key=len)):
        return True
    if label in (METHOD, DATASET) and _are_two_known(label, one.split(), other.split()):
        return True
    if _plain(one) and _plain(other):
        return False
    if corrected_form(label, one) == corrected_form(label, other):
        return False
    entity = known_entity(label, one)
    if entity is not None and entity == known_entity(label, other):
        return False
    short, long = sorted((_words(one), _words(other)), key=len)
    return _differ(short, long) or _abbreviated(short, long)


def _are_two_known(label: str, one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names, without words that begin both, are two entries of the lexicon."""
    for at in range(min(len(one), len(other))):
        first, second = (known_entity(label, " ".join(words[at:])) for words in (one, other))
        if first is not None and second is not None:
            return first != second
        if one[at] != other[at]:
            return False
    return False


def _is_made_with(short: str, long: str) -> bool:
    """Whether the longer of two keys of methods names what is made with, or for, the shorter.

    Of such pairs in labelled abstracts 96 of 121 ('based') and 128 of 168 are two entities; of
    the seven that classifiers joined in 432 abstracts, all.
    """
    if long.startswith(f"{short} based "):
        return not _KINDS.issuperset(long[len(short) + len(" based ") :].split())
    if long.endswith(f" {short}"):
        before = long[: -len(short)].split()
        return len(before) > 1 and before[-1] in _JOINED_BY
    return False


def _is_narrowed(label: str, short: str, long: str) -> bool:
    """Whether the longer of two keys is a name of the lexicon behind a word that narrows it."""
    first, _, rest = long.partition(" ")
    return rest == short and first in _NARROWING and known_entity(label, short) is not None


def _plain(name_key: str) -> bool:
    """Whether a key holds no version or size: true of most keys."""
    return (
        name_key.isascii()
        and name_key.replace(" ", "").isalpha()
        and _MARKS.isdisjoint(name_key.split())
    )


@lru_cache(1 << 14)
def _words(name_key: str) -> Words:
    words = name_tokens(name_key)
    sizes = 0
    while sizes < len(words) - 1 and _SIZE.fullmatch(words[sizes]):
        sizes += 1
    return words[sizes:] + words[:sizes]


def _differ(short: Words, long: Words) -> bool:
    """Whether the first difference of two names that begin alike is a number."""
    at = next((i for i, word in enumerate(short) if word != long[i]), len(short))
    one, other = short[at:], long[at:]
    if not one or not other:
        return at > 0 and _is_version(other, short)
    if is_number(one[0]) and is_number(other[0]):
        return at > 0 or one[1:] == other[1:] != ()
    return at > 0 and (
        (is_number(one[0]) and one[1:] == other) or (is_number(other[0]) and other[1:] == one)
    )


def _is_version(added: Words, name: Words) -> bool:
    """Whether words after a name are a version of it, and not the name once more in short."""
    if not added or abbreviates("".join(added), " ".join(name)):
        return False
    numbered = is_number(added[0]) or (
        len(added) > 1 and len(added[0]) == 1 and is_number(added[1])  # v2, R1, @10
    )
    return numbered or all(word in _MARKS or is_number(word) for word in added)


def _abbreviated(short: Words, long: Words) -> bool:
    """Whether one is the other in short but for the numbers that end them: 'SAM 2'."""
    (one, its), (other, own) = _split_numbers(short), _split_numbers(long)
    return its != own and (
        abbreviates("".join(one), " ".join(other)) or abbreviates("".join(other), " ".join(one))
    )


def _split_numbers(words: Words) -> tuple[Words, Words]:
    end = len(words)
    while end and is_number(words[end - 1]):
        end -= 1
    return words[:end], words[end:]
