"""Commands that measure the extractor, and that fit it: evaluate, fit."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import Format, FormatOption, GoldOption, Inputs, print_table, progress_bar, say

if TYPE_CHECKING:
    from kg.evaluate.crossval import Figure
    from kg.evaluate.gold import Judged
    from kg.evaluate.scoring import Score
    from kg.store.codec.table import Table

evaluate = typer.Typer(
    no_args_is_help=True, help="Measure the parts of the pipeline against labelled data."
)


@evaluate.command("gold")
def gold(
    inputs: Inputs,
    gold: GoldOption,
    folds: Annotated[int, typer.Option(min=2, help="Parts of the cross-validation.")] = 5,
    model: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Cross-validate the model that kg train writes there, not the rules alone.",
        ),
    ] = None,
    part: Annotated[
        list[int] | None,
        typer.Option(
            min=0, metavar="K", help="With --model: a part of the five to read; may be repeated."
        ),
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Cross-validate on labelled papers: the rules alone, or with --model the whole extractor.

    Each paper is read by what was fitted to the papers of the other folds. For the model this
    takes the checkpoints in DIR, and trains what is missing there. Entities, roles and results
    are scored on each file of labels and on all of them; low and high are the ends of the
    95 % interval of F1.

    Example: kg evaluate gold papers.jsonl --gold labels.jsonl --format json
    """
    from kg.evaluate.crossval import cross_validate, figures

    began = time.perf_counter()
    papers = _papers(inputs, gold)
    if model is not None:
        papers, scores = _by_model(papers, model, part)
        how = f"parts {sorted(set(part))} of five" if part else "five parts"
    else:
        how = f"{folds} folds"
        with progress_bar() as progress:
            scores = cross_validate(papers, folds=folds, progress=progress)
    print_table(_table(figures(papers, scores)), form)
    say(f"{len(papers)} papers in {how}, {time.perf_counter() - began:.0f} s")


def _by_model(
    papers: list[Judged], model: Path, parts: list[int] | None
) -> tuple[list[Judged], list[Score]]:
    from kg.cli.training import needed_encoder, report_epoch
    from kg.evaluate.model_crossval import cross_validate

    return cross_validate(papers, model, encoder=needed_encoder(), parts=parts, report=report_epoch)


def _papers(inputs: list[str], gold: list[Path]) -> list[Judged]:
    from kg import ingest
    from kg.evaluate.gold import join, read

    return join(read(gold), ingest.read(inputs))


def _table(figures: Iterable[Figure]) -> Table:
    from kg.store.codec.table import Table

    columns = ("set", "papers", "measure", "gold", "precision", "recall", "f1", "low", "high")
    rows: list[tuple[object, ...]] = [
        (
            figure.subset,
            figure.papers,
            figure.measure,
            figure.wanted,
            *(round(each, 4) for each in _ratios(figure)),
        )
        for figure in figures
    ]
    return Table(columns, rows)


def _ratios(figure: Figure) -> tuple[float, ...]:
    return figure.precision, figure.recall, figure.f1, figure.low, figure.high


def fit(
    inputs: Inputs,
    gold: GoldOption,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where the tables go.")
    ],
) -> None:
    """Fit the weights of the rules to labelled papers.

    The same papers give the same tables; the shipped ones are made like this.

    Example: kg fit papers.jsonl --gold labels.jsonl -o weights
    """
    from kg.evaluate.crossval import labelled
    from kg.train.fit_tables import TABLES, write

    papers = _papers(inputs, gold)
    write([labelled(paper) for paper in papers], output)
    say(f"wrote {', '.join(TABLES)} to {output}, fitted to {len(papers)} papers")
