"""Fitting the tables that read roles and results in what a network says.

They are fitted on papers that the network was not trained on, with the entities that would be
found there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.nlp import sentences
from kg.nlp.completing import complete
from kg.nlp.fitting import TABLES, Label, Labelled, Told
from kg.nlp.opinion import Opinion
from kg.nlp.weights import OUTCOMES, ROLES, SLOT_TABLE
from kg.train.judging import Fitted, Judged

__all__ = ["write_tables"]


def write_tables(papers: Sequence[Judged], fitted: Fitted, folder: Path) -> None:
    """Write the tables of a model into its folder, fitted to the papers of its judges."""
    told = list(_told(papers, fitted))
    for name in (ROLES, OUTCOMES, SLOT_TABLE):
        (folder / name).write_text(TABLES[name](told), encoding="utf-8")


def _told(papers: Sequence[Judged], fitted: Fitted) -> Iterator[Labelled]:
    scores = {judged.paper.document.id: judged.scores for judged in papers}
    for paper, groups in fitted.groups:
        text, own = paper.document.text, scores[paper.document.id]
        yield Labelled(
            text,
            tuple(Label(e.label, e.role, e.surfaces, not e.core) for e in paper.entities if e.role),
            tuple(Told(result.value, dict(result.slots)) for result in paper.results),
            complete(text, sentences.split(text), groups, Opinion(own)),
            own,
        )
