"""A value as people read it: '12.3 %' for '12.3\\%', '2.8x' for '2.8times', with its deviation."""

from __future__ import annotations

import re

__all__ = ["change_text", "value_text"]

_MULTIPLE = re.compile(r"(?<=\d)\s?(?:\$?\\?times\$?|×|[xX]|-?\s?fold)$")
_PER_CENT = re.compile(r"(?<=\d)\s?\\?%(?!p)")
_POINTS = re.compile(r"(?<=\d)\s?\\?%p\b|(?<=\d)\s?percentage[\s-]points?\b")
_PLUS_MINUS = re.compile(r"(?<=[\d%])\s?(?:\+/?-|±|\\pm|pm)\s?(?=[\d.])")
_RANGE = re.compile(r"(?<=[\d%])\s?(?:\\?sim\s?|--?|–)(?=[\d.])")
_UNIT = re.compile(r"(?<=\d)(?=(?:[nmuμ]?s|min|hrs?|h|[KMGT]B|dBc?|m?W|m?J|[cmk]?m)$)")
_MINUS = re.compile(r"^[−–](?=[\d.])")


def value_text(
    raw: str,
    number: float | None = None,
    unit: str | None = None,
    deviation: float | None = None,
    interval: tuple[float, float] | None = None,
) -> str:
    r"""A value without signs of LaTeX and with one spelling of its unit, for reading.

    Digits stay as the text has them. A deviation or an interval that stands beside the value in
    the text is added; a loss (``number`` below 0) has its sign.

    >>> value_text("12.3\\%"), value_text("2.8times"), value_text("~4\\times"), value_text("11GB")
    ('12.3 %', '2.8x', '4x', '11 GB')
    >>> value_text("81.0", deviation=2.5), value_text("56%", 56.0, "%", interval=(55.0, 57.5))
    ('81.0 ± 2.5', '56 % [55, 57.5]')
    >>> value_text("0.98+-0.04"), value_text("1.8%sim8.2%"), value_text("0.85%", -0.85, "%")
    ('0.98 ± 0.04', '1.8 %–8.2 %', '-0.85 %')
    """
    text = raw.strip() if unit == "USD" else raw.replace("$", "").strip().removeprefix("~")
    text = _MINUS.sub("-", _PLUS_MINUS.sub(" ± ", _POINTS.sub(" pp", text)))
    text = _RANGE.sub("–", _PER_CENT.sub(" %", _MULTIPLE.sub("x", _UNIT.sub(" ", text))))
    if number is not None and number < 0 and text[:1].isdigit():
        text = f"-{text}"
    if deviation is not None and "±" not in text:
        digits, blank, sign = text.partition(" ")
        text = f"{digits} ± {deviation:g}{blank}{sign}"
    return text if interval is None else f"{text} [{interval[0]:g}, {interval[1]:g}]"


_CHANGES = ("difference", "relative", "ratio")


def change_text(raw: str, number: float | None, unit: str | None, kind: str | None) -> str:
    """A value with its kind and sign: a change never looks like a level.

    >>> change_text("60", 60.0, "points", "difference"), change_text("2.27", 2.27, None, "absolute")
    ('+60 points (difference)', '2.27')
    >>> change_text("0.85%", -0.85, "%", "relative"), change_text("3.7times", 3.7, "x", "ratio")
    ('-0.85 % (relative)', '3.7x (ratio)')
    """
    if kind not in _CHANGES or number is None:
        return value_text(raw, number, unit)
    if kind == "ratio":
        return f"{number:g}x ({kind})"
    sign = "points" if kind == "difference" and unit in ("%", "pp", "points") else unit or ""
    return f"{number:+,.10g} {sign}".rstrip() + f" ({kind})"
