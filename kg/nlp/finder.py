"""The mention model as a spaCy component: it stands for ``kg_mentions`` and ``kg_entities``.

    nlp.add_pipe("kg_model", after="kg_abbreviations", config={"path": "..."})

It sets ``doc.spans["kg"]``, ``doc._.kg_groups`` and ``doc._.kg_scores``, a batch of papers at a
time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.model import MentionModel
from kg.nlp.pipeline import write_mentions

__all__ = ["Finder"]


class Finder:
    """Finds the entities of papers with a `MentionModel`."""

    def __init__(self, model: MentionModel) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """The Doc, with its mentions and groups set."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """The Docs in their order; the network sees ``batch_size`` of them at once."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            texts = [doc._.kg_text or doc.text for doc in batch]
            for doc, (scores, groups) in zip(batch, self.model.read(texts), strict=True):
                write_mentions(doc, (mention for group in groups for mention in group.mentions))
                doc._.kg_scores, doc._.kg_groups = scores, groups
                yield doc


@Language.factory("kg_model", default_config={"threads": 1})
def _finder(nlp: Language, name: str, path: str, threads: int) -> Finder:  # noqa: ARG001
    return Finder(MentionModel.load(Path(path), threads=threads))
