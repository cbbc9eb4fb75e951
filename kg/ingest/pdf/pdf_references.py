"""The entries of a bibliography at the end of a paper, and which of them a text cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.ingest.pdf.page_columns import Line

__all__ = ["CitedSpan", "Entry", "cited_spans", "entries_of"]

_LABEL = re.compile(r"\[(?P<key>\d{1,3}|[A-Z][\w+]{1,12})\]\s*|(?P<number>\d{1,3})\.\s+")
_BRACKETS = re.compile(
    r"\[((?:\d{1,3}|[A-Z][\w+]{1,12})(?:\s*[,;–-]\s*(?:\d{1,3}|[A-Z][\w+]{1,12}))*)\]"
)
_NAME_YEAR = re.compile(
    r"(?<![\w'’-])(?:(?![A-Z])[\w'’-])*+(?P<name>[A-Z][\w'’-]+)"
    r"(?:,? et al\.?|(?:,? (?:and|&) [A-Z][\w'’-]+))?,?\s*\(?\[?"
    r"(?P<year>(?:19|20)\d\d[a-z]?)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b")
_MOST_NUMBERS = 40
_HANGING = 0.6


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its key from the label or its place, and its lines."""

    key: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CitedSpan:
    """A citation at characters ``[start, end)`` of a text, and the keys of its entries."""

    start: int
    end: int
    keys: tuple[str, ...]


def entries_of(lines: Sequence[Line]) -> list[Entry]:
    """The entries that lines hold: by their labels, else by hanging first lines."""
    if not lines:
        return []
    labelled = [n for n, line in enumerate(lines) if _LABEL.match(line.text)]
    if len(labelled) >= 3 or (labelled and len(labelled) * 6 >= len(lines)):
        starts = _in_sequence(labelled, lines)
        return [
            Entry(_key(lines[start].text), tuple(lines[start:end]))
            for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
        ]
    starts = [n for n, line in enumerate(lines) if n == 0 or _hangs(line, lines[n - 1])]
    return [
        Entry(f"e{number}", tuple(lines[start:end]))
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True))
    ]


def _in_sequence(labelled: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """The lines with labels, those left out whose number does not follow the one before."""
    found: list[int] = []
    last = 0
    for at in labelled:
        key = _key(lines[at].text)
        if not key.isdigit():
            found.append(at)
        elif last < int(key) <= last + 3:
            found.append(at)
            last = int(key)
    return found


def _key(text: str) -> str:
    match = _LABEL.match(text)
    return (match["key"] or match["number"]) if match else ""


def _hangs(line: Line, last: Line) -> bool:
    """Whether a line begins an entry: at the edge with an indented line before it or a wide blank
    above."""
    at_edge = line.row.x0 - line.left < _HANGING * line.row.size
    after_break = (line.page, line.column) != (last.page, last.column)
    is_far = line.above > 1.3 * line.row.size and line.above > 1.2 * max(last.above, 1.0)
    was_indented = last.row.x0 - last.left > _HANGING * last.row.size
    ended = last.text.rstrip().endswith((".", "/"))
    return at_edge and (
        is_far or was_indented or (after_break and ended) or (ended and _is_new(line))
    )


def _is_new(line: Line) -> bool:
    """Whether a line begins like names of authors."""
    return re.match(r"[A-Z][\w'’-]+,? (?:[A-Z]\b|[A-Z]\.|[A-Z][a-z]+,|and )", line.text) is not None


def cited_spans(text: str, keys: Mapping[str, str]) -> Iterator[CitedSpan]:
    """The citations of a text, in order.

    Args:
        text: of a paragraph or a cell.
        keys: what the text may write -> key of an entry: numbers and labels as they are,
            names as 'name year'.
    """
    found: list[CitedSpan] = []
    for match in _BRACKETS.finditer(text):
        named = tuple(keys[each] for each in _numbers(match[1]) if each in keys)
        if named:
            found.append(CitedSpan(match.start(), match.end(), named))
    for match in _NAME_YEAR.finditer(text):
        key = keys.get(f"{match['name'].casefold()} {match['year']}")
        if key:
            found.append(CitedSpan(match.start("name"), match.end(), (key,)))
    end = 0
    for span in sorted(found, key=lambda each: each.start):
        if span.start >= end:
            yield span
            end = span.end


def _numbers(text: str) -> list[str]:
    found: list[str] = []
    for part in map(str.strip, re.split("[,;]", text)):
        bounds = re.fullmatch(r"(\d{1,3})\s*+[–-]\s*+(\d{1,3})", part)
        if bounds and 0 < int(bounds[2]) - int(bounds[1]) < _MOST_NUMBERS:
            found.extend(map(str, range(int(bounds[1]), int(bounds[2]) + 1)))
        else:
            found.append(part)
    return found


def citation_keys(entries: Sequence[tuple[Entry, str]]) -> Mapping[str, str]:
    """What a text may write for each entry, given with its text: its label, and its first author's
    family name with the year where no other entry has both."""
    found: dict[str, str] = {}
    doubled: set[str] = set()
    for entry, text in entries:
        found.setdefault(entry.key, entry.key)
        years = _YEAR.findall(text)
        for name in _first_names(text):
            for year in dict.fromkeys(years):
                written = f"{name.casefold()} {year}"
                if found.setdefault(written, entry.key) != entry.key:
                    doubled.add(written)
    return {written: key for written, key in found.items() if written not in doubled}


def _first_names(text: str) -> list[str]:
    """The words of the first author's name that may be the family name."""
    body = text[match.end() :] if (match := _LABEL.match(text)) else text
    first = re.split(r",| and | & |\.\s(?=[A-Z][a-z]{3})", body, maxsplit=1)[0]
    return [word for word in re.findall(r"[A-Z][\w'’-]+", first) if len(word) > 1]
