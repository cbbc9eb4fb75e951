"""Own disjoint sets against the connected components of networkx."""

from __future__ import annotations

import networkx
from hypothesis import given
from hypothesis import strategies as st

from kg.core.union_find import UnionFind

_COUNT = 12
_pairs = st.lists(st.tuples(st.integers(0, _COUNT - 1), st.integers(0, _COUNT - 1)))


@given(_pairs)
def test_groups_are_the_connected_components(pairs: list[tuple[int, int]]) -> None:
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(_COUNT))
    graph.add_edges_from(pairs)
    sets = UnionFind(range(_COUNT))
    for one, other in pairs:
        sets.union(one, other)
    expected = sorted(sorted(part) for part in networkx.connected_components(graph))
    assert list(sets.groups()) == expected


@given(_pairs)
def test_a_union_names_the_root_that_stays_and_the_one_that_goes(
    pairs: list[tuple[int, int]],
) -> None:
    sets = UnionFind[int]()
    for one, other in pairs:
        before = {sets.root(one), sets.root(other)}
        changed = sets.union(one, other)
        if changed is None:
            assert len(before) == 1
        else:
            assert set(changed) == before
            assert sets.root(one) == sets.root(other) == changed[0]


def test_items_need_not_be_given_before_they_are_joined() -> None:
    sets = UnionFind[str]()
    assert sets.root("a") == "a"
    sets.union("b", "c")
    assert list(sets.groups()) == [["b", "c"]]
