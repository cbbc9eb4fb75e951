"""What the commands share: their options, their output formats, and how they talk."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.terminal_text import harmless, plain_cell

if TYPE_CHECKING:
    from kg.core.types import Problem
    from kg.store import Store
    from kg.store.codec.table import Table
    from kg.workflows.build import Progress

DEFAULT_GRAPH = Path("papers.kg")


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    markdown = "markdown"


Inputs = Annotated[
    list[str],
    typer.Argument(help="Files of papers in any format of kg formats, folders; - is stdin."),
]
GoldOption = Annotated[
    list[Path],
    typer.Option(
        "--gold", metavar="PATH", help="Labels, a file or a folder of .jsonl; may be repeated."
    ),
]
GraphOption = Annotated[Path, typer.Option("--graph", metavar="DIR", help="The graph directory.")]
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="A Neo4j database, neo4j://host:7687/database#graph; "
        "the login is in KG_NEO4J_USER and KG_NEO4J_PASSWORD.",
    ),
]
ServerOption = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="URL",
        help="The Neo4j database, neo4j://host:7687/database#graph; "
        "the login is in KG_NEO4J_USER and KG_NEO4J_PASSWORD.",
    ),
]
FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        help="How rows are printed; in csv, text that a spreadsheet would take for a formula"
        " begins with '.",
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="YYYY-MM-DD", help="The day a page without a year was saved, at latest."
    ),
]
SkipOption = Annotated[
    bool, typer.Option("--skip-invalid", help="Take the good papers, list the bad on stderr.")
]


def login() -> tuple[str, str]:
    """User and password for Neo4j, from the environment: never from the command line."""
    return os.environ.get("KG_NEO4J_USER", "neo4j"), os.environ.get("KG_NEO4J_PASSWORD", "")


@contextlib.contextmanager
def opened(graph: Path, url: str | None) -> Iterator[Store]:
    """The store that a command reads: the Neo4j database, or the directory's own."""
    if url is not None:
        from kg.store import open_store

        user, password = login()
        store: Store = open_store(url, user=user, password=password)
    else:
        from kg.store.ladybug.projection import open_projection

        store = open_projection(graph)
    with contextlib.closing(store):
        yield store


SCHEMA_VERSION = 1
"""Of JSON output; it grows when a field changes its meaning or goes, not when one is added."""


def print_table(table: Table, form: Format) -> None:
    """Rows on stdout: for reading, as JSON (see `print_json`), CSV, TSV or a Markdown table.

    JSON and TSV are lossless: numbers as they are, lists as JSON, line breaks and tabs escaped.
    """
    if form is Format.json:
        print_json(table.records())
    elif form is Format.csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(table.columns)
        writer.writerows([plain_cell(_cell(value)) for value in row] for row in table.rows)
    elif form is Format.tsv:
        for row in ([*table.columns], *table.rows):
            typer.echo("\t".join(map(_exact, row)))
    elif form is Format.markdown:
        for line in (table.columns, ["---"] * len(table.columns), *table.rows):
            typer.echo(f"| {' | '.join(_markdown(_cell(value)) for value in line)} |")
    else:
        from kg.cli.row_text import print_rows

        print_rows(table.columns, [[_cell(value) for value in row] for row in table.rows])
        log(f"{len(table.rows)} row{'' if len(table.rows) == 1 else 's'}")


def print_json(data: list[dict[str, object]]) -> None:
    """``{"schema_version": 1, "data": [...]}`` on stdout, an object a row."""
    typer.echo(
        json.dumps({"schema_version": SCHEMA_VERSION, "data": data}, ensure_ascii=False, indent=1)
    )


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _exact(value: object) -> str:
    if isinstance(value, list | tuple | dict):
        value = json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value).translate(_ESCAPES)


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(_cell(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        return f"{value:.6g}"
    return "" if value is None else str(value)


def _markdown(cell: str) -> str:
    """The text of a cell, in one line and with no sign that Markdown would take for its own."""
    return re.sub(r"([\\`*_{}\[\]<>|~$])", r"\\\1", " ".join(cell.split()))


def log(message: str) -> None:
    """Talk goes to stderr, so that stdout is data alone."""
    typer.echo(harmless(message), err=True)


def log_skipped(skipped: list[Problem] | None) -> None:
    """List what was left out, and how much of it."""
    if skipped:
        for problem in skipped:
            place = f"{problem.file}:{problem.line}" if problem.line else problem.file
            log(f"skipped {place}: {problem.reason}")
        log(f"{len(skipped)} skipped")


@contextlib.contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A bar on stderr for long work; lines where stderr is no terminal."""
    if not sys.stderr.isatty():
        with progress_lines() as lines:
            yield lines
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks = {}

        def report(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield report


@contextlib.contextmanager
def progress_lines(every: float = 10.0) -> Iterator[Progress]:
    """A line on stderr each so many seconds, whether or not there was progress since the last."""
    began = time.monotonic()
    latest = ""
    done = threading.Event()

    def report(stage: str, count: int, total: int | None) -> None:
        nonlocal latest
        latest = f"{stage}: {count:,}" + (f" of {total:,}" if total is not None else "")

    def run() -> None:
        while not done.wait(every):
            log(f"{latest or 'starting'}, {time.monotonic() - began:.0f} s")

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield report
    finally:
        done.set()
        thread.join()
