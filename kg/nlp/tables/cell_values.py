"""Values in the cells of a table: number, unit and deviation; several in one cell.

What a cell holds beside its number is short: a sign, a unit, a deviation, marks. A cell with more
words than that is a name or a setting, whatever number it begins with ('4 layers').
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from kg.nlp.text.units import MAGNITUDES, UNIT, unit_of

__all__ = ["CellValue", "cell_values", "is_blank", "is_deviation", "is_value"]

_BLANKS = frozenset(
    (
        "",
        "-",
        "–",
        "—",
        "−",
        "--",
        "---",
        "n/a",
        "na",
        "n.a.",
        "(-)",
        "*",
        "…",
        "...",
        "?",
        "/",
        "oom",
    )
)
_LONGEST = 60
"""Characters; what is longer is no value, and matching it could take long."""
_MARKS = re.compile(r"[*†‡§◆◇□■♯#∗⋆★⁎¶‖↑↓]|(?<=\d)\s?[a-d]$")
_SIZE = re.compile(r"\d+\s?[x×]\s?\d+(?:\s?[x×]\s?\d+)?")
_NUMBER = (
    r"[-+]?\s?(?=\.?\d)(?:\d{1,3}(?:[, ]\d{3})+(?!\d)|\d++)?+(?:\.\d++)?+"
    r"(?:[eE][-+]?\d{1,3}|\s?[x×⋅·*]\s?10\^?[-+]?\d{1,3})?"
)
_ABOUT = r"[~∼≈<>≤≥$±]*\s?"
_UNIT = r"(?:\s?(?:%|×|[a-zA-Zµμ]{1,4}(?:/[a-z]{1,3})?))?"
_VALUE = re.compile(
    rf"\(?{_ABOUT}(?P<number>{_NUMBER})(?P<unit>{_UNIT})\)?"
    rf"(?P<rest>(?:\s?[±+(/\[,–-]?\s?[-+±(\[]*\s?(?:{_NUMBER}){_UNIT}[)\]%]*){{0,4}}?)\s?±?"
)
_DEVIATION = re.compile(rf"(?:±|\+/-|\+-)\s?({_NUMBER})")
_ONE = re.compile(rf"\(?{_ABOUT}({_NUMBER})")
_APART = re.compile(rf"[(\[]\s?±?\s?({_NUMBER})\s?%?\s?[)\]]|±\s?({_NUMBER})\s?%?")
_PART = re.compile(r"[^\s/|](?:[^/|]*[^\s/|])?")
_SEVERAL = re.compile(r"[-+]?\d+\.\d+(?: [-+]?\d+\.\d+)+")
"""'85.11 73.12 62.67' are values of measures that the cell does not name."""
_SUM = re.compile(r"\d[kKMBT]? \+ \d")
_TO_ASCII = str.maketrans("−–‐‑", "----")


@dataclass(frozen=True, slots=True)
class CellValue:
    """A value of a cell: ``raw`` is verbatim at ``start``, ``number`` its parsed form in ``unit``.

    ``position`` is its place among the ``count`` values of the cell, from 0. ``deviation`` is in
    the unit of the number.
    """

    raw: str
    number: float | None
    unit: str | None
    deviation: float | None = None
    position: int = 0
    count: int = 1
    start: int = 0


def _plain(text: str) -> str:
    """A text with bold digits and dashes as plain ones, without footnotes' marks."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).translate(_TO_ASCII)).strip()


def is_blank(text: str) -> bool:
    """Whether a cell says that there is no value.

    >>> [is_blank(text) for text in ("", "–", "N/A", "0")]
    [True, True, True, False]
    """
    return text.strip().casefold() in _BLANKS or not any(c.isalnum() for c in text)


def is_value(text: str) -> bool:
    """Whether a cell holds a value, or several.

    >>> [is_value(text) for text in ("−55.4±0.2", "45.28 / 60.02", "1.2M", "4 layers", "5-shot")]
    [True, True, True, False, False]
    """
    if len(text) > _LONGEST:
        return False
    plain = _plain(text)
    if not any(char.isdigit() for char in plain) or _SIZE.fullmatch(plain):
        return False
    if _is_whole(plain):
        return True
    parts = re.split(r"\s?[/|]\s?", plain)
    return len(parts) > 1 and all(is_blank(part) or _is_whole(part) for part in parts)


def _is_whole(plain: str) -> bool:
    match = _VALUE.fullmatch(plain) if len(plain) <= _LONGEST else None
    return match is not None and any(char.isdigit() for char in match["number"])


def is_deviation(text: str) -> bool:
    """Whether a cell holds the deviation of its neighbour's value alone: '(0.3)', '±0.3'."""
    return len(text) <= _LONGEST and _APART.fullmatch(_plain(text)) is not None


def cell_values(text: str) -> tuple[CellValue, ...]:
    """The values of a cell in order: one, or those that a slash or a bar parts.

    >>> [value.raw for value in cell_values("45.28 / 60.02")]
    ['45.28', '60.02']
    >>> value = cell_values("−55.4±0.2")[0]
    >>> value.number, value.deviation
    (-55.4, 0.2)
    >>> cell_values("85.11 73.12")[0].number is None
    True
    """
    spans = [match.span() for match in _PART.finditer(text)]
    parts = [text[start:end] for start, end in spans]
    if len(parts) > 1 and all(is_blank(part) or _is_whole(_plain(part)) for part in parts):
        return tuple(
            replace(_value(part), position=at, count=len(parts), start=spans[at][0])
            for at, part in enumerate(parts)
            if not is_blank(part)
        )
    return (replace(_value(text.strip()), start=len(text) - len(text.lstrip())),)


def _value(raw: str) -> CellValue:
    plain = _plain(raw)
    match = None if _SEVERAL.fullmatch(plain) else _ONE.match(plain)
    digits = re.sub(r"[\s,]", "", match[1]) if match else ""
    number = _number(digits)
    if number is None or match is None or _SUM.search(plain):
        return CellValue(raw, None, None)
    rest = plain[match.end() :]
    unit = None
    magnitude = re.match(r"\s?([kKMBT])(?![a-zA-Z])", rest)
    if magnitude:
        number *= MAGNITUDES[magnitude[1]]
    elif unit_match := UNIT.match(rest):
        unit = unit_of(unit_match)
    deviation = _DEVIATION.search(plain)
    apart = _number(re.sub(r"[\s,]", "", deviation[1])) if deviation else None
    return CellValue(raw, number, unit, apart)


def _number(digits: str) -> float | None:
    scaled = re.fullmatch(r"(.+?)[x×⋅·*]10\^?([-+]?\d{1,3})", digits)
    try:
        return float(scaled[1]) * 10.0 ** int(scaled[2]) if scaled else float(digits)
    except ValueError:
        return None
