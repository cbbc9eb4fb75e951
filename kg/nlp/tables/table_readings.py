"""The values of a paper's tables, each read as a result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from kg.core.names import key
from kg.core.paper_tables import Table, TableCell, TablePlace
from kg.core.schema import DATASET
from kg.lexicon.known_names import known_entity
from kg.nlp.linear_model import LinearModel, read_linear_model
from kg.nlp.tables.cell_values import CellValue, cell_values
from kg.nlp.tables.header_features import HEADER_CLASSES, header_key
from kg.nlp.tables.header_roles import HeaderRoles, read_roles
from kg.nlp.tables.paper_slots import PaperNames
from kg.nlp.tables.parameter_columns import without_parameters
from kg.nlp.tables.split_headers import is_metric_name, split_headers
from kg.nlp.tables.table_defaults import TableDefaults, caption_parts, table_defaults
from kg.nlp.tables.table_kind import is_result_table
from kg.nlp.tables.table_layout import Header, Layout, ValuePlace, read_layout
from kg.nlp.tables.table_names import MethodName, bare_name, clean_name, is_ours, method_name
from kg.nlp.tables.table_paper import TablePaper

__all__ = [
    "SOURCES",
    "SURE",
    "UNSURE",
    "WEIGHTS_FILE",
    "Filled",
    "TableResult",
    "read_headers",
    "read_table_results",
    "shipped_header_model",
]

SOURCES = (SURE, UNSURE, NEAR, FAR) = ("sure", "unsure", "near", "far")
"""Where a name is from: a header that something known shows to name it; any other header; the
corner or the caption; the text or the paper as a whole."""
WEIGHTS_FILE = "header_weights.tsv"

_COST = re.compile(
    r"\b(?:time|params?|parameters|memory|size|speed|latency|flops|macs|throughput|fps|cost)\b",
    re.I,
)
_REFERENCE_NUMBER = re.compile(r"[\[(]?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*[\])]?")
_NUMBERED_MARK = re.compile(r"\d{2,4}")
"""A mark that says under what its row was measured, where the caption explains it: '512'."""
_BRACKETED_NUMBER = re.compile(r"\s?\(\d[\d.,%\s]*\)$")
_NUMBERED = re.compile(r"(\S.*?)[ -](\d)")
_LEAST_NUMBERED = 3
_SETTING_BEFORE = re.compile(r"^(?:\d+-(?:way|shot)\s?)+")
_PART_OF_METRIC = re.compile(r"[A-Z]|top-?\d+|@\d+", re.IGNORECASE)
"""What is a metric only together with the header above it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The name in a slot, and the cell that it is read from; None where it is from elsewhere."""

    name: str | None
    cell: TableCell | None = None


@dataclass(frozen=True, slots=True)
class TableResult:
    """A value of a table and what it is of.

    ``settings`` are the other headers, the outermost first; ``is_best`` that it is printed bold.
    ``split`` is that which the caption names. ``sources`` says for method, data set and metric
    where their names are from: `SOURCES`.
    ``is_guess``: that the method is the paper's own follows from a missing citation alone.
    ``doubts`` is what speaks against the reading (`kg.nlp.tables.table_doubts`).
    """

    place: TablePlace
    value: CellValue
    method: Filled
    dataset: Filled
    metric: Filled
    settings: tuple[str, ...]
    is_own: bool
    is_best: bool
    deviation: TableCell | None
    citations: tuple[str, ...]
    sources: tuple[str, str, str]
    split: str = ""
    is_guess: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    table: Table
    layout: Layout
    roles: HeaderRoles

    def of_role(self, place: ValuePlace, role: str) -> list[Header]:
        return [h for h in place.headers if self.roles[header_key(h)].role == role]

    def source_of(self, place: ValuePlace, role: str) -> str:
        sure = [self.roles[header_key(h)].is_sure for h in self.of_role(place, role)]
        return "" if not sure else SURE if any(sure) else UNSURE


@cache
def shipped_header_model() -> LinearModel:
    """The model of headers that comes with the package."""
    return read_linear_model(files("kg.nlp.tables") / WEIGHTS_FILE, classes=HEADER_CLASSES)


def read_headers(table: Table) -> Layout | None:
    """The layout of a table of results; None for any other table."""
    if table.is_nested:
        return None
    layout = read_layout(table)
    if layout is None or not is_result_table(table):
        return None
    layout = without_parameters(layout)
    return split_headers(layout) if layout.places else None


def read_table_results(
    tables: Sequence[Table], paper: TablePaper, model: LinearModel | None = None
) -> tuple[TableResult, ...]:
    """The results in the tables of a paper, by table, row and column.

    ``model`` scores headers (`kg.nlp.tables.header_roles`); by default the shipped one.
    """
    model = model or shipped_header_model()
    captions = caption_parts(tables)
    tables = [replace(table, caption=captions[table.index]) for table in tables]
    readings = [
        _Reading(table, layout, read_roles(layout, table, paper, model))
        for table in tables
        if (layout := read_headers(table))
    ]
    names, cited = PaperNames(paper, _headed(readings)), _cited_names(readings, paper)
    return tuple(found for each in readings for found in _results(each, names, cited))


def _headed(readings: Sequence[_Reading]) -> Iterator[tuple[str, str]]:
    """Role and name of each header of each value."""
    for reading in readings:
        for place in reading.layout.places:
            for header in place.headers:
                role = reading.roles[header_key(header)].role
                if role != "setting":
                    yield role, clean_name(header.name)


def _cited_names(readings: Sequence[_Reading], paper: TablePaper) -> Mapping[str, str]:
    """Key of the bibliography -> the method that tables name with it, else the reference's name."""
    found = dict(paper.references)
    for reading in readings:
        for place in reading.layout.places:
            for header in reading.of_role(place, "method"):
                cell = header.cells[0]
                if cell.name and len(cell.citations) == 1:
                    found[cell.citations[0]] = clean_name(header.name)
    return found


