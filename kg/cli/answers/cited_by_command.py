"""The command cited-by: the papers that cite one, with their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import DEFAULT_GRAPH, Format, FormatOption, GraphOption, StoreOption, opened
from kg.cli.question_commands import print_answer

if TYPE_CHECKING:
    from kg.questions import CitingPaper


def cited_by(
    paper: Annotated[str, typer.Argument(help="A paper: its id, its title, or a part of it.")],
    limit: Annotated[int, typer.Option(min=1, help="Maximum number of papers.")] = 20,
    form: FormatOption = Format.table,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
) -> None:
    """List the papers that cite one, with the sentence that does.

    Only papers read as full texts cite; what they cite need not have been read.

    Example: kg cited-by 'Attention Is All You Need' --limit 5
    """
    from kg import questions

    with opened(graph, store) as database:
        found = questions.cited_by(database, paper, limit=limit)
    print_answer(questions.CitingPaper, found, form, _lines)


def _lines(found: Sequence[CitingPaper], width: int) -> Iterator[str]:
    from kg.cli.answer_text import wrapped

    yield f"{found[0].cited_title}  [{found[0].cited}]"
    for each in found:
        times = f", {each.times} times" if each.times > 1 else ""
        yield ""
        yield from wrapped(f"{each.title} ({each.date or 'undated'}{times})", width, 0, 2)
        yield from wrapped(f"“{each.sentence}”", width, 2, 2)
