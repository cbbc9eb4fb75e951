"""One HTML file that shows a graph: no network, no build step, safe against any text.

pyvis brings the drawing library of up to 5,000 nodes and renders the page; its own template,
which loads style and script from elsewhere and puts text into markup, is replaced by ours under
``page/``. More nodes are drawn by sigma.js on WebGL, from the one file under ``webgl/``; the panel
is the same.
The page runs only the scripts and styles whose hashes its Content-Security-Policy names.
Data stands in it as JSON with ``<`` escaped; its script writes text by ``textContent``.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from importlib.resources import files
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.core import schema
from kg.core.output_path import replacing
from kg.core.types import PropertyGraph
from kg.exporters.communities.community_layout import Placed, community_positions
from kg.exporters.layout import Frame, positions
from kg.exporters.output_files import MAX_NODES, Written
from kg.exporters.overview import Overview, overview
from kg.exporters.page_data import MAX_SENTENCES, NODE_STYLES, page_data

if TYPE_CHECKING:
    from pyvis.network import Network

TITLE = "Papers and what they name"
"""What a page is called that is given no other title."""

_FRAME = Frame(870.0, 720.0)
"""What a window of 1280x800 leaves beside the panel, in pixels."""

_LARGEST = 8.0
"""A radius beyond this, in units of a leaf's, covers what stands around the hub."""

_GROUPED_FROM = 80
"""Nodes from which a page is drawn by communities: fewer are seen at one glance."""

_FIELDS_FROM = 3
"""Communities from which they are worth a map."""

CANVAS_NODES = 5000
"""Nodes up to which vis-network draws a page; beyond, it takes a second and more a frame."""

_CANVAS_DRAWER = ("canvas_drawer.js",)
_WEBGL_DRAWER = ("webgl_shaders.js", "webgl_layers.js", "webgl_stage.js", "webgl_drawer.js")
_PANEL = (
    "marks.js",
    "elements.js",
    "labels.js",
    "discs.js",
    "picture.js",
    "snapshot.js",
    "plot.js",
    "card.js",
    "panel.js",
    "visits.js",
    "main.js",
)
NOTEBOOK_LINK = "notebook_link.js"
"""The script by which a page reports the selected node to the frame around it."""

_VIS = "lib/vis-9.1.2/vis-network.min.js"
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

_NOT_IN_HTML = re.compile("[\x7f-\x9f\u2000\u2001]")

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "selectable": False,
        "zoomSpeed": 0.6,
    },
    "nodes": {"borderWidth": 0, "chosen": False},
    "edges": {"smooth": False, "chosen": False, "arrows": {}},
    "groups": {
        label: {"shape": shape, "color": {"background": color, "border": color}}
        for label, (shape, color) in NODE_STYLES.items()
    },
}


def write_html(
    graph: PropertyGraph,
    path: Path,
    *,
    title: str = TITLE,
    max_nodes: int = MAX_NODES,
    seed: int = 0,
) -> Written:
    """Write the graph, or the best-linked `max_nodes` of it, as one page; equal input, equal bytes.

    Raises: KGError where the place cannot be written.
    """
    shown = overview(graph, max_nodes)
    page = render(shown, title=title, seed=seed)
    with replacing(path) as file:
        file.write(page)
    nodes, edges = len(shown.nodes), len(shown.edges)
    return Written(path, nodes, edges, shown.total_nodes, shown.total_edges, shown.rule)


def render(shown: Overview, *, title: str, seed: int = 0, more: Sequence[str] = ()) -> str:
    """The page as text; ``more`` are scripts that run after its own."""
    radii = drawn_radii(shown)
    placed = drawn_places(shown, radii, seed)
    heading = _CONTROL.sub("\ufffd", title)
    if len(radii) > CANVAS_NODES:
        return _webgl_page(heading, radii, placed, shown, more)
    return _canvas_page(heading, radii, placed, shown, more)


def _canvas_page(
    heading: str, radii: list[float], placed: Placed, shown: Overview, more: Sequence[str]
) -> str:
    network = _network(radii, placed, shown)
    network.heading = heading
    network.templateEnv = _environment()
    scripts = [_vis_source(network), *map(_source, (*_CANVAS_DRAWER, *_PANEL, *more))]
    details = page_data(shown, placed.discs)
    network.templateEnv.globals.update(details=details, **_parts(scripts))
    network.path = "page.html"
    return str(network.generate_html())


