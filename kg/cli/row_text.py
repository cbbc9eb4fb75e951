"""Rows as people read them in a terminal: a grid where it fits, else a paragraph a row.

A grid fits if one column, the widest, may be folded to what the others leave.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

_GAP = 3  # characters between the columns of a grid
_FOLDING = 3  # columns that stay readable when all their cells are folded
_FOLDED = 24  # characters; a folded column that is narrower is hard to read


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows on stdout, as wide as the terminal."""
    console = Console(highlight=False)
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    left = console.width - _GAP * len(columns)
    widest = max(range(len(widths)), key=lambda place: widths[place])
    rest = left - sum(widths) + widths[widest]
    if sum(widths) <= left:
        _print_grid(console, columns, rows, widths)
    elif rest >= _FOLDED:
        widths[widest] = rest
        _print_grid(console, columns, rows, widths)
    elif len(columns) <= _FOLDING:
        _print_grid(console, columns, rows, [None] * len(columns))
    else:
        for number, row in enumerate(rows, 1):
            _print_paragraph(console, number, columns, row)


def _print_grid(
    console: Console,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int | None],
) -> None:
    """A grid with columns of these widths; None: as wide as there is room."""
    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column, width in zip(columns, widths, strict=True):
        grid.add_column(column, overflow="fold", width=width)
    for row in rows:
        grid.add_row(*map(Text, row))
    console.print(grid)


def _print_paragraph(
    console: Console, number: int, columns: Sequence[str], row: Sequence[str]
) -> None:
    """One row: its number, then its short cells in a line, each long cell on lines of its own."""
    console.print(Text(f"{number}.", style="bold"))
    line = Text()
    for column, cell in zip(columns, row, strict=True):
        if not cell:
            continue
        named = Text.assemble((f"{column}: ", "dim"), cell)
        if line and len(line) + _GAP + len(named) > console.width - _GAP:
            _print_indented(console, line)
            line = Text()
        line = line + Text("   ") + named if line else named
    _print_indented(console, line)


def _print_indented(console: Console, line: Text) -> None:
    for part in line.wrap(console, console.width - _GAP):
        part.rstrip()
        console.print(Text(" " * _GAP) + part)
