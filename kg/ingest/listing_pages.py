"""Listing pages saved as text, in the two layouts that are met.

Spaced: a header with the page's date; then title, abstract and byline, blank lines between.
Compact: a short header glued to the first title; then title and abstract on alternate lines.

Only the text distinguishes them: a compact page is one whose lines alternate. The grammar of
the other goes by structure (what is prose is an abstract, what is short a title, a byline
ends a paper), never by a line's number, so lines lost or added do no harm elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from kg.core.errors import InputError
from kg.core.paper_ids import PaperId, paper_id, parse_paper_id
from kg.core.types import Document, Problem, Source
from kg.ingest import dates
from kg.ingest.bylines import byline_at, unfolded
from kg.ingest.dates import Written
from kg.ingest.input_files import Input
from kg.ingest.page_lines import Line, is_prose, lines_of, raw_lines
from kg.ingest.paper_blocks import Paper, alternates, cut_off, in_turns, out_of_turn, papers_in
from kg.ingest.reading import ReadOptions

_UNKNOWN = (
    "not a format that is known: `kg formats` lists those that are; a listing page has titles, "
    "their abstracts, and perhaps bylines"
)
_FOREIGN = (
    ("Python", re.compile(r"^(?:import \w|from [\w.]+ import |def \w+\(|class \w+[(:])", re.M)),
    ("LaTeX", re.compile(r"^[^\S\n]*+\\(?:documentclass|begin\{document\}|section\{)", re.M)),
    ("a script of the shell", re.compile(r"\A#!")),
    ("a table without a header that names its columns", re.compile(r'\A\s*"[^"\n]+"[,;\t]"')),
    ("JavaScript", re.compile(r"\A\s*(?:(?:var|let|const)\s+\w+\s*=|export\s|module\.exports\b)")),
    ("SQL", re.compile(r"^[^\S\n]*+(?:CREATE TABLE|INSERT INTO|SELECT .* FROM)\b", re.M)),
)
"""What is no page but may have titles and sentences in it."""

_INSTEAD = {
    "LaTeX": "give the paper's HTML (arxiv.org/html, ar5iv.org), or make it with LaTeXML:"
    " latexmlc --dest=paper.html paper.tex",
}
"""What to give in the place of these."""

_GLUED = "Subscribe"
_HEADER = re.compile(
    r"new|Get trending papers in your email inbox[^.!]*[.!]?|Subscribe"
    r"|(?:Daily|Weekly|Monthly) Papers|by\s?AK and the research community"
)
_LONGEST_HEADER = 20
"""Lines before a page's date, at most; seen are five."""


def is_listing_page(head: str) -> bool:
    """Whether a text with this beginning may be a page: any text that is not blank."""
    return bool(head.strip())


def read_listing_page(
    source: Input, options: ReadOptions | None = None
) -> Iterator[Document | Problem]:
    """Each paper of a page in order, or its problem.

    A date without a year takes the page's, inferred by `kg.ingest.dates.page_year`.

    Raises:
        InputError: there is nothing on the page, or it is no page.
    """
    text = source.read_text()
    for name, form in _FOREIGN:
        if form.search(source.head):
            instead = _INSTEAD.get(name, "give the papers in a format of `kg formats`")
            reason = f"{name}, which is not read: {instead}"
            raise InputError(reason, source.path)
    marked, page_date, lines = without_header(lines_of(text))
    if lines and (first := parse_paper_id(lines[0].text)) and all(map(_is_id, lines)):
        reason = f"ids of papers alone: fetch the papers, as in `kg fetch {_fetched(first)}`"
        raise InputError(reason, source.path)
    papers = _papers(text, lines)
    if not (marked or alternates(lines) or any(paper.byline for paper in papers)):
        raise InputError(_UNKNOWN if text.strip() else "the file is empty", source.path)
    if not papers:
        raise InputError("no paper on the page: save the whole page again", source.path)
    written = [paper.byline.date for paper in papers if paper.byline and paper.byline.date]
    year = dates.page_year(page_date, written, options.as_of if options else None)
    listed, raw = dates.iso(page_date, year), raw_lines(text)
    for paper in papers:
        if paper.fault:
            yield Problem(source.path, paper.fault.line, paper.fault.reason)
        else:
            yield _document(paper, raw, Source(source.name, paper.title.first, listed), year)


def _is_id(line: Line) -> bool:
    return parse_paper_id(line.text) is not None


def _fetched(known: PaperId) -> str:
    """What `kg fetch` is told to get a paper by its id."""
    return f"{known.kind if known.kind == 'arxiv' else 'doi'} {known.value}"


def without_header(lines: Sequence[Line]) -> tuple[bool, Written | None, list[Line]]:
    """Whether a header was found, the page's date if it has one, and the lines after it."""
    start, date = _page_date(lines)
    while start < len(lines) and _HEADER.fullmatch(lines[start].text):
        if start + 1 < len(lines) and is_prose(lines[start + 1].text):
            break  # a title that reads like a header
        start += 1
    rest = list(lines[start:])
    glued = start > 0 and not any(line.text == _GLUED for line in lines[:start])
    if rest and _is_glued(rest[0].text, expected=glued):
        first = rest[0]
        rest[0] = Line(first.number, first.text.removeprefix(_GLUED).strip(), first.gap)
        return True, date, rest
    return start > 0, date, rest


def _page_date(lines: Sequence[Line]) -> tuple[int, Written | None]:
    """The index of the line after the page's date, and that date; (0, None) without one."""
    for at, line in enumerate(lines[:_LONGEST_HEADER]):
        if is_prose(line.text) or byline_at(lines, at):
            break
        if date := dates.parse(line.text):
            known = any(_HEADER.fullmatch(before.text) for before in lines[:at])
            is_title = at + 1 < len(lines) and is_prose(lines[at + 1].text)
            return (at + 1, date) if known or not is_title else (0, None)
    return 0, None


def _is_glued(text: str, *, expected: bool) -> bool:
    """Whether the header's last word is glued to a title; 'Subscriber' alone is not enough."""
    rest = text.removeprefix(_GLUED)
    return rest not in (text, "") and (expected or not (rest[0].islower() or rest[0].isspace()))


def _papers(text: str, lines: list[Line]) -> list[Paper]:
    parts = list(unfolded(lines))
    papers = list(_grammar(parts)(parts))
    if papers and not papers[-1].fault:
        last = papers[-1]
        spaced = any(line.gap for line in parts[1:])
        fault = cut_off(last, whole_line=not spaced and text.endswith(("\n", "\r")))
        papers[-1] = Paper(last.title, last.abstract, last.byline, fault)
    return papers


def _grammar(lines: Sequence[Line]) -> Callable[[Sequence[Line]], Iterator[Paper]]:
    """How to read the lines of a page: which of the two layouts they are in, by content."""
    if alternates(lines):
        return in_turns
    if any(line.gap for line in lines[1:]) or any(byline_at(lines, i) for i in range(len(lines))):
        return papers_in
    return out_of_turn


def _document(paper: Paper, raw: list[str], source: Source, year: int | None) -> Document:
    title, byline = " ".join(paper.title.text.split("\n")), paper.byline
    first, last = paper.abstract[0].first, paper.abstract[-1].last
    return Document(
        id=paper_id(title),
        title=title,
        abstract="\n".join(raw[first - 1 : last]).strip(),
        date=dates.iso(byline.date, year) if byline else None,
        sources=(source,),
        byline=byline.who if byline else None,
        organization=byline.organization if byline else None,
    )
