"""What a person has to say of names: why two are one node or are not, merging, splitting, undoing.

Every judgement is a line that is added to the ledger of a graph directory; taking one back
is a line, too.
"""

from __future__ import annotations

import difflib
import os
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.core.errors import GraphError, NotFoundError
from kg.core.judgement import (
    DIFFERENT,
    PERSON,
    SAME,
    UNSURE,
    WITHDRAWN,
    Judgement,
    NameKey,
    in_force,
    judged_pair,
    mention_of,
    split_mention,
)
from kg.lexicon.name_tokens import name_tokens
from kg.resolution.name_mentions import surface_key
from kg.resolution.resolve import Resolution
from kg.resolution.rules import without_rules
from kg.store.directory.cluster_index import (
    nodes_called,
    node_of,
    papers_of,
    resolve_around,
    name_keys_of,
    uses_bare,
)
from kg.store.directory.graph_directory import GraphDirectory, open_directory, record_judgements, writing

__all__ = ["Doubt", "merge", "split", "undo", "unsure", "why"]

Place = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A node that somebody speaks of by a name, and the unit of it that the name means."""

    label: str
    id: str
    name: str
    unit: NameKey


def find(directory: GraphDirectory, name: str, label: str | None = None) -> Named:
    """The node that a name, an alias or an id means; ``label`` tells several apart.

    Raises:
        NotFoundError: none has it, or several have.
    """
    found = [row for row in nodes_called(directory.index, name) if label in (None, row[0])]
    if not found:
        raise NotFoundError(f"no entity is called {name!r}{_nearest(directory, name)}")
    if len(found) > 1:
        shown = ", ".join(f"{identifier} ({shown})" for _, identifier, shown in found)
        raise NotFoundError(f"{name!r} is the name of several entities: {shown}; give the id")
    of, identifier, shown = found[0]
    units = name_keys_of(directory.index, identifier)
    keys = (surface_key(name), surface_key(shown))
    unit = next((NameKey(of, key) for key in keys if NameKey(of, key) in units), units[0])
    return Named(of, identifier, shown, unit)


def _nearest(directory: GraphDirectory, name: str) -> str:
    rows = directory.index.execute("SELECT DISTINCT name FROM thing ORDER BY name")
    shown = {row[0].casefold(): row[0] for row in rows}
    near = difflib.get_close_matches(name.casefold(), shown, n=3, cutoff=0.7)
    return f"; did you mean {', '.join(repr(shown[each]) for each in near)}?" if near else ""


def _pair(directory: GraphDirectory, left: str, right: str) -> tuple[Named, Named]:
    """The nodes that two names mean: of one type, where one of them has but one."""
    labels = [{row[0] for row in nodes_called(directory.index, name)} for name in (left, right)]
    both = labels[0] & labels[1]
    label = next(iter(both)) if len(both) == 1 else None
    one, other = find(directory, left, label), find(directory, right, label)
    if one.label != other.label:
        raise GraphError(f"{one.id} is a {one.label} and {other.id} a {other.label}: never one")
    return one, other


def _resolution(directory: GraphDirectory, *units: NameKey) -> Resolution:
    bases = {NameKey(unit.label, split_mention(unit.key)[0]) for unit in units}
    return resolve_around(directory.index, bases, without_rules(directory.judgements()))


def why(left: str, right: str, graph: Place = "papers.kg") -> Iterator[str]:
    """What makes two names one node, judgement by judgement, or what keeps them apart.

    Raises:
        NotFoundError: a name is nobody's, or several entities'.
        GraphError: they are of two types, or there is no graph.
    """
    directory = open_directory(graph)
    one, other = _pair(directory, left, right)
    found = _resolution(directory, one.unit, other.unit)
    if one.id == other.id:
        yield f"{left} and {right} are one: {one.name}  [{one.id}]"
        yield from _chain(found, _unit(one, left), _unit(other, right))
    else:
        yield f"{left} and {right} are two: {one.name}  [{one.id}] and {other.name}  [{other.id}]"
        yield from _between(found, one, other)


def _unit(named: Named, name: str) -> NameKey:
    return NameKey(named.label, surface_key(name))


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
    told = [j for j in spoken if j in held or j.verdict == UNSURE or j in found.clusters.refused]
    yield from map(_line, told)
    for variant, family in ((one, other), (other, one)):
        if found.parents.get(variant.id) == family.id:
            yield f"  {variant.name} is a variant of {family.name}"
    if not told:
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


def _judge(
    graph: Place, name: str, judgements: Sequence[tuple[str, str, str]], label: str, verdict: str
) -> None:
    by = f"{PERSON}:{name}" if name else PERSON
    with writing(graph) as directory:
        record_judgements(
            directory,
            [
                Judgement(label, left, right, 1.0, reason, by, verdict)
                for left, right, reason in judgements
            ],
        )


def merge(
    left: str, right: str, graph: Place = "papers.kg", *, reason: str = "", by: str = ""
) -> str:
    """Judge two names the same, by the name of ``right``; what became of it, in a line.

    Raises:
        NotFoundError, GraphError: as `why`.
    """
    one, other = _pair(open_directory(graph), left, right)
    if one.id == other.id:
        return f"{left} and {right} are one already: {one.name}  [{one.id}]"
    better = other.name if surface_key(other.name) == other.unit.key else other.unit.key
    _judge(graph, by, [(one.unit.key, better, reason)], one.label, SAME)
    directory = open_directory(graph)
    found = _resolution(directory, one.unit, other.unit)
    if found.of[one.unit] == found.of[other.unit]:
        thing = found.entities[found.of[other.unit]]
        return f"{left} and {right} are one: {thing.name}  [{thing.id}]"
    return f"{left} and {right} stay two: somebody called them different (kg why)"


def split(
    name: str,
    surface: str,
    graph: Place = "papers.kg",
    *,
    paper: str | None = None,
    reason: str = "",
    by: str = "",
) -> str:
    """Judge a spelling of a node, or what one paper means by its name, to be another thing.

    Raises:
        NotFoundError, GraphError: as `why`; or the spelling is none of the node's own.
    """
    directory = open_directory(graph)
    node = find(directory, name)
    units = name_keys_of(directory.index, node.id)
    key = surface_key(surface)
    apart = mention_of(key, paper) if paper else key
    rest = [unit.key for unit in units if unit.key != apart]
    if NameKey(node.label, key) not in units or not rest:
        shown = ", ".join(sorted({split_mention(unit.key)[0] for unit in units}))
        raise GraphError(f"{surface!r} cannot be split from {node.name}, which is: {shown}")
    if paper is not None and not uses_bare(directory.index, node.label, key, paper):
        raise GraphError(
            f"{paper!r} names nothing {surface!r} (a short name that it spells not out)"
        )
    _judge(graph, by, [(apart, other, reason) for other in rest], node.label, DIFFERENT)
    found = _resolution(open_directory(graph), node.unit, NameKey(node.label, key))
    parted = found.of[NameKey(node.label, apart)]
    return f"{surface} is now {found.entities[parted].name}  [{parted}]"


def undo(
    left: str | None = None, right: str | None = None, graph: Place = "papers.kg", *, by: str = ""
) -> list[str]:
    """Take back what persons judged last, or judged of two names; what was taken back.

    Raises:
        NotFoundError: there is nothing to take back.
    """
    with writing(graph) as directory:
        spoken = [j for j in in_force(directory.judgements()) if j.personal]
        if left is not None and right is not None:
            keys = {surface_key(left), surface_key(right)}
            spoken = [j for j in spoken if {unit.key for unit in judged_pair(j)} == keys]
        else:
            last = max((j.time for j in spoken), default="")
            spoken = [j for j in spoken if j.time == last]
        if not spoken:
            raise NotFoundError("no judgement of a person is in force there: nothing to undo")
        who = f"{PERSON}:{by}" if by else PERSON
        record_judgements(
            directory,
            [Judgement(j.label, j.left, j.right, 1.0, "undone", who, WITHDRAWN) for j in spoken],
        )
    return [f"{j.left} {'=' if j.verdict == SAME else 'is not'} {j.right}" for j in spoken]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that a person should judge: what it is worth, who doubts, and why.

    ``value`` is the papers that the rarer of the two names is in, times the uncertainty of
    the score, 1 - |2 score - 1|.
    """

    value: float
    label: str
    left: str
    right: str
    score: float
    reason: str
    by: str


