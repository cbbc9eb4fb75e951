r"""Units and numbers in words: one table each, and the patterns made from them."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["MAGNITUDES", "UNIT", "WORD", "unit_of", "word_value"]

MAGNITUDES: Mapping[str, float] = {
    "k": 1e3,
    "K": 1e3,
    "thousand": 1e3,
    "M": 1e6,
    "million": 1e6,
    "B": 1e9,
    "billion": 1e9,
    "T": 1e12,
    "trillion": 1e12,
}

_GLUED = r"\s?~?-?"
_OF_HARDWARE = r"\s(?:[GT]PU|[AHV]\d{2,3}0)(?:\s[GT]PU)?[\s-]"
"""Before a time that hardware is busy: '0.3 GPU days'."""
_UNITS: Mapping[str, str] = {
    "pp": r"\spercentage[\s-]points?\b|-percentage-points?\b|\s?pp\b|\s?\\?%p\b",
    "%": r"\s?\$?\\?%\$?(?=sim\d|\W|$)|\s(?:per\s?cent)\b(?!age)",
    "points": r"\s(?:absolute\s|accuracy\s)?(?:points?|pts)\b|-points?\b",
    "x": r"\s?\$?\\times\$?(?!\w)|\s?times(?:\b|(?=sim\d))|\s?×|[xX](?!\w)|\sx(?=\s[a-z])"
    r"|[\s-]?fold\b",
    "PFLOP/s": r"\s?(?:petaFLOPs?|PFLOPs?)(?:/s|PS)?\b",
    "TFLOP/s": r"\s?(?:teraFLOPs?|TFLOPs?)/s\b",
    "GFLOP/s": r"\s?(?:gigaFLOPs?|GFLOPs?)/s\b",
    "/s": r"\s(?:tokens?|images?|frames?|samples?|steps|requests|queries|events?|characters|words"
    r"|ops|operations|transactions|messages|records|rows|packets|points|updates|documents|pages"
    r"|sentences)"
    r"(?:\s?/\s?s(?:ec(?:ond)?)?|\sper\ssecond)\b",
    "FPS": r"\s?(?:FPS|fps)\b",
    "bits/dim": r"\s(?:bits?/dim|bpd)\b",
    "bits": r"\s(?:bits?|bpc)\b",
    "dBc": r"\s?dBc\b",
    "dB": r"\s?dB\b",
    "ns": r"\s?(?:ns|nanoseconds?)\b",
    "ms": rf"{_GLUED}(?:ms|milliseconds?|msec)\b",
    "us": r"\s?(?:μs|µs|us|microseconds?)\b",
    "s": r"\s?(?:s|secs?|seconds?)\b",
    "min": r"\s?(?:mins?|minutes?)\b",
    "GPU hours": rf"{_OF_HARDWARE}(?:hrs?|hours?)\b",
    "GPU days": rf"{_OF_HARDWARE}days?\b",
    "h": r"h\b|\s?(?:hrs?|hours?)\b",
    "days": r"\sdays?\b",
    "weeks": r"\sweeks?\b",
    "months": r"\smonths?\b",
    "years": r"\syears?\b(?!\s(?:old|of\sage))",
    "B": r"\s(?:bytes?)\b",
    "KB": r"\s?(?:KB|kB|KiB)\b",
    "MB": r"\s?(?:MB|MiB)\b",
    "GB": r"\s?(?:GB|GiB)\b",
    "TB": r"\s?(?:TB|TiB)\b",
    "Mb": r"\s?Mb\b",
    "Gbps": r"[\s~]?Gbps\b",
    "Mbps": r"[\s~]?Mbps\b",
    "bpm": r"\s?bpm\b",
    "Hz": r"\s?(?:Hz)\b",
    "kHz": r"\s?(?:kHz|KHz)\b",
    "MHz": r"\s?MHz\b",
    "GHz": r"\s?GHz\b",
    "um": r"\s?(?:[μµ]m|\\textmu\s?m)\b",
    "angstrom": r"[\s~]?(?:\\AA\b|Å)",
    "mm": r"\s?mm\b",
    "cm": r"\s?cm\b",
    "km": r"\s?km\b",
    "m/s": r"\s?m/s\b",
    "km/h": r"\s?km/h\b",
    "m": r"\s?m(?:eters?)?\b(?!/)",
    "W": r"\s?(?:W|watts?)\b",
    "mW": r"\s?mW\b",
    "J": r"\s?(?:J|joules?)\b",
    "mJ": r"\s?mJ\b",
    "kcal/mol": r"\s?kcal\s?/\s?mol\b",
    "kJ/mol": r"\s?kJ\s?/\s?mol\b",
    "meV": r"\s?meV\b",
    "eV": r"\s?eV\b",
    "kWh": r"\s?kWh\b",
    "K": r"\sK\b",
    "N": r"\sN\b(?=\s(?:for|and|in|on)\b|[,.;)])",
    "HU": r"\sHU\b",
    "degrees": r"\s?°C?|\sdegrees?\b|\s?\{?\\deg(?:ree)?\}?C?",
    "mg/m3": r"\s?[mμu]?g/m\^?3",
    "USD": r"\s?USD\b",
}


def _group(index: int, pattern: str) -> str:
    return f"(?P<u{index}>{pattern})"


UNIT = re.compile("|".join(_group(i, p) for i, p in enumerate(_UNITS.values())))
"""Matches a unit directly after a number, including the white space between them."""

_NAMES = tuple(_UNITS)

_SMALL = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_CARDINALS: Mapping[str, float] = {
    **{word: 1.0 + at for at, word in enumerate(_SMALL)},
    **{word: 20.0 + 10 * at for at, word in enumerate(_TENS)},
    "hundred": 100.0,
}
_CARDINAL = (
    rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_SMALL[:9])}))?"
    rf"|{'|'.join(reversed(_SMALL))}|hundred"
)
_PARTS: Mapping[str, float] = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_FACTORS: tuple[tuple[str, float], ...] = (
    (r"half(?=\sof\b)|halv(?:e|es|ed|ing)|(?:a\s|one\s|one-)?half(?!\sa\b)", 0.5),
    (r"doubl(?:es?(?=$|\s(?:the|its|their|our|that|in)\b)|ed|ing)|twice", 2.0),
    (r"tripl(?:es?(?=$|\s(?:the|its|their|our|that|in)\b)|ed|ing)", 3.0),
    (r"quadrupl(?:e|es|ed|ing)", 4.0),
)
_MIXED = rf"(?:{_CARDINAL})(?:\sand\sa\shalf)?"
_ORDERS = re.compile(
    rf"(?P<orders>{_MIXED}|an?|\d{{1,2}}(?:\.\d{{1,2}})?)"
    rf"\s(?:to\s(?P<upper>{_CARDINAL}|\d)\s)?"
    r"orders?[\s-]of[\s-]magnitudes?"
)
_COUNTED = re.compile(
    rf"(?P<count>{_MIXED}|an(?=\shour)|a(?=\s(?:minute|day)))"
    r"\s(?P<of>times|seconds?|minutes?|hours?|days?|weeks?)"
)
_FRACTION = re.compile(rf"(?P<above>an?|one|two|three|four)[\s-](?P<part>{'|'.join(_PARTS)})s?")
_FOLD = re.compile(rf"(?P<factor>{_CARDINAL})-?fold")
_POINTS = re.compile(
    rf"(?P<points>half\sa|an?\s(?:full|whole|half)|one\sfull|{_MIXED}"
    r"|an?(?=\s(?:percentage|absolute)\spoint))"
    r"\s(?:percentage\s|absolute\s)?points?"
)
_PERCENT = re.compile(rf"(?P<percent>{_CARDINAL})\sper\s?cent")
_FACTOR = re.compile("|".join(f"(?P<f{i}>{p})" for i, (p, _) in enumerate(_FACTORS)))

WORD = "|".join(
    re.sub(r"\?P<\w+>", "?:", pattern)
    for pattern in (
        _ORDERS.pattern,
        _COUNTED.pattern,
        _POINTS.pattern,
        _PERCENT.pattern,
        _FRACTION.pattern,
        _FOLD.pattern,
        _FACTOR.pattern,
    )
)
"""Pattern (without groups) of numbers written as words; word boundaries are the caller's."""


