"""Which caption belongs to a tabular element.

The nearest caption is not always the right one: two tables may stand side by side in one figure,
each with a caption (``\\captionof``), in either order.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from kg.ingest.latexml.visible_text import classes_of, collapsed, visible_text

__all__ = ["caption_of", "label_and_text"]

_OUTSIDE = frozenset(("section", "article", "body", "html"))


def caption_of(tabular: etree._Element) -> etree._Element | None:
    """The caption element of a tabular element, or None.

    The smallest element around it that holds captions decides. Of several, those of tables go
    first: the one of the same rank as the table where there are as many, else the one beside it.
    """
    around = tabular.getparent()
    while around is not None and around.tag not in _OUTSIDE:
        if captions := _captions(around):
            return _chosen(around, tabular, captions)
        around = around.getparent()
    return None


def _captions(element: etree._Element) -> list[etree._Element]:
    """The captions in an element, each text once, of tables where there are any."""
    found: dict[str, etree._Element] = {}
    for each in element.iter("figcaption"):
        if "ltx_caption" in classes_of(each):
            found.setdefault(visible_text(each), each)
    of_tables = [each for text, each in found.items() if text.startswith("Table")]
    return of_tables or list(found.values())


def _chosen(
    around: etree._Element, tabular: etree._Element, captions: Sequence[etree._Element]
) -> etree._Element:
    order = {each: number for number, each in enumerate(around.iter())}
    tables = [each for each in order if _is_outer(each)] or [tabular]
    outer = next((each for each in (tabular, *tabular.iterancestors()) if _is_outer(each)), tabular)
    outer = outer if outer in order else tabular
    if len(captions) == len(tables) and outer in tables:
        return captions[tables.index(outer)]
    before = [each for each in captions if order[each] < order[outer]]
    after = [each for each in captions if order[each] > order[outer]]
    is_above = order[captions[0]] < order[tables[0]]
    if is_above:
        return before[-1] if before else after[0]
    return after[0] if after else before[-1]


def _is_outer(element: etree._Element) -> bool:
    """Whether an element is a tabular that stands in no other one."""
    return "ltx_tabular" in classes_of(element) and not any(
        "ltx_tabular" in classes_of(each) for each in element.iterancestors()
    )


def label_and_text(caption: etree._Element) -> tuple[str, str]:
    """The label of a caption ('Table 2') and its text without it."""
    tag = next((each for each in caption.iter() if "ltx_tag" in classes_of(each)), None)
    text = visible_text(caption)
    if tag is None:
        return "", text
    label = visible_text(tag)
    text = text[len(label) :] if text.startswith(label) else text
    return label.rstrip(" .:"), collapsed(text)
