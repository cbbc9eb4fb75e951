r"""Patterns of numeric expressions: digits, words, ranges, and what stands beside them.

Every repetition is bounded, so that matching takes linear time on any text.
"""

from __future__ import annotations

import re

from kg.nlp.text.units import WORD

__all__ = [
    "AND",
    "BROKEN",
    "DECIMAL_COMMA",
    "INTERVAL",
    "IN_DIGITS",
    "IN_LETTERS",
    "JOINT",
    "MORE",
    "OPENED",
    "RANGE_END",
    "TOKEN",
    "TOKEN_IN_COMMAS",
    "TOKEN_IN_DIGITS",
    "WITH_COMMAS",
    "WITH_POINTS",
]

_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,3}(?:[ ~]\d{3}){1,3}(?=\s?times)|\d{1,15})(?!\d)"
    r"(?:\.\d{1,15})?|\.\d{1,15}"
)
_SCALE = r"(?:[kKMBT](?![\w/])|\s(?:thousand|million|billion|trillion)\b)?"
_SUPERSCRIPT = "⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
_POWER = rf"10(?:\^\{{?[+−–-]?\d{{1,3}}\}}?|[{_SUPERSCRIPT}]{{1,4}})"
_EXPONENT = (
    rf"(?:[eE][+−–-]?\d{{1,3}}(?![\w.])|\s?\$?(?:x|×|·|\\times|\\cdot|times)\$?\s?{_POWER})?"
)
"""Scientific notation: '1.2e-5', '3.1 × 10⁻³', '2.7 \\times 10^{-4}'."""
_PLUS_MINUS = r"(?:\+/?-|±|plus[-/\s]minus|\$?\\pm\s?\$?|pm)"
_ERROR = rf"(?:\s?{_PLUS_MINUS}\s?(?:{_DIGITS}))?"
INTERVAL = re.compile(
    rf"""\s?[(\[]\s?(?:
      {_PLUS_MINUS}\s?(?P<deviation>{_DIGITS})\\?%?
    | (?P<sure>9[0-9](?:\.\d)?\\?%\s?(?:CIs?|confidence\sintervals?)\s?[:=,]?\s?[(\[]?|(?<=\[))?
      (?P<low>[+−–-]?(?:{_DIGITS}))\\?%?\s?(?:--?|–|,|to|;)\s?(?P<high>[+−–-]?(?:{_DIGITS}))\\?%?
    )\s?[)\]]{{1,2}}""",
    re.VERBOSE,
)
"""The deviation or interval in brackets after a value; ``sure`` is None for a mere range."""
_FREE = r"(?<![\w.,@^/\\:-])(?<![_^]\{)"
_LEFT = (
    rf"(?:{_FREE}|(?<=[^\d][,:])|(?<=[\d%xXs]-)|(?<=[A-Za-z]-)(?=\d{{1,3}}x\s[a-z])"
    r"|(?<=[\d%xXs]--)|(?<=[a-z]--)|(?<=%/)|(?<=\d/)(?=\d{1,3}\.\d)"
    r"|(?<=\bsim)|(?<=[\d%xs]sim)|(?<=Delta)|(?<=\bapprox))"
)
_SIGN = r"(?:(?<![\w)\]}%-])[+−-](?=[\d.])|(?<=[\s(])–(?=[\d.])|~)?"
_DIMENSION = rf"\d{{1,6}}\s?\$?(?:x|×|\\times|times)\$?\s?(?!{_POWER})\d{{1,6}}"


def _token(words: str, opening: str, digits: str = _DIGITS) -> re.Pattern[str]:
    """A number; ``words`` matches numbers in letters, ``opening`` is a lookahead."""
    error = _ERROR.replace(_DIGITS, digits)
    return re.compile(
        rf"""{opening}(?:
      (?P<skip>https?://\S{{1,400}} | \b9[059](?:\.\d)?\\?%\s(?:CIs?\b|confidence)
        | \[\d{{1,3}}(?:,\s?\d{{1,3}}){{0,9}}\]
        | {_DIMENSION}(?:\s?\$?(?:x|×|\\times|times)\$?\s?\d{{1,6}})?)
    | \b(?P<words>{words})\b(?!-[a-z])
    | (?P<order>(?<![A-Za-z])(?:\\?mathcal\{{)?(?:O|Θ|Ω|Omega|Theta)\}}?
        \((?:[^()\n]|\([^()\n]{{0,30}}\)){{1,40}}\))
    | {_LEFT}(?P<portion>\d{{1,6}}(?:\.\d{{1,3}})?/\d{{1,6}}(?!\w|/|\.\d)
        | \d{{1,6}}\sout\sof\s\d{{1,6}}\b)
    | {_LEFT}(?P<sign>{_SIGN})(?P<digits>{digits})(?P<power>{_EXPONENT})
        (?P<scale>{_SCALE})(?P<error>{error})
    )""",
        re.VERBOSE,
    )


TOKEN = _token(f"(?i:{WORD})", "")
TOKEN_IN_DIGITS = _token("(?!)", r"(?=[\d.\[+−–~\\hmOTΘΩ-])")
"""The same for texts without a word of `IN_LETTERS`: fewer positions are tried in full."""
TOKEN_IN_COMMAS = _token(f"(?i:{WORD})", "", rf"\d{{1,3}},\d{{1,2}}(?!\d)|{_DIGITS}")
"""The same for texts that write decimals with commas."""
DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")
WITH_COMMAS = re.compile(r"(?<![\w.,\[(])(?:(?:0|\d{2,3}),\d{1,2}(?![\w,.]?\d)|\d,\d{1,2}\s?\\?%)")
WITH_POINTS = re.compile(r"\d\.\d")
"""A text with the first and without the second writes decimals with commas: '41,7 BLEU'."""
IN_LETTERS = (
    *("half", "halv", "doubl", "twice", "tripl", "quadrupl", "third", "quarter", "fifth", "tenth"),
    *("fold", "magnitude", "times", "second", "minute", "hour", "day", "week", "point", "cent"),
)
"""One of these is in every number in letters."""
IN_DIGITS = re.compile(r"\d|[OΘΩae]\}?\(")
"""A cheap necessary condition for all other numbers: most sentences have none."""

RANGE_END = re.compile(r"[\d%xXs]-")
MORE = re.compile(r"\+(?=\\?%)")
BROKEN = re.compile(r"(?!sim\d)\w|-[A-Za-z]|\.\d|[_^{]|\\(?![,;$])")
AND = re.compile(r",\s(?:and\s|or\s)?|\s(?:and|or)\s")
JOINT = re.compile(r"\s?(?:–|--?|—|\$?\\sim\s?\$?|sim|~)\s?|\s(?P<word>to)\s")
OPENED = re.compile(
    r"(?<!\branging\s)(?<!\branges\s)(?<!\brange\s)(?<!\branged\s)\b(?:from|between)\s(?:[a-z]{1,9}\s){0,2}[$~]?$|\sto\s[\d.]{1,9}\S{0,3},?\sand\s$"
)
