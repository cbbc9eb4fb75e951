"""Tabular elements of a page of LaTeXML as tables with their spans expanded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from kg.core.paper_tables import Table, TableCell
from kg.ingest.latexml.captions import caption_of, label_and_text
from kg.ingest.latexml.visible_text import Run, classes_of, collapsed, runs, visible_text

__all__ = ["read_tables"]

_MOST_SPANNED = 1000
"""No table of a paper has more rows or columns; a greater span is an error of the page."""
_MOST_CELLS = 200_000
"""Places of one grid; beyond it the rest of the rows is left out."""
_RULES = frozenset(("ltx_border_t", "ltx_border_tt"))
_HEADING = ("h1", "h2", "h3", "h4", "h5", "h6")

Grid = dict[tuple[int, int], TableCell]


def read_tables(page: etree._Element) -> tuple[Table, ...]:
    """Every tabular element of a page, nested ones too, in the order of the document.

    ``page`` is the root of a document parsed by `lxml.html`.
    """
    tabulars = [each for each in page.iter() if "ltx_tabular" in classes_of(each)]
    referring = _referring(page)
    return tuple(_table(number, each, referring) for number, each in enumerate(tabulars))


def _table(index: int, tabular: etree._Element, referring: Mapping[str, Sequence[str]]) -> Table:
    caption = caption_of(tabular)
    label, text = ("", "") if caption is None else label_and_text(caption)
    figure = next((each for each in tabular.iterancestors("figure")), None)
    anchor = figure.get("id", "") if figure is not None else tabular.get("id", "")
    within = [tabular] if caption is None else [tabular, caption]
    return Table(
        index=index,
        rows=_grid(tabular),
        caption=text,
        label=label,
        anchor=anchor,
        notes=tuple(note for each in within for note in _notes(each)),
        section=_section(tabular),
        referring=tuple(referring.get(anchor, ())),
        is_nested=any("ltx_tabular" in classes_of(each) for each in tabular.iterancestors()),
    )


def _rows(tabular: etree._Element) -> Iterator[etree._Element]:
    """The rows of a tabular element, without those of tables nested in it."""
    pending = list(reversed(tabular))
    while pending:
        each = pending.pop()
        classes = classes_of(each)
        if each.tag == "tr" or "ltx_tr" in classes:
            yield each
        elif "ltx_tabular" not in classes and isinstance(each.tag, str):
            pending.extend(reversed(each))


def _grid(tabular: etree._Element) -> tuple[tuple[TableCell | None, ...], ...]:
    grid: Grid = {}
    height = 0
    for row, element in enumerate(_rows(tabular)):
        if len(grid) > _MOST_CELLS:
            break
        height = row + 1
        col = 0
        for each in element:
            if each.tag not in ("td", "th") and "ltx_td" not in classes_of(each):
                continue
            while (row, col) in grid:
                col += 1
            cell = _cell(each, row, col)
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    grid.setdefault((row + down, col + right), cell)
            col += cell.colspan
    width = max((col for row, col in grid if row < height), default=-1) + 1
    return tuple(tuple(grid.get((row, col)) for col in range(width)) for row in range(height))


def _cell(element: etree._Element, row: int, col: int) -> TableCell:
    parts = list(runs(element))
    marks = [collapsed(part.text) for part in parts if part.kind == "mark"]
    named = [part.text for part in parts if part.kind in ("text", "math")]
    cited = [part for part in parts if part.kind == "citation"]
    return TableCell(
        row=row,
        col=col,
        text=collapsed("".join(part.text for part in parts)),
        name=re.sub(r"(?<!\s)\s*+[(\[]\s*+[)\]]", "", collapsed("".join(named))),
        tex=collapsed(" ".join(part.tex for part in parts)),
        rowspan=_span(element, "rowspan"),
        colspan=_span(element, "colspan"),
        is_bold=_mostly(parts, [part.is_bold for part in parts]),
        is_underlined=_mostly(parts, [part.is_underlined for part in parts]),
        is_header=element.tag == "th",
        has_rule=not _RULES.isdisjoint(classes_of(element)),
        cited=collapsed("".join(part.text for part in cited)),
        citations=tuple(dict.fromkeys(key for part in cited for key in part.keys)),
        marks=tuple(mark for mark in marks if mark),
    )


def _mostly(parts: Sequence[Run], holds: Sequence[bool]) -> bool:
    """Whether something holds for more than half of the characters."""
    sizes = [len("".join(part.text.split())) for part in parts]
    held = sum(size for size, yes in zip(sizes, holds, strict=True) if yes)
    return 2 * held > sum(sizes)


def _span(element: etree._Element, name: str) -> int:
    given = (element.get(name) or "1").strip()
    return min(max(int(given), 1), _MOST_SPANNED) if re.fullmatch(r"[0-9]{1,9}", given) else 1


def _notes(element: etree._Element) -> Iterator[str]:
    for each in element.iter():
        if "ltx_note_content" in classes_of(each):
            yield visible_text(each)


def _section(tabular: etree._Element) -> str:
    """The heading of the innermost section around an element."""
    for around in tabular.iterancestors("section"):
        for child in around:
            if child.tag in _HEADING:
                return visible_text(child)
    return ""


def _referring(page: etree._Element) -> Mapping[str, Sequence[str]]:
    """Anchor -> the paragraphs that link to it, in the order of the text."""
    found: dict[str, list[str]] = {}
    for paragraph in page.iter("p"):
        anchors = {link.get("href", "").rpartition("#")[2] for link in paragraph.iter("a")}
        tables = {anchor for anchor in anchors if anchor and not anchor.startswith("bib")}
        if tables:
            text = visible_text(paragraph)
            for anchor in tables:
                found.setdefault(anchor, []).append(text)
    return found
