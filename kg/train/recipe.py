"""Training a mention model from start to end; every stage resumes after an interruption.

1. The encoder learns from published corpora, each with a head of its own.
2. It learns from labelled papers, once for each of five parts, which is left out.
3. The parts, each scored by the network that was not trained on it, give the classifiers, the
   thresholds, and the tables of roles and results; corpora with relations give theirs.
4. The network learns from all labelled papers, and is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from kg.core.names import title_fold, title_key
from kg.nlp.mentions.mention_model import save_classifiers
from kg.nlp.mentions.wordpieces import WordPieces
from kg.train.fit_classifiers import ScoredPaper, fit_classifiers
from kg.train.labels.labelled_papers import LabelledPaper
from kg.train.linear.linear_fits import write_linear_models
from kg.train.linear.related_texts import CORPUS_EDGES, RelatedText, read_related_texts
from kg.train.model_record import Origin, TrainingSummary, write_model_record
from kg.train.networks.corpora import (
    Sentence,
    corpus_examples,
    drop_documents,
    read_sentences,
)
from kg.train.networks.examples import Example
from kg.train.networks.network import Network, load_encoder
from kg.train.networks.onnx_export import export_network
from kg.train.networks.optimize import Epoch, Mix, Options, score_examples, train_network
from kg.train.networks.paper_examples import make_paper_examples

__all__ = [
    "FOLDS",
    "Corpus",
    "Course",
    "Report",
    "Stages",
    "begin_course",
    "corpus_windows",
    "read_related",
    "score_papers",
    "train_model",
]

FOLDS = 5
"""Parts of the labelled papers, by title: each is left out of one network."""

_REHEARSED = 150
"""Windows an epoch of a corpus with relations, while the network learns from the papers."""


Report = Callable[[str, Epoch], None]
"""Called with the name of a stage and the figures of an epoch of it."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A published corpus: its head in `kg.train.networks.examples.HEADS`, its file, and how many
    windows an epoch draws from it (None: all)."""

    head: str
    path: Path
    draw: int | None = None


_PUBLIC = Options(epochs=2, rate=1.5e-4, head_rate=1e-3, average=0.99)
_PAPERS = Options(epochs=5, rate=2e-4, head_rate=1e-3)


@dataclass(frozen=True, slots=True)
class Stages:
    """The options of the trainings; the defaults are those of the shipped model."""

    public: Options = _PUBLIC
    papers: Options = _PAPERS


@dataclass(frozen=True, slots=True)
class Course:
    """What every network over labelled papers begins with: one that has read the corpora.

    Checkpoints of all trainings lie in ``checkpoints``; ``report`` is called after each epoch.
    """

    public: Network
    corpora: Sequence[Mix]
    pieces: WordPieces
    checkpoints: Path
    options: Options
    report: Report

    def learn(
        self, stage: str, papers: Sequence[LabelledPaper], held: Sequence[LabelledPaper] = ()
    ) -> Network:
        """A network that has learned from labelled papers; ``held`` only give figures."""
        return train_network(
            deepcopy(self.public),
            [Mix(make_paper_examples(papers, self.pieces)), *_rehearsed(self.corpora)],
            self.options,
            self.checkpoints / f"{stage}.pt",
            lambda epoch: self.report(stage, epoch),
            make_paper_examples(held, self.pieces),
        )

    def without_part(
        self, part: int, papers: Sequence[LabelledPaper]
    ) -> tuple[Network, Sequence[LabelledPaper]]:
        """A network that has not seen one of the `FOLDS` parts, and the papers of this part."""
        held = [p for p in papers if title_fold(p.document.title, FOLDS) == part]
        rest = [p for p in papers if title_fold(p.document.title, FOLDS) != part]
        return self.learn(f"without-{part}", rest, held), held


def begin_course(
    published: Sequence[Corpus],
    papers: Sequence[LabelledPaper],
    out: Path,
    *,
    encoder: Path,
    stages: Stages | None = None,
    report: Report = lambda _stage, _epoch: None,
) -> Course:
    """The course after its first stage; arguments as those of `train_model`.

    Raises:
        InputError: a corpus file is not of the form.
    """
    stages = stages or Stages()
    pieces = WordPieces.load(encoder / "tokenizer.json")
    checkpoints = out / "checkpoints"
    checkpoints.mkdir(parents=True, exist_ok=True)
    corpora = _mixes(published, papers, pieces)
    network, place = load_encoder(encoder), checkpoints / "public.pt"
    public = train_network(
        network, corpora, stages.public, place, lambda epoch: report("public", epoch)
    )
    return Course(public, corpora, pieces, checkpoints, stages.papers, report)


def train_model(
    published: Sequence[Corpus],
    papers: Sequence[LabelledPaper],
    out: Path,
    *,
    encoder: Path,
    version: str,
    origin: Origin | None = None,
    stages: Stages | None = None,
    report: Report = lambda _stage, _epoch: None,
) -> None:
    """Write a model into the folder ``out``; checkpoints lie in ``out/checkpoints``.

    ``encoder`` is a folder with a BERT's ``config.json``, ``model.safetensors`` and
    ``tokenizer.json``. ``origin`` goes into the manifest; ``report`` is called after each epoch.

    Raises:
        InputError: a corpus file is not of the form.
    """
    stages = stages or Stages()
    course = begin_course(published, papers, out, encoder=encoder, stages=stages, report=report)
    scored: list[ScoredPaper] = []
    for part in range(FOLDS):
        if 0 < sum(title_fold(p.document.title, FOLDS) == part for p in papers) < len(papers):
            scored += score_papers(*course.without_part(part, papers), course.pieces)
    fitted = fit_classifiers(scored, seed=stages.papers.seed)
    export_network(course.learn("all", papers), encoder / "tokenizer.json", out)
    save_classifiers(out, fitted.classifiers)
    write_linear_models(scored, fitted, out, read_related(published, papers))
    read = [
        (corpus.head, corpus.path, len(mix.examples))
        for corpus, mix in zip(published, course.corpora, strict=True)
    ]
    summary = TrainingSummary(
        encoder, read, len(papers), FOLDS, stages.public, stages.papers, fitted.f1
    )
    write_model_record(out, version, fitted.classifiers.thresholds, summary, origin or Origin())


def _mixes(
    published: Sequence[Corpus], papers: Sequence[LabelledPaper], pieces: WordPieces
) -> list[Mix]:
    return [Mix(corpus_windows(corpus, papers, pieces), corpus.draw) for corpus in published]


def corpus_windows(
    corpus: Corpus, papers: Sequence[LabelledPaper], pieces: WordPieces
) -> list[Example]:
    """The windows of a corpus, without documents that are among the labelled papers.

    Raises:
        InputError: the file of the corpus is not of the form.
    """
    return corpus_examples(_unlabelled(corpus, papers), corpus.head, pieces)


def _unlabelled(corpus: Corpus, papers: Sequence[LabelledPaper]) -> Iterator[Sentence]:
    """A corpus without documents that are among the labelled papers."""
    return drop_documents(
        read_sentences(corpus.path), {title_key(paper.document.title) for paper in papers}
    )


def read_related(published: Sequence[Corpus], papers: Sequence[LabelledPaper]) -> list[RelatedText]:
    """The texts of the corpora whose relations have a meaning here.

    Raises:
        InputError: a corpus file is not of the form.
    """
    return [
        text
        for corpus in published
        if corpus.head in CORPUS_EDGES
        for text in read_related_texts(_unlabelled(corpus, papers), CORPUS_EDGES[corpus.head])
    ]


def _rehearsed(mixes: Sequence[Mix]) -> list[Mix]:
    """A part of the corpora that label relations: the papers' labels have none."""
    related = [mix for mix in mixes if any(example.pairs for example in mix.examples)]
    return [Mix(mix.examples, min(_REHEARSED, len(mix.examples))) for mix in related]


def score_papers(
    network: Network, papers: Sequence[LabelledPaper], pieces: WordPieces
) -> list[ScoredPaper]:
    """The papers with the scores of a network."""
    found = [make_paper_examples([paper], pieces)[0] for paper in papers]
    return list(map(ScoredPaper, papers, score_examples(network, found)))