def unit_of(match: re.Match[str]) -> str:
    """The canonical unit of a match of `UNIT`.

    >>> unit_of(UNIT.match(" percentage points")), unit_of(UNIT.match("times"))
    ('pp', 'x')
    """
    return _NAMES[int((match.lastgroup or "u0")[1:])]


def word_value(words: str) -> tuple[float, str]:
    """(value, unit) of a number in words that `WORD` matched.

    >>> word_value("two orders of magnitude"), word_value("halves"), word_value("ten minutes")
    ((100.0, 'x'), (0.5, 'x'), (10.0, 'min'))
    >>> word_value("half a point"), word_value("eighty-nine percent"), word_value("two-fold")
    ((0.5, 'points'), (89.0, '%'), (2.0, 'x'))
    """
    lowered = words.lower()
    if match := _ORDERS.fullmatch(lowered):
        return 10.0 ** min(_cardinal(match["upper"] or match["orders"] or "one"), 30), "x"
    if match := _COUNTED.fullmatch(lowered):
        unit = UNIT.match(f" {match['of']}")
        return _cardinal(match["count"]), unit_of(unit) if unit else match["of"]
    if match := _POINTS.fullmatch(lowered):
        is_half = match["points"].startswith("half") or match["points"] in ("a half", "an half")
        return 0.5 if is_half else _cardinal(match["points"]), "points"
    if match := _PERCENT.fullmatch(lowered):
        return _cardinal(match["percent"]), "%"
    if match := _FRACTION.fullmatch(lowered):
        return _cardinal(match["above"]) / _PARTS[match["part"]], "x"
    if match := _FOLD.fullmatch(lowered):
        return _cardinal(match["factor"]), "x"
    if match := _FACTOR.fullmatch(lowered):
        return _FACTORS[int((match.lastgroup or "f0")[1:])][1], "x"
    return 1.0, "x"


def _cardinal(words: str) -> float:
    """The value of a cardinal in digits or letters ('89', 'eighty-nine', 'a')."""
    if words.replace(".", "", 1).isdigit():
        return float(words)
    whole, mixed, _ = words.partition(" and a half")
    value = sum(_CARDINALS.get(word, 0.0) for word in re.split(r"[\s-]", whole)) or 1.0
    return value + 0.5 if mixed else value
