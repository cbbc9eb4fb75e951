"""The extractor as a spaCy pipeline: thin components over the pure functions of `kg.nlp`.

=================  ==========================================  ============================
component          reads                                       sets
=================  ==========================================  ============================
kg_sentences       the text                                    sentence starts,
                                                               ``doc._.kg_sentences``
kg_model           the text                                    ``doc.spans["kg"]``,
                                                               ``doc._.kg_groups``,
                                                               ``doc._.kg_scores``
kg_metrics         sentences, clusters, scores                   adds metrics to the clusters
kg_roles           sentences, clusters, scores                   ``doc._.kg_roles``
kg_results         sentences, clusters, roles, scores            ``doc._.kg_results``
kg_relations       sentences, clusters, roles, scores            ``doc._.kg_relations``
=================  ==========================================  ============================

The components take the folder of the model from their config.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from kg.nlp import roles
from kg.nlp.mentions import missing_metrics
from kg.nlp.mentions.network_features import NetworkFeatures
from kg.nlp.relations import relation_extraction
from kg.nlp.results import result_extraction
from kg.nlp.text import sentences
from kg.nlp.text.spans import Mention
from kg.nlp.text.tokens import Tokenizer
from kg.nlp.weights import Weights, read_model, shipped

__all__ = ["SPANS", "build", "read_mentions", "write_mentions"]

SPANS = "kg"
"""The key of the mentions in ``doc.spans``."""

_MODEL = "kg_model"
_WEIGHTED = ("kg_roles", "kg_results", "kg_relations")
_COMPONENTS = ("kg_sentences", _MODEL, "kg_metrics", *_WEIGHTED)
_LONGEST = 1 << 30
"""Characters a text may have: nothing here needs memory beyond the text's own order."""

Component = Callable[[Doc], Doc]

_EXTENSIONS = ("text", "sentences", "groups", "roles", "results", "relations")


def build(model: Path, *, threads: int = 1) -> Language:
    """A fresh pipeline: blank English with the fine tokenizer and the components in order.

    ``model`` is the folder of a trained model, whose network runs on ``threads`` cores.

    Raises:
        InputError: the model is missing or damaged.
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = Tokenizer(nlp.vocab)
    nlp.max_length = _LONGEST
    for name in _COMPONENTS:
        nlp.add_pipe(name, config=_config(name, model, threads))
    return nlp


def _config(name: str, model: Path, threads: int) -> dict[str, str | int]:
    if name == _MODEL:
        return {"path": str(model), "threads": threads}
    return {"weights": str(model)} if name in _WEIGHTED else {}


def write_mentions(doc: Doc, found: Iterable[Mention]) -> None:
    """Set the mentions of a Doc; each is widened to whole tokens where it is not of such."""
    kept: dict[tuple[int, int, str], tuple[Span, Mention]] = {}
    for mention in found:
        span = doc.char_span(
            mention.start, mention.end, label=mention.label, alignment_mode="expand"
        )
        if span is not None:
            kept.setdefault((span.start, span.end, mention.label), (span, mention))
    group = SpanGroup(doc, name=SPANS, spans=[span for span, _ in kept.values()])
    group.attrs["scores"] = [mention.score for _, mention in kept.values()]
    group.attrs["by"] = [mention.by for _, mention in kept.values()]
    doc.spans[SPANS] = group


def read_mentions(doc: Doc) -> tuple[Mention, ...]:
    """The mentions of a Doc, in text order."""
    group = doc.spans[SPANS]
    rows = zip(group, group.attrs["scores"], group.attrs["by"], strict=True)
    found = (Mention(s.start_char, s.end_char, s.label_, score, by) for s, score, by in rows)
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.label)))


@Language.component("kg_sentences")
def _sentences(doc: Doc) -> Doc:
    doc._.kg_text = doc.text
    doc._.kg_sentences = sentences.split(doc._.kg_text)
    # 1 opens a sentence, -1 does not; all at once, for setting them one by one is quadratic.
    marks: Any = np.full((len(doc), 1), -1, np.int64).astype(np.uint64)
    places, starts = doc.to_array("IDX"), np.array([s for s, _ in doc._.kg_sentences], np.uint64)
    at = np.searchsorted(places, starts)
    marks[at[places[at] == starts]] = 1
    return doc.from_array(["SENT_START"], marks)


def _tables(folder: str | None) -> Weights:
    return shipped() if folder is None else read_model(Path(folder))


def _network_features(doc: Doc) -> NetworkFeatures | None:
    return NetworkFeatures(doc._.kg_scores) if doc._.kg_scores is not None else None


@Language.component("kg_metrics")
def _metrics(doc: Doc) -> Doc:
    if network := _network_features(doc):
        text, spans, clusters = doc._.kg_text, doc._.kg_sentences, doc._.kg_clusters
        found = missing_metrics.complete(text, spans, clusters, network)
        if len(found) > len(clusters):
            doc._.kg_clusters = found
            write_mentions(doc, (each for cluster in found for each in cluster.mentions))
    return doc


@Language.factory("kg_roles", default_config={"weights": None})
def _roles(nlp: Language, name: str, weights: str | None) -> Component:  # noqa: ARG001
    table = _tables(weights).roles

    def assign(doc: Doc) -> Doc:
        text, spans, clusters = doc._.kg_text, doc._.kg_sentences, doc._.kg_clusters
        doc._.kg_roles = roles.assign(
            text, spans, clusters, weights=table, network=_network_features(doc)
        )
        return doc

    return assign


@Language.factory("kg_results", default_config={"weights": None})
def _results(nlp: Language, name: str, weights: str | None) -> Component:  # noqa: ARG001
    tables = _tables(weights)

    def find(doc: Doc) -> Doc:
        doc._.kg_results = result_extraction.find(
            doc._.kg_text,
            doc._.kg_sentences,
            doc._.kg_clusters,
            doc._.kg_roles,
            weights=tables.outcomes,
            slots=tables.slots,
            network=_network_features(doc),
        )
        return doc

    return find


@Language.factory("kg_relations", default_config={"weights": None})
def _relations(nlp: Language, name: str, weights: str | None) -> Component:  # noqa: ARG001
    table = _tables(weights).relations

    def find(doc: Doc) -> Doc:
        text, spans, clusters = doc._.kg_text, doc._.kg_sentences, doc._.kg_clusters
        doc._.kg_relations = relation_extraction.find(
            text, spans, clusters, weights=table, scores=doc._.kg_scores, roles=doc._.kg_roles
        )
        return doc

    return find


for _name in _EXTENSIONS:
    Doc.set_extension(f"kg_{_name}", default=(), force=True)
Doc.set_extension("kg_document", default=None, force=True)
Doc.set_extension("kg_scores", default=None, force=True)
