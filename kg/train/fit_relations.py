"""Fitting the table of relations to sentences whose relations are labelled.

SciERC: Y. Luan et al., "Multi-task identification of entities, relations, and coreference for
scientific knowledge graph construction", EMNLP 2018; its classes say which edge joins two
entities once their labels are known. Papers with labelled roles and results tell some more:
what a paper introduces and tests is evaluated where a sentence names both.

SciER only measures: Z. Zhang et al., "SciER: An Entity and Relation Extraction Dataset for
Datasets, Methods, and Tasks in Scientific Documents", EMNLP 2024.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby, permutations, product
from typing import NamedTuple

import numpy as np

from kg.core.schema import DATASET, METHOD, RELATION_EDGES, TASK
from kg.nlp.mentions.encoder import Scores
from kg.nlp.relations import neural_scores
from kg.nlp.relations.candidates import ANSWERS, CHOICES, NONE, Candidate, candidates
from kg.nlp.relations.pair_features import feature_names
from kg.nlp.relations.relation_extraction import shares, worded
from kg.nlp.text import sentences
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.spans import EntityCluster, Mention
from kg.nlp.weights import RelationWeights
from kg.train.corpora import Sentence, stretches
from kg.train.labelled_papers import LabelledPaper
from kg.train.occurrences import place
from kg.train.regression import BIAS, Design, Floats, fit_sparse

__all__ = [
    "MEANINGS",
    "SCIER",
    "Marked",
    "Meanings",
    "answer",
    "balance",
    "documents",
    "mark",
    "reach",
    "relation_table",
    "told",
]

Meanings = Mapping[tuple[str, str, str], tuple[str, bool]]
"""As `kg.nlp.relations.neural_scores.MEANINGS`, which are those of SciERC."""

_SCIER_CLASSES = {
    "Used-For": "USED_FOR",
    "Part-Of": "PART_OF",
    "SubClass-Of": "KIND_OF",
    "SubTask-Of": "SUBTASK_OF",
    "Evaluated-With": "EVALUATED_ON",
    "Trained-With": "TRAINED_ON",
    "Compare-With": "COMPARED_WITH",
    "Benchmark-For": "BENCHMARK_FOR",
}
SCIER: Meanings = {
    (kind, *RELATION_EDGES[edge]): (edge, True) for kind, edge in _SCIER_CLASSES.items()
}
"""One class for one edge; 'Synonym-Of' joins mentions of one entity."""

MEANINGS: Mapping[str, Meanings] = {"scierc": neural_scores.MEANINGS, "scier": SCIER}
"""By head in `kg.train.examples.HEADS`: the corpora whose classes of relations mean edges."""

_LABELS = {"Material": DATASET, DATASET: DATASET, METHOD: METHOD, TASK: TASK}
_UNRELATED = frozenset(("CONJUNCTION", "FEATURE-OF", "Synonym-Of"))
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}

_LASSO, _RIDGE, _LEAST, _SHOWN, _STEPS = 0.003, 0.0005, 8, 0.05, 400
_TRUST = {
    "Method-Dataset": 0.25,
    "Dataset-Method": 0.25,
    "Method-Method": 0.15,
    **dict.fromkeys(("Method-Task", "Task-Method", "Dataset-Task", "Task-Dataset"), 0.05),
}
"""How much a candidate counts whose answer roles tell, by labels: they say best what data are
for. Set by hand, after a look at development and test parts of SciERC and SciER."""
_HEAD = """\
# What each sign says that a pair of mentions is related: labels, answer, feature, weight in log-odds.
# See kg/nlp/relations/candidates.py. Fitted by logistic regression with an L1 penalty.
"""  # noqa: E501
_NO_SPACE_BEFORE = re.compile(r"[,.;:!?)\]}%'’]")
_NO_SPACE_AFTER = re.compile(r".*[(\[{]$")

Related = tuple[str, int, int]
"""An edge type with the numbers of two clusters; one that goes both ways has the smaller first."""


class Marked(NamedTuple):
    """A text with its entities as clusters, and how they are related.

    ``open`` are pairs of clusters, the smaller first, of which nothing is known.
    """

    annotated: AnnotatedText
    relations: frozenset[Related]
    open: frozenset[tuple[int, int]] = frozenset()


def mark(document: Sequence[Sentence], meanings: Meanings) -> Marked:
    """The labelled sentences of one document as an extractor would see them.

    Each entity is a cluster of its own. What is no method, dataset or task is left out, and
    pairs whose class has no meaning are open.
    """
    text, borders = "", []
    clusters: list[EntityCluster] = []
    relations: set[Related] = set()
    unknown: set[tuple[int, int]] = set()
    for sentence in document:
        start = len(text) + bool(text)
        own, places = _text(sentence.tokens)
        text += " " * bool(text) + own
        borders.append((start, len(text)))
        numbers = {}
        for a, b, kind in sentence.entities:
            if kind in _LABELS:
                numbers[a, b] = len(clusters)
                clusters.append(
                    _cluster(_LABELS[kind], start + places[a][0], start + places[b - 1][1])
                )
        for a, b, c, d, kind in sentence.relations:
            if (a, b) in numbers and (c, d) in numbers and kind not in _UNRELATED:
                head, tail = numbers[a, b], numbers[c, d]
                meaning = meanings.get((kind, clusters[head].label, clusters[tail].label))
                if meaning is None:
                    unknown.add((min(head, tail), max(head, tail)))
                else:
                    ends = (head, tail) if meaning[1] else (tail, head)
                    relations.add(_related(meaning[0], *ends))
    return Marked(AnnotatedText(text, borders, clusters), frozenset(relations), frozenset(unknown))


def _cluster(label: str, start: int, end: int) -> EntityCluster:
    return EntityCluster(label, f"{start}-{end}", (Mention(start, end, label, 1.0, "label"),))


def _related(edge: str, head: int, tail: int) -> Related:
    turned = edge == "COMPARED_WITH" and tail < head
    return (edge, tail, head) if turned else (edge, head, tail)


def _text(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The tokens as running text, and where each stands in it."""
    text, places = "", []
    for spelled in tokens:
        token = _BRACKETS.get(spelled, spelled)
        glued = not text or _NO_SPACE_BEFORE.match(token) or _NO_SPACE_AFTER.match(text[-1:])
        text += token if glued else f" {token}"
        places.append((len(text) - len(token), len(text)))
    return text, places


