"""Papers in Markdown: under headings, in lists, in tables, after front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.core.errors import InputError
from kg.core.types import Problem
from kg.ingest import dates
from kg.ingest.fields.columns import column_key, field_of
from kg.ingest.input_files import Input
from kg.ingest.readers.labelled_lines import LABELS
from kg.ingest.readers.yaml_records import front_matter, is_front_matter
from kg.ingest.reading import ReadOptions, Record

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*")
_ITEM = re.compile(r" {0,3}(?:\d{1,4}[.)]|[-*+])\s+(.*)")
_BOLD_LINE = re.compile(r" {0,3}(\*\*[^*]+\*\*|__[^_]+__)(.*)")
_LABEL = re.compile(
    r"\s*+(?:>\s*+)?(?:[-*+]\s++)?(?:\*{1,2}|__?|#{1,6}\s++)?\s*+([A-Za-z][A-Za-z -]{1,20}?)\s*"
    r"(?:[:：]\s*(?:\*{1,2}|__?)|(?:\*{1,2}|__?)\s*[:：]|[:：])\s*(.*)"
)
_HEADED_LABEL = re.compile(
    r" {0,3}#{2,6}\s+(abstract|summary|authors?|links?)\s*:?\s*", re.IGNORECASE
)
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^()\s<>]+(?:\([^()\s]*\))?)>?[^()]*\)")
_BARE_LINK = re.compile(r"https?://[^\s<>()\[\]|]+")
_ASIDE = re.compile(
    r"\(\s*[^()\[\]]*\[[^\]]*\]\([^()]*\)[^()\[\]]*\)|\[\s*(?:\[[^\]]*\]\([^()]*\)[\s,|/]*)+\]"
)
_GENERIC = re.compile(
    r"(?:pdf|paper|code|link|arxiv|abs|html|project|page|website|github|demo|hf|hugging ?face"
    r"|slides|video|model|dataset|data|poster|blog|read more|here|openreview|doi|bibtex|bib"
    r"|\d{4}\.\d{4,5}|\W)+",
    re.IGNORECASE,
)
"""Texts of links that name what the link leads to, and no paper."""

_SEPARATOR = re.compile(r" {0,3}\|?\s*+:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+\|?\s*+")
_FRONT = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*\n(.*)", re.DOTALL)
_TITLE_LINES = re.compile(
    r"^ {0,3}(?:#{1,6}\s+\S|\d{1,4}[.)]\s+(?:\*\*|\[)|[-*+]\s+(?:\*\*|\[)[^\n]*\]\(https?:)",
    re.MULTILINE,
)
_BOLD_TITLE = re.compile(r"^ {0,3}\*\*(?:\d{1,4}[.)]\s+)?[^*\n]{8,250}\*\*\s*$", re.MULTILINE)
_STARRED = re.compile(r"\s*(?:\*([^*]+)\*|_([^_]+)_)\s*")
_SUMMARY = re.compile(r"<summary>\s*(?:<b>)?\s*(abstract|summary)\b.*", re.IGNORECASE)
_DETAILS = re.compile(r"</?details[^>]*>|</?summary[^>]*>", re.IGNORECASE)
_LEADING = re.compile(
    r"\s*+(?:\*\*|__)?\s*(?:\[(?P<linked>(?:[^\[\]]|\[[^\[\]]*\])+)\]\([^()\s]*\)|(?P<bold>(?<=\*\*)[^*]+))"
    r"\s*(?:\*\*|__)?(?P<rest>.*)"
)
_TABLE = re.compile(r"^ {0,3}\|?[^\n|]+\|[^\n]*\n {0,3}\|?\s*:?-{2,}:?\s*\|[\s:|-]*$", re.MULTILINE)
_LABELLED = re.compile(
    r"^[^\S\n]*+\*\*(?:authors?|abstract|title|summary)\s*(?:\*\*\s*:|:\s*\*\*)", re.I | re.M
)


def is_markdown(head: str) -> bool:
    """Whether a text has headings, bold titles in lists, links in lists, or tables of Markdown."""
    marked = any(form.search(head) for form in (_TITLE_LINES, _TABLE, _LABELLED, _BOLD_TITLE))
    return marked or is_front_matter(head)


@dataclass(slots=True)
class _Section:
    """A title and what stands below it, up to the next one."""

    line: int
    title: str
    level: int
    fields: dict[str, object] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def record(self, listed: str | None) -> Record | None:
        """The paper of the section; None where it is a heading of others."""
        body = "\n".join(self.text).strip()
        fields = dict(self.fields)
        if not fields.keys() & {"abstract", "summary"} and len(body.split()) >= _FEWEST_WORDS:
            fields["abstract"] = body
        about = fields.keys() & {"abstract", "summary", "authors", "author"}
        if not self.title or not (about or any(map(_names_paper, self.links))):
            return None
        fields.setdefault("title", self.title)
        fields.setdefault("links", self.links)
        return Record(self.line, {**fields, "listed": listed} if listed else fields)


_HEADER = 20
"""Lines of the header of a page, at most."""

_FEWEST_WORDS = 8
"""Words of a paragraph that is an abstract; a remark under a heading has fewer."""


def read_markdown(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:  # noqa: ARG001
    """A record a paper; headings of several papers are passed over.

    Raises:
        InputError: no paper is found.
    """
    text = source.read_text()
    front = _FRONT.match(text)
    if front:
        fields = front_matter(front[1], source)
        if "title" in fields:
            body = re.sub(r"^#{1,6}[^\n]*\n", "", front[2].strip()).strip()
            yield Record(
                1,
                fields if {"abstract", "summary"} & fields.keys() else {**fields, "abstract": body},
            )
            return
    lines = re.split(r"\r\n|\r|\n", text)
    listed = _listed(lines)
    found = [*_sections(lines), *(_dated(each, listed) for each in _tables(lines))]
    if not found:
        raise InputError(
            "Markdown in which no paper is found: give each a heading or a row", source.path
        )
    yield from sorted(found, key=lambda record: record.line)


def _sections(lines: Sequence[str]) -> Iterator[Record]:
    current: _Section | None = None
    listed: str | None = None
    label = ""
    for number, line in enumerate(lines, 1):
        day = _day(line)
        if day and (not current or not current.text):
            listed = day
            continue
        headed = _HEADED_LABEL.fullmatch(line)
        if headed and current:
            label = column_key(headed[1])
            current.fields.setdefault(label, "")
            continue
        title = _title_line(line, current)
        if title is not None:
            if current and (record := current.record(listed)):
                yield record
            current, label = title, ""
            current.line = number
            continue
        if current is not None:
            label = _take_line(current, line, label)
    if current and (record := current.record(listed)):
        yield record


def _listed(lines: Sequence[str]) -> str | None:
    """The day that a page states in its first lines."""
    return next(filter(None, map(_day, lines[:_HEADER])), None)


def _day(line: str) -> str | None:
    words = re.sub(r"^[#\s*]*(?:.{0,40}\s(?:for|of|on|from)\s+)?|[*\s]+$", "", line, flags=re.I)
    return dates.iso(dates.parse(words), None)


def _dated(record: Record, listed: str | None) -> Record:
    return Record(record.line, {**record.fields, "listed": listed}) if listed else record


def _title_line(line: str, current: _Section | None) -> _Section | None:
    """A section that a line opens: a heading, an item with a bold or linked title, a bold line."""
    if match := _HEADING.fullmatch(line):
        return _opened(match[2], len(match[1]))
    labelled = _LABEL.fullmatch(line)
    if labelled and column_key(labelled[1]) in LABELS:
        if column_key(labelled[1]) == "title":
            return _opened(labelled[2], 7)
        return None
    if match := _ITEM.fullmatch(line):
        text = match[1].strip()
        linked = _LINK.match(text.lstrip("*_ "))
        names = linked is not None and not _GENERIC.fullmatch(linked[1])
        nested = current is not None and current.level < 7 and bool(current.fields or current.text)
        if not nested and (text.startswith(("**", "__")) or names):
            return _opened(text, 8)
    elif (match := _BOLD_LINE.fullmatch(line)) and (current is None or current.level > 6):
        return _opened(line.strip(), 9)
    return None


def _opened(text: str, level: int) -> _Section:
    """A section of a title: what is bold or linked at its start, else all but the links to it."""
    links = [match[2] for match in _LINK.finditer(text)] + _BARE_LINK.findall(_LINK.sub("", text))
    leading = _LEADING.fullmatch(text) if level in (0, 8) else None
    name = (leading["linked"] or leading["bold"]) if leading else None
    if leading and name and not _GENERIC.fullmatch(name):
        rest = re.sub(r"^[\s:：–—|-]+", "", leading["rest"])
        prose = [rest] if len(_LINK.sub("", rest).split()) >= _FEWEST_WORDS else []
        return _Section(0, _title_text(name), level, text=prose, links=links)
    bare = _LINK.sub(lambda m: "" if _GENERIC.fullmatch(m[1]) else m[1], _ASIDE.sub("", text))
    return _Section(0, _title_text(_BARE_LINK.sub("", bare)), level, links=links)


def _title_text(text: str) -> str:
    """A title without its number, marks of bold type, and signs at its end."""
    text = re.sub(r"^\s*\d{1,4}[.)]\s+", "", text.replace("**", "").replace("__", ""))
    return re.sub(r"[\s|:·–—-]+$", "", text).strip()


def _take_line(section: _Section, line: str, label: str) -> str:
    """Take a line into a section; the label that the next line goes on with."""
    section.links += [match[2] for match in _LINK.finditer(line)]
    section.links += _BARE_LINK.findall(_LINK.sub("", line))
    if match := _SUMMARY.search(line):
        section.fields.setdefault(column_key(match[1]), "")
        return column_key(match[1])
    line = _DETAILS.sub("", line)
    match = _LABEL.fullmatch(line)
    if match and column_key(match[1]) in LABELS:
        label = column_key(match[1])
        section.fields.setdefault(label, match[2].strip())
        return label
    if re.fullmatch(r"\s*(?:[-*_]\s*){3,}", line):
        return ""
    if _is_links_only(line):
        return label
    if (match := _STARRED.fullmatch(line)) and not section.fields and not section.text:
        section.fields["authors"] = match[1] or match[2]
        return ""
    if label in ("abstract", "summary"):
        section.fields[label] = f"{section.fields[label]}\n{line}".strip()
        return label
    if line.strip() and not line.lstrip().startswith(("|", "![", "<img")):
        section.text.append(line)
    elif section.text:
        section.text.append("")
    return ""


def _is_links_only(line: str) -> bool:
    return bool(_LINK.search(line)) and not re.search(r"\w", _LINK.sub("", line))


def _names_paper(url: str) -> bool:
    from kg.core.paper_ids import parse_paper_id

    return parse_paper_id(url) is not None


def _tables(lines: Sequence[str]) -> Iterator[Record]:
    """The rows of each table that has a column of titles."""
    names: list[str] = []
    for number, line in enumerate(lines, 1):
        if _SEPARATOR.fullmatch(line) and "-" in line and number > 1 and "|" in lines[number - 2]:
            names = _cells(lines[number - 2])
            if not any(field_of(name) == "title" or column_key(name) == "paper" for name in names):
                names = []
        elif names and "|" in line:
            cells = _cells(line)
            yield Record(number, _row(names, cells))
        else:
            names = []


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _row(names: Sequence[str], cells: Sequence[str]) -> dict[str, object]:
    fields: dict[str, object] = {}
    links: list[str] = []
    for name, cell in zip(names, cells, strict=False):
        opened = _opened(cell, 0)
        links += opened.links
        is_title = field_of(name) == "title" or column_key(name) == "paper"
        fields["title" if is_title else name] = (
            opened.title if is_title else cell.replace("\\|", "|")
        )
    return {**fields, "links": links}
