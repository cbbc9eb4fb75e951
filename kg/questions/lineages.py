"""What a method builds on, and what builds on it, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.questions.answer_records import record_of_row
from kg.questions.name_lookup import known_id
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store
from kg.store import Store


@dataclass(frozen=True, slots=True)
class LineageLink:
    """A method that another builds on (``towards`` is ``"up"``) or that builds on it (``"down"``).

    ``step`` counts the links from the method that was asked for, and ``of`` is the method one
    step nearer to it. ``edge`` says how: PART_OF, KIND_OF or VARIANT_OF where a sentence
    states it, USES where the paper that introduces the one uses the other.
    """

    towards: str
    step: int
    other: str
    of: str
    edge: str
    paper: str
    title: str
    date: str | None
    confidence: float
    sentence: str


def lineage(
    graph: Askable, method: str, *, depth: int = 1, min_confidence: float = 0.5, limit: int = 200
) -> list[LineageLink]:
    """The methods that a method builds on, then those that build on it, nearest first.

    A method comes once in each direction, with the link of highest confidence: a stated
    relation goes before a use.

    Args:
        graph: a graph directory, a graph, or an open store.
        method: name, alias or id of the method.
        depth: maximum number of steps.
        min_confidence: smallest confidence of a link that a sentence states, in [0, 1].
        limit: maximum number of links that are followed from one method.

    Raises:
        NotFoundError: no method has this name; the message suggests the nearest.
    """
    given = {"min_confidence": min_confidence, "limit": limit}
    with opened_store(graph) as store:
        start = known_id(store, "Method", method) or method
        up, down = (_walk(store, start, towards, depth, given) for towards in ("up", "down"))
        return [*up, *down]


_Given = Mapping[str, float]


def _walk(
    store: Store, start: str, towards: str, depth: int, given: _Given
) -> Iterator[LineageLink]:
    """Breadth first, so that each method is met by its shortest way."""
    near = [row for row in _links(store, start, given) if row["towards"] == towards]
    seen = {str(row["method_id"]) for row in near}
    for step in range(1, depth + 1):
        new = []
        for row in near:
            if row["other_id"] not in seen:
                seen.add(str(row["other_id"]))
                new.append(str(row["other_id"]))
                yield record_of_row(LineageLink, row, step=step, of=row["method"])
        if step < depth:
            links = (row for identifier in new for row in _links(store, identifier, given))
            near = [row for row in links if row["towards"] == towards]


def _links(store: Store, method: str, given: _Given) -> Iterator[Mapping[str, object]]:
    """Stated relations before uses."""
    yield from ask(store, "lineage-links", {"method": method, **given}).records()
    for row in ask(store, "lineage", {"method": method, "limit": given["limit"]}).records():
        yield {"edge": "USES", **row}
