"""Parts of a page as LaTeXML marks them, made of elements of other XML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from xml.etree.ElementTree import Element

from lxml import etree

from kg.core.full_texts.full_text import FullText
from kg.ingest.latexml.latexml_pages import read_body
from kg.ingest.readers.xml_stream import local

__all__ = [
    "Rules",
    "body_of",
    "cell",
    "copy",
    "entry",
    "figure",
    "linked",
    "page",
    "part",
    "section",
]

Rules = Mapping[str, Callable[[etree._Element, Element, int], None]]
"""Name of an element -> what it becomes in a part of the page, at a depth; by default its text."""

_DEEPEST = 150
"""Elements nested deeper than this are no text of a paper."""


def body_of(page: etree._Element) -> FullText | None:
    """The body that a page holds; None where it has neither paragraphs nor tables."""
    body = read_body(page)
    return body if body.sections or body.tables else None


def page() -> etree._Element:
    """An empty page."""
    return etree.Element("article")


def part(
    parent: etree._Element, tag: str, classes: str = "", text: str = "", **attributes: str
) -> etree._Element:
    """A new element at the end of another."""
    made = etree.SubElement(parent, tag, {"class": classes} if classes else {})
    for name, value in attributes.items():
        made.set(name, value)
    _append(made, text)
    return made


def copy(parent: etree._Element, source: Element, rules: Rules, depth: int = 0) -> None:
    """The text of an element and what is in it, at the end of a part of the page."""
    _append(parent, source.text)
    for child in source:
        if isinstance(child.tag, str) and depth < _DEEPEST:
            rule = rules.get(local(child.tag))
            if rule is None:
                copy(parent, child, rules, depth + 1)
            else:
                rule(parent, child, depth + 1)
        _append(parent, child.tail)


def _append(parent: etree._Element, text: str | None) -> None:
    """Add text behind all that is in an element; what XML cannot hold is left out."""
    kept = "".join(c for c in text or "" if c >= " " or c in "\t\n")
    if not kept:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + kept
    else:
        parent.text = (parent.text or "") + kept


def section(parent: etree._Element, kind: str, number: str, title: str) -> etree._Element:
    """A section with its heading; ``kind`` is 'section' or 'appendix'."""
    made = part(parent, "section", f"ltx_{kind}")
    heading = part(made, "h2", "ltx_title")
    if number:
        part(heading, "span", "ltx_tag", f"{number} ")
    _append(heading, title)
    return made


def linked(parent: etree._Element, text: str, keys: Sequence[str]) -> None:
    """A citation of entries of the bibliography."""
    cite = part(parent, "cite", "ltx_cite")
    for at, key in enumerate(keys):
        part(cite, "a", "ltx_ref", text if at == 0 else "", href=f"#bib.{key}")


def figure(
    parent: etree._Element, kind: str, identifier: str, label: str, caption: Iterable[str]
) -> etree._Element:
    """A figure or a table with its caption."""
    made = part(parent, "figure", f"ltx_{kind}", id=identifier)
    text = " ".join(" ".join(each.split()) for each in caption if each.strip())
    if label or text:
        head = part(made, "figcaption", "ltx_caption")
        if label:
            part(head, "span", f"ltx_tag ltx_tag_{kind}", f"{label.rstrip(' .:')}: ")
        _append(head, text)
    return made


def cell(
    row: etree._Element, *, is_head: bool, rows: str | None, cols: str | None
) -> etree._Element:
    """A cell of a row of a table, with its spans."""
    made = part(row, "th" if is_head else "td", "ltx_td")
    for name, value in (("rowspan", rows), ("colspan", cols)):
        if value:
            made.set(name, value)
    return made


def entry(
    parent: etree._Element, key: str, authors: Sequence[str], title: str, rest: Sequence[str]
) -> None:
    """An entry of the bibliography; ``rest`` is where it appeared, its year and its ids."""
    block = part(part(parent, "li", "ltx_bibitem", id=f"bib.{key}"), "span", "ltx_bibblock")
    if authors:
        part(block, "span", "ltx_bib_author", ", ".join(authors))
        _append(block, ". ")
    if title:
        part(block, "span", "ltx_bib_title", title.rstrip(". "))
        _append(block, ". ")
    _append(block, ", ".join(each for each in rest if each))
