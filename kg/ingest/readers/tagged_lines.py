"""Formats of tagged lines: RIS, PubMed's NBIB, Web of Science, EndNote; a tag, and its text.

RIS is mapped by the library rispy. The line that a record starts on is found here, and lines that
no tag opens go on with the text before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.core.types import Problem
from kg.ingest.input_files import Input
from kg.ingest.readers.author_tags import nbib_authors, wos_authors
from kg.ingest.reading import ReadOptions, Record


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How a format writes a tag, what opens and ends a record, and what its tags mean."""

    tag: re.Pattern[str]
    opens: frozenset[str]
    ends: frozenset[str]
    indent: int
    names: dict[str, str]


_NBIB = _Dialect(
    re.compile(r"([A-Z]{2,4}) {0,2}- ?(.*)"),
    frozenset({"PMID"}),
    frozenset(),
    6,
    {
        "PMID": "pmid",
        "TI": "title",
        "AB": "abstract",
        "FAU": "authors",
        "AU": "short_authors",
        "DP": "dp",
        "AID": "aid",
        "LID": "lid",
        "PMC": "pmc",
        "LA": "la",
        "MH": "mesh",
        "BTI": "title",
    },
)
_WOS = _Dialect(
    re.compile(r"([A-Z][A-Z0-9])(?: (.*)|$)"),
    frozenset({"PT"}),
    frozenset({"ER", "EF"}),
    3,
    {
        "TI": "title",
        "AB": "abstract",
        "AF": "authors",
        "AU": "short_authors",
        "PY": "year",
        "PD": "month",
        "DI": "doi",
        "PM": "pmid",
        "LA": "language",
    },
)
_ENDNOTE = _Dialect(
    re.compile(r"%([0-9A-Z@!]) (.*)"),
    frozenset({"0"}),
    frozenset(),
    0,
    {
        "T": "title",
        "X": "abstract",
        "A": "authors",
        "D": "year",
        "8": "date",
        "R": "doi",
        "U": "url",
    },
)
_BREAK = "\x1f"
"""Stands for a line break within a text of RIS while rispy reads it line by line."""

_RIS_TAG = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*)|$)")
_STARTS = {
    "nbib": re.compile(r"^PMID-? ?- ?\d", re.MULTILINE),
    "wos": re.compile(r"\A\s*+(?:FN [^\n]*+\n(?:VR [^\n]*+\n)?|PT [A-Z]\s*\n)"),
    "endnote": re.compile(r"\A\s*+%0 [A-Z]"),
    "ris": re.compile(r"^TY  ?- ?[A-Z]", re.MULTILINE),
}


def is_ris(head: str) -> bool:
    """Whether a text has the first line of a reference of RIS, whatever stands before."""
    return _STARTS["ris"].search(head) is not None


def is_nbib(head: str) -> bool:
    """Whether a text has the first line of a citation of PubMed."""
    return _STARTS["nbib"].search(head) is not None


def is_wos(head: str) -> bool:
    """Whether a text begins as an export of Web of Science."""
    return _STARTS["wos"].match(head) is not None


def is_endnote(head: str) -> bool:
    """Whether a text begins as an export of EndNote (``%0``)."""
    return _STARTS["endnote"].match(head) is not None


