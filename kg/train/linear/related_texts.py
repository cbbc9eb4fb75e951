"""Texts whose relations are labelled, by a published corpus or by the roles of a paper's entities.

SciERC: Y. Luan et al., "Multi-task identification of entities, relations, and coreference for
scientific knowledge graph construction", EMNLP 2018; its classes name an edge once the labels of
both entities are known. SciER, for measuring alone: Z. Zhang et al., "SciER: An Entity and
Relation Extraction Dataset for Datasets, Methods, and Tasks in Scientific Documents", EMNLP 2024.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby, permutations
from typing import NamedTuple

from kg.core.schema import DATASET, METHOD, RELATION_EDGES, TASK
from kg.nlp.relations.candidates import ANSWERS, NONE, Candidate, candidates
from kg.nlp.relations.neural_scores import SCIERC_EDGES
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.spans import EntityCluster, Mention
from kg.train.labels.labelled_mentions import ClusteredPaper, annotated_text_of
from kg.train.labels.labelled_papers import LabelledPaper
from kg.train.networks.corpora import Sentence, sentence_runs

__all__ = [
    "CORPUS_EDGES",
    "SCIER_EDGES",
    "ClassEdges",
    "RelatedText",
    "count_reached",
    "infer_relations",
    "label_document",
    "read_related_texts",
    "right_answer",
]

ClassEdges = Mapping[tuple[str, str, str], tuple[str, bool]]
"""As `kg.nlp.relations.SCIERC_EDGES`, which are those of SciERC."""

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
SCIER_EDGES: ClassEdges = {
    (kind, *RELATION_EDGES[edge]): (edge, True) for kind, edge in _SCIER_CLASSES.items()
}
"""One class for one edge; 'Synonym-Of' joins mentions of one entity."""

CORPUS_EDGES: Mapping[str, ClassEdges] = {"scierc": SCIERC_EDGES, "scier": SCIER_EDGES}
"""By head in `HEADS` of the examples: the corpora whose classes of relations mean edges."""

_LABELS = {"Material": DATASET, DATASET: DATASET, METHOD: METHOD, TASK: TASK}
_UNRELATED = frozenset(("CONJUNCTION", "FEATURE-OF", "Synonym-Of"))
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}

_NO_SPACE_BEFORE = re.compile(r"[,.;:!?)\]}%'’]")
_NO_SPACE_AFTER = re.compile(r".*[(\[{]$")

Related = tuple[str, int, int]
"""An edge type with the numbers of two clusters; one that goes both ways has the smaller first."""


class RelatedText(NamedTuple):
    """A text with its entities as clusters, and how they are related.

    ``open`` are pairs of clusters, the smaller first, whose relation is unknown.
    """

    annotated: AnnotatedText
    relations: frozenset[Related]
    open: frozenset[tuple[int, int]] = frozenset()


def label_document(document: Sequence[Sentence], edges: ClassEdges) -> RelatedText:
    """The labelled sentences of one document as an extractor would see them.

    Each entity is a cluster of its own. What is no method, dataset or task is left out, and
    pairs whose class has no edge are open.
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
                edge = edges.get((kind, clusters[head].label, clusters[tail].label))
                if edge is None:
                    unknown.add((min(head, tail), max(head, tail)))
                else:
                    ends = (head, tail) if edge[1] else (tail, head)
                    relations.add(_related(edge[0], *ends))
    return RelatedText(
        AnnotatedText(text, borders, clusters), frozenset(relations), frozenset(unknown)
    )


def _cluster(label: str, start: int, end: int) -> EntityCluster:
    return EntityCluster(label, f"{start}-{end}", (Mention(start, end, label, 1.0, "label"),))


def _related(edge: str, head: int, tail: int) -> Related:
    turned = edge == "COMPARED_WITH" and tail < head
    return (edge, tail, head) if turned else (edge, head, tail)


def _text(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The tokens as running text, and the span of each in it."""
    text, places = "", []
    for raw in tokens:
        token = _BRACKETS.get(raw, raw)
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
"""Labels and roles of two entities -> their relation where one sentence names both."""

_BY_SLOTS = {
    ("method", "dataset"): "EVALUATED_ON",
    ("method", "baseline"): "COMPARED_WITH",
    ("dataset", "task"): "BENCHMARK_FOR",
}
"""Slots of one result -> the relation of the entities that fill them."""


def infer_relations(paper: LabelledPaper) -> RelatedText:
    """The relations that roles and results of a labelled paper imply; all other pairs are open."""
    entities = paper.entities
    numbers = {entity.name: i for i, entity in enumerate(entities)}
    relations: set[Related] = set()
    for result in paper.results:
        slots = {slot: numbers[name] for slot, name in result.slots.items() if name in numbers}
        for (first, second), edge in _BY_SLOTS.items():
            if first in slots and second in slots and slots[first] != slots[second]:
                relations.add(_related(edge, slots[first], slots[second]))
    known = {(min(one, other), max(one, other)) for _, one, other in relations}
    for (i, one), (j, other) in permutations(enumerate(entities), 2):
        inferred = _BY_ROLES.get((one.type, one.role, other.type, other.role))
        if inferred and (min(i, j), max(i, j)) not in known:
            known.add((min(i, j), max(i, j)))
            if inferred != NONE:
                relations.add(_related(inferred, i, j))
    unknown = set(combinations(range(len(entities)), 2)) - known
    annotated = annotated_text_of(ClusteredPaper(paper))
    return RelatedText(annotated, frozenset(relations), frozenset(unknown))


def right_answer(text: RelatedText, pair: Candidate) -> str | None:
    """The right answer for a candidate, as text; None where it is unknown."""
    own = pair.first.cluster, pair.second.cluster
    for each in ANSWERS[pair.labels]:
        if _related(each.type, *(own if each.forward else own[::-1])) in text.relations:
            return str(each)
    return None if (min(own), max(own)) in text.open else NONE


def count_reached(texts: Iterable[RelatedText]) -> tuple[int, int]:
    """(relations that are among the candidates, all relations) of labelled texts."""
    reached = total = 0
    for text in texts:
        total += len(text.relations)
        reached += sum(right_answer(text, pair) not in (None, NONE) for pair in _candidates(text))
    return reached, total


def read_related_texts(
    sentences: Iterable[Sentence], edges: ClassEdges, most: int = 300
) -> Iterator[RelatedText]:
    """Labelled sentences as texts of one document each, of about ``most`` tokens at most."""
    for _, members in groupby(sentences, key=lambda sentence: sentence.document):
        for stretch in sentence_runs(members, most):
            yield label_document(stretch, edges)


def _candidates(text: RelatedText) -> Iterator[Candidate]:
    for index in range(len(text.annotated.sentences)):
        yield from candidates(text.annotated, index)
