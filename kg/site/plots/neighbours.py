"""What is nearest to a node, as a small picture: the node in the middle, its neighbours around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import sqrt
from unicodedata import east_asian_width

from kg.exporters.page_data import NODE_STYLES
from kg.site.staged_graph import Record, StagedGraph

__all__ = ["entity_neighbours", "neighbour_plot", "paper_neighbours"]

MOST = 12
_OF_A_ROLE = 4  # names of one role and type in the picture of a paper, at most
_STATED = 2.0  # papers in which two names stand, that a stated relation counts for

WIDTH = 600
_ROW, _EDGE = 30, 16  # pixels from name to name, and above the first
_AROUND = 80  # pixels from the middle to the farthest dot
_PHONE = 20  # pixels of the font on a phone, where letters are largest
_THICKEST = 5.0

_TOGETHER = """
SELECT other.entity, count(*) AS papers, node.uses
FROM named AS own JOIN named AS other ON other.paper = own.paper AND other.entity != own.entity
JOIN node ON node.id = other.entity
WHERE own.entity = ? GROUP BY other.entity
ORDER BY papers * papers * 1.0 / node.uses DESC, other.entity LIMIT ?
"""


def entity_neighbours(
    graph: StagedGraph, identifier: str, relations: Iterable[Record]
) -> list[Record]:
    """The entities nearest to one, the nearest first.

    How near two are: the papers that name both, over the root of those that name the other, for
    what all papers name is near to nothing; a paper that states a relation counts for more.
    """
    known: dict[str, tuple[int, int]] = {
        other: (papers, uses)
        for other, papers, uses in list(graph.rows(_TOGETHER, identifier, 4 * MOST))
    }
    stated: dict[str, list[str]] = {}
    said: dict[str, int] = {}
    for group in relations:
        for other in group["others"]:
            stated.setdefault(other["id"], []).append(group["phrase"])
            said[other["id"]] = said.get(other["id"], 0) + len(other["said"])

    def nearness(other: str) -> float:
        papers, uses = known.get(other, (0, 1))
        return (papers + _STATED * said.get(other, 0)) / sqrt(max(uses, 1))

    named = (other for other in {*known, *stated} if graph.reference(other)["page"])
    nearest = sorted(named, key=lambda other: (-nearness(other), other))[:MOST]
    return [
        {
            **graph.reference(other),
            "papers": known.get(other, (0, 0))[0],
            "relations": stated.get(other, []),
            "nearness": round(nearness(other), 4),
        }
        for other in nearest
    ]


def paper_neighbours(roles: Sequence[Record]) -> list[Record]:
    """What a paper names, a few of each role and type, in the order of its page."""
    found: dict[str, Record] = {}
    for group in roles:
        surest = sorted(group["entities"], key=lambda each: -(each["confidence"] or 0.0))
        for each in surest[:_OF_A_ROLE]:
            new = {name: each[name] for name in ("id", "name", "label", "page")}
            found.setdefault(each["id"], {**new, "relations": [group["role"]], "nearness": 1.0})
    return list(found.values())[:MOST]


def neighbour_plot(name: str, neighbours: Sequence[Mapping[str, object]]) -> Record | None:
    """Dots, lines and names in pixels; None of fewer than two neighbours.

    Each name has a row of its own on its side, so that no two overlap, and is cut to the room that
    its row has.
    """
    if len(neighbours) < 2:
        return None
    half = -(-len(neighbours) // 2)
    height = 2 * _EDGE + _ROW * half
    strongest = max(float(str(each["nearness"])) for each in neighbours) or 1.0
    points = []
    for number, each in enumerate(neighbours):
        side = 1 if number % 2 == 0 else -1
        of_side = half if side == 1 else len(neighbours) - half
        down = (number // 2 - (of_side - 1) / 2) * _ROW
        across = side * _AROUND * sqrt(max(1 - (down / (_ROW * (half / 2 + 1))) ** 2, 0.1))
        x, y = WIDTH / 2 + across, height / 2 + down
        room = WIDTH / 2 - abs(across) - 14
        points.append(
            {
                "x": round(x, 1),
                "y": round(y, 1),
                "side": "start" if side == 1 else "end",
                "text_x": round(x + side * 12, 1),
                "text": _cut(str(each["name"]), room),
                "title": _title(each),
                "page": each["page"],
                "colour": NODE_STYLES[str(each["label"])][1],
                "stated": bool(each["relations"]),
                "width": round(max(1.0, _THICKEST * float(str(each["nearness"])) / strongest), 1),
            }
        )
    middle = {"x": WIDTH / 2, "y": height / 2, "text": _cut(name, 2 * _AROUND - 40)}
    return {"width": WIDTH, "height": height, "middle": middle, "points": points}


def _title(each: Mapping[str, object]) -> str:
    relations = each["relations"]
    phrases = [str(phrase).lower() for phrase in relations] if isinstance(relations, list) else []
    papers = each.get("papers")
    if papers:
        phrases.append(f"in {papers} {'paper' if papers == 1 else 'papers'} with it")
    return f"{each['name']}: {', '.join(phrases)}"


def _cut(text: str, room: float) -> str:
    """The text, or as much of it as a width in pixels holds.

    >>> _cut("Stochastic gradient descent", 160.0)
    'Stochastic g…'
    """
    left = room / _PHONE
    if len(text) <= left or sum(map(_width, text)) <= left:
        return text
    kept = 0
    for letter in text:
        left -= _width(letter)
        if left < 1:
            break
        kept += 1
    return f"{text[:kept].rstrip()}…"


@cache
def _width(letter: str) -> float:
    """The width of a letter in a wide font (DejaVu Sans), over the size of the font."""
    if east_asian_width(letter) in "WF" or letter in "MWmw@%—…":
        return 1.0
    if letter in " .,:;'|!()[]ijlftrI-":
        return 0.4
    return 0.72 if letter.isupper() else 0.62
