"""The body of an article in JATS.

Source: https://jats.nlm.nih.gov/archiving/tag-library/1.3/
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from lxml import etree

from kg.core.full_texts.full_text import FullText
from kg.ingest.readers.xml_stream import text_at
from kg.ingest.xml_bodies.page_parts import (
    Rules,
    body_of,
    cell,
    copy,
    entry,
    figure,
    linked,
    page,
    part,
    section,
)

__all__ = ["jats_body"]


def jats_body(article: Element) -> FullText | None:
    """The body of an article whose tags are without namespaces; None where it has none."""
    made = page()
    for body in article.iterfind("./body"):
        copy(made, body, _RULES)
    for back in article.iterfind("./back"):
        for each in back.iter():
            if each.tag == "app":
                _section(made, each, 0, kind="appendix")
            elif each.tag == "ref":
                _entry(made, each)
    for floats in article.iterfind("./floats-group"):
        copy(made, floats, _RULES)
    return body_of(made)


def _text(element: Element, path: str) -> str:
    return text_at(element, path) or ""


def _section(parent: etree._Element, source: Element, depth: int, kind: str = "section") -> None:
    made = section(parent, kind, _text(source, "label").rstrip("."), _text(source, "title"))
    copy(made, source, _RULES, depth)


def _paragraph(parent: etree._Element, source: Element, depth: int) -> None:
    copy(part(part(parent, "div", "ltx_para"), "p", "ltx_p"), source, _RULES, depth)


def _link(parent: etree._Element, source: Element, depth: int) -> None:
    keys, text = str(source.get("rid") or "").split(), _text(source, ".")
    if source.get("ref-type") == "bibr" and keys:
        linked(parent, text, keys)
    elif keys:
        part(parent, "a", "ltx_ref", text, href=f"#{keys[0]}")
    else:
        copy(parent, source, _RULES, depth)


def _table(parent: etree._Element, source: Element, depth: int) -> None:
    caption = [_text(each, ".") for each in source.iterfind("./caption")]
    made = figure(parent, "table", str(source.get("id") or ""), _text(source, "label"), caption)
    for each in source.iter("table"):
        tabular = part(made, "table", "ltx_tabular")
        for row in each.iter("tr"):
            line = part(tabular, "tr", "ltx_tr")
            for given in row:
                if given.tag in ("td", "th"):
                    spans = {"rows": given.get("rowspan"), "cols": given.get("colspan")}
                    copy(cell(line, is_head=given.tag == "th", **spans), given, _RULES, depth)


def _figure(parent: etree._Element, source: Element, depth: int) -> None:  # noqa: ARG001
    caption = [_text(each, ".") for each in source.iterfind("./caption")]
    figure(parent, "figure", str(source.get("id") or ""), _text(source, "label"), caption)


def _bold(parent: etree._Element, source: Element, depth: int) -> None:
    copy(part(parent, "span", "ltx_font_bold"), source, _RULES, depth)


def _raised(parent: etree._Element, source: Element, depth: int) -> None:
    copy(part(parent, "sup", "ltx_sup"), source, _RULES, depth)


def _power(parent: etree._Element, source: Element, depth: int) -> None:
    """A base and what is raised beside it, of MathML."""
    for number, each in enumerate(source):
        copy(part(parent, "sup", "ltx_sup") if number else parent, each, _RULES, depth)


def _nothing(parent: etree._Element, source: Element, depth: int) -> None:
    """What is no running text, or is read by itself."""


def _entry(parent: etree._Element, source: Element) -> None:
    names = [
        " ".join(filter(None, (_text(each, "given-names"), _text(each, "surname"))))
        for each in source.iter("name")
    ]
    title = _text(source, ".//article-title") or _text(source, ".//chapter-title")
    ids = [
        f"{each.get('pub-id-type')}:{_text(each, '.')}"
        for each in source.iter("pub-id")
        if each.get("pub-id-type") in ("doi", "arxiv")
    ]
    venue = _text(source, ".//source")
    rest = [venue if title else "", _text(source, ".//year"), *ids]
    if not (title or venue):
        rest = [_text(source, ".")]
    entry(parent, str(source.get("id") or ""), names, title or venue, rest)


_RULES: Rules = {
    "sec": _section,
    "p": _paragraph,
    "xref": _link,
    "table-wrap": _table,
    "fig": _figure,
    "bold": _bold,
    "sup": _raised,
    "msup": _power,
    **dict.fromkeys(
        ("title", "label", "disp-formula", "fn", "table-wrap-foot", "ack", "tex-math"), _nothing
    ),
    **dict.fromkeys(("supplementary-material", "graphic", "annotation"), _nothing),
}
