"""Results of tables as a paper's own: bound to its entities, with evidence in cells.

A name of a table is one with an entity of title and abstract that has it among its surfaces, by its
spelling or as the abbreviation that the text defines; else it is a new entity. The evidence of a
name is the cell that has it, else the first place of the text around that does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.core.extraction_checks import ordered_conditions
from kg.core.full_texts.table_text import (
    caption_field,
    cell_spans,
    is_table_field,
    quoted_rows,
    table_field_names,
)
from kg.core.names import key
from kg.core.paper_tables import Table, TableCell
from kg.core.schema import DATASET, METHOD, METRIC
from kg.core.types import Document, Entity, Evidence, Result
from kg.lexicon.condition_words import find_conditions
from kg.lexicon.entries import entries
from kg.lexicon.known_names import known_entity
from kg.lexicon.metrics import higher_is_better
from kg.nlp.linear_model import LinearModel
from kg.nlp.tables.cell_values import cell_values
from kg.nlp.tables.table_doubts import with_doubts
from kg.nlp.tables.table_paper import TablePaper
from kg.nlp.tables.table_readings import Filled, TableResult, read_table_results
from kg.nlp.text.sentences import split_sentences

__all__ = ["BY", "table_results"]

BY = "tables@1"
"""Who reads tables, and its version."""

_MOST_EVIDENCE = 3
"""Pieces of evidence that tables add to one entity: a name stands in every row of its column."""
_SCORE = 0.9
_RIGHT: tuple[Mapping[str, float], ...] = (
    {"sure": 0.98, "unsure": 0.4, "near": 0.75, "far": 0.6},
    {"sure": 0.94, "unsure": 0.7, "near": 0.92, "far": 0.55},
    {"sure": 0.96, "unsure": 0.7, "near": 0.9, "far": 0.3},
)
"""How often the method, the data set and the metric are right, by where their names are from:
measured by cross-validation by paper, tables counting alike."""
_DOUBTED = 0.6
"""How often a reading is right that something speaks against, in place of one without."""
_DESCRIBING = re.compile(
    r".*\b(?:data ?sets?|corpus|test sets?|validation sets?|images|benchmarks?)"
)
_CHANGE = re.compile(r"relative|improvement|impr\b|increase|gain|Δ|drop|reduction", re.IGNORECASE)


@dataclass(slots=True)
class _Known:
    """An entity while results are bound: with what tables add to it.

    ``names`` are those of table cells, which have citations and marks beside the name.
    """

    entity: Entity
    added: list[Evidence] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


class _Binding:
    """The entities of a paper by their names, while its tables' results are bound to them."""

    def __init__(self, document: Document, found: Sequence[Entity], paper: TablePaper) -> None:
        self.document, self.paper = document, paper
        self.known = [_Known(entity) for entity in found]
        self.by_name: dict[tuple[str, str], _Known] = {}
        for each in self.known:
            for surface in (each.entity.name, *each.entity.surfaces):
                self.by_name.setdefault((each.entity.type, key(surface)), each)
        for short, long in paper.abbreviations.items():
            for label in (METHOD, DATASET, METRIC):
                spelled_out = self.by_name.get((label, key(long)))
                if spelled_out is not None:
                    self.by_name.setdefault((label, key(short)), spelled_out)
        self.elsewhere: dict[tuple[str, str, str], Evidence | None] = {}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        return self.document.texts()

    def bound(self, label: str, filled: Filled, role: str, cells: _Cells) -> str | None:
        """The name of the entity in a slot; None where nothing of the paper has its name."""
        if filled.name is None:
            return None
        if filled.cell is None or not filled.cell.text:
            evidence = self._evidence_elsewhere(label, filled.name, cells.field)
        else:
            evidence = cells.evidence(filled.cell)
        if evidence is None:
            return None
        if label == DATASET and _is_description(filled.name) and filled.name in evidence.sentence:
            return filled.name
        each = self.by_name.get((label, key(filled.name))) or self._new(label, filled.name, role)
        if len(each.added) < _MOST_EVIDENCE and evidence not in each.added:
            each.added.append(evidence)
            is_cell = is_table_field(evidence.field)
            each.names.append(filled.name if is_cell else evidence.text)
        return each.entity.name

    def _new(self, label: str, name: str, role: str) -> _Known:
        new = _Known(Entity(label, name, (name,), role, _SCORE, ()))
        self.known.append(new)
        self.by_name[label, key(name)] = new
        return new

    def _evidence_elsewhere(self, label: str, name: str, table: str) -> Evidence | None:
        place = (label, name, table)
        if place not in self.elsewhere:
            self.elsewhere[place] = next(self._mentions(label, name, table), None)
        return self.elsewhere[place]

    def _mentions(self, label: str, name: str, table: str) -> Iterator[Evidence]:
        """The places of a name in the caption, title and abstract, and body, in this order."""
        first = [caption_field(table), "text"]
        fields = [*first, *(name for name in self.texts if name not in first)]
        for pattern in _spellings(label, name):
            for where in fields:
                if match := pattern.search(self.texts.get(where, "")):
                    text = self.texts[where]
                    sentence = _sentence_around(where, text, match.start(), match.end())
                    yield Evidence(*match.span(), match[0], sentence, BY, _SCORE, where)

    def entities(self) -> tuple[Entity, ...]:
        """The entities with the evidence that tables add."""
        return tuple(
            replace(
                each.entity,
                surfaces=tuple(dict.fromkeys((*each.entity.surfaces, *each.names))),
                evidence=(*each.entity.evidence, *each.added),
            )
            if each.added
            else each.entity
            for each in self.known
        )


