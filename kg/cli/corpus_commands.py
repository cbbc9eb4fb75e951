"""Commands that train and score on a published corpus: evaluate scierc, evaluate scier."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import Format, FormatOption, log, print_table
from kg.cli.training import needed_encoder, report_epoch

if TYPE_CHECKING:
    from kg.evaluate.corpus_scores import Thresholds

_HELP = """Train on {name}'s official split, and score entities and relations beside others.

The network is that of the shipped model, and thresholds are chosen on dev. All labels of the
test part count, also what the network cannot propose; low and high are the ends of the 95 %
interval of F1 over documents. The same command resumes after an interruption.

Example: kg evaluate {command} data/{command} -o work/{command}
"""


_CORPORA = {"scierc": "SciERC", "scier": "SciER"}


def add_to(group: typer.Typer) -> None:
    """Add a command for each corpus."""
    for command, name in _CORPORA.items():
        group.command(command, help=_HELP.format(name=name, command=command))(benchmark)


def benchmark(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Holds train.jsonl, dev.jsonl and test.jsonl.")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where the checkpoint goes.")
    ],
    encoder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A local BERT; by default MiniLM-L6 of the extra."),
    ] = None,
    init: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Begin with a checkpoint of kg train."),
    ] = None,
    epochs: Annotated[
        int | None, typer.Option(min=1, help="How often the corpus is read; 14 or, of SciER, 5.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed is another sample.")] = 0,
    test: Annotated[
        str, typer.Option(metavar="NAME", help="The part to score, such as test_ood.")
    ] = "test",
    form: FormatOption = Format.table,
) -> None:
    """Train on a published corpus and score on it; the command's name is the corpus."""
    encoder = needed_encoder(encoder)
    from dataclasses import replace

    from kg.evaluate.corpus_scores import Row, evaluate_corpus
    from kg.store.codec.table import Table
    from kg.train.networks.corpus_training import OPTIONS

    began = time.perf_counter()
    output.mkdir(parents=True, exist_ok=True)
    corpus = context.info_name or ""
    chosen = OPTIONS[corpus]
    rows, thresholds = evaluate_corpus(
        corpus,
        folder,
        output / "checkpoint.pt",
        test=test,
        encoder=encoder,
        init=init,
        options=replace(chosen, epochs=epochs or chosen.epochs, seed=seed),
        report=partial(report_epoch, corpus),
    )
    print_table(Table(Row._fields, [tuple(map(_rounded, row)) for row in rows]), form)
    log(f"chosen on dev: {_listed(thresholds)}; {time.perf_counter() - began:.0f} s")


def _listed(thresholds: Thresholds) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in thresholds._asdict().items())


def _rounded(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value
