"""The one door out of spaCy: Documents in, Extractions of plain values out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg import schema
from kg.nlp import mentions, pipeline
from kg.nlp.spans import Group
from kg.types import Document, Entity, Evidence, Extraction, Result

__all__ = ["EXTRACTOR", "extract", "load"]

EXTRACTOR = mentions.BY
"""The name and version that every record of this extractor carries."""

_DIGITS = 4


def load(*, weights: Path | None = None) -> Language:
    """A pipeline for `extract`; building it takes a moment, so keep it.

    ``weights`` is a folder of tables as `kg fit` writes it, in place of the shipped ones.

    Raises:
        InputError: a table is missing or damaged.
    """
    return pipeline.build(weights)


def extract(
    documents: Iterable[Document], *, nlp: Language | None = None, batch_size: int = 64
) -> Iterator[Extraction]:
    """What each document says, one Extraction a document, in their order.

    Reads ``batch_size`` documents ahead and holds no more than these: spaCy's memory of
    strings is emptied after every batch.
    """
    nlp = nlp or load()
    source = iter(documents)
    while batch := list(islice(source, batch_size)):
        with nlp.memory_zone():
            found = [_extraction(doc) for doc in nlp.pipe(_docs(nlp, batch))]
        yield from found


def _docs(nlp: Language, documents: Iterable[Document]) -> Iterator[Doc]:
    for document in documents:
        doc = nlp.make_doc(document.text)
        doc._.kg_document = document
        yield doc


def _extraction(doc: Doc) -> Extraction:
    document: Document = doc._.kg_document
    entities = _entities(document.text, doc._.kg_sentences, doc._.kg_groups, doc._.kg_roles)
    found = tuple(_bound(result, entities) for result in doc._.kg_results)
    return Extraction(document, entities, found, EXTRACTOR)


def _entities(
    text: str,
    sentences: Sequence[tuple[int, int]],
    groups: Sequence[Group],
    roles: Sequence[tuple[str, float]],
) -> tuple[Entity, ...]:
    """Groups come by first mention, and so do the entities."""
    return tuple(
        _entity(text, sentences, group, role, score)
        for group, (role, score) in zip(groups, roles, strict=True)
    )


def _entity(
    text: str, sentences: Sequence[tuple[int, int]], group: Group, role: str, score: float
) -> Entity:
    starts = [start for start, _ in sentences]
    evidence = []
    for mention in group.mentions:
        first, last = sentences[max(0, bisect_right(starts, mention.start) - 1)]
        evidence.append(
            Evidence(
                start=mention.start,
                end=mention.end,
                text=text[mention.start : mention.end],
                sentence=text[first : max(last, mention.end)],
                by=mention.by,
                score=round(mention.score, _DIGITS),
            )
        )
    surfaces = tuple(dict.fromkeys([group.name, *(each.text for each in evidence)]))
    sure = round(max(each.score for each in evidence) * score, _DIGITS)
    return Entity(group.label, group.name, surfaces, role, sure, tuple(evidence))


def _bound(result: Result, entities: Sequence[Entity]) -> Result:
    """The result with only such names in its slots as entities of the right type carry."""
    known = {(entity.type, entity.name) for entity in entities}

    def bound(slot: str) -> str | None:
        name: str | None = getattr(result, slot)
        return name if (schema.RESULT_EDGES[slot][1], name) in known else None

    return replace(
        result,
        method=bound("method"),
        task=bound("task"),
        dataset=bound("dataset"),
        metric=bound("metric"),
        baseline=bound("baseline"),
    )
