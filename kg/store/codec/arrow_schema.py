"""The types of the properties of `kg.core.schema` in Arrow, and so in Parquet."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

__all__ = ["arrow_schema"]

_ARROW = {
    "string": pa.string(),
    "strings": pa.list_(pa.string()),
    "float": pa.float64(),
    "int": pa.int64(),
    "bool": pa.bool_(),
}


def arrow_schema(keys: tuple[str, ...], kinds: Mapping[str, str]) -> pa.Schema:
    """The columns of a table: keys, which are texts, then properties of these kinds.

    >>> arrow_schema(("id",), {"aliases": "strings"}).names
    ['id', 'aliases']
    """
    own = [(key, pa.string()) for key in keys]
    return pa.schema([*own, *((name, _ARROW[kind]) for name, kind in kinds.items())])
