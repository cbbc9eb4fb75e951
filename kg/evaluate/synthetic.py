"""Made-up papers whose names are known to be what they are: to measure resolution at any size.

Terms of ordinary words come with capitals, hyphens, plurals, slips and acronyms; coined names
with versions and sizes. One seed gives one sequence of papers.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kg.core.names import key
from kg.core.schema import METHOD
from kg.core.types import Document, Entity, Evidence, Extraction
from kg.lexicon.normalize import corrected_form, without_kind
from kg.lexicon.word_counts import word_counts
from kg.resolution.name_mentions import Mentions, gather_mentions
from kg.resolution.resolve import resolve_mentions

__all__ = ["Named", "named", "pairwise", "papers"]

_ENTITIES = 10
"""Entities a paper, as abstracts have them."""

_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name: what it is in truth, and the surfaces by which a paper calls it."""

    truth: int
    surfaces: tuple[str, ...]


def named(seed: int = 0) -> Iterator[Named]:
    """Names without end, each of a known thing.

    >>> one = next(named())
    >>> one.truth, len(one.surfaces) > 0
    (0, True)
    """
    rng = random.Random(seed)
    words = [
        w
        for w in word_counts()
        if len(w) > 4 and key(w) == w and not without_kind(METHOD, f"x {w}")
    ]
    taken: set[str] = set()
    truth = 0
    while True:
        if rng.random() < 0.6:
            found = [_term(rng, words, taken)]
        else:
            found = _family(rng, taken)
        for mentions in found:
            yield from (Named(truth, surfaces) for surfaces in mentions)
            truth += 1


def _fresh(name: str, taken: set[str]) -> bool:
    form = corrected_form(METHOD, key(name))
    if form in taken:
        return False
    taken.add(form)
    return True


def _term(rng: random.Random, words: list[str], taken: set[str]) -> list[tuple[str, ...]]:
    """The mentions of a term of two to five words."""
    chosen = rng.choices(words, k=rng.randint(2, 5))
    name = " ".join(chosen)
    if not _fresh(name, taken):
        return []
    mentions: list[tuple[str, ...]] = [
        (name,),
        (name.title(),),
        (f"{chosen[0]}-{name[len(chosen[0]) + 1 :]}",),
    ]
    mentions.append((f"{name}s",) if not name.endswith(("s", "y", "x", "h")) else (name.upper(),))
    mentions.append((f"{name} method",))
    longest = max(chosen, key=len)
    if len(longest) >= 9 and rng.random() < 0.3:
        mentions.append((name.replace(longest, _slip(rng, longest), 1),))
    acronym = "".join(word[0] for word in chosen).upper()
    if len(chosen) == 5 and _fresh(acronym, taken):
        mentions += [(acronym, name), (acronym,)]
    return rng.sample(mentions, rng.randint(2, len(mentions)))


def _slip(rng: random.Random, word: str) -> str:
    at = rng.randint(2, len(word) - 4)
    if rng.random() < 0.5 or word[at] == word[at + 1]:
        return word[:at] + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _family(rng: random.Random, taken: set[str]) -> list[list[tuple[str, ...]]]:
    """The mentions of a coined name, of two of its versions, and of a size of each."""
    name = "".join(rng.choices(_SYLLABLES, k=rng.randint(3, 5))).capitalize()
    if not _fresh(name, taken):
        return []
    found: list[list[tuple[str, ...]]] = [[(name,), (name.upper(),)]]
    for version in rng.sample(range(2, 9), 2):
        found.append([(f"{name}-{version}",), (f"{name}{version}",), (f"{name} v{version}",)])
        size = rng.choice((1, 3, 7, 13, 70))
        found.append([(f"{name}-{version}-{size}B",), (f"{name} {version} {size}b",)])
    return found


def papers(mentions: Iterable[Named]) -> Iterator[Extraction]:
    """Papers that name these things, ten a paper, in a shuffled order of thousands."""
    rng = random.Random(1)
    source = iter(mentions)
    number = 0
    while block := list(islice(source, 10_000)):
        rng.shuffle(block)
        for at in range(0, len(block), _ENTITIES):
            entities = tuple(_entity(each) for each in block[at : at + _ENTITIES])
            document = Document(f"made:{number:07d}", f"Paper {number}", "")
            number += 1
            yield Extraction(document, entities)


def _entity(mention: Named) -> Entity:
    name = mention.surfaces[0]
    evidence = Evidence(0, len(name), name, name, "made@1")
    return Entity(METHOD, name, mention.surfaces, "uses", 1.0, (evidence,))


def pairwise(keys: int, seed: int = 0) -> tuple[int, float, float]:
    """How well ``keys`` made-up mention keys resolve: things found, pairwise precision, recall.

    A key counts once; pairs are of keys.
    """
    wanted: dict[str, int] = {}

    def source() -> Iterator[Named]:
        for mention in named(seed):
            wanted.setdefault(key(mention.surfaces[0]), mention.truth)
            yield mention
            if len(wanted) >= keys:
                return

    mentions: Mentions = gather_mentions(papers(source()))
    resolution = resolve_mentions(mentions)
    nodes, truths, both = Counter[str](), Counter[int](), Counter[tuple[str, int]]()
    for unit, node in resolution.of.items():
        truth = wanted.get(unit.key)
        if truth is not None:
            nodes[node] += 1
            truths[truth] += 1
            both[node, truth] += 1
    right, found, there = (_pairs(c.values()) for c in (both, nodes, truths))
    return len(resolution.entities), right / max(1, found), right / max(1, there)


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)
