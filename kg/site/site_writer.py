"""A graph as a static site: a page for every node, board and value, which needs no server."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.core import schema
from kg.core.errors import KGError
from kg.core.types import PropertyGraph
from kg.exporters.canonical_jsonl import graph_file
from kg.exporters.formats.parquet_tables import EDGES, NODES, write_parquet_tables
from kg.exporters.output_files import Written
from kg.questions import LeaderboardEntry, leaderboard
from kg.questions.store_access import opened_store
from kg.site.addresses import folder_of, page_of
from kg.site.board_records import board_record, board_summary, boards_of
from kg.site.feed import feed_record
from kg.site.gap_matrix import gap_matrices
from kg.site.list_records import label_lists, paged, search_rows, task_overview, timeline
from kg.site.llms_text import for_models
from kg.site.newest_papers import newest_days
from kg.site.node_records import entity_record, paper_record
from kg.site.plots.trade_offs import trade_offs
from kg.site.result_records import claim_record
from kg.site.site_folder import NewSite, replacing_site
from kg.site.site_pages import NOUNS, SitePages
from kg.site.sitemap import checked_url, sitemaps
from kg.site.staged_graph import Record, StagedGraph, stage
from kg.site.stated_lineage import lineage_of_all

__all__ = ["write_site"]

_ALL = 1_000_000  # values of boards
_FRONT, _FRONT_BOARDS = 12, 12  # rows of each list of the front page
_IN_FEED = 50  # papers

_WHOLE = {
    "data/graph.jsonl": "JSON Lines, each line a node or an edge",
    f"data/{NODES}": "the nodes as Parquet",
    f"data/{EDGES}": "the edges as Parquet, with all sentences",
}
"""Files that have the graph without loss, and what they hold."""

_LABELS = (*schema.ENTITY_LABELS, schema.ORGANIZATION)


def write_site(
    graph: PropertyGraph,
    path: Path,
    *,
    title: str = "Papers and what they name",
    force: bool = False,
    url: str | None = None,
) -> Written:
    """Write the graph as a folder of pages; equal graphs give equal bytes.

    Files whose bytes are the same as before are left alone. ``url`` is the address that the site
    will have, for its sitemap.

    The graph is walked once into a temporary file, and each page is made from that, so memory grows
    with the number of values that boards hold and of pages, not with texts.

    Raises:
        KGError: the folder has files that are of no site, or cannot be written.
        QueryError: the address is none.
    """
    address = None if url is None else checked_url(url)
    with (
        replacing_site(path, force=force) as new,
        opened_store(graph) as store,
        TemporaryDirectory(prefix="kg-site-") as temporary,
    ):
        boards = boards_of(leaderboard(store, limit=_ALL))
        try:
            lines, *_ = [new.place(name) for name in _WHOLE]
            with closing(stage(store, Path(temporary, "graph.sqlite"), lines)) as staged:
                write_parquet_tables(graph_file(lines), lines.parent, force=True)
                pages = _pages(new, staged, title)
                summaries = _write_boards(pages, staged, boards)
                _write_nodes(pages, staged)
                pages.write("gaps", "gaps", gap_matrices(store, staged))
                _write_lists(pages, staged, summaries)
                for name, text in sitemaps(address, list(new.names)) if address else ():
                    pages.write_text(name, text)
                return Written(path, staged.nodes, staged.edges, staged.nodes, staged.edges)
        except sqlite3.Error as error:
            raise KGError(f"{temporary}: a temporary file cannot be kept ({error})") from error


def _pages(new: NewSite, graph: StagedGraph, title: str) -> SitePages:
    papers, day = next(graph.rows(_PAPERS))
    new.write("style.css", _style())
    return SitePages(new, title, papers, day, graph.digest)


_PAPERS = """
SELECT count(*), max(date) FROM node
WHERE label = 'Paper' AND json_extract(properties, '$.read') IS NOT 0
"""


def _style() -> str:
    return files("kg.site").joinpath("templates", "style.css").read_text(encoding="utf-8")


def _write_boards(
    pages: SitePages, graph: StagedGraph, boards: Mapping[str, list[LeaderboardEntry]]
) -> list[Record]:
    """Write the boards and their list, those with the most ranked values first."""
    weighed = trade_offs(boards)
    for identifier, entries in boards.items():
        record = board_record(graph, identifier, entries, weighed.get(identifier, []))
        pages.write_board(page_of("Board", identifier), record)
    summaries = [board_summary(identifier, entries) for identifier, entries in boards.items()]
    summaries.sort(key=lambda b: (-b["ranked"], -b["unsure_values"], b["name"], b["id"]))
    for place, record in paged("boards", "Board", summaries):
        pages.write(place, "boards", record)
    return summaries


def _write_nodes(pages: SitePages, graph: StagedGraph) -> None:
    for identifier in graph.ids(schema.PAPER):
        pages.write(page_of(schema.PAPER, identifier), "paper", paper_record(graph, identifier))
    lineage = lineage_of_all(graph)
    for label in _LABELS:
        for identifier in graph.ids(label):
            record = entity_record(graph, identifier, lineage.get(identifier, []))
            pages.write(page_of(label, identifier), "entity", record)
    for identifier in graph.ids(schema.RESULT):
        place, record = page_of(schema.RESULT, identifier), claim_record(graph, identifier)
        pages.write(place, "claim", record)
        pages.write_badge(place, *_badge_words(record))


def _badge_words(record: Record) -> tuple[str, str]:
    names = [record[slot]["name"] for slot in ("metric", "dataset") if record[slot]]
    return " on ".join(names) or "value", record["shown"]


def _write_lists(pages: SitePages, graph: StagedGraph, boards: list[Record]) -> None:
    fronts: dict[str, Record] = {}
    for place, record in label_lists(graph):
        fronts.setdefault(record["label"], record)
        pages.write(place, "list", record)
    pages.write("overview", "overview", task_overview(graph))
    pages.write("timeline", "timeline", timeline(graph))
    pages.write("new", "new", newest_days(graph))
    pages.write_search(search_rows(graph, boards))
    index = _front_page(pages, fronts, boards)
    pages.write("index", "index", index)
    newest = fronts[schema.PAPER]["rows"][:_IN_FEED]
    pages.write_text("feed.xml", pages.render("feed.xml", **feed_record(graph, newest)))
    pages.write_text("llms.txt", "\n".join(for_models(pages.title, index)) + "\n")


def _front_page(pages: SitePages, lists: Mapping[str, Record], boards: list[Record]) -> Record:
    ranked = [board for board in boards if board["ranked"]]
    counted = ("ranked", "unsure_values", "not_ranked_values")
    return {
        "kind": "index",
        "name": "Home",
        "counts": {label: record["total"] for label, record in lists.items()},
        "folders": {label: folder_of(label) for label in lists},
        "board_count": len(boards),
        "value_count": sum(board[name] for board in boards for name in counted),
        "boards": ranked[:_FRONT_BOARDS],
        "groups": [
            {"name": NOUNS[label].capitalize(), "rows": lists[label]["rows"][:_FRONT]}
            for label in _LABELS
        ],
        "newest": lists[schema.PAPER]["rows"][:_FRONT],
        "papers": pages.papers,
        "day": pages.day,
        "sha256": pages.sha256,
        "whole": [
            {"name": name, "holds": holds, "bytes": (pages.new.folder / name).stat().st_size}
            for name, holds in _WHOLE.items()
        ],
    }
