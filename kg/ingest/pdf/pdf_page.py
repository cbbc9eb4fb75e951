"""The pages of a PDF as one page with the marks of LaTeXML, which its readers take from there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from kg.ingest.pdf.first_page import FrontMatter, read_first_page
from kg.ingest.pdf.grid_cells import GridCell
from kg.ingest.pdf.page_columns import Line, body_size, lines_of_pages
from kg.ingest.pdf.pdf_content import PdfPage, Word
from kg.ingest.pdf.pdf_references import citation_keys, cited_spans, entries_of
from kg.ingest.pdf.ruled_grids import TableRegion, table_regions
from kg.ingest.pdf.table_captions import matched_tables
from kg.ingest.pdf.text_blocks import Block, blocks_of, text_of
from kg.ingest.pdf.text_rows import TextRun, runs_of, split_at_gaps
from kg.ingest.xml_bodies.page_parts import cell, figure, linked, page, part, section

__all__ = ["MarkedPage", "marked_page"]

_REFERENCES = re.compile(r"(?:references|bibliography|literature cited|works cited)", re.I)
_TABLE = re.compile(r"(?i)table\s*(?:[A-Z]\.?)?([\dIVXL]+)")
_MENTION = re.compile(r"\b(?:Tables?|Tab\.)\s*(?:[A-Z]\.)?(\d{1,3}|[IVXL]{1,5})\b")
_STAMP = re.compile(r"arXiv:\s*\S+.*")
_WIDE_BLANK = 1.5
"""Blank between names of authors in sizes of letters, at least."""


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page with the marks of LaTeXML, how many captions of tables it has, and the labels of those
    whose grid is not surely known."""

    page: etree._Element
    captions: int
    omitted: tuple[str, ...]


def marked_page(pages: Sequence[PdfPage]) -> MarkedPage:
    """The page that shows what a paper in PDF holds."""
    regions = [table_regions(_outside_pictures(each), each.rules) for each in pages]
    size = body_size(pages)
    kept = [_running_words(each, own) for each, own in zip(pages, regions, strict=True)]
    lines = lines_of_pages(pages, kept, size)
    front = read_first_page(lines, size)
    rest = [line for number, line in enumerate(lines) if number not in front.used]
    return _Writing(pages, regions, lines, size).written(front, rest)


def _outside_pictures(shown: PdfPage) -> list[Word]:
    return [word for word in shown.words if not any(p.holds(word) for p in shown.pictures)]


def _running_words(shown: PdfPage, regions: Sequence[TableRegion]) -> list[Word]:
    """The words of a page that stand in no table and no picture."""
    boxes = [region.box for region in regions if region.is_table]
    return [word for word in _outside_pictures(shown) if not any(b.holds(word) for b in boxes)]


