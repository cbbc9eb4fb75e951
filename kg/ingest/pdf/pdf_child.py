"""The process in which a PDF is opened: damaged files may end it, and nothing else.

It reads the file from stdin and writes `PdfContent` to stdout as MessagePack. It takes a bounded
amount of memory and time, writes no files and starts nothing.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time

import msgspec
import pypdfium2 as pdfium

from kg.ingest.pdf.pdf_content import PdfContent
from kg.ingest.pdf.pdf_glyphs import page_content

MEMORY = 2 << 30
"""Bytes that a file may take."""

MOST_PAGES = 500
"""Pages of a paper, at most."""

SECONDS = 60
"""Seconds of processor time for a file, at most."""


def main() -> None:
    """Read one file."""
    output = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)  # What the library prints is no part of the answer.
    os.dup2(null, 2)
    data = sys.stdin.buffer.read()
    _give_up_rights()
    try:
        content = _content(data)
    except MemoryError:
        content = PdfContent(error=f"a PDF that takes over {MEMORY >> 30} GiB of memory")
    output.write(msgspec.msgpack.encode(content))
    output.flush()
    os._exit(0)


def _content(data: bytes) -> PdfContent:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).casefold():
            return PdfContent(error="an encrypted PDF: save it without a password")
        return PdfContent(error="a damaged PDF: fetch it again")
    count = len(document)
    if count > MOST_PAGES:
        return PdfContent(
            error=f"a PDF of {count:,} pages: at most {MOST_PAGES} are read, divide it"
        )
    pages = []
    for number in range(count):
        if time.process_time() > SECONDS:
            return PdfContent(error=f"a PDF whose first {number} pages take over {SECONDS} seconds")
        try:
            pages.append(page_content(document[number]))
        except (pdfium.PdfiumError, ValueError) as error:
            text = str(error) if isinstance(error, ValueError) else "it cannot be read"
            return PdfContent(error=f"a PDF with a damaged page {number + 1}: {text}")
    return PdfContent(pages, title=document.get_metadata_value("Title"))


def _give_up_rights() -> None:
    """Bound memory and time, and let no file be written, where the system can do that."""
    with contextlib.suppress(ImportError):
        import resource

        seconds = SECONDS + 5
        limits = {"CORE": 0, "FSIZE": 0, "NPROC": 0, "AS": MEMORY, "CPU": seconds}
        for name, limit in limits.items():
            with contextlib.suppress(ValueError, OSError, AttributeError):
                resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (limit, limit))


if __name__ == "__main__":
    main()
