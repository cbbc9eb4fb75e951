"""The mention model as a spaCy component.

    nlp.add_pipe("kg_model", after="kg_sentences", config={"path": "..."})

It decides the clusters of a Doc: it sets ``doc._.kg_annotated`` (and so ``doc._.kg_clusters``),
``doc._.kg_scores``, ``doc._.kg_network`` and, for tools of spaCy such as displaCy,
``doc.spans["kg"]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from kg.nlp.mentions.mention_model import MentionModel
from kg.nlp.mentions.missing_slots import add_missing_slots
from kg.nlp.mentions.network_features import NetworkFeatures
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.spans import EntityCluster

__all__ = ["MODEL_COMPONENT", "SPANS", "ModelComponent", "span_group"]

MODEL_COMPONENT = "kg_model"
"""The name of the component."""

SPANS = "kg"
"""The key of the mentions in ``doc.spans``."""


class ModelComponent:
    """Finds the entities of Docs with a `MentionModel`."""

    def __init__(self, model: MentionModel) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """The Doc, annotated."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:  # noqa: ARG002
        """The Docs in their order; some are read ahead, so that all cores have work.

        The network takes one text after another, so ``batch_size`` means nothing here.
        """
        ahead, docs = tee(stream)
        found = self.model.find_clusters(doc.text for doc in ahead)
        for (scores, clusters), doc in zip(found, docs, strict=True):
            network = NetworkFeatures(scores)
            annotated = AnnotatedText(doc.text, doc._.kg_sentences, clusters)
            annotated = add_missing_slots(annotated, network)
            doc._.kg_scores, doc._.kg_network, doc._.kg_annotated = scores, network, annotated
            doc.spans[SPANS] = span_group(doc, annotated.clusters)
            yield doc


def span_group(doc: Doc, clusters: Iterable[EntityCluster]) -> SpanGroup:
    """The mentions in text order as spaCy spans, widened to whole tokens where they are not."""
    found: dict[tuple[int, int, str], Span] = {}
    for cluster in clusters:
        for mention in cluster.mentions:
            span = doc.char_span(
                mention.start, mention.end, label=mention.label, alignment_mode="expand"
            )
            if span is not None:
                found.setdefault((span.start, span.end, span.label_), span)
    return SpanGroup(doc, name=SPANS, spans=[found[key] for key in sorted(found)])


@Language.factory(MODEL_COMPONENT, default_config={"threads": 1})
def _model(nlp: Language, name: str, path: str, threads: int) -> ModelComponent:  # noqa: ARG001
    return ModelComponent(MentionModel.load(Path(path), threads=threads))
