"""The mention model as a spaCy component.

    nlp.add_pipe("kg_model", after="kg_sentences", config={"path": "..."})

It sets ``doc.spans["kg"]``, ``doc._.kg_groups`` and ``doc._.kg_scores``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.mentions.mention_model import MentionModel
from kg.nlp.pipeline import write_mentions

__all__ = ["Finder"]


class Finder:
    """Finds the entities of papers with a `MentionModel`."""

    def __init__(self, model: MentionModel) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """The Doc, with its mentions and clusters set."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:  # noqa: ARG002
        """The Docs in their order; some are read ahead, so that all cores have work.

        The network takes one text after another, so ``batch_size`` means nothing here.
        """
        ahead, docs = tee(stream)
        texts = (doc._.kg_text or doc.text for doc in ahead)
        for (scores, clusters), doc in zip(self.model.find_clusters(texts), docs, strict=True):
            write_mentions(doc, (mention for cluster in clusters for mention in cluster.mentions))
            doc._.kg_scores, doc._.kg_clusters = scores, clusters
            yield doc


@Language.factory("kg_model", default_config={"threads": 1})
def _finder(nlp: Language, name: str, path: str, threads: int) -> Finder:  # noqa: ARG001
    return Finder(MentionModel.load(Path(path), threads=threads))
