"""The main job: files of papers in, a graph directory and a database out."""

from __future__ import annotations

import datetime
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import ingest, nlp
from kg.core.errors import NotFoundError
from kg.core.types import Document, Extraction, Problem
from kg.graph.fold import FoldedGraph
from kg.lexicon.metrics import read_metrics as read_metrics
from kg.papers.versions import join_readings
from kg.store import open_store
from kg.store.directory.graph_directory import (
    GraphDirectory,
    append,
    open_directory,
    set_view,
    writing,
)
from kg.store.directory.graph_directory import remove as take_out
from kg.store.directory.paper_versions import named
from kg.store.ladybug.projection import project
from kg.workflows.sync import push_locked

Input = str | os.PathLike[str]
Progress = Callable[[str, int, int | None], None]


def build(
    inputs: Sequence[Input],
    graph: Input = "papers.kg",
    *,
    store: str | None = None,
    user: str = "neo4j",
    password: str = "",
    as_of: datetime.date | None = None,
    min_confidence: float | None = None,
    metrics: Input | None = None,
    skipped: list[Problem] | None = None,
    progress: Progress | None = None,
) -> FoldedGraph:
    """The graph of a directory after the papers of the inputs went in.

    Args:
        inputs: files of papers, as `kg.ingest.read` takes them; ``-`` is standard input.
        graph: the graph directory; made if it is absent.
        store: URL of a Neo4j database that is brought to the same graph.
        user, password: the login for ``store``.
        as_of: the day on which undated pages were saved, at the latest.
        min_confidence: what is less sure, in [0, 1], does not show in the graph; kept in the
            directory for the builds to come, and so is ``metrics``.
        metrics: a file that says which way metrics get better (`kg.lexicon.metrics.read_metrics`).
        skipped: takes what could not be read; without it bad input raises.
        progress: told the stage, how many are done, and of how many (None: not known).

    Raises:
        InputError: bad input; then nothing is written.
        GraphError, StoreError: the directory or the database cannot be written.
    """
    if store is not None:
        with open_store(store, user=user, password=password) as database:
            database.query("RETURN 1")  # a server that refuses us is told of before long work
    table = None if metrics is None else read_metrics(Path(metrics))
    with writing(graph) as directory:
        papers = distinct(inputs, as_of=as_of, skipped=skipped)
        found = _extractions(directory, papers.documents)
        directory = set_view(directory, min_confidence=min_confidence, metrics=table)
        directory = append(directory, _told(found, papers.total, progress))
        project(directory, progress=_stage(progress, "nodes and edges"))
        if store is not None:
            told = _stage(progress, "nodes and edges to Neo4j")
            push_locked(directory, store, user=user, password=password, progress=told)
    return open_directory(graph).graph()


def remove(papers: Iterable[str], graph: Input = "papers.kg") -> list[str]:
    """The ids of the papers that were taken out of a graph directory, of those named.

    A paper is named by its id in the graph, its arXiv id, its DOI or its whole title; all its
    readings go.

    Raises:
        GraphError: there is no graph directory, or another process writes to it.
        NotFoundError: a paper is not there; then nothing is removed.
    """
    open_directory(graph)
    with writing(graph) as directory:
        gone = [_named(directory, paper) for paper in papers]
        project(take_out(directory, gone))
    return gone


def _named(directory: GraphDirectory, text: str) -> str:
    found = sorted(named(directory.index, text))
    if not found:
        raise NotFoundError(f"{text!r} is no paper of {directory.path}: give its id or whole title")
    if len(found) > 1:
        raise NotFoundError(f"{text!r} is the title of {', '.join(found)}: say which")
    return found[0]


def _extractions(directory: GraphDirectory, documents: Iterable[Document]) -> Iterator[Extraction]:
    """One extraction a document; a text that the graph holds is not read a second time."""
    pipeline = nlp.load()
    by = nlp.extractor(pipeline)
    known: deque[Extraction] = deque()

    def new() -> Iterator[Document]:
        for document in documents:
            before = directory.extracted(document, by)
            if before is None:
                yield document
            else:
                known.append(before)

    for extraction in nlp.extract(new(), nlp=pipeline):
        while known:
            yield known.popleft()
        yield extraction
    yield from known


def _told(
    extractions: Iterable[Extraction], total: int, progress: Progress | None
) -> Iterator[Extraction]:
    for number, extraction in enumerate(extractions, 1):
        yield extraction
        if progress is not None:
            progress("papers", number, total)


def _stage(progress: Progress | None, name: str) -> Callable[[int], None] | None:
    """What a store, which tells of each batch, is given to tell of the sum."""
    if progress is None:
        return None
    done = 0

    def tell(written: int) -> None:
        nonlocal done
        done += written
        progress(name, done, None)

    return tell


def extract(
    inputs: Sequence[Input],
    *,
    as_of: datetime.date | None = None,
    skipped: list[Problem] | None = None,
) -> Iterator[Extraction]:
    """What is found in each distinct paper of the inputs, in the order of reading.

    Raises:
        InputError: bad input, before anything is yielded.
    """
    return nlp.extract(distinct(inputs, as_of=as_of, skipped=skipped).documents)


@dataclass(frozen=True, slots=True)
class Papers:
    """The distinct papers of some inputs: how many there are, and a walk over them."""

    total: int
    documents: Iterator[Document]


def distinct(
    inputs: Sequence[Input],
    *,
    as_of: datetime.date | None = None,
    skipped: list[Problem] | None = None,
) -> Papers:
    """Every paper of the inputs once, with all its sources, in the order of first reading.

    Files are read twice, so that bad input shows before any long work begins and only
    papers that come more than once are held in memory; what can be read but once (standard
    input, pipes) is held whole.

    Raises:
        InputError: bad input, unless ``skipped`` takes it.
    """
    read = _reader(inputs, as_of, skipped)
    told: list[Problem] | None = None if skipped is None else []  # the first reading told all
    times = Counter(document.id for document in read(skipped))
    repeated: dict[str, Document] = {}
    if times.total() > len(times):
        for document in read(told):
            if times[document.id] > 1:
                known = repeated.get(document.id, document)
                repeated[document.id] = _join(known, document)
    return Papers(len(times), _once(read(told), repeated))


def _reader(
    inputs: Sequence[Input], as_of: datetime.date | None, skipped: list[Problem] | None
) -> Callable[[list[Problem] | None], Iterable[Document]]:
    if any(str(item) == "-" or _pipe(Path(item)) for item in inputs):
        held = list(ingest.read(inputs, as_of=as_of, skipped=skipped))
        return lambda _: held
    return lambda problems: ingest.read(inputs, as_of=as_of, skipped=problems)


def _pipe(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def _join(one: Document, two: Document) -> Document:
    return join_readings(Extraction(one), Extraction(two)).document


def _once(readings: Iterable[Document], repeated: Mapping[str, Document]) -> Iterator[Document]:
    seen: set[str] = set()
    for document in readings:
        if document.id not in seen:
            seen.add(document.id)
            yield repeated.get(document.id, document)