_BY_ROLES = {
    (METHOD, "introduces", DATASET, "evaluates_on"): "EVALUATED_ON",
    (METHOD, "compares", DATASET, "evaluates_on"): "EVALUATED_ON",
    (METHOD, "introduces", DATASET, "trains_on"): "TRAINED_ON",
    (METHOD, "uses", DATASET, "trains_on"): "TRAINED_ON",
    (METHOD, "introduces", METHOD, "compares"): "COMPARED_WITH",
    (METHOD, "introduces", TASK, "addresses"): "USED_FOR",
    (DATASET, "introduces", TASK, "addresses"): "BENCHMARK_FOR",
    (DATASET, "evaluates_on", TASK, "addresses"): "BENCHMARK_FOR",
    (METHOD, "compares", METHOD, "compares"): NONE,
    (METHOD, "introduces", DATASET, "mentions"): NONE,
    (METHOD, "mentions", DATASET, "evaluates_on"): NONE,
    (METHOD, "mentions", DATASET, "mentions"): NONE,
}
"""Labels and roles of two entities -> how they are related where one sentence names both."""

_BY_SLOTS = {
    ("method", "dataset"): "EVALUATED_ON",
    ("method", "baseline"): "COMPARED_WITH",
    ("dataset", "task"): "BENCHMARK_FOR",
}
"""Slots of one result -> how what fills them is related."""


def told(paper: LabelledPaper) -> Marked:
    """What roles and results of a labelled paper tell of its entities; all else is open."""
    text, entities = paper.document.text, paper.entities
    places = place(text, [entity.surfaces for entity in entities])
    clusters = [
        EntityCluster(
            e.label, e.surfaces[0], tuple(Mention(a, b, e.label, 1.0, "label") for a, b in own)
        )
        for e, own in zip(entities, places, strict=True)
    ]
    numbers = {entity.surfaces[0]: i for i, entity in enumerate(entities)}
    relations: set[Related] = set()
    for result in paper.results:
        slots = {slot: numbers[name] for slot, name in result.slots if name in numbers}
        for (first, second), edge in _BY_SLOTS.items():
            if first in slots and second in slots and slots[first] != slots[second]:
                relations.add(_related(edge, slots[first], slots[second]))
    known = {(min(one, other), max(one, other)) for _, one, other in relations}
    for (i, one), (j, other) in permutations(enumerate(entities), 2):
        told_by = _BY_ROLES.get((one.label, one.role or "", other.label, other.role or ""))
        if told_by and (min(i, j), max(i, j)) not in known:
            known.add((min(i, j), max(i, j)))
            if told_by != NONE:
                relations.add(_related(told_by, i, j))
    unknown = set(combinations(range(len(clusters)), 2)) - known
    annotated = AnnotatedText(text, sentences.split(text), clusters)
    return Marked(annotated, frozenset(relations), frozenset(unknown))


def answer(marked: Marked, pair: Candidate) -> str | None:
    """The right answer for a candidate, as a table spells it; None for one that is open."""
    own = pair.first.cluster, pair.second.cluster
    for each in ANSWERS[pair.labels]:
        if _related(each.type, *(own if each.forward else own[::-1])) in marked.relations:
            return str(each)
    return None if (min(own), max(own)) in marked.open else NONE


