"""Files to papers: every format that is read, told apart by content alone."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.core.errors import InputError
from kg.core.types import Document, Problem
from kg.ingest import json_lines, listing_pages
from kg.ingest.input_files import Input, opened

__all__ = ["FORMATS", "Format", "read", "sample_path"]


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is known by its first characters, and how its papers are read."""

    sniff: Callable[[str], bool]
    read: Callable[[Input, datetime.date | None], Iterator[Document | Problem]]


FORMATS = {
    "jsonl": Format(json_lines.sniff, json_lines.read),
    "page": Format(listing_pages.sniff, listing_pages.read),
}
"""Formats in the order in which they are tried: the first whose sniff says yes reads."""


def read(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    as_of: datetime.date | None = None,
    skipped: list[Problem] | None = None,
) -> Iterator[Document]:
    """Every paper of the inputs, in order, as it is read; ``-`` is standard input.

    ``as_of`` is a day on which the pages are known to have existed, and settles their year
    where dates leave it out. With a list as ``skipped``, what cannot be read is appended to
    it and the rest goes on.

    Raises:
        InputError: an input or a paper in it cannot be read, and ``skipped`` is None.
    """
    for path in inputs:
        for found in _read_one(path, as_of):
            if isinstance(found, Document):
                yield found
            elif skipped is None:
                raise InputError(found.reason, found.file, found.line)
            else:
                skipped.append(found)


def _read_one(
    path: str | os.PathLike[str], as_of: datetime.date | None
) -> Iterator[Document | Problem]:
    try:
        with opened(path) as source:
            reader = next((f for f in FORMATS.values() if f.sniff(source.head)), FORMATS["page"])
            yield from reader.read(source, as_of)
    except InputError as error:
        yield Problem(error.file, error.line, error.reason)


def sample_path() -> Path:
    """The packaged sample: a page of summaries of landmark papers, in our own words."""
    return Path(__file__).parent / "data" / "sample.txt"
