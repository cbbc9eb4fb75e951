"""Tables of a paper: grids of cells with caption, as a page has them and before any is understood.

A table keeps its spans expanded: a cell that covers several places stands at each of them, one and
the same object, so that ``table.rows[r][c]`` is what a reader sees at row r and column c. Rows and
columns count from 0.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Table", "TableCell", "TablePlace"]


@dataclass(frozen=True, slots=True, order=True)
class TablePlace:
    """Where a value stands: the number of its table in the document, then row and column."""

    index: int
    row: int
    col: int


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell at its first (top left) place.

    ``text`` is what a reader sees, with white space collapsed and formulas as the characters of
    their presentation ('−55.4±0.2'); ``tex`` is the TeX of its formulas, empty without any.
    ``name`` is the text without citations and footnote marks, ``cited`` the text of its citations
    and ``citations`` their keys in the bibliography. ``marks`` are superscripts that stand apart
    ('†', 'a'). ``is_bold`` and ``is_underlined`` hold for most of its characters. ``is_header``
    is the guess of the converter, which is often wrong. ``has_rule``: a line is drawn above it.
    """

    row: int
    col: int
    text: str
    name: str = ""
    tex: str = ""
    rowspan: int = 1
    colspan: int = 1
    is_bold: bool = False
    is_underlined: bool = False
    is_header: bool = False
    has_rule: bool = False
    cited: str = ""
    citations: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document.

    ``index`` is its number among all tabular elements of the document from 0, nested ones counted;
    ``anchor`` the id by which the text links to it. ``label`` ('Table 2') and ``caption`` (without
    the label) are empty where it has none. ``notes`` are its footnotes, ``section`` the heading
    that it stands under, and ``referring`` the paragraphs that link to it. ``is_nested``: it stands
    in a cell of another table. ``rows`` all have the same length; None is a place without a cell.
    """

    index: int
    rows: tuple[tuple[TableCell | None, ...], ...]
    caption: str = ""
    label: str = ""
    anchor: str = ""
    notes: tuple[str, ...] = ()
    section: str = ""
    referring: tuple[str, ...] = ()
    is_nested: bool = False

    @property
    def width(self) -> int:
        """The number of columns.

        >>> Table(0, ((TableCell(0, 0, "a"), None),)).width
        2
        """
        return len(self.rows[0]) if self.rows else 0

    def text_at(self, row: int, col: int) -> str:
        """The text at a place; empty where there is no cell."""
        cell = self.rows[row][col]
        return cell.text if cell else ""
