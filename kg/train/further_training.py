"""Training the network of a model further, on labelled papers that it has not read.

A training from nothing takes hours. A network that has read the corpora and many labelled papers
learns from more papers in a fraction of that: it reads the new ones each epoch, with some of those
that it knows and some of a corpus with relations, so that it forgets neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.core.names import title_fold
from kg.nlp.mentions.wordpieces import WordPieces
from kg.train.fit_classifiers import ScoredPaper
from kg.train.labels.labelled_papers import LabelledPaper
from kg.train.networks.network import Network
from kg.train.networks.onnx_export import export_network
from kg.train.networks.optimize import Mix, Options, train_network
from kg.train.networks.paper_examples import make_paper_examples
from kg.train.networks.stored_network import load_stored_network
from kg.train.recipe import Corpus, Report, corpus_windows, score_papers

__all__ = ["PARTS", "Further", "train_further"]

PARTS = 3
"""Parts of the new papers, by title: each is left out of one network, which scores it."""

_KNOWN, _RELATED = 300, 60
"""Windows an epoch of papers that the network knows, and of corpora with relations."""


_FURTHER = Options(epochs=4, rate=1.5e-4, head_rate=8e-4, pair_weight=1.0)


@dataclass(frozen=True, slots=True)
class Further:
    """How to train a network further: on what beside the new papers, and for how long.

    ``published`` are corpora whose relations the network has learned.
    """

    options: Options = _FURTHER
    published: Sequence[Corpus] = ()
    report: Report = lambda _stage, _epoch: None


def train_further(
    source: Path,
    papers: Sequence[LabelledPaper],
    known: Sequence[LabelledPaper],
    out: Path,
    further: Further,
) -> list[ScoredPaper]:
    """Write the files of a network into ``out``, and score its new papers by others like it.

    ``source`` is the folder of the model whose network is trained further; each of the `PARTS` of
    the papers is scored by a network that has not read it. Checkpoints lie in
    ``out/checkpoints``, from which an interrupted training resumes.

    Raises:
        InputError: ``source`` is no int8 model, or a corpus is not of the form.
    """
    checkpoints = out / "checkpoints"
    checkpoints.mkdir(parents=True, exist_ok=True)
    pieces = WordPieces.load(source / "tokenizer.json")
    beside = list(_beside(papers, known, pieces, further.published))

    def learn(stage: str, own: Sequence[LabelledPaper], held: Sequence[LabelledPaper]) -> Network:
        return train_network(
            load_stored_network(source, seed=further.options.seed),
            [Mix(make_paper_examples(own, pieces)), *beside],
            further.options,
            checkpoints / f"{stage}.pt",
            lambda epoch: further.report(stage, epoch),
            make_paper_examples(held, pieces),
        )

    scored: list[ScoredPaper] = []
    for part in range(PARTS):
        held = [p for p in papers if title_fold(p.document.title, PARTS) == part]
        rest = [p for p in papers if title_fold(p.document.title, PARTS) != part]
        if held and rest:
            network = learn(f"further-without-{part}", rest, held)
            scored += score_papers(network, held, pieces)
    export_network(learn("further", papers, ()), source / "tokenizer.json", out)
    return scored


def _beside(
    papers: Sequence[LabelledPaper],
    known: Sequence[LabelledPaper],
    pieces: WordPieces,
    published: Sequence[Corpus],
) -> Iterator[Mix]:
    """What the network rehearses: some known papers, and some windows that label relations."""
    examples = make_paper_examples(known, pieces)
    if examples:
        yield Mix(examples, min(_KNOWN, len(examples)))
    for corpus in published:
        windows = corpus_windows(corpus, [*papers, *known], pieces)
        if any(window.pairs for window in windows):
            yield Mix(windows, min(_RELATED, len(windows)))
