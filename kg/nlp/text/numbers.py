r"""Numeric expressions of a text with their offsets, parsed value, unit and kind.

Everything that could be the value of a result is found ('97.23%', '3.7x', '230times',
'0.98+-0.04', 'two orders of magnitude', 'halves', '9 out of 26'); whether it is one is
decided in `kg.nlp.results.result_extraction`. Digits inside names, dimensions ('256x256'),
citations and links are no numbers. Every repetition in the patterns is bounded, so time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kg.nlp.text.units import MAGNITUDES, UNIT, WORD, unit_of, word_value

__all__ = ["Kind", "Number", "find_numbers"]

Kind = Literal["absolute", "relative", "difference", "ratio"]
"""absolute: a level ('97.2%', '28.4', '11GB'); relative: a change in percent ('by 30%');
difference: a change in the measure's own units ('+4%', '2.5 points'); ratio: '3.7x', 'half'."""


@dataclass(frozen=True, slots=True)
class Number:
    """A numeric expression: ``text[start:end] == raw``.

    ``number`` is the parsed value in ``unit`` (97.23 and '%', 7e9 for '7B', 100.0 and 'x'
    for 'two orders of magnitude'), None where there is none ('O(n log n)'). A range has its
    upper end in ``number`` and its lower end in ``low``.
    """

    start: int
    end: int
    raw: str
    number: float | None
    unit: str | None
    kind: Kind
    low: float | None = None

    @property
    def bare(self) -> bool:
        """Whether this is a plain integer, without unit, sign, decimals or range."""
        return self.raw.isdigit()


_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,3}(?:[ ~]\d{3}){1,3}(?=\s?times)|\d{1,15})(?!\d)"
    r"(?:\.\d{1,15})?|\.\d{1,15}"
)
_SCALE = r"(?:[kKMBT](?![\w/])|\s(?:thousand|million|billion|trillion)\b)?"
_ERROR = rf"(?:\s?(?:\+/?-|±|\$?\\pm\s?\$?|pm)\s?(?:{_DIGITS}))?"
_FREE = r"(?<![\w.,@^/\\:-])(?<![_^]\{)"
_LEFT = (
    rf"(?:{_FREE}|(?<=[^\d][,:])|(?<=[\d%xXs]-)|(?<=[A-Za-z]-)(?=\d{{1,3}}x\s[a-z])"
    r"|(?<=\bsim)|(?<=[\d%xs]sim)|(?<=Delta)|(?<=\bapprox))"
)
_SIGN = r"(?:(?<![\w)\]}%-])[+−-](?=[\d.])|~)?"
_DIMENSION = r"\d{1,6}\s?\$?(?:x|×|\\times|times)\$?\s?\d{1,6}"


def _token(words: str, opening: str) -> re.Pattern[str]:
    """A number; ``words`` matches numbers in letters, ``opening`` is a lookahead."""
    return re.compile(
        rf"""{opening}(?:
      (?P<skip>https?://\S{{1,400}} | \[\d{{1,3}}(?:,\s?\d{{1,3}}){{0,9}}\]
        | {_DIMENSION}(?:\s?\$?(?:x|×|\\times|times)\$?\s?\d{{1,6}})?)
    | \b(?P<words>{words})\b(?!-[a-z])
    | (?P<order>(?<![A-Za-z])(?:\\?mathcal\{{)?(?:O|Θ|Ω|Omega|Theta)\}}?
        \((?:[^()\n]|\([^()\n]{{0,30}}\)){{1,40}}\))
    | {_LEFT}(?P<portion>\d{{1,6}}(?:\.\d{{1,3}})?/\d{{1,6}}(?!\w|/|\.\d)
        | \d{{1,6}}\sout\sof\s\d{{1,6}}\b)
    | {_LEFT}(?P<sign>{_SIGN})(?P<digits>{_DIGITS})(?P<scale>{_SCALE})(?P<error>{_ERROR})
    )""",
        re.VERBOSE,
    )


_TOKEN = _token(f"(?i:{WORD})", "")
_TOKEN_IN_DIGITS = _token("(?!)", r"(?=[\d.\[+−~\\hmOTΘΩ-])")
"""The same for texts without a word of `_IN_LETTERS`: fewer positions are tried in full."""
_IN_LETTERS = (
    *("half", "halv", "doubl", "twice", "tripl", "quadrupl", "third", "quarter", "fifth", "tenth"),
    *("fold", "magnitude", "times", "second", "minute", "hour", "day", "week"),
)
"""One of these is in every number in letters."""
_IN_DIGITS = re.compile(r"\d|[OΘΩae]\}?\(")
"""A cheap necessary condition for all other numbers: most sentences have none."""

