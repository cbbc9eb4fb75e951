"""The slots of a result, and what a paper as a whole offers for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.core.schema import METHOD, TASK
from kg.nlp.text.annotated_text import AnnotatedText

__all__ = ["SLOTS", "PaperContext", "Slots", "paper_context"]


_IT_REACHES = re.compile(
    r"\b[Ii]t\s(?:only\s|also\s)?(?:reach|achiev|attain|obtain|get|scor)\w{1,2}\s(?:[a-zA-Z@-]{1,16}\s){0,5}?[$~]?\d"
)
_OPENS = re.compile(r"\s*(?:The\s)?")
_HAS_VERB = re.compile(r"(?:\s\([^()]{1,12}\))?\s(?!(?:and|or|as)\b)(?:is|[a-z]{2,14}s)\s")


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

    Where none is introduced, it is the one that 'it' stands for in a sentence of results; or else
    the title mostly describes it: the longest method of the title that the paper uses.
    """
    main = _main(annotated, roles, METHOD, "introduces")
    if main is None:
        main = _meant_by_it(annotated)
    if main is None:
        main = _titled(annotated, roles)
    return PaperContext(annotated, tuple(roles), main, _main(annotated, roles, TASK, "addresses"))


def _meant_by_it(annotated: AnnotatedText) -> int | None:
    """The method that is the subject of the nearest sentence before one of 'it' with a number."""
    subject: int | None = None
    for index, (start, end) in enumerate(annotated.sentences):
        if index and subject is not None and _IT_REACHES.search(annotated.text, start, end):
            return subject
        for mention in annotated.mentions_in(index):
            opens = index and _OPENS.fullmatch(annotated.text, start, mention.start)
            if opens and mention.label == METHOD and _HAS_VERB.match(annotated.text, mention.end):
                subject = mention.cluster
    return None


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
