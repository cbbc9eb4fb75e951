"""The graph directory: append-only records on disk, of which every database is a projection.

    papers.kg/
      kg.json                     the format's version
      records/000001.jsonl        what one build added, a line a paper (`kg.core.codec`)
      records/000009-whole.jsonl  the same in the place of all before it
                                  (`kg.store.directory.compact`)
      ledger.jsonl                every judgement that two names are one entity, and every
                                  person's judgement of a result
      view.json                   what of the records the graph shows (`kg.papers.display`)
      index.db                    where each paper stands, and hashes (`kg.store.directory.index`)
      graph.lbug                  the embedded database, made from the above
      projection.json             the state of the above that it was made from
      sums.json                   checksums of records, ledger and view

A build writes its segment beside the others and renames it when it is whole: a kill leaves the
old or the new state, never a half, and the next writer takes in what the build had read.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import sqlite3
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from kg.core.codec import dumps, encode_extraction, has_plain_numbers
from kg.core.errors import GraphError, NotFoundError
from kg.core.judgement import Judgement, of_names
from kg.core.names import title_key
from kg.core.output_path import mend_end
from kg.core.result_judgement import ResultJudgement
from kg.core.schema import LABELS, PAPER, RESULT
from kg.core.types import Document, Extraction
from kg.graph.fold import FoldedGraph
from kg.graph.paper_subgraph import GraphParts, PaperSubgraph
from kg.papers.decisions import apply_decisions
from kg.papers.display import View, apply_view
from kg.papers.same_papers import identity_marks
from kg.papers.versions import join_readings, unite_readings, with_paper_id
from kg.store.codec.waiting import AT_ONCE, LockTimeout, wait_until_done
from kg.store.directory import ledger, paper_versions
from kg.store.directory.compact import compact_log
from kg.store.directory.directory_lock import locked_directory, try_lock
from kg.store.directory.directory_state import (
    LEDGER,
    MARKER,
    VIEW,
    check_directory,
    check_format,
    finish_build,
    first_build,
    is_foreign,
    parse_view,
    read_state,
    read_view,
    write_format,
)
from kg.store.directory.file_sums import check_files, record_sums
from kg.store.directory.index.citation_index import IndexedCitations
from kg.store.directory.index.cluster_index import IndexedClusters
from kg.store.directory.index.decision_index import decisions_of
from kg.store.directory.index.index_schema import (
    create_index,
    get_meta,
    index_errors,
    open_index,
    pin_state,
)
from kg.store.directory.index.index_update import is_current, leads_to, subgraph_of, update_index
from kg.store.directory.log import (
    list_segments,
    new_segment,
    next_number,
    read_extraction,
    sweep_segments,
    write_file,
)
from kg.store.directory.paper_cache import PaperCache
from kg.store.directory.paper_versions import RecordOffset


@dataclass(frozen=True)
class GraphDirectory:
    """The papers of a graph directory, each once, by id: iterating reads them from disk."""

    path: Path
    index: sqlite3.Connection
    cache: PaperCache | None = None
    """What is held of papers within `writing`."""

    def segments(self) -> dict[int, Path]:
        """The files of records by number, in the order in which they were added."""
        return list_segments(self.path)

    def __iter__(self) -> Iterator[Extraction]:
        with index_errors(self.path):
            rows = self.index.execute("SELECT DISTINCT paper FROM reading ORDER BY paper")
            for (identifier,) in rows:
                found = self.paper(identifier)
                if found is not None:
                    yield found

    def __len__(self) -> int:
        rows = self.index.execute("SELECT count(DISTINCT paper) FROM reading")
        return int(rows.fetchone()[0])

    def paper(
        self, identifier: str, *, keep: bool = False, as_read: bool = False
    ) -> Extraction | None:
        """A paper by its id, its readings joined, as the graph shows it; None if not there.

        Args:
            identifier: the id of the paper in the graph.
            keep: hold what is decoded, for it is asked for again.
            as_read: all that is on record, whatever persons decided and the view hides.
        """
        found = self._joined(identifier, keep=keep)
        if found is None or as_read:
            return found
        decided = apply_decisions(found, decisions_of(self.index, identifier))
        return apply_view(decided, parse_view(get_meta(self.index, "view")))

    def _joined(self, identifier: str, *, keep: bool = False) -> Extraction | None:
        """All that is on record of a paper."""
        found = [
            with_paper_id(self._reading(offset, keep=keep), identifier)
            for offset in paper_versions.record_offsets(self.index, identifier)
        ]
        return unite_readings(found) if found else None

    def _reading(self, offset: RecordOffset, *, keep: bool) -> Extraction:
        held = self.cache and self.cache.readings.get(offset)
        if held:
            return held
        found = read_extraction(self.path, *offset)
        if keep and self.cache:
            self.cache.readings.put(offset, found)
        return found

    def subgraph(self, identifier: str, *, keep: bool = False) -> PaperSubgraph | None:
        """What a paper gives to the graph, be it read or cited alone; None if it is not there.

        Within `writing` one that was made before is not made again; ``keep`` holds one that is.
        """
        held = self.cache and self.cache.subgraph(identifier)
        if held:
            return held
        found = subgraph_of(self.index, identifier, self.paper(identifier))
        if keep and self.cache:
            self.cache.keep(identifier, found)
        return found

    def parts(self) -> GraphParts:
        """The graph as what all papers share and what each of them gives, for one walk."""
        clusters = IndexedClusters(self.index)
        shared = (label for label in LABELS if label not in (PAPER, RESULT))
        return GraphParts(chain.from_iterable(map(clusters.nodes, shared)), self._subgraphs())

    def _subgraphs(self) -> Iterator[PaperSubgraph]:
        rows = self.index.execute(
            "SELECT DISTINCT paper FROM reading UNION SELECT node FROM cited_node ORDER BY 1"
        )
        for (identifier,) in rows:
            found = self.subgraph(identifier)
            if found is not None:
                yield found

    def judgements(self, *, ruled: bool = True) -> set[Judgement]:
        """Every judgement of names, or those that our rules do not make anew each time."""
        return set(of_names(ledger.read_ledger(self.path / LEDGER, ruled=ruled)))

    def paper_judgements(self) -> list[Judgement]:
        """Every judgement of papers, in the order in which they were given."""
        held = ledger.read_ledger(self.path / LEDGER, ruled=False)
        return [judgement for judgement in held if judgement.label == PAPER]

    def result_judgements(self) -> list[ResultJudgement]:
        """Every judgement of results, in the order in which they were given."""
        return list(ledger.read_result_judgements(self.path / LEDGER))

    def graph(self) -> FoldedGraph:
        """The graph of all papers under the ledger as it is now, whatever others commit later; in
        no memory. Once they write the records anew (`compact_log`), reading on is a GraphError."""
        if self.cache is None:
            pin_state(self.index)
        return FoldedGraph(self, IndexedClusters(self.index), IndexedCitations(self.index))

    def state(self) -> str:
        """A digest of records, ledger, view and code: equal states have equal graphs."""
        return read_state(self.path).digest

    def extracted(self, document: Document, extractor: str) -> Extraction | None:
        """What this extractor found before in the same text; None if it has not seen it."""
        known = self._known(document.id)
        if known is None or (known.extractor, known.document.text) != (extractor, document.text):
            return None
        return replace(known, document=document)

    def adds(self, reading: Extraction) -> bool:
        """Whether a reading would change the paper it is of.

        A title that its id has not had, or authors or a year, add something by itself: papers of
        that title may join by them.
        """
        document = reading.document
        known = self._known(document.id)
        marks = identity_marks(document.authors, document.date)
        if known is None or not paper_versions.has_reading(
            self.index, document.id, title_key(document.title), marks
        ):
            return True
        return join_readings(known, with_paper_id(reading, known.document.id)) != known

    def _known(self, identifier: str) -> Extraction | None:
        paper = paper_versions.paper_of(self.index, identifier)
        return None if paper is None else self._joined(paper)


def set_view(
    directory: GraphDirectory, *, min_confidence: float | None = None, metrics: str | None = None
) -> GraphDirectory:
    """The directory with what is given changed in its view; call inside `writing`."""
    view = parse_view(read_view(directory.path))
    if min_confidence is not None:
        view = replace(view, min_confidence=min_confidence)
    if metrics is not None:
        view = replace(view, metrics=metrics)
    text = dumps(asdict(view))
    if view == View() or text == read_view(directory.path):
        return directory
    write_file(directory.path / VIEW, text)
    return refreshed(directory)


def refreshed(directory: GraphDirectory) -> GraphDirectory:
    """The directory with its index brought to the state of its files; call under the lock."""
    _update_index(directory)
    return directory


def _update_index(directory: GraphDirectory) -> tuple[Judgement, ...]:
    """Bring the index to the state of the files; what the rules judged of names that changed."""
    cache = directory.cache or PaperCache(subgraphs=False)
    working = replace(directory, cache=cache)
    with contextlib.ExitStack() as always, contextlib.ExitStack() as on_failure:
        always.callback(cache.readings.clear)
        on_failure.callback(cache.clear)
        judged = update_index(
            directory.index,
            read_state(directory.path),
            judgements=partial(working.judgements, ruled=False),
            result_judgements=working.result_judgements,
            paper_judgements=working.paper_judgements,
            load=working.paper,
            keep=cache.keep,
        )
        on_failure.pop_all()
    return judged


def open_directory(path: str | os.PathLike[str]) -> GraphDirectory:
    """The graph directory at a path.

    While another process writes to it, this is what it held before. Where nothing may be
    written, an index is made in memory.

    Raises:
        GraphError: there is none, or a newer version of `kg` made it.
    """
    directory = check_directory(path)
    with index_errors(directory):
        found = GraphDirectory(directory, _readable(directory))
    weakref.finalize(found, found.index.close)
    return found


def _readable(directory: Path) -> sqlite3.Connection:
    index = open_index(directory)
    if index is not None and is_current(index, read_state(directory)):
        return index
    try:
        with locked_directory(directory):
            return refreshed(GraphDirectory(directory, _writable(directory, index))).index
    except (OSError, sqlite3.OperationalError):  # Another writes, or nobody can write here.
        if index is not None:
            return index
        return refreshed(GraphDirectory(directory, create_index(None))).index


def _writable(directory: Path, index: sqlite3.Connection | None) -> sqlite3.Connection:
    """An index from which a refresh leads to the state of the files; call under the lock."""
    if index is None:
        return create_index(directory)
    if leads_to(index, read_state(directory)):
        return index
    index.close()
    return create_index(directory)


@contextlib.contextmanager
def writing(
    path: str | os.PathLike[str], timeout: LockTimeout = AT_ONCE
) -> Iterator[GraphDirectory]:
    """The graph directory at a path, made if absent, while nobody else writes to it.

    Raises:
        GraphError: another process writes to it for longer than the timeout, or the path is
            something else.
    """
    directory = Path(path)
    if directory.exists() and not (directory / MARKER).exists() and is_foreign(directory):
        raise GraphError(f"{directory} exists and is no graph directory: name another --graph")
    check_format(directory)
    made_now = not directory.exists()
    (directory / "records").mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        refusal = wait_until_done(lambda: try_lock(directory, stack), timeout)
        if refusal:
            raise GraphError(refusal)
        check_files(directory)
        write_format(directory)
        with first_build(directory, made_now=made_now):
            sweep_segments(directory)
            mend_end(directory / LEDGER)
            with index_errors(directory):
                index = _writable(directory, open_index(directory))
                cache = stack.enter_context(contextlib.closing(PaperCache(directory)))
                with contextlib.closing(index):
                    found = GraphDirectory(directory, index, cache)
                    yield record_judgements(found, _update_index(found))
            sweep_segments(directory)
            record_sums(directory)


def append_papers(directory: GraphDirectory, extractions: Iterable[Extraction]) -> GraphDirectory:
    """The directory with the papers added, in one new segment; call inside `writing`.

    A reading that adds nothing is not written again. The segment appears only when all
    extractions were read without an error; after Ctrl-C or a kill, when the next writer comes.
    What the rules judge of names that are new or changed goes on record after it.
    """
    number = next_number(directory.path)

    def records() -> Iterator[bytes]:
        start = 0
        for extraction in extractions:
            if directory.adds(extraction):
                line = encode_extraction(extraction)
                if directory.cache and has_plain_numbers(extraction):
                    directory.cache.readings.put(RecordOffset(number, start), extraction)
                start += len(line) + 1
                yield line

    with new_segment(directory.path, records(), resumable=True):
        pass
    finish_build(directory.path)
    return record_judgements(directory, _update_index(directory))


def remove_papers(directory: GraphDirectory, papers: Iterable[str]) -> GraphDirectory:
    """The directory without some papers; call inside `writing`.

    All readings of a paper go, under whichever id it was read: the graph is the one that the
    readings of the other papers give. Judgements stay on record. Where most of the stored
    lines give nothing to the graph any more, the records are written anew without them.

    Args:
        papers: ids of papers, as nodes of the graph have them.

    Raises:
        NotFoundError: a paper is not there; then nothing is removed.
    """
    gone: set[str] = set()
    for paper in papers:
        own = paper_versions.own_ids(directory.index, paper)
        if not own:
            raise NotFoundError(f"{paper!r} is no paper of {directory.path}")
        gone.update(own)
    with new_segment(directory.path, [dumps({"removed": sorted(gone)}).encode()] if gone else []):
        pass
    _update_index(directory)
    return refreshed(directory) if compact_log(directory.path, directory.index) else directory


def record_judgements(
    directory: GraphDirectory, judgements: Iterable[Judgement | ResultJudgement]
) -> GraphDirectory:
    """The directory with judgements that are new added to its ledger; call inside `writing`."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")
    timed = [replace(judgement, time=judgement.time or now) for judgement in judgements]
    if not ledger.add_judgements(directory.path / LEDGER, timed):
        return directory
    return refreshed(directory)
