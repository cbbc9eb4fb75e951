"""Names that people type: found by alias and spelling, or answered with the nearest."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import cast

from kg.asking import ask
from kg.errors import NotFoundError
from kg.names import entity_id, key
from kg.schema import ENTITY_LABELS
from kg.store import Store

_NEAR = 0.6  # of `difflib.SequenceMatcher.ratio`: one letter in four may be wrong
_SHOWN = 3  # suggestions; more is a list to read


def known(store: Store, label: str, name: str | None) -> str | None:
    """What Cypher finds an entity of a label by: the name itself, or an id it is a spelling of.

    Case, hyphens and plurals make no difference. None stays None.

    Raises:
        NotFoundError: no entity of the label is called so; the message names the nearest.
    """
    if name is None:
        return None
    made = entity_id(label, name)
    rows = ask(store, "called", {"label": label, "name": name, "id": made}).records()
    if not rows:
        raise NotFoundError(_unknown(store, label, name))
    return name if any(_is_called(row, name) for row in rows) else made


def known_anywhere(store: Store, name: str) -> str:
    """As `known`, for a name whose label is not said.

    Raises:
        NotFoundError: nothing is called so; the message names the nearest.
    """
    if ask(store, "called", {"name": name}).rows:
        return name
    for label in ENTITY_LABELS:
        made = entity_id(label, name)
        if ask(store, "called", {"label": label, "name": made}).rows:
            return made
    raise NotFoundError(_unknown(store, None, name))


def _is_called(row: dict[str, object], name: str) -> bool:
    wanted = name.lower()
    aliases = cast("list[str]", row["aliases"])
    return name == row["id"] or wanted in {str(row["name"]).lower(), *map(str.lower, aliases)}


def _unknown(store: Store, label: str | None, name: str) -> str:
    what = f"no {label.lower()}" if label else "nothing"
    others = [
        other
        for other in ENTITY_LABELS
        if label and other != label and ask(store, "called", {"label": other, "name": name}).rows
    ]
    if others:
        return f"{what} is called {name!r}, but a {others[0].lower()} is: ask for that"
    near = " or ".join(repr(other) for other in nearest(store, label, name))
    hint = f"did you mean {near}?" if near else "`kg query names` lists what there is"
    return f"{what} is called {name!r}; {hint}"


def nearest(store: Store, label: str | None, name: str) -> list[str]:
    """The names of at most three entities that are spelt most like this, the nearest first.

    Names that begin with what was typed count as near; among equals, what more papers have.
    """
    spelt: dict[str, str] = {}
    for row in ask(store, "names", {"label": label or "any"}).records():
        for spelling in _spellings(row):
            spelt.setdefault(spelling, str(row["name"]))
    wanted = key(name)
    near = difflib.get_close_matches(wanted, spelt, n=2 * _SHOWN, cutoff=_NEAR)
    near += [spelling for spelling in spelt if spelling.startswith(f"{wanted} ")]
    return list(dict.fromkeys(spelt[spelling] for spelling in near))[:_SHOWN]


def _spellings(row: dict[str, object]) -> Iterator[str]:
    yield key(str(row["name"]))
    yield from map(key, cast("list[str]", row["aliases"]))
