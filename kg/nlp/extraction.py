"""Documents in, Extractions of plain values out: nothing of spaCy leaves this module."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc

from kg.core import schema
from kg.core.types import Document, Entity, Evidence, Extraction, Result
from kg.nlp.body.body_entities import with_body_entities
from kg.nlp.body.body_results import with_body_results
from kg.nlp.body.windows import body_windows
from kg.nlp.mentions.missing_slots import is_description
from kg.nlp.pipeline import build_pipeline
from kg.nlp.spacy_model import MODEL_COMPONENT, ModelComponent
from kg.nlp.tables.table_entities import table_results
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.spans import EntityCluster

__all__ = ["MODEL", "extract", "extractor", "load"]

MODEL = Path(__file__).parent / "model"
"""The folder of the model that comes with the package."""

_DIGITS = 4
_RULES = "rules@1"
"""The version of what reads roles, results and relations in the model's mentions."""
_MOST_THREADS = 4
"""More threads than this gain nothing."""


def load(*, model: Path | None = None, threads: int | None = None) -> Language:
    """A pipeline for `extract`; loading the model takes time, so keep it.

    Args:
        model: the folder of a model, as `kg train` writes it; None is the shipped one.
        threads: cores that the model runs on; by default all, up to four.

    Raises:
        InputError: the model is missing or damaged.
    """
    cores = threads or min(os.cpu_count() or 1, _MOST_THREADS)
    return build_pipeline(model or MODEL, threads=cores)


def extractor(nlp: Language) -> str:
    """The rank, names and versions of a pipeline: ``2:model@3 rules@1``; the greater rank wins."""
    component = cast("ModelComponent", nlp.get_pipe(MODEL_COMPONENT))
    return f"2:{component.model.by} {_RULES}"


def extract(
    documents: Iterable[Document], *, nlp: Language | None = None, batch_size: int = 64
) -> Iterator[Extraction]:
    """The Extraction of each document, in the order of the documents.

    Of a full text the tables and the body are read too. Reads ``batch_size`` documents ahead and
    holds no more: spaCy's store of strings is emptied after every batch. On Ctrl-C those of the
    batch that are done come before KeyboardInterrupt.
    """
    nlp = nlp or load()
    for found in _read(documents, nlp, batch_size):
        yield found if found.document.full_text is None else _with_body(found, nlp, batch_size)


def _read(documents: Iterable[Document], nlp: Language, batch_size: int) -> Iterator[Extraction]:
    """The Extraction of title and abstract of each document."""
    by = extractor(nlp)
    source = iter(documents)
    while batch := list(islice(source, batch_size)):
        found: list[Extraction] = []
        try:
            with nlp.memory_zone(), _plain_words(nlp):
                for doc in nlp.pipe(_docs(nlp, batch)):
                    found.append(_extraction(doc, by))
        except KeyboardInterrupt:
            yield from found
            raise
        yield from found


def _with_body(extraction: Extraction, nlp: Language, batch_size: int) -> Extraction:
    """The extraction with what the body of the paper adds."""
    windows = list(body_windows(extraction.document))
    readings = _read((window.document for window in windows), nlp, batch_size)
    read = list(zip(windows, readings, strict=True))
    return with_body_results(with_body_entities(extraction, read), read)


@contextmanager
def _plain_words(nlp: Language) -> Iterator[None]:
    """A context in which words new to the vocabulary get no attributes such as shape.

    Computing them takes longer than the tokenizer, and no component of `kg` reads them. For use in
    a memory zone, which drops these words.
    """
    vocab: Any = nlp.vocab
    getters = vocab.lex_attr_getters
    if all(name.startswith("kg_") for name in nlp.pipe_names):
        vocab.lex_attr_getters = {}
    try:
        yield
    finally:
        vocab.lex_attr_getters = getters


def _docs(nlp: Language, documents: Iterable[Document]) -> Iterator[Doc]:
    for document in documents:
        doc = nlp.make_doc(document.text)
        doc._.kg_document = document
        yield doc


def _extraction(doc: Doc, by: str) -> Extraction:
    document: Document = doc._.kg_document
    entities = _entities(document.text, doc._.kg_annotated, doc._.kg_roles)
    described = {c.name for c in doc._.kg_annotated.clusters if is_description(c)}
    found = tuple(_bound(result, entities, described) for result in doc._.kg_results)
    named = {(entity.type, entity.name) for entity in entities}
    related = tuple(
        each
        for each in doc._.kg_relations
        if {(each.head_type, each.head), (each.tail_type, each.tail)} <= named
    )
    entities, measured = table_results(document, entities)
    return Extraction(document, entities, (*found, *measured), by, related)


def _entities(
    text: str, annotated: AnnotatedText, roles: Sequence[tuple[str, float]]
) -> tuple[Entity, ...]:
    """Clusters come by first mention, and so do the entities.

    What only describes a data set ('a clinical dataset') is another thing in every paper, so it is
    no entity; results keep its words.
    """
    return tuple(
        _entity(text, annotated, cluster, role, score)
        for cluster, (role, score) in zip(annotated.clusters, roles, strict=True)
        if not is_description(cluster)
    )


def _entity(
    text: str, annotated: AnnotatedText, cluster: EntityCluster, role: str, score: float
) -> Entity:
    evidence = []
    for mention in cluster.mentions:
        first, last = annotated.sentences[annotated.sentence_at(mention.start)]
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
    texts = [each.text for each in evidence]
    # The Doc has U+FFFD for lone surrogates; the name is taken from the document.
    name = cluster.name if cluster.name in texts else texts[0]
    surfaces = tuple(dict.fromkeys([name, *texts]))
    confidence = round(max(each.score for each in evidence) * score, _DIGITS)
    return Entity(cluster.label, name, surfaces, role, confidence, tuple(evidence))


def _bound(result: Result, entities: Sequence[Entity], described: Collection[str]) -> Result:
    """The result; slots keep only names that an entity of the right type has, and the data set
    also the words that describe it."""
    known = {(entity.type, entity.name) for entity in entities}

    def bound(slot: str) -> str | None:
        name: str | None = getattr(result, slot)
        return name if (schema.RESULT_EDGES[slot][1], name) in known else None

    dataset = result.dataset if result.dataset in described else bound("dataset")
    return replace(
        result,
        method=bound("method"),
        task=bound("task"),
        dataset=dataset,
        metric=bound("metric"),
        baseline=bound("baseline"),
    )
