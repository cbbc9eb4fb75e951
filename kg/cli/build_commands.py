"""Commands that make a graph: build, extract, demo."""

from __future__ import annotations

import datetime
import sys
import textwrap
import time
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import query_commands, question_commands
from kg.cli.common import (
    DEFAULT_GRAPH,
    AsOfOption,
    GraphOption,
    Inputs,
    SkipOption,
    StoreOption,
    login,
    opened,
    progress_bar,
    say,
    say_skipped,
)
from kg.core.errors import KGError
from kg.core.types import Problem

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
        help="Show only what is at least so sure; the graph keeps to it until told otherwise.",
    ),
]
MetricsOption = Annotated[
    Path | None,
    typer.Option(
        "--metrics",
        metavar="FILE",
        help="Lines of metric, TAB, up or down: which way it gets better; the graph keeps it.",
    ),
]


InputsOrNone = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUTS...",
        help="Files of papers: saved pages or JSON Lines, plain or .gz; - is stdin. None: show "
        "the graph that is there otherwise.",
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
    skip_invalid: SkipOption = False,
) -> None:
    """Build a graph from papers, or add papers to one.

    Example: kg build page.txt more.jsonl.gz --graph papers.kg --html papers.html
    """
    from kg.workflows.build import build as build_graph

    if not inputs and min_confidence is None and metrics is None:
        raise typer.BadParameter("give INPUTS: files of papers, or - for standard input")
    skipped: list[Problem] | None = [] if skip_invalid else None
    user, password = login()
    began = time.perf_counter()
    with progress_bar() as progress:
        build_graph(
            inputs or [],
            graph,
            store=store,
            user=user,
            password=password,
            as_of=_date(as_of),
            min_confidence=min_confidence,
            metrics=metrics,
            skipped=skipped,
            progress=progress,
        )
    say_skipped(skipped)
    _say_built(graph, store, began)
    if html is not None:
        _write_page(graph, html)


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
        counts = database.counts()
    for kind, found in (("nodes", counts.nodes), ("edges", counts.edges)):
        parts = ", ".join(f"{number:,} {name}" for name, number in found.items() if number)
        say(textwrap.fill(f"{sum(found.values()):,} {kind}: {parts}", 78, subsequent_indent="  "))
    where = f"{graph} and {store.rsplit('@', 1)[-1]}" if store else str(graph)
    say(f"built {where} in {seconds:.1f} s")


def _write_page(graph: Path, html: Path) -> None:
    from kg.exporters import EXPORTERS

    with opened(graph, None) as database:
        shown = EXPORTERS["html"](database, html)
    say(f"wrote {html}: {shown}")


def extract(
    inputs: Inputs,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Where records go; - is stdout.")
    ] = "-",
    as_of: AsOfOption = None,
    skip_invalid: SkipOption = False,
) -> None:
    """Write what is found in each paper as JSON Lines.

    Example: kg extract page.txt -o records.jsonl
    """
    from kg.core.codec import dumps, to_record
    from kg.nlp import extract as find
    from kg.workflows.build import distinct

    skipped: list[Problem] | None = [] if skip_invalid else None
    papers = distinct(inputs, as_of=_date(as_of), skipped=skipped)
    records = (dumps(to_record(extraction)) + "\n" for extraction in find(papers.documents))
    if output == "-":
        sys.stdout.writelines(records)
    else:
        part = Path(f"{output}.part")
        try:
            with progress_bar() as progress, part.open("w", encoding="utf-8") as out:
                for number, record in enumerate(records, 1):
                    out.write(record)
                    if progress is not None:
                        progress("papers", number, papers.total)
            part.replace(output)
        except OSError as error:
            raise KGError(f"{output}: cannot be written ({error.strerror})") from error
        finally:
            part.unlink(missing_ok=True)
    say_skipped(skipped)


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
    say("\nWhich papers evaluate on ImageNet, with the top-1 accuracy?")
    say(f"  kg find --dataset ImageNet --metric 'top-1 accuracy' --limit 4 --graph {graph}")
    question_commands.find(dataset="ImageNet", metric="top-1 accuracy", limit=4, graph=graph)
    say("\nWhich datasets are used most, and for what?")
    say(f"  kg query datasets-by-use --param limit=8 --graph {graph}")
    query_commands.query("datasets-by-use", param=["limit=8"], graph=graph)
    say(f"\nOpen {html} in a browser to look at the graph.")
