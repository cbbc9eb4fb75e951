"""Papers in LaTeX: made into HTML or JATS by a program that is installed, and read as such."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from kg.core.errors import InputError
from kg.core.types import Document, Problem
from kg.ingest.input_files import Input, opened_stream
from kg.ingest.latex_source.tex_converters import convert, installed_converter
from kg.ingest.latex_source.tex_sources import (
    TexSource,
    archive_files,
    file_with_siblings,
    main_source,
)
from kg.ingest.latexml.latexml_pages import read_latexml
from kg.ingest.readers.xml_records import read_xml
from kg.ingest.reading import BY_PANDOC, LATEX_ERRORS, Note, ReadOptions, Record

if TYPE_CHECKING:
    from kg.ingest.input_files import Reader

__all__ = ["is_latex", "is_latex_archive", "read_latex", "read_latex_archive"]

_START = re.compile(
    r"(?:\s++|%[^\n]*+(?:\n|$)|\\(?:RequirePackage|PassOptionsToPackage|newif|def|let)\b[^\n]*+\n)*+"
    r"\\document(?:class|style)\b"
)


def is_latex(head: str) -> bool:
    """Whether a text begins as a LaTeX document."""
    return _START.match(head) is not None


def is_latex_archive(head: str) -> bool:
    """Whether a file begins as a tar archive; what is in it shows when it is read."""
    return head[257:262] == "ustar"


def read_latex(source: Input, options: ReadOptions) -> Iterator[Record | Document | Problem | Note]:
    """The one paper of a .tex file and what it inputs.

    Raises:
        InputError: it is no whole document, or the program cannot read it.
        MissingExtraError: neither LaTeXML nor pandoc is installed.
    """
    yield from _read(file_with_siblings(source), source, options)


def read_latex_archive(
    source: Input, options: ReadOptions
) -> Iterator[Record | Document | Problem | Note]:
    """The one paper of an archive.

    Raises:
        InputError: it holds no LaTeX, or as `read_latex`.
        MissingExtraError: neither LaTeXML nor pandoc is installed.
    """
    files = archive_files(source)
    if not any(name.endswith(".tex") for name in files):
        raise InputError("a tar archive without LaTeX: unpack it and name the folder", source.path)
    yield from _read(files, source, options)


def _read(
    files: TexSource, source: Input, options: ReadOptions
) -> Iterator[Record | Document | Problem | Note]:
    text, beside = main_source(files, source.path)
    converter = installed_converter()
    made, errors = convert(converter, text, beside, source.path)
    if errors:
        yield Note(LATEX_ERRORS, source.path, None, errors)
    stream = cast("Reader", io.BufferedReader(io.BytesIO(made)))
    page = opened_stream(stream, source.path, source.name)
    if converter.name == "LaTeXML":
        yield from read_latexml(page, options)
        return
    yield Note(BY_PANDOC, source.path, None, "install LaTeXML (latexmlc) to have them")
    yield from read_xml(page, options)
