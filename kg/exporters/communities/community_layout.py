"""Positions where each community is a disc of its own, and linked discs are neighbours.

Members are laid out by forces within their disc; discs are packed one after the other, each where
it is nearest to those it is linked to. Nothing is random but the seeded start of the forces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.exporters.layout import Links, Points, components, separated, spread, undirected

__all__ = ["Disc", "Placed", "community_positions", "packed"]

_ROOM = 2.6
"""Area of a disc, as a multiple of the squares of its members' radii with their gap."""

_GAP = 5.0
_MARGIN = 8.0
_BETWEEN = 16.0
"""Pixels: around a member, between members and the rim, and between discs."""

_ASPECT = 1.25
"""Width to height of the picture, as a window leaves it beside the panel."""

_CENTRE_PULL = 0.6
"""How much the middle of the picture draws a disc, against all that it is linked to."""

_GOLDEN = np.pi * (3 - np.sqrt(5))


@dataclass(frozen=True, slots=True)
class Disc:
    """Where a community stands: centre and radius, in pixels of the picture."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Placed:
    """The centre of each node, one row (x, y), and the disc of each group."""

    points: Points
    discs: tuple[Disc, ...]


def community_positions(
    radii: Sequence[float],
    pairs: Iterable[tuple[int, int]],
    groups: Sequence[Sequence[int]],
    *,
    seed: int = 0,
) -> Placed:
    """A place for every node and group; the same for the same input.

    ``radii`` are the drawn radii in pixels, ``groups`` the numbers of the nodes of each group: each
    node is in one of them.
    """
    sizes, links = np.asarray(radii, dtype=np.float64), undirected(pairs)
    points = np.zeros((len(sizes), 2))
    reach = []
    for group in groups:
        members = np.asarray(group, dtype=np.intp)
        points[members] = _in_a_disc(members, links, sizes[members], seed)
        far = np.sqrt((points[members] ** 2).sum(axis=1)) + sizes[members]
        reach.append(float(far.max()) + _MARGIN)
    centres = packed(reach, _between(groups, links, len(sizes)))
    for group, centre in zip(groups, centres, strict=True):
        points[np.asarray(group, dtype=np.intp)] += centre
    discs = (
        Disc(float(x), float(y), radius)
        for (x, y), radius in zip(centres.round(1), reach, strict=True)
    )
    return Placed(points, tuple(discs))


def packed(radii: Sequence[float], weights: Points) -> Points:
    """A centre for each disc, none over another: the first in the middle, each next one where it
    touches two that stand, nearest to those that `weights` link it to.

    ``weights`` is symmetric, with a row and a column a disc. What is linked most to the placed
    comes next, so that neighbours are placed while there is room beside them.
    """
    count = len(radii)
    centres, sizes = np.zeros((count, 2)), np.asarray(radii, dtype=np.float64)
    placed: list[int] = []
    for _ in range(count):
        left = [i for i in range(count) if i not in placed]
        drawn = weights[:, placed].sum(axis=1)
        number = max(left, key=lambda i: (drawn[i] * bool(placed), sizes[i], -i))
        if placed:
            spots = _free_spots(centres[placed], sizes[placed], float(sizes[number]))
            cost = _cost(spots, centres[placed], weights[number, placed])
            centres[number] = spots[int(cost.round(6).argmin())]
        placed.append(number)
    low, high = (centres - sizes[:, None]).min(axis=0), (centres + sizes[:, None]).max(axis=0)
    middle: Points = (low + high) / 2
    return centres - middle


def _in_a_disc(members: NDArray[np.intp], links: Links, radii: Points, seed: int) -> Points:
    """The members around (0, 0) by forces; where most hang together with none, in a spiral."""
    inside = links[np.isin(links, members).all(axis=1)]
    local = np.searchsorted(members, inside)
    parts = components(len(members), local)
    if 2 * len(parts[0]) >= len(members):
        whole = np.arange(len(members), dtype=np.intp)
        points = _disc_of(spread(whole, _tied(parts, local), seed), radii)
    else:
        points = _spiral(parts, local, radii, seed)
    middle: Points = (points.min(axis=0) + points.max(axis=0)) / 2
    return points - middle


def _tied(parts: Sequence[NDArray[np.intp]], links: Links) -> Links:
    """The links, and one from each component to the hub of the largest, so that forces hold all."""
    degree = np.bincount(links.ravel(), minlength=sum(map(len, parts)))
    hubs = [int(part[degree[part].argmax()]) for part in parts]
    return undirected([*map(tuple, links.tolist()), *((hubs[0], hub) for hub in hubs[1:])])


def _spiral(parts: Sequence[NDArray[np.intp]], links: Links, radii: Points, seed: int) -> Points:
    """Each component as a disc, the largest in the middle."""
    points = np.zeros((len(radii), 2))
    reach = []
    for part in parts:
        points[part] = _disc_of(spread(part, links, seed), radii[part])
        reach.append(float((np.sqrt((points[part] ** 2).sum(axis=1)) + radii[part]).max()))
    centres = separated(_sunflower(reach), np.asarray(reach))
    for part, centre in zip(parts, centres, strict=True):
        points[part] += centre
    return points


def _disc_of(points: Points, radii: Points) -> Points:
    """Points of one drawing as an evenly filled disc, larger where members would overlap."""
    if len(points) == 1:
        return np.zeros((1, 2))
    room = float(np.sqrt(((radii + _GAP) ** 2).sum() * _ROOM))
    round_ = _rounded(points)
    far = np.sqrt((round_**2).sum(axis=1))
    even = np.empty(len(far))
    even[np.argsort(far, kind="stable")] = np.sqrt(np.arange(1, len(far) + 1) / len(far))
    return separated(round_ * (even * room / np.maximum(far, 1e-9))[:, None], radii)


def _rounded(points: Points) -> Points:
    """The points about their middle, as wide along their shorter axis as along the longer."""
    centred = points - points.mean(axis=0)
    x, y = centred.T
    angle = 0.5 * np.arctan2(2 * float((x * y).mean()), float((x * x - y * y).mean()))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    along = (centred[:, :, None] * turn[None]).sum(axis=1)
    wide = np.maximum(np.sqrt((along**2).mean(axis=0)), 1e-9)
    rounded: Points = ((along / wide)[:, None, :] * turn[None]).sum(axis=2)
    return rounded


def _sunflower(radii: Sequence[float]) -> Points:
    """Centres of discs in a spiral by the area that came before.

    Source: Vogel, A better way to construct the sunflower head, 1979.
    """
    sizes = np.asarray(radii)
    area = np.cumsum(sizes**2)
    far = np.sqrt(np.maximum(area - sizes[0] ** 2 / 2, 0.0)) * 1.1
    far[0] = 0.0
    angle = np.arange(len(sizes)) * _GOLDEN
    return np.stack([far * np.cos(angle), far * np.sin(angle)], axis=1)


def _between(groups: Sequence[Sequence[int]], links: Links, count: int) -> Points:
    """How strongly groups are linked: their links by the root of the product of all of theirs."""
    of = np.zeros(count, dtype=np.intp)
    for number, group in enumerate(groups):
        of[np.asarray(group, dtype=np.intp)] = number
    weights = np.zeros((len(groups), len(groups)))
    np.add.at(weights, (of[links[:, 0]], of[links[:, 1]]), 1.0)
    weights = weights + weights.T
    np.fill_diagonal(weights, 0.0)
    total = np.sqrt(np.maximum(weights.sum(axis=1), 1.0))
    shared: Points = weights / total[:, None] / total[None, :]
    return shared


def _free_spots(centres: Points, sizes: Points, radius: float) -> Points:
    """Where a disc of this radius touches one or two of the placed, and overlaps none."""
    reach = sizes + radius + _BETWEEN
    turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    ring = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    spots = [(centres[:, None] + reach[:, None, None] * ring[None]).reshape(-1, 2)]
    one, other = np.triu_indices(len(centres), 1)
    gap = centres[other] - centres[one]
    distance = np.sqrt((gap**2).sum(axis=1))
    meets = (distance > 0) & (distance < reach[one] + reach[other])
    one, other, gap, distance = one[meets], other[meets], gap[meets], distance[meets]
    along = (reach[one] ** 2 - reach[other] ** 2 + distance**2) / (2 * distance)
    height = np.sqrt(np.maximum(reach[one] ** 2 - along**2, 0.0))
    unit = gap / distance[:, None]
    foot, side = centres[one] + along[:, None] * unit, np.stack([-unit[:, 1], unit[:, 0]], axis=1)
    spots += [foot + height[:, None] * side, foot - height[:, None] * side]
    found = np.concatenate(spots)
    apart = np.sqrt(((found[:, None] - centres[None]) ** 2).sum(axis=2))
    free: Points = found[(apart > reach[None] - 1e-6).all(axis=1)]
    return free


def _cost(spots: Points, centres: Points, weights: Points) -> Points:
    """Mean distance to the linked, and to the middle in the shape of the picture."""
    apart = np.sqrt(((spots[:, None] - centres[None]) ** 2).sum(axis=2))
    linked = (apart * weights).sum(axis=1) / max(float(weights.sum()), 1e-9)
    stretched = spots / (np.sqrt(_ASPECT), 1 / np.sqrt(_ASPECT))
    middle: Points = np.sqrt((stretched**2).sum(axis=1))
    cost: Points = linked * bool(weights.sum()) + _CENTRE_PULL * middle
    return cost
