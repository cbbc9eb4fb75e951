"""Rows that a query brought back, as plain values that JSON and pandas take."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of equal length.

    Values are what JSON holds: None, bool, int, float, str, lists and dicts of them. Nodes
    and relationships come as dicts of their properties, dates and times as ISO strings.
    """

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]

    def records(self) -> list[dict[str, object]]:
        """One dict a row, column to value.

        >>> Table(("method", "papers"), [("LoRA", 2)]).records()
        [{'method': 'LoRA', 'papers': 2}]
        """
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
