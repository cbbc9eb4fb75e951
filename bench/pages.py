"""The page of a graph beside stock pyvis and sigma alone, in one run of a real headless browser.

For each number of nodes: seconds until the picture stands, frames a second while it is dragged
(of a picture that does not come to stand: while it moves by itself) and the longest of them, and
milliseconds from a key in the search box to its list. Drawing is by software. The graph is a real
one, as many copies of it as the nodes need; all pages have the same nodes and links, and sigma
alone the positions of ours.

    python -m bench.pages --graph papers.kg --nodes 1000 5000 50000
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as Timeout

from bench.multiplied import Multiplied
from kg.core.schema import RESULT
from kg.core.types import PropertyGraph
from kg.exporters.html_page import drawn_places, drawn_radii, render
from kg.exporters.overview import Overview, overview
from kg.store.ladybug.projection import open_projection
from tests.fixtures_browser import FLAGS, browser_path

STOCK_NODES = 5000
"""Nodes up to which stock pyvis takes part: building alone takes it time by their square."""

KEYS = ("l", "la", "lan", "lang", "e", "ev", "eva", "t", "tr", "tra")

STANDS = {
    "kg": "() => window.paperGraph?.picture.isStanding()",
    "pyvis": "() => window.isStable",
    "sigma": "() => window.isDrawn",
}

_SIGMA = """<!doctype html><meta charset="utf-8">
<style>html, body, #picture { margin: 0; height: 100%; }</style><div id="picture"></div>
<script>SOURCE</script><script>
const { nodes, edges } = DATA;
const graph = new sigmaBundle.DirectedGraph();
const drawn = ([x, y, size], id) => ({ x, y: -y, size: size / 2, label: `n${id}` });
nodes.forEach((node, id) => graph.addNode(id, drawn(node, id)));
for (const [from, to] of edges) if (!graph.hasEdge(from, to)) graph.addEdge(from, to);
new sigmaBundle.Sigma(graph, document.getElementById("picture"));
requestAnimationFrame(() => requestAnimationFrame(() => { window.isDrawn = true; }));
</script>
"""

_FRAMES = """
window.frames_ = [];
const tick = (time) => { window.frames_.push(time); requestAnimationFrame(tick); };
requestAnimationFrame(tick);
"""

_KEY = """text => {
  const box = document.getElementById("search");
  const begin = performance.now();
  box.value = text;
  box.dispatchEvent(new Event("input"));
  document.getElementById("found").getBoundingClientRect();
  return performance.now() - begin;
}"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one page: seconds until it stands, frames a second, the longest frame and a key in ms."""

    nodes: int
    page: str
    megabytes: float
    stands: float | None
    frames: float | None = None
    longest: float | None = None
    key: float | None = None


def _pages(shown: Overview) -> Iterator[tuple[str, str, str]]:
    """Name, text and fragment of each page."""
    page = render(shown, title="Papers and what they name")
    yield "kg, map of communities", page, ""
    yield "kg, all nodes", page, "#all"
    if len(shown.nodes) <= STOCK_NODES:
        yield "pyvis, stock", _stock_pyvis(shown), ""
    yield "sigma alone", _sigma_alone(shown), ""


def _stock_pyvis(shown: Overview) -> str:
    from networkx import DiGraph
    from pyvis.network import Network

    graph: DiGraph[str] = DiGraph()
    graph.add_nodes_from(node.id for node in shown.nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in shown.edges)
    network = Network(directed=True, cdn_resources="in_line", height="100vh")
    network.from_nx(graph)
    stable = '<script>network.on("stabilized", () => { window.isStable = true; });</script></body>'
    return str(network.generate_html()).replace("</body>", stable)


def _sigma_alone(shown: Overview) -> str:
    radii = drawn_radii(shown)
    points = drawn_places(shown, radii, 0).points.round(1).tolist()
    number = {node.id: place for place, node in enumerate(shown.nodes)}
    data = {
        "nodes": [[x, y, radius] for (x, y), radius in zip(points, radii, strict=True)],
        "edges": [[number[edge.source], number[edge.target]] for edge in shown.edges],
    }
    source = files("kg.exporters").joinpath("webgl", "sigma.min.js").read_text(encoding="utf-8")
    return _SIGMA.replace("DATA", json.dumps(data)).replace("SOURCE", source)


