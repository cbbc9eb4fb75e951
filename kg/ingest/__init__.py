"""Files to papers: every format that is read, recognised by content alone.

a path, "-", a .gz file
    |  input_files     opened, unpacked, decoded as UTF-8; foreign formats are refused
    v
Input
    |  FORMATS         the first format whose `recognises` accepts the beginning reads it
    |
    |-- json_lines     one object a line: a paper, or an extraction of `kg extract`
    '-- listing_pages  the text of a saved page: titles, abstracts, bylines
          page_lines     its lines, and which of them are prose
          paper_blocks   lines -> title, abstract, byline of each paper
          bylines        the line that ends a paper: organization, authors, date
          dates          days as pages write them, and the year that they leave out
    v
Document (to be read by an extractor), Extraction (read already), or Problem
    v
`read_papers`: all of them in order; `read_documents`: the papers alone
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.core.errors import InputError
from kg.core.types import Document, Extraction, Problem
from kg.ingest.input_files import Input, open_input
from kg.ingest.json_lines import is_json_lines, read_json_lines
from kg.ingest.listing_pages import is_listing_page, read_listing_page

__all__ = ["FORMATS", "InputFormat", "read_documents", "read_papers", "sample_path"]


@dataclass(frozen=True, slots=True)
class InputFormat:
    """A format of papers: what it is, how its beginning is recognised, and its reader.

    ``description`` is one line for the help of the command.
    """

    description: str
    recognises: Callable[[str], bool]
    read: Callable[[Input, datetime.date | None], Iterator[Document | Extraction | Problem]]


FORMATS: Mapping[str, InputFormat] = {
    "jsonl": InputFormat(
        "JSON Lines: an object with title and abstract a line, or a record of kg extract",
        is_json_lines,
        read_json_lines,
    ),
    "page": InputFormat(
        "the text of a saved listing page: titles, abstracts and bylines",
        is_listing_page,
        read_listing_page,
    ),
}
"""Name of the format -> its reader, in the order in which they are tried."""


def read_papers(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    as_of: datetime.date | None = None,
    skipped: list[Problem] | None = None,
) -> Iterator[Document | Extraction]:
    """Every paper of the inputs in order: as an Extraction where a record holds one.

    Args:
        inputs: paths of files; ``-`` is standard input.
        as_of: a day on which the pages are known to have existed; it settles their year where
            dates leave it out.
        skipped: takes what cannot be read, and the rest goes on.

    Raises:
        InputError: an input or a paper in it cannot be read, and ``skipped`` is None.
    """
    for path in inputs:
        for found in _read_one(path, as_of):
            if not isinstance(found, Problem):
                yield found
            elif skipped is None:
                raise InputError(found.reason, found.file, found.line)
            else:
                skipped.append(found)


def read_documents(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    as_of: datetime.date | None = None,
    skipped: list[Problem] | None = None,
) -> Iterator[Document]:
    """Every paper of the inputs, in order: as `read_papers`, without what was extracted.

    Raises:
        InputError: as `read_papers`.
    """
    for found in read_papers(inputs, as_of=as_of, skipped=skipped):
        yield found.document if isinstance(found, Extraction) else found


def _read_one(
    path: str | os.PathLike[str], as_of: datetime.date | None
) -> Iterator[Document | Extraction | Problem]:
    try:
        with open_input(path) as source:
            accepting = (f for f in FORMATS.values() if f.recognises(source.head))
            yield from next(accepting, FORMATS["page"]).read(source, as_of)
    except InputError as error:
        yield Problem(error.file, error.line, error.reason)


def sample_path() -> Path:
    """The packaged sample: a page of summaries of landmark papers, in our own words."""
    return Path(__file__).parent / "data" / "sample.txt"
