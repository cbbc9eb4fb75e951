"""Full papers as pages of LaTeXML: what arXiv and ar5iv serve."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree, html

from kg.core.errors import InputError
from kg.core.full_texts.full_text import FullText
from kg.ingest.input_files import Input
from kg.ingest.latexml.bibliography import read_references
from kg.ingest.latexml.body_sections import read_figures, read_sections
from kg.ingest.latexml.front_matter import read_front_matter
from kg.ingest.latexml.table_grids import read_tables
from kg.ingest.latexml.visible_text import classes_of
from kg.ingest.reading import NOT_ALL_READ, Note, ReadOptions, Record

__all__ = ["is_latexml", "read_body", "read_latexml"]

_MADE_BY = re.compile(
    r"by LaTeXML \(|<article\b[^<>]{0,200}\bltx_document\b|\bltx_page_(?:main|content)\b"
)
_START = re.compile(r"\s*+(?:<!--|<\?xml|<!doctype\s+html|<html|<head|<body)", re.IGNORECASE)

_READ = frozenset(("ltx_p", "ltx_tabular", "ltx_bibblock"))
_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST_READ = 0.82
"""Share of the words of a page that are read, at least: 44 whole papers have 0.87 or more."""


def is_latexml(head: str) -> bool:
    """Whether a text begins as a page that LaTeXML made of a document."""
    return _START.match(head) is not None and _MADE_BY.search(head) is not None


def read_latexml(source: Input, options: ReadOptions) -> Iterator[Record | Note]:  # noqa: ARG001
    """The one paper of the page, with its body, and a note where much of the page is not in it.

    Raises:
        InputError: the page has no title.
    """
    page = _parsed(source)
    front = read_front_matter(page)
    if not front.get("title"):
        raise InputError(
            "a page of LaTeXML without the title of a paper: save the whole page, as of "
            "arxiv.org/html or ar5iv.org",
            source.path,
        )
    body = read_body(page)
    share = _share_read(page, str(front.get("abstract") or ""), body)
    if share < _LEAST_READ:
        yield Note(NOT_ALL_READ, source.path, None, f"{share:.0%} of its words are read")
    yield Record(1, front, full_text=body)


def read_body(page: etree._Element) -> FullText:
    """The body of the paper that a page holds."""
    return _without_unused(
        FullText(
            sections=read_sections(page),
            figures=read_figures(page),
            tables=read_tables(page),
            references=read_references(page),
        )
    )


def _share_read(page: etree._Element, abstract: str, body: FullText) -> float:
    """The words that are read as a share of those in paragraphs, captions, tables and entries.

    A tag that is missing may put the rest of a page into a formula or a note.
    """
    shown = 0
    for each in page.iter():
        if each.tag == "figcaption" or not _READ.isdisjoint(classes_of(each)):
            shown += len(_WORD.findall(" ".join(map(str, each.itertext()))))
    read = sum(len(_WORD.findall(text)) for text in (abstract, *body.texts().values()))
    return read / shown if shown else 1.0


def _parsed(source: Input) -> etree._Element:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        return html.document_fromstring(source.read_text().encode(), parser=parser)
    except etree.ParserError as error:
        raise InputError(f"no page of HTML: {error}", source.path) from error


def _without_unused(body: FullText) -> FullText:
    """The body without the cells of pictures and algorithms that are laid out as tables."""
    return replace(body, tables=tuple(table for table in body.tables if table.rows))
