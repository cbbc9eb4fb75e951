"""What readers are given and what they yield: options, records, notes."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.core.errors import QueryError
from kg.core.full_texts.full_text import FullText

__all__ = ["Note", "ReadOptions", "ReadingNotes", "Record", "size_in_bytes"]

MAX_SIZE = "64GB"
"""Size of a compressed input when unpacked, at most, where nothing else is said."""

MAX_WHOLE = 1 << 30
"""Bytes of an input in a format that is read whole, at most."""

MAX_RECORD = 64 << 20
"""Bytes of one line or record, at most: full texts are within it."""

MAX_FIELD = 1 << 20
"""Characters of a title or an abstract, at most."""


_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


def size_in_bytes(size: str | int) -> int:
    """A size that is given in bytes, or with a unit.

    >>> size_in_bytes("2GB"), size_in_bytes("500 M"), size_in_bytes(10)
    (2147483648, 524288000, 10)

    Raises:
        QueryError: it is neither.
    """
    match = re.fullmatch(r"\s*+(\d++)\s*+([KMGT]?)(?:i?B)?\s*+", str(size), re.IGNORECASE)
    if match is None:
        raise QueryError(f"{size!r} is no size: write a number of bytes, or one like 20GB")
    return int(match[1]) * _UNITS[match[2].upper()]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are read.

    Args:
        as_of: a day on which pages are known to have existed; it settles their year.
        columns: field -> column of a table or key of a record that holds it.
        max_size: bytes of a compressed input when unpacked, at most.
        as_written: keep titles and abstracts as the source writes them, markup and line breaks
            included, for labels that stand in such a text.
    """

    as_of: datetime.date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    max_size: int = 64 << 30
    as_written: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A paper as its source writes it: 1-based line where it starts, and its fields.

    ``fields`` has the source's own names and plain values (text, numbers, lists, objects), and
    ``full_text`` the body of the paper, where the source has it.
    """

    line: int
    fields: Mapping[str, object]
    full_text: FullText | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a paper that was read: its kind, file, 1-based line, and what it is.

    ``kind`` is one of the phrases below, which a count follows.
    """

    kind: str
    file: str
    line: int | None
    text: str


NO_ABSTRACT = "papers without an abstract, read by the title alone"
NOT_ENGLISH = "papers not in English, where names may be missed"
WITHDRAWN = "withdrawn papers, read by the title alone"
UNREADABLE = "fields that cannot be read, left out of their papers"
JOINED = "papers read again, joined with their first reading"
TABLES_LEFT_OUT = "PDF files with tables that are not surely grids, left out"
NOT_ALL_READ = "damaged pages of which a good part is not read"
LATEX_ERRORS = "LaTeX sources in which LaTeXML finds errors, whose places may lack in the papers"
BY_PANDOC = "LaTeX sources read by pandoc, without citations and bibliography"
PASSED_OVER = "files of other formats in folders, not read"
"""Kinds of notes."""


@dataclass(slots=True)
class ReadingNotes:
    """Notes by kind: how many there are, and the first of each; memory does not grow with input."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Note]] = field(default_factory=dict)
    shown: int = 5

    def add(self, note: Note) -> None:
        """Count a note, and keep it if it is among the first of its kind."""
        self.counts[note.kind] += 1
        kept = self.examples.setdefault(note.kind, [])
        if len(kept) < self.shown:
            kept.append(note)
