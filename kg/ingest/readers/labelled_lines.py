"""Texts of labelled lines: 'Title: ...', 'Abstract: ...'; arXiv's mails and listings among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.core.types import Problem
from kg.ingest.fields.columns import column_key
from kg.ingest.input_files import Input
from kg.ingest.reading import ReadOptions, Record

LABELS = frozenset(
    (
        *(
            "title",
            "author",
            "authors",
            "abstract",
            "summary",
            "pdf",
            "url",
            "link",
            "links",
            "doi",
        ),
        *(
            "date",
            "published",
            "publicationdate",
            "publisheddate",
            "updated",
            "year",
            "arxiv",
            "id",
        ),
        *("arxivid", "categories", "category", "subjects", "journal", "journalref", "comments"),
        *("comment", "keywords", "venue", "code", "reportno", "mscclass", "acmclass", "paper"),
        *("arxivlink", "pdflink", "paperlink", "arxivid", "publishedon", "submittedon"),
        *("tldr", "project", "source", "datereceived", "paperid", "affiliations", "submitted"),
    )
)
"""Labels that open a field, by `column_key`; other words before a colon are text."""

_LABELLED = re.compile(r"\s{0,3}([A-Za-z][A-Za-z -]{1,20}?)\s*[:：]\s?(.*)")
_RULE = re.compile(r"\s*+(?:-{3,}+|={3,}+|\*{3,}+|_{3,}+|%-++%.*+)\s*+")
_STARTS = re.compile(r"^\s{0,3}title\s*[:：]\s*\S", re.IGNORECASE | re.MULTILINE)
_MORE = re.compile(
    r"^\s{0,3}(?:abstract|summary|authors?|pdf|url)\s*[:：]", re.IGNORECASE | re.MULTILINE
)
_NUMBERED = re.compile(r"(?<!\s)\s*+\[\d{1,5}\]\s+(arXiv:\S+)")
_MAILED = re.compile(r"(?:\\\\)?(?:Paper:\s*)?(arXiv:\S+|[a-z-]+/\d{7})(?:\s.*)?$")
_SLASHES = re.compile(r"^\\\\\s*(?:\(.*)?$", re.MULTILINE)


def is_labelled(head: str) -> bool:
    """Whether a text has papers whose title and other fields stand behind labels."""
    if re.match(r"\s*---[ \t]*\n", head):
        return False  # YAML, or Markdown with fields before it
    return _STARTS.search(head) is not None and _MORE.search(head) is not None


def is_arxiv_mail(head: str) -> bool:
    """Whether a text is a mail of arXiv's, or its listing as text."""
    slashes = len(_SLASHES.findall(head)) > 1 and re.search(r"^arXiv:\S+", head, re.MULTILINE)
    listing = _NUMBERED.search(head) is not None and _STARTS.search(head) is not None
    return bool(slashes) or listing


def read_labelled(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:  # noqa: ARG001
    """A record a paper: from a label that comes again, or a line across, to the next."""
    start, fields, last = 0, dict[str, str](), ""
    for number, raw in source.text_lines():
        line = raw.rstrip("\r\n")
        if _RULE.fullmatch(line):
            if _is_whole(fields):
                yield Record(start, fields)
                fields = {}
            last = ""
            continue
        match = _LABELLED.fullmatch(line)
        label = column_key(match[1]) if match else ""
        if match and label in LABELS:
            if label in fields and (label == "title" or "title" in fields):
                yield Record(start, fields)
                fields = {}
            start = start if fields else number
            fields[label], last = match[2], label
        elif last:
            fields[last] += f"\n{line}"
    if fields:
        yield Record(start, fields)


def _is_whole(fields: dict[str, str]) -> bool:
    return "title" in fields and bool({"abstract", "summary"} & fields.keys())


def read_arxiv_mail(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:  # noqa: ARG001
    r"""A record a paper of a mail, whose parts ``\\`` divides, or of a listing, numbered ``[1]``.

    What was replaced comes without an abstract, as arXiv sends it.
    """
    if len(_SLASHES.findall(source.head)) > 1:
        yield from _of_mail(source)
    else:
        yield from _of_listing(source)


def _of_mail(source: Input) -> Iterator[Record]:
    paper = _MailedPaper(0)
    for number, raw in source.text_lines():
        line = raw.rstrip("\r\n")
        opening = _MAILED.match(line)
        if opening or _RULE.fullmatch(line):
            if paper.fields.get("title"):
                yield paper.record()
            paper = _MailedPaper(number)
        if opening:
            paper.fields["id"] = opening[1]
        else:
            paper.take(line)
    if paper.fields.get("title"):
        yield paper.record()


@dataclass(slots=True)
class _MailedPaper:
    """A paper of a mail, as far as it is read; ``part`` counts the lines of two slashes."""

    line: int
    fields: dict[str, str] = field(default_factory=dict)
    last: str = ""
    part: int = 0

    def take(self, line: str) -> None:
        """Take one more line in."""
        label = _LABELLED.fullmatch(line)
        if line.startswith("\\\\"):
            self.part += bool(self.fields)
            link = re.search(r"https?://\S+", line)
            if link:
                self.fields["url"] = link[0]
        elif self.part == 1:
            self.fields["abstract"] = f"{self.fields.get('abstract', '')}{line}\n"
        elif label and column_key(label[1]) in LABELS:
            self.last = column_key(label[1])
            size = r"\s+\(\d+kb\)\s*$" if self.last == "date" else r"\s+$"
            self.fields[self.last] = re.sub(size, "", label[2])
        elif self.last and line.startswith(" "):
            self.fields[self.last] += f"\n{line.strip()}"

    def record(self) -> Record:
        """The paper, without fields that are blank."""
        return Record(self.line, {key: text for key, text in self.fields.items() if text.strip()})


def _of_listing(source: Input) -> Iterator[Record]:
    """Number and id, 'Title:', a line of authors, 'Subjects:' and others, the abstract."""
    start, fields, free = 0, dict[str, str](), list[str]()
    for number, raw in source.text_lines():
        line = raw.strip()
        match = _NUMBERED.match(line)
        if match:
            if fields.get("title"):
                yield Record(start, _listed(fields, free))
            start, fields, free = number, {"id": match[1]}, []
            continue
        label = _LABELLED.fullmatch(line)
        if fields and label and column_key(label[1]) in LABELS:
            fields[column_key(label[1])] = label[2]
        elif fields and line:
            free.append(line)
    if fields.get("title"):
        yield Record(start, _listed(fields, free))


def _listed(fields: dict[str, str], free: list[str]) -> dict[str, str]:
    authors, *rest = free or [""]
    return {"authors": authors, "abstract": "\n".join(rest), **fields}
