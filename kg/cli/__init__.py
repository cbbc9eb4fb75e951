"""The command `kg`: the second user of the library, imported by nobody."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli import (
    asking,
    benchmarks,
    building,
    changing,
    evaluating,
    exporting,
    questions,
    resolving,
    searching,
    syncing,
    training,
)
from kg.errors import KGError

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Papers' abstracts as a graph that answers questions, with the words behind every edge.",
)

app.command()(building.build)
app.command()(building.extract)
app.command()(building.demo)
app.command()(asking.query)
app.command()(asking.queries)
app.command()(asking.show)
app.command()(questions.find)
app.command()(questions.leaderboard)
app.command()(questions.gaps)
app.command()(questions.trend)
app.command()(questions.compare)
app.command()(questions.lineage)
app.command()(searching.search)
app.command()(asking.stats)
app.command()(asking.audit)
app.command()(exporting.export)
app.command()(changing.remove)
app.command()(changing.diff)
app.command()(syncing.push)
app.command()(syncing.pull)
app.command()(resolving.why)
app.command()(resolving.merge)
app.command()(resolving.split)
app.command()(resolving.undo)
app.command()(resolving.unsure)
app.command()(training.train)
benchmarks.add_to(evaluating.evaluate)
evaluating.evaluate.command("resolution")(resolving.evaluate)
app.add_typer(evaluating.evaluate, name="evaluate")
app.command()(evaluating.fit)


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
    """Run the command; a `KGError` is one line on stderr and exit status 1."""
    try:
        app()
    except KGError as error:
        if "--debug" in sys.argv:
            raise
        typer.echo(f"kg: {error}", err=True)
        sys.exit(1)
