"""The command related: a table of related work, for a paper or a page of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import DEFAULT_GRAPH, Format, GraphOption, StoreOption, log, opened
from kg.cli.question_commands import print_answer
from kg.cli.terminal_text import harmless

if TYPE_CHECKING:
    from kg.questions import RelatedPaper

_COLUMNS = ("Paper", "Year", "Role", "Introduces", "Data sets", "Results")
_WIDTHS = ("0.2", "0.05", "0.12", "0.18", "0.18", "0.2")
"""Shares of the line that columns take in LaTeX."""

_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "–": "--",
    "±": r"$\pm$",
    **{sign: f"\\{sign}" for sign in "{}$&%#_"},
}
_LATEX_SIGNS = str.maketrans(_LATEX)
_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>|])")


class RelatedFormat(StrEnum):
    """How the table is printed."""

    markdown = "markdown"
    latex = "latex"
    json = "json"
    csv = "csv"
    tsv = "tsv"


def related(
    name: Annotated[str, typer.Argument(help="A method, a dataset, a metric or a task.")],
    limit: Annotated[int, typer.Option(min=1, help="Maximum number of papers.")] = 30,
    form: Annotated[
        RelatedFormat, typer.Option("--format", help="How the table is printed.")
    ] = RelatedFormat.markdown,
    graph: GraphOption = DEFAULT_GRAPH,
    store: StoreOption = None,
) -> None:
    """Print a table of related work: the papers linked with a name, with citations.

    Citations are [@key] in Markdown, as pandoc reads them, and \\\\cite{key} in LaTeX; kg export -o
    references.bib writes the entries with these keys.

    Example: kg related LoRA --format latex
    """
    from kg import questions

    with opened(graph, store) as database:
        found = questions.related(database, name, limit=limit)
    if form in (RelatedFormat.markdown, RelatedFormat.latex):
        lines = _markdown(found) if form is RelatedFormat.markdown else _latex(found)
        for line in lines:
            typer.echo(harmless(line))
    else:
        print_answer(questions.RelatedPaper, found, Format(form.value), lambda *_: iter(()))
    if not found:
        log("no paper is linked with it")


def _markdown(found: Sequence[RelatedPaper]) -> Iterator[str]:
    yield f"| {' | '.join(_COLUMNS)} |"
    yield f"|{'---|' * len(_COLUMNS)}"
    for each in found:
        cells = [_MARKDOWN_SIGNS.sub(r"\\\1", cell) for cell in _cells(each)]
        yield f"| {cells[0]} [@{each.key}] | {' | '.join(cells[1:])} |"


def _latex(found: Sequence[RelatedPaper]) -> Iterator[str]:
    columns = "".join(rf"p{{{width}\linewidth}}" for width in _WIDTHS)
    yield rf"\begin{{tabular}}{{{columns}}}"
    yield r"\hline"
    yield rf"{' & '.join(_COLUMNS)} \\"
    yield r"\hline"
    for each in found:
        cells = [cell.translate(_LATEX_SIGNS) for cell in _cells(each)]
        yield rf"{cells[0]}~\cite{{{each.key}}} & {' & '.join(cells[1:])} \\"
    yield r"\hline"
    yield r"\end{tabular}"


def _cells(each: RelatedPaper) -> list[str]:
    roles = ", ".join(role.replace("_", " ").lower() for role in each.roles)
    texts = (
        _cited_as(each),
        (each.date or "")[:4],
        roles,
        *(", ".join(names) for names in (each.introduces, each.datasets, each.results)),
    )
    return [" ".join(text.split()) for text in texts]


def _cited_as(each: RelatedPaper) -> str:
    """'Vaswani et al.', or the title where the authors are not known."""
    from kg.papers.citation_keys import family_name

    if not each.authors:
        return each.title
    names = [family_name(author) for author in each.authors]
    return " and ".join(names) if len(names) < 3 else f"{names[0]} et al."
