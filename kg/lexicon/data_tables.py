"""The tables in ``data/``: tab-separated rows under one line that names the columns.

Lines that begin with ``#`` stand first: what the table holds, and who or which command made it.
"""

from __future__ import annotations

from importlib.resources import files

__all__ = ["data_rows"]


def data_rows(name: str) -> list[tuple[int, str]]:
    """(line number, row) of each row of a table; comments and the column names are left out.

    >>> number, row = data_rows("related_names.tsv")[0]
    >>> row.split("\\t")
    ['Dataset', 'ImageNet-1K', 'same', 'ImageNet']
    """
    text = files("kg.lexicon").joinpath("data", name).read_text(encoding="utf-8")
    rows = [row for row in enumerate(text.splitlines(), 1) if not row[1].startswith("#")]
    return rows[1:]
