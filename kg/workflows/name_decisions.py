"""Manual merge and split decisions about names, and taking them back.

Every decision is a line that is added to the ledger of a graph directory; so is its withdrawal.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from kg.core.errors import GraphError, NotFoundError
from kg.core.judgement import (
    DIFFERENT,
    PERSON,
    SAME,
    WITHDRAWN,
    Judgement,
    NameKey,
    in_force,
    judged_pair,
    mention_of,
    split_mention,
)
from kg.resolution.name_mentions import surface_key
from kg.store.directory.cluster_index import (
    name_keys_of,
    uses_bare,
)
from kg.store.directory.graph_directory import (
    open_directory,
    record_judgements,
    writing,
)
from kg.workflows.name_explanations import find_named, find_pair, resolution_for

__all__ = ["merge", "split", "undo"]

Place = str | os.PathLike[str]


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


def merge(graph: Place, name: str, other: str, *, reason: str = "", by: str = "") -> str:
    """Judge two names the same, called by the name of ``other``; the outcome, in a line.

    Args:
        graph: the graph directory.
        name, other: names, aliases or ids of two entities of one type.
        reason, by: why, and who judges: kept in the ledger.

    Raises:
        NotFoundError, GraphError: as `why`.
    """
    left, right = find_pair(open_directory(graph), name, other)
    if left.id == right.id:
        return f"{name} and {other} are one already: {left.name}  [{left.id}]"
    better = right.name if surface_key(right.name) == right.unit.key else right.unit.key
    _judge(graph, by, [(left.unit.key, better, reason)], left.label, SAME)
    found = resolution_for(open_directory(graph), left.unit, right.unit)
    if found.of[left.unit] == found.of[right.unit]:
        entity = found.entities[found.of[right.unit]]
        return f"{name} and {other} are one: {entity.name}  [{entity.id}]"
    return f"{name} and {other} stay two: another judgement keeps them apart (kg why)"


def split(
    graph: Place,
    name: str,
    surface: str,
    *,
    paper: str | None = None,
    reason: str = "",
    by: str = "",
) -> str:
    """Judge a spelling of a node, or what one paper means by its name, to be another entity.

    Raises:
        NotFoundError, GraphError: as `why`; or the spelling is none of the node's own.
    """
    directory = open_directory(graph)
    node = find_named(directory, name)
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
    found = resolution_for(open_directory(graph), node.unit, NameKey(node.label, key))
    parted = found.of[NameKey(node.label, apart)]
    return f"{surface} is now {found.entities[parted].name}  [{parted}]"


def undo(
    graph: Place, name: str | None = None, other: str | None = None, *, by: str = ""
) -> list[str]:
    """Take back the last manual decisions, or those about two names; what was taken back.

    Raises:
        NotFoundError: there is nothing to take back.
    """
    with writing(graph) as directory:
        found = [j for j in in_force(directory.judgements()) if j.personal]
        if name is not None and other is not None:
            keys = {surface_key(name), surface_key(other)}
            found = [j for j in found if {unit.key for unit in judged_pair(j)} == keys]
        else:
            last = max((j.time for j in found), default="")
            found = [j for j in found if j.time == last]
        if not found:
            raise NotFoundError("there is no manual decision in force: nothing to undo")
        who = f"{PERSON}:{by}" if by else PERSON
        record_judgements(
            directory,
            [Judgement(j.label, j.left, j.right, 1.0, "undone", who, WITHDRAWN) for j in found],
        )
    return [f"{j.left} {'=' if j.verdict == SAME else 'is not'} {j.right}" for j in found]