def _measure(
    browser: Browser, path: Path, name: str, *, at: str, nodes: int, limit: float, seconds: float
) -> Measured:
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    page.set_default_timeout(1000 * max(limit, 120))
    page.route("http*://**", lambda route: route.abort())
    page.add_init_script(_FRAMES)
    began = time.monotonic()
    page.goto(path.as_uri() + at, wait_until="commit")
    try:
        page.wait_for_function(STANDS[name.split(",")[0].split(" ")[0]], timeout=1000 * limit)
        stands = time.monotonic() - began
    except Timeout:
        stands = None
    frames, longest = _still_moving(page) if stands is None else _dragged(page, seconds)
    keys = [page.evaluate(_KEY, text) for text in KEYS] if name == "kg, all nodes" else []
    page.context.close()
    size = path.stat().st_size / 1e6
    key = statistics.median(keys) if keys else None
    return Measured(nodes, name, size, stands, frames, longest, key)


def _dragged(page: Page, seconds: float) -> tuple[float, float]:
    """Frames a second while the picture is dragged, and the longest of them in milliseconds."""
    page.mouse.move(500, 450)
    page.mouse.down()
    before: int = page.evaluate("() => window.frames_.length")
    began, step = time.monotonic(), 0
    while time.monotonic() - began < seconds:
        step += 1
        page.mouse.move(500 + step * 7 % 200, 450 + step * 3 % 90)
        time.sleep(0.008)
    took = time.monotonic() - began
    ticks: list[float] = page.evaluate("before => window.frames_.slice(before)", before)
    page.mouse.up()
    return len(ticks) / took, max(_gaps(ticks), default=1000 * took)


def _still_moving(page: Page) -> tuple[float, float]:
    """The same of a picture that moves by itself, from its first frame on."""
    ticks: list[float] = page.evaluate("() => window.frames_")
    took = (ticks[-1] - ticks[0]) / 1000
    return len(ticks) / took, max(_gaps(ticks))


def _gaps(ticks: list[float]) -> list[float]:
    return [after - before for before, after in pairwise(ticks)]


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--graph", required=True)
    parser.add_argument("--nodes", type=int, nargs="+", default=[1000, 5000, 50000])
    parser.add_argument("--limit", type=float, default=120.0, help="seconds to wait for a picture")
    parser.add_argument("--seconds", type=float, default=4.0, help="to drag each picture")
    given = parser.parse_args()
    path = browser_path() or sys.exit("no Chromium: install one or set KG_CHROMIUM")
    sys.stdout.write(
        "| nodes | page | MB | s to a stable picture | frames/s dragged | longest, ms | key, ms |\n"
        "|---|---|---|---|---|---|---|\n"
    )
    with (
        open_projection(given.graph) as source,
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory() as scratch,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for nodes in given.nodes:
            shown = overview(_copies(source, nodes), nodes)
            for name, text, at in _pages(shown):
                file = Path(scratch) / "page.html"
                file.write_text(text, encoding="utf-8")
                done = _measure(
                    browser,
                    file,
                    name,
                    at=at,
                    nodes=len(shown.nodes),
                    limit=given.limit,
                    seconds=given.seconds,
                )
                sys.stdout.write(_row(done, given.limit))
                sys.stdout.flush()
        browser.close()


def _copies(source: PropertyGraph, nodes: int) -> Multiplied:
    """As many copies of a graph as have so many papers and entities."""
    one = Multiplied.of(source, 1)
    drawn = [node.id for node in one.of_nodes if node.label != RESULT]
    own = sum(node not in one.shared for node in drawn)
    return replace(one, copies=max(1, -(-(nodes - len(drawn) + own) // max(own, 1))))


def _row(done: Measured, limit: float) -> str:
    stands = f"{done.stands:.1f}" if done.stands is not None else f"not in {limit:.0f}"
    key = f"{done.key:.0f}" if done.key is not None else ""
    return (
        f"| {done.nodes:,} | {done.page} | {done.megabytes:.1f} | {stands} "
        f"| {done.frames:.0f} | {done.longest:,.0f} | {key} |\n"
    )


if __name__ == "__main__":
    main()
