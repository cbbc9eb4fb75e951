"""Names that people type: found by alias and spelling, or answered with the nearest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from kg.core.errors import NotFoundError
from kg.core.names import key
from kg.core.schema import ENTITY_LABELS, IDENTIFIED
from kg.lexicon.suggestions import KnownName, suggest_names
from kg.questions.query import ask
from kg.store import Store
from kg.store.named_queries import NODE_KINDS, find_query

ANY = "any"
"""The label of a name of which it is not said what it is of."""


def known_id(store: Store, label: str, name: str | None) -> str | None:
    """What Cypher finds an entity of a label by: its id, or the name where several share it.

    The entity whose name it is goes before those of which it is an alias. Case, hyphens and
    plurals make no difference. None stays None.

    Raises:
        NotFoundError: no entity of the label is called so; the message names the nearest.
    """
    if name is None:
        return None
    rows = _called(store, label, name)
    own = [str(row["id"]) for row in rows if str(row["name"]).lower() == name.lower()]
    if rows:
        return own[0] if len(own) == 1 else name
    for row in _names(store, label):
        if key(name) in _keys(row):
            return str(row["id"])
    raise NotFoundError(unknown_name(store, label, name))


def known_ids(store: Store, label: str, name: str | None) -> list[str]:
    """The ids of the entities of a label that are called so, as `known_id` finds them.

    Raises:
        NotFoundError: no entity of the label is called so; the message names the nearest.
    """
    known = known_id(store, label, name)
    return [] if known is None else [str(row["id"]) for row in _called(store, label, known)]


def _called(store: Store, label: str, name: str) -> list[dict[str, object]]:
    return store.called(name, NODE_KINDS["entity"] if label == ANY else (label,))


def _names(store: Store, label: str) -> list[dict[str, object]]:
    """Every entity of the label, the most used first."""
    return ask(store, "names", {"label": label}).records()


def _keys(row: Mapping[str, object]) -> set[str]:
    """The name and the aliases, each folded over its spellings."""
    return {key(str(row["name"])), *map(key, cast("list[str]", row["aliases"]))}


def unknown_name(store: Store, label: str, name: str) -> str:
    """What to report of a name that no entity of a label has: what it may mean instead."""
    what = "nothing" if label == ANY else f"no {label.lower()}"
    if label in IDENTIFIED:
        return f"{what} is called {name!r}; `kg search` finds names by their words"
    for other in ENTITY_LABELS if label != ANY else ():
        if _called(store, other, name):
            return f"{what} is called {name!r}, but a {other.lower()} is: ask for that"
    near = " or ".join(repr(other) for other in nearest(store, label, name))
    hint = f"did you mean {near}?" if near else "`kg query names` lists what there is"
    return f"{what} is called {name!r}; {hint}"


def unknown_parameters(store: Store, query: str, given: Mapping[str, object]) -> list[str]:
    """What to report of the names, among the parameters of a named query, that nothing has."""
    labels = {label.lower(): label for label in (*ENTITY_LABELS, *IDENTIFIED)}
    return [
        unknown_name(store, labels.get(parameter.kind, ANY), name)
        for parameter in find_query(query).parameters
        if parameter.kind in NODE_KINDS
        if (name := str(given.get(parameter.name) or ""))
        and not store.called(name, NODE_KINDS[parameter.kind])
    ]


def nearest(store: Store, label: str, name: str) -> list[str]:
    """The names of at most three entities that this may mean, the likeliest first.

    See `kg.lexicon.suggestions`.
    """
    rows = _names(store, label)
    return suggest_names(name, map(_known_name, rows))


def _known_name(row: Mapping[str, object]) -> KnownName:
    aliases = cast("list[str]", row["aliases"])
    return KnownName(str(row["name"]), aliases, cast("int", row["papers"]))
