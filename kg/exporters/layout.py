"""Positions for a picture of a graph: computed once, with a seed, before any page is drawn.

The largest component is laid out by forces and fills the frame; every smaller component is
laid out alone and packed on shelves below it, so that isolates never push the body into a
corner. Only element-wise numpy is used: no BLAS call, whose rounding may depend on threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.core.union_find import UnionFind

Points = NDArray[np.float64]
"""One row (x, y) a node, in pixels of the picture at its first zoom; y grows downwards."""

Links = NDArray[np.intp]
"""One row (a, b) an undirected link; a pair stands once and never joins a node to itself."""

_STEPS = 220
_EXACT = 1000
"""Nodes up to which each repels each other; more are repelled by what stands in cells."""
_FEWER_STEPS = 60
_CELLS = 20
"""Cells along each axis: 400 in place of up to 50,000 others to be repelled by."""
_BLOCK = 128
_PIVOTS = 24
_PERCENTILE = 95.0
_GAP = 6.0
_DISC_ROOM = 4.5
_BODY_SHARE = 0.5
_SMALL_LINK = 5.0
_SHELF_GAP = 36.0
_SEPARATION_ROUNDS = 60
_SWEPT = 4096
"""Nodes whose neighbours are looked for at once; memory grows with it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle to fill, in pixels."""

    width: float
    height: float


def positions(
    radii: Sequence[float], pairs: Iterable[tuple[int, int]], *, frame: Frame, seed: int = 0
) -> Points:
    """A centre for each of the ``len(radii)`` nodes, in pixels; the same for the same input.

    ``radii`` are the drawn radii in pixels: discs are pushed apart where they overlap. The
    points fill the frame's shape; a crowded graph grows beyond its size, in proportion.
    """
    sizes = np.asarray(radii, dtype=np.float64)
    if not len(sizes):
        return np.zeros((0, 2))
    links = undirected(pairs)
    body, *rest = components(len(sizes), links)
    crowd = float(np.sqrt(((sizes + _GAP) ** 2).sum() * _DISC_ROOM / (frame.width * frame.height)))
    room = Frame(frame.width * max(1.0, crowd), frame.height * max(1.0, crowd))
    points = np.zeros((len(sizes), 2))
    height = _pack(points, rest, links, sizes, room.width, seed)
    left = Frame(room.width, max(room.height - height, _BODY_SHARE * room.height))
    points[body] = _fill(spread(body, links, seed), sizes[body], left)
    if rest:
        loose = np.concatenate(rest)
        points[loose, 1] += (points[body, 1] + sizes[body]).max() + _SHELF_GAP
    middle: Points = (points.min(axis=0) + points.max(axis=0)) / 2
    return points - middle


def components(count: int, links: Links) -> list[NDArray[np.intp]]:
    """The connected components as sorted index arrays, the largest first, ties by first node.

    >>> [part.tolist() for part in components(4, np.array([[1, 3]]))]
    [[1, 3], [0], [2]]
    """
    found = UnionFind(range(count))
    for one, other in links.tolist():
        found.union(one, other)
    parts = sorted(found.groups(), key=lambda part: (-len(part), part[0]))
    return [np.asarray(part, dtype=np.intp) for part in parts]


def undirected(pairs: Iterable[tuple[int, int]]) -> Links:
    """Each pair once, without loops, in order."""
    unique = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    return np.asarray(unique, dtype=np.intp).reshape(-1, 2)


def spread(part: NDArray[np.intp], links: Links, seed: int) -> Points:
    """One component by forces, in units of the ideal link length, centred on its median."""
    if len(part) == 1:
        return np.zeros((1, 2))
    inside = links[np.isin(links[:, 0], part)]
    local = np.searchsorted(part, inside)
    start = _by_pivots(len(part), local, np.random.default_rng(seed))
    points = _relax(start, local)
    return points - np.median(points, axis=0)


def _by_pivots(count: int, links: Links, rng: np.random.Generator) -> Points:
    """A first drawing from the hop distances to a few far-apart pivots, with a little noise.

    Source: Brandes and Pich, Eigensolver Methods for Progressive Multidimensional Scaling of
    Large Data, GD 2006. Two principal axes are found by power iteration.
    """
    hops = _pivot_hops(count, links)
    squared = hops**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    axes: list[Points] = []
    for _ in range(2):
        axis = rng.standard_normal(centred.shape[1])
        for _ in range(50):
            axis = (centred * (centred * axis).sum(axis=1)[:, None]).sum(axis=0)
            for found in axes:
                axis = axis - (axis * found).sum() * found
            axis = axis / max(float(np.sqrt((axis**2).sum())), 1e-12)
        axes.append(axis)
    points = np.stack([(centred * axis).sum(axis=1) for axis in axes], axis=1)
    points *= np.sqrt(count) / max(float(points.std()), 1e-9)
    return points + rng.normal(scale=0.3, size=points.shape)


def _pivot_hops(count: int, links: Links) -> Points:
    """Hops from each node (row) to each pivot (column); each pivot is the farthest so far."""
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in links.tolist():
        near[a].append(b)
        near[b].append(a)
    columns: list[NDArray[np.float64]] = []
    pivot, nearest = 0, np.full(count, np.inf)
    for _ in range(min(_PIVOTS, count)):
        columns.append(_hops(near, pivot))
        nearest = np.minimum(nearest, columns[-1])
        pivot = int(nearest.argmax())
    return np.stack(columns, axis=1)


def _hops(near: Sequence[Sequence[int]], start: int) -> NDArray[np.float64]:
    found = np.full(len(near), np.inf)
    found[start] = 0
    ring, depth = [start], 0
    while ring:
        depth += 1
        ring = [node for parent in ring for node in near[parent] if found[node] > depth]
        found[ring] = np.minimum(found[ring], depth)
        ring = sorted(set(ring))
    return found


def _relax(points: Points, links: Links) -> Points:
    """Springs against repulsion, with a step that cools; hubs repel by the root of degree.

    A spring is weakened by its stronger end's degree, so that a hub such as a common metric
    does not draw its many papers into one ball.

    Source: Fruchterman and Reingold, Graph Drawing by Force-directed Placement, 1991; the
    degree in both forces after Jacomy et al., ForceAtlas2, PLoS ONE 2014.
    """
    degree = np.bincount(links.ravel(), minlength=len(points)).astype(np.float64)
    mass = np.sqrt(degree + 1)
    pull = 1 / np.sqrt(np.maximum(degree[links[:, 0]], degree[links[:, 1]]))
    limit = np.sqrt(len(points))
    repel, steps = (_repulsion, _STEPS) if len(points) <= _EXACT else (_by_cells, _FEWER_STEPS)
    for step in range(steps):
        force = repel(points, mass) - 0.02 * points * mass[:, None]
        delta = points[links[:, 1]] - points[links[:, 0]]
        tension = delta * (pull * np.sqrt((delta**2).sum(axis=1)))[:, None]
        np.add.at(force, links[:, 0], tension)
        np.add.at(force, links[:, 1], -tension)
        length = np.sqrt((force**2).sum(axis=1))
        allowed = limit * 0.25 * (1 - step / steps) ** 2 + 1e-3
        points = points + force * (np.minimum(length, allowed) / np.maximum(length, 1e-9))[:, None]
    return points


def _repulsion(points: Points, mass: NDArray[np.float64]) -> Points:
    """The exact sum over all pairs, each pair once, by blocks that fit the processor's cache."""
    x, y = (np.ascontiguousarray(axis, dtype=np.float32) for axis in points.T)
    weight = mass.astype(np.float32)
    force = np.zeros_like(points)
    for begin in range(0, len(points), _BLOCK):
        end = min(begin + _BLOCK, len(points))
        dx, dy = x[begin:end, None] - x[begin:], y[begin:end, None] - y[begin:]
        strength = dx * dx
        strength += dy * dy
        strength += np.float32(0.01)
        np.divide(weight[begin:end, None] * weight[begin:], strength, out=strength)
        for axis, push in enumerate((dx, dy)):
            push *= strength
            force[begin:end, axis] += push.sum(axis=1)
            force[end:, axis] -= push[:, end - begin :].sum(axis=0)
    return force


