"""Communities: found where they were planted, named by what is theirs, and drawn apart."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.exporters.communities.community_layout import community_positions, packed
from kg.exporters.communities.community_titles import COMMON_TITLE, community_titles
from kg.exporters.communities.link_communities import link_communities, quality
from kg.exporters.html_page import drawn_places, drawn_radii
from kg.exporters.overview import community_members, overview
from tests.fixtures_graphs import FIELDS, three_fields

LINKS = st.lists(st.tuples(st.integers(0, 24), st.integers(25, 49)), max_size=90)


def named(pairs: list[tuple[int, int]]) -> list[tuple[str, str]]:
    return [(f"p{one:02}", f"e{other}") for one, other in pairs]


def test_planted_fields_are_found_and_what_all_share_is_common() -> None:
    shown = overview(three_fields(), 1500)
    assert sorted(
        group.title.split(" · ")[0] for group in shown.groups if group.is_field
    ) == sorted(FIELDS)
    common = next(group for group in shown.groups if group.title == COMMON_TITLE)
    assert common.members == ("metric/accuracy",)
    for group in shown.groups:
        if group.is_field:
            own = group.title.split(" · ")[0].capitalize()
            methods = [node for node in group.members if node.startswith("method/")]
            assert len(methods) == 5
            assert all(node.startswith(f"method/{own.lower()}") for node in methods)


def test_every_shown_node_is_in_one_group() -> None:
    shown = overview(three_fields(40), 60)
    members = [node for group in shown.groups for node in group.members]
    assert sorted(members) == sorted(node.id for node in shown.nodes)
    assert len(members) == len(set(members)) == 60
    assert sum(group.total for group in shown.groups) == 120 + 3 * (5 + 3 + 1) + 1


def test_a_community_is_its_papers_names_and_results() -> None:
    graph = three_fields()
    members = community_members(graph, ["task/planning"])
    assert {node for node in members if node.startswith("task/")} == {"task/planning"}
    papers = {node for node in members if node.startswith("title:")}
    assert len(papers) == 12
    results = {node for node in members if node.startswith("result/")}
    assert {node.split("/")[1] for node in results} <= papers
    assert results


@settings(deadline=None, max_examples=30)
@given(LINKS, st.randoms())
def test_communities_divide_the_nodes_in_any_order(
    pairs: list[tuple[int, int]], rng: object
) -> None:
    links = named(pairs)
    nodes = sorted({end for pair in links for end in pair} | {"alone"})
    found = link_communities(nodes, links)
    assert sorted(node for group in found.groups for node in group) == nodes
    shuffled = [(other, one) for one, other in reversed(links)]
    assert link_communities(reversed(nodes), shuffled) == found


TWINS = """
from kg.exporters.communities.link_communities import link_communities
one = [(1, 2), (1, 3), (2, 3), (2, 6), (3, 4), (3, 5), (3, 6), (4, 5)]
names = [[f"{copy}{n}" if n < 5 else f"both{n}" for n in range(7)] for copy in "ab"]
pairs = {(of[start], of[end]) for of in names for start, end in one}
print(len(link_communities({end for pair in pairs for end in pair}, pairs).groups))
"""


def test_the_search_ends_where_two_communities_are_equally_good_for_a_node() -> None:
    # A child process, for a search that does not end would take the whole suite with it.
    found = subprocess.run(
        [sys.executable, "-c", TWINS], capture_output=True, text=True, check=True, timeout=60
    )
    assert int(found.stdout) >= 1


@settings(deadline=None, max_examples=30)
@given(LINKS.filter(bool))
def test_quality_is_that_of_networkx(pairs: list[tuple[int, int]]) -> None:
    links = named(pairs)
    oracle: networkx.Graph[str] = networkx.Graph(links)
    groups = [sorted(part) for part in networkx.connected_components(oracle)]
    groups = [group[::2] for group in groups] + [group[1::2] for group in groups if group[1:]]
    ours = quality(groups, links)
    assert ours.modularity == pytest.approx(networkx.community.modularity(oracle, map(set, groups)))
    of = {node: number for number, group in enumerate(groups) for node in group}
    within = sum(of[one] == of[other] for one, other in oracle.edges)
    assert ours.inside == pytest.approx(within / oracle.number_of_edges())


def test_a_title_is_what_is_frequent_here_and_rare_elsewhere() -> None:
    groups = [[f"a{n}" for n in range(9)], [f"b{n}" for n in range(9)]]
    links = [(paper, "method/everywhere") for group in groups for paper in group]
    links += [(paper, "task/here") for paper in groups[0][:6]] + [("a0", "method/once")]
    links += [(paper, "dataset/there") for paper in groups[1][:4]]
    names = {node: node.split("/")[1] for _, node in links}
    labels = {node: node.split("/")[0].capitalize() for node in names}
    one, two = community_titles(groups, links, names=names, labels=labels)
    assert one.split(" · ")[0] == "here"
    assert two.split(" · ")[0] == "there"
    assert "everywhere" not in one


@settings(deadline=None, max_examples=30)
@given(st.lists(st.floats(1, 90), min_size=1, max_size=14))
def test_packed_discs_do_not_overlap(radii: list[float]) -> None:
    chain = np.zeros((len(radii), len(radii)))
    for one, other in pairwise(range(len(radii))):
        chain[one, other] = chain[other, one] = 1.0
    centres = packed(radii, chain)
    apart = np.hypot(*(centres[:, None] - centres[None]).T)
    room = np.add.outer(radii, radii)
    np.fill_diagonal(apart, np.inf)
    assert (apart >= room - 1e-6).all()


def test_members_stand_in_their_disc_and_not_on_each_other() -> None:
    shown = overview(three_fields(40), 1500)
    radii = drawn_radii(shown)
    placed = drawn_places(shown, radii, 0)
    assert len(placed.discs) == len(shown.groups) == 4
    index = {node.id: number for number, node in enumerate(shown.nodes)}
    for group, disc in zip(shown.groups, placed.discs, strict=True):
        for node in group.members:
            x, y = placed.points[index[node]]
            reach = float(np.hypot(x - disc.x, y - disc.y)) + radii[index[node]]
            assert reach <= disc.radius + 0.2
    sizes = np.array(radii)
    apart = np.hypot(*(placed.points[:, None] - placed.points[None]).T)
    np.fill_diagonal(apart, np.inf)
    assert (apart > 0.9 * np.add.outer(sizes, sizes)).all()


def test_a_small_graph_is_drawn_as_one() -> None:
    shown = overview(three_fields(3), 1500)
    assert drawn_places(shown, drawn_radii(shown), 0).discs == ()


def test_linked_discs_are_neighbours() -> None:
    """Two pairs of groups, each with links within the pair alone."""
    groups = [list(range(start, start + 20)) for start in range(0, 80, 20)]
    pairs = [(n, n + 1) for n in range(79) if n % 20 != 19]
    pairs += [(n, n + 40) for n in range(40)]
    discs = community_positions([3.0] * 80, pairs, groups).discs
    gap = [[np.hypot(a.x - b.x, a.y - b.y) - a.radius - b.radius for a in discs] for b in discs]
    assert gap[0][2] < 17
    assert gap[1][3] < 17
