"""Refitting what follows the network of a model, on labelled papers that the network has not read.

A training of the network takes hours; what decides which surface forms are one entity, and which
entity fills a slot of a result, is fitted in minutes. More labelled papers improve these at once.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.core.errors import InputError
from kg.core.names import title_key
from kg.nlp.linear_model import LinearModel, format_linear_model
from kg.nlp.linear_models import SLOT_FILE
from kg.nlp.mentions.mention_model import MentionModel, save_classifiers
from kg.nlp.mentions.model_manifest import read_manifest, write_manifest
from kg.train.fit_classifiers import ScoredPaper, fit_classifiers
from kg.train.labels.labelled_mentions import ClusteredPaper
from kg.train.labels.labelled_papers import LabelledPaper
from kg.train.linear.linear_fits import cluster_papers, fit_stacked_slots
from kg.train.model_record import Origin, refit_record

__all__ = ["refit_model"]


def refit_model(
    source: Path,
    papers: Sequence[LabelledPaper],
    out: Path,
    *,
    version: str,
    origin: Origin,
    known: Sequence[LabelledPaper] = (),
    seed: int = 0,
    threads: int = 1,
) -> Mapping[str, float]:
    """Write a model into the folder ``out``: that of ``source`` with some parts refitted.

    Refitted are the MLP of pairs of surface forms, the thresholds, and the model of slots; the
    network, the MLP of entities and the models of roles, outcomes and relations are those of
    ``source``. The papers must not be among those that its network was trained on; those that
    were are ``known``, and teach what is fitted without a network. Returns figures: the F1 of
    clean entities, cross-fitted.

    Raises:
        InputError: ``source`` is no model, two papers have one title, or the papers are too few.
    """
    if len({title_key(paper.document.title) for paper in papers}) < len(papers):
        raise InputError("a labelled paper comes twice", "labels")
    manifest, model = read_manifest(source), MentionModel.load(source, threads=threads)
    texts = (paper.document.text for paper in papers)
    scored = list(map(ScoredPaper, papers, model.network.scores(texts)))
    fitted = fit_classifiers(scored, seed=seed, entity=model.classifiers.entity)
    slots = _refitted_slots(list(cluster_papers(scored, fitted)), known)
    figures = {"clean entities, cross-fitted F1": round(fitted.f1, 3)}
    out.mkdir(parents=True, exist_ok=True)
    for name in manifest.files:
        if (source / name).resolve() != (out / name).resolve():
            shutil.copyfile(source / name, out / name)
    save_classifiers(out, fitted.classifiers)
    (out / SLOT_FILE).write_text(format_linear_model(slots), encoding="utf-8")
    refits = manifest.training.get("refits", [])
    record = refit_record(len(papers), len(known), seed, figures, origin)
    training = {**manifest.training, "refits": [*refits, record]}  # type: ignore[misc]
    thresholds = fitted.classifiers.thresholds
    changed = replace(manifest, version=version, thresholds=thresholds, training=training)
    write_manifest(out, changed)
    return figures


def _refitted_slots(
    papers: Sequence[ClusteredPaper], known: Sequence[LabelledPaper]
) -> LinearModel:
    """The model of slots, whose file states both kinds of papers."""
    slots = fit_stacked_slots(papers, known)
    fitted_to = f"{slots.source.fitted_to}, on a base fitted to {len(known)} more without a network"
    source = replace(slots.source, command="kg train --refit", fitted_to=fitted_to)
    return replace(slots, source=source)
