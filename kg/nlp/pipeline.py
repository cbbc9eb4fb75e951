"""The extractor as a spaCy pipeline: thin components over the pure functions of `kg.nlp`.

=================  ==========================================  ============================
component          reads                                       sets
=================  ==========================================  ============================
kg_sentences       the text                                    sentence starts,
                                                               ``doc._.kg_sentences``
kg_abbreviations   the text                                    ``doc._.kg_abbreviations``
kg_mentions        sentences, abbreviations                    ``doc.spans["kg"]``
kg_entities        the spans, abbreviations                    ``doc._.kg_groups``
kg_roles           sentences, groups                           ``doc._.kg_roles``
kg_results         sentences, groups, roles                    ``doc._.kg_results``
=================  ==========================================  ============================

A trained finder replaces ``kg_mentions`` alone: it has to fill ``doc.spans["kg"]`` with
labelled spans, which may overlap, and ``attrs["scores"]`` and ``attrs["by"]``, one of each
per span.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from kg.nlp import abbreviations, joining, mentions, results, roles, sentences
from kg.nlp.spans import Mention
from kg.nlp.tokens import Tokenizer

__all__ = ["SPANS", "build", "read_mentions", "write_mentions"]

SPANS = "kg"
"""The key of the mentions in ``doc.spans``."""

COMPONENTS = (
    "kg_sentences",
    "kg_abbreviations",
    "kg_mentions",
    "kg_entities",
    "kg_roles",
    "kg_results",
)
_LONGEST = 1 << 30
"""Characters a text may have: nothing here needs memory beyond the text's own order."""

_EXTENSIONS = ("text", "sentences", "abbreviations", "groups", "roles", "results")


def build() -> Language:
    """A fresh pipeline: blank English with the fine tokenizer and the components in order."""
    nlp = spacy.blank("en")
    nlp.tokenizer = Tokenizer(nlp.vocab)
    nlp.max_length = _LONGEST
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


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
    opens = np.isin(doc.to_array(["IDX"]).ravel(), [start for start, _ in doc._.kg_sentences])
    # 1 opens a sentence, -1 does not; all at once, for setting them one by one is quadratic.
    marks: Any = np.where(opens, 1, -1).astype(np.uint64).reshape(-1, 1)
    return doc.from_array(["SENT_START"], marks)


@Language.component("kg_abbreviations")
def _abbreviations(doc: Doc) -> Doc:
    doc._.kg_abbreviations = abbreviations.find(doc._.kg_text)
    return doc


@Language.component("kg_mentions")
def _mentions(doc: Doc) -> Doc:
    found = mentions.propose(doc._.kg_text, doc._.kg_sentences, doc._.kg_abbreviations)
    write_mentions(doc, found)
    return doc


@Language.component("kg_entities")
def _entities(doc: Doc) -> Doc:
    doc._.kg_groups = joining.join(doc._.kg_text, read_mentions(doc), doc._.kg_abbreviations)
    return doc


@Language.component("kg_roles")
def _roles(doc: Doc) -> Doc:
    doc._.kg_roles = roles.assign(doc._.kg_text, doc._.kg_sentences, doc._.kg_groups)
    return doc


@Language.component("kg_results")
def _results(doc: Doc) -> Doc:
    text, spans = doc._.kg_text, doc._.kg_sentences
    doc._.kg_results = results.find(text, spans, doc._.kg_groups, doc._.kg_roles)
    return doc


for _name in _EXTENSIONS:
    Doc.set_extension(f"kg_{_name}", default=(), force=True)
Doc.set_extension("kg_document", default=None, force=True)
