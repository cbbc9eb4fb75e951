"""The page of a graph inside a notebook: an output that holds all of it, and leaves no file."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from kg.core.types import PropertyGraph
from kg.exporters.html_page import TITLE, render
from kg.exporters.overview import overview

__all__ = ["InlinePage", "inline_page"]


@dataclass(frozen=True, slots=True)
class InlinePage:
    """A page as text, and how high its frame is in a notebook, in pixels."""

    page: str = field(repr=False)
    height: int

    def _repr_html_(self) -> str:
        """A frame with the page in it, which Jupyter asks for; the page reaches nothing outside."""
        return (
            f'<iframe srcdoc="{escape(self.page)}" title="{TITLE}" sandbox="allow-scripts'
            f' allow-downloads allow-popups" style="width:100%;height:{self.height}px;border:0">'
            "</iframe>"
        )


def inline_page(graph: PropertyGraph, *, max_nodes: int, height: int) -> InlinePage:
    """The page of a graph with at most `max_nodes` nodes, as `kg.exporters.html_page` writes it."""
    return InlinePage(render(overview(graph, max_nodes), title=TITLE), height)
