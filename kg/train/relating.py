"""Fitting the table of relations to published sentences whose relations are labelled.

The corpus is SciER: Z. Zhang et al., "SciER: An Entity and Relation Extraction Dataset for
Datasets, Methods, and Tasks in Scientific Documents", EMNLP 2024; its classes are the kinds
of `kg.schema.RELATION_EDGES` one for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from kg.nlp.page import Page
from kg.nlp.regression import BIAS, Design, fit_sparse
from kg.nlp.relating import ANSWERS, NONE, Candidate, candidates, describe
from kg.nlp.spans import Group, Mention
from kg.schema import RELATION_EDGES
from kg.train.corpora import Sentence

__all__ = ["CLASSES", "Marked", "mark", "reach", "relation_table"]

CLASSES: Mapping[str, str] = {
    "Used-For": "USED_FOR",
    "Part-Of": "PART_OF",
    "SubClass-Of": "KIND_OF",
    "SubTask-Of": "SUBTASK_OF",
    "Evaluated-With": "EVALUATED_ON",
    "Trained-With": "TRAINED_ON",
    "Compare-With": "COMPARED_WITH",
    "Benchmark-For": "BENCHMARK_FOR",
}
"""Class of the corpus -> edge type; 'Synonym-Of' joins mentions of one entity."""

_LASSO, _RIDGE, _LEAST, _SHOWN, _STEPS = 0.0004, 0.0004, 5, 0.1, 300
_HEAD = """\
# What each sign says that a pair of mentions is related: labels, answer, feature, weight in log-odds.
# See kg/nlp/relating.py. Fitted by logistic regression with an L1 penalty.
"""  # noqa: E501
_NO_SPACE_BEFORE = re.compile(r"[,.;:!?)\]}%'’]")
_NO_SPACE_AFTER = re.compile(r".*[(\[{]$")


class Marked(NamedTuple):
    """A sentence as a page of its own, with its relations: (edge, first group, second group)."""

    page: Page
    relations: frozenset[tuple[str, int, int]]


def mark(sentence: Sentence) -> Marked:
    """A labelled sentence as the extractor would see it: each entity is a group.

    Relations of classes or labels that the graph does not have are left out; one that goes
    both ways is stored as (smaller, larger).
    """
    text, places = _text(sentence.tokens)
    groups = tuple(
        Group(kind, f"{a} {b}", (Mention(places[a][0], places[b - 1][1], kind, 1.0, "label"),))
        for a, b, kind in sentence.entities
    )
    numbers = {(a, b): i for i, (a, b, _) in enumerate(sentence.entities)}
    found = set()
    for a, b, c, d, kind in sentence.relations:
        edge, pair = CLASSES.get(kind), (numbers[a, b], numbers[c, d])
        if edge and tuple(groups[i].label for i in pair) == RELATION_EDGES[edge]:
            found.add((edge, *(sorted(pair) if edge == "COMPARED_WITH" else pair)))
    return Marked(Page(text, ((0, len(text)),), groups), frozenset(found))


def _text(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The tokens as running text, and where each stands in it."""
    text, places = "", []
    for token in tokens:
        glued = not text or _NO_SPACE_BEFORE.match(token) or _NO_SPACE_AFTER.match(text[-1:])
        text += token if glued else f" {token}"
        places.append((len(text) - len(token), len(text)))
    return text, places


def answer(marked: Marked, pair: Candidate) -> str:
    """The right answer for a candidate, as a table spells it."""
    for each in ANSWERS[pair.labels]:
        ends = pair.first.group, pair.second.group
        ends = ends if each.forward else ends[::-1]
        if each.type == "COMPARED_WITH":
            ends = min(ends), max(ends)
        if (each.type, *ends) in marked.relations:
            return str(each)
    return NONE


def reach(sentences: Iterable[Sentence]) -> tuple[int, int]:
    """(relations that are among the candidates, all relations) of labelled sentences."""
    reached = total = 0
    for sentence in sentences:
        marked = mark(sentence)
        total += len(marked.relations)
        reached += sum(answer(marked, pair) != NONE for pair in candidates(marked.page, 0))
    return reached, total


def relation_table(sentences: Iterable[Sentence]) -> str:
    """What each feature of a pair says for each answer: the text of the table."""
    examples: dict[str, list[tuple[frozenset[str], str]]] = {labels: [] for labels in ANSWERS}
    for sentence in sentences:
        marked = mark(sentence)
        pairs = list(candidates(marked.page, 0))
        for pair, features in zip(pairs, describe(marked.page, 0, pairs), strict=True):
            examples[pair.labels].append((features, answer(marked, pair)))
    rows = (row for labels, data in examples.items() if data for row in _rows(labels, data))
    return _HEAD + "".join(f"{row}\n" for row in rows)


def _rows(labels: str, data: Sequence[tuple[frozenset[str], str]]) -> Iterator[str]:
    classes = [NONE, *map(str, ANSWERS[labels])]
    design = Design.of([{BIAS, *features} for features, _ in data], least=_LEAST)
    wanted = np.eye(len(classes))[[classes.index(right) for _, right in data]]
    weights = fit_sparse(
        design, wanted, np.ones(len(data)), lasso=_LASSO, ridge=_RIDGE, steps=_STEPS
    )
    for at, name in enumerate(classes):
        for feature, column in design.columns.items():
            weight = float(weights[column, at])
            if feature == BIAS or abs(weight) >= _SHOWN:
                yield f"{labels}\t{name}\t{feature}\t{weight:.2f}"
