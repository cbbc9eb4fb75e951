"""The slots of a result, and what a paper as a whole offers for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.core.schema import METHOD, TASK
from kg.nlp.text.annotated_text import AnnotatedText

__all__ = ["SLOTS", "PaperContext", "Slots", "paper_context"]


@dataclass(frozen=True, slots=True)
class Slots:
    """For each slot the position of a cluster in the paper; None for an empty slot."""

    metric: int | None = None
    method: int | None = None
    dataset: int | None = None
    task: int | None = None
    baseline: int | None = None


SLOTS = tuple(Slots.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class PaperContext:
    """A text with the roles of its clusters, and the method and the task that it is about."""

    annotated: AnnotatedText
    roles: tuple[str, ...]
    method: int | None
    task: int | None


def paper_context(annotated: AnnotatedText, roles: Sequence[str]) -> PaperContext:
    """A text with its roles; the main method is the introduced one that is named first.

    A title without an introduced method mostly describes it: then the main one is the longest
    method of the title that the paper uses.
    """
    main = _main(annotated, roles, METHOD, "introduces")
    if main is None:
        main = _titled(annotated, roles)
    return PaperContext(annotated, tuple(roles), main, _main(annotated, roles, TASK, "addresses"))


def _titled(annotated: AnnotatedText, roles: Sequence[str]) -> int | None:
    found = [
        (cluster.mentions[0].end - cluster.mentions[0].start, -number)
        for number, (cluster, role) in enumerate(zip(annotated.clusters, roles, strict=True))
        if cluster.label == METHOD and role == "uses" and annotated.sentences_of(number)[:1] == (0,)
    ]
    return -max(found)[1] if found else None


def _main(annotated: AnnotatedText, roles: Sequence[str], label: str, role: str) -> int | None:
    colon = annotated.text.find(":", 0, annotated.sentences[0][1])
    best: tuple[float, int] | None = None
    for number, (cluster, own) in enumerate(zip(annotated.clusters, roles, strict=True)):
        if cluster.label != label or own != role or not cluster.mentions:
            continue
        first = cluster.mentions[0]
        titled = first.start == 0 and first.end == colon
        rank = (first.start - 60.0 * len(cluster.mentions) - (1000.0 if titled else 0.0), number)
        best = rank if best is None or rank < best else best
    return best[1] if best else None
