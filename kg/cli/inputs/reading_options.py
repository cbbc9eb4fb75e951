"""How inputs are read: options of build and extract, what they log of it, and `kg formats`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import Format, FormatOption, log

if TYPE_CHECKING:
    from kg.ingest import ReadingNotes

MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=NAME,...",
        help="The column or key that holds a field: title=Headline,abstract=Summary; "
        "fields are title, abstract, authors, date, updated, categories, id, doi, arxiv, url.",
    ),
]
SizeOption = Annotated[
    str,
    typer.Option(
        "--max-size", metavar="SIZE", help="Size of a compressed input when unpacked, at most."
    ),
]
MAX_SIZE = "64GB"
_WIDTH = 78
"""Characters of a line."""

_FIELDS = frozenset(
    ("title", "abstract", "authors", "date", "updated", "categories", "id", "doi", "arxiv", "url")
)


def columns_of(given: list[str] | None) -> dict[str, str] | None:
    """Field -> column, from the values of --map."""
    if not given:
        return None
    found: dict[str, str] = {}
    for pair in (pair for text in given for pair in text.split(",")):
        field, equals, name = (part.strip() for part in pair.partition("="))
        if not equals or not name or field not in _FIELDS:
            known = ", ".join(sorted(_FIELDS))
            raise typer.BadParameter(f"--map {pair}: write FIELD=NAME; fields are {known}")
        found[field] = name
    return found


def log_notes(notes: ReadingNotes) -> None:
    """In which way papers were odd, how many of them, and the first."""
    for kind, count in notes.counts.items():
        log(f"{kind}: {count:,}")
        for note in notes.examples[kind]:
            place = f"{note.file}:{note.line}" if note.line else note.file
            log(f"  {place}: {note.text}")
        more = count - len(notes.examples[kind])
        if more > 0:
            log(f"  and {more:,} more")


def _cut(line: str) -> str:
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 4]} ..."


def formats(form: FormatOption = Format.table) -> None:
    """List the formats that are read, each with an example.

    Formats are recognised by content, whatever the name of a file; each may be compressed (.gz,
    .bz2, .xz, .zst, .zip), and folders and patterns name the files in them.

    Example: kg formats
    """
    from kg.cli.common import print_table
    from kg.ingest import formats as known
    from kg.store.codec.table import Table

    rows: list[tuple[object, ...]] = [
        (name, each.description, each.example, each.ignored, each.library)
        for name, each in known().items()
    ]
    if form is Format.table:
        for name, description, example, _, _ in rows:
            _print_format(name, description, example)
        return
    print_table(Table(("format", "what it is", "example", "not read", "library"), list(rows)), form)


def _print_format(name: object, description: object, example: object) -> None:
    """One format on stdout."""
    typer.echo(f"{name!s:<12}{description}")
    typer.echo(_cut(f"            {example}"))
