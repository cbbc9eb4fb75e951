"""Boards as people read them in a terminal: tables of ranked values, and lists of boards."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from kg.cli.answer_text import quotation, wrapped
from kg.questions import LeaderboardEntry

_GAP = "  "
_WIDEST = {"value": 16, "conditions": 20, "method": 26}
_LEAST = 12  # characters of a title
_RIVAL = "†"

Row = tuple[str, ...]


def board_lines(
    entries: Sequence[LeaderboardEntry], width: int, *, sentences: bool = False
) -> Iterator[str]:
    """The boards of a data set and a metric as one table, then what is unsure or not ranked.

    A blank line parts the boards of a table: ranks count within each. With ``sentences`` the
    words of every value stand below it; those of unsure values always do.
    """
    ranked = [entry for entry in entries if entry.status == "ranked"]
    for heading, listed in groupby(ranked, key=_heading):
        yield from wrapped(heading, width, 0, 2)
        yield from _table(list(listed), width, sentences=sentences)
        yield ""
    yield from _legend(ranked, width)
    for status, title in (("unsure", "Unsure"), ("not ranked", "Not ranked")):
        others = [entry for entry in entries if entry.status == status]
        if others:
            yield f"{title} ({len(others)})"
            yield from _others(others, width, sentences=sentences or status == "unsure")
            yield ""


def _heading(entry: LeaderboardEntry) -> str:
    """What the boards of one table share: metric without variant, data set, direction."""
    what, _, direction = entry.board.rpartition("; ")
    return f"{what.partition(', ')[0]}, {direction}"


def _table(entries: Sequence[LeaderboardEntry], width: int, *, sentences: bool) -> Iterator[str]:
    rows = [_row(entry) for entry in entries]
    heads: Row = ("#", "value", "conditions", "method", "paper", "year", "sure")
    widths = _widths(heads, rows, width)
    yield _line(heads, widths)
    boards = [entry.board for entry in entries]
    for at, (entry, row) in enumerate(zip(entries, rows, strict=True)):
        if at and boards[at] != boards[at - 1]:
            yield ""
        yield _line(row, widths)
        if sentences:
            yield from _words(entry, width)


def _row(entry: LeaderboardEntry) -> Row:
    mark = f" {_RIVAL}" if entry.stands == "baseline" else ""
    more = f" +{len(entry.sources)}" if entry.sources else ""
    return (
        str(entry.rank),
        f"{entry.shown}{mark}",
        _conditions(entry),
        entry.method or "",
        f"{entry.title}{more}",
        (entry.date or "")[:4],
        _sure(entry),
    )


def _conditions(entry: LeaderboardEntry) -> str:
    """The conditions that the heading does not have, for reading."""
    named = dict(condition.split("=", 1) for condition in entry.conditions)
    return ", ".join(value for name, value in named.items() if name != "variant")


def _sure(entry: LeaderboardEntry) -> str:
    return "judged" if entry.judged_by else f"{100 * entry.confidence:.0f} %"


def _widths(heads: Row, rows: Sequence[Row], width: int) -> list[int]:
    """The width of each column; the title takes what the others leave."""
    longest = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    if not any(row[2] for row in rows):
        longest[2] = 0
    for at, most in ((1, _WIDEST["value"]), (2, _WIDEST["conditions"]), (3, _WIDEST["method"])):
        longest[at] = min(longest[at], most)
    gaps = len(_GAP) * (sum(map(bool, longest)) - 1)
    longest[4] = 0
    longest[4] = max(_LEAST, width - sum(longest) - gaps)
    over = sum(longest) + gaps - width
    for at in (3, 2):
        cut = max(0, min(over, longest[at] - _LEAST))
        longest[at] -= cut
        over -= cut
    return longest


def _line(cells: Row, widths: Sequence[int]) -> str:
    shown = [
        f"{_short(cell, size):>{size}}" if at in (0, 6) else f"{_short(cell, size):{size}}"
        for at, (cell, size) in enumerate(zip(cells, widths, strict=True))
        if size
    ]
    return _GAP.join(shown).rstrip()


def _short(text: str, length: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _words(entry: LeaderboardEntry, width: int) -> Iterator[str]:
    date = f", {entry.date}" if entry.date else ""
    where = f", {entry.field}" if entry.field else ""
    yield from wrapped(f"{entry.title} [{entry.paper}{date}]{where}", width, 5, 5)
    if entry.sources:
        yield from wrapped(f"also in {', '.join(entry.sources)}", width, 5, 5)
    if entry.sentence != entry.title:
        yield from quotation(entry.sentence, entry.value, width, 5)


def _legend(ranked: Sequence[LeaderboardEntry], width: int) -> Iterator[str]:
    notes = []
    if any(entry.stands == "baseline" for entry in ranked):
        notes.append(f"{_RIVAL} reported by a paper that compares its own method with this one.")
    if any(entry.sources for entry in ranked):
        notes.append("+1: one more paper states this value (--sentences names it).")
    if len({entry.board for entry in ranked}) > 1:
        notes.append("A blank line parts boards: other conditions measure another thing.")
    if name := _open_variant(ranked):
        notes.append(f"Plain {name} may be one of its variants: the papers do not say which.")
    for note in notes:
        yield from textwrap.wrap(note, width)
    if notes:
        yield ""


def _open_variant(ranked: Sequence[LeaderboardEntry]) -> str | None:
    """The metric that some boards have with a variant and others without."""
    stated = {entry.metric for entry in ranked if "variant=" in " ".join(entry.conditions)}
    if not stated:
        return None
    return next((e.metric for e in ranked if "variant=" not in " ".join(e.conditions)), None)


def _others(entries: Sequence[LeaderboardEntry], width: int, *, sentences: bool) -> Iterator[str]:
    """A line or two each: what the value may be, and why it has no rank."""
    for entry in entries:
        sure = f", {_sure(entry)} sure" if entry.status == "unsure" else ""
        method = entry.method or "(method not named)"
        plain = f"{entry.metric or 'no metric'} on {entry.dataset}"
        named = ", ".join(filter(None, (plain, _conditions(entry))))
        what = entry.board.rpartition("; ")[0] or named
        why = f": {entry.apart}" if entry.status == "not ranked" else sure
        yield from wrapped(f"  {entry.shown}  {method}, {what}{why}", width, 0, 6)
        if sentences:
            yield from _words(entry, width)


def board_list_lines(entries: Sequence[LeaderboardEntry], width: int) -> Iterator[str]:
    """A line a board: how many values it ranks, how many more are unsure, what it measures, and
    the best of the ranked."""
    boards: dict[str, list[LeaderboardEntry]] = {}
    for entry in entries:
        if entry.board:
            boards.setdefault(entry.board, []).append(entry)
    heads: Row = ("values", "unsure", "board", "best", "method")
    rows = [_board(board, listed) for board, listed in boards.items()]
    if not rows:
        return
    longest = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    room = width - longest[0] - longest[1] - longest[3] - 4 * len(_GAP)
    longest[2] = min(longest[2], room - min(longest[4], _LEAST))
    longest[4] = min(longest[4], room - longest[2])
    for row in (heads, *rows):
        cells = (f"{_short(cell, size):{size}}" for cell, size in zip(row, longest, strict=True))
        yield _GAP.join(cells).rstrip()


def _board(board: str, entries: Sequence[LeaderboardEntry]) -> Row:
    ranked = [entry for entry in entries if entry.status == "ranked"]
    best = ranked[0] if ranked else None
    return (
        str(len(ranked)),
        str(len(entries) - len(ranked) or ""),
        board.rpartition("; ")[0],
        best.shown if best else "",
        (best.method or "") if best else "",
    )
