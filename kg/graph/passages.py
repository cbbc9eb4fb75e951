"""The texts of a paper that its evidence stands in, as its node holds them.

Title, abstract, byline, authors and categories are properties of their own. Affiliations are a
passage, and of a body the node has the passages alone that some evidence refers to, so that every
edge can be checked wherever the graph is kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.core.full_texts.table_text import is_table_field
from kg.core.people.affiliations import FIELD as AFFILIATIONS
from kg.core.people.catalogued import AUTHORS, CATEGORIES, listed_text
from kg.core.types import Evidence, Extraction, Node, Value

__all__ = ["field_texts", "passages", "place_in_sentence"]

_OWN = frozenset(("text", "byline", AUTHORS, CATEGORIES))


def passages(extraction: Extraction, *, cited: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Name of the field, a tab, and the text, of affiliations and of each field of the body with
    evidence in it.

    ``cited`` are further fields, in the order of the text like the others.
    """
    document = extraction.document
    if document.full_text is None and not document.author_records:
        return ()
    used = {evidence.field for entity in extraction.entities for evidence in entity.evidence}
    used |= {evidence.field for each in extraction.relations for evidence in each.evidence}
    used |= {result.field for result in extraction.results} | cited | {AFFILIATIONS}
    used |= {evidence.field for each in extraction.results for evidence in each.also}
    texts = document.texts()
    return tuple(f"{field}\t{text}" for field, text in texts.items() if field in used - _OWN)


def field_texts(paper: Node) -> Mapping[str, str]:
    """The text of every field that evidence of a paper may name, from its node."""
    own = paper.properties
    text = f"{own.get('title') or ''}\n{own.get('abstract') or ''}"
    body = own.get("passages")
    parts = (each.partition("\t") for each in (body if isinstance(body, tuple) else ()))
    listed = {field: _lines(own.get(field)) for field in (AUTHORS, CATEGORIES)}
    fields = {"text": text, "byline": str(own.get("byline") or ""), **listed}
    return {**fields, **{field: passage for field, _, passage in parts}}


def _lines(names: Value) -> str:
    return listed_text(names) if isinstance(names, tuple) else ""


def place_in_sentence(evidence: Evidence, text: str) -> int | None:
    """Where the surface begins in its sentence, by its offsets in the text of its field where they
    agree, else where it is first found; None if it is not there.

    >>> place_in_sentence(Evidence(11, 14, "GAN", "A GAN is a GAN.", "x@1"), "A GAN is a GAN.")
    11
    """
    if is_table_field(evidence.field):  # its row is the last line of the sentence
        row = len(evidence.sentence) - len(evidence.sentence.rpartition("\n")[2])
        start = row + evidence.start - text.rfind("\n", 0, evidence.start) - 1
    else:
        begin = text.rfind(evidence.sentence, 0, evidence.start + len(evidence.sentence))
        start = evidence.start - begin if begin >= 0 else -1
    if start >= 0 and evidence.sentence[start : start + len(evidence.text)] == evidence.text:
        return start
    found = evidence.sentence.find(evidence.text)
    return found if found >= 0 else None
