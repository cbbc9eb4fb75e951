"""Numbers and their kinds: a level, a change in percent or in the measure's own units, a ratio."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

__all__ = [
    "MINUS_SIGNS",
    "REACH",
    "SIGNS",
    "Kind",
    "Number",
    "carried_kind",
    "changes_of",
    "kind_of",
]

Kind = Literal["absolute", "relative", "difference", "ratio"]
"""absolute: a level ('97.2%', '28.4', '11GB'); relative: a change in percent ('by 30%');
difference: a change in the measure's own units ('+4%', '2.5 points'); ratio: '3.7x', 'half'."""


@dataclass(frozen=True, slots=True)
class Number:
    """A numeric expression: ``text[start:end] == raw``.

    ``number`` is the parsed value in ``unit`` (97.23 and '%', 7e9 for '7B', 100.0 and 'x'
    for 'two orders of magnitude'), None where there is none ('O(n log n)'). A range has its
    upper end in ``number`` and its lower end in ``low``. ``deviation`` ('± 0.4') and
    ``interval`` ('(95% CI: 55.2-57.0)') are in the unit of the number; the bracket with them ends
    at ``closed``.
    """

    start: int
    end: int
    raw: str
    number: float | None
    unit: str | None
    kind: Kind
    low: float | None = None
    deviation: float | None = None
    interval: tuple[float, float] | None = None
    closed: int | None = None

    @property
    def stop(self) -> int:
        """Where the number ends, with the bracket of its deviation or interval."""
        return self.end if self.closed is None else self.closed

    @property
    def bare(self) -> bool:
        """Whether this is a plain integer, without unit, sign, decimals or range."""
        return self.unit is None and self.raw.isdigit()


REACH = 48
"""Characters around a number in which words decide its kind."""
MINUS_SIGNS = ("-", "−", "–")
SIGNS = (*MINUS_SIGNS, "+")

