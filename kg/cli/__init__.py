"""The command `kg`: a thin CLI over the library, imported by nobody.

arguments
    |-- inputs/             build, extract, demo; fetch, watch; formats, and the options for reading
    |-- question_commands   find, gaps, trend, compare
    |-- answers/            leaderboard, lineage, similar, show, search, with their text
    |-- query_commands      query, queries, stats, audit, repair
    |-- export_command      export
    |-- change_commands     remove, diff
    |-- name_commands       why, merge, split, judge, undo, unsure, evaluate resolution
    |-- sync_commands       push, pull
    '-- train_command, evaluate_commands, corpus_commands (training: what they share)
    |
    |  common               shared options, output formats, log lines, progress
    |  terminal_text        what is printed is obeyed by no terminal and no spreadsheet
    v
a function of kg of the same name
    v
stdout: row_text (rows), answer_text (answers with their sentences); stderr: the log
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import (
    change_commands,
    corpus_commands,
    evaluate_commands,
    export_command,
    name_commands,
    query_commands,
    question_commands,
    sync_commands,
    train_command,
)
from kg.cli.answers import (
    cited_by_command,
    leaderboard_command,
    lineage_command,
    related_command,
    search_command,
    show_command,
    similar_command,
)
from kg.cli.inputs import build_commands, fetch_commands, reading_options, watch_command
from kg.cli.terminal_text import harmless, printing_to
from kg.cli.typed_names import with_names
from kg.core.errors import KGError

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Papers' abstracts as a graph that answers questions, with the words behind every edge.",
)

app.command()(build_commands.build)
app.command()(build_commands.extract)
app.command()(build_commands.demo)
app.command()(fetch_commands.fetch)
app.command()(watch_command.watch)
app.command()(reading_options.formats)
app.command()(query_commands.query)
app.command()(query_commands.queries)
app.command()(export_command.schema)
app.command()(show_command.show)
app.command()(question_commands.find)
app.command()(leaderboard_command.leaderboard)
app.command()(question_commands.gaps)
app.command()(question_commands.trend)
app.command()(question_commands.compare)
app.command()(lineage_command.lineage)
app.command()(similar_command.similar)
app.command()(related_command.related)
app.command()(cited_by_command.cited_by)
app.command()(search_command.search)
app.command()(query_commands.stats)
app.command()(query_commands.audit)
app.command()(query_commands.repair)
app.command()(export_command.export)
app.command()(change_commands.remove)
app.command()(change_commands.diff)
app.command()(sync_commands.push)
app.command()(sync_commands.pull)
app.command()(name_commands.why)
app.command()(name_commands.merge)
app.command()(name_commands.split)
app.command()(name_commands.judge)
app.command()(name_commands.undo)
app.command()(name_commands.unsure)
app.command()(train_command.train)
corpus_commands.add_to(evaluate_commands.evaluate)
evaluate_commands.evaluate.command("resolution")(name_commands.evaluate)
app.add_typer(evaluate_commands.evaluate, name="evaluate")
with_names(app)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"kg {version('papers-kg')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")] = False,
) -> None:
    """Papers' abstracts as a graph that answers questions, with the words behind every edge."""


def main() -> None:
    """Run the command; a `KGError` is one line on stderr and exit status 1.

    So is what the system refuses, wherever that was: a full disk, a folder that may not be read.
    """
    sys.stdout = printing_to(sys.stdout)
    sys.argv[1:] = map(_readable, sys.argv[1:])
    try:
        app()
    except (KGError, OSError, RecursionError, UnicodeEncodeError) as error:
        if "--debug" in sys.argv:
            raise
        with contextlib.suppress(OSError):
            typer.echo(harmless(f"kg: {_reason(error)}"), err=True)
        sys.exit(1)


def _readable(argument: str) -> str:
    """An argument as text: bytes that are none become a sign that no name has.

    The path of a file that exists stays as it is, whatever its bytes.
    """
    try:
        argument.encode()
    except UnicodeEncodeError:
        if not Path(argument).exists():
            return os.fsencode(argument).decode("utf-8", "replace")
    return argument


def _reason(error: Exception) -> str:
    """An error in one line, with the path that it is about."""
    if isinstance(error, OSError):
        reason = error.strerror or str(error) or type(error).__name__
        return f"{error.filename}: {reason}" if error.filename else f"cannot go on: {reason}"
    if isinstance(error, RecursionError):
        return "the input is nested too deep"
    if isinstance(error, UnicodeEncodeError):
        letters = error.object[error.start : error.end]
        return f"{letters!r} cannot be written as {error.encoding}: set PYTHONIOENCODING=utf-8"
    return str(error)
