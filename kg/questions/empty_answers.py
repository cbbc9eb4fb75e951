"""Why `find` has no answer, or fewer than there are papers: which condition fails, what is near."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from kg.questions.findings import FoundResult, find, papers_linked
from kg.store import Store

__all__ = ["explain_empty", "linked_only"]

_NEAREST = 3  # values that are named in place of a condition that fails
_READ = 200  # answers that are read for them

_DROPPED = ("metric", "dataset", "method", "task", "since")


def linked_only(
    store: Store,
    asked: Mapping[str, str | None],
    since: str | None,
    answered: Collection[str],
    *,
    variants: bool = False,
) -> str | None:
    """What `find` leaves out: how many more papers are linked with all that was asked for.

    Args:
        store: an open store.
        asked: method, dataset, metric and task as asked for.
        since: first day that counted.
        answered: ids of the papers that answer.
        variants: whether variants stood for what was asked.
    """
    linked = papers_linked(store, asked, since=since, variants=variants)
    count = sum(each.paper not in answered for each in linked)
    names = [name for name in asked.values() if name]
    if not count:
        return None
    papers = f"{count}{' more' if answered else ''} paper{' is' if count == 1 else 's are'}"
    see = f": kg show {shlex.quote(names[0])}" if len(names) == 1 else ""
    return f"{papers} linked with {' and '.join(names)}, without a test that was read{see}"


def explain_empty(
    store: Store, asked: Mapping[str, str | None], since: str | None, *, variants: bool = False
) -> list[str]:
    """What to report of a question of `find` without an answer, a line each condition.

    Args:
        store: an open store.
        asked: method, dataset, metric and task as asked for.
        since: first day that counted.
        variants: whether variants stood for what was asked.
    """
    given: dict[str, str | None] = {**asked, "since": since}
    named = [name for name in _DROPPED if given.get(name)]
    lines = [] if variants else list(_with_variants(store, given))
    lines += _relaxed(store, given, named, variants)
    if lines:
        return ["no paper meets all conditions:", *lines]
    alone = ", ".join(f"{name} {given[name]}" for name in named)
    return [f"no test was read with {alone}" if len(named) == 1 else f"no two of {alone} meet"]


def _with_variants(store: Store, given: Mapping[str, str | None]) -> Iterator[str]:
    """What sizes and versions of the things that were asked for have."""
    found = _find(store, given, variants=True)
    if found:
        yield f"  with --variants: {_counted(found)}, with {_names('method', found)}"


def _relaxed(
    store: Store, given: Mapping[str, str | None], named: list[str], variants: bool
) -> Iterator[str]:
    """For each condition without which there are answers: how many, and with what in its place."""
    for name in named:
        rest = {key: value for key, value in given.items() if key != name}
        if not any(value for key, value in rest.items() if key != "since"):
            continue
        found = _find(store, rest, variants)
        if found:
            yield f"  without {name} {given[name]}: {_counted(found)}{_instead(name, found)}"


def _counted(found: list[FoundResult]) -> str:
    papers = len({one.paper for one in found})
    more = "at least " if len(found) == _READ else ""
    return f"{more}{papers} paper{'' if papers == 1 else 's'}"


def _find(store: Store, rest: Mapping[str, str | None], variants: bool) -> list[FoundResult]:
    return find(
        store,
        method=rest.get("method"),
        dataset=rest.get("dataset"),
        metric=rest.get("metric"),
        task=rest.get("task"),
        since=rest.get("since"),
        variants=variants,
        limit=_READ,
    )


def _instead(name: str, found: list[FoundResult]) -> str:
    if name == "since":
        newest = max((one.date for one in found if one.date), default=None)
        return f", the newest of {newest}" if newest else ""
    nearest = _names(name, found)
    return f", with {nearest}" if nearest else ""


def _names(slot: str, found: list[FoundResult]) -> str:
    """The most frequent names in a slot of the answers."""
    counts = Counter(value for one in found if (value := getattr(one, slot)))
    return ", ".join(str(value) for value, _ in counts.most_common(_NEAREST))
