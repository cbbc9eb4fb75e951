"""Rows of a question as records, and records as rows; what notebooks show of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from html import escape
from typing import TYPE_CHECKING, TypeVar

from kg.store import Table
from kg.store.codec.table import html_table

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
Answer = TypeVar("Answer")


class Answers(list[Answer]):
    """The records or rows that answer a question: a list, which a notebook shows as a table.

    ``columns`` are those of rows that are dicts, so that an answer without rows has them too.
    """

    def __init__(self, found: Iterable[Answer] = (), columns: Sequence[str] = ()) -> None:
        super().__init__(found)
        self.columns = tuple(columns)

    def _repr_html_(self) -> str:
        """The answers as a table of HTML, which Jupyter asks for."""
        if not self:
            return html_table(self.columns, [])
        first = self[0]
        if isinstance(first, Mapping):
            names = self.columns or tuple(first)
            rows = [[each[name] for name in names] for each in self]  # type: ignore[index]  # all alike
        else:
            names = tuple(field.name for field in fields(first))  # type: ignore[arg-type]  # a record
            rows = [[getattr(each, name) for name in names] for each in self]
        return html_table(names, rows)


class Lines(list[str]):
    """Lines of text, which a notebook shows as they are."""

    def _repr_html_(self) -> str:
        """The lines in one block of HTML, which Jupyter asks for."""
        text = escape("\n".join(self))
        return f'<pre style="white-space: pre-wrap">{text}</pre>'


def record_of_row(make: Callable[..., T], row: Mapping[str, object], **more: object) -> T:
    """A record whose fields are columns of a row or given beside; lists come as tuples."""
    names = [field.name for field in fields(make)]  # type: ignore[arg-type]  # a class of records
    return make(**{name: _fixed(row[name]) for name in names if name not in more}, **more)


def _fixed(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def table_of_records(make: Callable[..., T], records: Sequence[T]) -> Table:
    """The records as rows, a column a field."""
    names = tuple(field.name for field in fields(make))  # type: ignore[arg-type]
    rows: list[tuple[object, ...]] = [tuple(getattr(r, name) for name in names) for r in records]
    return Table(names, rows)
