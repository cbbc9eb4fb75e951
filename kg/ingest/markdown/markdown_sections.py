"""Sections of Markdown: a title, and the fields, text and links below it up to the next title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.ingest import dates
from kg.ingest.fields.columns import column_key
from kg.ingest.fields.date_fields import read_date
from kg.ingest.markdown.markdown_titles import (
    BARE_LINK,
    LINK,
    TitleLine,
    heading,
    is_generic,
    item,
    names_paper,
    opened,
)
from kg.ingest.readers.labelled_lines import LABELS
from kg.ingest.reading import Record

__all__ = ["Section", "day_of", "sections"]

_BOLD_LINE = re.compile(r" {0,3}(\*\*[^*]+\*\*|__[^_]+__)(.*)")
_LABEL = re.compile(
    r"\s*+(?:>\s*+)?(?:[-*+]\s++)?(?:\*{1,2}|__?|#{1,6}\s++)?\s*+"
    r"([A-Za-z\u4e00-\u9fff][A-Za-z\u4e00-\u9fff -]{1,20}?)(?:\(s\))?\s*"
    r"(?:[:：]\s*(?:\*{1,2}|__?)|(?:\*{1,2}|__?)\s*[:：]|[:：])\s*(.*)"
)
_MARKED_LABEL = re.compile(
    r"\s*+(?:>\s*+)?(?:[-*+]\s++)?(?:\*\*|__)[^*_]{1,60}(?:[:：]\s*(?:\*\*|__)|(?:\*\*|__)\s*[:：])"
)
_OF_ABSTRACTS = frozenset(
    (
        *("background", "context", "introduction", "motivation", "objective", "objectives", "aim"),
        *(
            "aims",
            "purpose",
            "problem",
            "method",
            "methods",
            "approach",
            "design",
            "data",
            "setting",
        ),
        *(
            "result",
            "results",
            "findings",
            "conclusion",
            "conclusions",
            "discussion",
            "significance",
        ),
    )
)
"""Labels of parts of an abstract."""

_TRANSLATED = {
    **dict.fromkeys(("作者", "论文作者"), "authors"),
    **dict.fromkeys(("摘要", "英文摘要"), "abstract"),
    **dict.fromkeys(("链接", "论文链接", "论文地址", "地址"), "link"),
    **dict.fromkeys(("日期", "发布日期", "发布时间", "发表日期", "时间"), "date"),
    **dict.fromkeys(("分类", "类别"), "categories"),
}
"""Labels in Chinese, as daily lists of arXiv have them."""

_BOLD_LABEL = re.compile(r"\s*+(?:[-*+]\s++)?\*\*(abstract|summary|authors?)\*\*\s*", re.IGNORECASE)
_PARTED = re.compile(r"\s[|·•]\s(?=(?:\*\*|__)[^*_]{1,40}(?:[:：](?:\*\*|__)|(?:\*\*|__)\s?[:：]))")
"""Between labels that share a line."""

_CONTINUES = re.compile(
    r"(?:meta ?data|meta|(?:paper |key |basic )?info(?:rmation)?|details|bibliograph\w{1,10}"
    r"|基本信息)",
    re.IGNORECASE,
)
"""Headings of fields of the paper above."""

_BESIDE = re.compile(
    r"(?:latest |recent |what'?s )?(?:news|updates?|change ?log|new|table of contents|contents|toc"
    r"|contribut\w{1,8}|acknowledge?ments?|contacts?|citation|licen[sc]e|star history)",
    re.IGNORECASE,
)
"""Headings of lists that are no lists of papers."""

_HEADED_LABEL = re.compile(
    r" {0,3}#{2,6}\s++(abstract|summary|authors?|links?)\s*+:?\s*+", re.IGNORECASE
)
_STARRED = re.compile(r"\s*(?:\*([^*]+)\*|_([^_]+)_)\s*(?:[·•|,–-]\s*(.{4,40}))?")
_SUMMARY = re.compile(
    r"<summary>\s*+(?:<b>\s*+)?(abstract|summary)\b(?:[^<]*+</(?!d)\w+>)*+(.*)", re.IGNORECASE
)
_TAGS = re.compile(r"</?(?:details|summary|p|b|br)\b[^<>]*>", re.IGNORECASE)
_DETAILS = re.compile(r"</?details[^>]*>|</?summary[^>]*>", re.IGNORECASE)
_NAME = r"[A-ZÀ-Þ][\w.'’-]{0,30}(?: (?:[a-z]{1,3} )?[A-ZÀ-Þ][\w.'’-]{0,30}){1,3}"
_BYLINE = re.compile(rf"{_NAME}(?:,? and {_NAME}|, {_NAME})+\n\n(?=[^\n]{{60}})")
"""Two names or more in a paragraph of their own, before prose."""

_BYLINE_ALONE = re.compile(rf"{_NAME}(?:,? and {_NAME}|, {_NAME})+(?=\n|$)")
_LAST_LINKS = re.compile(
    r"(?<![\s|·(\[])(?:[\s|·(\[]{0,10}\[(?:pdf|paper|arxiv|link|code|project|html|abs)[^\[\]]{0,20}\]"
    r"\([^()\s]{1,500}\)[\])]{0,3}){1,6}\s{0,20}$",
    re.IGNORECASE,
)
"""Links at the end of a text, which name what they lead to."""

_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_FEWEST_WORDS = 8
"""Words of a paragraph that is an abstract; a remark under a heading has fewer."""

_LONG_ITEM = 12
"""Words of an item that is the text of the paper before it."""


@dataclass(slots=True)
class Section:
    """A title and what stands below it, up to the next one."""

    line: int
    opening: TitleLine
    fields: dict[str, object] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    label: str = ""
    above: str = ""

    @property
    def is_marked(self) -> bool:
        """Whether labels or links say that it is a paper, not its text alone."""
        return bool(self.fields.keys() & _ABOUT) or any(map(names_paper, self.links))

    def record(self, listed: str | None) -> Record | None:
        """The paper of the section; None where it is a heading of others."""
        body = _LAST_LINKS.sub("", "\n".join(self.text).strip())
        fields = dict(self.fields)
        if self.opening.authors:
            fields.setdefault("authors", self.opening.authors)
        if "authors" not in fields and (
            byline := (_BYLINE_ALONE if "abstract" in fields else _BYLINE).match(body)
        ):
            fields["authors"], body = byline[0].strip(), body[byline.end() :]
        if not fields.keys() & {"abstract", "summary"} and _words(body) >= _FEWEST_WORDS:
            fields["abstract"] = body
        if self.opening.level > 7 and _BESIDE.fullmatch(self.above):
            return None
        if not self.opening.title or not (fields.keys() & _ABOUT or self.is_marked):
            return None
        fields.setdefault("title", self.opening.title)
        fields.setdefault("links", self.links)
        return Record(self.line, {**fields, "listed": listed} if listed else fields)


def _words(body: str) -> int:
    """Words of a text, but for those of short items, which are a list of something."""
    found = ((item(line), len(line.split())) for line in body.split("\n"))
    return sum(count for listed, count in found if listed is None or count >= _LONG_ITEM)


_ABOUT = frozenset(("abstract", "summary", "authors", "author"))


def sections(lines: Sequence[str], tables: set[int]) -> Iterator[tuple[Section, str | None]]:
    """Each section, and the day under which it is listed.

    Args:
        lines: of the page.
        tables: numbers of the lines, from 1, that are rows.
    """
    current: Section | None = None
    listed: str | None = None
    above = ""
    for number, line in _text_lines(lines, tables):
        day = day_of(line)
        if day and (not current or not current.text):
            listed = day
            continue
        if current and _is_heading_within(current, line):
            continue
        title = _title_line(line, current, _after(lines, number))
        if title is not None:
            if current:
                yield current, listed
            above = title.title if title.level < 7 else above
            current = Section(number, title, text=title.rest, links=title.links, above=above)
        elif current is not None:
            for part in _PARTED.split(line):
                current.label = _take_line(current, part)
    if current:
        yield current, listed


def _text_lines(lines: Sequence[str], tables: set[int]) -> Iterator[tuple[int, str]]:
    """(1-based number, line) of each line that is in no table and no block of code."""
    fenced = False
    for number, line in enumerate(lines, 1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and number not in tables:
            yield number, line


def _is_heading_within(section: Section, line: str) -> bool:
    """Whether a line is a heading of a field of the paper above, which it then opens."""
    headed = _HEADED_LABEL.fullmatch(line) or _BOLD_LABEL.fullmatch(line)
    if headed:
        section.label = column_key(headed[1])
        section.fields.setdefault(section.label, "")
        return True
    under = heading(line)
    return under is not None and _CONTINUES.fullmatch(under.title) is not None


def _after(lines: Sequence[str], number: int) -> str:
    """The next line that is not blank."""
    return next((line for line in lines[number : number + 3] if line.strip()), "")


def day_of(line: str) -> str | None:
    """The day that a line states and nothing else."""
    words = re.sub(r"^[#\s*]*(?:.{0,40}\s(?:for|of|on|from)\s+)?|[*\s]+$", "", line, flags=re.I)
    if re.fullmatch(r"(?:19|20)\d\d[./]\d\d[./]\d\d", words):
        return read_date(words)
    return dates.iso(dates.parse(words), None)


def _title_line(line: str, current: Section | None, after: str) -> TitleLine | None:
    """A title that a line is: a heading, an item with a bold or linked title, a bold line."""
    if found := heading(line):
        return found
    labelled = _LABEL.fullmatch(line)
    if labelled and column_key(labelled[1]) in LABELS:
        return opened(labelled[2], 7) if column_key(labelled[1]) == "title" else None
    if listed := item(line):
        return _item_title(*listed, current, after)
    bold = _BOLD_LINE.fullmatch(line)
    if bold and not _MARKED_LABEL.match(line) and (current is None or current.opening.level > 6):
        return opened(line.strip(), 9)
    return None


def _item_title(indent: int, text: str, current: Section | None, after: str) -> TitleLine | None:
    """The title that an item is; one without a name where it ends the paper of the item before."""
    level = current.opening.level if current else 0
    if current and level < 7 and (current.fields or current.text):
        return None
    if current and level == 8 and indent > current.opening.indent:
        return None
    if current and 0 < level < 7 and _MARKED_LABEL.match(text) and not LINK.search(text):
        return None
    found = opened(text, 8)
    found.indent = indent
    linked = LINK.match(text.lstrip("*_ "))
    names = linked is not None and not is_generic(linked[1])
    below = item(after)
    labelled = _LABEL.fullmatch(after)
    nests = (
        below is not None and below[0] > indent and labelled and column_key(labelled[1]) in LABELS
    )
    if text.startswith(("**", "__")) or names or nests or any(map(names_paper, found.links)):
        return found
    return TitleLine("", 8, indent=indent) if current and level == 8 else None


def _take_line(section: Section, line: str) -> str:
    """Take a line into a section; the label that the next line goes on with."""
    section.links += [match[2] for match in LINK.finditer(line)]
    section.links += BARE_LINK.findall(LINK.sub("", line))
    label = section.label
    if match := _SUMMARY.search(line):
        section.fields.setdefault(column_key(match[1]), _TAGS.sub("", match[2]).strip())
        return column_key(match[1])
    line = _DETAILS.sub("", line)
    match = _LABEL.fullmatch(line)
    known = _label(match[1]) if match else ""
    if match and known in LABELS:
        if not section.fields.get(known):
            section.fields[known] = match[2].strip()
        return known
    if _MARKED_LABEL.match(line) and known not in _OF_ABSTRACTS:
        told = item(line) is not None or section.fields.keys() & {"abstract", "summary"}
        return "" if told else _take_text(section, line)
    if re.fullmatch(r"\s*(?:[-*_]\s*){3,}", line):
        return ""
    if _is_links_only(line):
        return label
    if (match := _STARRED.fullmatch(line)) and not section.fields and not section.text:
        section.fields["authors"] = match[1] or match[2]
        if match[3] and (day := day_of(match[3])):
            section.fields["date"] = day
        return ""
    if label in ("abstract", "summary"):
        section.fields[label] = f"{section.fields[label]}\n{line}".strip()
        return label
    return _take_text(section, line)


def _label(name: str) -> str:
    """The key of a label, in whichever language."""
    return _TRANSLATED.get(name.strip(), column_key(name))


def _take_text(section: Section, line: str) -> str:
    if line.strip() and not line.lstrip().startswith(("|", "![", "<img")):
        section.text.append(line)
    elif section.text:
        section.text.append("")
    return ""


def _is_links_only(line: str) -> bool:
    return bool(LINK.search(line)) and not re.search(r"\w", LINK.sub("", line))