class _Writing:
    """The page that is being written."""

    def __init__(
        self,
        pages: Sequence[PdfPage],
        regions: Sequence[Sequence[TableRegion]],
        lines: Sequence[Line],
        size: float,
    ) -> None:
        self.pages, self.regions, self.size = pages, regions, size
        self.page = page()
        self.known: Counter[str] = Counter()
        for line in lines:
            self.known.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.casefold()))
        self.keys: Mapping[str, str] = {}
        self.tables: dict[str, str] = {}

    def written(self, front: FrontMatter, lines: Sequence[Line]) -> MarkedPage:
        blocks, listed, after = _parted(blocks_of(lines, self.size))
        blocks += [each for each in listed if each.kind == "caption"]
        listed = [each for each in listed if each.kind != "caption"]
        entries = entries_of([line for block in listed for line in block.lines])
        texts = [(entry, self._plain(entry.lines)) for entry in entries]
        self.keys = citation_keys(texts)
        captions = [each for each in (*blocks, *after) if each.kind == "caption"]
        matched = matched_tables([each for each in captions if _is_table(each)], self.regions)
        self.tables = {
            name[1]: f"T{number}"
            for number, block in enumerate(captions)
            if id(block) in matched and (name := _TABLE.match(block.label))
        }
        self._front(front)
        self._body(blocks, captions, matched, "section")
        for number, (entry, text) in enumerate(texts):
            item = part(self.page, "li", "ltx_bibitem", id=f"bib.{entry.key or number}")
            part(
                item, "span", "ltx_bibblock", re.sub(r"^(?:\[[^\]]{1,14}\]|\d{1,3}\.)\s*", "", text)
            )
        self._body(after, captions, matched, "appendix")
        for region in (r for own in self.regions for r in own):
            if region.cells is not None and not any(region is each for each in matched.values()):
                self._tabular(self.page, region)
        labels = [each.label for each in captions if _is_table(each)]
        omitted = [
            each.label
            for each in captions
            if _is_table(each) and (id(each) not in matched or matched[id(each)].cells is None)
        ]
        return MarkedPage(self.page, len(labels), tuple(omitted))

    def _plain(self, lines: Sequence[Line]) -> str:
        return "".join(run.text for run in text_of(lines, self.known)).strip()

    def _front(self, front: FrontMatter) -> None:
        title = part(self.page, "h1", "ltx_title ltx_title_document")
        self._runs(title, text_of(front.title, self.known))
        stamp = _STAMP.search(" ".join(self.pages[0].turned.split())) if self.pages else None
        if stamp:
            part(self.page, "div", "", stamp[0], id="watermark-tr")
        if front.authors:
            person = part(self.page, "span", "ltx_personname")
            for line in front.authors:
                pieces = split_at_gaps(line.row, _WIDE_BLANK * line.row.size)
                for number, piece in enumerate(pieces):
                    self._runs(person, [*([TextRun("\u2003")] if number else []), *runs_of(piece)])
                part(person, "br")
        if front.abstract:
            around = part(self.page, "div", "ltx_abstract")
            text = self._plain(front.abstract)
            part(
                around, "p", "ltx_p", re.sub(r"^(?:Abstract|ABSTRACT)\s*[-—–.:]{1,2}\s*", "", text)
            )

    def _body(
        self,
        blocks: Iterable[Block],
        captions: Sequence[Block],
        matched: Mapping[int, TableRegion],
        kind: str,
    ) -> None:
        path: list[tuple[int, etree._Element]] = []
        for block in blocks:
            around = path[-1][1] if path else self.page
            if block.kind == "heading":
                depth = block.number.count(".") if block.number else 0
                path = [each for each in path if each[0] < depth]
                parent = path[-1][1] if path else self.page
                path.append((depth, section(parent, kind, block.number, block.title)))
            elif block.kind == "caption":
                number = next(n for n, each in enumerate(captions) if each is block)
                self._caption(around, block, f"T{number}", matched.get(id(block)))
            else:
                paragraph = part(part(around, "div", "ltx_para"), "p", "ltx_p")
                self._linked(paragraph, text_of(block.lines, self.known))

    def _caption(
        self, parent: etree._Element, block: Block, identifier: str, region: TableRegion | None
    ) -> None:
        is_table = _is_table(block)
        text = self._plain(block.lines).removeprefix(block.label).lstrip(" .:|")
        label = block.label.title() if block.label.isupper() else block.label
        kind = "table" if is_table else "figure"
        made = figure(parent, kind, identifier, _arabic(label), [text])
        if region is not None and region.cells is not None:
            self._tabular(made, region)

    def _tabular(self, parent: etree._Element, region: TableRegion) -> None:
        made = part(parent, "table", "ltx_tabular")
        cells = {(each.row, each.col): each for each in region.cells or ()}
        taken: set[tuple[int, int]] = set()
        for row in range(region.height):
            line = part(made, "tr", "ltx_tr")
            for col in range(region.width):
                held = cells.get((row, col))
                if held is not None:
                    self._cell(line, held, is_ruled=row in region.ruled)
                    taken.update(_places(held))
                elif (row, col) not in taken:
                    cell(line, is_head=False, rows=None, cols=None)

    def _cell(self, line: etree._Element, held: GridCell, *, is_ruled: bool) -> None:
        spans = {"rows": str(held.rowspan), "cols": str(held.colspan)}
        made = cell(line, is_head=False, **spans)
        if is_ruled:
            made.set("class", "ltx_td ltx_border_t")
        self._linked(made, list(runs_of(held.words)))

    def _linked(self, parent: etree._Element, runs: Sequence[TextRun]) -> None:
        """The text of runs with links to the bibliography and to tables."""
        text = "".join(run.text for run in runs)
        links: list[tuple[int, int, tuple[str, ...] | str]] = [
            (each.start, each.end, each.keys) for each in cited_spans(text, self.keys)
        ]
        for match in _MENTION.finditer(text):
            if match[1] in self.tables:
                links.append((match.start(), match.end(), self.tables[match[1]]))
        end = 0
        for start, stop, target in sorted(links, key=lambda each: each[:2]):
            if start < end:
                continue
            self._runs(parent, _cut(runs, end, start))
            if isinstance(target, str):
                part(parent, "a", "ltx_ref", text[start:stop], href=f"#{target}")
            else:
                linked(parent, text[start:stop], target)
            end = stop
        self._runs(parent, _cut(runs, end, len(text)))

    @staticmethod
    def _runs(parent: etree._Element, runs: Iterable[TextRun]) -> None:
        for run in runs:
            blank = " " if run.text[:1] == " " else ""
            if run.is_raised:
                part(parent, "span", "", blank)
                part(parent, "sup", "ltx_sup", run.text.lstrip())
            else:
                part(parent, "span", "ltx_font_bold" if run.is_bold else "", run.text)


def _parted(blocks: Sequence[Block]) -> tuple[list[Block], list[Block], list[Block]]:
    """The blocks before the bibliography, those in it, and those behind it."""
    start = max(
        (
            n
            for n, each in enumerate(blocks)
            if each.kind == "heading" and _REFERENCES.fullmatch(each.title.strip(" .:"))
        ),
        default=len(blocks),
    )
    rest = blocks[start + 1 :]
    end = next((n for n, each in enumerate(rest) if each.kind == "heading"), len(rest))
    return list(blocks[:start]), list(rest[:end]), list(rest[end:])


def _is_table(block: Block) -> bool:
    return block.kind == "caption" and _TABLE.match(block.label) is not None


def _places(held: GridCell) -> Iterable[tuple[int, int]]:
    return (
        (held.row + down, held.col + right)
        for down in range(held.rowspan)
        for right in range(held.colspan)
    )


def _cut(runs: Sequence[TextRun], start: int, end: int) -> Iterable[TextRun]:
    """The runs between two characters of their text."""
    at = 0
    for run in runs:
        text = run.text[max(0, start - at) : max(0, end - at)]
        if text:
            yield TextRun(text, run.is_bold, run.is_raised)
        at += len(run.text)


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def _arabic(label: str) -> str:
    """A label with its Roman number in digits.

    >>> _arabic("Table IV"), _arabic("Table 2")
    ('Table 4', 'Table 2')
    """
    match = re.fullmatch(r"(?i)(table\s+)([IVXL]+)", label)
    if match is None:
        return label
    values = [_ROMAN[sign] for sign in match[2].upper()]
    total = sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
    return f"Table {total}"
