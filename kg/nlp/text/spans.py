"""Mentions and the clusters of them: the values that the stages of the extractor hand on.

Plain values without spaCy, so that everything after the pipeline's shell is a pure function.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EntityCluster", "Mention"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of an entity: ``text[start:end]`` of the paper, in characters.

    ``label`` is one of `kg.core.schema.ENTITY_LABELS`, ``score`` is a probability in
    [0, 1], and ``by`` names the model that found it, with its version.
    """

    start: int
    end: int
    label: str
    score: float
    by: str


@dataclass(frozen=True, slots=True)
class EntityCluster:
    """All mentions of one entity in one paper, in text order; ``name`` is the surface
    form with the highest score."""

    label: str
    name: str
    mentions: tuple[Mention, ...]
