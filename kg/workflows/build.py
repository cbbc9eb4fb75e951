"""Building: files of papers in, a graph directory and a database out."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from kg.core.types import Document, Extraction, Problem
from kg.extractors.named_extractor import (
    Extract,
    NamedExtractor,
    checked_extractions,
    named,
)
from kg.ingest.reading import MAX_SIZE, ReadingNotes, ReadOptions, size_in_bytes
from kg.lexicon.metrics import read_metrics
from kg.store import open_store
from kg.store.directory.graph_directory import (
    GraphDirectory,
    append_papers,
    set_view,
    writing,
)
from kg.store.ladybug.projection import project_directory
from kg.workflows.distinct_papers import Input, Papers, distinct_documents, distinct_papers
from kg.workflows.graph_handle import Graph
from kg.workflows.sync import push_locked

Progress = Callable[[str, int, int | None], None]


def build(
    inputs: Input | Sequence[Input],
    graph: Input = "papers.kg",
    *,
    store: str | None = None,
    user: str = "neo4j",
    password: str = "",
    as_of: datetime.date | None = None,
    min_confidence: float | None = None,
    metrics: Input | None = None,
    extractor: Extract | NamedExtractor | None = None,
    columns: Mapping[str, str] | None = None,
    max_size: str | int = MAX_SIZE,
    skipped: list[Problem] | None = None,
    notes: ReadingNotes | None = None,
    progress: Progress | None = None,
) -> Graph:
    """The graph of a directory after the papers of the inputs went in.

    Args:
        inputs: one file or several, of papers, or of extractions as `kg extract` writes them;
            ``-`` is standard input. A paper of which an extraction is given is not read again.
        graph: the graph directory; made if it is absent.
        store: URL of a Neo4j database that is brought to the same graph.
        user, password: the login for ``store``.
        as_of: the day on which undated pages were saved, at the latest.
        min_confidence: hides what has a lower confidence, in [0, 1]; kept in the directory for
            later builds, and so is ``metrics``.
        metrics: a file with the direction of metrics (`kg.lexicon.metrics`).
        extractor: reads the papers in the model's place; see `kg.extractors`.
        columns: field ("title", "abstract", ...) -> the name that a table or record has for it.
        max_size: size of a compressed input when unpacked, at most: bytes, or like ``20GB``.
        skipped: takes what could not be read; without it bad input raises.
        notes: takes what is odd about papers that were read, and how many were joined.
        progress: called with the stage, how many are done, and of how many (None: unknown).

    Papers that were read are on disk: after Ctrl-C or a kill the same call goes on there.

    Raises:
        InputError: bad input; then nothing is written.
        ExtractorError: ``extractor`` breaks its contract; then nothing is written.
        GraphError, StoreError: the directory or the database cannot be written.
    """
    if store is not None:
        with open_store(store, user=user, password=password) as database:
            database.query("RETURN 1")  # a refusal shows before long work begins
    table = None if metrics is None else read_metrics(Path(metrics))
    _begin(progress)
    with writing(graph) as directory:
        options = ReadOptions(as_of, columns or {}, size_in_bytes(max_size))
        papers = distinct_papers(_listed(inputs), options, skipped=skipped, notes=notes)
        found = _readings(directory, papers, _reading(extractor))
        directory = set_view(directory, min_confidence=min_confidence, metrics=table)
        directory = append_papers(directory, _reported(found, papers.total, progress))
        project_directory(directory, progress=_stage(progress, "nodes and edges"))
        if store is not None:
            written = _stage(progress, "nodes and edges to Neo4j")
            push_locked(directory, store, user=user, password=password, progress=written)
    return Graph(os.fspath(graph))


def _listed(inputs: Input | Sequence[Input]) -> Sequence[Input]:
    """The inputs as a sequence: a single path is one input, not its letters."""
    return [inputs] if isinstance(inputs, str | os.PathLike) else inputs


@dataclass(frozen=True, slots=True)
class _Model:
    """The shipped model, loaded."""

    identity: str
    extract: Callable[[Iterable[Document]], Iterator[Extraction]]


@dataclass(frozen=True, slots=True)
class _Reading:
    """How papers are read: the identity that marks their extractions, and the extractor."""

    identity: Callable[[], str]
    extract: Callable[[Iterable[Document]], Iterator[Extraction]]


def _reading(extractor: Extract | NamedExtractor | None) -> _Reading:
    """The given extractor, or the shipped model, which is loaded when a paper needs it."""
    if extractor is not None:
        own = named(extractor)
        return _Reading(lambda: own.identity, partial(checked_extractions, own))
    model = cache(_load_model)

    def read(documents: Iterable[Document]) -> Iterator[Extraction]:
        return model().extract(documents)

    return _Reading(lambda: model().identity, read)


def _load_model() -> _Model:
    from kg import nlp  # spaCy is imported where a paper is read, not for records

    pipeline = nlp.load()
    return _Model(nlp.extractor(pipeline), partial(nlp.extract, nlp=pipeline))


def _readings(directory: GraphDirectory, papers: Papers, reading: _Reading) -> Iterator[Extraction]:
    """One extraction a paper: first those given or in the graph already, then the new ones.

    Two walks, so that the extractor gets one uninterrupted stream and nothing piles up.
    """
    unread: set[str] = set()
    for paper in papers.walk():
        if isinstance(paper, Extraction):
            yield paper
        elif (before := directory.extracted(paper, reading.identity())) is not None:
            yield before
        else:
            unread.add(paper.id)
    if unread:
        documents = (paper for paper in papers.walk() if isinstance(paper, Document))
        yield from reading.extract(each for each in documents if each.id in unread)


def _begin(progress: Progress | None) -> None:
    """Report a start before the inputs are counted, which may take long."""
    if progress is not None:
        progress("papers", 0, None)


def _reported(
    extractions: Iterable[Extraction], total: int, progress: Progress | None
) -> Iterator[Extraction]:
    if progress is not None:
        progress("papers", 0, total)
    for number, extraction in enumerate(extractions, 1):
        yield extraction
        if progress is not None:
            progress("papers", number, total)


def _stage(progress: Progress | None, name: str) -> Callable[[int], None] | None:
    """A callback that takes the size of each batch and reports the sum."""
    if progress is None:
        return None
    done = 0

    def report(written: int) -> None:
        nonlocal done
        done += written
        progress(name, done, None)

    return report


def extract(
    inputs: Input | Sequence[Input],
    *,
    as_of: datetime.date | None = None,
    extractor: Extract | NamedExtractor | None = None,
    columns: Mapping[str, str] | None = None,
    max_size: str | int = MAX_SIZE,
    skipped: list[Problem] | None = None,
    notes: ReadingNotes | None = None,
    progress: Progress | None = None,
) -> Iterator[Extraction]:
    """The extraction of each distinct paper of the inputs, in the order of reading.

    Args:
        inputs, as_of, extractor, columns, max_size, skipped, notes, progress: as in `build`; what
            records hold beside the papers is not used.

    Raises:
        InputError: bad input, before anything is yielded.
        ExtractorError: ``extractor`` breaks its contract.
    """
    options = ReadOptions(as_of, columns or {}, size_in_bytes(max_size))
    _begin(progress)
    total, documents = distinct_documents(_listed(inputs), options, skipped=skipped, notes=notes)
    return _reported(_reading(extractor).extract(documents), total, progress)
