"""Every paper of some inputs once, whether it is to be read or was read before."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg import ingest
from kg.core.errors import InputError
from kg.core.types import Document, Extraction, Problem
from kg.ingest.reading import JOINED, Note, ReadingNotes, ReadOptions
from kg.papers.versions import join_readings

__all__ = ["Input", "Papers", "distinct_documents", "distinct_papers"]

Input = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class _Listed:
    """Where one reading of the inputs lists what it skips and notes."""

    skipped: list[Problem] | None
    notes: ReadingNotes | None = None


_Reader = Callable[[_Listed], Iterable[Document | Extraction]]


@dataclass(frozen=True, slots=True)
class Papers:
    """The distinct papers of some inputs: how many there are, and a walk that starts anew."""

    total: int
    walk: Callable[[], Iterator[Document | Extraction]]


def distinct_papers(
    inputs: Sequence[Input],
    options: ReadOptions | None = None,
    *,
    skipped: list[Problem] | None = None,
    notes: ReadingNotes | None = None,
) -> Papers:
    """Every paper of the inputs once, with all its sources, in the order of first reading.

    A paper of which the inputs have an extraction is an `Extraction`. Where they have another
    text of it too, both come: which of them counts is decided where readings are joined.

    Files are read twice before any long work begins, so that bad input shows first, and once
    for each walk; only papers that come more than once are held in memory. What can be read
    only once (standard input, pipes) is held whole.

    Raises:
        InputError: bad input, unless ``skipped`` takes it; at the end of a walk: papers that were
            there at first are no longer, for a file changed meanwhile.
    """
    first = _Listed(skipped, notes)
    again = _Listed(None if skipped is None else [])  # the first reading lists all
    read = _reader(inputs, options or ReadOptions(), first)
    times: Counter[str] = Counter()
    for paper in read(first):
        document = _document(paper)
        times[document.id] += 1
        if notes is not None and times[document.id] > 1:
            notes.add(_joined(document))
    repeated: dict[str, _Repeated] = {}
    if times.total() > len(times):
        for paper in read(again):
            identifier = _document(paper).id
            if times[identifier] > 1:
                known = repeated.get(identifier, _Repeated(None, None))
                repeated[identifier] = known.with_reading(paper)
    single = len(times) - len(repeated)
    total = single + sum(len(several.papers()) for several in repeated.values())
    return Papers(total, lambda: _once(read(again), repeated, times))


def distinct_documents(
    inputs: Sequence[Input],
    options: ReadOptions | None = None,
    *,
    skipped: list[Problem] | None = None,
    notes: ReadingNotes | None = None,
) -> tuple[int, Iterator[Document]]:
    """How many papers the inputs have, and each of them once, without what was extracted.

    Raises:
        InputError: bad input, unless ``skipped`` takes it.
    """
    papers = distinct_papers(inputs, options, skipped=skipped, notes=notes)
    return papers.total, map(_document, papers.walk())


@dataclass(frozen=True, slots=True)
class _Repeated:
    """A paper that comes more than once: its texts joined, and its extractions joined."""

    unread: Document | None
    read: Extraction | None

    def with_reading(self, paper: Document | Extraction) -> _Repeated:
        """The paper after one more reading."""
        if isinstance(paper, Extraction):
            known = paper if self.read is None else join_readings(self.read, paper)
            return replace(self, read=known)
        text = paper if self.unread is None else _join_documents(self.unread, paper)
        return replace(self, unread=text)

    def papers(self) -> list[Document | Extraction]:
        """One extraction or document, or both where their texts differ."""
        if self.read is None or self.unread is None:
            return [paper for paper in (self.read, self.unread) if paper is not None]
        if self.read.document.text != self.unread.text:
            return [self.read, self.unread]
        return [replace(self.read, document=_join_documents(self.read.document, self.unread))]


def _document(paper: Document | Extraction) -> Document:
    return paper.document if isinstance(paper, Extraction) else paper


def _join_documents(one: Document, two: Document) -> Document:
    return join_readings(Extraction(one), Extraction(two)).document


def _joined(document: Document) -> Note:
    where = document.sources[0]
    return Note(JOINED, where.name, where.line, f"{document.id} {document.title}")


def _reader(inputs: Sequence[Input], options: ReadOptions, first: _Listed) -> _Reader:
    if any(str(item) == "-" or _is_pipe(Path(item)) for item in inputs):
        held = list(ingest.read_papers(inputs, options, skipped=first.skipped, notes=first.notes))
        return lambda _: held
    return lambda listed: ingest.read_papers(
        inputs, options, skipped=listed.skipped, notes=listed.notes
    )


def _is_pipe(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def _once(
    readings: Iterable[Document | Extraction],
    repeated: Mapping[str, _Repeated],
    counted: Mapping[str, int],
) -> Iterator[Document | Extraction]:
    """Each paper once.

    Raises:
        InputError: papers that were counted before did not come again.
    """
    seen: set[str] = set()
    for paper in readings:
        identifier = _document(paper).id
        if identifier not in seen:
            seen.add(identifier)
            yield from repeated[identifier].papers() if identifier in repeated else [paper]
    if missing := [identifier for identifier in counted if identifier not in seen]:
        raise InputError(
            f"{len(missing):,} of {len(counted):,} papers were there at first and are no longer"
            f" (such as {missing[0]}): a file changed meanwhile; run the command again",
            "inputs",
        )