_CHANGE = re.compile(
    r"\s(?:(?:relative|absolute|average|overall|further|performance|training|inference|memory|compute"
    r"|computational|energy|token|parameter|storage|time|cost|[a-z]+ency)\s){0,2}"
    r"(?:improv|gain|increas|reduc|decreas|drop|sav|faster|slower|fewer|less|more|higher|lower"
    r"|better|worse|smaller|larger|cheaper|boost|relative|speed|shorter|longer|loss|degrad|declin)"
)
_NO_NAME = (
    "of|in|on|with|and|or|for|to|by|at|as|from|while|is|are|was|were|than|over|the|a|an|when|but"
    "|using|which|that|after|before|despite|without|through|via|under"
)
_NAMED = rf"\s(?:(?!(?:{_NO_NAME})\s)[\w@.+-]{{1,20}}\s){{0,3}}?"
_NAMED_CHANGE = re.compile(
    rf"{_NAMED}(?:improvements?|reductions?|gains?|savings?|degradations?|drops?|declines?"
    r"|decreases?|increases?|boosts?|(?<=accuracy\s)loss(?:es)?|(?<=performance\s)loss(?:es)?"
    r"|(?:higher|lower|better|worse)(?=\sthan\b))\b(?!\sto\b)"
)
"""'39% ASR reduction', '21% query latency reduction'."""
_CHANGES = re.compile(
    rf"{_NAMED}(?:improvements|reductions|gains|savings|drops|declines|decreases|increases|boosts"
    r"|(?:higher|lower|better|worse)(?=\sthan\b))\b(?!\sto\b)"
)
"""Behind the last of several: '14% and 24.9% improvements'."""
_CHANGE_OF_TWO = re.compile(
    rf"{_NAMED}(?:improvement|reduction|gain|saving|drop|decline|decrease|increase|boost)\b(?!\sto\b)"
)
_ARTICLE = re.compile(
    r"\b(?:an?|the)\s(?:(?:average|mean|overall|relative|absolute|further|additional|total)\s)?$"
)
"""'An average 11.2% mIoU and 14.5% Dice improvement'."""
_AND = re.compile(r"(?:\s[\w@:-]{1,12})?,?\s(?:and|or)\s|,\s")
_MORE_THAN = re.compile(
    r"\s(?:(?:more|fewer|less|higher|lower|better|worse)\sthan\b"
    r"|(?:higher|lower)(?=\s(?:at|on|in|for|with|when|and)\s|[,.;])"
    r"|(?:above|below)\s(?:(?:that|those)\sof\s|the\s|its\s|[A-Z]))"
)
_BY = re.compile(r"\bby\s(?:[a-z]{1,14}\s){0,4}[$~]?$")
_FACTOR = re.compile(
    r"\bfactors?\sof\s(?:(?:about|around|up\sto|over|nearly|roughly|almost)\s)?[$~]?$"
)
_VOTES = re.compile(
    r"\sof\s(?:the\s|all\s)?(?:human\s)?(?:raters|users|participants|annotators|respondents|experts|people"
    r"|evaluators|judges|readers|listeners|cases|comparisons)\b"
)
"""'Preferred by 68% of raters' is a share."""
_GAIN = re.compile(
    r"(?:\b(?:(?:gain|lose|save)s?|gained|lost|saved|saving)|"
    r"\b(?:gain|improvement|increase|reduction|decrease|drop|degradation|decline|boost|margin|enhancement|discrepanc(?:y|ie)|(?<=accuracy\s)loss)(?:e?s)?"
    r"(?:\sin\s(?:[^.;:,()]|\([^()]{1,12}\)){1,50}?)?(?:\sof|(?=\sup\sto\s))|\bimproved(?=\s(?:by\s)?up\sto\s))"
    r"\s(?:(?:up to|only|about|between|from|over|nearly|almost|around|roughly|approximately"
    r"|more than|at least|an average of|an additional)\s){0,2}[$~]?$"
)
_KEPT = re.compile(
    r"\b(?:preserv|retain|maintain|keep)(?:s|es|ed|ing)\s(?:(?:over|about|up\sto|nearly|roughly|around)\s)?[$~]?$"
)
_OF_WHAT_WAS = re.compile(
    r"\s(?:of\s)?(?:(?:the|its|their)\s)?(?:(?:original|full|baseline|dense|teacher)(?:'s)?\s)?(?:performance|quality)\b"
)
"""'Preserving 98.7% performance' is a share of what it was."""
_BETWEEN = re.compile(
    r"\b(?:reduc|decreas|lower|cut|increas|improv|boost|rais|accelerat)\w{0,4}\s(?:[\w-]{1,14}\s){0,5}between\s$"
)
_GAIN_ASIDE = re.compile(
    r"\b(?:(?:difference|gain|improvement|boost|increase|reduction|drop|decrease|degradation|decline)s?"
    r"|(?:improv|increas|reduc|lower|decreas|boost|cutt)ing\s(?:[\w-]{1,16}\s){0,3}[\w-]{1,16})"
    r"\s\((?:by\s|of\s|up\sto\s|about\s)?[$~<≤]?$"
)
_SET_AGAINST = re.compile(r"\s(?:vs\.?|versus|compared|against|to|from)\s|\s?(?:→|->)")
"""'A performance gain (4.3% NDS and 8.4% mAP)', but not '(42.0% vs. 9.0%)'."""
_IMPROVING = re.compile(
    r"\bimprov(?:es?|ed|ing)\s(?:(?!(?:by|to|from|with|on|over|upon|and|or|at|in|than|when|while|using)\s)"
    r"[\w@/-]{1,20}\s){0,4}(?:(?:over|up\sto|about|nearly)\s)?[$~]?$"
)
"""'Improving 3D detection 14.9% NDS'."""
_OVER_RIVALS = re.compile(
    r"\b(?:surpass|outperform|exceed|beat)\w{0,4}\s(?:[\w'-]{1,20}\s){1,5}over\s[~$]?$"
)
"""'Surpassing SOTAs over 14.9 mAP'."""
_RANGING = re.compile(
    r"\b(?:improv|increas|boost|reduc|outperform|surpass)\w{0,4}\s(?:[\w-]{1,16}\s){0,8}ranging\sfrom\s$"
)
"""'Improves all rivals ranging from 5.4% to 28.4%'."""
_LEVEL = re.compile(r"(?:\b(?:of|is|at|to|from|reach\w{0,3}|attain\w{0,3})|[=:])\s?\$?$")
"""The context of a level: a minus sign after it marks a negative level, not a loss."""
_IN_POINTS = re.compile(r"[\s-](?:absolute\s|full\s)?points?\b|\s(?:in\s)?absolute\b")
_LISTED = re.compile(
    r"(?:\s(?:relative|absolute)\s(?:improvement|gain|increase|boost|reduction|decrease|drop)|\s[\w@{}$:.-]{1,12})?(?:\s\([^()]{1,20}\))?"
    r"(?:\s(?:on|for|in|at|with|over|to|of)\s(?:[^.;:()]|[.:](?=\d)){1,60}?"
    r"(?:\s\((?:[^()]{1,12}|\+[^()]{1,80})\))?)?"
    r"(?:,\s?(?:and\s|or\s)?|\s(?:and|or)\s|/)(?:by\s)?"
    r"(?:an?\s(?:(?:additional|further)\s)?|the\s(?:[\w@-]{1,16}\s){1,3}(?=by\s|up\sto\s)(?:by\s)?)?"
    r"(?:(?:up\sto|about|over|around|only)\s)?"
)
_LISTED_ACROSS = re.compile(
    r"(?:\s[\w@-]{1,12})?(?:\s(?:on|in|for)\s(?:the\s)?[\w@-]{1,20}(?:\s[\w@-]{1,20}){0,2}?)?"
    r"(?:,?\sand\s|,\s)(?:by\s)?"
)
"""Between two changes in other units: 'by 12% on accuracy and 0.31 on MAE'."""
_BY_OR_MARGIN = re.compile(rf"{_BY.pattern}|\bmargins?\sof\s(?:[a-z]{{1,14}}\s){{0,2}}[$~]?$")


