"""A graph as a file for people and other programs: a page, GraphML, JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kg.core.types import PropertyGraph
from kg.exporters.canonical_jsonl import write_jsonl
from kg.exporters.graphml import write_graphml
from kg.exporters.html_page import write_html
from kg.exporters.output_files import Written

__all__ = ["EXPORTERS", "Written", "write_graphml", "write_html", "write_jsonl"]

EXPORTERS: Mapping[str, Callable[[PropertyGraph, Path], Written]] = {
    "html": write_html,
    "graphml": write_graphml,
    "jsonl": write_jsonl,
}
"""Name of the format -> what writes it."""