def _with_cited_name(header: Header, cited: Mapping[str, str]) -> Header:
    """The header of a method; one that is a number of the bibliography alone has its name."""
    cell = header.cells[0]
    is_number = not cell.name and _REFERENCE_NUMBER.fullmatch(header.name) is not None
    name = cited.get(cell.citations[0]) if is_number and cell.citations else None
    return replace(header, name=name) if name else header


def _results(
    reading: _Reading, names: PaperNames, cited: Mapping[str, str]
) -> Iterator[TableResult]:
    defaults = table_defaults(reading.table, reading.layout, reading.roles, names)
    if defaults.metric:
        names.used["metric"][defaults.metric] += len(reading.layout.places)
    uncited = _are_uncited_own(reading, names)
    base: str | None = None
    for place in reading.layout.places:
        heads = [_with_cited_name(h, cited) for h in reading.of_role(place, "method")]
        if heads:
            unnamed = f"Ours ({names.paper.owner})"
            method = method_name(
                heads, names.own_method, base, unnamed=unnamed, uncited_is_own=uncited
            )
            if not clean_name(heads[-1].name).startswith("+"):
                base = method.name
        else:
            name = defaults.method
            method = MethodName(name, name is not None and name == names.own_method, None)
        for value in cell_values(place.cell.text):
            yield _result(reading, place, value, method, defaults)


def _are_uncited_own(reading: _Reading, names: PaperNames) -> bool:
    """Whether methods without a citation are the paper's own: others have one, and none has the
    paper's own name."""
    methods = [h for p in reading.layout.places for h in reading.of_role(p, "method")]
    own = names.own_method
    if any(is_ours(header.name) for header in methods):
        return False
    if own and any(own.casefold() in header.name.casefold() for header in methods):
        return False
    return any(cell.cited for header in methods for cell in header.cells)


def _result(
    reading: _Reading,
    place: ValuePlace,
    value: CellValue,
    method: MethodName,
    defaults: TableDefaults,
) -> TableResult:
    metric = _metric(reading, place, value)
    metric = metric or Filled(defaults.metric_of(place))
    dataset = _dataset(reading, place)
    if dataset is None:
        is_cost = bool(metric.name and _COST.search(metric.name))
        dataset = Filled(defaults.near_dataset if is_cost else defaults.dataset)
    heads = reading.of_role(place, "method")
    settings = [*_settings(reading, place), *reading.layout.parameters.get(place.row, ())]
    metric, rest = _without_dataset(metric, dataset)
    return TableResult(
        place=TablePlace(reading.table.index, place.row, place.col),
        value=value,
        method=Filled(method.name, method.cell),
        dataset=dataset,
        metric=metric,
        settings=(*settings, rest) if rest else tuple(settings),
        split="" if _COST.search(metric.name or "") else defaults.split,
        is_own=method.is_own,
        is_best=place.cell.is_bold,
        deviation=place.deviation,
        citations=tuple(key for h in heads for cell in h.cells for key in cell.citations),
        sources=(
            reading.source_of(place, "method") or (NEAR if defaults.near_method else FAR),
            reading.source_of(place, "dataset") or (NEAR if defaults.near_dataset else FAR),
            reading.source_of(place, "metric") or (NEAR if defaults.near_metric else FAR),
        ),
        is_guess=method.is_guess,
    )


