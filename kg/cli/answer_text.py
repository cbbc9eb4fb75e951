"""Answers as people read them in a terminal: what is said, and below it its sentence."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kg.core.full_texts.table_text import aligned_rows, is_quoted_row
from kg.core.judgement import judged_text
from kg.core.value_text import change_text, value_text
from kg.questions import (
    Comparison,
    CoverageCell,
    FoundResult,
    Period,
    SimilarPaper,
)
from kg.questions.statements.comparisons import verdicts

_NAME = 24  # characters of a method in the matrix of gaps
_BAR = 20  # characters of the bar of a share of 1
_MARKS = {"result": "●", "evaluation": "◐", "sentence": "○", "nothing": "·"}


def found_lines(found: Sequence[FoundResult], width: int) -> Iterator[str]:
    """The papers with their results; what a paper is only linked with stands in brackets."""
    papers = dict.fromkeys(result.paper for result in found)
    for paper in papers:
        listed = [result for result in found if result.paper == paper]
        yield from _paper(listed[0].title, listed[0].date, listed[0].paper, width)
        for sentences, same in groupby(listed, key=lambda r: (r.sentence, *r.also)):
            for result in same:
                yield from wrapped(f"{result.binding:7}  {_binding(result)}", width, 2, 13)
            for sentence in filter(None, sentences):
                yield from quotation(sentence, result.value or "", width, 11)
        yield ""


def _paper(title: str, date: str | None, paper: str, width: int) -> Iterator[str]:
    yield from wrapped(f"{title}  [{paper}{', ' + date if date else ''}]", width, 0, 2)


def _binding(result: FoundResult) -> str:
    names = [
        f"({name})" if slot in result.linked else name
        for slot in ("method", "dataset", "metric", "task")
        if (name := getattr(result, slot))
    ]
    shown = result.value and change_text(result.value, result.number, result.unit, result.kind)
    value = f" {'=' if result.kind in ('absolute', None) else ':'} {shown}" if shown else ""
    before = result.baseline_value and value_text(result.baseline_value, unit=result.unit)
    rival = " ".join(part for part in (result.baseline, before) if part)
    judged = f"  ({judged_text(result.judged_by)})" if result.judged_by else ""
    return f"{' · '.join(names)}{value}{f', against {rival}' if rival else ''}{judged}"


def quotation(sentence: str, words: str, width: int, indent: int) -> list[str]:
    """A sentence in quotation marks, or the row of a table in columns with the words marked."""
    if is_quoted_row(sentence):
        rows = aligned_rows(sentence, words, max(width, 40) - indent)
        return [" " * indent + row for row in rows]
    return wrapped(f"“{sentence}”", width, indent, indent)


def wrapped(text: str, width: int, first: int, rest: int) -> list[str]:
    """The text in lines of a width, the first and the others indented by so many spaces.

    A sign of per cent stays on the line of its number.
    """
    lines = textwrap.wrap(
        (" ".join(text.split()) if first == rest else text).replace(" %", "\u00a0%"),
        max(width, 40),
        initial_indent=" " * first,
        subsequent_indent=" " * rest,
        break_on_hyphens=False,
    )
    return [line.replace("\u00a0%", " %") for line in lines]


def gap_lines(cells: Sequence[CoverageCell], width: int) -> Iterator[str]:
    """The matrix, a column a dataset, then the legend."""
    datasets = list(dict.fromkeys(cell.dataset for cell in cells))
    for number, dataset in enumerate(datasets, 1):
        yield f"{number:>3}  {dataset}"[:width]
    yield ""
    yield " " * (_NAME + 1) + "".join(f"{number:>5}" for number in range(1, len(datasets) + 1))
    for method, row in groupby(cells, key=lambda cell: cell.method):
        marks = (f"{_MARKS[cell.status]}{cell.papers or '':<2}" for cell in row)
        yield f"{_short(method, _NAME):{_NAME}} " + "".join(f"{mark:>5}" for mark in marks)
    yield ""
    yield "● a result   ◐ a stated test   ○ a sentence with both   · nothing read here"
    missing = sum(cell.status == "nothing" for cell in cells)
    yield f"of {missing} of {len(cells)} pairs nothing was read here"


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def trend_lines(periods: Sequence[Period], width: int) -> Iterator[str]:
    """A line a period: how many of its papers, their share, and a bar of that share.

    Periods in a row that have none of its papers are one line.
    """
    top = max((period.share for period in periods), default=0) or 1
    yield f"{'period':18} {'papers':>6} {'of':>6} {'share':>7}"
    for (some, _), same in groupby(periods, key=lambda one: (one.papers > 0, one.period is None)):
        listed = list(same)
        folded = [[one] for one in listed] if some else [listed]
        for row in folded:
            bar = "█" * round(_BAR * row[0].share / top)
            counts = f"{row[0].papers:>6} {sum(one.of for one in row):>6} {row[0].share:>7.1%}"
            yield f"{_span(row):18} {counts}  {bar}".rstrip()[:width]


def _span(periods: Sequence[Period]) -> str:
    names = [one.period or "undated" for one in (periods[0], periods[-1])]
    return names[0] if len(periods) == 1 else f"{names[0]}..{names[1]}"


def comparison_lines(comparisons: Sequence[Comparison], width: int) -> Iterator[str]:
    """The count of verdicts, then a paragraph a statement: how, both sides, paper, sentence."""
    ahead, behind, undecided = verdicts(comparisons)
    asked = min((one.asked for one in comparisons), key=len)
    yield f"{asked}: ahead in {ahead}, behind in {behind}, undecided in {undecided}"
    yield ""
    for _, same in groupby(comparisons, key=lambda one: (one.paper, one.sentence)):
        listed = list(same)
        for one in listed:
            yield from wrapped(f"{one.how:8}  {_sides(one)}", width, 0, 10)
        yield from _paper_below(listed[0].title, listed[0].date, listed[0].paper, width)
        yield from wrapped(f"“{listed[0].sentence}”", width, 10, 10)
        yield ""


def _sides(one: Comparison) -> str:
    words = f"({one.words})" if one.words else "against"
    sides = f"{_side(one.method, one.value)}  {words}  {_side(one.rival, one.rival_value)}"
    what = " on ".join(part for part in (one.metric, one.dataset) if part)
    ahead = f"; {one.ahead} is ahead" if one.ahead else ""
    return f"{sides}{f'  ({what})' if what else ''}{ahead}"


def _side(name: str, value: str | None) -> str:
    return f"{name} {value_text(value)}" if value else name


def _paper_below(title: str, date: str | None, paper: str, width: int) -> list[str]:
    return wrapped(f"{title} [{paper}{', ' + date if date else ''}]", width, 10, 10)


def similar_lines(papers: Sequence[SimilarPaper], width: int) -> Iterator[str]:
    """A paper each, the likest first, with its similarity and what is shared."""
    for one in papers:
        date = f", {one.date}" if one.date else ""
        yield from wrapped(f"{one.similarity:5.2f}  {one.title} [{one.paper}{date}]", width, 0, 7)
        if one.shared:
            yield from wrapped(f"both: {', '.join(one.shared)}", width, 7, 13)


def joined(lines: Iterable[str]) -> str:
    """The lines as one text, without blank lines at its end."""
    return "\n".join(lines).rstrip("\n")
