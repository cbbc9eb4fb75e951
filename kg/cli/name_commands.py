"""Commands of judgement, on names, papers and results: why, merge, split, judge, unsure, undo."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import DEFAULT_GRAPH, Format, FormatOption, GraphOption, log, print_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.questions.result_doubts import ResultDoubt
    from kg.store.codec.table import Table
    from kg.workflows.name_doubts import Doubt
    from kg.workflows.paper_decisions import PaperDoubt

_PEOPLE = 3
"""Authors of a paper that are shown."""

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
    """Judge two names to be one entity, called by the second, or two ids to be of one paper.

    Rules never go against it; `kg undo` takes it back.

    Example: kg merge "policy gradient theorem" "policy gradient" --reason "same in all papers"
    """
    from kg.workflows.name_decisions import merge as judge

    log(judge(graph, name, other, reason=reason, by=by))


def split(
    name: NameArgument,
    surface: Annotated[str, typer.Argument(help="The spelling that is another thing.")],
    paper: Annotated[
        str | None,
        typer.Option("--paper", metavar="PAPER", help="Only what this paper (id or title) means."),
    ] = None,
    graph: GraphOption = DEFAULT_GRAPH,
    reason: ReasonOption = "",
    by: ByOption = "",
) -> None:
    """Judge a spelling of an entity to be an entity of its own, or an id to be another paper's.

    What papers themselves read as one entity is parted too, in every later build.

    Example: kg split SAM SAM --paper arxiv:2010.01412
    """
    from kg.workflows.name_decisions import split as judge

    log(judge(graph, name, surface, paper=paper, reason=reason, by=by))


def judge(
    result: Annotated[
        str, typer.Argument(metavar="RESULT", help="The id of a result: kg unsure --results.")
    ],
    verdict: Annotated[
        list[str],
        typer.Argument(
            metavar="right|wrong|SLOT=VALUE...",
            help="The verdict, or what is right: value, method, dataset, metric, task, baseline, "
            "kind or a condition such as split; SLOT= empties the slot.",
        ),
    ],
    graph: GraphOption = DEFAULT_GRAPH,
    reason: ReasonOption = "",
    by: ByOption = "",
) -> None:
    """Judge a result right or wrong, or set it right.

    The judgement wins over every later reading of the paper; `kg undo` takes it back.

    Example: kg judge result/arxiv:2401.00001/00054-99f60bae metric=accuracy value=81.5%
    """
    from kg.workflows.result_decisions import judge as decide

    log(decide(graph, result, _verdict(verdict), reason=reason, by=by))


def _verdict(given: list[str]) -> str | dict[str, str]:
    if len(given) == 1 and "=" not in given[0]:
        return given[0]
    pairs = [text.partition("=") for text in given]
    wrong = [text for text, (slot, equals, _) in zip(given, pairs, strict=True) if not equals]
    if wrong:
        raise typer.BadParameter(f"{wrong[0]}: give right or wrong alone, or SLOT=VALUE pairs")
    return {slot: value for slot, _, value in pairs}


def undo(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME OTHER|RESULT]", help="A pair, or a result; else the last judgement."
        ),
    ] = None,
    other: Annotated[str | None, typer.Argument(metavar="", hidden=True)] = None,
    graph: GraphOption = DEFAULT_GRAPH,
    by: ByOption = "",
) -> None:
    """Take back the last judgement, or what was judged of two names, two papers or a result.

    Example: kg undo
    """
    from kg.workflows.name_decisions import undo as take_back

    for line in take_back(graph, name, other, by=by):
        log(f"undone: {line}")


def unsure(
    results: Annotated[
        bool, typer.Option("--results", help="List results in place of names.")
    ] = False,
    papers: Annotated[
        bool, typer.Option("--papers", help="List papers of one title that may be one.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="Maximum number of pairs or results.")] = 20,
    form: FormatOption = Format.table,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """List the pairs of names or papers, or the results, to judge: most valuable first.

    Example: kg unsure --results --limit 10
    """
    from kg.questions.answer_records import table_of_records
    from kg.questions.result_doubts import ResultDoubt
    from kg.workflows.name_doubts import Doubt
    from kg.workflows.name_doubts import unsure as doubts
    from kg.workflows.paper_decisions import PaperDoubt

    width = shutil.get_terminal_size().columns
    if results and papers:
        raise typer.BadParameter("give --results or --papers, not both")
    if papers:
        pairs = doubts(graph, papers=True, limit=limit)
        _print_doubts(table_of_records(PaperDoubt, pairs), _paper_lines(pairs, width), form)
        advice = "kg merge LEFT RIGHT, or kg split LEFT RIGHT"
    elif results:
        found = doubts(graph, results=True, limit=limit)
        _print_doubts(table_of_records(ResultDoubt, found), _doubt_lines(found, width), form)
        advice = "kg judge RESULT right|wrong|SLOT=VALUE"
    else:
        names = doubts(graph, limit=limit)
        _print_doubts(table_of_records(Doubt, names), _pair_lines(names, width), form)
        advice = "kg merge LEFT RIGHT, or kg split RIGHT LEFT"
    if form is Format.table:
        log(f"judge one: {advice}")


def _print_doubts(table: Table, lines: Iterator[str], form: Format) -> None:
    if form is not Format.table:
        print_table(table, form)
        return
    for line in lines:
        typer.echo(line)


def _paper_lines(found: Sequence[PaperDoubt], width: int) -> Iterator[str]:
    """A title, its two papers with day and authors, and what leaves them open."""
    from kg.cli.answer_text import wrapped

    for one in found:
        yield from wrapped(one.title, width, 0, 2)
        for identifier, date, authors in (
            (one.left, one.left_date, one.left_authors),
            (one.right, one.right_date, one.right_authors),
        ):
            people = ", ".join(authors[:_PEOPLE]) + (" and others" if authors[_PEOPLE:] else "")
            shown = "; ".join(filter(None, (date, people))) or "no date, no authors"
            yield from wrapped(f"{identifier}  ({shown})", width, 2, 4)
        yield from wrapped(f"one paper? {one.reason}", width, 2, 4)


def _pair_lines(found: Sequence[Doubt], width: int) -> Iterator[str]:
    """Two lines a pair: the names, and what makes them doubtful."""
    from kg.cli.answer_text import wrapped

    for one in found:
        papers = f"{one.papers} paper{'s' if one.papers > 1 else ''}"
        yield from wrapped(f"{one.left} = {one.right}?  ({one.label}, {papers})", width, 0, 2)
        yield from wrapped(f"  {one.reason}  ({one.by}, {one.score:.2f})", width, 0, 4)


def _doubt_lines(found: Sequence[ResultDoubt], width: int) -> Iterator[str]:
    """A paragraph a result: its id, its slots, its paper and its sentence."""
    from kg.cli.answer_text import wrapped
    from kg.core.value_text import value_text

    for number, one in enumerate(found, 1):
        yield f"{number}. {one.id}"
        slots = [one.method, one.dataset, one.metric]
        rival = f", against {one.baseline}" if one.baseline else ""
        shown = " · ".join(slot or "-" for slot in slots)
        papers = f"{one.papers} paper{'s' if one.papers > 1 else ''}"
        sure = f"{one.kind or 'kind not known'}, {one.confidence:.0%} sure, {papers}"
        value = value_text(one.value, one.number, one.unit)
        yield from wrapped(f"{shown} = {value}{rival}  ({sure})", width, 3, 6)
        yield from wrapped(one.title, width, 3, 3)
        if one.sentence != one.title:
            yield from wrapped(f"“{one.sentence}”", width, 3, 3)


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
