"""Which statements compare one method with another, with their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import cast

from kg.questions.answer_records import Answers, record_of_row
from kg.questions.name_lookup import known_id
from kg.questions.query import ask
from kg.questions.statements.comparison_words import Compared, read_comparison, stands_alone
from kg.questions.statements.paper_methods import PaperMethod, main_method, paper_methods
from kg.questions.store_access import Askable, opened_store
from kg.store import Store

_Row = Mapping[str, object]

HOWS = ("result", "board", "sentence", "role")
"""How two methods may be compared, the firmest first."""

_ALL = 1_000_000  # rows: no method is named by more


@dataclass(frozen=True, slots=True)
class Comparison:
    """A statement that compares a method with a rival.

    ``how`` is ``"result"`` where one number is set against another, ``"board"`` where a paper
    reports both with the same metric on the same dataset, ``"sentence"`` where ``words`` of a
    sentence compare them (verbatim), and ``"role"`` where a paper introduces the method and
    has the rival as a baseline, without words for who is better. ``ahead`` is the one with the
    better value, where both are levels of a metric whose direction is known, or the one that the
    words put ahead. ``asked`` is that of the two which was asked for, or a version of it.
    """

    how: str
    method: str
    rival: str
    value: str | None
    rival_value: str | None
    metric: str | None
    dataset: str | None
    words: str | None
    ahead: str | None
    asked: str
    paper: str
    title: str
    date: str | None
    confidence: float
    sentence: str


def compare(
    graph: Askable,
    method: str,
    other: str | None = None,
    *,
    min_confidence: float = 0.5,
    limit: int = 100,
) -> list[Comparison]:
    """The statements that compare two methods, or one with any: numbers first, then words.

    Both directions count: the method may be the paper's own or the rival, and versions of
    either stand for it. A name inside a longer one (LoRA in FFA-LoRA) is no rival. A paper states
    the same of two methods once, in the firmest way.

    Args:
        graph: a graph directory, a graph, or an open store.
        method, other: names, aliases or ids of methods.
        min_confidence: smallest confidence of a comparison without a number, in [0, 1].
        limit: maximum number of statements.

    Raises:
        NotFoundError: no method has this name; the message suggests the nearest.
    """
    with opened_store(graph) as store:
        own = _with_versions(store, method)
        rivals = _with_versions(store, other) if other is not None else None
        found = [
            each
            for asked in sorted(own)
            for each in (*_numbers(store, asked), *_stated(store, asked, min_confidence))
        ]
    found.sort(key=lambda each: HOWS.index(each.comparison.how))
    return Answers(_once(list(_of(found, own, rivals)))[:limit])


def verdicts(comparisons: Sequence[Comparison]) -> tuple[int, int, int]:
    """How many statements put the method that was asked for ahead, its rival ahead, neither."""
    ahead = sum(one.ahead == one.asked for one in comparisons)
    undecided = sum(one.ahead is None for one in comparisons)
    return ahead, len(comparisons) - ahead - undecided, undecided


def _with_versions(store: Store, name: str) -> set[str]:
    """The ids of the methods that are called so, and of their versions, versions of these too."""
    known = known_id(store, "Method", name)
    called = ask(store, "called", {"label": "Method", "name": known}).records()
    new = ids = {str(row["id"]) for row in called}
    while new:
        links = (
            row
            for identifier in sorted(new)
            for row in ask(store, "lineage-links", {"method": identifier, "limit": _ALL}).records()
        )
        down = {
            str(row["other_id"])
            for row in links
            if row["towards"] == "down" and row["edge"] == "VARIANT_OF"
        }
        new = down - ids
        ids = ids | new
    return ids


@dataclass(frozen=True, slots=True)
class _Found:
    """A comparison with the ids of its method and its rival."""

    comparison: Comparison
    method: str
    rival: str


def _of(found: Iterable[_Found], own: set[str], rivals: set[str] | None) -> Iterator[Comparison]:
    """Those between one of the methods and none of them, or one of the rivals."""
    for each in found:
        one = each.comparison
        for asked, other, name in (
            (each.method, each.rival, one.method),
            (each.rival, each.method, one.rival),
        ):
            if asked in own and other not in own and (rivals is None or other in rivals):
                yield replace(one, asked=name)


def _once(found: Sequence[Comparison]) -> list[Comparison]:
    """Each value once, and words or roles only where the paper has nothing firmer there."""
    kept: dict[tuple[object, ...], Comparison] = {}
    said: set[tuple[object, ...]] = set()
    for one in found:
        rival = one.rival if one.asked == one.method else one.method
        pair = (one.paper, frozenset((one.method, one.rival)))
        if one.value is not None:
            key: tuple[object, ...] = (
                *pair,
                frozenset(((one.method, one.value), (one.rival, one.rival_value))),
            )
        elif (one.paper, rival, *(() if one.how == "role" else (one.sentence,))) in said:
            continue
        else:
            key = (*pair, one.sentence)
        kept.setdefault(key, one)
        said |= {(one.paper, rival), (one.paper, rival, one.sentence)}
    return list(kept.values())


def _numbers(store: Store, asked: str) -> Iterator[_Found]:
    for how, query in (("result", "compare"), ("board", "compare-board")):
        for row in ask(store, query, {"method": asked, "limit": _ALL}).records():
            comparison: Comparison = record_of_row(
                Comparison,
                row,
                how=how,
                rival=row["baseline"],
                rival_value=row["baseline_value"],
                words=None,
                ahead=_ahead(row),
                asked="",
            )
            yield _Found(comparison, str(row["method_id"]), str(row["baseline_id"]))


def _ahead(row: _Row) -> object:
    own, rival = row["number"], row["baseline_number"]
    if row["kind"] != "absolute" or row["higher_is_better"] is None:
        return None
    if None in (own, rival) or own == rival:
        return None
    higher = cast("float", own) > cast("float", rival)
    return row["method"] if higher == row["higher_is_better"] else row["baseline"]


def _stated(store: Store, asked: str, min_confidence: float) -> Iterator[_Found]:
    """What sentences and roles state of a method, paper by paper, then relations."""
    rows = ask(store, "compare-stated", {"method": asked, "limit": _ALL}).records()
    for _, of_paper in groupby(rows, key=lambda row: row["paper"]):
        listed = list(of_paper)
        methods = paper_methods(listed)
        main = main_method(methods)
        for own in (m for m in methods if m.id == asked):
            for rival in methods:
                if rival.id != asked and min(own.confidence, rival.confidence) >= min_confidence:
                    first, second = (
                        (own, rival) if own is main or rival is not main else (rival, own)
                    )
                    yield from _pair(listed[0], first, second, methods, first is main)
    yield from _relations(store, asked, min_confidence)


def _pair(
    row: _Row, one: PaperMethod, rival: PaperMethod, methods: Sequence[PaperMethod], main: bool
) -> Iterator[_Found]:
    """The sentences of one paper that compare two of its methods; else its role, if it has one."""
    others = {s for m in methods if m.id not in (one.id, rival.id) for s in m.surfaces}
    read = False
    for sentence in dict.fromkeys((*rival.sentences, *one.sentences)):
        if not main and not any(surface in sentence for surface in one.surfaces):
            continue
        found = read_comparison(sentence, one.surfaces, rival.surfaces, others)
        if found is not None:
            read = True
            yield _worded((one.name, one.id), (rival.name, rival.id), row, sentence, found)
    if rival.role != "COMPARES_WITH" or not main or read or _of_others(rival, one, methods):
        return
    if stands_alone(rival.best, rival.surfaces, (*one.surfaces, *others)):
        of_rival = {**row, "confidence": rival.confidence}
        yield _worded((one.name, one.id), (rival.name, rival.id), of_rival, rival.best, None)


def _of_others(rival: PaperMethod, one: PaperMethod, methods: Sequence[PaperMethod]) -> bool:
    """Whether the paper compares the rival with a third method: the role is due to that one."""
    for third in methods:
        if third.id in (rival.id, one.id):
            continue
        rest = {s for m in methods if m.id not in (third.id, rival.id) for s in m.surfaces}
        for sentence in rival.sentences:
            named = any(surface in sentence for surface in third.surfaces)
            if named and read_comparison(sentence, third.surfaces, rival.surfaces, rest):
                return True
    return False


def _relations(store: Store, asked: str, min_confidence: float) -> Iterator[_Found]:
    """Relations COMPARED_WITH, whichever paper states them."""
    for row in ask(store, "relations-of", {"name": asked, "limit": _ALL}).records():
        if row["relation"] != "COMPARED_WITH":
            continue
        if cast("float", row["confidence"] or 1.0) < min_confidence:
            continue
        ends = [(str(row["name"]), str(row["id"])), (str(row["other"]), str(row["other_id"]))]
        one, rival = ends if row["direction"] == "out" else ends[::-1]
        sentence = str(row["sentence"])
        if all(stands_alone(sentence, [a[0]], [b[0]]) for a, b in (ends, ends[::-1])):
            found = read_comparison(sentence, [one[0]], [rival[0]])
            yield _worded(one, rival, row, sentence, found or Compared("", True, None))


def _worded(
    one: tuple[str, str],
    rival: tuple[str, str],
    row: _Row,
    sentence: str,
    found: Compared | None,
) -> _Found:
    """A comparison of two methods (name, id) in words, or (None) by the roles in a paper."""
    if found is not None and not found.leads:
        one, rival = rival, one
    ahead = None if found is None or found.ahead is None else (rival[0], one[0])[found.ahead]
    comparison = record_of_row(
        Comparison,
        row,
        **dict.fromkeys(("value", "rival_value", "metric", "dataset")),
        how="role" if found is None else "sentence",
        method=one[0],
        rival=rival[0],
        words=found.words or None if found else None,
        ahead=ahead,
        asked="",
        sentence=sentence,
    )
    return _Found(comparison, one[1], rival[1])
