"""Fitting the linear models of a model: roles, relations, and what reads results.

The papers are ones that the network was not trained on, with the entities that it finds there.
Results are few: a base that is fitted to the labelled entities alone, without the network, comes
first (`kg.train.linear.stacking`). The model of relations reads words alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.nlp.linear_model import LinearModel, format_linear_model
from kg.nlp.linear_models import (
    CONFIDENCE_FILE,
    OUTCOME_FILE,
    RELATION_FILE,
    ROLE_FILE,
    SLOT_FILE,
    save_slot_trees,
)
from kg.nlp.mentions.missing_slots import add_missing_slots
from kg.nlp.mentions.network_features import NetworkFeatures
from kg.nlp.results.slot_model import SlotModel
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.sentences import split_sentences
from kg.train.fit_classifiers import Fitted, ScoredPaper
from kg.train.labels.labelled_mentions import ClusteredPaper
from kg.train.labels.labelled_papers import LabelledPaper
from kg.train.linear.fit_confidence import fit_confidence_model, judged_results
from kg.train.linear.fit_outcomes import fit_outcome_model
from kg.train.linear.fit_relations import fit_relation_model
from kg.train.linear.fit_roles import fit_role_model
from kg.train.linear.fit_slots import fit_slot_base, fit_slots_on_base
from kg.train.linear.related_texts import RelatedText, infer_relations
from kg.train.linear.stacking import BaseModel

__all__ = [
    "cluster_papers",
    "fit_slots_and_confidence",
    "fit_stacked_slots",
    "write_linear_models",
]


def write_linear_models(
    papers: Sequence[ScoredPaper],
    fitted: Fitted,
    folder: Path,
    related: Collection[RelatedText] = (),
) -> None:
    """Write the linear models of a model into its folder, fitted to the papers of its classifiers.

    ``related`` are texts whose relations are labelled; without any no model of relations is
    written, and the shipped one serves.
    """
    clustered = list(cluster_papers(papers, fitted))
    roles = fit_role_model(clustered)
    outcomes = fit_outcome_model(clustered, _fit_base(clustered, fit_outcome_model))
    slots, confidence = fit_slots_and_confidence(clustered, roles, outcomes)
    models = {
        ROLE_FILE: roles,
        OUTCOME_FILE: outcomes,
        SLOT_FILE: slots.linear,
        CONFIDENCE_FILE: confidence,
    }
    if related:
        inferred = [infer_relations(scored.paper) for scored in papers]
        models[RELATION_FILE] = fit_relation_model(related, inferred)
    for name, model in models.items():
        (folder / name).write_text(format_linear_model(model), encoding="utf-8")
    save_slot_trees(folder, slots.trees)


def _fit_base(
    papers: Sequence[ClusteredPaper],
    fit: Callable[[Sequence[ClusteredPaper]], LinearModel],
    known: Sequence[ClusteredPaper] = (),
) -> BaseModel:
    bare = [replace(paper, clusters=None, scores=None) for paper in papers]
    halves = fit([*bare[1::2], *known]), fit([*bare[0::2], *known])
    return BaseModel(fit([*bare, *known]), [halves[at % 2] for at in range(len(bare))])


def fit_stacked_slots(
    papers: Sequence[ClusteredPaper], known: Sequence[LabelledPaper] = ()
) -> SlotModel:
    """The model of slots: a linear model on a base without the network, corrected by trees.

    The network may have been trained on the ``known`` papers: they count for the base alone.
    """
    own = [ClusteredPaper(paper) for paper in known]
    base = _fit_base(papers, fit_slot_base, own)
    linear, trees = fit_slots_on_base(papers, base)
    return SlotModel(linear.whole, trees)


def fit_slots_and_confidence(
    papers: Sequence[ClusteredPaper],
    roles: LinearModel,
    outcomes: LinearModel,
    known: Sequence[LabelledPaper] = (),
) -> tuple[SlotModel, LinearModel]:
    """The model of slots, and that of the confidence of results.

    The confidence is fitted to results that slots fitted to the other half of the papers filled.
    """
    halves = papers[1::2], papers[0::2]
    judged = [
        result
        for half, rest in (halves, halves[::-1])
        for slots in [fit_stacked_slots(rest, known)]
        for paper in half
        for result in judged_results(paper, roles=roles, outcomes=outcomes, slots=slots)
    ]
    return fit_stacked_slots(papers, known), fit_confidence_model(judged, len(papers))


def cluster_papers(papers: Sequence[ScoredPaper], fitted: Fitted) -> Iterator[ClusteredPaper]:
    """The papers with the clusters that classifiers not fitted to them find."""
    scores = {scored.paper.document.id: scored.scores for scored in papers}
    for paper, clusters in fitted.clusters:
        text, own = paper.document.text, scores[paper.document.id]
        annotated = AnnotatedText(text, split_sentences(text), clusters)
        found = add_missing_slots(annotated, NetworkFeatures(own))
        yield ClusteredPaper(paper, found.clusters, own)
