"""The page of a graph as a Jupyter widget, which reports the selected node to Python.

This module is imported where a widget is asked for: it needs the extra ``widget``.
"""

from __future__ import annotations

from importlib.resources import files

import anywidget
import traitlets

from kg.core.types import PropertyGraph
from kg.exporters.html_page import NOTEBOOK_LINK, TITLE, render
from kg.exporters.overview import overview

__all__ = ["GraphWidget", "graph_widget"]


class GraphWidget(anywidget.AnyWidget):
    """The page in a frame, in JupyterLab, VS Code and Colab.

    ``selected`` is the id of the selected node, None where none is: the page sets it, and goes to
    the node that Python sets. Ids that the page does not show select nothing. ``height`` is that of
    the frame, in pixels.
    """

    _esm = files("kg.exporters").joinpath("page", "widget.js").read_text(encoding="utf-8")
    page = traitlets.Unicode().tag(sync=True)
    height = traitlets.Int(640).tag(sync=True)
    selected = traitlets.Unicode(None, allow_none=True).tag(sync=True)


def graph_widget(graph: PropertyGraph, *, max_nodes: int, height: int) -> GraphWidget:
    """The page of a graph with at most `max_nodes` nodes, as `kg.exporters.html_page` writes it."""
    page = render(overview(graph, max_nodes), title=TITLE, more=(NOTEBOOK_LINK,))
    return GraphWidget(page=page, height=height)
