"""Rows that a query brought back, as plain values that JSON and pandas take."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

__all__ = ["Table", "html_table", "plain"]

_ROWS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of equal length.

    Values are what JSON holds: None, bool, int, float, str, lists and dicts of them. Nodes
    and relationships come as dicts of their properties with ``_label`` or ``_type``, paths as
    ``{"_nodes": [...], "_edges": [...]}``, dates and times as ISO strings.
    """

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]

    def records(self) -> list[dict[str, object]]:
        """One dict a row, column to value.

        >>> Table(("method", "papers"), [("LoRA", 2)]).records()
        [{'method': 'LoRA', 'papers': 2}]
        """
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def _repr_html_(self) -> str:
        """The rows as a table of HTML, which Jupyter asks for."""
        return html_table(self.columns, self.rows)


def html_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows as a table of HTML: text is escaped, and of many rows the first 200 are shown.

    >>> html_table(["n"], [[1], ["a<b"]])
    '<table><thead><tr><th>n</th></tr></thead><tbody><tr><td>1</td></tr><tr><td>a&lt;b</td></tr></tbody></table>'
    """
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(_cell(value))}</td>' for value in row)}</tr>"
        for row in rows[:_ROWS_SHOWN]
    )
    left = len(rows) - _ROWS_SHOWN
    more = f"<p>{left:,} more rows</p>" if left > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def plain(value: object) -> object:
    """The value as JSON would hold it.

    >>> plain({"day": datetime.date(2024, 2, 29), "wait": datetime.timedelta(minutes=1)})
    {'day': '2024-02-29', 'wait': 'PT60.0S'}
    >>> plain([Decimal(12), Decimal("1.50")])
    [12, 1.5]
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return _scalar(value)


def _scalar(value: object) -> object:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return f"PT{value.total_seconds()}S"
    if isinstance(value, bytes | bytearray):
        return value.hex()
    if isinstance(value, Decimal):  # Ladybug sums whole numbers to 128 bits, and shows them so.
        return int(value) if value.as_tuple().exponent == 0 else float(value)
    return str(value)
