"""Why two names are one node, or are not."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from kg.core.errors import GraphError, NotFoundError
from kg.core.judgement import (
    DIFFERENT,
    SAME,
    UNSURE,
    Judgement,
    NameKey,
    in_force,
    judged_pair,
    split_mention,
)
from kg.core.schema import ENTITY_LABELS
from kg.lexicon.name_tokens import name_tokens
from kg.lexicon.suggestions import KnownName, suggest_names
from kg.resolution.name_mentions import surface_key
from kg.resolution.resolve import Resolution
from kg.resolution.rules import without_rules
from kg.store.codec.search_key import search_keys
from kg.store.directory.graph_directory import (
    GraphDirectory,
    open_directory,
)
from kg.store.directory.index.cluster_index import (
    name_keys_of,
    nodes_called,
    resolve_around,
)
from kg.store.directory.index.decision_index import forms_of
from kg.store.directory.index.name_index import search_names

__all__ = ["Named", "find_named", "find_pair", "resolution_for", "why"]

Place = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A node that a name means, and the unit of it that has the name."""

    label: str
    id: str
    name: str
    unit: NameKey


def find_named(
    directory: GraphDirectory, name: str, label: str | None = None, form: str | None = None
) -> Named:
    """The node that a name, an alias or an id means.

    ``label`` chooses among several, and so does ``form``, the key of a form of the one meant.

    Raises:
        NotFoundError: none has it, or several have.
    """
    called = nodes_called(directory.index, name) or _aliased(directory, name)
    found = [row for row in called if label in (None, row[0])]
    if form is not None and len(found) > 1:
        having = [row for row in found if form in _forms(directory, row[1])]
        found = having if len(having) == 1 else found
    if not found:
        raise NotFoundError(f"no entity is called {name!r}{_nearest(directory, name)}")
    if len(found) > 1:
        shown = ", ".join(f"{identifier} ({shown})" for _, identifier, shown in found)
        raise NotFoundError(f"{name!r} is the name of several entities: {shown}; give the id")
    of, identifier, shown = found[0]
    units = name_keys_of(directory.index, identifier)
    keys = [surface_key(name), surface_key(shown)]
    if NameKey(of, keys[0]) not in units:
        keys = [*(w.key for w in forms_of(directory.index, units) if w.form == keys[0]), *keys]
    unit = next((NameKey(of, key) for key in keys if NameKey(of, key) in units), units[0])
    return Named(of, identifier, shown, unit)


def _forms(directory: GraphDirectory, identifier: str) -> set[str]:
    """The keys of all forms of the names of a node."""
    units = name_keys_of(directory.index, identifier)
    return {written.form for written in forms_of(directory.index, units)}


def _aliased(directory: GraphDirectory, name: str) -> list[tuple[str, str, str]]:
    """The (label, id, name) of the nodes that go by a name which is no name of a mention."""
    key = surface_key(name)
    words = search_keys(name)
    return [
        (label, str(row["id"]), str(row["name"]))
        for row in (search_names(directory.index, words, _ALIASED) if words else ())
        for label in (str(row["label"]),)
        if label in ENTITY_LABELS
        and key in map(surface_key, (str(row["name"]), *cast("list[str]", row["aliases"])))
    ]


_ALIASED = 10_000  # nodes that have all the words of an alias, at most


def _nearest(directory: GraphDirectory, name: str) -> str:
    rows = directory.index.execute(
        "SELECT thing.name, aliases, count(DISTINCT paper) FROM thing"
        " JOIN cluster ON node = id JOIN fact ON fact.label = cluster.label AND fact.key = base"
        " GROUP BY id"
    )
    known = (KnownName(shown, json.loads(aliases), papers) for shown, aliases, papers in rows)
    near = ", ".join(map(repr, suggest_names(name, known)))
    return f"; did you mean {near}?" if near else "; `kg search` finds names by their words"


def find_pair(directory: GraphDirectory, left: str, right: str) -> tuple[Named, Named]:
    """The nodes that two names mean: of one type, where one of them has but one."""
    labels = [
        {row[0] for row in nodes_called(directory.index, name) or _aliased(directory, name)}
        for name in (left, right)
    ]
    both = labels[0] & labels[1]
    label = next(iter(both)) if len(both) == 1 else None
    one, other = find_named(directory, left, label), find_named(directory, right, label)
    if one.label != other.label:
        raise GraphError(f"{one.id} is a {one.label} and {other.id} a {other.label}: never one")
    return one, other


