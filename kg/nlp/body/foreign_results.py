"""Whether a statement is about another's result: what another paper reports, what a rival reaches.

A clause names whose result it states; where it names others, or cites them, the reading's method or
data set is not what the number is of.
"""

from __future__ import annotations

import re

from kg.core.schema import DATASET, METHOD
from kg.nlp.body.statements import Statement

__all__ = ["is_of_another", "is_of_others"]

_REPORTED = re.compile(
    r"\bet al\b\.?,?\s?(?:\([^()]{1,40}\)|\[\d+\])?\s?(?:\w+ly\s)?"
    r"(?:report|achiev|obtain|show|f[io]und|claim|get)"
    r"|\b(?:reported|published|given|obtained|claimed)\s(?:by|in|from)\b|\bas reported\b"
    r"|\boriginal(?:ly)?\s(?:authors?|paper|reported)"
)
_OF_BEFORE = re.compile(
    r"(?i)\b(?:earlier|previous|prior|existing)\s(?:[\w-]+\s){0,3}"
    r"(?:approach|method|work|best|result|model|system|state)\w*\b"
)
_RAISING = re.compile(
    r"\b(?:improv|surpass|beat|outperform|push|rais|advanc|increas)\w*\s(?:on\s|upon\s)?(?:the\s)?$"
)
_RAISED_TO = re.compile(r"\b(?:to|reach\w*|achiev\w*)\s(?:an?\s)?$")
"""'improves the previous best to 91.4'."""
_OWN_WORDS = re.compile(r"\b(?:[Ww]e|[Oo]urs?|[Tt]his (?:paper|work))\b")
_BESIDE = 4
"""Characters between a number and a citation that stands beside it."""
_RIVAL_BEFORE = re.compile(
    r"\b(?:over|than|against|beats?|outperform\w*|surpass\w*|exceed\w*|compared (?:to|with)|uses"
    r"|[Uu]sing|without|w/o|removing)\s(?:[\w-]+\s){0,3}\(?$|\b[Ww]ith\s(?:standard\s)?$"
    r"|\bcombin\w+\s[^;.]{0,60}\sand\s$"
)
_OPENED_BY_RIVAL = re.compile(r"\b(?:than|compared (?:to|with)|versus|vs\.?|whereas|while)\s$")
_BY = 20
"""Characters behind a number in which 'achieved by X' names whose it is."""
_ACHIEVED_BY = re.compile(r"\s(?:achieved|obtained|reached|reported)?\s?(?:by|for|of)\s")
_OTHER_SUBJECT = re.compile(
    r"\s*(?!(?:We|Our|It|Its|This|These|That|The|In|On|For|With|At|By|As)\b)[A-Z][\w.+-]*\s"
    r"(?:ha[sd]|achiev\w+|gets?|reach\w*|yield\w*|obtain\w*)\s"
)
_RUN_BEFORE = re.compile(r"(?:[+-]?\d[\d.]{0,30}\s?%?(?:\sand\s|,\s(?:and\s)?)){1,8}[+-]?$")
_RUN_AFTER = re.compile(r"(?:\s?%?(?:\sand\s|,\s(?:and\s)?)[+-]?\d[\d.]*){1,8}")
_NUMBER = re.compile(r"\d[\d.]*")


def is_of_others(said: Statement, own: re.Pattern[str] | None) -> bool:
    """Whether a citation stands beside the number, or in its clause where that does not speak of
    the paper."""
    start, end = said.clause
    if _REPORTED.search(said.sentence) or _is_of_earlier(said):
        return True
    cited = [c for c in said.paragraph.citations if start <= c.start and c.end <= end]
    if any(0 <= c.start - said.end <= _BESIDE for c in cited):
        return True
    is_own = _OWN_WORDS.search(said.clause_text) or (own and own.search(said.clause_text))
    return bool(cited) and not is_own


def _is_of_earlier(said: Statement) -> bool:
    """Whether a level is what earlier work reached: 'exceeding the previous best of 88.9'."""
    before = said.paragraph.text[said.clause[0] : said.start]
    match = _OF_BEFORE.search(before) if said.result.kind == "absolute" else None
    if match is None:
        return False
    behind = said.clause[0] + match.end()
    is_named = said.named(METHOD, behind, said.start) or _OWN_WORDS.search(before, match.end())
    is_raised = _RAISING.search(before[: match.start()]) and _RAISED_TO.search(before)
    return not (is_named or is_raised)


def is_of_another(said: Statement, _: re.Pattern[str] | None) -> bool:
    """Whether the clause names methods or data sets, and that of the result is not among them, or
    only as what is compared with."""
    text, (start, end) = said.paragraph.text, said.clause
    methods = said.named(METHOD, start, said.start)
    is_pair = said.before.endswith("(") and re.match(r"\s(?:vs|versus)\b", said.after)
    if _OPENED_BY_RIVAL.search(text[said.first : start]) and (is_pair or not methods):
        return True
    if not methods and _OTHER_SUBJECT.match(text, start, said.start):
        return True
    firsts = [first for name, first in methods if name == said.result.method]
    aside = [_RIVAL_BEFORE.search(text[start:f]) or _is_bracketed(said, f) for f in firsts]
    if aside and all(aside):
        return True
    if methods and not firsts and not _OWN_WORDS.search(text, start, said.start):
        return True
    behind = said.named(METHOD, said.end, said.end + _BY)
    if any(name != said.result.method for name, _ in behind) and _ACHIEVED_BY.match(said.after):
        return True
    if "respectively" in said.sentence and not _is_aligned(said):
        return True
    datasets = {name for name, _ in said.named(DATASET, start, end)}
    return bool(datasets) and said.result.dataset not in {None, *datasets}


def _is_aligned(said: Statement) -> bool:
    """Whether, in a list of numbers that go 'respectively' with a list of names, this one goes with
    the method or the data set of the result; True of a number in no list."""
    before, after = _RUN_BEFORE.search(said.before), _RUN_AFTER.match(said.after)
    if not (before or after):
        return True
    place = len(_NUMBER.findall(before[0])) if before else 0
    size = place + 1 + (len(_NUMBER.findall(after[0])) if after else 0)
    start, _ = said.clause
    for label, own in ((METHOD, said.result.method), (DATASET, said.result.dataset)):
        distinct = list(dict.fromkeys(name for name, _ in said.named(label, start, said.last)))
        if len(distinct) == size:
            return distinct[place] == own
    return False


def _is_bracketed(said: Statement, first: int) -> bool:
    """Whether a name stands with others in brackets that close before the number, 'SAN (2, CNN) has
    57.3', and not alone as an abbreviation."""
    text = said.paragraph.text
    opened, closed = text.rfind("(", said.first, first), text.find(")", first, said.start)
    if min(opened, closed) < 0 or opened < text.rfind(")", said.first, first):
        return False
    return opened + 1 < first or bool(re.search(r"[,+]", text[first:closed]))
