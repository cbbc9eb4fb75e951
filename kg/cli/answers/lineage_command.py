"""The command lineage: what a method builds on, and what builds on it, as a tree."""

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
from kg.cli.question_commands import print_answer


def lineage(
    method: Annotated[str, typer.Argument(help="A method, by name or alias.")],
    depth: Annotated[int, typer.Option(min=1, max=5, help="Maximum number of steps.")] = 1,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Smallest confidence of a statement.")
    ] = 0.0,
    limit: Annotated[int, typer.Option(min=1, help="Maximum number of links per method.")] = 200,
    form: FormatOption = Format.table,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
) -> None:
    """Show as a tree what a method builds on, and what builds on it.

    A link needs words that state it: extends, based on, initialized from, variant of, distilled
    from, fine-tuned from. Versions and sizes are read off their names.

    Example: kg lineage PPO --depth 2
    """
    from kg import questions
    from kg.cli.answers.lineage_text import tree_lines

    with opened(graph, store) as database:
        found = questions.lineage(
            database, method, depth=depth, min_confidence=min_confidence, limit=limit
        )
    print_answer(questions.LineageLink, found, form, tree_lines)
    up = sum(one.towards == "up" for one in found)
    log(f"builds on {up}, is built on by {len(found) - up}, as far as sentences read here state it")