def reach(texts: Iterable[Marked]) -> tuple[int, int]:
    """(relations that are among the candidates, all relations) of labelled texts."""
    reached = total = 0
    for marked in texts:
        total += len(marked.relations)
        reached += sum(right not in (None, NONE) for _, _, right in _examples(marked))
    return reached, total


def documents(
    sentences: Iterable[Sentence], meanings: Meanings, most: int = 300
) -> Iterator[Marked]:
    """Labelled sentences as texts of one document each, of about ``most`` tokens at most."""
    for _, members in groupby(sentences, key=lambda sentence: sentence.document):
        for stretch in stretches(members, most):
            yield mark(stretch, meanings)


def _examples(marked: Marked) -> Iterator[tuple[Candidate, frozenset[str], str | None]]:
    for index in range(len(marked.annotated.sentences)):
        pairs = list(candidates(marked.annotated, index))
        for pair, features in zip(pairs, feature_names(marked.annotated, pairs), strict=True):
            yield pair, features, answer(marked, pair)


def relation_table(labelled: Iterable[Marked], papers: Iterable[Marked] = ()) -> str:
    """What each feature of a pair says for each answer: the text of the table.

    ``papers`` (`told`) count as `_TRUST` says.
    """
    examples: dict[str, list[_Example]] = {labels: [] for labels in ANSWERS}
    for marked in labelled:
        for pair, features, right in _examples(marked):
            if right is not None:
                examples[pair.labels].append((features, right, 1.0))
    for marked in papers:
        for pair, features, right in _examples(marked):
            if right is not None and pair.labels in _TRUST:
                examples[pair.labels].append((features, right, _TRUST[pair.labels]))
    rows = (row for labels, data in examples.items() if data for row in _rows(labels, data))
    return _HEAD + "".join(f"{row}\n" for row in rows)


_Example = tuple[frozenset[str], str, float]


def _rows(labels: str, data: Sequence[_Example]) -> Iterator[str]:
    classes = [NONE, *map(str, ANSWERS[labels])]
    design = Design.of([{BIAS, *features} for features, *_ in data], least=_LEAST)
    wanted = np.eye(len(classes))[[classes.index(right) for _, right, _ in data]]
    trust = np.array([each for *_, each in data])
    weights = fit_sparse(design, wanted, trust, lasso=_LASSO, ridge=_RIDGE, steps=_STEPS)
    for at, name in enumerate(classes):
        for feature, column in design.columns.items():
            weight = float(weights[column, at])
            if feature == BIAS or abs(weight) >= _SHOWN:
                yield f"{labels}\t{name}\t{feature}\t{weight:.2f}"


def balance(
    texts: Iterable[tuple[Marked, Scores]], weights: RelationWeights
) -> tuple[float, float]:
    """How much the table and the network count together: the least log-loss, in twentieths."""
    judged = [_judged(marked, scores, weights) for marked, scores in texts]
    pairs = [pair for each in judged for pair in each.pairs]
    by_words = np.concatenate([each.by_words for each in judged])
    by_network = np.concatenate([each.by_network for each in judged])
    right = np.array([choice for each in judged for choice in each.right], np.int64)

    def loss(words: float, network: float) -> float:
        found = shares(words * by_words + network * by_network, pairs)
        none = 1.0 - found.sum(axis=1)
        own = np.where(right < 0, none, found[np.arange(len(pairs)), right])
        return float(-np.log(np.maximum(own, 1e-9)).sum())

    steps = [step / 20 for step in range(31)]
    return min(product(steps, steps), key=lambda each: loss(*each))


class _Judged(NamedTuple):
    """The candidates of a text with what table and network say of each choice, and the right
    one's number; -1 for none."""

    pairs: Sequence[Candidate]
    by_words: Floats
    by_network: Floats
    right: Sequence[int]


def _judged(marked: Marked, scores: Scores, weights: RelationWeights) -> _Judged:
    found = (
        pair
        for i in range(len(marked.annotated.sentences))
        for pair in candidates(marked.annotated, i)
    )
    known = (pair for pair in found if pair.labels in weights.labels)
    rows = [(pair, right) for pair in known if (right := answer(marked, pair)) is not None]
    pairs = [pair for pair, _ in rows]
    return _Judged(
        pairs,
        worded(marked.annotated, pairs, weights),
        neural_scores.heard(scores, pairs).astype(np.float64),
        [_NUMBERS.get((pair.labels, right), -1) for pair, right in rows],
    )


_NUMBERS = {(labels, str(own)): at for at, (labels, own) in enumerate(CHOICES) if own is not None}
