"""Commands that make a graph: build, extract, demo."""

from __future__ import annotations

import contextlib
import datetime
import sys
import textwrap
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import query_commands, question_commands
from kg.cli.common import (
    DEFAULT_GRAPH,
    AsOfOption,
    GraphOption,
    Inputs,
    SkipOption,
    StoreOption,
    log,
    log_skipped,
    login,
    opened,
    progress_bar,
)
from kg.cli.inputs.reading_options import MAX_SIZE, MapOption, SizeOption, columns_of, log_notes
from kg.core.output_path import replacing
from kg.core.types import Problem

if TYPE_CHECKING:
    from kg.extractors.named_extractor import NamedExtractor

HtmlOption = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Also write an interactive page.")
]


ConfidenceOption = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        metavar="P",
        min=0.0,
        max=1.0,
        help="Hides items with confidence below P; the setting persists.",
    ),
]
MetricsOption = Annotated[
    Path | None,
    typer.Option(
        "--metrics",
        metavar="FILE",
        help="Lines of metric, TAB, up or down: which direction is better; the setting persists.",
    ),
]


ExtractorOption = Annotated[
    str | None,
    typer.Option(
        "--extractor",
        metavar="MODULE:NAME",
        help="Read papers with this function or NamedExtractor instead of the model.",
    ),
]


InputsOrNone = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUTS...",
        help="Files of papers in any format of kg formats, folders, patterns, or kg extract's "
        "records; - is stdin. Without any, only the settings change.",
    ),
]


def build(
    inputs: InputsOrNone = None,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
    html: HtmlOption = None,
    as_of: AsOfOption = None,
    min_confidence: ConfidenceOption = None,
    metrics: MetricsOption = None,
    extractor: ExtractorOption = None,
    columns: MapOption = None,
    max_size: SizeOption = MAX_SIZE,
    skip_invalid: SkipOption = False,
) -> None:
    """Build a graph from papers, or add papers to one.

    Records of kg extract are taken as they are, edits included; other papers are read by the
    model, or by --extractor. After Ctrl-C the same command goes on where it was.

    Example: kg build library.bib page.txt more.jsonl.gz --graph papers.kg --html papers.html
    """
    from kg.ingest import ReadingNotes
    from kg.workflows.build import build as build_graph

    if not inputs and min_confidence is None and metrics is None:
        raise typer.BadParameter("give INPUTS: files of papers, or - for standard input")
    skipped: list[Problem] | None = [] if skip_invalid else None
    notes = ReadingNotes()
    user, password = login()
    began = time.perf_counter()
    with _resumable(graph), progress_bar() as progress:
        build_graph(
            inputs or [],
            graph,
            store=store,
            user=user,
            password=password,
            as_of=_date(as_of),
            min_confidence=min_confidence,
            metrics=metrics,
            extractor=extractor_of(extractor),
            columns=columns_of(columns),
            max_size=max_size,
            skipped=skipped,
            notes=notes,
            progress=progress,
        )
    log_notes(notes)
    log_skipped(skipped)
    _say_built(graph, store, began)
    if html is not None:
        _write_page(graph, html)


@contextlib.contextmanager
def _resumable(graph: Path) -> Iterator[None]:
    """Within the block Ctrl-C says how to go on, and ends the command with status 130."""
    try:
        yield
    except KeyboardInterrupt:
        kept = f"the papers read so far are kept in {graph}" if graph.exists() else "nothing read"
        log(f"stopped, {kept}: run the same command again to go on")
        raise typer.Exit(130) from None


def extractor_of(text: str | None) -> NamedExtractor | None:
    """The extractor that --extractor names, if it names one."""
    if text is None:
        return None
    from kg.extractors.extractor_loading import load_extractor

    return load_extractor(text)


def _date(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"--as-of {text}: a day is written YYYY-MM-DD") from error


def _say_built(graph: Path, store: str | None, began: float) -> None:
    seconds = time.perf_counter() - began
    with opened(graph, None) as database:
        counts, unread = database.counts(), query_commands.unread_papers(database)
    nodes = {**counts.nodes, "Paper": counts.nodes["Paper"] - unread, "cited paper": unread}
    for kind, found in (("nodes", nodes), ("edges", counts.edges)):
        parts = ", ".join(f"{number:,} {name}" for name, number in found.items() if number)
        log(textwrap.fill(f"{sum(found.values()):,} {kind}: {parts}", 78, subsequent_indent="  "))
    _log_joined(graph)
    where = f"{graph} and {store.rsplit('@', 1)[-1]}" if store else str(graph)
    log(f"built {where} in {seconds:.1f} s")


def _log_joined(graph: Path) -> None:
    """How many papers were read under several ids, and how many pairs of papers are left open."""
    from kg.workflows.paper_decisions import count_papers

    joined, left_open = count_papers(graph)
    if joined:
        log(f"papers read under several ids, each one paper: {joined:,}")
    if left_open:
        log(f"pairs of papers with one title, left open: {left_open:,} (kg unsure --papers)")


def _write_page(graph: Path, html: Path) -> None:
    from kg.workflows.export_graph import export

    shown = export(graph, html, format="html")
    log(f"wrote {html}: {shown}")


def extract(
    inputs: Inputs,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Where records go; - is stdout.")
    ] = "-",
    as_of: AsOfOption = None,
    extractor: ExtractorOption = None,
    columns: MapOption = None,
    max_size: SizeOption = MAX_SIZE,
    skip_invalid: SkipOption = False,
) -> None:
    """Write what is found in each paper as JSON Lines.

    kg build takes the records as input, after edits too.

    Example: kg extract page.txt -o records.jsonl
    """
    from kg.core.codec import dumps, to_record
    from kg.ingest import ReadingNotes
    from kg.workflows.build import extract as extractions

    skipped: list[Problem] | None = [] if skip_invalid else None
    notes = ReadingNotes()
    with contextlib.nullcontext() if output == "-" else progress_bar() as progress:
        found = extractions(
            inputs,
            as_of=_date(as_of),
            extractor=extractor_of(extractor),
            columns=columns_of(columns),
            max_size=max_size,
            skipped=skipped,
            notes=notes,
            progress=progress,
        )
        _write_lines((dumps(to_record(extraction)) + "\n" for extraction in found), output)
    log_notes(notes)
    log_skipped(skipped)


def _write_lines(lines: Iterable[str], output: str) -> None:
    """Write lines to stdout (``-``), or to a file that appears when it is whole."""
    if output == "-":
        sys.stdout.writelines(lines)
        return
    with replacing(Path(output)) as out:
        out.writelines(lines)


def demo(
    graph: GraphOption = Path("demo.kg"),
    html: Annotated[Path, typer.Option("--html", metavar="FILE", help="The page to write.")] = Path(
        "demo.html"
    ),
) -> None:
    """Build the sample graph, ask it two questions, write a page.

    Example: kg demo
    """
    from kg.ingest import sample_path

    build([str(sample_path())], graph=graph, html=html)
    log("\nWhich papers evaluate on ImageNet, with the top-1 accuracy?")
    log(f"  kg find --dataset ImageNet --metric 'top-1 accuracy' --limit 4 --graph {graph}")
    question_commands.find(dataset="ImageNet", metric="top-1 accuracy", limit=4, graph=graph)
    log("\nWhich datasets are used most, and for what?")
    log(f"  kg query datasets-by-use --param limit=8 --graph {graph}")
    query_commands.query("datasets-by-use", param=["limit=8"], graph=graph)
    log(f"\nOpen {html} in a browser to look at the graph.")