def unsure(graph: Place = "papers.kg", limit: int = 20) -> list[Doubt]:
    """The pairs of names that rules are unsure of and no person has judged, the most worth first.

    Raises:
        GraphError: there is no graph.
    """
    directory = open_directory(graph)
    ledger = directory.judgements()
    settled = {frozenset(judged_pair(j)) for j in in_force(ledger) if j.personal}
    found: dict[frozenset[NameKey], Doubt] = {}
    for judgement in sorted(ledger, key=lambda j: (j.time, j)):
        pair = frozenset(judged_pair(judgement))
        if judgement.personal or len(pair) < 2 or pair in settled:
            continue
        if judgement.verdict == UNSURE and _are_one(directory, judgement):
            continue
        doubt = _doubt(directory, judgement)
        if doubt.value > 0:
            found[pair] = doubt
    return sorted(found.values(), key=lambda d: (-d.value, d.label, d.left, d.right))[:limit]


def _are_one(directory: GraphDirectory, judgement: Judgement) -> bool:
    """Whether two names are one node by other judgements."""
    left, right = (node_of(directory.index, unit) for unit in judged_pair(judgement))
    return left is not None and left == right


def _doubt(directory: GraphDirectory, judgement: Judgement) -> Doubt:
    uncertainty = 1 - abs(2 * judgement.score - 1)
    support = (
        min(papers_of(directory.index, unit) for unit in judged_pair(judgement))
        if uncertainty > 0.15
        else 0
    )
    return Doubt(
        round(support * uncertainty, 3),
        judgement.label,
        judgement.left,
        judgement.right,
        judgement.score,
        judgement.reason,
        judgement.by,
    )
