"""Rows of a question as records, and records as rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

from kg.store import Table

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


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
