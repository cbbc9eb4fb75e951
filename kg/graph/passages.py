"""The texts of a paper that its evidence stands in, as its node holds them.

Title, abstract and byline are properties of their own; of a body the node has the passages alone
that some evidence refers to, so that every edge can be checked wherever the graph is kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.core.types import Extraction, Node

__all__ = ["field_texts", "passages"]

_OWN = frozenset(("text", "byline"))


def passages(extraction: Extraction, *, cited: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Name of the field, a tab, and the text, of each field of the body with evidence in it.

    ``cited`` are further fields, in the order of the text like the others.
    """
    if extraction.document.full_text is None:
        return ()
    used = {evidence.field for entity in extraction.entities for evidence in entity.evidence}
    used |= {evidence.field for each in extraction.relations for evidence in each.evidence}
    used |= {result.field for result in extraction.results} | cited
    texts = extraction.document.full_text.texts()
    return tuple(f"{field}\t{text}" for field, text in texts.items() if field in used - _OWN)


def field_texts(paper: Node) -> Mapping[str, str]:
    """The text of every field that evidence of a paper may name, from its node."""
    own = paper.properties
    text = f"{own.get('title') or ''}\n{own.get('abstract') or ''}"
    body = own.get("passages")
    parts = (each.partition("\t") for each in (body if isinstance(body, tuple) else ()))
    return {"text": text, "byline": str(own.get("byline") or ""), **{f: t for f, _, t in parts}}
