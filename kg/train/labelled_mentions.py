"""Papers as readers labelled them, joined to the clusters of mentions that stand in their texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.core import names
from kg.nlp.mentions.encoder import Scores
from kg.nlp.mentions.network_features import NetworkFeatures
from kg.nlp.text import sentences
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.spans import EntityCluster, Mention
from kg.train.occurrences import place

__all__ = ["Label", "Labelled", "Told", "annotated_text_of", "clusters_of", "joined"]


@dataclass(frozen=True, slots=True)
class Label:
    """An entity that a reader listed; one may leave out an ``optional`` one as well."""

    type: str
    role: str
    surfaces: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A result that a reader listed: its value, verbatim, and the entities of its slots.

    ``slots`` has, for each slot of `kg.core.schema.RESULT_EDGES`, a first surface of a label or
    None.
    """

    value: str
    slots: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paper's text with all its entities and results.

    ``clusters`` are the entities that an extractor found in it, without having learnt from it
    (None: the labelled ones, as if all were found), and ``scores`` what its network said.
    """

    text: str
    labels: tuple[Label, ...]
    results: tuple[Told, ...] = ()
    clusters: tuple[EntityCluster, ...] | None = None
    scores: Scores | None = None

    @property
    def network_features(self) -> NetworkFeatures | None:
        """What the network says of the paper, if it was asked."""
        return NetworkFeatures(self.scores) if self.scores else None


def clusters_of(paper: Labelled) -> tuple[EntityCluster, ...]:
    """The clusters that were found, or those of the labels, one a label."""
    if paper.clusters is not None:
        return paper.clusters
    placed = place(paper.text, [label.surfaces for label in paper.labels])
    return tuple(
        EntityCluster(
            label.type,
            label.surfaces[0],
            tuple(Mention(start, end, label.type, 1.0, "label") for start, end in places),
        )
        for label, places in zip(paper.labels, placed, strict=True)
    )


def annotated_text_of(paper: Labelled) -> AnnotatedText:
    """The paper's text with its clusters."""
    return AnnotatedText(paper.text, sentences.split(paper.text), clusters_of(paper))


def joined(paper: Labelled, clusters: Sequence[EntityCluster]) -> tuple[int | None, ...]:
    """For each cluster the place of its label: of one type and with one surface in common.

    No label has two clusters; of several, the first in the text has it.
    """
    if paper.clusters is None:
        return tuple(range(len(paper.labels)))
    free = {i: {names.key(s) for s in label.surfaces} for i, label in enumerate(paper.labels)}
    found: list[int | None] = []
    for cluster in clusters:
        own = {names.key(paper.text[m.start : m.end]) for m in cluster.mentions}
        fits = [
            i for i, keys in free.items() if keys & own and paper.labels[i].type == cluster.label
        ]
        best = min(fits, key=lambda i: (paper.labels[i].optional, i), default=None)
        found.append(best)
        if best is not None:
            del free[best]
    return tuple(found)
