"""Labelled papers joined to the clusters of mentions in their texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.core import names
from kg.nlp.mentions.encoder import NetworkScores
from kg.nlp.mentions.network_features import NetworkFeatures
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.sentences import split_sentences
from kg.nlp.text.spans import EntityCluster, Mention
from kg.train.labels.labelled_papers import LabelledPaper
from kg.train.labels.occurrences import place_surfaces

__all__ = ["ClusteredPaper", "annotated_text_of", "clusters_of", "match_labels"]


@dataclass(frozen=True, slots=True)
class ClusteredPaper:
    """A labelled paper with the entities that an extractor found in it.

    The extractor was not trained on the paper. ``clusters`` None stands for the labelled
    entities, as if all had been found; ``scores`` are those of the extractor's network.
    """

    labels: LabelledPaper
    clusters: tuple[EntityCluster, ...] | None = None
    scores: NetworkScores | None = None

    @property
    def text(self) -> str:
        """The paper's text: its title, a line break, and its abstract."""
        return self.labels.document.text

    @property
    def network_features(self) -> NetworkFeatures | None:
        """The network's features of the paper, if it has scores."""
        return NetworkFeatures(self.scores) if self.scores else None


def clusters_of(paper: ClusteredPaper) -> tuple[EntityCluster, ...]:
    """The clusters that were found, or those of the labels, one a label."""
    if paper.clusters is not None:
        return paper.clusters
    placed = place_surfaces(paper.text, [label.surfaces for label in paper.labels.entities])
    return tuple(
        EntityCluster(
            label.type,
            label.name,
            tuple(Mention(start, end, label.type, 1.0, "label") for start, end in places),
        )
        for label, places in zip(paper.labels.entities, placed, strict=True)
    )


def annotated_text_of(paper: ClusteredPaper) -> AnnotatedText:
    """The paper's text with its clusters."""
    return AnnotatedText(paper.text, split_sentences(paper.text), clusters_of(paper))


def match_labels(
    paper: ClusteredPaper, clusters: Sequence[EntityCluster]
) -> tuple[int | None, ...]:
    """For each cluster the position of its label: of one type, with a surface form in common.

    No label has two clusters; of several, the first in the text has it.
    """
    if paper.clusters is None:
        return tuple(range(len(paper.labels.entities)))
    free = {
        i: {names.key(s) for s in label.surfaces} for i, label in enumerate(paper.labels.entities)
    }
    found: list[int | None] = []
    for cluster in clusters:
        own = {names.key(paper.text[m.start : m.end]) for m in cluster.mentions}
        fits = [
            i
            for i, keys in free.items()
            if keys & own and paper.labels.entities[i].type == cluster.label
        ]
        best = min(fits, key=lambda i: (not paper.labels.entities[i].core, i), default=None)
        found.append(best)
        if best is not None:
            del free[best]
    return tuple(found)
