"""A result that the model reads in a paragraph, with what its sentence says around the number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.core.full_texts.full_text import Paragraph
from kg.core.types import Result

__all__ = ["NEAR", "Statement", "with_kind_of_change"]

NEAR = 60
"""Characters around a number in which words say what it is."""

_CLAUSE = re.compile(
    r";|,\sand\s(?=[A-Z])|(?<=[\d%)])\sand\s(?=[A-Z][\w.+-]*\s(?:ha[sd]|achiev|get|reach|yield|obtain|is\s))"
    r"|,?\s(?:while|whereas|but|although|though|compared (?:to|with)|versus|vs\.?)\s"
    r"|\sthan\s(?![~$]?\.?\d|an?\sorder|two\s|three\s|half\s)"
)
_CHANGE_AFTER = re.compile(
    r"(?:(?:,\s?(?:and\s)?|\s(?:and|to)\s|\s?[-–/]\s?)\+?\d[\d.]*\s?(?:%|dB)?)*\s"
    r"(?:(?!(?:on|in|of|over|with|for|and|at|to|than|which|that|is|was|while|but)\b)[\w@-]+"
    r"(?:\s?\([^()]{1,40}\))?\s){0,3}"
    r"(?:improvements?|gains?|increases?|promotion|reductions?|drops?|decreases?|boosts?|worse"
    r"|better|higher|lower|faster|slower|more|fewer|less|points?|speed-?up)\b"
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:(?:improv|increas|decreas|reduc|drop|boost|rais|ris|rose|outperform|exceed|surpass)\w*"
    r"\s(?:[\w@%/()+-]{1,20}\s){0,6}by|(?:gains?|improvements?|increases?|drops?|margins?"
    r"|enhancement|decreases?|reductions?|gap|difference)(?:\s[\w-]{1,15}){0,4}"
    r"\s(?:of|is|by|between))\s(?:an?\s|up\sto\s|about\s|around\s|over\s|only\s|more\sthan\s"
    r"|nearly\s|average\s|[\w.]+\s?%?\sand\s){0,4}[~+]?\s?$"
)
_CHANGE_NOUN = re.compile(
    r"\b(?:improvements?|gains?|increases?|reductions?|drops?|decreases?|boosts?|bumps?)\b"
)
_NEW_LEVEL = re.compile(
    r"(?<!\bup )\b(?:to|from|reach\w*|achiev\w*|attain\w*|obtain\w*|yield\w*|result\w* in)\b|→"
)
"""What stands between a change and the level that it ends in."""
_CHANGED = re.compile(
    r"\b(?:reduc|increas|decreas|improv|boost|rais)(?:e[sd]?|s|ed|ing)\s"
    r"(?:(?!(?:to|from|by|of|at|with)\b)[\w-]+\s){0,3}(?:about\s|over\s|up\sto\s)?[~+]?$"
    r"|\+\s?absolute\s$"
)
_ONE_IN_BRACKETS = re.compile(r"\((?:only\s|up\sto\s|about\s|around\s)?[+~]?\s?$")
_ALONE = re.compile(r"\s?(?:points?|%|pp)?\s?\)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A result at ``[start, end)`` of a paragraph, and its sentence at ``[first, last)``.

    ``mentions`` are the entities that the paragraph names: type, name, start and end.
    """

    result: Result
    paragraph: Paragraph
    start: int
    end: int
    first: int
    last: int
    mentions: tuple[tuple[str, str, int, int], ...] = ()

    @property
    def before(self) -> str:
        """The sentence up to the number."""
        return self.paragraph.text[self.first : self.start]

    @property
    def after(self) -> str:
        """The sentence behind the number."""
        return self.paragraph.text[self.end : self.last]

    @property
    def sentence(self) -> str:
        """The sentence of the number."""
        return self.paragraph.text[self.first : self.last]

    def named(self, label: str, start: int, end: int) -> list[tuple[str, int]]:
        """The entities of a label that a part of the paragraph names, each with its start."""
        return [
            (name, first)
            for kind, name, first, last in self.mentions
            if kind == label and start <= first and last <= end
        ]

    @property
    def clause(self) -> tuple[int, int]:
        """The clause of the sentence that the number stands in, as offsets in the paragraph."""
        text = self.paragraph.text
        ends = [m.end() for m in _CLAUSE.finditer(text, self.first, self.start)]
        following = _CLAUSE.search(text, self.end, self.last)
        return ends[-1] if ends else self.first, following.start() if following else self.last

    @property
    def clause_text(self) -> str:
        """The words of the clause."""
        start, end = self.clause
        return self.paragraph.text[start:end]


def with_kind_of_change(said: Statement) -> Statement:
    """The statement, its value a difference where the words beside it call it a change.

    The kind of a number follows from sign, unit and the nearest words
    (`kg.nlp.text.number_kinds`); bodies also write '0.47dB, 0.48dB and 1.09dB improvements' and
    'improves H@1 on A by 3.2'.
    """
    if said.result.kind != "absolute":
        return said
    near = said.before[-NEAR:]
    is_called = _CHANGE_AFTER.match(said.after[:NEAR]) or _CHANGE_BEFORE.search(near)
    if is_called or _CHANGED.search(near) or _is_of_change(said):
        return replace(said, result=replace(said.result, kind="difference"))
    return said


def _is_of_change(said: Statement) -> bool:
    """Whether the clause speaks of a gain or a loss before the number, and of no level it ends in:
    'The improvements for small and large objects are 0.9 and 1.9'. Several numbers in brackets are
    levels: 'a gain (91.4 vs. 88.0)'."""
    before = said.paragraph.text[said.clause[0] : said.start]
    nouns = list(_CHANGE_NOUN.finditer(before))
    if not nouns or _NEW_LEVEL.search(before, nouns[-1].end()):
        return False
    is_alone = _ONE_IN_BRACKETS.search(before) and _ALONE.match(said.after)
    return bool(is_alone) or "(" not in before[nouns[-1].end() :]
