"""The body of a paper as an object of JSON, and back.

What has its default is left out, and the cells of a table are listed once each: the grid follows
from their places and spans.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import msgspec

from kg.core.full_texts.full_text import FullText, Paragraph, Reference, Section
from kg.core.paper_tables import Table, TableCell

__all__ = ["FullTextRecord", "full_text_from", "full_text_record"]

_MOST_PLACES = 1_000_000
"""Places of a grid, at most: a record cannot ask for more memory than a page could hold."""


class _TableRecord(msgspec.Struct):
    """A table as a record holds it."""

    index: int
    height: int = 0
    width: int = 0
    cells: tuple[TableCell, ...] = ()
    caption: str = ""
    label: str = ""
    anchor: str = ""
    notes: tuple[str, ...] = ()
    section: str = ""
    referring: tuple[str, ...] = ()
    is_nested: bool = False


class FullTextRecord(msgspec.Struct):
    """A body as a record holds it."""

    sections: tuple[Section, ...] = ()
    figures: tuple[Paragraph, ...] = ()
    tables: tuple[_TableRecord, ...] = ()
    references: tuple[Reference, ...] = ()


def full_text_record(full_text: FullText) -> dict[str, object]:
    """A body as an object of JSON."""
    tables = [_table_record(table) for table in full_text.tables]
    rest = _slim(dataclasses.replace(full_text, tables=()))
    return {**rest, "tables": tables} if tables else rest


def _slim(record: Any) -> dict[str, object]:
    """The fields of a record that have not their default."""
    return {
        field.name: _slim_value(value)
        for field in dataclasses.fields(record)
        if (value := getattr(record, field.name)) != field.default
    }


def _slim_value(value: object) -> object:
    if isinstance(value, tuple):
        return [_slim_value(each) for each in value]
    return _slim(value) if dataclasses.is_dataclass(value) else value


def _table_record(table: Table) -> dict[str, object]:
    cells = [
        cell
        for row, places in enumerate(table.rows)
        for col, cell in enumerate(places)
        if cell is not None and (cell.row, cell.col) == (row, col)
    ]
    rest = _slim(dataclasses.replace(table, rows=()))
    rest.pop("rows", None)
    size = {"height": len(table.rows), "width": table.width}
    return {**rest, **size, "cells": [_slim(cell) for cell in cells]}


def full_text_from(record: FullTextRecord) -> FullText:
    """The inverse of `full_text_record`.

    Raises:
        ValueError: a table has more places than any page has, or a cell stands outside of it.
    """
    tables = tuple(map(_table, record.tables))
    return FullText(record.sections, record.figures, tables, record.references)


def _table(record: _TableRecord) -> Table:
    if not 0 <= record.height * record.width <= _MOST_PLACES:
        raise ValueError(f"table {record.index} has {record.height} rows of {record.width} places")
    grid: list[list[TableCell | None]] = [[None] * record.width for _ in range(record.height)]
    for cell in record.cells:
        if not (0 <= cell.row < record.height and 0 <= cell.col < record.width):
            raise ValueError(f"table {record.index} has no place ({cell.row}, {cell.col})")
        for row in grid[cell.row : cell.row + cell.rowspan]:
            for col in range(cell.col, min(cell.col + cell.colspan, record.width)):
                row[col] = row[col] or cell
    return Table(
        index=record.index,
        rows=tuple(map(tuple, grid)),
        caption=record.caption,
        label=record.label,
        anchor=record.anchor,
        notes=record.notes,
        section=record.section,
        referring=record.referring,
        is_nested=record.is_nested,
    )