def resolution_for(directory: GraphDirectory, *units: NameKey) -> Resolution:
    """How the names that may concern some units resolve, by manual decisions and rules."""
    bases = {NameKey(unit.label, split_mention(unit.key)[0]) for unit in units}
    return resolve_around(directory.index, bases, without_rules(directory.judgements()))


def why(graph: Place, name: str, other: str) -> Iterator[str]:
    """What makes two names one node, judgement by judgement, or what keeps them apart, as lines.

    Raises:
        NotFoundError: a name is nobody's, or several entities'.
        GraphError: they are of two types, or there is no graph.
    """
    directory = open_directory(graph)
    left, right = find_pair(directory, name, other)
    found = resolution_for(directory, left.unit, right.unit)
    if left.id == right.id:
        yield f"{name} and {other} are one: {left.name}  [{left.id}]"
        if left.unit == right.unit and surface_key(name) != surface_key(other):
            yield from _in_one_paper(directory, left.unit, name, other)
        else:
            yield from _chain(found, left.unit, right.unit)
    else:
        names = f"{left.name}  [{left.id}] and {right.name}  [{right.id}]"
        yield f"{name} and {other} are two: {names}"
        yield from _between(found, left, right)


def _in_one_paper(directory: GraphDirectory, unit: NameKey, name: str, other: str) -> Iterator[str]:
    """Which papers have both names as forms of one entity."""
    papers: dict[str, set[str]] = {}
    for written in forms_of(directory.index, [unit]):
        papers.setdefault(written.paper, set()).add(written.form)
    keys = {surface_key(name), surface_key(other)} - {unit.key}
    having = sorted(paper for paper, forms in papers.items() if keys <= forms)
    shown = ", ".join(having[:_PAPERS])
    more = f" and {len(having) - _PAPERS} more" if len(having) > _PAPERS else ""
    yield f"  read as one entity in {shown}{more}; kg split parts them"


_PAPERS = 3  # papers that are named


def _chain(found: Resolution, start: NameKey, end: NameKey) -> Iterator[str]:
    """The shortest way from one unit to another over the judgements that joined their node."""
    if start == end:
        yield f"  both are written {start.key!r}, but for case, hyphens, plural and the like"
        return
    links: dict[NameKey, list[tuple[NameKey, Judgement]]] = {}
    for judgement in found.clusters.joined:
        one, other = judged_pair(judgement)
        links.setdefault(one, []).append((other, judgement))
        links.setdefault(other, []).append((one, judgement))
    came: dict[NameKey, tuple[NameKey, Judgement] | None] = {start: None}
    todo = deque([start])
    while todo and end not in came:
        unit = todo.popleft()
        for other, judgement in links.get(unit, ()):
            if other not in came:
                came[other] = (unit, judgement)
                todo.append(other)
    lines: list[str] = []
    step = came.get(end)
    while step is not None:
        lines.append(_line(step[1]))
        step = came[step[0]]
    yield from reversed(lines or ["  papers write both of it"])


def _line(judgement: Judgement) -> str:
    sign = {SAME: "=", DIFFERENT: "is not"}.get(judgement.verdict, "?")
    reason = f": {judgement.reason}" if judgement.reason else ""
    left, right = judgement.left, judgement.right
    return f"  {left} {sign} {right}  ({judgement.by}, {judgement.score:.2f}){reason}"


def _between(found: Resolution, one: Named, other: Named) -> Iterator[str]:
    root = found.clusters.root
    pair = {root(one.unit), root(other.unit)}
    spoken = [j for j in found.judgements if {root(unit) for unit in judged_pair(j)} == pair]
    held = {j for j in in_force(spoken) if j.verdict == DIFFERENT}
    listed = [j for j in spoken if j in held or j.verdict == UNSURE or j in found.clusters.refused]
    yield from map(_line, listed)
    for variant, family in ((one, other), (other, one)):
        if found.parents.get(variant.id) == family.id:
            yield f"  {variant.name} is a variant of {family.name}"
    if not listed:
        yield f"  {_difference(one.unit.key, other.unit.key)}"


def _difference(left: str, right: str) -> str:
    one, other = name_tokens(left), name_tokens(right)
    numbers = [[word for word in words if any(map(str.isdigit, word))] for words in (one, other)]
    if numbers[0] != numbers[1]:
        shown = [" ".join(words) or "no number" for words in numbers]
        return f"versions, sizes and numbers part: {shown[0]} against {shown[1]}"
    extra = [
        " ".join(w for w in a if w not in b) or "nothing" for a, b in ((one, other), (other, one))
    ]
    return f"no rule joins them: {extra[0]} against {extra[1]}"
