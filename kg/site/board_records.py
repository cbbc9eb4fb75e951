"""Boards as pages: what `kg leaderboard` ranks of a data set and a metric, exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby

from kg.core.schema import PAPER, RESULT
from kg.questions import LeaderboardEntry
from kg.questions.boards.measured import dataset_parts, metric_parts
from kg.site.addresses import board_id, page_of
from kg.site.staged_graph import Record, StagedGraph, cleaned

__all__ = ["board_record", "board_summary", "boards_of"]

_NO_CONDITION = "The papers state no condition for these values."


def boards_of(entries: Iterable[LeaderboardEntry]) -> Mapping[str, list[LeaderboardEntry]]:
    """Id of a data set with a metric -> its values, as `kg.leaderboard` orders them; values without
    a metric have no board."""
    found: dict[str, list[LeaderboardEntry]] = {}
    for entry in entries:
        if entry.metric is not None:
            found.setdefault(board_id(entry.dataset, entry.metric), []).append(entry)
    return found


def board_record(
    graph: StagedGraph,
    identifier: str,
    entries: Sequence[LeaderboardEntry],
    trade_offs: Sequence[Record] = (),
) -> Record:
    """The page of a data set and a metric: each group of values that can be compared, best first,
    then what is unsure, and what cannot be ranked; ``trade_offs`` are its pairs with another
    metric."""
    rows = [_row(graph, entry) for entry in entries]
    by_status = {
        status: [row for row in rows if row["status"] == status]
        for status in ("ranked", "unsure", "not ranked")
    }
    groups = [_group(board, list(own)) for board, own in groupby(by_status["ranked"], _board)]
    return {
        **board_summary(identifier, entries),
        "datasets": _subjects(rows, "dataset"),
        "metrics": _subjects(rows, "metric"),
        "groups": groups,
        "trade_offs": list(trade_offs),
        "unsure": by_status["unsure"],
        "not_ranked": by_status["not ranked"],
    }


def board_summary(identifier: str, entries: Sequence[LeaderboardEntry]) -> Record:
    """A board in a list of boards: its best value, and how many it ranks."""
    ranked = [entry for entry in entries if entry.status == "ranked"]
    dataset = _common((entry.dataset for entry in entries), dataset_parts)
    metric = _common((str(entry.metric) for entry in entries), metric_parts)
    best = ranked[0] if ranked else None
    return {
        "kind": "board",
        "id": identifier,
        "name": cleaned(f"{metric} on {dataset}"),
        "page": f"{page_of('Board', identifier)}.html",
        "dataset": cleaned(dataset),
        "metric": cleaned(metric),
        "ranked": len(ranked),
        "unsure_values": sum(entry.status == "unsure" for entry in entries),
        "not_ranked_values": sum(entry.status == "not ranked" for entry in entries),
        "best": cleaned(best.shown) if best else None,
        "best_method": cleaned(best.method or "") if best else None,
    }


def _common(
    names: Iterable[str], parts: Callable[[str], tuple[str, tuple[tuple[str, str], ...]]]
) -> str:
    """The name, or where there are several, what they have without their conditions."""
    first, *more = dict.fromkeys(names)
    return parts(first)[0] if more else first


def _board(row: Record) -> str:
    return str(row["board"])


def _row(graph: StagedGraph, entry: LeaderboardEntry) -> Record:
    """A value with links: the fields of `LeaderboardEntry`, and the pages of what they name."""
    slots = {link.type: link.target for link in graph.links_from(entry.result)}
    named = {"dataset": slots.get("ON"), "metric": slots.get("MEASURES")}
    named["method"] = slots.get("AGAINST" if entry.stands != "result" else "OF")
    if entry.stands != "result" and entry.method != _name(graph, named["method"]):
        named["method"] = slots.get("OF")  # of a rival that the paper only compares with
    found = next((link.quotes for link in graph.links_to(entry.result)), [])
    quotes = [{**quote, "mark": _mark(quote, entry.value)} for quote in found]
    plain = {
        name: cleaned(value) if isinstance(value, str) else value
        for name, value in asdict(entry).items()
    }
    return {
        **plain,
        "page": f"{page_of(RESULT, entry.result)}.html",
        "quotes": quotes,
        "pages": {
            **{slot: graph.reference(each)["page"] for slot, each in named.items() if each},
            "paper": f"{page_of(PAPER, entry.paper)}.html",
        },
        "also": [graph.reference(paper) for paper in entry.sources],
    }


def _mark(quote: Record, value: str) -> list[int] | None:
    """Where the value of a row stands in its sentence: a compared value beside the paper's own.

    >>> _mark({"sentence": "from 82.9% to 88.2%", "mark": [14, 19]}, "82.9%")
    [5, 10]
    """
    mark: list[int] | None = quote["mark"]
    if mark and quote["sentence"][mark[0] : mark[1]] == value:
        return mark
    found = re.search(rf"(?<![\d.]){re.escape(value)}(?!\d)", quote["sentence"]) if value else None
    return list(found.span()) if found else mark


def _name(graph: StagedGraph, identifier: str | None) -> str | None:
    return None if identifier is None else str(graph.reference(identifier)["name"])


def _group(board: str, rows: list[Record]) -> Record:
    what, _, direction = board.partition("; ")
    stated = [condition.replace("=", " ", 1) for condition in rows[0]["conditions"]]
    unit = [f"in {rows[0]['scale']}"] if rows[0]["scale"] else []
    return {
        "name": what,
        "direction": direction,
        "apart": "Measured with " + ", ".join([*stated, *unit]) + "."
        if stated
        else " ".join([_NO_CONDITION, *(f"Ranked {each}." for each in unit)]),
        "entries": rows,
        "repeated": _repeated(rows),
    }


def _repeated(rows: Sequence[Record]) -> list[Record]:
    """Methods with a value of their own paper and one that another paper reports of them."""
    own = {row["method"]: row for row in reversed(rows) if row["stands"] == "result"}
    return [
        {
            "method": row["method"],
            "own": {name: own[row["method"]][name] for name in ("shown", "page", "title")},
            "reported": {name: row[name] for name in ("shown", "page", "title")},
            "difference": round(row["level"] - own[row["method"]]["level"], 6),
        }
        for row in rows
        if row["stands"] == "baseline" and row["method"] in own
    ]


def _subjects(rows: Iterable[Record], slot: str) -> list[Record]:
    """The data sets, or the metrics, of the values: each name with its page."""
    found = {row[slot]: row["pages"].get(slot) for row in rows if row[slot]}
    return [{"name": name, "page": found[name]} for name in sorted(found)]
