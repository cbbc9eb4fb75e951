"""What a method builds on, and what builds on it, step by step, where words say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import cast

from kg.core.codec import decode_evidence
from kg.questions.answer_records import Answers, record_of_row
from kg.questions.name_lookup import known_id
from kg.questions.query import ask
from kg.questions.statements.lineage_words import (
    KIND_OF,
    VERSION_OF,
    Building,
    read_building,
    read_kind,
)
from kg.questions.statements.paper_methods import main_method, paper_methods
from kg.questions.store_access import Askable, opened_store
from kg.store import Store

_Row = Mapping[str, object]

_ALL = 1_000_000  # rows: no method is named by more


@dataclass(frozen=True, slots=True)
class LineageLink:
    """A method that another builds on (``towards`` is ``"up"``) or that builds on it (``"down"``).

    ``step`` counts the links from the method that was asked for, and ``of`` is the method one
    step nearer to it. ``how`` is ``"extends"``, ``"based on"``, ``"initialized from"``,
    ``"variant of"``, ``"distilled from"``, ``"fine-tuned from"`` or ``"kind of"`` where a
    sentence states it in ``words`` (verbatim), and ``"version of"`` where the name alone does
    (``words`` is None; ``sentence`` then only names it). ``confidence`` is the probability that
    the paper names the method so; ``cited`` whether it also cites a paper of the older method: one
    that introduces it, or whose title begins with its name.
    """

    towards: str
    step: int
    other: str
    of: str
    how: str
    words: str | None
    paper: str
    title: str
    date: str | None
    confidence: float
    sentence: str
    cited: bool


@dataclass(frozen=True, slots=True)
class _Link:
    """That one method (name, id) builds on another, as a paper states it."""

    child: tuple[str, str]
    parent: tuple[str, str]
    how: str
    words: str | None
    row: _Row
    sentence: str

    @property
    def cited(self) -> bool:
        """Whether a citation of the same paper supports it; rows of some questions have none."""
        return bool(self.row.get("cited"))


def lineage(
    graph: Askable, method: str, *, depth: int = 1, min_confidence: float = 0.0, limit: int = 200
) -> list[LineageLink]:
    """The methods that a method builds on, then those that build on it, nearest first.

    A method comes once in each direction: with the link whose words state it, one that a citation
    supports first, then that of highest confidence, else as a version by its name. What is only
    compared, evaluated, judged or used with a method does not build on it.

    Args:
        graph: a graph directory, a graph, or an open store.
        method: name, alias or id of the method.
        depth: maximum number of steps.
        min_confidence: smallest confidence of a link that a sentence states, in [0, 1].
        limit: maximum number of links that are followed from one method.

    Raises:
        NotFoundError: no method has this name; the message suggests the nearest.
    """
    with opened_store(graph) as store:
        start = known_id(store, "Method", method) or method
        up, down = (
            _walk(store, start, towards, depth, min_confidence, limit) for towards in ("up", "down")
        )
        return Answers([*up, *down])


def _walk(
    store: Store, start: str, towards: str, depth: int, min_confidence: float, limit: int
) -> Iterator[LineageLink]:
    """Breadth first, so that each method is met by its shortest way."""
    near, seen = [start], {start}
    for step in range(1, depth + 1):
        new: list[str] = []
        for method in near:
            for link in _links(store, method, towards, min_confidence)[:limit]:
                other, of = (
                    (link.parent, link.child) if towards == "up" else (link.child, link.parent)
                )
                seen.add(of[1])
                if other[1] in seen:
                    continue
                seen.add(other[1])
                new.append(other[1])
                yield record_of_row(
                    LineageLink,
                    link.row,
                    towards=towards,
                    step=step,
                    other=other[0],
                    of=of[0],
                    how=link.how,
                    words=link.words,
                    sentence=link.sentence,
                    cited=link.cited,
                )
        near = new


def _links(store: Store, method: str, towards: str, min_confidence: float) -> list[_Link]:
    """The links of one method in one direction: stated ones, those first whose parent the paper
    cites, by confidence, then versions."""
    rows = ask(store, "lineage", {"method": method, "limit": _ALL}).records()
    papers = (list(found) for _, found in groupby(rows, key=lambda row: row["paper"]))
    stated = [
        link
        for found in papers
        for link in paper_links(found)
        if cast("float", link.row["confidence"] or 1.0) >= min_confidence
    ]
    given = {"method": method, "min_confidence": min_confidence, "limit": _ALL}
    named = list(_named_links(ask(store, "lineage-links", given).records(), towards))
    found = [*stated, *(link for link in named if link.how != VERSION_OF)]
    found.sort(key=lambda link: (not link.cited, -cast("float", link.row["confidence"] or 1.0)))
    found += [link for link in named if link.how == VERSION_OF]
    own, other = ("child", "parent") if towards == "up" else ("parent", "child")
    kept: dict[str, _Link] = {}
    for link in found:
        if method in getattr(link, own):
            kept.setdefault(getattr(link, other)[1], link)
    return list(kept.values())


def paper_links(rows: list[dict[str, object]]) -> Iterator[_Link]:
    """What one paper states of building: rows are its methods (columns as of ``lineage``)."""
    methods = paper_methods(rows)
    own = {method.id for method in methods if method.introduced}
    main = main_method(methods)
    named = {s: m for m in sorted(methods, key=lambda m: m.introduced) for s in m.surfaces}
    its = [surface for surface, method in named.items() if method.introduced]
    for row, parent in zip(rows, methods, strict=True):
        if parent.id in own:
            continue
        others = {surface: m for surface, m in named.items() if m.id != parent.id}
        for evidence in decode_evidence(str(row["evidence"])):
            found = read_building(evidence.sentence, evidence.text, its, others)
            child = others[found.child] if found and found.child else main
            if found and child:
                ends = (child.name, child.id), (parent.name, parent.id)
                yield _Link(*ends, found.how, found.words, row, evidence.sentence)
                break


def _named_links(rows: Iterable[_Row], towards: str) -> Iterator[_Link]:
    """Kinds that a sentence states, and versions that are such by their names."""
    for row in rows:
        if row["towards"] != towards:
            continue
        other, method = (
            (str(row["other"]), str(row["other_id"])),
            (
                str(row["method"]),
                str(row["method_id"]),
            ),
        )
        child, parent = (method, other) if towards == "up" else (other, method)
        link = _Link(child, parent, VERSION_OF, None, row, str(row["sentence"]))
        if row["edge"] == "VARIANT_OF":
            yield link
        elif found := _kind(str(row["text"]), parent[0]):
            yield replace(link, how=found.how, words=found.words)


def _kind(quoted: str, parent: str) -> Building | None:
    """As `read_kind`, whichever way the parent is written at the end of the quotation."""
    last = quoted.split(" ")
    for count in range(1, 5):
        surface = " ".join(last[-count:])
        if found := read_kind(quoted, surface):
            return found if found.how != KIND_OF or parent[:1].isupper() else None
    return None
