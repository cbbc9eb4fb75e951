"""Fitting what follows the network, on papers that the network was not trained on.

Two classifiers turn the network's scores and the words into chances: that a surface is an entity of
each label, and that two surfaces are one entity. The thresholds are those of the best F1 of clean
entities, by cross-fitting: no paper is scored by classifiers that were fitted to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from kg.core import names
from kg.core.errors import InputError
from kg.core.names import title_fold
from kg.core.schema import ENTITY_LABELS
from kg.nlp.mentions.classifier import Classifier
from kg.nlp.mentions.decode import Classifiers, MentionScores, classify, decode_clusters
from kg.nlp.mentions.encoder import NetworkScores
from kg.nlp.mentions.forms.coref_features import (
    candidate_pairs,
    compare_surface_forms,
    declared_pairs,
)
from kg.nlp.mentions.forms.parting_words import parting_words
from kg.nlp.mentions.forms.surface_features import (
    SurfaceForm,
    describe_surface_forms,
    gather_surface_forms,
)
from kg.nlp.mentions.forms.surface_words import surface_words
from kg.nlp.mentions.mlp import MLP
from kg.nlp.mentions.model_manifest import Thresholds
from kg.nlp.text.abbreviations import Definition, find_abbreviations
from kg.nlp.text.spans import EntityCluster
from kg.train.fit_words import fit_words, held_out_log_odds
from kg.train.labels.labelled_papers import LabelledEntity, LabelledPaper

__all__ = ["Fitted", "ScoredPaper", "count_clean_entities", "fit_classifiers"]

Floats = NDArray[np.float32]

_FOLDS = 5
_KEEP = (0.25, 0.3, 0.35, 0.4)
"""At most what a name has whose label words state (`kg.nlp.mentions.stated_labels`): higher ones
gain nothing."""
_JOIN = (0.6, 0.7, 0.8, 0.9)
_ALIAS = (0.3, 0.4)
"""Higher ones raise clean F1 by 0.002, and lose a tenth of the spellings."""
_RELATED = 0.2
_SEPARATE = (0.3, 0.4, 0.5, 0.6)
_START = 0.4

_OTHER = 0.5
"""How right the other label is where both readings are fair: strict F1 0.791 for 0.789 when it
was right altogether, over two seeds, with more of the better readings."""


class ScoredPaper(NamedTuple):
    """A labelled paper with the network's scores of it."""

    paper: LabelledPaper
    scores: NetworkScores


class _Sheet(NamedTuple):
    """A paper's candidates, described, with what the labels say of them.

    ``words`` are those of each surface, ``shared`` those of each pair.
    """

    paper: LabelledPaper
    surfaces: Sequence[SurfaceForm]
    definitions: Sequence[Definition]
    features: Floats
    words: Sequence[Sequence[str]]
    wanted: Floats
    pairs: Floats
    shared: Sequence[Sequence[str]]
    same: Floats


class Fitted(NamedTuple):
    """Classifiers, and the F1 of clean entities that their thresholds were chosen by.

    ``clusters`` are the entities of each paper that were found for that, by classifiers that had
    not seen it.
    """

    classifiers: Classifiers
    f1: float
    clusters: Sequence[tuple[LabelledPaper, tuple[EntityCluster, ...]]] = ()


def fit_classifiers(
    papers: Iterable[ScoredPaper], *, seed: int = 0, entity: Classifier | None = None
) -> Fitted:
    """The classifiers, fitted on all the papers, with thresholds chosen by cross-fitting.

    ``entity`` is the first of them, if it is known already: then only the second is fitted.

    Raises:
        InputError: no paper has two spellings of its entities among what the network found.
    """
    sheets = [_sheet(*scored) for scored in papers]
    parts = [[s for s in sheets if _part(s) == part] for part in range(_FOLDS)]
    scored_papers: list[tuple[LabelledPaper, MentionScores]] = []
    for part, held_out in enumerate(parts):
        rest = [sheet for other, sheets in enumerate(parts) if other != part for sheet in sheets]
        if held_out and rest:
            classifiers = _fit(rest, seed, entity)
            scored_papers += [(s.paper, _classify(s, classifiers)) for s in held_out]
    classifiers = _with_thresholds(_fit(sheets, seed, entity), scored_papers)
    clusters = [
        (paper, decode_clusters(scored, classifiers, "")) for paper, scored in scored_papers
    ]
    return Fitted(classifiers, _f1(scored_papers, classifiers), clusters)


