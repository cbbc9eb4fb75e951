"""The formats that are read: how each is recognised, its reader, an example, its library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kg.core.types import Document, Problem
from kg.ingest.input_files import Input
from kg.ingest.latex_source.tex_papers import (
    is_latex,
    is_latex_archive,
    read_latex,
    read_latex_archive,
)
from kg.ingest.latexml.latexml_pages import is_latexml, read_latexml
from kg.ingest.listing_pages import is_listing_page, read_listing_page
from kg.ingest.markdown import markdown_papers
from kg.ingest.pdf.pdf_files import is_pdf, read_pdf
from kg.ingest.readers import (
    bibtex,
    column_tables,
    feeds,
    html_pages,
    json_records,
    labelled_lines,
    tables,
    tagged_lines,
    xml_records,
    yaml_records,
)
from kg.ingest.reading import Note, ReadOptions, Record

__all__ = ["FORMATS", "InputFormat", "format_of"]


@dataclass(frozen=True, slots=True)
class InputFormat:
    """A format of papers.

    Args:
        description: one line: what it is.
        recognises: whether the beginning of an input is in it.
        read: its reader.
        example: how an input in it begins.
        ignored: what of it is not read.
        library: what reads it: a package, or the standard library.
        streamed: whether one record is in memory at a time.
    """

    description: str
    recognises: Callable[[str], bool]
    read: Callable[[Input, ReadOptions], Iterator[Record | Document | Problem | Note]]
    example: str
    ignored: str
    library: str = "standard library"
    streamed: bool = True


_TEX = "LaTeXML (latexmlc), else pandoc (extra latex)"
_KNOWN = "references, citations, files"

FORMATS: Mapping[str, InputFormat] = {
    "parquet": InputFormat(
        "Parquet: a row a paper",
        column_tables.is_parquet,
        column_tables.read_parquet,
        "a file of Hugging Face's datasets, with columns title and abstract",
        "other columns",
        "pyarrow",
    ),
    "excel": InputFormat(
        "Excel (.xlsx): the first sheet with a column of titles",
        column_tables.is_excel,
        column_tables.read_excel,
        "a sheet with the columns Title and Abstract",
        "other sheets and columns, formulas",
        "python-calamine (extra excel)",
        streamed=False,
    ),
    "pdf": InputFormat(
        "PDF: a full paper with a text layer; tables between ruled lines",
        is_pdf,
        read_pdf,
        "%PDF-1.5",
        "pictures, formulas set apart, footnotes, tables that are not surely grids",
        "pypdfium2 (extra pdf)",
        streamed=False,
    ),
    "latex": InputFormat(
        "LaTeX: a .tex file with what it inputs, gzipped or not",
        is_latex,
        read_latex,
        "\\documentclass{article}",
        "pictures, formulas set apart, footnotes; by pandoc citations too",
        _TEX,
        streamed=False,
    ),
    "e-print": InputFormat(
        "LaTeX in a tar archive, as arXiv serves sources (.tar.gz)",
        is_latex_archive,
        read_latex_archive,
        "an archive with main.tex, main.bbl and figures",
        "as for LaTeX",
        _TEX,
        streamed=False,
    ),
    "json": InputFormat(
        "JSON: a paper a line, arrays, objects, papers in a field or by id",
        json_records.is_json,
        json_records.read_json,
        '{"title": "On Tides", "abstract": "We ...", "id": "2401.00001"}',
        "keys that hold none of the fields",
    ),
    "feed": InputFormat(
        "Atom and RSS: arXiv's API, feeds of journals and blogs",
        feeds.is_feed,
        feeds.read_feed,
        "<feed><entry><title>On Tides</title><summary>We ...</summary></entry></feed>",
        "enclosures",
        "feedparser",
        streamed=False,
    ),
    "latexml": InputFormat(
        "full papers in HTML as arXiv and ar5iv serve them (LaTeXML)",
        is_latexml,
        read_latexml,
        '<article class="ltx_document"><h1 class="ltx_title ltx_title_document">On Tides</h1>',
        "images, formulas set apart, listings, footnotes",
        "lxml",
        streamed=False,
    ),
    "html": InputFormat(
        "HTML saved from Hugging Face papers, arXiv, or a publisher's page",
        html_pages.is_html,
        html_pages.read_html,
        '<html><head><meta name="citation_title" content="On Tides">',
        "all but data for machines and arXiv's listings",
        streamed=False,
    ),
    "xml": InputFormat(
        "XML: PubMed, JATS, TEI, OAI-PMH, EndNote, DBLP, ACL Anthology",
        xml_records.is_xml,
        xml_records.read_xml,
        "<PubmedArticleSet><PubmedArticle>...",
        f"bodies, {_KNOWN}",
        "defusedxml",
    ),
    "bibtex": InputFormat(
        "BibTeX and BibLaTeX: Zotero, Mendeley, JabRef, ACL Anthology",
        bibtex.is_bibtex,
        bibtex.read_bibtex,
        "@article{lee2024, title = {On Tides}, abstract = {We ...}}",
        "files, keywords, notes",
        "bibtexparser",
        streamed=False,
    ),
    "ris": InputFormat(
        "RIS: Zotero, Scopus, Ovid, IEEE, publishers",
        tagged_lines.is_ris,
        tagged_lines.read_ris,
        "TY  - JOUR",
        "other tags, lines outside of references",
        "rispy",
    ),
    "nbib": InputFormat(
        "PubMed's NBIB (MEDLINE)",
        tagged_lines.is_nbib,
        tagged_lines.read_nbib,
        "PMID- 100",
        "other tags",
    ),
    "wos": InputFormat(
        "Web of Science's plain text",
        tagged_lines.is_wos,
        tagged_lines.read_wos,
        "FN Clarivate Analytics Web of Science",
        "other tags",
    ),
    "endnote": InputFormat(
        "EndNote's tagged text (.enw)",
        tagged_lines.is_endnote,
        tagged_lines.read_endnote,
        "%0 Journal Article",
        "other tags",
    ),
    "arxiv-mail": InputFormat(
        "arXiv's announcement mails, and its listings saved as text",
        labelled_lines.is_arxiv_mail,
        labelled_lines.read_arxiv_mail,
        "arXiv:2401.00001",
        "sizes, comments, journal references",
    ),
    "labelled": InputFormat(
        "text with labels: Title:, Abstract: or Summary:, Authors:",
        labelled_lines.is_labelled,
        labelled_lines.read_labelled,
        "Title: On Tides",
        "other labels",
    ),
    "yaml": InputFormat(
        "YAML: a list of papers, papers by id, one a document",
        yaml_records.is_yaml,
        yaml_records.read_yaml,
        "- title: On Tides",
        "keys that hold none of the fields",
        "PyYAML",
        streamed=False,
    ),
    "markdown": InputFormat(
        "Markdown: papers under headings, in lists, tables, front matter",
        markdown_papers.is_markdown,
        markdown_papers.read_markdown,
        "## On Tides",
        "headings of several papers, remarks, images",
        streamed=False,
    ),
    "table": InputFormat(
        "CSV, TSV and other tables of text: a row a paper",
        tables.is_table,
        tables.read_table,
        "title,abstract,doi",
        "columns that hold none of the fields",
    ),
    "page": InputFormat(
        "the text of a saved listing page: titles, abstracts and bylines",
        is_listing_page,
        read_listing_page,
        "Daily Papers",
        "headers, counts of comments",
        streamed=False,
    ),
}
"""Name of the format -> its reader, in the order in which they are tried."""


def format_of(source: Input) -> InputFormat:
    """The first format that recognises the beginning of an input; else it is read as a page."""
    accepting = (each for each in FORMATS.values() if each.recognises(source.head))
    return next(accepting, FORMATS["page"])
