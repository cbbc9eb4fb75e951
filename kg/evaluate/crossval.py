"""Cross-validation: every paper is judged by an extractor that was fitted without it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kg import nlp
from kg.core.errors import KGError
from kg.core.names import title_fold
from kg.core.schema import RESULT_EDGES
from kg.core.types import Document, Extraction
from kg.evaluate.bootstrap import intervals
from kg.evaluate.gold import Judged
from kg.evaluate.scoring import MEASURES, Score, add, score
from kg.train import fit_tables

__all__ = ["Figure", "Train", "cross_validate", "figures", "labelled", "train_rules"]

Extract = Callable[[Sequence[Document]], Iterable[Extraction]]
Train = Callable[[Sequence[Judged]], Extract]
"""Makes an extractor from labelled papers."""

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure on a set of papers: counts, ratios in [0, 1], and the 95 % interval of F1.

    ``wanted`` is how many of what is measured the labels have.
    """

    subset: str
    papers: int
    measure: str
    wanted: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float


def cross_validate(
    papers: Sequence[Judged],
    *,
    folds: int,
    train: Train | None = None,
    progress: Progress | None = None,
) -> list[Score]:
    """The score of each paper, in order, by what was trained on all other folds.

    Papers of one title are in one fold. ``progress`` is told after each fold.

    Raises:
        KGError: fewer than two folds, or one that leaves no paper to train on.
    """
    parts = [title_fold(paper.gold.title, folds) for paper in papers] if folds > 1 else []
    if len(set(parts)) < 2:
        raise KGError(f"{len(papers)} papers in {folds} folds: at least two folds must have papers")
    scores: dict[int, Score] = {}
    for part in range(folds):
        held = [i for i, at in enumerate(parts) if at == part]
        extract = (train or train_rules)(
            [p for p, at in zip(papers, parts, strict=True) if at != part]
        )
        found = extract([papers[i].document for i in held])
        for i, extraction in zip(held, found, strict=True):
            scores[i] = score(papers[i].gold, extraction)
        if progress is not None:
            progress("folds", part + 1, folds)
    return [scores[i] for i in range(len(papers))]


def train_rules(papers: Sequence[Judged]) -> Extract:
    """The rules with all their tables fitted to these papers."""
    with TemporaryDirectory() as folder:
        fit_tables.write([labelled(paper) for paper in papers], Path(folder))
        pipeline = nlp.load(rules=True, weights=Path(folder))
    return lambda documents: nlp.extract(documents, nlp=pipeline)


def labelled(paper: Judged) -> fit_tables.Labelled:
    """The paper as `kg.train.fit_tables` takes it."""
    labels = tuple(
        fit_tables.Label(e.type, e.role, (e.name, *e.aliases), not e.core)
        for e in paper.gold.entities
    )
    told = tuple(
        fit_tables.Told(result.value, {slot: getattr(result, slot) for slot in RESULT_EDGES})
        for result in paper.gold.results
    )
    return fit_tables.Labelled(paper.document.text, labels, told)


def figures(papers: Sequence[Judged], scores: Sequence[Score]) -> Iterator[Figure]:
    """Every measure on each subset, in the order of the labels, and on all of them."""
    subsets = list(dict.fromkeys(paper.gold.subset for paper in papers))
    for subset in subsets:
        yield from _figures(
            subset, [s for p, s in zip(papers, scores, strict=True) if p.gold.subset == subset]
        )
    if len(subsets) > 1:
        yield from _figures("all", scores)


def _figures(subset: str, scores: Sequence[Score]) -> Iterator[Figure]:
    total, ranges = add(scores), intervals(scores)
    for measure in MEASURES:
        count = total[measure]
        yield Figure(
            subset,
            len(scores),
            measure,
            count.right + count.missed,
            count.precision,
            count.recall,
            count.f1,
            *ranges[measure],
        )