_RANGE_END = re.compile(r"[\d%xXs]-")
_MORE = re.compile(r"\+(?=\\?%)")
_BROKEN = re.compile(r"(?!sim\d)\w|-[A-Za-z]|\.\d|[_^{]|\\(?![,;$])")
_JOINT = re.compile(r"\s?(?:–|--?|—|\$?\\sim\s?\$?|sim|~)\s?|\s(?P<word>to)\s")
_OPENED = re.compile(
    r"\b(?:from|between)\s(?:[a-z]{1,9}\s){0,2}[$~]?$|\sto\s[\d.]{1,9}\S{0,3},?\sand\s$"
)
_CHANGE = re.compile(
    r"\s(?:(?:relative|absolute|average|overall|further|performance|[a-z]+ency)\s){0,2}"
    r"(?:improv|gain|increas|reduc|decreas|drop|sav|faster|slower|fewer|less|more|higher|lower"
    r"|better|worse|smaller|larger|cheaper|boost|relative|speed|shorter|longer|loss)"
)
_BY = re.compile(r"\bby\s(?:[a-z]{1,12}\s){0,4}[$~]?$")
_REACH = 48
_SIGNS = "+-−"


def find_numbers(text: str, start: int = 0, end: int | None = None) -> tuple[Number, ...]:
    r"""The numeric expressions inside ``[start, end)``, in text order, without overlap.

    >>> [n.raw for n in find_numbers("It is 3.7x faster, goes from 33\\% to 35\\% and needs 11GB.")]
    ['3.7x', '33\\%', '35\\%', '11GB']
    >>> find_numbers("improves recall by 2.5 points")[0].kind
    'difference'
    """
    end = len(text) if end is None else min(end, len(text))
    low = text[start:end].casefold()
    spelled = any(stem in low for stem in _IN_LETTERS)
    if not spelled and not _IN_DIGITS.search(text, start, end):
        return ()
    found: list[Number] = []
    for number in _single(_TOKEN if spelled else _TOKEN_IN_DIGITS, text, start, end):
        if found and (joined := _joined(text, found[-1], number)):
            found[-1] = joined
        else:
            found.append(number)
    return tuple(found)


def _single(token: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Number]:
    at = last = start
    while match := token.search(text, at, end):
        at = match.end()
        if match["skip"] or _in_name(text, match.start(), last):
            continue
        number = _digits(text, match, end) if match["digits"] else _spelled(text, match)
        if number:
            at = last = max(at, number.end)
            yield number


def _in_name(text: str, start: int, last: int) -> bool:
    """Whether digits follow a hyphen without ending a range begun at ``last`` ('LLaMA-2-7B')."""
    return bool(_RANGE_END.match(text, max(0, start - 2), start)) and last < start - 1


def _digits(text: str, match: re.Match[str], end: int) -> Number | None:
    stop = match.end()
    more = _MORE.match(text, stop, end)
    unit = UNIT.match(text, more.end() if more else stop, end)
    if unit:
        stop = unit.end()
        if text.startswith("+", stop) and text[stop - 1] == "%":
            stop += 1
    elif _BROKEN.match(text, stop, end):
        return None
    name = unit_of(unit) if unit else None
    start = match.start("sign")
    if name in (None, "USD") and _is_money(text, start, stop):
        start, name = start - 1, "USD"
    value = float(re.sub(r"[, ~]", "", match["digits"])) * MAGNITUDES.get(match["scale"].strip(), 1)
    if match["sign"][:1] in ("-", "−"):
        value = -value
    return Number(
        start, stop, text[start:stop], value, name, _kind(text, start, stop, match["sign"], name)
    )


def _is_money(text: str, start: int, end: int) -> bool:
    """Whether the digits follow a dollar sign that opens no formula."""
    alone = start == 1 or text[start - 2 : start - 1] in (" ", "(", "\n", "~")
    return alone and text[start - 1 : start] == "$" and "$" not in text[end : end + _REACH]


def _kind(text: str, start: int, end: int, sign: str, unit: str | None) -> Kind:
    if unit == "x":
        return "ratio"
    if unit in ("points", "pp") or (sign and sign in _SIGNS):
        return "difference"
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if after.startswith((" point", " absolute point", "-point")):
        return "difference"
    changed = bool(_BY.search(before)) or bool(_CHANGE.match(after))
    if unit == "%":
        return "relative" if changed else "absolute"
    return "difference" if _BY.search(before) else "absolute"


def _spelled(text: str, match: re.Match[str]) -> Number:
    start, end = match.span()
    raw = text[start:end]
    if words := match["words"]:
        value, unit = word_value(words)
        return Number(start, end, raw, value, unit, "ratio" if unit == "x" else "absolute")
    if portion := match["portion"]:
        above, below = (float(part) for part in re.split(r"/|\sout\sof\s", portion))
        return Number(start, end, raw, above / below if below else None, None, "absolute")
    return Number(start, end, raw, None, None, "absolute")


def _joined(text: str, low: Number, high: Number) -> Number | None:
    """The range that two neighbours form ('1.9-3.3x', '3% to 9%'), or None.

    'from 33% to 35%' is no range: its ends are the old and the new value.
    """
    joint = _JOINT.fullmatch(text, low.end, high.start)
    if not joint or low.number is None or high.number is None or low.low is not None:
        return None
    if low.unit not in (None, high.unit) or high.raw[:1] in _SIGNS:
        return None
    opened = _OPENED.search(text[max(0, low.start - _REACH) : low.start])
    if joint["word"] and (opened or high.unit not in ("%", "x", "points", "pp")):
        return None
    raw = text[low.start : high.end]
    return replace(high, start=low.start, raw=raw, low=low.number)
