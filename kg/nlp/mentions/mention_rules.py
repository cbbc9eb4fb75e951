"""Proposing mentions: which candidates are entities, of which label, and how surely.

Every surface of a paper is described by the rules that found it, its words, its shape and
the words around it; a table of weights (``kg/nlp/data/mention_weights.tsv``) adds up what the
description says for each label, and the softmax of the sums is the score. `propose` is
the one door: a trained model may stand in for it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from kg.core.schema import ENTITY_LABELS
from kg.nlp.mentions.mention_candidates import Candidate, gather
from kg.nlp.text.abbreviations import Definition
from kg.nlp.text.spans import Mention
from kg.nlp.text.wordlists import fold
from kg.nlp.weights import MentionWeights, shipped

__all__ = ["BY", "describe", "propose", "surfaces"]

BY = "rules@1"
THRESHOLD = 0.35
"""Least probability of a mention's label; chosen by cross-validation on labelled papers."""

Spans = Sequence[tuple[int, int]]
Places = Mapping[tuple[int, int], frozenset[tuple[str, str]]]
"""Where a surface stands, and (rule, label) of all rules that found it there."""

_PART = re.compile(r"[^\W_]+(?:\.\d+)*|[%@+*^]")
_BEFORE = re.compile(r"(\w+|[^\w\s])\W{0,2}$")
_AFTER = re.compile(r"[\"'”’}\s]*(\w+|[^\w\s])")
_NUMBER = re.compile(r"\d")


def propose(
    text: str,
    sentences: Spans,
    definitions: Sequence[Definition],
    *,
    weights: MentionWeights | None = None,
) -> tuple[Mention, ...]:
    """The mentions of a paper in text order; none overlaps another of these rules.

    ``sentences`` are character spans, the first of them the title; ``weights`` are the
    shipped ones if none are given.
    """
    table = shipped().mentions if weights is None else weights
    scored: list[Mention] = []
    for places, features in described(text, sentences, definitions):
        label, score = _judge(features, table)
        if label and score >= THRESHOLD:
            scored.extend(Mention(start, end, label, score, BY) for start, end in places)
    return _without_overlap(scored)


def described(
    text: str, sentences: Spans, definitions: Sequence[Definition]
) -> Iterator[tuple[Places, list[str]]]:
    """Every surface of the paper that might be an entity, with its features."""
    found = surfaces(text, gather(text, sentences, definitions))
    covered = _covered(found)
    for key, places in found.items():
        yield places, describe(text, sentences, key, places, covered)


def surfaces(text: str, candidates: Sequence[Candidate]) -> dict[str, Places]:
    """The candidates by surface, less case, plural and hyphens."""
    found: defaultdict[str, defaultdict[tuple[int, int], set[tuple[str, str]]]]
    found = defaultdict(lambda: defaultdict(set))
    for start, end, label, rule in candidates:
        key = " ".join(map(fold, _PART.findall(text[start:end])))
        if key:
            found[key][start, end].add((rule, label))
    return {
        key: {place: frozenset(rules) for place, rules in sorted(places.items())}
        for key, places in found.items()
    }


def _covered(found: Mapping[str, Places]) -> frozenset[tuple[int, int]]:
    """The places that lie inside a longer candidate."""
    places = sorted(
        {place for each in found.values() for place in each}, key=lambda p: (p[0], -p[1])
    )
    inside, reach = set(), -1
    for start, end in places:
        if end <= reach:
            inside.add((start, end))
        reach = max(reach, end)
    return frozenset(inside)


def describe(
    text: str,
    sentences: Spans,
    key: str,
    places: Places,
    covered: frozenset[tuple[int, int]],
) -> list[str]:
    """The features of one surface: rules, words, shape, places, and words around."""
    return [
        "bias",
        *{f"rule={rule}:{label}" for rule, label in chain.from_iterable(places.values())},
        *_of_words(key),
        *_of_shape(text, places),
        *_of_places(sentences, places, covered),
        *_of_context(text, sentences, places),
    ]


def _of_words(key: str) -> Iterator[str]:
    words = key.split()
    yield f"head={words[-1]}"
    yield f"first={words[0]}"
    yield f"length={min(len(words), 6)}"
    if len(words) > 1:
        yield f"tail={words[-2]} {words[-1]}"
        yield f"head={words[-1]}+"
    yield from {f"word={word}" for word in words[1:-1]}


def _of_shape(text: str, places: Places) -> Iterator[str]:
    start, end = max(places)
    surface = text[start:end]
    yield f"shape={_shape(surface)}"
    if any(char.isdigit() for char in surface):
        yield "digit"
    if len(surface) < 3:
        yield "tiny"
    if end < len(text) - 1 and text[end] == "-" and text[end + 1].isalnum():
        yield "tied-right"
    if start > 1 and text[start - 1] == "-" and text[start - 2].isalnum():
        yield "tied-left"


def _shape(surface: str) -> str:
    if surface.islower():
        return "lower"
    if surface.replace("-", "").isupper():
        return "upper"
    words = re.split(r"[\s-]+", surface)
    if all(word[:1].isupper() and word[1:].islower() for word in words):
        return f"title{min(len(words), 3)}"
    return "mixed1" if len(words) == 1 else "mixed"


def _of_places(
    sentences: Spans, places: Places, covered: frozenset[tuple[int, int]]
) -> Iterator[str]:
    starts = [start for start, _ in sentences]
    within = {bisect_right(starts, start) - 1 for start, _ in places}
    yield f"times={min(len(places), 4)}"
    if 0 in within:
        yield "in-title" if len(within) == 1 else "in-title-and-text"
    if 1 in within:
        yield "in-opening"
    if len(sentences) - 1 in within and len(sentences) > 2:
        yield "in-closing"
    inside = sum(place in covered for place in places)
    if inside:
        yield "covered" if inside == len(places) else "covered-once"


def _of_context(text: str, sentences: Spans, places: Places) -> Iterator[str]:
    starts = [start for start, _ in sentences]
    around: set[str] = set()
    for start, end in list(places)[:4]:
        first, last = sentences[max(0, bisect_right(starts, start) - 1)]
        before = _BEFORE.search(text, max(first, start - 20), start)
        after = _AFTER.match(text, end, max(end, last))
        around.add(f"before={fold(before[1]) if before else '^'}")
        around.add(f"after={fold(after[1]) if after else '$'}")
        if _NUMBER.search(text, first, start) or _NUMBER.search(text, end, max(end, last)):
            around.add("number-in-sentence")
        if _NUMBER.search(text, max(first, start - 25), start) or _NUMBER.search(
            text, end, min(max(end, last), end + 25)
        ):
            around.add("number-near")
    yield from around


def _judge(features: Sequence[str], table: MentionWeights) -> tuple[str | None, float]:
    """The most probable label (None: no entity) and its probability."""
    rows = [table[feature] for feature in features if feature in table]
    if not rows:
        return None, 0.0
    # Exact sums: the order of the features, which come from sets, must not tell.
    sums = [math.fsum(column) for column in zip(*rows, strict=True)]
    top = max(sums)
    shares = [math.exp(each - top) for each in sums]
    whole = sum(shares)
    best = max(range(len(ENTITY_LABELS)), key=lambda at: shares[at + 1])
    return ENTITY_LABELS[best], shares[best + 1] / whole


def _without_overlap(scored: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions that stay when, of two that overlap, the surer (else the longer) wins."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(scored, key=lambda m: (-m.score, m.start - m.end, m.start)):
        if taken.isdisjoint(range(mention.start, mention.end)):
            taken.update(range(mention.start, mention.end))
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: (m.start, m.end)))
