"""Papers whose tables are labelled: what each header names, by the labels of its values.

A file of labels is JSON: ``tables``, each with ``index`` and ``cells``; a cell has ``row``,
``col``, ``method``, ``dataset``, ``metric`` (names or null), and may have ``method_raw`` and
``method_full``. A table may have ``full``, which maps its short names to the names of the text.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.core.errors import InputError
from kg.core.names import key
from kg.core.types import Extraction
from kg.nlp.tables.header_features import header_features, header_key
from kg.nlp.tables.table_layout import Header, Layout
from kg.nlp.tables.table_paper import TablePaper
from kg.nlp.tables.table_readings import read_headers

__all__ = ["HeaderExample", "header_examples", "read_table_labels"]

_SLOTS = ("method", "dataset", "metric")
_OTHER = "setting"
_SAME, _LEAST_SHARED = 0.5, 0.5
"""Two names are one if they share this much of their words; a part of a name counts as much."""

Labels = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HeaderExample:
    """The features of a header, and which of `HEADER_CLASSES` it is."""

    features: Mapping[str, float]
    role: str


def read_table_labels(path: Path) -> Labels:
    """The labels of a paper.

    Raises:
        InputError: the file cannot be read, or is no file of labels of tables.
    """
    try:
        labels = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"no labels of tables: {error}", str(path)) from error
    if not isinstance(labels, dict) or not isinstance(labels.get("tables"), list):
        raise InputError("no labels of tables: an object with 'tables' was expected", str(path))
    return labels


def header_examples(extraction: Extraction, labels: Labels) -> Iterator[HeaderExample]:
    """An example for each header of the labelled tables of a paper."""
    body = extraction.document.full_text
    if body is None:
        return
    paper = TablePaper.of(extraction.document, extraction.entities)
    tables = {table.index: table for table in body.tables}
    for labelled in labels["tables"]:
        table = tables.get(labelled["index"])
        layout = read_headers(table) if table and labelled["cells"] else None
        if table is None or layout is None:
            continue
        headers, roles = _labelled_headers(layout, labelled)
        features = header_features(list(headers.values()), layout, table, paper)
        for name, own in zip(headers, features, strict=True):
            if roles[name]:
                yield HeaderExample(own, roles[name].most_common(1)[0][0])


def _labelled_headers(
    layout: Layout, labelled: Labels
) -> tuple[dict[tuple[str, str, int], Header], Mapping[tuple[str, str, int], Counter[str]]]:
    """The headers of a table, and for each how many labelled values have it in which role."""
    cells = {(cell["row"], cell["col"]): cell for cell in reversed(labelled["cells"])}
    full = labelled.get("full") or {}
    headers: dict[tuple[str, str, int], Header] = {}
    roles: defaultdict[tuple[str, str, int], Counter[str]] = defaultdict(Counter)
    for place in layout.places:
        cell = cells.get((place.row, place.col))
        for header in place.headers:
            headers.setdefault(header_key(header), header)
            if cell is not None:
                roles[header_key(header)][_role(header.name, cell, full)] += 1
    return headers, roles


def _role(name: str, cell: Labels, full: Mapping[str, str]) -> str:
    scored = []
    for slot in _SLOTS:
        names = [cell.get(slot), full.get(cell.get(slot) or "")]
        if slot == "method":
            names += [cell.get("method_raw"), cell.get("method_full")]
        scored.append((_likeness(name, [n for n in names if n]), -_SLOTS.index(slot), slot))
    best, _, slot = max(scored)
    return slot if best >= _SAME else _OTHER


def _likeness(name: str, others: Sequence[str]) -> float:
    """How much a header is one of some names, or a part of it: 0 to 1."""
    own = key(re.sub(r"\(\d[\d.]*\)", "", name))
    words = set(own.split())
    best = 0.0
    for other in map(key, others):
        theirs = set(other.split())
        shared = len(words & theirs) / max(1, len(words | theirs))
        if own == other:
            return 1.0
        if words and theirs and (words <= theirs or theirs <= words):
            best = max(best, 0.9 if shared >= _LEAST_SHARED else _SAME)
        elif shared >= _LEAST_SHARED:
            best = max(best, 0.7)
    return best
