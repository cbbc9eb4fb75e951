"""Disjoint sets: which items have been joined, directly or over others.

Source: R. E. Tarjan, J. van Leeuwen, "Worst-case analysis of set union algorithms", Journal of
the ACM 31 (1984): union by size, with path halving.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

__all__ = ["UnionFind"]

T = TypeVar("T", bound=Hashable)


class UnionFind(Generic[T]):
    """A partition of items in which every item starts as a set of its own.

    >>> sets = UnionFind("abcd")
    >>> sets.union("a", "c"), sets.union("c", "a")
    (('a', 'c'), None)
    >>> sets.root("a") == sets.root("c"), sets.root("a") == sets.root("b")
    (True, False)
    >>> list(sets.groups())
    [['a', 'c'], ['b'], ['d']]
    """

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._parent: dict[T, T] = {item: item for item in items}
        self._size: dict[T, int] = {}

    def root(self, item: T) -> T:
        """The item that represents the set: the same for every member until the next union."""
        parent = self._parent
        while (above := parent.get(item, item)) != item:
            parent[item] = parent.get(above, above)
            item = parent[item]
        return item

    def union(self, one: T, other: T) -> tuple[T, T] | None:
        """Join two sets: (root that is kept, root that is absorbed), or None if they were one."""
        kept, absorbed = self.root(one), self.root(other)
        if kept == absorbed:
            return None
        if self._size.get(kept, 1) < self._size.get(absorbed, 1):
            kept, absorbed = absorbed, kept
        self._parent.setdefault(kept, kept)
        self._parent[absorbed] = kept
        self._size[kept] = self._size.get(kept, 1) + self._size.pop(absorbed, 1)
        return kept, absorbed

    def groups(self) -> Iterator[list[T]]:
        """The sets, in the order of their first items, each in the order of the items.

        Items are those given at the start, then those joined since.
        """
        members: dict[T, list[T]] = {}
        for item in self._parent:
            members.setdefault(self.root(item), []).append(item)
        return iter(members.values())
