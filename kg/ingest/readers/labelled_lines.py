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

_LABELLED = re.compile(r"\s{0,3}([A-Za-z][A-Za-z -]{1,20}?)(?:\(s\))?\s*[:：]\s?(.*)")
_OBJECTS = re.compile(
    r"(?:\s*+#[^\n]*+\n)*+\s*+(?:---[ \t]*\n\s*+)?(?:[\w -]{1,40}:[ \t]*\n\s*+)?"
    r"-[ \t]+[\w\"' -]{1,60}:[^\n]*\n[ \t]{2,}[\w\"' -]{1,60}:"
)
"""A list of objects in YAML, whose keys look like labels."""

_ENUMERATED = re.compile(
    r"\n[ \t]{0,9}\n\s{0,9}(?:(?:paper|article|entry|record|result)\s{1,3})?"
    r"[#\[(]?\d{1,4}[\]).:]?\s{0,9}$",
    re.IGNORECASE,
)
"""The number of the next paper, behind the text of the one before."""

_RULE = re.compile(r"\s*+(?:-{3,}+|={3,}+|\*{3,}+|_{3,}+|%-++%.*+)\s*+")
_STARTS = re.compile(r"^\s{0,3}title\s*[:：]\s*\S", re.IGNORECASE | re.MULTILINE)
_MORE = re.compile(
    r"^\s{0,3}(?:abstract|summary|authors?|pdf|url)\s*[:：]", re.IGNORECASE | re.MULTILINE
)
_NUMBERED = re.compile(
    r"(?<!\s)\s*+(?:\[\d{1,5}\]|\d{1,5}\.)\s+(arXiv:\S+)(?:\s+\[[^\[\]]{1,60}\])?(.*)"
)
_FOUND = re.compile(
    r"^[ \t]{0,9}\d{1,5}\. {1,4}arXiv:[^\n]{1,300}\n(?:[^\n]{0,300}\n){1,4}?[ \t]{0,9}Authors:",
    re.MULTILINE,
)
"""A result of arXiv's search, copied from the page."""

_MAILED = re.compile(r"(?:\\\\)?(?:Paper:\s*)?(arXiv:\S+|[a-z-]+/\d{7})(?:\s.*)?$")
_SLASHES = re.compile(r"^\\\\\s*(?:\(.*)?$", re.MULTILINE)


def is_labelled(head: str) -> bool:
    """Whether a text has papers whose title and other fields stand behind labels."""
    if re.match(r"\s*---[ \t]*\n", head) or _OBJECTS.match(head):
        return False  # YAML, or Markdown with fields before it
    return _STARTS.search(head) is not None and _MORE.search(head) is not None


def is_arxiv_mail(head: str) -> bool:
    """Whether a text is a mail of arXiv's, or its listing as text."""
    slashes = len(_SLASHES.findall(head)) > 1 and re.search(r"^arXiv:\S+", head, re.MULTILINE)
    listing = _NUMBERED.search(head) is not None and _STARTS.search(head) is not None
    return bool(slashes) or listing or _FOUND.search(head) is not None


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
                yield Record(start, _unnumbered(fields, last))
                fields = {}
            start = start if fields else number
            fields[label], last = match[2], label
        elif last:
            fields[last] += f"\n{line}"
    if fields:
        yield Record(start, fields)


def _unnumbered(fields: dict[str, str], last: str) -> dict[str, str]:
    """The fields of a paper, the last one without the number of the next paper."""
    if last in fields and (number := _ENUMERATED.search(fields[last][-60:])):
        at = len(fields[last]) - len(fields[last][-60:]) + number.start()
        return {**fields, last: fields[last][:at]}
    return fields


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
        if paper.fields:
            paper.line = paper.line or number
    if paper.fields.get("title"):
        yield paper.record()


@dataclass(slots=True)
class _MailedPaper:
    """A paper of a mail, as far as it is read; ``part`` counts the lines of two slashes.

    ``line`` is 0 in front of the first paper, until a field is read there.
    """

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
    """Number and id, 'Title:', a line of authors, 'Subjects:' and others, the abstract; each on
    a line of its own where the page was copied from a browser."""
    start, fields, free = 0, dict[str, str](), list[str]()
    label, day = "", ""
    for number, raw in source.text_lines():
        line = raw.strip()
        if not line or _PLACE.fullmatch(line) or _FORMS.fullmatch(line):
            continue
        if match := _NUMBERED.match(f"[1] {line}") or _NUMBERED.match(line):
            if record := _listed(fields, free):
                yield Record(start, record)
            start, free, label = number, [], ""
            fields = {"id": match[1], "listed": day, "categories": _TERMS.sub("", match[2])}
            continue
        found = _LABELLED.fullmatch(line)
        if fields and found and column_key(found[1]) in LABELS:
            label = column_key(found[1])
            fields[label] = found[2]
        elif fields and label and not fields[label]:
            fields[label] = line
        elif fields:
            free.append(line)
        elif listed := _HEADER_DAY.search(line):
            day = listed[1]
    if record := _listed(fields, free):
        yield Record(start, record)


_TERMS = re.compile(r"\([^()]{0,100}\)|doi\s{0,5}\S{1,200}")
_SUBMITTED = re.compile(r"Submitted ([^;]{6,30});.*")
_FOLD = re.compile(r"[△▽]\s{0,9}(?:Less|More)\s{0,9}\Z")
_PLACE = re.compile(r"\[\d{1,5}\]")
_FORMS = re.compile(r"\[(?:(?:pdf|ps|html|other|view email|x)(?:,\s*)?)+\]", re.IGNORECASE)
_HEADER_DAY = re.compile(
    r"(?:listings? for|,)\s+((?:[A-Z][a-z]{2,8},\s+)?\d{1,2} [A-Z][a-z]{2,8},? \d{4})"
)
"""The day in the header of a listing."""


def unfolded(abstract: str) -> str:
    """An abstract without the sign that arXiv's search folds it with."""
    return _FOLD.sub("", abstract.strip()).strip()


def _listed(fields: dict[str, str], free: list[str]) -> dict[str, str]:
    """The fields of a paper, the lines without a label among them; none without a title."""
    if "title" not in fields and free:  # as arXiv's search shows it
        fields, free = {"title": free[0], **fields}, free[1:]
    if not fields.get("title"):
        return {}
    if free and (submitted := _SUBMITTED.fullmatch(free[-1])):
        fields, free = {"date": submitted[1], **fields}, free[:-1]
    authors = [] if "authors" in fields else free[:1]
    abstract = "\n".join([fields.pop("abstract", ""), *free[len(authors) :]])
    known = {"authors": "".join(authors), "abstract": unfolded(abstract), **fields}
    return {key: text for key, text in known.items() if text.strip()}
