"""What the stages of the extractor hand to each other: mentions, and clusters of them.

Plain values without any spaCy, so that joining, roles and results are pure functions.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EntityCluster", "Mention"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of an entity: ``text[start:end]`` of the paper, in characters.

    ``label`` is one of `kg.core.schema.ENTITY_LABELS`, ``score`` in [0, 1] says how sure the
    finder is, and ``by`` names the finder with its version.
    """

    start: int
    end: int
    label: str
    score: float
    by: str


@dataclass(frozen=True, slots=True)
class EntityCluster:
    """All mentions of one entity in one paper, in text order; ``name`` is its best surface."""

    label: str
    name: str
    mentions: tuple[Mention, ...]