def _without_dataset(metric: Filled, dataset: Filled) -> tuple[Filled, str]:
    """A metric without the data set before it, and what was before it: 'WSJ 23' of 'WSJ 23 F1'."""
    words = (metric.name or "").split()
    named = set(key(dataset.name or "").split())
    for first in range(1, len(words)):
        head, tail = " ".join(words[:first]), " ".join(words[first:])
        if named and named <= set(key(head).split()) and is_metric_name(tail):
            return replace(metric, name=tail), head
    return metric, ""


def _settings(reading: _Reading, place: ValuePlace) -> Iterator[str]:
    """The settings of a value: headers that are settings, and such parts of other headers."""
    for header in place.headers:
        role, name = reading.roles[header_key(header)].role, clean_name(header.name)
        if role == "setting":
            yield name
        elif role == "dataset" and (number := _unnumbered(reading, header)[1]):
            yield number
        elif role == "dataset" and (brackets := name.removeprefix(bare_name(name)).strip(" ()")):
            yield brackets
        elif role == "metric" and (match := _SETTING_BEFORE.match(name)):
            yield match[0].strip()
        for mark in dict.fromkeys(mark for cell in header.cells for mark in cell.marks):
            if _NUMBERED_MARK.fullmatch(mark) and mark in reading.table.caption:
                yield mark


def _dataset(reading: _Reading, place: ValuePlace) -> Filled | None:
    heads = reading.of_role(place, "dataset")
    if not heads:
        return None
    if heads[-1].level[0] != "col":
        heads = heads[-1:]  # what stands before it groups data sets: 'English', 'Math'
    names = [_unnumbered(reading, h)[0] or bare_name(h.name) for h in heads]
    return Filled(" ".join(names), heads[-1].cells[0])


def _unnumbered(reading: _Reading, header: Header) -> tuple[str, str]:
    """A data set and the number behind it, where others of its level differ in that number alone:
    'MNIST 2', 'MNIST 4', 'MNIST 6'; empty where that is not so."""
    match = _NUMBERED.fullmatch(header.name)
    if match is None or known_entity(DATASET, key(header.name)) is not None:
        return "", ""
    others = [
        _NUMBERED.fullmatch(name) for name, *level in reading.roles if (*level,) == header.level
    ]
    alike = {other[2] for other in others if other and other[1] == match[1]}
    return (match[1], match[2]) if len(alike) >= _LEAST_NUMBERED else ("", "")


def _metric(reading: _Reading, place: ValuePlace, value: CellValue) -> Filled | None:
    """The metric that the headers of a value name; of several values of a cell its own."""
    heads = reading.of_role(place, "metric")
    if not heads:
        return None
    parts = [_BRACKETED_NUMBER.sub("", clean_name(h.name)) for h in heads]
    if value.count > 1:
        for at, part in enumerate(parts):
            pieces = re.split(r"\s?/\s?", part)
            if len(pieces) == value.count:
                parts[at] = pieces[value.position]
    cell, axis, level = heads[-1].cells[0], *heads[-1].level
    last = _SETTING_BEFORE.sub("", parts[-1]) or parts[-1]
    is_part = _PART_OF_METRIC.fullmatch(last) is not None
    if is_metric_name(last) and not is_part:
        return Filled(last, cell)
    if len(parts) == 1 and is_part:
        above = [h for h in place.headers if h.level[0] == axis and h.level[1] < level]
        parts = [*(clean_name(h.name) for h in above[-1:]), *parts]
    return Filled(" ".join(dict.fromkeys([*parts[:-1], last])), cell)