class _Cells:
    """The cells of a table as evidence: each has offsets in the text of its field."""

    def __init__(self, table: Table, name: str) -> None:
        self.table, self.field = table, name
        self.spans, self.rows = cell_spans(table), quoted_rows(table)

    def evidence(self, cell: TableCell) -> Evidence:
        """A cell, with its row as the sentence."""
        start, end = self.spans[cell.row, cell.col]
        return Evidence(start, end, cell.text, self.rows[cell.row], BY, _SCORE, self.field)


def table_results(
    document: Document, found: Sequence[Entity], *, model: LinearModel | None = None
) -> tuple[tuple[Entity, ...], tuple[Result, ...]]:
    """The entities of a paper with those that its tables name, and the results in its tables.

    ``found`` are the entities of title and abstract; ``model`` scores headers, by default the
    shipped one. Each result has the place of its cell as
    ``table``, and its row below the header as ``sentence``.
    """
    body = document.full_text
    if body is None or not body.tables:
        return tuple(found), ()
    paper = TablePaper.of(document, found)
    names = table_field_names(body.tables)
    tables = {table.index: table for table in body.tables}
    binding = _Binding(document, found, paper)
    cells: dict[int, _Cells] = {}
    results = []
    for each in with_doubts(read_table_results(body.tables, paper, model)):
        index = each.place.index
        if index not in cells:
            cells[index] = _Cells(tables[index], names[index])
        results.append(_result(each, binding, cells[index]))
    return binding.entities(), tuple(results)


def _result(found: TableResult, binding: _Binding, cells: _Cells) -> Result:
    """A result of the paper: its slots are names of entities, its value stands in its cell."""
    cell = cells.table.rows[found.place.row][found.place.col]
    start = cells.spans[found.place.row, found.place.col][0] + found.value.start
    metric = binding.bound(METRIC, found.metric, "reports", cells)
    role = "uses" if found.is_own else "compares"
    unit = found.value.unit or ("%" if _is_in_percent(found.metric) else None)
    return Result(
        method=binding.bound(METHOD, found.method, role, cells),
        task=None,
        dataset=binding.bound(DATASET, found.dataset, "evaluates_on", cells),
        metric=metric,
        value=found.value.raw,
        baseline=None,
        baseline_value=None,
        start=start,
        end=start + len(found.value.raw),
        sentence=cells.rows[cell.row if cell else found.place.row],
        confidence=_confidence(found),
        by=BY,
        number=found.value.number,
        unit=unit,
        kind=_kind(found),
        higher_is_better=higher_is_better(found.metric.name) if found.metric.name else None,
        deviation=_deviation(found),
        conditions=_conditions(found.settings, found.split),
        field=cells.field,
        table=found.place,
        is_own=found.is_own,
        cited=None if found.is_own or len(set(found.citations)) != 1 else found.citations[0],
    )


def _confidence(found: TableResult) -> float:
    shares = (table[source] for table, source in zip(_RIGHT, found.sources, strict=True))
    return round(math.prod(shares) * (_DOUBTED if found.doubts else 1.0), 4)


def _kind(found: TableResult) -> str:
    if found.value.unit == "x":
        return "ratio"
    if found.metric.name and _CHANGE.search(found.metric.name):
        return "relative" if found.value.unit == "%" else "difference"
    return "difference" if found.value.raw.startswith("+") else "absolute"


def _is_in_percent(metric: Filled) -> bool:
    return metric.cell is not None and "%" in metric.cell.text


def _deviation(found: TableResult) -> float | None:
    if found.deviation is None:
        return found.value.deviation
    number = cell_values(re.sub(r"[()±\s]", "", found.deviation.text))[0].number
    return None if number is None else abs(number)


def _conditions(settings: Sequence[str], split: str) -> tuple[tuple[str, str], ...]:
    """The conditions that settings name; what names none is the variant. ``split`` is the split
    where they name none."""
    conditions: dict[str, str] = {}
    rest = []
    for setting in settings:
        spans = find_conditions(setting)
        for span in spans:
            conditions.setdefault(span.name, span.value)
        if not spans:
            rest.append(setting)
    if rest:
        conditions.setdefault("variant", "; ".join(rest))
    if split:
        conditions.setdefault("split", split)
    return ordered_conditions(conditions)


def _is_description(name: str) -> bool:
    """Whether words describe a data set rather than name it: another thing in every paper."""
    return name == name.casefold() and _DESCRIBING.fullmatch(name) is not None


def _spellings(label: str, name: str) -> Iterator[re.Pattern[str]]:
    """Patterns of a name: as it is, in any case and number, then its other names."""
    yield re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    stem = (
        re.escape(name[:-1]) + "(?:y|ies)" if name.endswith("y") else re.escape(name) + "(?:s|es)?"
    )
    yield re.compile(rf"(?<![\w-]){stem}(?!\w)", re.IGNORECASE)
    entity = known_entity(label, key(name))
    if entity is not None and entity.number >= 0:
        for surface in entries()[entity.number].surfaces:
            yield re.compile(rf"(?<![\w-]){re.escape(surface)}(?!\w)", re.IGNORECASE)


def _sentence_around(where: str, text: str, start: int, end: int) -> str:
    """The sentence around characters of a field; of a table the row."""
    if is_table_field(where):
        return text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    for first, last in split_sentences(text):
        if first <= start < last:
            return text[first : max(last, end)]
    return text[start:end]
