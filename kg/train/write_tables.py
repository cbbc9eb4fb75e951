"""Fitting the tables that read roles and results in what a network says, and relations.

They are fitted on papers that the network was not trained on, with the entities that would be
found there. Results are few: what is fitted to the labelled entities alone, without the
network, is the base that they only add to. The table of relations reads words alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from kg.nlp.mentions.missing_metrics import complete
from kg.nlp.mentions.network_features import NetworkFeatures
from kg.nlp.text.sentences import split_sentences
from kg.nlp.weights import OUTCOMES, RELATIONS, ROLES, SLOT_TABLE, parse_outcomes, parse_slots
from kg.train import fit_relations
from kg.train.fit_classifiers import Fitted, Judged
from kg.train.fit_tables import Base, Label, Labelled, Told, outcome_table, role_table, slot_table

__all__ = ["write_tables"]

T = TypeVar("T")


def write_tables(
    papers: Sequence[Judged],
    fitted: Fitted,
    folder: Path,
    related: Collection[fit_relations.Marked] = (),
) -> None:
    """Write the tables of a model into its folder, fitted to the papers of its judges.

    ``related`` are texts whose relations are labelled; without any no table of relations is
    written, and the shipped one serves.
    """
    told = list(_told(papers, fitted))
    tables = {
        ROLES: role_table(told),
        OUTCOMES: outcome_table(told, _base(told, outcome_table, parse_outcomes)),
        SLOT_TABLE: _without_metric(slot_table(told, _base(told, slot_table, parse_slots))),
    }
    if related:
        own = [fit_relations.told(judged.paper) for judged in papers]
        tables[RELATIONS] = fit_relations.relation_table(related, own)
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")


def _base(
    papers: Sequence[Labelled], fit: Callable[[Sequence[Labelled]], str], parse: Callable[[str], T]
) -> Base[T]:
    bare = [replace(paper, clusters=None, scores=None) for paper in papers]
    halves = parse(fit(bare[1::2])), parse(fit(bare[0::2]))
    return Base(parse(fit(bare)), [halves[at % 2] for at in range(len(bare))])


def _without_metric(table: str) -> str:
    """The table without the slot that the rules fill better, as long as results are few: tuple
    F1 0.335 against 0.320 on 384 held-out papers, value F1 alike."""
    rows = table.splitlines(keepends=True)
    return "".join(row for row in rows if not row.startswith("metric\t"))


def _told(papers: Sequence[Judged], fitted: Fitted) -> Iterator[Labelled]:
    scores = {judged.paper.document.id: judged.scores for judged in papers}
    for paper, clusters in fitted.clusters:
        text, own = paper.document.text, scores[paper.document.id]
        yield Labelled(
            text,
            tuple(Label(e.label, e.role, e.surfaces, not e.core) for e in paper.entities if e.role),
            tuple(Told(result.value, dict(result.slots)) for result in paper.results),
            complete(text, split_sentences(text), clusters, NetworkFeatures(own)),
            own,
        )
