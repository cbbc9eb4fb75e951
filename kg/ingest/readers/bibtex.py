"""BibTeX, by the library bibtexparser: an entry a record."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.core.types import Problem
from kg.ingest import dates
from kg.ingest.fields.author_names import without_namesake
from kg.ingest.fields.latex_text import decode_latex
from kg.ingest.input_files import Input
from kg.ingest.readers.bibtex_orcids import with_orcids
from kg.ingest.reading import ReadOptions, Record

if TYPE_CHECKING:
    from bibtexparser.model import Block, Entry

_ENTRY = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]\s*[^\s,{}()]*\s*,\s*[\w-]+\s*=", re.MULTILINE)
_OTHER = re.compile(
    r"```|~~~|^ {0,3}#{1,6}\s|\]\(|^[\"']?[\w-]+[\"']?:\s|^[ \t]*-\s|\|[^|\n]*\|"
    r"|^[\w \"]{1,40}(?:[,;\t][\w \"]{1,40})+$",
    re.MULTILINE,
)
"""Before an entry: Markdown, YAML, a table, in which the entry is a part of something else."""

_MOST_BEFORE = 2000
"""Characters that a program writes before the first entry, at most; seen are 250."""

_COMMENT_LINES = re.compile(r"\s*+(?:%[^\n]*+\n\s*+)*+@[A-Za-z]+\s*[{(]")


def is_bibtex(head: str) -> bool:
    """Whether a text begins with an entry of BibTeX, behind comments or a few lines of the
    program that wrote it."""
    if _COMMENT_LINES.match(head):
        return True
    first = _ENTRY.search(head, 0, _MOST_BEFORE)
    return first is not None and not _OTHER.search(head, 0, first.start())


def read_bibtex(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:  # noqa: ARG001
    """A record an entry; an entry that is damaged is a problem, and the others are read.

    Names are divided before LaTeX is decoded, for braces hold them together.
    """
    from bibtexparser.model import (
        DuplicateBlockKeyBlock,
        DuplicateFieldKeyBlock,
        Entry,
        ParsingFailedBlock,
        String,
    )

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # problems are ours to report
    blocks = _blocks(source.read_text())
    strings = {b.key.casefold(): _plain(b.value, {}) for b in blocks if isinstance(b, String)}
    for block in blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
            block = block.ignore_error_block or block
        if isinstance(block, Entry):
            yield Record(line, _fields(block, strings))
        elif isinstance(block, ParsingFailedBlock):
            shown = " ".join((block.raw or "").split())[:60]
            yield Problem(source.path, line, f"a damaged entry of BibTeX: {shown!r}")


def _blocks(text: str) -> list[Block]:
    from bibtexparser.splitter import Splitter

    return list(Splitter(text).split().blocks)


def _fields(entry: Entry, strings: Mapping[str, str]) -> dict[str, object]:
    raw = {field.key.casefold(): str(field.value) for field in entry.fields}
    fields: dict[str, object] = {key: _plain(value, strings) for key, value in raw.items()}
    for key in fields:
        if key in ("author", "editor"):
            fields[key] = _people(str(fields[key]), fields)
        else:
            fields[key] = _unbraced(str(fields[key]))
    if "date" not in fields and "year" in fields:
        fields["date"] = _date(str(fields["year"]).strip(), str(fields.get("month", "")))
    return {"key": entry.key, **fields}


def _people(text: str, fields: Mapping[str, object]) -> list[object]:
    """Names that are divided already, however many words 'and' are in one."""
    people = with_orcids(_names(text), fields)
    return [{"literal": each} if isinstance(each, str) else each for each in people]


def _unbraced(value: str) -> str:
    """A value without the further braces around the whole of it, as Web of Science writes them."""
    while value.startswith("{") and value.endswith("}"):
        depth = 0
        for at, char in enumerate(value):
            depth += (char == "{") - (char == "}")
            if depth == 0 and at < len(value) - 1:
                return value
        value = value[1:-1].strip()
    return value


def _date(year: str, month: str) -> str:
    """A year with its month, and the day that stands beside its name."""
    name = re.search(r"[a-z]{3}", month.casefold())
    if name is None or name[0] not in dates.MONTHS:
        return f"{year}-{int(month):02d}" if month.strip().isdigit() else year
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", month)
    return f"{year}-{dates.month_number(name[0]):02d}" + (f"-{int(day[0]):02d}" if day else "")


def _plain(value: str, strings: Mapping[str, str]) -> str:
    """A value without the braces or quotes around it, its strings looked up and joined."""
    parts = _parts(value.strip())
    return "".join(_unquoted(part, strings) for part in parts)


def _parts(value: str) -> list[str]:
    """The parts of a value that ``#`` joins outside braces and quotes."""
    parts, depth, quoted, start = [], 0, False, 0
    for at, char in enumerate(value):
        if char == "\\":
            continue
        depth += (char == "{") - (char == "}")
        if char == '"' and depth == 0:
            quoted = not quoted
        if char == "#" and depth == 0 and not quoted:
            parts.append(value[start:at].strip())
            start = at + 1
    return [*parts, value[start:].strip()]


def _unquoted(part: str, strings: Mapping[str, str]) -> str:
    if len(part) > 1 and (part[0], part[-1]) in (("{", "}"), ('"', '"')):
        return part[1:-1]
    return strings.get(part.casefold(), part)


def _names(text: str) -> list[str]:
    from bibtexparser.middlewares.names import (
        InvalidNameError,
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    found = []
    for name in split_multiple_persons_names(" ".join(text.split())):
        try:
            parts = parse_single_name_into_parts(name)
            ordered = [*parts.first, *parts.von, *parts.last, *parts.jr]
        except InvalidNameError:
            ordered = [name]
        plain = decode_latex(" ".join(ordered)).replace("{", "").replace("}", "")
        found.append(without_namesake(plain))
    return [name for name in found if name.casefold() != "others"]
