"""The methods of one paper with their places, as rows of a question list them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from kg.core.codec import decode_evidence

__all__ = ["PaperMethod", "main_method", "paper_methods"]


@dataclass(frozen=True, slots=True)
class PaperMethod:
    """A method that a paper names: node, role, surfaces, and the sentences that name it.

    ``role`` is the type of the paper's edge to it, ``best`` the sentence to show, and ``weight``
    orders methods by how much the paper is about them: title first, then mentions.
    """

    id: str
    name: str
    role: str
    surfaces: tuple[str, ...]
    sentences: tuple[str, ...]
    best: str
    confidence: float
    weight: tuple[bool, int, float]

    @property
    def introduced(self) -> bool:
        """Whether the paper introduces it."""
        return self.role == "INTRODUCES"


def paper_methods(rows: Iterable[Mapping[str, object]]) -> list[PaperMethod]:
    """The methods in the rows of one paper (role, other, id, title, confidence, evidence)."""
    return [_method(row) for row in rows]


def main_method(methods: Sequence[PaperMethod]) -> PaperMethod | None:
    """The method that the paper is about: of those that it introduces, the one of most weight."""
    return max((m for m in methods if m.introduced), key=lambda m: m.weight, default=None)


def _method(row: Mapping[str, object]) -> PaperMethod:
    evidence = decode_evidence(str(row["evidence"]))
    surfaces = tuple(dict.fromkeys((str(row["other"]), *(e.text for e in evidence))))
    title = str(row["title"]).lower()
    confidence = cast("float", row["confidence"] or 0.0)
    return PaperMethod(
        str(row["id"]),
        str(row["other"]),
        str(row["role"]),
        surfaces,
        tuple(dict.fromkeys(e.sentence for e in evidence)),
        str(row["sentence"]),
        confidence,
        (any(s.lower() in title for s in surfaces), len(evidence), confidence),
    )
