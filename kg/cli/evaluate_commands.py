"""Commands that measure the extractor and check its model: evaluate gold, evaluate model."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import Format, FormatOption, GoldOption, Inputs, log, print_table

if TYPE_CHECKING:
    from kg.evaluate.figures import Figure
    from kg.store.codec.table import Table
    from kg.train.labels.labelled_papers import LabelledPaper

evaluate = typer.Typer(
    no_args_is_help=True, help="Measure the parts of the pipeline against labelled data."
)


@evaluate.command("gold")
def gold(
    inputs: Inputs,
    gold: GoldOption,
    model: Annotated[
        Path, typer.Option(metavar="DIR", help="The folder that kg train wrote the model to.")
    ],
    part: Annotated[
        list[int] | None,
        typer.Option(min=0, metavar="K", help="A part of the five to read; may be repeated."),
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Cross-validate the whole extractor on labelled papers.

    Each paper is read by a model that was trained without its part of the papers. This takes the
    checkpoints in DIR, and trains what is missing there. Entities, roles and results are scored
    on each file of labels and on all of them; low and high are the ends of the 95 % interval of
    F1.

    Example: kg evaluate gold papers.jsonl --gold labels.jsonl --model model --format json
    """
    from kg.cli.training import needed_encoder, report_epoch
    from kg.evaluate.figures import figures
    from kg.evaluate.model_crossval import cross_validate

    began = time.perf_counter()
    papers, scores = cross_validate(
        _papers(inputs, gold), model, encoder=needed_encoder(), parts=part, report=report_epoch
    )
    print_table(_table(figures(papers, scores)), form)
    how = f"parts {sorted(set(part))} of five" if part else "five parts"
    log(f"{len(papers)} papers in {how}, {time.perf_counter() - began:.0f} s")


@evaluate.command("model")
def check_model(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="A model's folder; by default the shipped.")
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Check the files of a model against the SHA-256 in its manifest.

    Loading a model compares only their sizes. A file that differs is an error.

    Example: kg evaluate model model
    """
    from kg.nlp.extraction import MODEL
    from kg.nlp.mentions.model_manifest import check_sums
    from kg.store.codec.table import Table

    manifest = check_sums(folder or MODEL)
    rows: list[tuple[object, ...]] = [(name, *each) for name, each in manifest.files.items()]
    print_table(Table(("file", "bytes", "sha256"), rows), form)
    log(f"model {manifest.version}: {len(rows)} files as in the manifest")


def _papers(inputs: list[str], gold: list[Path]) -> list[LabelledPaper]:
    from kg import ingest
    from kg.train.labels.labelled_papers import read_labelled_papers

    return read_labelled_papers(gold, ingest.read_documents(inputs, as_written=True))


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