def _by_cells(points: Points, mass: NDArray[np.float64]) -> Points:
    """About the sum over all pairs: each node against the mass in each cell of a grid.

    The grid spans all but the outermost fiftieth on each side, which counts to the cells at the
    rim. Time grows with the number of nodes, not with its square.

    Source: Barnes and Hut, A hierarchical O(N log N) force-calculation algorithm, Nature 1986,
    with one level of cells.
    """
    low, high = np.percentile(points, (2, 98), axis=0)
    width = np.maximum(high - low, 1e-9) / _CELLS
    column, row = np.clip((points - low) // width, 0, _CELLS - 1).astype(np.intp).T
    cell = column * _CELLS + row
    weight = np.bincount(cell, mass, _CELLS**2)
    full = np.flatnonzero(weight)
    centres = [np.bincount(cell, mass * axis, _CELLS**2)[full] / weight[full] for axis in points.T]
    near = float((width**2).sum()) / 4
    force = np.zeros_like(points)
    for begin in range(0, len(points), _BLOCK):
        block = slice(begin, begin + _BLOCK)
        gaps = [axis[block, None] - centre for axis, centre in zip(points.T, centres, strict=True)]
        strength = mass[block, None] * weight[full] / (gaps[0] ** 2 + gaps[1] ** 2 + near)
        force[block] = np.stack([(strength * gap).sum(axis=1) for gap in gaps], axis=1)
    return force


def _fill(points: Points, radii: NDArray[np.float64], room: Frame) -> Points:
    """The body with its 95th percentile at the edge of its room, and no disc over another.

    What lies beyond the percentile is drawn in.
    """
    points = _even(points)
    reach = np.percentile(np.abs(points), _PERCENTILE, axis=0)
    scaled = points / np.maximum(reach, 1e-9)
    over = np.abs(scaled) > 1
    scaled[over] = np.sign(scaled[over]) * (1 + 0.15 * np.log(np.abs(scaled[over])))
    return separated(scaled * (room.width / 2, room.height / 2), radii)


def _even(points: Points) -> Points:
    """The same directions, with radii moved half-way to those of an evenly filled disc."""
    radius = np.sqrt((points**2).sum(axis=1))
    order = np.empty(len(points))
    order[np.argsort(radius, kind="stable")] = np.arange(1, len(points) + 1)
    target = np.sqrt(order / len(points)) * np.percentile(radius, _PERCENTILE)
    stretch: NDArray[np.float64] = (0.5 * radius + 0.5 * target) / np.maximum(radius, 1e-9)
    return points * stretch[:, None]


def separated(points: Points, radii: NDArray[np.float64]) -> Points:
    """Discs moved apart until none overlap, or the rounds are over."""
    for _ in range(_SEPARATION_ROUNDS):
        a, b = _touching(points, radii)
        if not len(a):
            break
        delta = points[b] - points[a]
        distance = np.maximum(np.sqrt((delta**2).sum(axis=1)), 1e-6)
        short = (radii[a] + radii[b] + _GAP - distance) / 2
        move = delta / distance[:, None] * short[:, None]
        points = points.copy()
        np.add.at(points, a, -move * 0.7)
        np.add.at(points, b, move * 0.7)
    return points


def _touching(
    points: Points, radii: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Index pairs of discs nearer than their gap, by a sweep along x."""
    order = np.argsort(points[:, 0], kind="stable")
    x, y, radius = points[order, 0], points[order, 1], radii[order]
    last = np.searchsorted(x, x + radius + float(radii.max()) + _GAP, side="right")
    found = [
        _close(x, y, radius, np.arange(begin, min(begin + _SWEPT, len(x))), last)
        for begin in range(0, len(x), _SWEPT)
    ]
    first, second = (np.concatenate(ends) for ends in zip(*found, strict=True))
    return order[first], order[second]


def _close(
    x: Points, y: Points, radius: Points, nodes: NDArray[np.intp], last: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs nearer than their gap of these nodes and those after them up to ``last``."""
    count = last[nodes] - nodes - 1
    first = np.repeat(nodes, count)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
    near = (x[first] - x[second]) ** 2 + (y[first] - y[second]) ** 2
    close = near < (radius[first] + radius[second] + _GAP - 1e-3) ** 2
    return first[close], second[close]


def _pack(
    points: Points,
    parts: Sequence[NDArray[np.intp]],
    links: Links,
    radii: NDArray[np.float64],
    width: float,
    seed: int,
) -> float:
    """Place each small component into `points`, on shelves of this width, largest first.

    Returns the height of all shelves together, their gap to the body included.
    """
    x, y, shelf = 0.0, 0.0, 0.0
    for part in parts:
        unit = _SMALL_LINK + 2 * float(radii[part].mean())
        shape = separated(spread(part, links, seed) * unit, radii[part])
        low = (shape - radii[part][:, None]).min(axis=0) - _GAP
        size = (shape + radii[part][:, None]).max(axis=0) + _GAP - low
        if x + size[0] > width and x > 0:
            x, y, shelf = 0.0, y + shelf, 0.0
        points[part] = shape - low + (x - width / 2, y)
        x, shelf = x + size[0], max(shelf, size[1])
    return y + shelf + _SHELF_GAP if parts else 0.0
