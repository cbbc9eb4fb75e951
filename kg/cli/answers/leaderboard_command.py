"""The command leaderboard: values ranked where they can be compared."""

from __future__ import annotations

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
from kg.cli.question_commands import MetricOption, VariantsOption, print_answer


def leaderboard(
    dataset: Annotated[str, typer.Option("--dataset", help="A dataset, by name or alias.")],
    metric: MetricOption = None,
    variants: VariantsOption = False,
    limit: Annotated[int, typer.Option(min=1, help="Maximum number of values read.")] = 1000,
    form: FormatOption = Format.table,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
) -> None:
    """Rank the values stated for a dataset, where they can be compared.

    Values share a board where metric, direction, unit, dataset and the split, image size and
    shots that their sentences name are the same. The others are listed apart, with the reason.

    Example: kg leaderboard --dataset ImageNet --metric FID
    """
    from kg import questions
    from kg.cli.answers.board_text import board_lines

    with opened(graph, store) as database:
        found = questions.leaderboard(
            database, dataset=dataset, metric=metric, variants=variants, limit=limit
        )
    ranked = sum(standing.rank is not None for standing in found)
    print_answer(questions.LeaderboardEntry, found, form, board_lines)
    boards = len({standing.board for standing in found if standing.board})
    log(f"{ranked} values ranked on {boards} boards, {len(found) - ranked} not ranked")