def read_nbib(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:  # noqa: ARG001
    """A record a citation of PubMed; one in memory at a time."""
    yield from _records(source, _NBIB)


def read_wos(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:  # noqa: ARG001
    """A record a publication of Web of Science's plain text; one in memory at a time."""
    yield from _records(source, _WOS)


def read_endnote(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:  # noqa: ARG001
    """A record a reference of EndNote's tagged text; one in memory at a time."""
    yield from _records(source, _ENDNOTE)


Tagged = tuple[str, list[str]]
"""A tag and the lines of its text."""


def _records(source: Input, dialect: _Dialect) -> Iterator[Record]:
    for line, tags in _split(source, dialect):
        lists: dict[str, list[str]] = {}
        exact = _cuts_words(tags)
        for tag, lines in tags:
            if tag in dialect.names:
                lists.setdefault(dialect.names[tag], []).extend(
                    lines if tag in ("AU", "AF") and dialect is _WOS else [_joined(lines, exact)]
                )
        fields: dict[str, object] = {
            name: texts if name in ("authors", "short_authors", "aid", "lid") else texts[0]
            for name, texts in lists.items()
        }
        fields.setdefault("authors", fields.pop("short_authors", []))
        if any(tag in _OF_AUTHORS for tag, _ in tags):
            fields["authors"] = _detailed(lists.get("authors", []), tags, dialect)
        if "month" in fields and "year" in fields:
            fields["date"] = f"{fields['month']} {fields['year']}"
        day, year = str(fields.get("date") or ""), str(fields.get("year") or "")
        if dialect is _ENDNOTE and day and year and year not in day:
            fields["date"] = f"{day} {year}"
        yield Record(line, fields)


_OF_AUTHORS = frozenset(("AUID", "AD", "OI", "C1"))
"""Tags that say more of authors than their names."""


def _detailed(names: list[str], tags: Sequence[Tagged], dialect: _Dialect) -> list[object]:
    if dialect is _NBIB:
        return nbib_authors(tags)
    return wos_authors(names, dict(tags)) if dialect is _WOS else list[object](names)


def _split(source: Input, dialect: _Dialect) -> Iterator[tuple[int, list[Tagged]]]:
    """(line, tags) of each record."""
    start, tags = 0, list[Tagged]()
    blank = " " * dialect.indent
    for number, raw in source.text_lines():
        text = raw.rstrip("\r\n")
        match = dialect.tag.fullmatch(text)
        if match and match[1] in dialect.opens:
            if tags:
                yield start, tags
            start, tags = number, []
        if match and match[1] in dialect.ends:
            if tags:
                yield start, tags
            tags = []
        elif match and (tags or match[1] in dialect.opens):
            tags.append((match[1], [match[2] or ""]))
        elif tags and text.strip() and text.startswith(blank):
            tags[-1][1].append(text[dialect.indent :])
    if tags:
        yield start, tags


def _cuts_words(tags: Sequence[Tagged]) -> bool:
    """Whether lines are cut at a fixed length, wherever that is: then blanks at the ends of
    lines are those of the text."""
    return any(
        after.startswith(" ") or before.endswith(" ")
        for _, lines in tags
        for before, after in pairwise(lines)
    )


def _joined(lines: Sequence[str], exact: bool) -> str:
    return ("" if exact else "\n").join(lines)


def read_ris(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:  # noqa: ARG001
    """A record a reference; one in memory at a time. Lines outside of references are passed over,
    and a reference need not be closed."""
    import rispy

    for line, text in _references(source):
        found = rispy.loads(text, skip_unknown_tags=False)
        for fields in found[:1]:
            yield Record(line, _ris_fields(fields))
        if not found:
            yield Problem(source.path, line, "a damaged reference of RIS: it has no tags")


def _ris_fields(fields: dict[str, object]) -> dict[str, object]:
    """Fields by rispy's names, and by ours where it has names of its own."""
    fields = {key: _with_breaks(value) for key, value in fields.items()}
    own = {
        "title": ("title", "primary_title"),
        "abstract": ("abstract", "notes_abstract"),
        "authors": ("authors", "first_authors"),
        "date": ("date", "publication_year", "year"),
        "url": ("urls",),
    }
    found: dict[str, object] = {k: v for k, v in fields.items() if k not in ("id", "date")}
    for name, keys in own.items():
        value = next((fields[key] for key in keys if fields.get(key)), None)
        if value is not None:
            found[name] = value
    return found


def _with_breaks(value: object) -> object:
    if isinstance(value, list):
        return [_with_breaks(each) for each in value]
    return value.replace(_BREAK, "\n") if isinstance(value, str) else value


def _references(source: Input) -> Iterator[tuple[int, str]]:
    """(line, text) of each reference, its lines unwrapped, with an end."""
    start, kept = 0, list[Tagged]()
    for number, raw in source.text_lines():
        text = raw.rstrip("\r\n")
        match = _RIS_TAG.match(text.lstrip())
        if match and match[1] in ("TY", "ER"):
            if kept:
                yield start, _as_ris(kept)
            start, kept = number, [("TY", [match[2] or ""])] if match[1] == "TY" else []
        elif match and kept:
            kept.append((match[1], [match[2] or ""]))
        elif kept and text.strip() and kept[-1][0] in ("AU", "A1"):
            kept.append((kept[-1][0], [text.strip()]))
        elif kept and text.strip():
            kept[-1][1].append(text)
    if kept:
        yield start, _as_ris(kept)


def _as_ris(tags: Sequence[Tagged]) -> str:
    lines = [f"{tag}  - {_unbroken(parts)}" for tag, parts in tags]
    return "\n".join([*lines, "ER  - ", ""])


def _unbroken(parts: Sequence[str]) -> str:
    """The lines of a text as one, which rispy leaves as it is."""
    return _BREAK.join(parts)
