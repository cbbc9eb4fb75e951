"""Papers as readers labelled them, joined to the groups of mentions that stand in their texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.core import names
from kg.nlp.mentions.encoder import Scores
from kg.nlp.mentions.network_features import Opinion
from kg.nlp.text import sentences
from kg.nlp.text.annotated_text import Page
from kg.nlp.text.spans import Group, Mention
from kg.train.occurrences import place

__all__ = ["Label", "Labelled", "Told", "groups_of", "joined", "page_of"]


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

    ``groups`` are the entities that an extractor found in it, without having learnt from it
    (None: the labelled ones, as if all were found), and ``scores`` what its network said.
    """

    text: str
    labels: tuple[Label, ...]
    results: tuple[Told, ...] = ()
    groups: tuple[Group, ...] | None = None
    scores: Scores | None = None

    @property
    def opinion(self) -> Opinion | None:
        """What the network says of the paper, if it was asked."""
        return Opinion(self.scores) if self.scores else None


def groups_of(paper: Labelled) -> tuple[Group, ...]:
    """The groups that were found, or those of the labels, one a label."""
    if paper.groups is not None:
        return paper.groups
    placed = place(paper.text, [label.surfaces for label in paper.labels])
    return tuple(
        Group(
            label.type,
            label.surfaces[0],
            tuple(Mention(start, end, label.type, 1.0, "label") for start, end in places),
        )
        for label, places in zip(paper.labels, placed, strict=True)
    )


def page_of(paper: Labelled) -> Page:
    """The paper's text with its groups."""
    return Page(paper.text, sentences.split(paper.text), groups_of(paper))


def joined(paper: Labelled, groups: Sequence[Group]) -> tuple[int | None, ...]:
    """For each group the place of its label: of one type and with one surface in common.

    No label has two groups; of several, the first in the text has it.
    """
    if paper.groups is None:
        return tuple(range(len(paper.labels)))
    free = {i: {names.key(s) for s in label.surfaces} for i, label in enumerate(paper.labels)}
    found: list[int | None] = []
    for group in groups:
        own = {names.key(paper.text[m.start : m.end]) for m in group.mentions}
        fits = [i for i, keys in free.items() if keys & own and paper.labels[i].type == group.label]
        best = min(fits, key=lambda i: (paper.labels[i].optional, i), default=None)
        found.append(best)
        if best is not None:
            del free[best]
    return tuple(found)