def kind_of(text: str, start: int, end: int, sign: str, unit: str | None) -> Kind:
    """The kind of ``text[start:end]``, by its sign, its unit and the words beside it."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    if unit == "x" or (unit is None and _FACTOR.search(before)):
        return "ratio"
    if unit in ("points", "pp") or _IN_POINTS.match(after):
        return "difference"
    if sign and sign in SIGNS:
        negative_level = sign in MINUS_SIGNS and unit != "%" and _LEVEL.search(before)
        return "absolute" if negative_level else "difference"
    gained = (
        _GAIN.search(text, max(0, start - 2 * REACH), start)
        or _OVER_RIVALS.search(before)
        or (_GAIN_ASIDE.search(before) and not _SET_AGAINST.match(after))
    )
    if unit == "%":
        changed = gained or (_BY.search(before) and not _VOTES.match(after))
        changed = changed or _BETWEEN.search(before)
        changed = changed or _IMPROVING.search(before) or _RANGING.search(before)
        changed = changed or _CHANGE.match(after) or _MORE_THAN.match(after)
        changed = changed or _NAMED_CHANGE.match(after)
        changed = changed or (_KEPT.search(before) and _OF_WHAT_WAS.match(after))
        return "relative" if changed else "absolute"
    changed = gained or _BY.search(before) or _MORE_THAN.match(after)
    changed = changed or (not text[start:end].isdigit() and _NAMED_CHANGE.match(after))
    return "difference" if changed else "absolute"


def changes_of(text: str, numbers: Sequence[Number]) -> Sequence[Number]:
    """The numbers, of which those before 'improvements' are all changes: '14% and 24.9% gains'."""
    found = list(numbers)
    are_changes = False
    for at in reversed(range(len(found) - 1)):
        number, following = found[at : at + 2]
        are_changes = are_changes or _open_changes(text, number, following)
        are_changes &= following.kind == "relative" and number.unit == following.unit == "%"
        are_changes &= bool(_AND.fullmatch(text, number.stop, following.start))
        if are_changes and number.kind == "absolute":
            found[at] = replace(number, kind="relative")
    return found


def _open_changes(text: str, number: Number, last: Number) -> bool:
    """Whether two numbers are the last of several before 'improvements', or the two of one."""
    if _CHANGES.match(text, last.end):
        return True
    one = _CHANGE_OF_TWO.match(text, last.end)
    if one is None or not _ARTICLE.search(text, max(0, number.start - REACH), number.start):
        return False
    # A level may have the article, too: 'a 92.1% accuracy and 3.2% improvement'.
    is_named = text[number.stop : last.start].strip() not in ("and", "or")
    return is_named == (len(one[0].split()) > 1)


def carried_kind(text: str, earlier: Number, number: Number) -> Kind | None:
    """The kind that a number has from the one before it in a list; None if it has its own.

    'by 2.1 points on ImageNet and 3.4 on CIFAR-100': both are differences; 'by 5.8% and 2.0%':
    both are changes in per cent; 'of -0.35 nats on POWER and -12.1 on GAS': both are levels.
    """
    if earlier.kind == number.kind or "ratio" in (earlier.kind, number.kind):
        return None
    if {earlier.unit, number.unit} == {"%", None}:
        return _carried_across(text, earlier, number)
    if number.unit not in (None, earlier.unit):
        return None
    if not _LISTED.fullmatch(text, earlier.stop, number.start):
        return None
    signed = number.raw[:1] in SIGNS
    negative_levels = signed and earlier.kind == "absolute" and earlier.raw[:1] in MINUS_SIGNS
    changes = not signed and number.kind == "absolute"
    return earlier.kind if negative_levels or changes else None


def _carried_across(text: str, earlier: Number, number: Number) -> Kind | None:
    """The kind of a change behind one in other units: 'by 12% on accuracy and 0.31 on MAE'."""
    if earlier.kind == "absolute" or earlier.bare or number.bare or number.raw[:1] in SIGNS:
        return None
    is_by = _BY_OR_MARGIN.search(text, max(0, earlier.start - REACH), earlier.start)
    if not is_by or not _LISTED_ACROSS.fullmatch(text, earlier.stop, number.start):
        return None
    return "relative" if number.unit == "%" else "difference"
