"""Pages of Markdown, told apart from other text, and their papers told apart from the rest."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence

from kg.core.errors import InputError
from kg.core.types import Problem
from kg.ingest.input_files import Input
from kg.ingest.markdown.markdown_sections import Section, day_of, sections
from kg.ingest.markdown.markdown_tables import table_lines, table_rows
from kg.ingest.readers.yaml_records import front_matter, is_front_matter
from kg.ingest.reading import ReadOptions, Record

_FRONT = re.compile(r"\s*+(---|\+\+\+)[ \t]*\n(.*?)\n\1[ \t]*(?:\n(.*)|\Z)", re.DOTALL)
_TITLE_LINES = re.compile(
    r"^ {0,3}(?:#{1,6}\s+\S|\d{1,4}[.)]\s+(?:\*\*|\[)|[-*+]\s+(?:\*\*|\[)[^\n]*\]\(https?:)",
    re.MULTILINE,
)
_BOLD_TITLE = re.compile(
    r"^ {0,3}\*\*(?:\d{1,4}[.)]\s+[^*\n]{4,250}\*\*|[^*\n]{8,250}\*\*\s*$)", re.MULTILINE
)
_TABLE = re.compile(r"^ {0,3}\|?[^\n|]+\|[^\n]*\n {0,3}\|?\s*:?-{2,}:?\s*\|[\s:|-]*$", re.MULTILINE)
_LABELLED = re.compile(
    r"^[^\S\n]*+\*\*(?:authors?|abstract|title|summary)\s*(?:\*\*\s*:|:\s*\*\*)", re.I | re.M
)
_UNDERLINED = re.compile(r"^(\S[^\n]{3,250})\n={3,}[ \t]*$", re.MULTILINE)
_HTML_LINK = re.compile(
    r"<a\s[^<>]{0,200}?href=\"([^\"<>]{1,500})\"[^<>]{0,200}>([^<>]{1,300})</a>", re.I
)
_HTML_HEADING = re.compile(
    r"^[ \t]{0,8}<h([1-6])\b[^<>\n]{0,200}>([^<>\n]{1,300})</h[1-6]>[ \t]*$", re.I | re.M
)

_HEADER = 20
"""Lines of the header of a page, at most."""

_NO_PAPERS = re.compile(
    r"(?:table of )?contents|overview|introduction|intro|about|abstract|citation|citing|cite|bibtex"
    r"|licen[sc]e|contribut\w{1,8}|acknowledge?ments?|contacts?|news|updates?|usage|installation"
    r"|install|getting started|references?|related work|star history|notes?|summary|disclaimer"
    r"|features?|todo|changelog|credits|requirements|setup|quick ?start|how to \w{1,20}|papers?"
    r"|daily papers?",
    re.IGNORECASE,
)
"""Headings of what is no paper, whatever stands below."""


def is_markdown(head: str) -> bool:
    """Whether a text has headings, bold titles in lists, links in lists, or tables of Markdown."""
    forms = (_TITLE_LINES, _TABLE, _LABELLED, _BOLD_TITLE, _UNDERLINED)
    return any(form.search(head) for form in forms) or is_front_matter(head) or _is_toml(head)


def _is_toml(head: str) -> bool:
    return head.lstrip().startswith("+++\n") and "\n+++" in head


def read_markdown(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:  # noqa: ARG001
    """A record a paper; headings of several papers are passed over.

    Raises:
        InputError: no paper is found.
    """
    text = source.read_text()
    front = _FRONT.match(text)
    if front:
        fields = _toml(front[2], source) if front[1] == "+++" else front_matter(front[2], source)
        if "title" in fields:
            body = re.sub(r"^#{1,6}[^\n]*\n", "", (front[3] or "").strip()).strip()
            own = {"abstract", "summary", "description"} & fields.keys()
            yield Record(1, fields if own else {**fields, "abstract": body})
            return
    found = _papers(_lines(text))
    if not found:
        raise InputError(
            "Markdown in which no paper is found: give each a heading or a row", source.path
        )
    yield from sorted(found, key=lambda record: record.line)


def _toml(text: str, source: Input) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"damaged TOML before the text: {error}", source.path, 1) from error


def _lines(text: str) -> list[str]:
    """The lines of a page, with headings and links of HTML and underlined titles as Markdown's."""
    text = re.sub(r"\r\n?", "\n", text)
    text = _HTML_LINK.sub(r"[\2](\1)", text) if "<a" in text.lower() else text
    text = _HTML_HEADING.sub(lambda m: f"{'#' * int(m[1])} {m[2]}", text)
    return _UNDERLINED.sub(r"# \1\n", text).split("\n")


def _papers(lines: Sequence[str]) -> list[Record]:
    """The papers of a page: its rows, and its sections. Where some are marked as papers, a text
    under a heading of another level is what the page says of itself."""
    listed = next(filter(None, map(day_of, lines[:_HEADER])), None)
    rows = [_dated(each, listed) for each in table_rows(lines)]
    found = [
        (section, record)
        for section, day in sections(lines, table_lines(lines))
        if (record := section.record(day)) and not _is_no_paper(section)
    ]
    levels = {section.opening.level for section, _ in found if section.is_marked}
    if rows or levels:
        found = [(s, r) for s, r in found if s.is_marked or s.opening.level in levels]
    return [*(record for _, record in found), *rows]


def _is_no_paper(section: Section) -> bool:
    """Whether a heading without fields below it is one of those that pages of lists have."""
    return not section.fields and _NO_PAPERS.fullmatch(section.opening.title) is not None


def _dated(record: Record, listed: str | None) -> Record:
    return Record(record.line, {**record.fields, "listed": listed}) if listed else record
