r"""Numeric expressions of a text with their offsets, parsed value, unit and kind.

Everything that could be the value of a result is found ('97.23%', '3.7x', '230times',
'0.98+-0.04', 'two orders of magnitude', 'halves', '9 out of 26'); whether it is one is
decided in `kg.nlp.results.result_extraction`. Digits inside names, dimensions ('256x256'),
citations and links are no numbers. Every repetition in the patterns is bounded, so time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.nlp.text.number_kinds import (
    MINUS_SIGNS,
    REACH,
    SIGNS,
    Number,
    carried_kind,
    changes_of,
    kind_of,
)
from kg.nlp.text.number_patterns import (
    AND,
    BROKEN,
    DECIMAL_COMMA,
    IN_DIGITS,
    IN_LETTERS,
    INTERVAL,
    JOINT,
    MORE,
    OPENED,
    RANGE_END,
    TOKEN,
    TOKEN_IN_COMMAS,
    TOKEN_IN_DIGITS,
    WITH_COMMAS,
    WITH_POINTS,
)
from kg.nlp.text.units import MAGNITUDES, UNIT, unit_of, word_value

__all__ = ["find_numbers"]

_DOLLARS_ASIDE = 48
_ASIDE = 80
"""Characters that a bracket may hold before a number."""
_SHARED = ("%", "x", "points", "pp")
"""Units that the last number of a list has for all of it."""
_MORE_MONEY = re.compile(r"[\s(]\$\d")
"""A dollar sign that opens an amount and closes no formula."""
_SUPERSCRIPT = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹−–", "+-0123456789--")
_POWER_OF_TEN = re.compile(r"[eE^]?\{?([+-]?\d{1,3})\}?$")


def find_numbers(text: str, start: int = 0, end: int | None = None) -> tuple[Number, ...]:
    r"""The numeric expressions inside ``[start, end)``, in text order, without overlap.

    >>> [n.raw for n in find_numbers("It is 3.7x faster, goes from 33\\% to 35\\% and needs 11GB.")]
    ['3.7x', '33\\%', '35\\%', '11GB']
    >>> find_numbers("improves recall by 2.5 points")[0].kind
    'difference'
    """
    end = len(text) if end is None else min(end, len(text))
    low = text[start:end].casefold()
    spelled = any(stem in low for stem in IN_LETTERS)
    if not spelled and not IN_DIGITS.search(text, start, end):
        return ()
    found: list[Number] = []
    token = TOKEN if spelled else TOKEN_IN_DIGITS
    if WITH_COMMAS.search(text, start, end) and not WITH_POINTS.search(text, start, end):
        token = TOKEN_IN_COMMAS
    for number in _with_units(text, list(_single(token, text, start, end))):
        if found and (joined := _joined(text, found[-1], number)):
            found[-1] = joined
        elif found and (
            kind := carried_kind(text, _before_aside(text, found, number.start), number)
        ):
            found.append(replace(number, kind=kind))
        else:
            found.append(number)
    return tuple(changes_of(text, found))


def _before_aside(text: str, found: list[Number], start: int) -> Number:
    """The last number before ``start``, or the one before a closed bracket that holds it: of
    '27.1% (+2.4 pp), 7.9%' the first is what the list goes on from."""
    if ")" not in text[found[-1].stop : start]:
        return found[-1]
    for last in reversed(found):
        opened = text.rfind("(", max(0, last.start - _ASIDE), last.start)
        if opened < 0 or ")" in text[opened : last.start]:
            return last
    return found[-1]


def _with_units(text: str, numbers: list[Number]) -> list[Number]:
    """The numbers, each without a unit with that of the next of its list: '4 and 8 times'."""
    for at in reversed(range(len(numbers) - 1)):
        first, second = numbers[at : at + 2]
        if first.unit or second.unit not in _SHARED or _is_year(first):
            continue
        if first.number is not None and AND.fullmatch(text, first.end, second.start):
            sign = first.raw[0] if first.raw[0] in SIGNS else ""
            kind = kind_of(text, first.start, first.end, sign, second.unit)
            numbers[at] = replace(first, unit=second.unit, kind=kind)
    return numbers


def _is_year(number: Number) -> bool:
    return number.bare and len(number.raw) == 4


def _single(token: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Number]:
    at = last = start
    while match := token.search(text, at, end):
        at = match.end()
        if match["skip"] or _in_name(text, match.start(), last):
            continue
        number = _digits(text, match, end) if match["digits"] else _spelled(text, match)
        if number:
            number, at = _with_interval(text, number, max(at, number.end), end)
            last = number.end
            yield number


def _with_interval(text: str, number: Number, at: int, end: int) -> tuple[Number, int]:
    """The number with the deviation or interval in brackets behind it, and where that ends."""
    match = INTERVAL.match(text, at, end)
    if not match:
        return number, at
    if match["deviation"]:
        deviation = _value(match["deviation"])
        return replace(number, deviation=deviation, closed=match.end()), match.end()
    low, high = (_signed(match[side]) for side in ("low", "high"))
    if match["sure"] is None and not _surrounds(number, match["low"], match["high"]):
        return number, at
    return replace(number, interval=(low, high), closed=match.end()), match.end()


def _surrounds(number: Number, low: str, high: str) -> bool:
    """Whether a range in brackets is an interval of the number: '0.884 (0.868-0.899)'."""
    written = [each.partition(".")[2] for each in (re.sub(r"[^\d.]", "", number.raw), low, high)]
    if number.number is None or not all(written):
        return False
    return _signed(low) <= number.number <= _signed(high)


def _signed(digits: str) -> float:
    return _value(digits.translate(_SUPERSCRIPT))


def _value(digits: str) -> float:
    """The value of digits with a decimal point or comma, and marks between thousands.

    >>> _value("1,234,567"), _value("5 700"), _value("41,7")
    (1234567.0, 5700.0, 41.7)
    """
    if DECIMAL_COMMA.fullmatch(digits):
        return float(digits.replace(",", "."))
    return float(re.sub(r"[, ~]", "", digits))


def _in_name(text: str, start: int, last: int) -> bool:
    """Whether digits follow a hyphen without ending a range begun at ``last`` ('LLaMA-2-7B')."""
    return bool(RANGE_END.match(text, max(0, start - 2), start)) and last < start - 1


def _digits(text: str, match: re.Match[str], end: int) -> Number | None:
    stop = match.end()
    more = MORE.match(text, stop, end)
    unit = UNIT.match(text, more.end() if more else stop, end)
    if unit:
        stop = unit.end()
        if text.startswith("+", stop) and text[stop - 1] == "%":
            stop += 1
    elif BROKEN.match(text, stop, end):
        return None
    name = unit_of(unit) if unit else None
    start = match.start("sign")
    if name in (None, "USD") and _is_money(text, start, stop):
        start, name = start - (3 if text[:start].endswith("US$") else 1), "USD"
    if text[start:stop].count("$") == 1 and text.endswith("$", start, stop):
        stop -= 1  # it closes a formula that opened before the number
    value = _value(match["digits"]) * MAGNITUDES.get(match["scale"].strip(), 1)
    value *= 10.0 ** _exponent(match["power"])
    if match["sign"][:1] in MINUS_SIGNS:
        value = -value
    kind = kind_of(text, start, stop, match["sign"], name)
    name = "x" if kind == "ratio" else name
    deviation = re.search(r"(?<![\d.,])[\d.,]++$", match["error"])
    return Number(
        start,
        stop,
        text[start:stop],
        value,
        name,
        kind,
        deviation=_value(deviation[0]) if deviation else None,
    )


def _exponent(power: str) -> int:
    """The exponent of ten in '× 10⁻³', 'e-5' or '10^{-4}'; 0 for an empty text."""
    match = _POWER_OF_TEN.search(power.translate(_SUPERSCRIPT).replace("10", "^", 1).lstrip())
    return int(match[1]) if power and match else 0


def _is_money(text: str, start: int, end: int) -> bool:
    """Whether the digits follow a dollar sign that opens no formula."""
    before = text[max(0, start - 4) : start]
    if before.endswith("US$"):
        return True
    alone = start == 1 or before[-2:-1] in (" ", "(", "\n", "~")
    if not alone or before[-1:] != "$":
        return False
    closing = text.find("$", end, end + _DOLLARS_ASIDE)
    return closing < 0 or bool(_MORE_MONEY.match(text, closing - 1))


def _spelled(text: str, match: re.Match[str]) -> Number:
    start, end = match.span()
    raw = text[start:end]
    if words := match["words"]:
        value, unit = word_value(words)
        return Number(start, end, raw, value, unit, kind_of(text, start, end, "", unit))
    if portion := match["portion"]:
        above, below = (float(part) for part in re.split(r"/|\sout\sof\s", portion))
        return Number(start, end, raw, above / below if below else None, None, "absolute")
    return Number(start, end, raw, None, None, "absolute")


def _joined(text: str, low: Number, high: Number) -> Number | None:
    """The range that two neighbours form ('1.9-3.3x', '3% to 9%'), or None.

    'from 33% to 35%' is no range: its ends are the old and the new value.
    """
    joint = JOINT.fullmatch(text, low.end, high.start)
    if not joint or low.number is None or high.number is None or low.low is not None:
        return None
    if low.unit not in (None, high.unit) or high.raw[:1] in SIGNS:
        return None
    opened = OPENED.search(text[max(0, low.start - REACH) : low.start])
    if joint["word"] and (opened or high.unit not in ("%", "x", "points", "pp")):
        return None
    raw = text[low.start : high.end]
    kind = kind_of(text, low.start, high.end, "", high.unit)
    return replace(
        high,
        start=low.start,
        raw=raw,
        low=low.number,
        kind=high.kind if kind == "absolute" else kind,
    )
