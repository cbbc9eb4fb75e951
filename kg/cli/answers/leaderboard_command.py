"""The command leaderboard: values ranked where they measure one thing."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from kg.cli.common import (
    DEFAULT_GRAPH,
    Format,
    FormatOption,
    GraphOption,
    StoreOption,
    log,
    opened,
)
from kg.cli.question_commands import DatasetOption, MetricOption, print_answer


def leaderboard(
    dataset: DatasetOption = None,
    metric: MetricOption = None,
    variants: Annotated[
        bool, typer.Option("--variants", help="List other versions of the dataset too.")
    ] = False,
    min_confidence: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Smallest confidence of a ranked value."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Maximum number of values.")] = 1000,
    sentences: Annotated[
        bool, typer.Option("--sentences", help="Show the words behind every value.")
    ] = False,
    form: FormatOption = Format.table,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
) -> None:
    """Rank the values stated for a dataset and a metric, where they measure one thing.

    Values share a board where dataset, metric, conditions (split, version, image size, shots
    and so on), unit and direction are the same. Boards of other conditions follow, each by
    itself; then what is unsure, with its sentence, and what cannot be ranked, with the reason.
    With a dataset or a metric alone, the boards there are.

    Example: kg leaderboard --dataset ImageNet --metric FID
    """
    from kg import questions
    from kg.cli.answers.board_text import board_lines, board_list_lines

    with opened(graph, store) as database:
        found = questions.leaderboard(
            database,
            dataset=dataset,
            metric=metric,
            variants=variants,
            min_confidence=min_confidence,
            limit=limit,
        )
    whole = bool(dataset and metric) or sentences
    lines = partial(board_lines, sentences=sentences) if whole else board_list_lines
    print_answer(questions.LeaderboardEntry, found, form, lines)
    counts = {status: sum(e.status == status for e in found) for status in _STATUSES}
    boards = len({entry.board for entry in found if entry.status == "ranked"})
    log(
        f"{_counted(counts['ranked'], 'value')} ranked on {_counted(boards, 'board')}, "
        f"{counts['unsure']} unsure, {counts['not ranked']} not ranked"
    )
    if not whole and boards:
        log("name a dataset and a metric for their board, or --sentences for all")


_STATUSES = ("ranked", "unsure", "not ranked")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
