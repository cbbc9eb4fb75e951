"""Tables in binary files: Parquet, read batch by batch, and the first sheet of Excel workbooks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.core.errors import InputError, MissingExtraError
from kg.core.types import Problem
from kg.ingest.input_files import Input
from kg.ingest.readers.tables import check_columns, row_fields
from kg.ingest.reading import ReadOptions, Record

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 1000
"""Rows of Parquet in memory at a time."""


def is_parquet(head: str) -> bool:
    """Whether a file begins as Parquet."""
    return head.startswith("PAR1")


def is_excel(head: str) -> bool:
    """Whether `kg.ingest.input_paths` found a workbook of Excel in an archive."""
    return head == "XLSX"


def read_parquet(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:
    """A record a row; its line is the number of the row.

    Raises:
        InputError: the file is damaged, or no column is a title.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = source.stream if source.stream.seekable() else io.BytesIO(source.read_bytes())
    try:
        table = pq.ParquetFile(stream)
        check_columns(table.schema_arrow.names, options, source)
        line = 0
        for batch in table.iter_batches(_BATCH):
            for row in range(batch.num_rows):
                line += 1
                yield _parquet_row(batch, row, line, source.path)
    except (pa.ArrowException, OSError) as error:
        reason = f"damaged Parquet: {str(error).splitlines()[0]}"
        raise InputError(reason, source.path) from error


def _parquet_row(batch: pa.RecordBatch, row: int, line: int, file: str) -> Record | Problem:
    """A row of a batch, or what is wrong with it, as a text that is not UTF-8."""
    try:
        values = [column[row].as_py() for column in batch.columns]
    except (ValueError, OverflowError) as error:
        return Problem(file, line, f"a value of Parquet that cannot be read: {error}")
    return Record(line, row_fields(batch.schema.names, values))


def read_excel(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:
    """A record a row of the first sheet that has a column of titles.

    Raises:
        InputError: the workbook is damaged, protected, or has no such sheet.
        MissingExtraError: python-calamine is not installed.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise MissingExtraError("python-calamine", "excel") from error
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(source.read_bytes()))
        sheets = [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(f"an Excel workbook that cannot be read: {error}", source.path) from error
    first: InputError | None = None
    for rows in sheets:
        header = next((n for n, row in enumerate(rows) if any(map(str, row))), None)
        if header is None:
            continue
        try:
            check_columns(rows[header], options, source)
        except InputError as error:
            first = first or error
            continue
        for number, row in enumerate(rows[header + 1 :], header + 2):
            if fields := row_fields(rows[header], row):
                yield Record(number, fields)
        return
    raise first or InputError("an Excel workbook without a table", source.path)
