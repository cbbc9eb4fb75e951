"""A lineage as a tree in a terminal, with the words behind each branch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.cli.answer_text import wrapped
from kg.questions import LineageLink
from kg.questions.statements.lineage_words import VERSION_OF

_SIDES = {"up": "builds on", "down": "is built on by"}


def tree_lines(links: Sequence[LineageLink], width: int) -> Iterator[str]:
    """The tree: a branch a direction, below each method what is one step further away."""
    yield next(one.of for one in links if one.step == 1)
    sides = [side for side in _SIDES if any(one.towards == side for one in links)]
    for side in sides:
        last = side == sides[-1]
        yield f"{'└' if last else '├'}── {_SIDES[side]}"
        near = [one for one in links if one.towards == side]
        yield from _branch(near, _near(near), "    " if last else "│   ", width)


def _near(links: Sequence[LineageLink]) -> list[LineageLink]:
    return [one for one in links if one.step == 1]


def _branch(
    links: Sequence[LineageLink], here: Sequence[LineageLink], indent: str, width: int
) -> Iterator[str]:
    for one in here:
        last = one is here[-1]
        below = [each for each in links if each.step == one.step + 1 and each.of == one.other]
        yield from _node(one, indent, last, bool(below), width)
        yield from _branch(links, below, indent + ("    " if last else "│   "), width)


def _node(one: LineageLink, indent: str, last: bool, parent: bool, width: int) -> Iterator[str]:
    """The method and how it builds, then the paper and the words, behind the tree's lines."""
    rest = indent + ("    " if last else "│   ")
    beside = rest + ("│ " if parent else "  ")
    room = width - len(beside)
    how = "version of it, by the name" if one.how == VERSION_OF else one.how
    how += ", cited" if one.cited else ""
    yield from _hung(f"{one.other}  ({how})", f"{indent}{'└' if last else '├'}── ", rest, width)
    if one.how != VERSION_OF:
        for line in wrapped(f"{one.title} [{one.paper}]", room, 0, 0):
            yield beside + line
        if one.sentence != one.title:
            for line in wrapped(f"“{one.sentence}”", room, 0, 0):
                yield beside + line


def _hung(text: str, first: str, rest: str, width: int) -> Iterator[str]:
    lines = wrapped(text, width - len(first), 0, 0)
    yield first + lines[0]
    yield from (rest + line for line in lines[1:])
