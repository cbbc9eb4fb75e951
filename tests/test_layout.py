"""Positions: the same for the same input, apart, inside the frame, neighbours near."""

from __future__ import annotations

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.exporters.layout import Frame, components, positions, spread

FRAME = Frame(900.0, 700.0)


def graph(nodes: int, seed: int = 3) -> list[tuple[int, int]]:
    """A graph with hubs, a few small components and isolates."""
    hubs = networkx.barabasi_albert_graph(int(nodes * 0.8), 2, seed=seed)
    chain = [(i, i + 1) for i in range(int(nodes * 0.8), int(nodes * 0.9), 3)]
    return [*hubs.edges, *chain]


def test_the_same_input_gives_the_same_points() -> None:
    pairs = graph(200)
    one = positions([4.0] * 200, pairs, frame=FRAME, seed=5)
    two = positions([4.0] * 200, [(b, a) for a, b in reversed(pairs)], frame=FRAME, seed=5)
    assert np.array_equal(one, two)
    assert not np.array_equal(one, positions([4.0] * 200, pairs, frame=FRAME, seed=6))


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7])
def test_small_graphs_have_points(count: int) -> None:
    path = [(i, i + 1) for i in range(count - 1)]
    for pairs in ([], path):
        points = positions([3.0] * count, pairs, frame=FRAME)
        assert points.shape == (count, 2)
        assert np.isfinite(points).all()
        assert len({tuple(point) for point in points.tolist()}) == count


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_no_node_hides_another(pairs: list[tuple[int, int]]) -> None:
    radii = np.array([3.0 + node % 9 for node in range(31)])
    points = positions(radii.tolist(), pairs, frame=FRAME)
    distance = np.hypot(*(points[:, None] - points[None]).T)
    room = radii[:, None] + radii[None]
    np.fill_diagonal(distance, np.inf)
    assert (distance > room * 0.9).all()


def test_it_fills_the_frame_and_sets_small_parts_below() -> None:
    pairs = graph(300)
    points = positions([4.0] * 300, pairs, frame=FRAME)
    body, *rest = components(300, np.array(pairs))
    width, height = np.ptp(points, axis=0)
    assert 0.7 < (width / height) / (FRAME.width / FRAME.height) < 1.4
    assert points[np.concatenate(rest), 1].min() > points[body, 1].max()
    assert np.abs(points.min(axis=0) + points.max(axis=0)).max() < 1e-6


def test_neighbours_are_nearer_than_strangers() -> None:
    pairs = np.array(graph(300))
    points = positions([4.0] * 300, pairs.tolist(), frame=FRAME)
    linked = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T)
    every = np.hypot(*(points[:240, None] - points[None, :240]).T)
    assert linked.mean() < 0.6 * every.mean()


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=30))
def test_components_are_those_of_networkx(pairs: list[tuple[int, int]]) -> None:
    oracle: networkx.Graph[int] = networkx.Graph(pairs)
    oracle.add_nodes_from(range(21))
    ours = components(21, np.array(pairs, dtype=np.intp).reshape(-1, 2))
    assert {frozenset(part.tolist()) for part in ours} == set(
        map(frozenset, networkx.connected_components(oracle))
    )
    assert [len(part) for part in ours] == sorted((len(part) for part in ours), reverse=True)


def test_a_large_part_is_laid_out_by_its_links() -> None:
    """Beyond a thousand nodes what is far off repels by cells; neighbours are near all the same."""
    links = np.array(sorted(networkx.random_labeled_tree(1500, seed=4).edges))
    part = np.arange(1500)
    points = spread(part, links, 0)
    assert np.array_equal(points, spread(part, links, 0))
    linked = np.hypot(*(points[links[:, 0]] - points[links[:, 1]]).T)
    shuffled = np.random.default_rng(1).permutation(1500)
    apart = np.hypot(*(points - points[shuffled]).T)
    assert linked.mean() < 0.2 * apart.mean()
