"""Cross-validation of the trained model: every paper is read by one that has not seen it.

For each part of the papers: a network trained without it, written as it ships; MLPs,
thresholds and tables fitted to the other parts, each as scored by the network that has not seen
*it*; and then the real extraction, from text to results.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg import nlp
from kg.core.errors import KGError
from kg.core.names import title_fold
from kg.core.types import Extraction
from kg.evaluate.scoring import Score, score_extraction
from kg.train.labels.labelled_papers import LabelledPaper

if TYPE_CHECKING:
    from kg.train.fit_classifiers import ScoredPaper
    from kg.train.recipe import Corpus, Report

__all__ = ["cross_validate", "extract_held_out"]

Progress = Callable[[str, int, int | None], None]


def cross_validate(
    papers: Sequence[LabelledPaper],
    work: Path,
    *,
    encoder: Path,
    corpora: Sequence[Corpus] = (),
    parts: Sequence[int] | None = None,
    report: Report = lambda _stage, _epoch: None,
) -> tuple[list[LabelledPaper], list[Score]]:
    """The papers of the parts (by default all five) in order, with their scores.

    ``work`` is a folder that ``kg train`` wrote, or will be like one: its checkpoints are
    used, and a network that is not among them is trained. ``corpora`` are those of the first
    stage; the other arguments are as in `kg.train.recipe.train_model`.

    Raises:
        KGError: fewer than two parts have papers: the classifiers of one are fitted to the others.
    """
    found = extract_held_out(
        papers, work, encoder=encoder, corpora=corpora, parts=parts, report=report
    )
    read = [index for index in range(len(papers)) if index in found]
    return [papers[i] for i in read], [score_extraction(papers[i], found[i]) for i in read]


def extract_held_out(
    papers: Sequence[LabelledPaper],
    work: Path,
    *,
    encoder: Path,
    corpora: Sequence[Corpus] = (),
    parts: Sequence[int] | None = None,
    report: Report = lambda _stage, _epoch: None,
) -> dict[int, Extraction]:
    """Position of each paper of the parts -> what was read in it; as `cross_validate`."""
    from kg.train.networks.onnx_export import export_network
    from kg.train.recipe import FOLDS, begin_course, score_papers

    chosen = sorted(set(range(FOLDS) if parts is None else parts))
    part_of = [title_fold(paper.document.title, FOLDS) for paper in papers]
    if len(set(chosen) & set(part_of)) < 2 or not set(chosen) <= set(part_of):
        raise KGError(f"{len(papers)} papers: at least two parts, and no empty one, can be read")
    course = begin_course(corpora, papers, work, encoder=encoder, report=report)
    scored: dict[int, list[ScoredPaper]] = {}
    for part in chosen:
        network, held = course.without_part(part, papers)
        scored[part] = score_papers(network, held, course.pieces)
        export_network(network, encoder / "tokenizer.json", _folder(work, part))
    return {
        index: extraction
        for part in chosen
        for index, extraction in _read(papers, part_of, part, scored, work).items()
    }


def _folder(work: Path, part: int) -> Path:
    return work / f"part-{part}"


def _read(
    papers: Sequence[LabelledPaper],
    part_of: Sequence[int],
    part: int,
    scored: dict[int, list[ScoredPaper]],
    work: Path,
) -> dict[int, Extraction]:
    """The extractions of a part, by classifiers and tables fitted to the other parts."""
    from kg.nlp.mentions.mention_model import save_classifiers
    from kg.nlp.mentions.model_manifest import ModelManifest, write_manifest
    from kg.nlp.mentions.span_classes import SCHEMA_CLASSES
    from kg.train.fit_classifiers import fit_classifiers
    from kg.train.linear.linear_fits import write_linear_models

    folder = _folder(work, part)
    others = [each for other, found in scored.items() if other != part for each in found]
    fitted = fit_classifiers(others)
    save_classifiers(folder, fitted.classifiers)
    write_linear_models(others, fitted, folder)
    thresholds = fitted.classifiers.thresholds
    write_manifest(folder, ModelManifest(f"without-{part}", SCHEMA_CLASSES, thresholds))
    held = [index for index, own in enumerate(part_of) if own == part]
    pipeline = nlp.load(model=folder)
    found = nlp.extract([papers[index].document for index in held], nlp=pipeline)
    return dict(zip(held, found, strict=True))