def _part(sheet: _Sheet) -> int:
    # Not the split of the network's training: all papers here are of one part of that.
    return title_fold(f"judges {sheet.paper.document.title}", _FOLDS)


def _classify(sheet: _Sheet, classifiers: Classifiers) -> MentionScores:
    return classify(sheet.paper.document.text, sheet.surfaces, sheet.definitions, classifiers)


def _sheet(paper: LabelledPaper, scores: NetworkScores) -> _Sheet:
    text = paper.document.text
    surfaces, definitions = gather_surface_forms(text, scores), find_abbreviations(text)
    keys = [{names.key(surface) for surface in entity.surfaces} for entity in paper.entities]
    owners = [[i for i, own in enumerate(keys) if s.key in own] for s in surfaces]
    declared = declared_pairs(text, definitions)
    links = [(i, j) for i, j in candidate_pairs(surfaces, declared) if owners[i] and owners[j]]
    return _Sheet(
        paper,
        surfaces,
        definitions,
        describe_surface_forms(text, surfaces, definitions, ENTITY_LABELS),
        [surface_words(text, surface) for surface in surfaces],
        np.array([_wanted(paper.entities, own) for own in owners], np.float32).reshape(
            -1, len(ENTITY_LABELS) + 1
        ),
        compare_surface_forms(surfaces, links, declared),
        [parting_words(text, surfaces[i], surfaces[j]) for i, j in links],
        _rows([float(not set(owners[i]).isdisjoint(owners[j]))] for i, j in links),
    )


def _rows(rows: Iterable[Sequence[float]]) -> Floats:
    return np.array(list(rows), np.float32)


def _wanted(entities: Sequence[LabelledEntity], owners: Sequence[int]) -> list[float]:
    """One for each label that is right, less for one that would do, then one for 'optional'."""
    own = [entities[index] for index in owners]
    best = {entity.type for entity in own if entity.core}
    other = {entity.other_type for entity in own if entity.core}
    optional = bool(own) and not any(entity.core for entity in own)
    wanted = (1.0 if label in best else _OTHER * (label in other) for label in ENTITY_LABELS)
    return [*wanted, float(optional)]


def _fit(sheets: Sequence[_Sheet], seed: int, entity: Classifier | None) -> Classifiers:
    filled = [sheet for sheet in sheets if len(sheet.features)]
    linked = [sheet for sheet in sheets if len(sheet.pairs)]
    if not filled or not linked:
        raise InputError("too few labelled papers to learn what is one entity", "labels")
    if entity is None:
        entity = _classifier(
            [s.features for s in filled],
            [s.words for s in filled],
            [s.wanted for s in filled],
            _Recipe(hidden=384, epochs=20, seed=seed),
        )
    same = _classifier(
        [s.pairs for s in linked],
        [s.shared for s in linked],
        [s.same for s in linked],
        _Recipe(hidden=384, epochs=15, seed=seed),
    )
    keep = dict.fromkeys(ENTITY_LABELS, _START)
    return Classifiers(entity, same, ENTITY_LABELS, Thresholds(keep, 0.5, 0.2, _RELATED, 0.0))


class _Recipe(NamedTuple):
    hidden: int
    epochs: int
    seed: int
    batch: int = 256
    rate: float = 2e-3


class _Net(nn.Module):
    """`MLP`, with dropout, while it learns."""

    def __init__(self, features: int, hidden: int, classes: int) -> None:
        super().__init__()
        self.inner = nn.Linear(features, hidden)
        self.outer = nn.Linear(hidden, classes)
        self.direct = nn.Linear(features, classes, bias=False)
        self.dropout = nn.Dropout(0.25)

    def forward(self, x: Tensor) -> Tensor:
        hidden = self.dropout(functional.relu(self.inner(x)))
        logits: Tensor = self.outer(hidden) + self.direct(x)
        return logits


def _classifier(
    measured: Sequence[Floats],
    described: Sequence[Sequence[Sequence[str]]],
    wanted: Sequence[Floats],
    recipe: _Recipe,
) -> Classifier:
    """A classifier of the things of papers; of words its perceptron sees what was held out."""
    said = held_out_log_odds(described, wanted, recipe.seed)
    features = np.concatenate((np.concatenate(measured), np.concatenate(said)), 1)
    words = fit_words(described, wanted, recipe.seed)
    return Classifier(words, _perceptron(features, np.concatenate(wanted), recipe))


