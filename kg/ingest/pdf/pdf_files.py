"""Papers in PDF: opened in a process of its own, then read like a page of LaTeXML."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec

import msgspec

from kg.core.errors import InputError, MissingExtraError
from kg.ingest.input_files import Input
from kg.ingest.latexml.front_matter import read_front_matter
from kg.ingest.latexml.latexml_pages import read_body
from kg.ingest.pdf.pdf_content import PdfContent
from kg.ingest.pdf.pdf_page import marked_page
from kg.ingest.reading import TABLES_LEFT_OUT, Note, ReadOptions, Record

__all__ = ["is_pdf", "read_pdf"]

_LARGEST = 256 << 20
"""Bytes of a file, at most."""

_SECONDS = 120
"""Seconds by the clock for opening a file, at most."""

_FEWEST_LETTERS = 200
"""Characters of a paper, at least: below it a PDF holds pictures of pages."""

_MOST_UNMAPPED = 0.2
"""Characters without a meaning as a share of all, at most."""


def is_pdf(head: str) -> bool:
    """Whether a file begins as PDF."""
    return head.startswith("%PDF-")


def read_pdf(source: Input, options: ReadOptions) -> Iterator[Record | Note]:  # noqa: ARG001
    """The one paper of the file, with its body, and a note where tables of it are left out.

    Raises:
        InputError: the file is encrypted, damaged, too large, scanned, or has no title.
        MissingExtraError: pypdfium2 is not installed.
    """
    if find_spec("pypdfium2") is None:
        raise MissingExtraError("pypdfium2", "pdf")
    content = _opened(source)
    letters = sum(len(word.text) for each in content.pages for word in each.words)
    unmapped = sum(each.unmapped for each in content.pages)
    if letters < _FEWEST_LETTERS:
        reason = "a PDF without text, such as scanned pages: let OCR add it (ocrmypdf)"
        raise InputError(reason, source.path)
    if unmapped > _MOST_UNMAPPED * letters:
        reason = "a PDF whose letters have no meaning: give the paper's HTML, or its LaTeX source"
        raise InputError(reason, source.path)
    marked = marked_page(content.pages)
    front = read_front_matter(marked.page)
    front["title"] = front["title"] or _declared_title(content)
    if not front["title"]:
        raise InputError("a PDF in which no title is found: give the paper's HTML", source.path)
    if marked.omitted:
        text = f"{len(marked.omitted)} of {marked.captions}: {', '.join(marked.omitted[:5])}"
        yield Note(TABLES_LEFT_OUT, source.path, None, text)
    yield Record(1, front, full_text=read_body(marked.page))


def _declared_title(content: PdfContent) -> str:
    """The title that the file itself states, where it stands on the first page."""
    shown = " ".join(word.text for word in content.pages[0].words)
    title = " ".join(content.title.split())
    return title if len(title.split()) > 1 and title.casefold() in shown.casefold() else ""


def _opened(source: Input) -> PdfContent:
    data = source.read_bytes()
    if len(data) > _LARGEST:
        raise InputError(f"a PDF of over {_LARGEST >> 20} MB: divide it", source.path)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kg.ingest.pdf.pdf_child"],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            env={k: v for k, v in os.environ.items() if k in ("PATH", "PYTHONPATH", "SYSTEMROOT")},
            check=False,
        )
        content = msgspec.msgpack.decode(done.stdout, type=PdfContent)
    except subprocess.TimeoutExpired as error:
        raise InputError(f"a PDF that takes over {_SECONDS} seconds", source.path) from error
    except msgspec.DecodeError as error:
        reason = "a PDF that ends its reader (damaged, or too large for 2 GiB of memory)"
        raise InputError(reason, source.path) from error
    if content.error:
        raise InputError(content.error, source.path)
    return content
