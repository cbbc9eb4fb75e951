"""A paper in TEI, as GROBID makes it of a PDF: what is at its head, and its body.

Source: https://grobid.readthedocs.io/en/latest/TEI-encoding-of-results/
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from lxml import etree

from kg.core.full_texts.full_text import FullText
from kg.ingest.readers.xml_stream import inner_xml, local, text_at
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

__all__ = ["tei_body", "tei_fields"]

_ID = "{http://www.w3.org/XML/1998/namespace}id"


def tei_fields(paper: Element) -> dict[str, object]:
    """Title, abstract, authors, date and ids of a paper; its tags lose their namespaces."""
    for each in paper.iter():
        each.tag = local(each.tag) if isinstance(each.tag, str) else each.tag
    head = paper.find("./teiHeader")
    head = paper if head is None else head
    date = head.find(".//publicationStmt/date")
    return {
        "title": inner_xml(head.find(".//titleStmt/title")),
        "abstract": inner_xml(head.find(".//abstract")),
        "authors": _names(head.find(".//sourceDesc")),
        "date": None if date is None else date.get("when"),
        "externalids": {
            kind: each.text
            for each in head.iterfind(".//sourceDesc//idno")
            if (kind := str(each.get("type")).casefold()) in ("doi", "arxiv")
        },
    }


def tei_body(paper: Element) -> FullText | None:
    """The body of a paper whose tags are without namespaces; None where it has none."""
    made = page()
    for body in paper.iterfind("./text/body"):
        copy(made, body, _RULES)
    for back in paper.iterfind("./text/back"):
        for each in back.iter("biblStruct"):
            _entry(made, each)
    return body_of(made)


def _text(element: Element, path: str) -> str:
    return text_at(element, path) or ""


def _names(around: Element | None) -> list[str]:
    """The people in an element: 'Ada Lee'."""
    people = () if around is None else around.iter("persName")
    names = (
        [_text(part, ".") for part in each.iterfind("forename")] + [_text(each, "surname")]
        for each in people
    )
    return [" ".join(filter(None, each)) for each in names if any(each)]


def _section(parent: etree._Element, source: Element, depth: int) -> None:
    head = source.find("./head")
    number = "" if head is None else str(head.get("n") or "").rstrip(".")
    copy(section(parent, "section", number, _text(source, "head")), source, _RULES, depth)


def _paragraph(parent: etree._Element, source: Element, depth: int) -> None:
    copy(part(part(parent, "div", "ltx_para"), "p", "ltx_p"), source, _RULES, depth)


def _link(parent: etree._Element, source: Element, depth: int) -> None:
    key, text = str(source.get("target") or "").lstrip("#"), _text(source, ".")
    if key and source.get("type") == "bibr":
        linked(parent, text, [key])
    elif key:
        part(parent, "a", "ltx_ref", text, href=f"#{key}")
    else:
        copy(parent, source, _RULES, depth)


def _figure(parent: etree._Element, source: Element, depth: int) -> None:
    kind = "table" if source.get("type") == "table" else "figure"
    label, head = _text(source, "label"), _text(source, "head")
    named = label if label.casefold().startswith(kind) else f"{kind.capitalize()} {label}".strip()
    caption = ["" if head.rstrip(" .:") in (named, label) else head, _text(source, "figDesc")]
    made = figure(parent, kind, str(source.get(_ID) or ""), named, caption)
    for each in source.iter("table"):
        tabular = part(made, "table", "ltx_tabular")
        for row in each.iter("row"):
            line = part(tabular, "tr", "ltx_tr")
            for given in row.iterfind("cell"):
                spans = {"rows": given.get("rows"), "cols": given.get("cols")}
                copy(cell(line, is_head=row.get("role") == "label", **spans), given, _RULES, depth)


def _nothing(parent: etree._Element, source: Element, depth: int) -> None:
    """What is no running text, or is read by itself."""


def _entry(parent: etree._Element, source: Element) -> None:
    article, venue = _text(source, "./analytic/title"), _text(source, "./monogr/title")
    date = source.find("./monogr/imprint/date")
    year = "" if date is None else str(date.get("when") or date.text or "")[:4]
    ids = [
        f"{str(each.get('type')).casefold()}:{_text(each, '.').removeprefix('arXiv:')}"
        for each in source.iter("idno")
        if str(each.get("type")).casefold() in ("doi", "arxiv")
    ]
    names = _names(source.find("./analytic")) or _names(source.find("./monogr"))
    rest = [venue if article else "", year, *ids]
    entry(parent, str(source.get(_ID) or ""), names, article or venue, rest)


_RULES: Rules = {
    "div": _section,
    "p": _paragraph,
    "ref": _link,
    "figure": _figure,
    **dict.fromkeys(("head", "formula", "note", "graphic"), _nothing),
}
