"""The command that trains a mention model: train."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import GoldOption, Inputs, log
from kg.cli.training import needed_encoder, report_epoch
from kg.core.errors import KGError

if TYPE_CHECKING:
    from kg.train.further_training import Further
    from kg.train.recipe import Corpus

CorpusOption = Annotated[
    list[str] | None,
    typer.Option(
        "--corpus",
        metavar="HEAD=FILE[:N]",
        help="A published corpus and its head (scirex, tdmsci, scierc, scier); "
        "N windows of it an epoch, all without N; may be repeated.",
    ),
]
RefitOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Keep the network of this model, and refit pairs, thresholds and slots "
        "to papers that it was not trained on: minutes instead of hours.",
    ),
]
KnownOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--known",
        metavar="PATH",
        help="With --refit: labels of papers that its network was trained on, which teach "
        "what is fitted without a network; may be repeated.",
    ),
]

EpochsOption = Annotated[
    int,
    typer.Option(
        min=0,
        help="With --refit: epochs that its network learns first, from the papers, from some of "
        "the known ones and from --corpus: about an hour for 400 papers.",
    ),
]


def train(
    inputs: Inputs,
    gold: GoldOption,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where the model goes.")
    ],
    corpus: CorpusOption = None,
    encoder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A local BERT; by default MiniLM-L6 of the extra."),
    ] = None,
    refit: RefitOption = None,
    known: KnownOption = None,
    epochs: EpochsOption = 0,
    version: Annotated[str, typer.Option(help="The version that the model reports.")] = "own",
) -> None:
    """Train a mention model on labelled papers.

    Published corpora come first, if any are given. Seeded. After an interruption, the same command
    resumes from the last epoch. Takes hours on two cores. Load the result with
    kg.nlp.load(model=DIR).

    Example: kg train papers.jsonl --gold labels.jsonl --corpus scierc=train.jsonl -o model
    """
    encoder = needed_encoder(encoder)
    from kg import ingest
    from kg.train.labels.labelled_papers import read_labelled_papers
    from kg.train.model_record import Origin
    from kg.train.recipe import train_model

    published = [_corpus(text) for text in corpus or ()]
    documents = list(ingest.read_documents(inputs, as_written=True))
    papers = read_labelled_papers(gold, documents)
    labels = [*gold, *(known or ())]
    origin = Origin(shlex.join(["kg", *sys.argv[1:]]), _commit(), list(map(Path, inputs)), labels)
    if refit is not None:
        from kg.train.refit import refit_model

        taught = read_labelled_papers(known, documents) if known else []
        further = _further(epochs, published) if epochs else None
        figures = refit_model(
            refit, papers, output, version=version, origin=origin, known=taught, further=further
        )
        log(f"wrote {output}, refitted to {len(papers)} labelled papers: {figures}")
        return
    train_model(
        published,
        papers,
        output,
        encoder=encoder,
        version=version,
        origin=origin,
        report=report_epoch,
    )
    log(f"wrote {output}, trained on {len(papers)} labelled papers")


def _further(epochs: int, published: Sequence[Corpus]) -> Further:
    from kg.train.further_training import Further

    usual = Further()
    return replace(
        usual,
        options=replace(usual.options, epochs=epochs),
        published=published,
        report=report_epoch,
    )


def _commit() -> str:
    """The commit of the code, where it runs from a checkout; else the version of the package."""
    root = Path(__file__).parents[2]
    if (root / ".git").exists() and which("git"):
        ask = ["git", "-C", str(root), "rev-parse", "HEAD"]
        done = subprocess.run(ask, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.strip()
    return f"papers-kg {metadata.version('papers-kg')}"


def _corpus(text: str) -> Corpus:
    from kg.train.networks.examples import HEADS
    from kg.train.recipe import Corpus

    head, equals, place = text.partition("=")
    file, colon, draw = place.rpartition(":")
    if not equals or head not in HEADS:
        raise KGError(f"--corpus {text}: write HEAD=FILE[:N], HEAD one of {', '.join(HEADS)}")
    if colon and draw.isdigit():
        return Corpus(head, Path(file), int(draw))
    return Corpus(head, Path(place))
