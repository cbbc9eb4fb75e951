"""Refitting a model to labelled papers that its network has not read.

A training of the network from nothing takes hours; what decides which surface forms are one entity,
and which entity fills a slot of a result, is fitted in minutes. More labelled papers improve these
at once; on request the network learns from them as well, from where it stands.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.core.errors import InputError
from kg.core.names import title_key
from kg.nlp.linear_model import LinearModel, format_linear_model, read_linear_model
from kg.nlp.linear_models import (
    CONFIDENCE_FILE,
    OUTCOME_FILE,
    ROLE_FILE,
    SLOT_FILE,
    save_slot_trees,
)
from kg.nlp.mentions.mention_model import MentionModel, save_classifiers
from kg.nlp.mentions.model_manifest import read_manifest, write_manifest
from kg.nlp.results.detect import OUTCOME_CLASSES
from kg.nlp.roles import ROLE_CLASSES
from kg.train.fit_classifiers import ScoredPaper, fit_classifiers
from kg.train.further_training import Further, train_further
from kg.train.labels.labelled_papers import LabelledPaper
from kg.train.linear.linear_fits import cluster_papers, fit_slots_and_confidence
from kg.train.model_record import Origin, refit_record
from kg.train.networks.onnx_export import NETWORK_FILES

__all__ = ["refit_model"]


def refit_model(
    source: Path,
    papers: Sequence[LabelledPaper],
    out: Path,
    *,
    version: str,
    origin: Origin,
    known: Sequence[LabelledPaper] = (),
    further: Further | None = None,
    seed: int = 0,
    threads: int = 1,
) -> Mapping[str, float]:
    """Write a model into the folder ``out``: that of ``source`` with some parts refitted.

    Refitted are the classifier of pairs of surface forms, the thresholds, and the models of slots
    and of confidence; with ``further`` the network is trained on first. The classifier of entities
    and the models of roles, outcomes and relations are those of ``source``. The papers must not be
    among those that its network was trained on; those that were are ``known``, and teach what is
    fitted without a network. Returns figures: the F1 of clean entities, cross-fitted.

    Raises:
        InputError: ``source`` is no model, two papers have one title, or the papers are too few.
    """
    if len({title_key(paper.document.title) for paper in papers}) < len(papers):
        raise InputError("a labelled paper comes twice", "labels")
    manifest, model = read_manifest(source), MentionModel.load(source, threads=threads)
    if further is None:
        texts = (paper.document.text for paper in papers)
        scored = list(map(ScoredPaper, papers, model.network.scores(texts)))
    else:
        scored = train_further(source, papers, known, out, further)
    fitted = fit_classifiers(scored, seed=seed, entity=model.classifiers.entity)
    roles = read_linear_model(source / ROLE_FILE, classes=ROLE_CLASSES)
    outcomes = read_linear_model(source / OUTCOME_FILE, classes=OUTCOME_CLASSES)
    clustered = list(cluster_papers(scored, fitted))
    slots, confidence = fit_slots_and_confidence(clustered, roles, outcomes, known)
    figures = {"clean entities, cross-fitted F1": round(fitted.f1, 3)}
    out.mkdir(parents=True, exist_ok=True)
    for name in manifest.files:
        trained = further is not None and name in NETWORK_FILES
        if not trained and (source / name).resolve() != (out / name).resolve():
            shutil.copyfile(source / name, out / name)
    save_classifiers(out, fitted.classifiers)
    save_slot_trees(out, slots.trees)
    for name, fit in ((SLOT_FILE, slots.linear), (CONFIDENCE_FILE, confidence)):
        own = _stated_as_refit(fit)
        (out / name).write_text(format_linear_model(own), encoding="utf-8")
    refits = manifest.training.get("refits", [])
    epochs = 0 if further is None else further.options.epochs
    record = refit_record(len(papers), len(known), epochs, seed, figures, origin)
    training = {**manifest.training, "refits": [*refits, record]}  # type: ignore[misc]
    thresholds = fitted.classifiers.thresholds
    changed = replace(manifest, version=version, thresholds=thresholds, training=training)
    write_manifest(out, changed)
    return figures


def _stated_as_refit(model: LinearModel) -> LinearModel:
    """The model, whose file states the command."""
    return replace(model, source=replace(model.source, command="kg train --refit"))
