"""Commands that answer a question of research: find, gaps, trend, compare."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kg.cli.common import (
    DEFAULT_GRAPH,
    Format,
    FormatOption,
    GraphOption,
    StoreOption,
    log,
    opened,
    print_table,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")

MethodOption = Annotated[str | None, typer.Option("--method", help="A method, by name or alias.")]
DatasetOption = Annotated[str | None, typer.Option("--dataset", help="A dataset.")]
MetricOption = Annotated[str | None, typer.Option("--metric", help="A metric.")]
TaskOption = Annotated[str | None, typer.Option("--task", help="A task.")]
VariantsOption = Annotated[
    bool, typer.Option("--variants", help="Take sizes and versions of a thing as the thing.")
]
MinConfidenceOption = Annotated[
    float, typer.Option(min=0, max=1, help="Smallest confidence of a statement.")
]
LimitOption = Annotated[int, typer.Option(min=1, help="Maximum number of answers.")]


class By(StrEnum):
    """How long a period of a trend is."""

    year = "year"
    month = "month"
    day = "day"


def find(
    method: MethodOption = None,
    dataset: DatasetOption = None,
    metric: MetricOption = None,
    task: TaskOption = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only papers of this day or later.")
    ] = None,
    variants: VariantsOption = False,
    limit: LimitOption = 100,
    form: FormatOption = Format.table,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
) -> None:
    """Find the papers that evaluate a method, on a dataset, with a metric, for a task.

    Give any of the four. An answer is 'full' where one stated number binds all that was
    asked, else 'partial': what the paper alone is linked with stands in brackets.

    Example: kg find --method DiT --dataset ImageNet --metric FID --variants
    """
    from kg import questions
    from kg.cli.answer_text import found_lines
    from kg.questions.empty_answers import explain_empty, linked_only

    asked = {"method": method, "dataset": dataset, "metric": metric, "task": task}
    with opened(graph, store) as database:
        found = questions.find(
            database,
            method=method,
            dataset=dataset,
            metric=metric,
            task=task,
            since=since,
            variants=variants,
            limit=limit,
        )
        papers = {result.paper for result in found}
        rest = None
        if not found:
            for line in explain_empty(database, asked, since, variants=variants):
                log(line)
        if len(found) < limit:
            rest = linked_only(database, asked, since, papers, variants=variants)
    full = sum(result.binding == "full" for result in found)
    print_answer(questions.FoundResult, found, form, found_lines)
    counted = f"{len(papers)} paper{'' if len(papers) == 1 else 's'}"
    log(f"{counted}: {full} full answer{'' if full == 1 else 's'}, {len(found) - full} partial")
    if rest:
        log(rest)


def gaps(
    task: Annotated[str, typer.Option("--task", help="A task, by name or alias.")],
    methods: Annotated[int, typer.Option(min=1, help="Maximum number of rows.")] = 12,
    datasets: Annotated[int, typer.Option(min=1, help="Maximum number of columns.")] = 8,
    form: FormatOption = Format.table,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
) -> None:
    """Show which methods for a task were tested on which of its datasets, as far as read here.

    Example: kg gaps --task 'image classification' --methods 20
    """
    from kg import questions
    from kg.cli.answer_text import gap_lines

    with opened(graph, store) as database:
        cells = questions.gaps(database, task, methods=methods, datasets=datasets)
    print_answer(questions.CoverageCell, cells, form, gap_lines)


def trend(
    name: Annotated[str, typer.Argument(help="A method, dataset, metric or task.")],
    by: Annotated[
        By | None, typer.Option(help="How long a period is; by itself as the span suggests.")
    ] = None,
    form: FormatOption = Format.table,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
) -> None:
    """Show how many papers have a name, over time, and their share of all papers.

    Collections grow, so the share is what tells whether a use does. Periods without such a
    paper are folded.

    Example: kg trend Transformer --by year
    """
    from kg import questions
    from kg.cli.answer_text import trend_lines

    with opened(graph, store) as database:
        periods = questions.trend(database, name, by=by.value if by else None)
    print_answer(questions.Period, periods, form, trend_lines)


def compare(
    method: Annotated[str, typer.Argument(help="A method, by name or alias.")],
    other: Annotated[str | None, typer.Argument(help="Its rival; without it, any.")] = None,
    min_confidence: MinConfidenceOption = 0.5,
    limit: LimitOption = 100,
    form: FormatOption = Format.table,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
) -> None:
    """List the statements that set a method against another, and count who is ahead.

    Numbers come first, then words (outperforms, against, on par with), then papers that have
    the other as a baseline. Versions stand for the method.

    Example: kg compare DiT LDM
    """
    from kg import questions
    from kg.cli.answer_text import comparison_lines

    with opened(graph, store) as database:
        found = questions.compare(
            database, method, other, min_confidence=min_confidence, limit=limit
        )
    print_answer(questions.Comparison, found, form, comparison_lines)
    log(f"{len(found)} statement{'' if len(found) == 1 else 's'}")


def print_answer(
    make: Callable[..., T],
    records: Sequence[T],
    form: Format,
    lines: Callable[[Sequence[T], int], Iterator[str]],
) -> None:
    """Print records on stdout: as lines for a terminal, or as rows of a format."""
    from kg.cli.answer_text import joined
    from kg.questions.answer_records import table_of_records

    if form is not Format.table:
        print_table(table_of_records(make, records), form)
    elif records:
        typer.echo(joined(lines(records, shutil.get_terminal_size().columns)))
