"""Boards as people read them in a terminal: ranked values with their papers and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from kg.cli.answer_text import wrapped
from kg.questions import LeaderboardEntry


def board_lines(standings: Sequence[LeaderboardEntry], width: int) -> Iterator[str]:
    """The boards one below the other, then what could not be ranked, with the reasons."""
    for board, standing in groupby(standings, key=lambda s: s.board):
        listed = list(standing)
        yield from wrapped(board or "Not ranked", width, 0, 2)
        if board and listed[0].apart:
            yield from wrapped(f"apart from the above: {listed[0].apart}", width, 2, 4)
        for _, same in groupby(listed, key=lambda s: (s.paper, s.sentence)):
            beside = list(same)
            for one in beside:
                yield from _standing(one, width)
            yield from _source(beside[0], width)
        yield ""


def _standing(one: LeaderboardEntry, width: int) -> Iterator[str]:
    method = one.method or "(method not named)"
    of = "" if one.board else f" · {one.metric or 'no metric'}"
    stands = ", a baseline there" if one.stands == "baseline" else ""
    why = "" if one.board else f" ({one.apart})"
    rank = f"{one.rank}." if one.rank else "-"
    yield from wrapped(f"{rank:>4} {one.value:>8}  {method}{of}{stands}{why}", width, 0, 15)


def _source(one: LeaderboardEntry, width: int) -> Iterator[str]:
    yield from wrapped(
        f"{one.title} [{one.paper}{', ' + one.date if one.date else ''}]", width, 15, 15
    )
    if one.sentence != one.title:
        yield from wrapped(f"“{one.sentence}”", width, 15, 15)
