"""Writing a graph, or what is near one of its nodes, to a file."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.core.errors import MissingExtraError, QueryError
from kg.core.schema import ENTITY_LABELS, ORGANIZATION, TASK
from kg.core.types import PropertyGraph
from kg.exporters.output_files import MAX_NODES, Written
from kg.graph.neighbourhood import Neighbourhood, neighbourhood
from kg.graph.selection import addressing, dated_since, of_types
from kg.questions.name_lookup import known_ids
from kg.questions.node_description import find_ids
from kg.questions.store_access import Askable, opened_store
from kg.store import Store
from kg.workflows.export_formats import ExportOptions, format_of

if TYPE_CHECKING:
    from kg.exporters.graph_widget import GraphWidget
    from kg.exporters.inline_page import InlinePage

__all__ = ["draw", "export", "widget"]

_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_TYPES = {label.lower(): label for label in (*ENTITY_LABELS, ORGANIZATION)}


def export(
    graph: Askable,
    output: str | os.PathLike[str],
    *,
    format: str | None = None,
    focus: str | None = None,
    hops: int = 1,
    type: Sequence[str] = (),
    task: str | None = None,
    since: str | None = None,
    community: str | None = None,
    max_nodes: int = MAX_NODES,
    force: bool = False,
    url: str | None = None,
) -> Written:
    """Write the graph to a file or folder; what was written, of how much.

    Args:
        graph: a graph directory, a server's URL, a graph, or an open store.
        output: the file; for neo4j-admin and site the folder.
        format: a name of `kg.workflows.export_formats.EXPORTERS`; without it the suffix decides.
        focus: name, alias or id of a node: only what is near it is written.
        hops: how near, in edges.
        type: labels, such as "Method": entities of other types are left out.
        task: name or alias of a task: only what papers state that are linked to it.
        since: a year, month or day (2024, 2024-05, 2024-05-01): only what papers since state.
        community: name, alias or id of a node: only its community, as the page draws it.
        max_nodes: maximum number of nodes of an HTML page.
        force: whether a folder may hold other files; those with names of the export are replaced.
        url: the address that a site will have, for its sitemap.

    Raises:
        QueryError: no format has this name or suffix, or a type or date is none.
        NotFoundError: no node has the name of ``focus`` or ``community``, no task that of ``task``.
        KGError: the file cannot be written.
    """
    path = Path(output)
    written = format_of(path, format)
    part = _Part(focus, hops, tuple(map(_label, type)), task, _date(since), community)
    with opened_store(graph) as store:
        return written.write(part.of(store), path, ExportOptions(max_nodes, force, url))


def draw(
    graph: Askable,
    *,
    focus: str | None = None,
    hops: int = 1,
    type: Sequence[str] = (),
    task: str | None = None,
    since: str | None = None,
    community: str | None = None,
    max_nodes: int = 400,
    height: int = 640,
) -> InlinePage:
    """The page of the graph, or of a part as for `export`, which a notebook shows in its output.

    Nothing is written to disk. ``height`` is that of the output, in pixels.

    Raises: as `export`.
    """
    from kg.exporters.inline_page import inline_page

    part = _Part(focus, hops, tuple(map(_label, type)), task, _date(since), community)
    with opened_store(graph) as store:
        return inline_page(part.of(store), max_nodes=max_nodes, height=height)


def widget(
    graph: Askable,
    *,
    focus: str | None = None,
    hops: int = 1,
    type: Sequence[str] = (),
    task: str | None = None,
    since: str | None = None,
    community: str | None = None,
    max_nodes: int = 400,
    height: int = 640,
) -> GraphWidget:
    """The page of `draw` as a widget, whose ``selected`` is the id of the node selected in it.

    Raises:
        MissingExtraError: anywidget is not installed.
        KGError: as `export`.
    """
    try:
        from kg.exporters.graph_widget import graph_widget
    except ModuleNotFoundError as error:
        raise MissingExtraError("anywidget", "widget") from error
    part = _Part(focus, hops, tuple(map(_label, type)), task, _date(since), community)
    with opened_store(graph) as store:
        return graph_widget(part.of(store), max_nodes=max_nodes, height=height)


@dataclass(frozen=True, slots=True)
class _Part:
    """Which part of a graph is wanted; see `export`."""

    focus: str | None
    hops: int
    labels: tuple[str, ...]
    task: str | None
    since: str | None
    community: str | None

    def of(self, store: Store) -> PropertyGraph:
        part: PropertyGraph = store
        if self.since is not None:
            part = dated_since(part, self.since)
        if self.task is not None:
            part = addressing(part, known_ids(store, TASK, self.task))
        if self.focus is not None:
            part = neighbourhood(part, find_ids(store, self.focus), self.hops)
        if self.community is not None:
            part = _community(part, find_ids(store, self.community))
        return of_types(part, self.labels) if self.labels else part


def _date(since: str | None) -> str | None:
    if since is not None and not _DATE.fullmatch(since):
        raise QueryError(f"{since!r} is no date: give a year, month or day, such as 2024-05-01")
    return since


def _label(name: str) -> str:
    label = _TYPES.get(name.lower())
    if label is None:
        raise QueryError(f"no type {name!r}: choose from {', '.join(_TYPES.values())}")
    return label


def _community(graph: PropertyGraph, ids: Sequence[str]) -> Neighbourhood:
    from kg.exporters.overview import community_members

    return Neighbourhood(graph, community_members(graph, ids))
