"""The extractor as a spaCy pipeline: thin components over the pure functions of `kg.nlp`.

=================  ==============================  ========================================
component          reads                           sets
=================  ==============================  ========================================
kg_sentences       the text                        sentence starts, ``doc._.kg_sentences``
kg_model           text, sentences                 ``doc._.kg_annotated``, an `AnnotatedText`;
                                                   ``doc._.kg_clusters``, its clusters;
                                                   ``doc._.kg_scores``, ``doc._.kg_network``;
                                                   ``doc.spans["kg"]``
kg_roles           annotated, network              ``doc._.kg_roles``
kg_results         annotated, network, roles       ``doc._.kg_results``
kg_relations       annotated, scores, roles        ``doc._.kg_relations``
=================  ==============================  ========================================

The AnnotatedText of a Doc is built once, by ``kg_model``; the components after it read it.
``doc.spans["kg"]`` has a span for each mention, labelled with its type, for tools of spaCy:

    nlp = kg.nlp.load()
    doc = nlp("LoRA: Low-Rank Adaptation\\nWe evaluate LoRA on the GLUE benchmark.")
    spacy.displacy.render(doc, style="span", options={"spans_key": "kg"})

The components take the folder of the model from their config.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.linear_models import LinearModels, read_linear_models, shipped_linear_models
from kg.nlp.relations.relation_extraction import extract_relations
from kg.nlp.results.result_extraction import extract_results
from kg.nlp.roles import assign_roles
from kg.nlp.spacy_model import MODEL_COMPONENT
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.sentences import split_sentences
from kg.nlp.text.spans import EntityCluster
from kg.nlp.text.tokens import Tokenizer

__all__ = ["build_pipeline"]

_WEIGHTED = ("kg_roles", "kg_results", "kg_relations")
_COMPONENTS = ("kg_sentences", MODEL_COMPONENT, *_WEIGHTED)
_LONGEST = 1 << 30
"""Characters a text may have: nothing here needs memory beyond the text's own order."""

Component = Callable[[Doc], Doc]


def build_pipeline(model: Path, *, threads: int = 1) -> Language:
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
    if name == MODEL_COMPONENT:
        return {"path": str(model), "threads": threads}
    return {"weights": str(model)} if name in _WEIGHTED else {}


@Language.component("kg_sentences")
def _sentences(doc: Doc) -> Doc:
    doc._.kg_sentences = split_sentences(doc.text)
    # 1 opens a sentence, -1 does not; all at once, for setting them one by one is quadratic.
    marks: Any = np.full((len(doc), 1), -1, np.int64).astype(np.uint64)
    places, starts = doc.to_array("IDX"), np.array([s for s, _ in doc._.kg_sentences], np.uint64)
    at = np.searchsorted(places, starts)
    marks[at[places[at] == starts]] = 1
    return doc.from_array(["SENT_START"], marks)


def _models(folder: str | None) -> LinearModels:
    return shipped_linear_models() if folder is None else read_linear_models(Path(folder))


@Language.factory("kg_roles", default_config={"weights": None})
def _roles(nlp: Language, name: str, weights: str | None) -> Component:  # noqa: ARG001
    model = _models(weights).roles

    def assign(doc: Doc) -> Doc:
        doc._.kg_roles = assign_roles(doc._.kg_annotated, model=model, network=doc._.kg_network)
        return doc

    return assign


@Language.factory("kg_results", default_config={"weights": None})
def _results(nlp: Language, name: str, weights: str | None) -> Component:  # noqa: ARG001
    models = _models(weights)

    def extract(doc: Doc) -> Doc:
        doc._.kg_results = extract_results(
            doc._.kg_annotated,
            [role for role, _ in doc._.kg_roles],
            outcomes=models.outcomes,
            slots=models.slots,
            confidence=models.confidence,
            network=doc._.kg_network,
        )
        return doc

    return extract


@Language.factory("kg_relations", default_config={"weights": None})
def _relations(nlp: Language, name: str, weights: str | None) -> Component:  # noqa: ARG001
    model = _models(weights).relations

    def extract(doc: Doc) -> Doc:
        doc._.kg_relations = extract_relations(
            doc._.kg_annotated,
            model=model,
            scores=doc._.kg_scores,
            roles=[role for role, _ in doc._.kg_roles],
        )
        return doc

    return extract


def _clusters(doc: Doc) -> tuple[EntityCluster, ...]:
    annotated: AnnotatedText | None = doc._.kg_annotated
    return annotated.clusters if annotated else ()


for _name in ("document", "annotated", "scores", "network"):
    Doc.set_extension(f"kg_{_name}", default=None, force=True)
for _name in ("sentences", "roles", "results", "relations"):
    Doc.set_extension(f"kg_{_name}", default=(), force=True)
Doc.set_extension("kg_clusters", getter=_clusters, force=True)
