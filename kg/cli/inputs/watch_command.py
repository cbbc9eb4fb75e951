"""The command for cron: what is new at the services that papers were fetched from."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import (
    DEFAULT_GRAPH,
    Format,
    FormatOption,
    GraphOption,
    SkipOption,
    log,
    log_skipped,
    print_table,
    progress_bar,
)
from kg.cli.inputs.build_commands import ExtractorOption, extractor_of
from kg.cli.inputs.fetch_commands import ContactOption, key_of
from kg.cli.inputs.reading_options import log_notes
from kg.core.types import Problem

if TYPE_CHECKING:
    from kg.core.types import Node
    from kg.workflows.watch import Watched

_COLUMNS = ("kind", "id", "name", "detail")


def watch(
    folders: Annotated[
        list[str], typer.Argument(metavar="FOLDER...", help="Folders that kg fetch wrote to.")
    ],
    graph: GraphOption = DEFAULT_GRAPH,
    limit: Annotated[int, typer.Option(min=1, help="Maximum number of papers a fetch.")] = 1000,
    contact: ContactOption = None,
    extractor: ExtractorOption = None,
    skip_invalid: SkipOption = False,
    form: FormatOption = Format.table,
) -> None:
    """Make the fetches of a folder again, build, and print what is new in the graph.

    For cron: what every kg fetch into the folder asked for is asked again, from the last time on,
    and where nothing is new nothing is printed. Exit status 0: all was asked and built, new or
    not. 1: a service failed (the others were built), or the build did; the next run makes up
    for it. 2: the command is written wrongly.

    Example: kg watch fetched --graph papers.kg
    """
    from kg.ingest import ReadingNotes
    from kg.services.fetching import SERVICES
    from kg.workflows.watch import watch as watch_folders

    skipped: list[Problem] | None = [] if skip_invalid else None
    notes = ReadingNotes()
    seen = sys.stderr.isatty()
    with progress_bar() if seen else contextlib.nullcontext() as progress:
        found = watch_folders(
            folders,
            graph,
            limit=limit,
            contact=contact,
            extractor=extractor_of(extractor),
            skipped=skipped,
            keys={name: key for name in SERVICES if (key := key_of(name))},
            notes=notes,
            progress=progress,
        )
    _print_new(found, form)
    if seen:
        log_notes(notes)
        log_skipped(skipped)
    for message in found.failed:
        log(f"kg: {message}")
    if found.failed:
        raise typer.Exit(1)


def _print_new(found: Watched, form: Format) -> None:
    from kg.store.codec.table import Table

    if form is not Format.table:
        kinds = (("paper", found.papers), ("entity", found.entities), ("result", found.results))
        rows: list[tuple[object, ...]] = [
            (kind, node.id, node.properties["name"], _detail(node))
            for kind, nodes in kinds
            for node in nodes
        ]
        print_table(Table(_COLUMNS, rows), form)
        return
    width = shutil.get_terminal_size().columns
    for kind, nodes in (
        ("papers", found.papers),
        ("entities", found.entities),
        ("results", found.results),
    ):
        for line in _lines(kind, nodes, width):
            typer.echo(line)


def _lines(kind: str, nodes: Sequence[Node], width: int) -> Iterator[str]:
    """The number of new nodes, and each of them."""
    from kg.cli.answer_text import wrapped

    if nodes:
        yield f"new {kind}: {len(nodes):,}"
    for node in nodes:
        where = f"  [{detail}]" if (detail := _detail(node)) else ""
        yield from wrapped(f"{node.properties['name']}{where}", width, 2, 4)


def _detail(node: Node) -> str:
    """The id and the day of a paper, the paper of a result, or the label of an entity."""
    from kg.core.schema import PAPER, RESULT

    if node.label == PAPER:
        date = node.properties.get("date")
        return f"{node.id}, {date}" if date else node.id
    if node.label == RESULT:
        return node.id.removeprefix("result/").rpartition("/")[0]
    return node.label
