"""The command similar: the papers that are most like one."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.common import DEFAULT_GRAPH, Format, FormatOption, GraphOption, StoreOption, opened
from kg.cli.question_commands import print_answer


def similar(
    paper: Annotated[str, typer.Argument(help="A paper: its id, its title, or a part of it.")],
    limit: Annotated[int, typer.Option(min=1, help="Maximum number of papers.")] = 10,
    form: FormatOption = Format.table,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
) -> None:
    """List the papers that are most like one, with what they share.

    Shared methods, data sets, metrics and tasks count the more the fewer papers have them, and
    by what both papers do with them; words by how rare they are.

    Example: kg similar 'Decoupled Weight Decay' --limit 3
    """
    from kg import questions
    from kg.cli.answer_text import similar_lines

    with opened(graph, store) as database:
        found = questions.similar(database, paper, limit=limit)
    print_answer(questions.SimilarPaper, found, form, similar_lines)