def _perceptron(features: Floats, wanted: Floats, recipe: _Recipe) -> MLP:
    torch.manual_seed(recipe.seed)
    mean, scale = features.mean(0), features.std(0) + 1e-2
    x, y = torch.from_numpy((features - mean) / scale), torch.from_numpy(wanted)
    net = _Net(x.shape[1], recipe.hidden, y.shape[1])
    optimizer = torch.optim.AdamW(net.parameters(), lr=recipe.rate, weight_decay=0.02)
    steps = recipe.epochs * -(-len(x) // recipe.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.rate, total_steps=steps)
    for _ in range(recipe.epochs):
        for chosen in torch.randperm(len(x)).split(recipe.batch):
            loss = functional.binary_cross_entropy_with_logits(net(x[chosen]), y[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    parts = (net.inner.weight.T, net.inner.bias, net.outer.weight.T, net.direct.weight.T)
    return MLP(mean, scale, *(part.detach().numpy().copy() for part in (*parts, net.outer.bias)))


def _with_thresholds(
    classifiers: Classifiers, scored_papers: Sequence[tuple[LabelledPaper, MentionScores]]
) -> Classifiers:
    """The thresholds for joining first, then one for each label in turn."""
    best = classifiers.thresholds
    trials = [
        replace(best, join=join, alias=alias, separate=separate)
        for join, alias, separate in product(_JOIN, _ALIAS, _SEPARATE)
    ]

    def f1(trial: Thresholds) -> float:
        return _f1(scored_papers, replace(classifiers, thresholds=trial))

    best = max(trials, key=f1)
    for label in ENTITY_LABELS:
        best = max((replace(best, keep={**best.keep, label: keep}) for keep in _KEEP), key=f1)
    return replace(classifiers, thresholds=best)


def _f1(
    scored_papers: Sequence[tuple[LabelledPaper, MentionScores]], classifiers: Classifiers
) -> float:
    totals = np.zeros(3)
    for paper, scored in scored_papers:
        totals += count_clean_entities(paper, decode_clusters(scored, classifiers, ""))
    right, wrong, missed = totals
    return float(2 * right / max(1.0, 2 * right + wrong + missed))


def count_clean_entities(
    paper: LabelledPaper, clusters: Iterable[EntityCluster]
) -> tuple[int, int, int]:
    """(right, wrong, missed) entities of a paper; optional ones count nowhere.

    A cluster matches an entity when its label is one that the labels allow and a surface agrees;
    a second cluster that only names the same entity again is wrong. It is right when it is clean
    too: its name is a surface of its entity, and none of its surfaces is one of another entity.
    """
    matched, wrong = _match_clusters(paper, clusters)
    keys = [{names.key(surface) for surface in entity.surfaces} for entity in paper.entities]
    clean = 0
    for index, cluster in matched.items():
        own = set(_surfaces(paper.document.text, cluster))
        others = set().union(*(each for at, each in enumerate(keys) if at != index)) - keys[index]
        clean += names.key(cluster.name) in keys[index] and own.isdisjoint(others)
    core = sum(entity.core for entity in paper.entities)
    return clean, wrong + len(matched) - clean, core - clean


def _match_clusters(
    paper: LabelledPaper, clusters: Iterable[EntityCluster]
) -> tuple[Mapping[int, EntityCluster], int]:
    """The cluster of each core entity that was found, and the number of wrong clusters."""
    keys = [{names.key(surface) for surface in entity.surfaces} for entity in paper.entities]
    optional = {
        key
        for own, entity in zip(keys, paper.entities, strict=True)
        if not entity.core
        for key in own
    }
    taken: dict[int, EntityCluster] = {}
    wrong = 0
    for cluster in clusters:
        own = set(_surfaces(paper.document.text, cluster))
        found = next(
            (
                index
                for index, entity in enumerate(paper.entities)
                if entity.core
                and index not in taken
                and cluster.label in (entity.type, entity.other_type)
                and not own.isdisjoint(keys[index])
            ),
            None,
        )
        if found is not None:
            taken[found] = cluster
        elif own.isdisjoint(optional):
            wrong += 1
    return taken, wrong


def _surfaces(text: str, cluster: EntityCluster) -> Iterator[str]:
    return (names.key(text[mention.start : mention.end]) for mention in cluster.mentions)
