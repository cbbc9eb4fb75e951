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
from kg.ingest.reading import ReadOptions, Record

__all__ = ["is_latexml", "read_body", "read_latexml"]

_MADE_BY = re.compile(
    r"by LaTeXML \(|<article\b[^<>]{0,200}\bltx_document\b|\bltx_page_(?:main|content)\b"
)
_START = re.compile(r"\s*+(?:<!--|<\?xml|<!doctype\s+html|<html|<head|<body)", re.IGNORECASE)


def is_latexml(head: str) -> bool:
    """Whether a text begins as a page that LaTeXML made of a document."""
    return _START.match(head) is not None and _MADE_BY.search(head) is not None


def read_latexml(source: Input, options: ReadOptions) -> Iterator[Record]:  # noqa: ARG001
    """The one paper of the page, with its body.

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
    yield Record(1, front, full_text=read_body(page))


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


def _parsed(source: Input) -> etree._Element:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        return html.document_fromstring(source.read_text().encode(), parser=parser)
    except etree.ParserError as error:
        raise InputError(f"no page of HTML: {error}", source.path) from error


def _without_unused(body: FullText) -> FullText:
    """The body without the cells of pictures and algorithms that are laid out as tables."""
    return replace(body, tables=tuple(table for table in body.tables if table.rows))
