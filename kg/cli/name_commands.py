"""Commands about names: why, merge, split, unsure, undo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_GRAPH, Format, FormatOption, GraphOption, log, print_table

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A name, an alias or an id.")]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="Another of the same type.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why: kept on record.")]
ByOption = Annotated[str, typer.Option("--by", metavar="WHO", help="Who judges: kept on record.")]


def why(name: NameArgument, other: OtherArgument, graph: GraphOption = DEFAULT_GRAPH) -> None:
    """Explain what makes two names one entity, or keeps them apart.

    Example: kg why PPO "Proximal Policy Optimization"
    """
    from kg.workflows.name_explanations import why as lines

    for line in lines(graph, name, other):
        typer.echo(line)


def merge(
    name: NameArgument,
    other: OtherArgument,
    graph: GraphOption = DEFAULT_GRAPH,
    reason: ReasonOption = "",
    by: ByOption = "",
) -> None:
    """Judge two names to be one entity, called by the second.

    Rules never go against it; `kg undo` takes it back.

    Example: kg merge "policy gradient theorem" "policy gradient" --reason "same in all papers"
    """
    from kg.workflows.name_decisions import merge as judge

    log(judge(graph, name, other, reason=reason, by=by))


def split(
    name: NameArgument,
    surface: Annotated[str, typer.Argument(help="The spelling that is another thing.")],
    paper: Annotated[
        str | None, typer.Option("--paper", metavar="ID", help="Only what this paper means by it.")
    ] = None,
    graph: GraphOption = DEFAULT_GRAPH,
    reason: ReasonOption = "",
    by: ByOption = "",
) -> None:
    """Judge a spelling of an entity to be an entity of its own.

    Example: kg split SAM SAM --paper arxiv:2010.01412
    """
    from kg.workflows.name_decisions import split as judge

    log(judge(graph, name, surface, paper=paper, reason=reason, by=by))


def undo(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME OTHER]", help="A pair; else the last judgement.")
    ] = None,
    other: Annotated[str | None, typer.Argument(metavar="", hidden=True)] = None,
    graph: GraphOption = DEFAULT_GRAPH,
    by: ByOption = "",
) -> None:
    """Take back the last merge or split, or what was judged of two names.

    Example: kg undo
    """
    from kg.workflows.name_decisions import undo as take_back

    if (name is None) != (other is None):
        raise typer.BadParameter("give two names, or none for the last judgement")
    for line in take_back(graph, name, other, by=by):
        log(f"undone: {line}")


def unsure(
    limit: Annotated[int, typer.Option(min=1, help="Maximum number of pairs.")] = 20,
    form: FormatOption = Format.table,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """List the pairs of names that a person should judge, the most valuable first.

    Example: kg unsure --limit 50 --format csv
    """
    from kg.store.codec.table import Table
    from kg.workflows.name_doubts import unsure as doubts

    columns = ("value", "type", "left", "right", "score", "reason", "by")
    rows: list[tuple[object, ...]] = [
        (d.value, d.label, d.left, d.right, d.score, d.reason, d.by)
        for d in doubts(graph, limit=limit)
    ]
    print_table(Table(columns, rows), form)


def evaluate(
    bed: Annotated[
        Path | None, typer.Argument(metavar="[BED]", help="A table of clusters; else kg's own.")
    ] = None,
    traps: Annotated[
        Path | None,
        typer.Option("--traps", metavar="FILE", help="A table of pairs; else kg's own."),
    ] = None,
    mistakes: Annotated[
        bool, typer.Option("--mistakes", help="List what is joined or parted wrongly.")
    ] = False,
    form: FormatOption = Format.table,
) -> None:
    """Score the resolution of names on clusters of surface forms and on traps.

    BED is a table with the columns type, entity and mentions, these parted by |; a mention may
    have '= long form', '!' (its paper introduces it) and '# words of its paper'. The traps have
    the columns type, left, right, and same, different or variant.

    Example: kg evaluate resolution --mistakes
    """
    from kg.evaluate import resolution_bed
    from kg.store.codec.table import Table

    cases = resolution_bed.read_bed(bed)
    columns = ("part", "measure", "clusters", "mentions", "wanted", "precision", "recall", "f1")
    rows: list[tuple[object, ...]] = [
        (
            f.part,
            f.measure,
            f.clusters,
            f.mentions,
            round(f.wanted),
            *(round(ratio, 4) for ratio in (f.precision, f.recall, f.f1)),
        )
        for f in resolution_bed.evaluate_bed(cases)
    ]
    print_table(Table(columns, rows), form)
    pairs = resolution_bed.read_traps(traps)
    wrong = resolution_bed.wrong_traps(cases, pairs)
    log(f"{len(wrong)} of {len(pairs)} traps wrong")
    for trap in wrong:
        log(f"  {trap.label}: {trap.left} and {trap.right} should be {trap.verdict}")
    for line in resolution_bed.mistakes(cases) if mistakes else ():
        log(line)
