"""The relations of a text between its entities, each with the words that are its evidence.

Every pair of mentions in a sentence whose labels an edge could join is a candidate
(`kg.nlp.relations.candidates`) and gets a probability for each edge
(`kg.nlp.relations.relation_scores`). Of all pairs of mentions of two entities, those that score
enough and satisfy the constraints (`kg.nlp.relations.constraints`) are the evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.core.types import Evidence, Relation
from kg.nlp.mentions.encoder import NetworkScores
from kg.nlp.relations.candidates import Answer, Candidate
from kg.nlp.relations.constraints import satisfies_constraints
from kg.nlp.relations.relation_model import RelationModel
from kg.nlp.relations.relation_scores import ScoredPair, score_pairs
from kg.nlp.text.annotated_text import AnnotatedText

__all__ = ["BY", "MIN_CONFIDENCE", "extract_relations"]

BY = "relations@3"
MIN_CONFIDENCE: Mapping[str, float] = {
    "USED_FOR": 0.4,
    "PART_OF": 0.45,
    "KIND_OF": 0.4,
    "TRAINED_ON": 0.5,
    "EVALUATED_ON": 0.35,
    "COMPARED_WITH": 0.5,
    "BENCHMARK_FOR": 0.5,
    "SUBTASK_OF": 0.5,
}
"""Pairs that score less are not related: a wrong edge is worse than a missing one. Set by reading
80 relations of listing pages, of which 60 were right at 0.4 (PART_OF at 0.5)."""

_DIGITS = 4


def extract_relations(
    annotated: AnnotatedText,
    *,
    model: RelationModel,
    scores: NetworkScores | None = None,
    roles: Sequence[str] = (),
    min_confidence: Mapping[str, float] = MIN_CONFIDENCE,
) -> tuple[Relation, ...]:
    """The relations of a text, by first evidence.

    ``scores`` are the network's output for the text; ``roles`` those of its clusters, if known,
    which the constraints read; ``min_confidence`` is by edge type. Ends are names of clusters;
    two clusters have at most one relation of a type and direction.
    """
    found: dict[tuple[str, int, int], list[Evidence]] = {}
    for each in score_pairs(annotated, model, scores):
        if each.score < min_confidence[each.answer.type]:
            continue
        if each.by_pattern or satisfies_constraints(annotated, each.pair, each.answer, roles):
            key = (each.answer.type, *_ends(each.pair, each.answer))
            found.setdefault(_first_key(key, found), []).append(_evidence(annotated, each))
    return tuple(_relation(annotated, key, evidence) for key, evidence in found.items())


def _ends(pair: Candidate, answer: Answer) -> tuple[int, int]:
    ends = pair.first.cluster, pair.second.cluster
    return ends if answer.forward else ends[::-1]


def _first_key(
    key: tuple[str, int, int], found: Mapping[tuple[str, int, int], object]
) -> tuple[str, int, int]:
    """The key under which a symmetric relation was found first."""
    kind, head, tail = key
    other = (kind, tail, head)
    return other if kind == "COMPARED_WITH" and other in found else key


def _evidence(annotated: AnnotatedText, scored: ScoredPair) -> Evidence:
    start, end = scored.pair.first.start, scored.pair.second.end
    first, last = annotated.sentences[annotated.sentence_at(start)]
    return Evidence(
        start=start,
        end=end,
        text=annotated.text[start:end],
        sentence=annotated.text[first : max(last, end)],
        by=BY,
        score=round(scored.score, _DIGITS),
    )


def _relation(
    annotated: AnnotatedText, key: tuple[str, int, int], evidence: Sequence[Evidence]
) -> Relation:
    kind, head, tail = key
    one, two = annotated.clusters[head], annotated.clusters[tail]
    return Relation(
        type=kind,
        head=one.name,
        head_type=one.label,
        tail=two.name,
        tail_type=two.label,
        evidence=tuple(evidence),
        confidence=max(each.score for each in evidence),
    )
