"""Which papers are like one: by what they introduce and address, share, and by their words."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from kg.core.errors import NotFoundError
from kg.lexicon.word_counts import ABSTRACTS, word_counts
from kg.questions.answer_records import Answers
from kg.questions.node_description import find_ids
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store

_ALL = 1_000_000  # rows
_CITES = "CITES"
_ROLES = {
    "INTRODUCES": 3.0,
    "ADDRESSES": 2.0,
    "USES": 1.0,
    "COMPARES_WITH": 1.0,
    "EVALUATES_ON": 1.0,
    "TRAINS_ON": 1.0,
    "REPORTS": 0.3,
    _CITES: 1.0,
}
"""How much a thing says of a paper's subject, by what the paper does with it: most papers that
report accuracy have nothing else in common.
Source of that by what both cite: bibliographic coupling, Kessler (1963)."""
_TITLE = 3.0
"""How often a word of the title counts, against one of the abstract."""
_SHARE = 0.5
"""Weight of shared things against words (1 - it): precision at 3 on the bed of tests is 0.67 here,
0.64 at 0.05 and at 0.95."""
_NAMED = 4  # things that are shown as shared, the rarest

_WORD = re.compile(r"[a-z]{3,}")
_BRITISH = re.compile(r"is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)")
_STEM = 7  # letters: 'optimizer', 'optimization' and 'optimizing' are one


@dataclass(frozen=True, slots=True)
class SimilarPaper:
    """A paper with its similarity to the one that was asked for, in [0, 1].

    ``things`` and ``words`` are the similarities by shared things and by words, in [0, 1];
    ``shared`` names the rarest things that both have, the rarest first, then what both cite.
    """

    paper: str
    title: str
    date: str | None
    similarity: float
    things: float
    words: float
    shared: tuple[str, ...]


def similar(graph: Askable, paper: str, *, limit: int = 10) -> list[SimilarPaper]:
    """The papers that are most like a paper, the likest first.

    Shared things (methods, datasets, metrics, tasks, cited papers) count by the inverse of how many
    papers have them and by what both papers do with them, words by how few texts have them.

    Args:
        graph: a graph directory, a graph, or an open store.
        paper: id, title, or a part of a title that only one paper has.
        limit: maximum number of papers.

    Raises:
        NotFoundError: no paper is called so.
    """
    with opened_store(graph) as store:
        found = [i for i in find_ids(store, paper) if i.partition("/")[0] not in _ENTITIES]
        if len(found) != 1:
            raise NotFoundError(f"{paper!r} is no paper's id or title; `kg search` finds papers")
        texts = {str(row["paper"]): row for row in ask(store, "paper-texts", {}).records()}
        rows = ask(store, "shared-things", {"paper": found[0], "limit": _ALL}).records()
    own = texts.pop(found[0])
    shared, by_things = _by_things(rows, found[0], len(texts) + 1)
    by_words = _by_words(own, texts)
    scores = {
        other: _SHARE * by_things.get(other, 0.0) + (1 - _SHARE) * by_words[other]
        for other in texts
    }
    best = sorted(scores, key=lambda other: (-scores[other], other))[:limit]
    return Answers(
        SimilarPaper(
            other,
            str(texts[other]["title"]),
            cast("str | None", texts[other]["date"]),
            round(scores[other], 4),
            round(by_things.get(other, 0.0), 4),
            round(by_words[other], 4),
            tuple(shared[other])[:_NAMED],
        )
        for other in best
        if scores[other] > 0
    )


_ENTITIES = frozenset(("method", "dataset", "metric", "task", "organization"))


def _by_things(
    rows: Iterable[Mapping[str, object]], own: str, papers: int
) -> tuple[dict[str, list[str]], dict[str, float]]:
    """The things that papers share with one, the rarest first, and their weight in [0, 1].

    1 is the weight of all things of the paper but what it cites: that adds to the others, for most
    papers are read without their bibliography.
    """
    found: dict[str, list[tuple[bool, int, str]]] = defaultdict(list)
    weights: dict[str, float] = defaultdict(float)
    for row in rows:
        other, count = str(row["paper"]), cast("int", row["papers"])
        roles = _ROLES[str(row["role"])] * _ROLES[str(row["other_role"])]
        if other != own or row["role"] != _CITES:
            weights[other] += math.sqrt(roles) * math.log((papers + 1) / count)
        found[other].append((row["role"] == _CITES, count, str(row["thing"])))
    whole = weights.pop(own, 0.0) or 1.0
    shared = defaultdict(list, {p: [name for *_, name in sorted(t)] for p, t in found.items()})
    return shared, {other: min(1.0, weight / whole) for other, weight in weights.items()}


def _by_words(
    own: Mapping[str, object], texts: Mapping[str, Mapping[str, object]]
) -> dict[str, float]:
    """The cosine of the words of each text with those of one."""
    asked = _vector(own)
    return {
        paper: sum(weight * vector.get(word, 0.0) for word, weight in asked.items())
        for paper, row in texts.items()
        for vector in (_vector(row),)
    }


def _vector(row: Mapping[str, object]) -> dict[str, float]:
    """Stem -> weight, of length 1: occurrences, damped, by inverse frequency."""
    counts: Counter[str] = Counter()
    for text, weight in ((row["title"], _TITLE), (row["abstract"], 1.0)):
        for word in _WORD.findall(str(text).lower()):
            counts[_stem(word)] += weight  # type: ignore[assignment]  # a weighted count
    vector = {stem: math.log1p(count) * _rarity(stem) for stem, count in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {stem: weight / length for stem, weight in vector.items()}


def _stem(word: str) -> str:
    return _BRITISH.sub("iz", word)[:_STEM].rstrip("s")


@cache
def _frequencies() -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for word, count in word_counts().items():
        counts[_stem(word)] += count
    return counts


@cache
def _rarity(stem: str) -> float:
    """The logarithm of how few abstracts have a word of this stem; names are in twelve or so."""
    return math.log(ABSTRACTS / min(_frequencies().get(stem, 12), ABSTRACTS - 1))