def _webgl_page(
    heading: str, radii: list[float], placed: Placed, shown: Overview, more: Sequence[str]
) -> str:
    """The page with nodes as ``[x, y, radius]``; ends and styles of edges are in the details."""
    points = placed.points.round(1).tolist()
    nodes = [[x, y, round(radius, 1)] for (x, y), radius in zip(points, radii, strict=True)]
    scripts = [_text("webgl", "sigma.min.js"), *map(_source, (*_WEBGL_DRAWER, *_PANEL, *more))]
    details = page_data(shown, placed.discs, sentences=MAX_SENTENCES)
    given = {"heading": heading, "nodes": nodes, "edges": [], "options": "{}", "details": details}
    return str(_environment().get_template("page.html").render(given, **_parts(scripts)))


def _parts(scripts: list[str]) -> dict[str, Any]:
    style = _source("style.css")
    return {"scripts": scripts, "style": style, "policy": _policy(scripts, style)}


def drawn_radii(shown: Overview) -> list[float]:
    """The radius of each shown node, in pixels at the first zoom."""
    degree = [0] * len(shown.nodes)
    for pair in _pairs(shown):
        for end in pair:
            degree[end] += 1
    unit = min(max(60 / sqrt(max(len(degree), 1)), 3.0), 7.0)
    return [
        unit * _relative_radius(node.label, links)
        for node, links in zip(shown.nodes, degree, strict=True)
    ]


def drawn_places(shown: Overview, radii: list[float], seed: int) -> Placed:
    """The centre of each shown node, and the disc of each group; a small graph has no discs."""
    is_one_field = sum(group.is_field for group in shown.groups) < _FIELDS_FROM
    if len(radii) < _GROUPED_FROM or (is_one_field and len(radii) <= CANVAS_NODES):
        return Placed(positions(radii, _pairs(shown), frame=_FRAME, seed=seed), ())
    index = _numbers(shown)
    groups = [[index[node] for node in group.members] for group in shown.groups]
    return community_positions(radii, _pairs(shown), groups, seed=seed)


def _pairs(shown: Overview) -> set[tuple[int, int]]:
    index = _numbers(shown)
    return {(index[edge.source], index[edge.target]) for edge in shown.edges}


def _numbers(shown: Overview) -> dict[str, int]:
    return {node.id: number for number, node in enumerate(shown.nodes)}


def _relative_radius(label: str, links: int) -> float:
    """The root of the degree, to a limit; papers grow less, for a hub is what papers share."""
    grow = 0.3 if label == schema.PAPER else 0.75
    return min(1.0 + grow * sqrt(max(links - 1, 0)), _LARGEST)


def _network(radii: list[float], placed: Placed, shown: Overview) -> Network:
    """pyvis's network, its lists filled directly: `add_edge` scans all edges at each call."""
    from pyvis.network import Network  # imports IPython, which takes most of a second

    network = Network(directed=True, cdn_resources="in_line")
    network.nodes = [
        {"id": number, "group": node.label, "size": round(radius, 2), "x": x, "y": y}
        for number, (node, radius, (x, y)) in enumerate(
            zip(shown.nodes, radii, placed.points.round(1).tolist(), strict=True)
        )
    ]
    index = _numbers(shown)
    network.edges = [
        {"id": number, "from": index[edge.source], "to": index[edge.target]}
        for number, edge in enumerate(shown.edges)
    ]
    network.options = _OPTIONS
    return network


def _environment() -> Any:
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("kg.exporters", "page"), autoescape=True)
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    return environment


def _vis_source(network: Network) -> str:
    """The drawing library that pyvis carries, without the comment that points to its map; the
    characters of its strings that HTML forbids or that are not in normal form are escaped."""
    text = Path(network.template_dir, _VIS).read_text(encoding="utf-8")
    text = re.sub(r"//# sourceMappingURL=\S+", "", text)
    return _NOT_IN_HTML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _source(name: str) -> str:
    return _text("page", name)


def _text(*place: str) -> str:
    return files("kg.exporters").joinpath(*place).read_text(encoding="utf-8")


def _policy(scripts: list[str], style: str) -> str:
    """What the page may run and load: these scripts, this style, nothing else."""
    script_hashes = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {script_hashes}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
