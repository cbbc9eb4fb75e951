"""Training a mention model from start to end; every stage goes on where a kill left it.

1. The encoder learns from published corpora, each with a head of its own.
2. It learns from labelled papers, one part held out.
3. The held-out part, which the network has not seen, gives the perceptrons, the thresholds
   and the figure that is reported.
4. The network goes on over all labelled papers, the held-out ones included, and is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.names import title_fold, title_key
from kg.nlp.model import save_judges
from kg.nlp.pieces import Pieces
from kg.nlp.scoring import Scores
from kg.train import corpora, gold
from kg.train.export import export
from kg.train.fit import Epoch, Mix, Options, fit, logits
from kg.train.gold import LabelledPaper
from kg.train.judging import Judged, fit_judges
from kg.train.network import Network, load_encoder

__all__ = ["Corpus", "Stages", "train"]

_HELD_OUT = 5
"""One paper in so many is held out in the second stage."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A published corpus: its head in `kg.train.examples.HEADS`, its file, and how many
    windows an epoch draws from it (None: all)."""

    head: str
    path: Path
    draw: int | None = None


_PUBLIC = Options(epochs=2, rate=1.5e-4, head_rate=1e-3, average=0.99)
_PAPERS = Options(epochs=5, rate=2e-4, head_rate=1e-3)
_LAST = Options(epochs=2, rate=6e-5, head_rate=3e-4)


@dataclass(frozen=True, slots=True)
class Stages:
    """The options of the three trainings; the defaults are those of the shipped model."""

    public: Options = _PUBLIC
    papers: Options = _PAPERS
    last: Options = _LAST


def train(
    published: Sequence[Corpus],
    papers: Sequence[LabelledPaper],
    out: Path,
    *,
    encoder: Path,
    version: str,
    stages: Stages | None = None,
    report: Callable[[str, Epoch], None] = lambda _stage, _epoch: None,
) -> None:
    """Write a model into the folder ``out``; checkpoints lie in ``out/checkpoints``.

    ``encoder`` is a folder with a BERT's ``config.json``, ``model.safetensors`` and
    ``tokenizer.json``. ``report`` hears of each epoch.

    Raises:
        InputError: a corpus file is not of the form.
    """
    stages = stages or Stages()
    pieces = Pieces.load(encoder / "tokenizer.json")
    checkpoints = out / "checkpoints"
    checkpoints.mkdir(parents=True, exist_ok=True)
    network = load_encoder(encoder)

    def run(stage: str, mixes: Sequence[Mix], options: Options) -> None:
        fit(network, mixes, options, checkpoints / f"{stage}.pt", lambda e: report(stage, e))

    run("public", _mixes(published, papers, pieces), stages.public)
    held = [p for p in papers if not title_fold(p.document.title, _HELD_OUT)]
    rest = [p for p in papers if title_fold(p.document.title, _HELD_OUT)]
    run("papers", [Mix(gold.examples(rest, pieces))], stages.papers)
    judges = fit_judges(_judged(network, held, pieces), seed=stages.papers.seed)
    run("last", [Mix(gold.examples(papers, pieces))], stages.last)
    export(network, encoder / "tokenizer.json", out)
    save_judges(out, judges, version)


def _mixes(
    published: Sequence[Corpus], papers: Sequence[LabelledPaper], pieces: Pieces
) -> list[Mix]:
    """The corpora without documents that are among the labelled papers."""
    titles = {title_key(paper.document.title) for paper in papers}
    return [
        Mix(
            corpora.examples(
                corpora.without(corpora.read(corpus.path), titles), corpus.head, pieces
            ),
            corpus.draw,
        )
        for corpus in published
    ]


def _judged(network: Network, papers: Sequence[LabelledPaper], pieces: Pieces) -> list[Judged]:
    examples = [gold.examples([paper], pieces)[0] for paper in papers]
    return [
        Judged(paper, Scores(example.window.words, scores))
        for paper, example, scores in zip(papers, examples, logits(network, examples), strict=True)
    ]
