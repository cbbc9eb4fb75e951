"""Lists of papers in XML of any making: elements named after papers, fields by their names."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from kg.ingest.readers.xml_stream import inner_xml, local

__all__ = ["plain_fields", "plain_records"]

_RECORDS = frozenset(
    (
        *("paper", "document", "doc", "publication", "record", "item", "entry", "article"),
        *("result", "work", "hit", "row", "Paper", "Document", "Article", "Publication"),
    )
)
"""Names of elements that may each be a paper."""

_NAMED = frozenset(("author", "authors", "authorlist", "creator", "creators", "contributors"))
_DEEPEST = 4


def plain_records(head: str, root: str) -> frozenset[str]:
    """Names of the elements that are papers: the root itself only where it holds no others."""
    others = _RECORDS - {root}
    return others if any(re.search(rf"<{name}[\s>]", head) for name in others) else _RECORDS


def plain_fields(record: Element) -> dict[str, object]:
    """The fields of a record: of an element that stands once its text, of others a list; elements
    in elements are objects, those of titles and abstracts text with markup."""
    found = _object(record, 0)
    inner = found.get("info")
    return inner if isinstance(inner, dict) and "title" in inner else found


def _object(element: Element, depth: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for child in element:
        name = local(child.tag)
        value = _value(child, depth)
        if name in found:
            before = found[name]
            found[name] = [*before, value] if isinstance(before, list) else [before, value]
        else:
            found[name] = value
    return {key: value for key, value in found.items() if value not in (None, "", {})}


def _value(element: Element, depth: int) -> object:
    name = local(element.tag).casefold()
    holds_texts = bool(len(element)) and not (element.text or "").strip()
    if holds_texts and depth < _DEEPEST and "title" not in name and "abstract" not in name:
        inner = _object(element, depth + 1)
        only = next(iter(inner.values())) if len(inner) == 1 else None
        return only if name in _NAMED and isinstance(only, list) else inner
    return inner_xml(element)
