"""Fetches made again and a build: what a graph has that it did not have before."""

from __future__ import annotations

import os
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.core.errors import GraphError, ServiceError
from kg.core.schema import CATALOGUED, PAPER, RESULT
from kg.core.types import Node, Problem
from kg.extractors.named_extractor import Extract, NamedExtractor
from kg.ingest.reading import ReadingNotes
from kg.services.answer_log import logged_fetches
from kg.services.fetching import LIMIT, Fetched, Manner, fetch_wanted, service_of
from kg.store.directory.graph_directory import open_directory
from kg.workflows.build import Progress, build
from kg.workflows.diff import node_keys, nodes_beside

__all__ = ["Watched", "watch"]

Place = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Watched:
    """What a watch found: nodes that the graph did not have, by id; what was fetched; and the
    message of each service that failed, whose fetch goes on the next time."""

    papers: tuple[Node, ...] = ()
    entities: tuple[Node, ...] = ()
    results: tuple[Node, ...] = ()
    fetched: tuple[Fetched, ...] = ()
    failed: tuple[str, ...] = ()


def watch(
    folders: Place | Sequence[Place],
    graph: Place = "papers.kg",
    *,
    limit: int = LIMIT,
    contact: str | None = None,
    extractor: Extract | NamedExtractor | None = None,
    skipped: list[Problem] | None = None,
    keys: Mapping[str, str] | None = None,
    notes: ReadingNotes | None = None,
    progress: Progress | None = None,
) -> Watched:
    """What is new in a graph after the fetches of some folders were made again, and built.

    A service that fails keeps nothing of the others from the graph. A watch that was cut off is
    made up for by the next one.

    Args:
        folders: one or several that `kg.fetch` wrote to.
        graph: the graph directory; made if it is absent.
        limit, contact: as in `kg.fetch`.
        extractor, skipped, notes, progress: as in `kg.build`.
        keys: service -> its key.

    Raises:
        InputError: nothing was fetched into a folder before, or an answer cannot be read.
        QueryError: a fetch cannot be made any more.
        ExtractorError, GraphError: as `kg.build`.
    """
    listed = [folders] if isinstance(folders, str | os.PathLike) else folders
    before = _known(graph)
    manner = Manner(limit, contact, progress=progress)
    fetched, failed = _fetched_again(listed, manner, keys or {})
    answered = [folder for folder in listed if _has_answers(Path(folder))]
    if not answered:
        return Watched(fetched=fetched, failed=failed)
    build(answered, graph, extractor=extractor, skipped=skipped, notes=notes, progress=progress)
    if not Path(graph).exists():  # no answer held a paper
        return Watched(fetched=fetched, failed=failed)
    new = list(nodes_beside(open_directory(graph), before))
    papers = tuple(n for n in new if n.label == PAPER and n.properties["read"])
    results = tuple(n for n in new if n.label == RESULT)
    entities = tuple(n for n in new if n.label not in (PAPER, RESULT, *CATALOGUED))
    return Watched(papers, entities, results, fetched, failed)


def _known(graph: Place) -> Container[tuple[int, str]]:
    """The keys of the nodes there are: none where there is no graph, or an unfinished one."""
    try:
        return node_keys(open_directory(graph))
    except GraphError:
        return ()  # the build reports what is wrong, if anything is


def _fetched_again(
    folders: Sequence[Place], manner: Manner, keys: Mapping[str, str]
) -> tuple[tuple[Fetched, ...], tuple[str, ...]]:
    """What every fetch of the folders brought, and the message of each service that failed."""
    fetched: list[Fetched] = []
    failed: list[str] = []
    for folder in map(Path, folders):
        for name, endpoint, wanted in logged_fetches(folder):
            own = replace(manner, endpoint=endpoint, key=keys.get(name))
            try:
                fetched.append(fetch_wanted(service_of(name, wanted), wanted, folder, own))
            except ServiceError as error:
                failed.append(str(error))
    return tuple(fetched), tuple(failed)


def _has_answers(folder: Path) -> bool:
    return any(not file.name.startswith(".") for file in folder.iterdir())
