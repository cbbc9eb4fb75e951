"""Files to papers: every format that is read, recognised by content alone.

a path, a folder, a pattern, "-"
    |  input_paths     the files that it names; the members of a ZIP archive
    |  input_files     opened, unpacked (.gz .bz2 .xz .zst); what holds no papers is refused;
    |                  watched_file: a file that changes meanwhile is a problem
    v
Input
    |  input_formats   the first format that recognises the beginning reads it:
    |    readers/        one module a format, by libraries where there are any; latexml/, pdf/
    |                    and xml_bodies/ read whole papers, xml_kinds/ the XML of one service each,
    |                    markdown/ lists
    |    listing_pages   the text of a saved page, the last resort; page_lines, paper_blocks,
    |                    bylines, dates: its grammar
    v
Record (reading)       fields as the source writes them, and the line
    |  documents       each field read (fields/), what is odd noted; record_shapes lays nested
    |                  objects flat (record_columns tables, row_texts lines of lists);
    |                  kg_records reads back what `kg extract` wrote
    v
Document (to be read by an extractor), Extraction (read already), Problem, or Note
    v
`read_papers`: all of them in order; `read_documents`: the papers alone
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.core.errors import InputError
from kg.core.types import Document, Extraction, Problem
from kg.ingest.documents import Found, read_records
from kg.ingest.input_files import Input, open_input
from kg.ingest.input_formats import FORMATS, InputFormat, format_of
from kg.ingest.input_paths import (
    archive_members,
    input_paths,
    is_archive,
    passed_over_because,
)
from kg.ingest.reading import MAX_SIZE, PASSED_OVER, Note, ReadingNotes, ReadOptions, size_in_bytes

__all__ = [
    "FORMATS",
    "InputFormat",
    "Note",
    "ReadOptions",
    "ReadingNotes",
    "formats",
    "read_documents",
    "read_papers",
    "sample_path",
]


def read_papers(
    inputs: Iterable[str | os.PathLike[str]],
    options: ReadOptions | None = None,
    *,
    skipped: list[Problem] | None = None,
    notes: ReadingNotes | None = None,
) -> Iterator[Document | Extraction]:
    """Every paper of the inputs in order: as an Extraction where a record holds one.

    Args:
        inputs: files, folders, patterns; ``-`` is standard input.
        options: how they are read.
        skipped: takes what cannot be read, and the rest goes on.
        notes: takes what is odd about papers that are read.

    Raises:
        InputError: an input or a paper in it cannot be read, and ``skipped`` is None.
        MissingExtraError: a format needs a package that is not installed.
    """
    for given in inputs:
        for found in _read_one(given, options or ReadOptions()):
            if isinstance(found, Document | Extraction):
                yield found
            elif isinstance(found, Note):
                if notes is not None:
                    notes.add(found)
            elif skipped is None:
                raise InputError(found.reason, found.file, found.line)
            else:
                skipped.append(found)


def read_documents(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    as_of: datetime.date | None = None,
    columns: Mapping[str, str] | None = None,
    max_size: str | int = MAX_SIZE,
    as_written: bool = False,
    skipped: list[Problem] | None = None,
    notes: ReadingNotes | None = None,
) -> Iterator[Document]:
    """Every paper of the inputs, in order: as `read_papers`, without what was extracted.

    Args:
        inputs, skipped, notes: as in `read_papers`.
        as_of, columns, max_size, as_written: as in `kg.ingest.reading.ReadOptions`.

    Raises:
        InputError, MissingExtraError: as `read_papers`.
    """
    options = ReadOptions(as_of, columns or {}, size_in_bytes(max_size), as_written)
    for found in read_papers(inputs, options, skipped=skipped, notes=notes):
        yield found.document if isinstance(found, Extraction) else found


def _read_one(given: str | os.PathLike[str], options: ReadOptions) -> Iterator[Found]:
    """What the files of one input hold; an error of a file is a problem."""
    try:
        paths, passed = input_paths(given)
    except InputError as error:
        yield Problem(error.file, error.line, error.reason)
        return
    yield from (Note(PASSED_OVER, path, None, passed_over_because(path)) for path in passed)
    for path in paths:
        try:
            with open_input(path, options.max_size) as source:
                if is_archive(source.head):
                    for member in archive_members(source, options.max_size):
                        yield from _read_input(member, options)
                else:
                    yield from _read_input(source, options)
        except InputError as error:
            yield Problem(error.file, error.line, error.reason)


def _read_input(source: Input, options: ReadOptions) -> Iterator[Found]:
    try:
        yield from read_records(format_of(source).read(source, options), source, options)
    except InputError as error:
        yield Problem(error.file, error.line, error.reason)


def formats() -> Mapping[str, InputFormat]:
    """Every format that is read, by name, in the order in which they are tried."""
    return FORMATS


def sample_path() -> Path:
    """The packaged sample: a page of summaries of landmark papers, in our own words."""
    return Path(__file__).parent / "data" / "sample.txt"
